import type { NetworkStatus } from '../../network/schema.ts'
import { cnftRows, figuresOf, rootBars, ruleRows } from '../figures.ts'
import { isValue } from '../texts.ts'
import { createGallery } from './gallery.ts'
import { addSample, histogramOf, paceOf, type Sample } from './pace.ts'
import { type Fault, watchStatus } from './poll.ts'
import { element, showRows, showText } from './rows.ts'
import './site.ts'

const STATUS_URL = '/v1/network/status'
const PACE_BARS = 30
const PACE_WIDTH = 240
const PACE_HEIGHT = 40

const CLOCK = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })
const gallery = createGallery()
let samples: Sample[] = []
let answeredAtMs: number | undefined

function showFigures(status: NetworkStatus): void {
  for (const [name, text] of Object.entries(figuresOf(status))) {
    for (const target of document.querySelectorAll(`[data-figure="${name}"]`))
      showText(target, text)
    const button = document.querySelector<HTMLElement>(`[data-copy-figure="${name}"]`)
    if (button !== null) button.hidden = !isValue(text)
  }
}

function showStatus(status: NetworkStatus): void {
  showFigures(status)
  element('#root-bars').setAttribute('d', rootBars(status.log.root))
  showRows('rules', ruleRows(status))
  showRows('cnfts', cnftRows(status))
  gallery.update(status.latest)
  samples = addSample(samples, { atMs: performance.now(), accepted: status.assets.accepted })
  showPace(samples)
  answeredAtMs = Date.now()
  showLive('live', `Live, ${CLOCK.format(answeredAtMs)}`)
  showBanner('')
}

function showPace(measured: readonly Sample[]): void {
  const pace = paceOf(measured)
  showText(element('#rate'), pace === undefined ? '–' : pace.toFixed(pace < 100 ? 1 : 0))
  const note = pace === undefined ? 'assets/s, measuring' : 'assets/s over the last minute'
  showText(element('#rate-note'), note)
  const counts = histogramOf(measured, PACE_BARS)
  const most = Math.max(1, ...counts)
  const step = PACE_WIDTH / PACE_BARS
  const bars = counts.map((assets, position) => {
    const height = (assets / most) * PACE_HEIGHT
    return assets === 0 ? '' : `M${(position + 0.5) * step} ${PACE_HEIGHT}v-${height.toFixed(1)}`
  })
  element('#pace-bars').setAttribute('d', bars.join(''))
}

/** The figures stay as they were: what cannot be asked is unknown, not zero. */
function showFault(fault: Fault, sinceMs: number): void {
  const what = faultText(fault, CLOCK.format(sinceMs))
  const age =
    answeredAtMs === undefined ? '' : ` The figures are those of ${CLOCK.format(answeredAtMs)}.`
  showLive('fault', 'Not live')
  showBanner(`${what}${age}`)
}

function faultText(fault: Fault, since: string): string {
  switch (fault.kind) {
    case 'unreachable':
      return `Edge unreachable since ${since}.`
    case 'refusing':
      return `The edge answers with error ${fault.httpStatus} since ${since}.`
    case 'unreadable':
      return `The edge answers in a form unknown to this page since ${since}. Reload it.`
  }
}

function showLive(state: string, text: string): void {
  element('#live').dataset.state = state
  showText(element('#live-text'), text)
}

function showBanner(text: string): void {
  const banner = element('#banner')
  banner.classList.toggle('shown', text !== '')
  document.body.toggleAttribute('data-stale', text !== '')
  showText(banner, text)
}

void watchStatus<NetworkStatus>(STATUS_URL, { onStatus: showStatus, onFault: showFault })

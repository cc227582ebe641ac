import { formatFilter } from '../../../domain/dataset/filter.ts'
import { filterQuery, type PageQuery, pagePath, parseQuery } from '../datasets/query.ts'
import {
  type Bar,
  type Finding,
  familiesBeyond,
  familyBars,
  findingTexts,
  offerId,
  priceText,
  qualityBars,
  type Sample,
  sampleRow,
  samplesLead,
  spokenFinding,
  talliesOf,
  triangleBars,
} from '../datasets/view.ts'
import { UNKNOWN } from '../texts.ts'
import { type Answer, getJson } from './api.ts'
import { renewRequestKey, startQuotes } from './quote.ts'
import { element, showRows, showText } from './rows.ts'
import './site.ts'
import { showInPlace } from './viewers.ts'

const CHOICE_PAUSE_MS = 120
const TYPING_PAUSE_MS = 350

interface Search {
  readonly data: readonly Sample[]
}

const form = document.querySelector<HTMLFormElement>('#filter')
const quote = document.querySelector<HTMLFormElement>('form[data-quote]')
let timer: ReturnType<typeof setTimeout> | undefined
let asked: AbortController | undefined
let shown: Finding | undefined

function start(filter: HTMLFormElement): void {
  document.addEventListener('input', (event) => {
    const field = event.target
    if (!(field instanceof HTMLInputElement)) return
    if (field.form === filter) ask(isTyped(field) ? TYPING_PAUSE_MS : CHOICE_PAUSE_MS)
    if (field.form === quote) changeQuote(field)
  })
  filter.addEventListener('submit', (event) => {
    event.preventDefault()
    ask(0)
  })
  element('#version').addEventListener('change', () => {
    location.assign(pagePath(currentQuery(filter)))
  })
  element('#clear').addEventListener('click', (event) => {
    event.preventDefault()
    clear(filter)
  })
  window.addEventListener('popstate', () => location.reload())
  element('[data-rows="samples"]').addEventListener('click', onSampleClick)
}

/** Unlike reset, which goes back to what the page came with. */
function clear(filter: HTMLFormElement): void {
  for (const field of filter.querySelectorAll('input')) {
    if (field.type === 'checkbox') field.checked = false
    else if (field.type === 'radio') field.checked = ['', 'exclude'].includes(field.value)
    else field.value = ''
  }
  ask(0)
}

const isTyped = ({ type }: HTMLInputElement): boolean => type === 'text' || type === 'search'

function currentQuery(filter: HTMLFormElement): PageQuery {
  const query = new URLSearchParams()
  for (const [name, value] of new FormData(filter)) {
    if (typeof value === 'string' && value !== '') query.append(name, value)
  }
  const offer = quote === null ? null : new FormData(quote).get('offer')
  if (typeof offer === 'string') query.set('offer', offer)
  return parseQuery(query)
}

function ask(pauseMs: number): void {
  clearTimeout(timer)
  timer = setTimeout(() => void renew(), pauseMs)
}

/** Only the answer to the last question is shown, in whatever order answers come. */
async function renew(): Promise<void> {
  if (form === null) return
  const query = currentQuery(form)
  history.replaceState(null, '', pagePath(query))
  asked?.abort()
  asked = new AbortController()
  const { signal } = asked
  element('#contents').setAttribute('aria-busy', 'true')
  const [finding, search] = await Promise.all([
    getJson<Finding>(catalogPath(query, 'count'), { signal }),
    findMatches(query, signal),
  ])
  if (signal.aborted) return
  element('#contents').removeAttribute('aria-busy')
  showAnswer(query, finding, search)
}

/** Undefined when captions are not searched. */
async function findMatches(
  query: PageQuery,
  signal: AbortSignal,
): Promise<Answer<Search> | undefined> {
  return query.words === '' ? undefined : getJson(catalogPath(query, 'search'), { signal })
}

function catalogPath(query: PageQuery, resource: 'count' | 'search'): string {
  const asked = filterQuery(query.filter)
  if (resource === 'search') asked.set('q', query.words)
  return `/v1/datasets/${query.version ?? 'latest'}/${resource}?${asked}`
}

function showAnswer(
  query: PageQuery,
  finding: Answer<Finding>,
  search: Answer<Search> | undefined,
): void {
  if (finding.status !== 'answered' || (search !== undefined && search.status !== 'answered')) {
    showStale(finding)
    return
  }
  showStale(undefined)
  shown = finding.body
  showFinding(shown, query)
  const samples = search === undefined ? shown.samples : search.body.data
  showRows('samples', samples.map(sampleRow))
  showText(element('#samples-lead'), samplesLead(query.words, samples))
  showText(element('#spoken'), spokenFinding(shown, query.offer))
}

/** What is shown is of the filter before: a count that did not come is not a count of nothing. */
function showStale(finding: Answer<Finding> | undefined): void {
  const banner = element('#banner')
  const stale = finding !== undefined
  const text =
    finding?.status === 'refused'
      ? 'The catalog does not understand this filter. What is shown is of the filter before.'
      : 'The catalog did not answer. What is shown is of the filter before; change it to try again.'
  banner.classList.toggle('shown', stale)
  document.body.toggleAttribute('data-stale', stale)
  showText(banner, stale ? text : '')
  for (const button of quote?.querySelectorAll('button') ?? []) button.disabled = stale
}

function showFinding(finding: Finding, { filter, offer }: PageQuery): void {
  showTexts(finding, offer)
  showBars('families', familyBars(finding.histograms))
  showBars('triangles', triangleBars(finding.histograms))
  showBars('qualities', qualityBars(finding.histograms))
  showText(document.querySelector('[data-beyond="families"]'), familiesBeyond(finding))
  showTallies(finding)
  for (const cell of document.querySelectorAll<HTMLElement>('[data-price]')) {
    showText(cell, priceText(finding, cell.dataset.price ?? ''))
  }
  if (quote === null) return
  const field = quote.querySelector<HTMLInputElement>('input[name="filter"]')
  if (field !== null && field.value !== formatFilter(filter)) {
    field.value = formatFilter(filter)
    renewRequestKey(quote)
  }
  for (const button of quote.querySelectorAll('button')) button.disabled = finding.count === 0
}

function showTallies(finding: Finding): void {
  const tally = talliesOf(finding)
  for (const target of document.querySelectorAll<HTMLElement>('[data-tally]')) {
    showText(target, tally(target.dataset.field ?? '', target.dataset.tally ?? ''))
  }
}

function showTexts(finding: Finding, offer: PageQuery['offer']): void {
  for (const [name, text] of Object.entries(findingTexts(finding, offer))) {
    for (const target of document.querySelectorAll(`[data-finding="${name}"]`)) {
      showText(target, text)
    }
  }
}

function showBars(name: string, bars: readonly Bar[]): void {
  const items = element(`[data-bars="${name}"]`).children
  for (const [place, bar] of bars.entries()) {
    const item = items[place]
    showText(item?.querySelector('.bar-label') ?? null, bar.label)
    showText(item?.querySelector('.bar-count') ?? null, bar.count)
    item?.querySelector('rect')?.setAttribute('width', String(bar.width))
  }
}

/** Another offer is another question; its price is in the table already. */
function changeQuote(field: HTMLInputElement): void {
  if (form === null || quote === null) return
  renewRequestKey(quote)
  if (field.name !== 'offer') return
  const query = currentQuery(form)
  history.replaceState(null, '', pagePath(query))
  if (shown === undefined) showPriceOf(quote, query)
  else showTexts(shown, query.offer)
}

/** Before the first answer the prices are those that the page came with. */
function showPriceOf(from: HTMLFormElement, { offer }: PageQuery): void {
  const price = from.querySelector(`[data-price="${offerId(offer)}"]`)?.textContent ?? UNKNOWN
  for (const target of document.querySelectorAll('[data-finding="price"]')) showText(target, price)
}

function onSampleClick(event: Event): void {
  const button =
    event.target instanceof Element ? event.target.closest<HTMLElement>('button.turn') : null
  const stage = button?.closest<HTMLElement>('.sample-stage')
  if (button === null || stage === null || stage === undefined) return
  const alt = stage.querySelector('img')?.alt ?? ''
  showInPlace(stage, button.dataset.src ?? '', alt)
  button.remove()
}

startQuotes()
if (form !== null) start(form)

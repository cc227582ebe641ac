import type { LicenseTerm, LicenseTier } from '../../../domain/license/terms.ts'
import type { CountAnswer, SampleAsset } from '../../datasets/schema.ts'
import type { Row } from '../row.ts'
import { byteText, count, plural, renderText, sentence, UNKNOWN } from '../texts.ts'
import { QUALITY_NAMES, TRIANGLE_NAMES } from './words.ts'

/** What a filter finds in a version, as the catalog answers it. */
export type Finding = CountAnswer
export type Sample = SampleAsset

export interface Offer {
  readonly tier: LicenseTier
  readonly termDays: LicenseTerm
}

/** A version of the dataset with what a reader's filter finds in it. */
export interface DatasetView {
  /** Latest first. */
  readonly versions: readonly string[]
  /** Of the whole version. */
  readonly rows: number
  readonly bytes: number
  readonly families: readonly string[]
  readonly tags: readonly string[]
  readonly finding: Finding
  /** Words that captions are searched for, with what was found; null where there are none. */
  readonly search: { readonly words: string; readonly matches: readonly Sample[] } | null
  readonly offer: Offer
  /** Families that were asked for and that this version does not have. */
  readonly absentFamilies: readonly string[]
}

export const FAMILY_BARS = 8
const FAMILIES_ANSWERED_MAX = 200

export const offerId = ({ tier, termDays }: Offer): string => `${tier}-${termDays}`

/** The texts of a finding that are renewed while the filter changes. */
export function findingTexts(finding: Finding, offer: Offer) {
  return {
    count: count(finding.count),
    noun: finding.count === 1 ? 'asset' : 'assets',
    bytes: finding.count === 0 ? UNKNOWN : byteText(finding.bytes),
    each: finding.count === 0 ? '' : `${byteText(finding.bytes / finding.count)} each`,
    price: priceText(finding, offerId(offer)),
  }
}

/** The price of an offer, as a number of RENDER. */
export function priceText({ prices }: Finding, id: string): string {
  const price = prices?.list.find((each) => offerId(each) === id)
  return price === undefined ? UNKNOWN : renderText(price.priceAtoms)
}

export const spokenFinding = (finding: Finding, offer: Offer): string => {
  if (finding.count === 0) return 'Nothing matches.'
  const { bytes, price } = findingTexts(finding, offer)
  return `${plural(finding.count, 'asset', 'assets')}, ${bytes}, ${price} RENDER.`
}

export interface Bar {
  readonly key: string
  readonly label: string
  readonly count: string
  /** Of the longest bar, in percent. */
  readonly width: number
}

/** Rows of a histogram whose bars are always the same ones. */
export const qualityBars = ({ qualities }: Finding['histograms']): Bar[] =>
  barsOf(qualities, QUALITY_NAMES)

export const triangleBars = ({ triangles }: Finding['histograms']): Bar[] =>
  barsOf(triangles, TRIANGLE_NAMES)

/** The families with most assets; what is left of the list is blank, so that its height stays. */
export function familyBars({ families }: Finding['histograms']): Bar[] {
  const largest = Object.entries(families)
    .sort(([a, most], [b, least]) => least - most || (a < b ? -1 : 1))
    .slice(0, FAMILY_BARS)
  const most = largest[0]?.[1] ?? 0
  const bars = largest.map(([name, assets]) => barOf(name, name, assets, most))
  const blanks = Array.from({ length: FAMILY_BARS - bars.length }, (_, place) => ({
    ...{ key: `blank-${place}`, label: '', count: '', width: 0 },
  }))
  return [...bars, ...blanks]
}

export function familiesBeyond({ familyCount }: Finding): string {
  const beyond = familyCount - FAMILY_BARS
  return beyond > 0 ? `and ${plural(beyond, 'more family', 'more families')}` : ''
}

/** How many assets a value of a field of the filter would find, as text. */
export type Tally = (field: string, value: string) => string

export function talliesOf({ facets }: Finding): Tally {
  const { families, qualities, triangles, kinds, nsfw, views } = facets
  const counts: Readonly<Record<string, Readonly<Record<string, number>>>> = {
    ...{ families, qualities, triangles, kinds },
    nsfw: {
      exclude: nsfw.unmarked,
      include: nsfw.unmarked + nsfw.marked,
      only: nsfw.marked,
    },
    views: { '': views.without + views.with, true: views.with, false: views.without },
  }
  // The catalog names the largest families; of the others it is not known how many there are.
  const cut = Object.keys(families).length >= FAMILIES_ANSWERED_MAX
  return (field, value) => {
    const assets = counts[field]?.[value]
    if (assets !== undefined) return count(assets)
    return field === 'families' && cut ? '' : count(0)
  }
}

function barsOf<Name extends string>(
  counts: Readonly<Record<Name, number>>,
  names: Readonly<Record<Name, string>>,
): Bar[] {
  const keys = Object.keys(names) as Name[]
  const most = keys.reduce((sum, key) => Math.max(sum, counts[key] ?? 0), 0)
  return keys.map((key) => barOf(key, names[key], counts[key] ?? 0, most))
}

/** What there is at all has a bar that can be seen. */
const barOf = (key: string, label: string, assets: number, most: number): Bar => ({
  ...{ key, label, count: count(assets) },
  width: assets === 0 || most === 0 ? 0 : Math.max(1, Math.round((assets / most) * 1000) / 10),
})

export const sampleRow = (sample: Sample): Row => ({
  key: String(sample.logIndex),
  text: {
    family: sample.family,
    quality: QUALITY_NAMES[sample.quality],
    caption: sentence(sample.caption),
    triangles: plural(sample.triangles, 'triangle', 'triangles'),
  },
  link: { record: `/v1/assets/${sample.sha256}` },
  set: {
    picture: { src: sample.pictureUrl, alt: sample.caption },
    turn: { 'aria-label': `Show in 3D: ${sample.caption}`, 'data-src': sample.previewUrl },
  },
})

export function samplesLead(words: string, shown: readonly Sample[]): string {
  if (words === '') return 'Drawn from what the filter finds. Coarser here than what you license.'
  return `${plural(shown.length, 'match', 'matches')} for “${words}” among the sampled assets.`
}

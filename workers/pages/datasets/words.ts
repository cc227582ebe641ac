import {
  ASSET_KINDS,
  type AssetKind,
  QUALITIES,
  type Quality,
  TRIANGLE_RANGES,
  type TriangleRange,
} from '../../../domain/dataset/facets.ts'
import type { Filter } from '../../../domain/dataset/filter.ts'
import type { LicenseTerm, LicenseTier } from '../../../domain/license/terms.ts'
import { count } from '../texts.ts'

/** Best first, since that is what a buyer looks for. */
export const QUALITY_NAMES: Readonly<Record<Quality, string>> = named([...QUALITIES].reverse(), {
  ...{ low: 'Low', medium: 'Medium', high: 'High', superior: 'Superior' },
})

export const KIND_NAMES: Readonly<Record<AssetKind, string>> = named(ASSET_KINDS, {
  ...{ generated: 'Generated', artist: 'By artists', learned: 'By learned models' },
})

export const NSFW_NAMES: Readonly<Record<Filter['nsfw'], string>> = {
  ...{ exclude: 'Leave out', include: 'With the others', only: 'Only these' },
}

/** A radio button that is not chosen sends nothing, so `with or without` has an empty value. */
export const VIEWS_NAMES: Readonly<Record<string, string>> = {
  ...{ '': 'With or without', true: 'With', false: 'Without' },
}

export const TIER_NAMES: Readonly<Record<LicenseTier, string>> = {
  ...{ research: 'Research', commercial: 'Commercial' },
}

export const TERM_NAMES: Readonly<Record<LicenseTerm, string>> = {
  ...{ 30: '30 days', 90: '90 days', 365: '1 year' },
}

export const TRIANGLE_NAMES = Object.fromEntries(
  TRIANGLE_RANGES.map(({ id, from }, place) => [id, rangeName(from, place)]),
) as Readonly<Record<TriangleRange, string>>

function rangeName(from: number, place: number): string {
  const next = TRIANGLE_RANGES[place + 1]?.from
  if (next === undefined) return `${count(from)} or more`
  return from === 0 ? `under ${count(next)}` : `${count(from)} to ${count(next - 1)}`
}

/** A filter as a list of what it asks for; one that asks for nothing is told as such. */
export function filterWords(filter: Filter): { readonly term: string; readonly text: string }[] {
  const either = (names: readonly string[]): string =>
    names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`
  const words = [
    {
      term: familyNoun(filter),
      text: filter.families.length === 0 ? 'all' : either(filter.families),
    },
    { term: 'Quality', text: either(filter.qualities.map((each) => lower(QUALITY_NAMES[each]))) },
    { term: 'Triangles', text: either(filter.triangles.map((each) => TRIANGLE_NAMES[each])) },
    { term: 'Kind', text: either(filter.kinds.map((each) => lower(KIND_NAMES[each]))) },
    { term: 'Views', text: viewsWords(filter.views) },
    { term: 'Tag', text: filter.tag ?? '' },
    { term: 'NSFW', text: { exclude: 'left out', include: 'included', only: 'only' }[filter.nsfw] },
  ]
  return words.filter(({ text }) => text !== '')
}

/** The same in one line. */
export function filterLine(filter: Filter): string {
  const [families, ...others] = filterWords(filter)
  const first =
    filter.families.length === 0 ? 'All families' : `${familyNoun(filter)} ${families?.text}`
  const asked = others.filter(({ term }) => term !== 'NSFW' || filter.nsfw !== 'exclude')
  return [first, ...asked.map(({ term, text }) => `${lower(term)} ${text}`)].join(', ')
}

const familyNoun = ({ families }: Filter): string => (families.length === 1 ? 'Family' : 'Families')

function viewsWords(views: boolean | null): string {
  if (views === null) return ''
  return views ? 'with rendered views' : 'without rendered views'
}

const lower = (text: string): string => (text === 'NSFW' ? text : text.toLowerCase())

function named<Name extends string>(
  order: readonly Name[],
  names: Readonly<Record<Name, string>>,
): Readonly<Record<Name, string>> {
  return Object.fromEntries(order.map((name) => [name, names[name]])) as Record<Name, string>
}

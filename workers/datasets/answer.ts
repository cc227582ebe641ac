import type { Filter } from '../../domain/dataset/filter.ts'
import { countPositive, largestOf } from '../../domain/dataset/largest.ts'
import type { SnapshotRecord } from '../../domain/dataset/snapshot.ts'
import { priceOf } from '../../domain/license/price.ts'
import { LICENSE_TERMS, LICENSE_TIERS } from '../../domain/license/terms.ts'
import type { LoadedSnapshot } from '../snapshots/load.ts'
import { countMatching, placesOf } from './count.ts'
import { sampleMatching } from './samples.ts'
import type { CountAnswer } from './schema.ts'

/** Families named in one answer. A version may have thousands, and an answer is read by a page. */
export const FAMILIES_ANSWERED_MAX = 200

/** How much a filter means in a version, what it costs at a time, and some of it to look at. */
export async function countAnswer(
  env: Pick<Env, 'CATALOG'>,
  { row, record }: LoadedSnapshot,
  { filter, nowMs }: { readonly filter: Filter; readonly nowMs: number },
): Promise<CountAnswer> {
  const counts = await countMatching(env, record, filter)
  const { count, bytes, qualities, kinds, triangles, facets } = counts
  const open = largest(record, facets.families, filter.families)
  const families = filter.families.length === 0 ? open : largest(record, counts.families)
  return {
    ...{ version: row.version, root: row.root, publishedAtMs: row.publishedAtMs },
    ...{ filter: writable(filter), count, bytes },
    histograms: { families, qualities, kinds, triangles },
    familyCount: countPositive(counts.families),
    facets: { ...facets, families: open },
    prices: count === 0 ? null : pricesOf(count, nowMs),
    samples: await sampleMatching(env, record, { filter, counts }),
  }
}

function pricesOf(count: number, atMs: number): NonNullable<CountAnswer['prices']> {
  const offers = LICENSE_TIERS.flatMap((tier) =>
    LICENSE_TERMS.map((termDays) => ({
      ...{ tier, termDays },
      price: priceOf({ count, tier, termDays, atMs }),
    })),
  )
  const [first] = offers
  if (first === undefined) throw new Error('there are no tiers or no terms')
  return {
    version: first.price.version,
    list: offers.map(({ tier, termDays, price: { atoms, minimumApplied } }) => ({
      ...{ tier, termDays, priceAtoms: atoms.toString(), minimumApplied },
    })),
  }
}

/** By name, largest first; those that are named in the filter are always there. */
function largest(
  record: SnapshotRecord,
  counts: Float64Array,
  named: readonly string[] = [],
): Record<string, number> {
  const places = placesOf(record)
  const ranked = largestOf(counts, FAMILIES_ANSWERED_MAX - named.length).flatMap(
    ([place, assets]): [string, number][] => {
      const name = record.families[place]
      return name === undefined || named.includes(name) ? [] : [[name, assets]]
    },
  )
  for (const name of named) ranked.push([name, counts[places.get(name) ?? -1] ?? 0])
  return Object.fromEntries(ranked.sort(([, one], [, other]) => other - one))
}

/** A copy whose lists may be changed, which is how answers are typed. */
export const writable = (filter: Filter): CountAnswer['filter'] => ({
  ...filter,
  families: [...filter.families],
  qualities: [...filter.qualities],
  kinds: [...filter.kinds],
  triangles: [...filter.triangles],
})

import type { CubeCounts } from '../../domain/dataset/count-cube.ts'
import type { Filter } from '../../domain/dataset/filter.ts'
import type { SnapshotRecord } from '../../domain/dataset/snapshot.ts'
import { priceOf } from '../../domain/license/price.ts'
import { LICENSE_TERMS, LICENSE_TIERS } from '../../domain/license/terms.ts'
import type { LoadedSnapshot } from '../snapshots/load.ts'
import { countMatching } from './count.ts'
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
  const families = largest(record, counts.families)
  return {
    ...{ version: row.version, root: row.root, publishedAtMs: row.publishedAtMs },
    ...{ filter: open(filter), count, bytes },
    histograms: { families, qualities, kinds, triangles },
    familyCount: counts.families.size,
    facets: { ...facets, families: largest(record, facets.families, filter.families) },
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
  { families }: SnapshotRecord,
  counts: CubeCounts['families'],
  named: readonly string[] = [],
): Record<string, number> {
  const places = new Map(named.map((name) => [name, counts.get(families.indexOf(name)) ?? 0]))
  const byCount = [...counts].sort(([a, one], [b, other]) => other - one || a - b)
  for (const [family, assets] of byCount) {
    if (places.size >= FAMILIES_ANSWERED_MAX) break
    const name = families[family]
    if (name !== undefined) places.set(name, assets)
  }
  return Object.fromEntries([...places].sort(([, one], [, other]) => other - one))
}

/** A copy whose lists may be changed, which is how answers are typed. */
export const open = (filter: Filter): CountAnswer['filter'] => ({
  ...filter,
  families: [...filter.families],
  qualities: [...filter.qualities],
  kinds: [...filter.kinds],
  triangles: [...filter.triangles],
})

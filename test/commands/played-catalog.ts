import { toHex } from '../../domain/bytes.ts'
import {
  type Facets,
  packFacets,
  QUALITIES,
  type Quality,
  TRIANGLE_RANGES,
  triangleRangeOf,
  unpackFacets,
} from '../../domain/dataset/facets.ts'
import type { Filter } from '../../domain/dataset/filter.ts'
import { facetMatcherOf } from '../../domain/dataset/filter.ts'
import { priceOf } from '../../domain/license/price.ts'
import { LICENSE_TERMS, LICENSE_TIERS } from '../../domain/license/terms.ts'
import { createGenerator, type Generator } from '../../generator/generator.ts'
import { loadGeneratorModule } from '../../generator/node-module.ts'
import { encodePlane } from '../../generator/view-png.ts'
import { sha256 } from '../../signing/sha256.ts'

/** A catalog that counts by the real rules over made-up cells, with real assets to look at. */

const GENERATOR = 'piwa-procedural@2'
const ASSETS = 96
const SAMPLES = 10
const PICTURE_PIXELS = 256
const ROOT = 'c7a1f0c2c0de'.padEnd(64, '4')
const PUBLISHED_AT_MS = Date.UTC(2026, 10, 21, 3, 17)

export const VERSION = '1.2.0'

type Asset = Awaited<ReturnType<typeof makeAssets>>['assets'][number]

export interface PlayedCatalog {
  readonly families: readonly string[]
  readonly tags: readonly string[]
  count(filter: Filter): ReturnType<typeof countOf>
  search(filter: Filter, words: string): { readonly data: readonly Sample[] }
  picture(sha256: string): Uint8Array | undefined
  preview(logIndex: number): Uint8Array | undefined
}

type Sample = ReturnType<typeof sampleOf>

export async function createPlayedCatalog(): Promise<PlayedCatalog> {
  const { assets, generator } = await makeAssets()
  const families = [...new Set(assets.map(({ family }) => family))].sort()
  const tags = [...new Set(assets.flatMap((asset) => asset.tags))].sort()
  const cells = makeCells(families)
  const matching = (filter: Filter): Asset[] => {
    const matches = facetMatcherOf(filter, { families })
    return assets.filter(
      (asset) =>
        matches(facetsOf(asset, families)) &&
        (filter.tag === null || asset.tags.includes(filter.tag)),
    )
  }
  const pictures = new Map<string, Uint8Array>()
  return {
    ...{ families, tags },
    count: (filter) =>
      countOf(filter, { cells, families, samples: matching(filter).map(sampleOf) }),
    search: (filter, words) => ({
      data: matching(filter)
        .filter(({ caption }) => words.split(' ').every((word) => caption.includes(word)))
        .map(sampleOf),
    }),
    picture: (hash) => {
      const asset = assets.find(({ sha256 }) => sha256 === hash)
      if (asset === undefined) return undefined
      const picture = pictures.get(hash) ?? render(generator, asset)
      pictures.set(hash, picture)
      return picture
    },
    preview: (logIndex) => {
      const asset = assets.find((each) => each.logIndex === logIndex)
      return asset && generator.generate(asset.seed).glb
    },
  }
}

async function makeAssets() {
  const generator = createGenerator(GENERATOR, await loadGeneratorModule(GENERATOR), 32)
  const assets = Array.from({ length: ASSETS }, (_, place) => {
    const seed = new Uint8Array(16).fill(place + 1)
    const { glb, facts } = generator.generate(seed)
    return {
      ...{ seed, logIndex: 4_000 + place, sha256: toHex(sha256(glb)), bytes: glb.length },
      ...{ family: facts.family, caption: facts.caption, triangles: facts.triangles * 4 },
      tags: 'tags' in facts ? facts.tags : [],
      quality: QUALITIES[1 + (place % 3)] ?? 'low',
    }
  })
  return { assets, generator }
}

const sampleOf = ({ seed: _seed, ...asset }: Asset) => ({
  ...asset,
  ...{ nsfw: false, kind: 'generated' as const, views: true },
  pictureUrl: `/v1/assets/${asset.sha256}/view.png?i=1&size=${PICTURE_PIXELS}`,
  previewUrl: `/v1/previews/${asset.logIndex}.glb`,
})

const facetsOf = ({ family, quality, triangles }: Asset, families: readonly string[]): number =>
  packFacets({
    ...{ family: families.indexOf(family), quality, nsfw: false, kind: 'generated', views: true },
    triangles: triangleRangeOf(triangles),
  })

interface Cell {
  readonly facets: number
  readonly count: number
}

/** Cells of made-up sizes that are the same each time. */
function makeCells(families: readonly string[]): Cell[] {
  const shares: Readonly<Record<Quality, number>> = {
    low: 0.2,
    medium: 1,
    high: 1.6,
    superior: 0.5,
  }
  return families.flatMap((_, family) =>
    QUALITIES.flatMap((quality, place) =>
      TRIANGLE_RANGES.map(({ id: triangles }, range) => {
        const views = (family + range) % 3 > 0
        const facets = {
          family,
          quality,
          nsfw: false,
          kind: 'generated',
          triangles,
          views,
        } as const
        const size = (((family + 3) * 48_271 + place * 977 + range * 613) % 641) + 40
        const share = Math.exp(-((range - 3.4) ** 2) / 3) * shares[quality]
        return { facets: packFacets(facets), count: Math.round(size * share) }
      }),
    ),
  )
}

interface Counted {
  readonly cells: readonly Cell[]
  readonly families: readonly string[]
  readonly samples: readonly Sample[]
}

/** The plainest way to count: every cell, once for each question. */
function countOf(filter: Filter, { cells, families, samples }: Counted) {
  const sums = (open: Partial<Filter>, keyOf: (facets: Facets) => string) => {
    const matches = facetMatcherOf({ ...filter, ...open }, { families })
    const counts: Record<string, number> = {}
    for (const { facets, count } of cells) {
      if (!matches(facets)) continue
      const key = keyOf(unpackFacets(facets))
      counts[key] = (counts[key] ?? 0) + count
    }
    return counts
  }
  const by = {
    families: ({ family }: Facets) => families[family] ?? '',
    qualities: ({ quality }: Facets) => quality,
    kinds: ({ kind }: Facets) => kind,
    triangles: ({ triangles }: Facets) => triangles,
  }
  const all = sums({}, () => 'all').all ?? 0
  const histograms = Object.fromEntries(
    Object.entries(by).map(([field, keyOf]) => [field, sums({}, keyOf)]),
  )
  const open = Object.fromEntries(
    Object.entries(by).map(([field, keyOf]) => [field, sums({ [field]: [] }, keyOf)]),
  )
  const views = sums({ views: null }, (facets) => String(facets.views))
  return {
    ...{ version: VERSION, root: ROOT, publishedAtMs: PUBLISHED_AT_MS, filter },
    ...{ count: all, bytes: all * 187_654, histograms },
    familyCount: Object.keys(histograms.families ?? {}).length,
    facets: {
      ...open,
      nsfw: { unmarked: all, marked: 0 },
      views: { with: views.true ?? 0, without: views.false ?? 0 },
    },
    prices: all === 0 ? null : { version: 1, list: pricesOf(all) },
    samples: samples.slice(0, SAMPLES),
  }
}

const pricesOf = (count: number) =>
  LICENSE_TIERS.flatMap((tier) =>
    LICENSE_TERMS.map((termDays) => ({
      ...{ tier, termDays, minimumApplied: false },
      priceAtoms: String(priceOf({ count, tier, termDays, atMs: 1 }).atoms),
    })),
  )

function render(generator: Generator, { seed }: Asset): Uint8Array {
  generator.generate(seed)
  const { planes } = generator.view({ count: 16, size: PICTURE_PIXELS }, 1)
  const rgb = planes.subarray(0, 3 * PICTURE_PIXELS * PICTURE_PIXELS)
  return encodePlane(rgb, { channels: 3, bits: 8 }, PICTURE_PIXELS)
}

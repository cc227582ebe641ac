import { requestId } from 'hono/request-id'
import { putCubes, putSamples } from '../d1/snapshot-catalog.ts'
import { addBuilding, markPublished } from '../d1/snapshots.ts'
import { FACET_BITS, isNsfw, unpackFacets } from '../domain/dataset/facets.ts'
import { formatRecord, recordKey } from '../r2/snapshot-store.ts'
import { datasets } from '../workers/datasets/index.ts'
import { createRouter } from '../workers/router.ts'

const ASSET_BYTES = 40_960
const SAMPLES_PER_FAMILY = 5
/** The cube of all assets has so many times the cells of a tag's. */
const TAG_CELLS_SHARE = 20

/** The public routes as they are, with doors for the benchmark: `POST /schema`, `POST /publish`. */
const app = createRouter()
app.use(requestId())
app.route('/', datasets)
app.get('/nothing', (c) => c.json({}))
app.post('/schema', async (c) => {
  for (const query of await c.req.json()) await c.env.CATALOG.prepare(query).run()
  return c.json({})
})
app.post('/publish', async (c) => c.json(await publish(c.env, await c.req.json())))

// biome-ignore lint/style/noDefaultExport: the Workers runtime looks for it
export default app

async function publish(env, { version, families: count, cells, tags: tagCount, assetsPerCell }) {
  const families = Array.from({ length: count }, (_, at) => `family-${at}`)
  const tags = Array.from({ length: tagCount }, (_, at) => `tag-${at}`)
  const whole = makeCube({ families: count, cells, assetsPerCell, seed: 1 })
  const rows = whole.counts.reduce((sum, assets) => sum + assets, 0)
  const bytes = whole.bytes.reduce((sum, cell) => sum + cell, 0)
  const hash = version.replaceAll('.', '').padStart(64, '0')
  const logSize = rows
  await addBuilding(env.CATALOG, { version, startedAtMs: rows, logSize })
  await putCubes(env.CATALOG, version, [['', whole]])
  for (const [at, tag] of tags.entries()) {
    const part = { families: count, cells: cells / TAG_CELLS_SHARE, assetsPerCell, seed: at + 2 }
    await putCubes(env.CATALOG, version, [[tag, makeCube(part)]])
  }
  await putSamples(env.CATALOG, makeSamples(version, families))
  const record = {
    ...{ dataset: 'piwa', version, parent: null, createdAtMs: 1, logOrigin: 'bench', logSize },
    ...{ rows, bytes, root: hash, families, tags, chunks: [], parts: [] },
  }
  await env.GEOMETRY.put(recordKey(version), formatRecord(record))
  await markPublished(env.CATALOG, version, {
    ...{ publishedAtMs: 1, assetCount: rows, bytes, root: hash },
    ...{ recordKey: recordKey(version), recordSha256: hash },
  })
  return { assets: rows, cells: whole.facets.length }
}

/** The same number of cells in every family, in order, each with its own facets. */
function makeCube({ families, cells, assetsPerCell, seed }) {
  const draw = drawer(seed)
  const facets = new Uint32Array(cells)
  const perFamily = cells / families
  for (let family = 0; family < families; family += 1) {
    const chosen = new Set()
    while (chosen.size < perFamily) chosen.add(LOW_FACETS[draw() % LOW_FACETS.length])
    facets.set(
      [...chosen].sort((a, b) => a - b).map((low) => ((family << 16) | low) >>> 0),
      family * perFamily,
    )
  }
  const counts = facets.map(() => 1 + (draw() % (2 * assetsPerCell - 1)))
  return { facets, counts, bytes: Float64Array.from(counts, (assets) => assets * ASSET_BYTES) }
}

const LOW_FACETS = Array.from({ length: 1 << FACET_BITS }, (_, low) => low).filter(isFacets)

/** Only what is of low quality is marked as unsuitable. */
function isFacets(low) {
  try {
    return unpackFacets(low).quality === 'low' || !isNsfw(low)
  } catch {
    return false
  }
}

function makeSamples(version, families) {
  const draw = drawer(9)
  return families.flatMap((family, place) =>
    Array.from({ length: SAMPLES_PER_FAMILY }, (_, i) => {
      const logIndex = i * families.length + place
      return {
        ...{ version, logIndex, sha256: logIndex.toString(16).padStart(64, '0'), family },
        facets: ((place << 16) | LOW_FACETS[draw() % LOW_FACETS.length]) >>> 0,
        ...{ caption: `number ${logIndex} of ${family}`, tags: '["tag-0"]', triangles: 1_500 },
        bytes: ASSET_BYTES,
      }
    }),
  )
}

function drawer(seed) {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state >>> 8
  }
}

import type { TypedResponse } from 'hono'
import { cors } from 'hono/cors'
import { countSamples } from '../../d1/samples.ts'
import { listSnapshots } from '../../d1/snapshots.ts'
import { createRouter } from '../router.ts'
import { CROISSANT_MEDIA_TYPE, croissantDocument } from '../snapshots/croissant-document.ts'
import { type LoadedSnapshot, loadSnapshot } from '../snapshots/load.ts'
import { countAnswer, writable } from './answer.ts'
import { FOR_GOOD, sendFile } from './files.ts'
import {
  countDataset,
  listDatasets,
  readCroissant,
  readDataset,
  readFile,
  readRecordFile,
  searchDataset,
} from './routes.ts'
import { searchSamples } from './samples.ts'
import { type Dataset, LATEST } from './schema.ts'
import { describeInFull, describeVersion, FILES_PATH } from './versions.ts'

/** What anyone may read of the dataset: its versions, what filters mean in them, and their files. */
export const datasets = createRouter()

datasets.use(
  '/v1/datasets/*',
  cors({
    origin: '*',
    allowMethods: ['GET', 'HEAD'],
    allowHeaders: ['range', 'if-range', 'if-none-match'],
    exposeHeaders: ['accept-ranges', 'content-length', 'content-range', 'etag'],
    maxAge: 86_400,
  }),
)

datasets.openAPIRegistry.registerPath(readFile)
datasets.get(`${FILES_PATH}*`, (c) => {
  const { pathname } = new URL(c.req.url)
  return sendFile(c, pathname.slice(FILES_PATH.length))
})

datasets.openapi(listDatasets, async (c) => {
  const rows = await listSnapshots(c.env.CATALOG, c.req.valid('query').limit)
  const data: Dataset[] = []
  // One after the other: records may be large.
  for (const { version } of rows) {
    data.push(describeVersion(c.env.PUBLIC_URL, await loadSnapshot(c.env, version)))
  }
  return c.json({ data }, 200)
})

datasets.openapi(readDataset, async (c) => {
  const snapshot = await loadNamed(c.env, c.req.valid('param').version)
  return c.json(describeInFull(c.env.PUBLIC_URL, snapshot), 200)
})

datasets.openapi(readRecordFile, async (c) => {
  const { version } = c.req.valid('param')
  const { row } = await loadNamed(c.env, version)
  const object = await c.env.GEOMETRY.get(row.recordKey)
  if (object === null) throw new Error(`the record of ${row.version} is missing`)
  const stored: Response = c.body(object.body, 200, {
    'content-type': 'application/json',
    'cache-control': version === LATEST ? 'no-cache' : FOR_GOOD,
    etag: `"${row.recordSha256}"`,
  })
  // Read and written anew it might be other bytes than those that the hash is of.
  return stored as Response & TypedResponse<unknown, 200, 'json'>
})

datasets.openapi(readCroissant, async (c) => {
  const snapshot = await loadNamed(c.env, c.req.valid('param').version)
  const document = croissantDocument(c.env, snapshot, Date.now())
  return c.json(document, 200, { 'content-type': CROISSANT_MEDIA_TYPE })
})

datasets.openapi(countDataset, async (c) => {
  const snapshot = await loadNamed(c.env, c.req.valid('param').version)
  const filter = c.req.valid('query')
  return c.json(await countAnswer(c.env, snapshot, { filter, nowMs: Date.now() }), 200)
})

datasets.openapi(searchDataset, async (c) => {
  const { record } = await loadNamed(c.env, c.req.valid('param').version)
  const { q, filter } = c.req.valid('query')
  const [data, sampleSize] = await Promise.all([
    searchSamples(c.env, record, { q, filter }),
    countSamples(c.env.CATALOG, record.version),
  ])
  return c.json({ version: record.version, filter: writable(filter), sampleSize, data }, 200)
})

const loadNamed = (env: Env, version: string): Promise<LoadedSnapshot> =>
  loadSnapshot(env, version === LATEST ? undefined : version)

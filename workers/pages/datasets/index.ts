import { Hono } from 'hono'
import type { AppEnv } from '../../router.ts'
import { siteOf } from '../frame.tsx'
import { type DatasetState, renderDatasetsPage } from './datasets-page.tsx'
import { parseQuery } from './query.ts'
import { readDataset } from './read.ts'

const STATUS = { shown: 200, none: 200, version_unknown: 404, unknown: 503 } as const satisfies {
  [Status in DatasetState['status']]: number
}

export const datasetPages = new Hono<AppEnv>()

datasetPages.get('/datasets', async (c) => {
  const query = parseQuery(new URL(c.req.url).searchParams)
  const state = await readDataset(c.env, query, Date.now())
  c.header('cache-control', 'no-store')
  const page = { site: siteOf(c.env), state, requestKey: crypto.randomUUID() }
  return c.html(renderDatasetsPage(page), STATUS[state.status])
})

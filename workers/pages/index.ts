import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { readStatus } from '../network/status.ts'
import { reportFault } from '../report.ts'
import type { AppEnv } from '../router.ts'
import { datasetPages } from './datasets/index.ts'
import { siteOf } from './frame.tsx'
import { renderGalleryPage } from './gallery-page.tsx'
import { cachingOf, PAGE_SECURITY } from './headers.ts'
import { renderLicensesPage } from './licenses/licenses-page.tsx'
import { renderNetworkPage } from './network-page.tsx'
import { orderPages } from './orders/index.ts'
import { type Plate, readPlates } from './plates.ts'
import type { PageStatus } from './slots.tsx'

export const pages = new Hono<AppEnv>()

const PATHS = ['/', '/gallery', '/datasets', '/orders', '/orders/*', '/licenses', '/assets/*']
for (const path of PATHS) pages.use(path, secureHeaders(PAGE_SECURITY))

pages.get('/', async (c) => {
  const status = await statusOrUnknown(c.env)
  c.header('cache-control', 'no-store')
  return c.html(renderNetworkPage({ site: siteOf(c.env), status }))
})

pages.get('/gallery', async (c) => {
  const plates = await platesOrUnknown(c.env)
  c.header('cache-control', 'no-store')
  return c.html(renderGalleryPage({ site: siteOf(c.env), plates }))
})

pages.get('/licenses', (c) => {
  c.header('cache-control', 'no-store')
  return c.html(renderLicensesPage({ site: siteOf(c.env) }))
})

pages.route('/', datasetPages)
pages.route('/', orderPages)

pages.get('/assets/*', async (c) => {
  const file = await c.env.ASSETS.fetch(c.req.raw)
  if (file.status === 404) return c.notFound()
  const answer = new Response(file.body, file)
  answer.headers.set('cache-control', cachingOf(c.req.path))
  return answer
})

/** The page itself can be shown while the figures cannot be read: it then says that they are unknown. */
async function statusOrUnknown(env: Env): Promise<PageStatus> {
  try {
    return await readStatus(env)
  } catch (error) {
    reportFault({ event: 'status_unreadable' }, error)
    return undefined
  }
}

async function platesOrUnknown(env: Env): Promise<readonly Plate[] | undefined> {
  try {
    return await readPlates(env)
  } catch (error) {
    reportFault({ event: 'gallery_unreadable' }, error)
    return undefined
  }
}

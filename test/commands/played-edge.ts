import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { build } from 'esbuild'
import { QUOTE_VALID_MS } from '../../domain/license/terms.ts'
import { createPlayedCatalog, type PlayedCatalog, VERSION } from './played-catalog.ts'
import { createPlayedShop, type PlayedShop } from './played-shop.ts'

/** A server that plays the edge to a browser: the Worker's own pages over a catalog in memory. */

const ROOT = join(import.meta.dirname, '../..')
const TYPES = { js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml' }
const SITE = {
  ...{ publicUrl: 'http://127.0.0.1:8787', rpcUrl: 'http://127.0.0.1:8899' },
  generator: 'piwa-procedural@2',
}

/** The parts of the Worker that a page is made with. */
interface Pages {
  policy(): Promise<string>
  parseQuery(query: URLSearchParams): PageQuery
  renderDatasetsPage(props: unknown): Promise<string> | string
  renderOrderPage(props: unknown): Promise<string> | string
  renderLicensesPage(props: unknown): Promise<string> | string
}
interface PageQuery {
  readonly filter: Parameters<PlayedCatalog['count']>[0]
  readonly words: string
  readonly offer: unknown
}

export interface PlayedEdge {
  readonly url: string
  readonly catalog: PlayedCatalog
  readonly shop: PlayedShop
  /** How the edge behaves from now on. */
  readonly mood: { down: boolean; delayMs(path: string): number }
  /** Behaves as at the start again; what it knows of orders stays. */
  reset(): void
  close(): void
}

export async function playEdge(): Promise<PlayedEdge> {
  const bundled = spawnSync(process.execPath, ['workers/pages/build.ts'], { cwd: ROOT })
  if (bundled.status !== 0) throw new Error(String(bundled.stderr))
  const [pages, catalog] = await Promise.all([loadPages(), createPlayedCatalog()])
  const policy = await pages.policy()
  const shop = createPlayedShop(catalog)
  const mood: PlayedEdge['mood'] = { down: false, delayMs: () => 0 }
  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy())
  })
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, mood.delayMs(request.url ?? '')))
    // What a page loads to show itself still comes: only questions find the edge down.
    if (mood.down && request.headers['sec-fetch-dest'] === 'empty') {
      response.destroy()
      return
    }
    const { status, type, body } = await answerOf(request, { pages, catalog, shop })
    response.writeHead(status, {
      ...{ 'content-type': type, 'content-security-policy': policy, 'cache-control': 'no-store' },
    })
    response.end(body)
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const reset = () => {
    Object.assign(mood, { down: false, delayMs: () => 0 })
    shop.quoteMs = QUOTE_VALID_MS
  }
  return { url: addressOf(server), catalog, shop, mood, reset, close: () => server.close() }
}

const addressOf = (server: Server): string =>
  `http://127.0.0.1:${(server.address() as AddressInfo).port}`

async function answerOf(
  request: IncomingMessage,
  parts: Parts,
): Promise<File & { status: number }> {
  const target = new URL(request.url ?? '/', 'http://edge')
  const token = (request.headers.authorization ?? '').replace('Bearer ', '')
  const body = await bodyOf(request)
  const api = await parts.shop.answer(request.method ?? 'GET', target.pathname, body, token)
  if (api !== undefined) return { ...json(api.body), status: api.status }
  const file = await fileOf(target, parts)
  if (file === undefined) return { status: 404, type: 'text/plain', body: '' }
  return { status: 200, ...file }
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const text = Buffer.concat(chunks).toString()
  return text.startsWith('{') ? JSON.parse(text) : {}
}

interface Parts {
  readonly pages: Pages
  readonly catalog: PlayedCatalog
  readonly shop: PlayedShop
}
interface File {
  readonly type: string
  readonly body: string | Uint8Array
}

async function fileOf(target: URL, parts: Parts): Promise<File | undefined> {
  const { pathname, searchParams } = target
  if (pathname.startsWith('/assets/')) return builtFile(pathname)
  const { filter, words } = parts.pages.parseQuery(searchParams)
  if (pathname.endsWith('/count')) return json(parts.catalog.count(filter))
  if (pathname.endsWith('/search')) return json(parts.catalog.search(filter, words))
  if (pathname.endsWith('/view.png')) {
    return png(parts.catalog.picture(pathname.split('/')[3] ?? ''))
  }
  if (pathname.startsWith('/v1/previews/')) {
    const body = parts.catalog.preview(Number(/[0-9]+/.exec(pathname.slice(4))?.[0]))
    return body && { type: 'model/gltf-binary', body }
  }
  const bought = parts.shop.orders.get(pathname.split('/')[2] ?? '')?.license
  if (pathname.endsWith('/license')) {
    return bought ? { type: 'application/jose', body: `${bought.jws}\n` } : undefined
  }
  const html = await pageOf(target, parts)
  return html === undefined ? undefined : { type: 'text/html; charset=utf-8', body: String(html) }
}

const json = (value: unknown): File => ({ type: 'application/json', body: JSON.stringify(value) })
const png = (body: Uint8Array | undefined): File | undefined => body && { type: 'image/png', body }

async function pageOf({ pathname, searchParams }: URL, { pages, catalog, shop }: Parts) {
  const requestKey = crypto.randomUUID()
  if (pathname === '/licenses') return pages.renderLicensesPage({ site: SITE })
  if (pathname === '/datasets') {
    const { filter, words, offer } = pages.parseQuery(searchParams)
    const dataset = {
      ...{ versions: [VERSION, '1.1.0'], rows: 153_074, bytes: 28_724_000_000 },
      ...{
        families: catalog.families,
        tags: catalog.tags,
        finding: catalog.count(filter),
        offer,
        absentFamilies: [],
      },
      search: words === '' ? null : { words, matches: catalog.search(filter, words).data },
    }
    return pages.renderDatasetsPage({ site: SITE, state: { status: 'shown', dataset }, requestKey })
  }
  const order = shop.orders.get(pathname.replace('/orders/', ''))
  if (order === undefined) return undefined
  const state = { status: 'shown', order }
  return pages.renderOrderPage({ site: SITE, state, nowMs: Date.now(), requestKey })
}

function builtFile(path: string): File | undefined {
  const file = join(ROOT, 'workers/pages/build', path)
  if (!existsSync(file)) return undefined
  const type = TYPES[path.split('.').at(-1) as keyof typeof TYPES] ?? 'text/plain'
  return { type, body: readFileSync(file) }
}

/** From the sources of the Worker itself, as it bundles them. */
async function loadPages(): Promise<Pages> {
  const entry = `
    import { Hono } from 'hono'
    import { secureHeaders } from 'hono/secure-headers'
    import { PAGE_SECURITY } from './workers/pages/headers.ts'
    export { parseQuery } from './workers/pages/datasets/query.ts'
    export { renderDatasetsPage } from './workers/pages/datasets/datasets-page.tsx'
    export { renderOrderPage } from './workers/pages/orders/order-page.tsx'
    export { renderLicensesPage } from './workers/pages/licenses/licenses-page.tsx'
    export const policy = async () =>
      (await new Hono().use(secureHeaders(PAGE_SECURITY)).get('/', (c) => c.text('')).request('/'))
        .headers.get('content-security-policy')`
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: ROOT, loader: 'ts' },
    ...{ bundle: true, write: false, format: 'esm', platform: 'node' },
    ...{ jsx: 'automatic', jsxImportSource: 'hono/jsx' },
  })
  const source = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64')
  return import(/* @vite-ignore */ `data:text/javascript;base64,${source}`)
}

import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { build } from 'esbuild'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createGenerator } from '../../generator/generator.ts'
import { loadGeneratorModule } from '../../generator/node-module.ts'

/** The page of the network in a real browser, before a server that plays the edge. */

const ROOT = join(import.meta.dirname, '../..')
const CHROMIUM = [process.env.CHROMIUM ?? '', '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (path) => path !== '' && existsSync(path),
)
const VIEWS = 8
/** A machine without a GPU draws in software. */
const SLOW = { timeout: 50_000 }
const FIRST_INDEX = 19_192

if (CHROMIUM === undefined) {
  console.warn('SKIPPED: no Chromium (set CHROMIUM to its path): the network page is not tested')
}

const latest = Array.from({ length: VIEWS }, (_, position) => {
  const logIndex = FIRST_INDEX + VIEWS - 1 - position
  return {
    ...{
      logIndex,
      sha256: String(position).repeat(64),
      family: 'gear',
      triangles: 4_000,
      node: 'n',
    },
    ...{
      caption: `a metal gear with ${position + 5} teeth`,
      previewUrl: `/v1/previews/${logIndex}.glb`,
    },
    cnft: position === 0 ? null : `BGUMAp9Gq7iTEuizy4pqaxsTyUCBK68MDfK752saRPU${position}`,
  }
})
const status = {
  ...{ nodes: 3, batches: 1_201, mintTransactions: 2_400, rejectedBatches: { SHARD_TRUNCATED: 1 } },
  assets: { accepted: 19_200, rejected: 16, pending: 32, duplicates: 0, minted: 19_199 },
  log: {
    ...{ origin: '127.0.0.1:8787/log', size: 19_200, cosignatures: 2 },
    root: '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
    anchor: { size: 19_184, signature: '5'.repeat(88), slot: 77, anchoredAtMs: 1_790_000_000_000 },
  },
  treasury: { address: 'T'.repeat(44), tree: null },
  latest,
}

/** What the server plays; `undefined` cuts the connection. */
let answer: { readonly httpStatus: number; readonly status: typeof status } | undefined
const working = { httpStatus: 200, status }
let browser: Browser
let server: Server
let url: string
let files: (path: string) => { type: string; body: string | Uint8Array } | undefined

beforeAll(async () => {
  if (CHROMIUM === undefined) return
  const bundled = spawnSync(process.execPath, ['workers/pages/build.ts'], { cwd: ROOT })
  expect(bundled.status).toBe(0)
  const { html, policy } = await renderPage()
  const glb = await makePreview()
  files = (path) => fileOf(path, html, glb)
  server = createServer((request, response) => serve(request.url ?? '/', response, policy))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
})

function serve(path: string, response: ServerResponse, policy: string): void {
  if (path === '/v1/network/status') {
    serveStatus(response)
    return
  }
  const file = files(path)
  response.writeHead(file === undefined ? 404 : 200, {
    'content-type': file?.type ?? 'text/plain',
    'content-security-policy': policy,
  })
  response.end(file?.body)
}

function serveStatus(response: ServerResponse): void {
  if (answer === undefined) {
    response.destroy()
    return
  }
  response.writeHead(answer.httpStatus, { 'content-type': 'application/json' })
  response.end(JSON.stringify(answer.status))
}

afterAll(async () => {
  await browser?.close()
  server?.close()
})

/** The document and its policy, from the sources of the Worker itself. */
async function renderPage(): Promise<{ html: string; policy: string }> {
  const entry = `
    import { Hono } from 'hono'
    import { secureHeaders } from 'hono/secure-headers'
    import { PAGE_SECURITY } from './workers/pages/headers.ts'
    import { renderNetworkPage } from './workers/pages/network-page.tsx'
    export const render = (props) =>
      new Hono().use(secureHeaders(PAGE_SECURITY)).get('/', (c) => c.html(renderNetworkPage(props))).request('/')`
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: ROOT, loader: 'ts' },
    ...{ bundle: true, write: false, format: 'esm', platform: 'node' },
    ...{ jsx: 'automatic', jsxImportSource: 'hono/jsx' },
  })
  const source = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64')
  const { render } = await import(/* @vite-ignore */ `data:text/javascript;base64,${source}`)
  const site = {
    ...{ publicUrl: 'http://127.0.0.1:8787', rpcUrl: 'http://127.0.0.1:8899' },
    generator: 'piwa-procedural@1',
  }
  const response: Response = await render({ site, status: { ...status, latest: [] } })
  const policy = response.headers.get('content-security-policy') ?? ''
  return { html: await response.text(), policy }
}

async function makePreview(): Promise<Uint8Array> {
  const generator = createGenerator(
    'piwa-procedural@1',
    await loadGeneratorModule('piwa-procedural@1'),
    32,
  )
  return generator.generate(new Uint8Array(16).fill(7)).glb
}

function fileOf(path: string, html: string, glb: Uint8Array) {
  if (path === '/') return { type: 'text/html; charset=utf-8', body: html }
  if (path.startsWith('/v1/previews/')) return { type: 'model/gltf-binary', body: glb }
  const file = join(ROOT, 'workers/pages/build', path)
  if (!path.startsWith('/assets/') || !existsSync(file)) return undefined
  const types = { js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml' }
  const type = types[path.split('.').at(-1) as keyof typeof types]
  return { type, body: readFileSync(file) }
}

/** A page that has everything in view, with what it complained of and whom it spoke to. */
async function open({ views }: { views: boolean }) {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 3000 },
    reducedMotion: 'reduce',
  })
  if (!views) await page.route('**/assets/chunks/model-viewer-*', (route) => route.abort())
  const complaints: string[] = []
  const hosts = new Set<string>()
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('request', (request) => {
    if (!request.url().startsWith('blob:')) hosts.add(new URL(request.url()).host)
  })
  await page.goto(url)
  return { page, complaints, hosts }
}

const figureOf = (page: Page, name: string) => page.textContent(`[data-figure="${name}"]`)

describe.skipIf(CHROMIUM === undefined)('the network page in a browser', () => {
  test('shows the figures and eight assets in 3D, from its own origin and without complaint', async () => {
    answer = working
    const { page, complaints, hosts } = await open({ views: true })
    await expect.poll(() => page.locator('[data-state="shown"]').count(), SLOW).toBe(VIEWS)
    expect(await figureOf(page, 'accepted')).toBe('19,200')
    expect(await figureOf(page, 'logRoot')).toBe(status.log.root)
    expect(await figureOf(page, 'cosignatures')).toBe('2 witnesses')
    expect(await page.locator('.card [data-slot="caption"]').allTextContents()).toEqual(
      latest.map(({ caption }) => caption.replace('a metal', 'A metal')),
    )
    expect(await page.locator('[data-rows="cnfts"] > li').count()).toBe(VIEWS - 1)
    expect(await page.getAttribute('.card [data-link="proof"]', 'href')).toBe(
      `/v1/log/proofs/${FIRST_INDEX + VIEWS - 1}`,
    )
    expect(complaints).toEqual([])
    expect([...hosts]).toEqual([new URL(url).host])
    await page.close()
  })

  test('keeps the views that stay and their place while others arrive', async () => {
    answer = { httpStatus: 200, status: { ...status, latest: latest.slice(2) } }
    const { page } = await open({ views: true })
    await page.waitForSelector('[data-state="shown"]')
    await page.locator('model-viewer').evaluateAll((viewers) => {
      for (const viewer of viewers) viewer.id = 'kept'
    })
    answer = working
    await expect.poll(() => page.locator('.card').count(), SLOW).toBe(VIEWS)
    const cards = page.locator('.card')
    expect(await cards.nth(0).getAttribute('data-key')).toBe(String(FIRST_INDEX + VIEWS - 1))
    expect(await page.locator('model-viewer#kept').count()).toBe(VIEWS - 2)
    await page.close()
  })

  test('says since when the edge cannot be reached and keeps the last figures', async () => {
    answer = working
    const { page } = await open({ views: false })
    await page.waitForSelector('#live[data-state="live"] >> text=/Live, /')
    answer = undefined
    await page.waitForSelector('#banner.shown')
    expect(await page.textContent('#banner')).toMatch(/^Edge unreachable since \d\d:\d\d:\d\d\./)
    expect(await figureOf(page, 'accepted')).toBe('19,200')
    answer = working
    await page.waitForSelector('#banner.shown', { state: 'hidden' })
    await page.close()
  })

  test('tells an edge that answers with an error from one that cannot be reached', async () => {
    answer = { httpStatus: 500, status }
    const { page } = await open({ views: false })
    await page.waitForSelector('#banner.shown')
    expect(await page.textContent('#banner')).toMatch(/^The edge answers with error 500 since/)
    await page.close()
  })

  test('fits a narrow phone without scrolling sideways', async () => {
    answer = working
    const { page } = await open({ views: false })
    await page.setViewportSize({ width: 360, height: 800 })
    await page.waitForSelector('.card')
    expect(await page.locator('html').evaluate((root) => root.scrollWidth)).toBe(360)
    await page.close()
  })
})

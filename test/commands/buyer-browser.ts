import { createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import bs58 from 'bs58'
import { build } from 'esbuild'
import { type Browser, chromium, type Page } from 'playwright-core'

/** A buyer at a browser: the steps that tests take, before a played edge and before a real one. */

export const CHROMIUM = [
  process.env.CHROMIUM ?? '',
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
].find((path) => path !== '' && existsSync(path))

const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')
export const TEST_WALLET = 'Test wallet'
/** A machine without a GPU draws in software, and a payment has to become final. */
const SLOW_MS = 50_000

export function openBrowser(): Promise<Browser> {
  if (CHROMIUM === undefined) throw new Error('no Chromium: set CHROMIUM to its path')
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
}

/** Puts a wallet-standard wallet into the pages that `page` will load. Its key is an Ed25519 seed. */
export async function installTestWallet(
  page: Page,
  secretSeed: Uint8Array,
  name = TEST_WALLET,
): Promise<{ readonly address: string }> {
  const der = Buffer.concat([PKCS8_PREFIX, secretSeed])
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32)
  const address = bs58.encode(publicKey)
  await page.exposeFunction('piwaTestSign', (hex: string) =>
    sign(null, Buffer.from(hex, 'hex'), key).toString('hex'),
  )
  const wallet = { address, publicKey: publicKey.toString('hex'), name, features: [] }
  await page.addInitScript({
    content: `globalThis.piwaTestWallet = ${JSON.stringify(wallet)};${await walletScript()}`,
  })
  return { address }
}

async function walletScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'test-wallet.js')],
    ...{ bundle: true, write: false, format: 'iife', platform: 'browser' },
  })
  return outputFiles[0]?.text ?? ''
}

export async function connectWallet(page: Page, name = TEST_WALLET): Promise<void> {
  await page.click('#wallet-button')
  await page.click(`#wallet-dialog .wallet-choice:has-text("${name}")`)
  await page.waitForSelector('#wallet-button[data-address]')
}

export interface Purchase {
  /** Families to choose; all where none is named. */
  readonly families?: readonly string[]
  /** Tier and term, such as `research-30`. */
  readonly offer?: string
}

export interface Bought {
  readonly orderId: string
  readonly licenseId: string
  /** The license file as it was downloaded. */
  readonly file: string
  readonly count: string
}

/** Filters, asks for a quote, pays with the connected wallet, waits for the license, downloads it. */
export async function buyThroughPage(
  page: Page,
  baseUrl: string,
  { families = [], offer = 'research-30' }: Purchase = {},
): Promise<Bought> {
  await page.goto(`${baseUrl}/datasets`)
  if ((await page.locator('#wallet-button[data-address]').count()) === 0) await connectWallet(page)
  for (const family of families) await page.check(`input[name="families"][value="${family}"]`)
  await page.waitForURL(
    ({ searchParams }) => (searchParams.get('families') ?? '') === [...families].sort().join(','),
  )
  await page.waitForSelector('#contents:not([aria-busy])')
  await page.check(`input[name="offer"][value="${offer}"]`)
  const count = (await page.textContent('[data-finding="count"]')) ?? ''
  const orderId = await quoteThroughPage(page)
  await page.click('[data-pay]')
  await page.waitForSelector('#order[data-stage="licensed"]', { timeout: SLOW_MS })
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.click('.license-card a[download]'),
  ])
  const stream = await download.createReadStream()
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk))
  const licenseId = (await page.textContent('.license-card .hash')) ?? ''
  return { orderId, licenseId, file: Buffer.concat(chunks).toString(), count }
}

/** From the page of the datasets to that of the order. */
export async function quoteThroughPage(page: Page): Promise<string> {
  await page.click('#license button[type="submit"]')
  await page.waitForURL(/\/orders\/order_[a-z2-7]{26}$/)
  return page.url().split('/').at(-1) ?? ''
}

/** Sum of the layout shifts that no input of the reader explains, since the page was opened. */
export const layoutShift = (page: Page): Promise<number> =>
  page.evaluate('globalThis.piwaShift ?? 0')

/** Starts measuring in the pages that `page` will load. */
export async function measureLayoutShift(page: Page): Promise<void> {
  await page.addInitScript(`
    globalThis.piwaShift = 0
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) globalThis.piwaShift += entry.value
    }).observe({ type: 'layout-shift', buffered: true })`)
}

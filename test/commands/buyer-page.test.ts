import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readLicense } from '../../signing/license-jws.ts'
import {
  buyThroughPage,
  CHROMIUM,
  connectWallet,
  layoutShift,
  quoteThroughPage,
} from './buyer-browser.ts'
import { startVisits, type Visits } from './buyer-visits.ts'
import { license } from './played-shop.ts'

/** The buyers' pages in a real browser with a wallet, before a server that plays the visits.edge. */

const SHIFT_MAX = 0.01
/** A machine without a GPU draws in software. */
const SLOW = { timeout: 50_000 }

if (CHROMIUM === undefined) {
  console.warn('SKIPPED: no Chromium (set CHROMIUM to its path): the buyers’ pages are not tested')
}

let visits: Visits

beforeAll(async () => {
  if (CHROMIUM !== undefined) visits = await startVisits()
})

beforeEach(() => visits?.reset())

afterAll(() => visits?.close())

const figure = (page: Page, name: string) => page.textContent(`[data-finding="${name}"]`)

describe.skipIf(CHROMIUM === undefined)('buying', () => {
  test('goes from a filter over a quote and a payment to a license', async () => {
    const { page, complaints, hosts, address } = await visits.open('/datasets')
    const purchase = { families: ['lamp', 'seat'], offer: 'commercial-30' }
    const { licenseId, file, count, orderId } = await buyThroughPage(
      page,
      visits.edge.url,
      purchase,
    )
    const reading = await readLicense(file.trim())
    if (reading.status !== 'valid') throw new Error(reading.issue)
    const { claims } = reading
    expect(claims).toMatchObject({ sub: address, jti: licenseId, tier: 'commercial', termDays: 30 })
    expect(claims.count.toLocaleString('en-US')).toBe(count)
    expect(await page.textContent('#order')).toContain(claims.transactions[0])
    expect(visits.edge.shop.orders.get(orderId)?.filter).toMatchObject({
      families: ['lamp', 'seat'],
    })
    expect(complaints.filter((text) => !text.includes('404'))).toEqual([])
    expect([...hosts]).toEqual([new URL(visits.edge.url).host])
  })

  test('refuses a quote that has expired, and offers a new one', async () => {
    visits.edge.shop.quoteMs = 1_000
    const page = await visits.order()
    await page.waitForSelector('#order[data-stage="expired"]', { timeout: 15_000 })
    expect(await page.locator('[data-pay], .qr').count()).toBe(0)
    visits.edge.shop.quoteMs = 60_000
    await page.click('text=Get a new quote')
    await page.waitForSelector('#order[data-stage="waiting"]')
    const [first, second] = [...visits.edge.shop.orders.keys()].slice(-2)
    expect(page.url()).toMatch(new RegExp(`${second}$`))
    expect(visits.edge.shop.orders.get(first ?? '')?.status).toBe('expired')
  })

  test('pays nothing when the quote expires while the wallet is asked', async () => {
    const page = await visits.order()
    const order = [...visits.edge.shop.orders.values()].at(-1)
    Object.assign(order ?? {}, { expiresAtMs: Date.now() - 1 })
    await page.click('[data-pay]')
    await page.waitForSelector('#pay-problem:has-text("expired, so nothing was paid")')
    expect(order?.sent).toBe('')
  })

  test('shows what is missing when too little arrived', async () => {
    const page = await visits.order()
    const order = [...visits.edge.shop.orders.values()].at(-1)
    Object.assign(order ?? {}, { paidAtoms: '100000000', dueAtoms: '50000000' })
    await page.waitForSelector('#order[data-stage="short"]', { timeout: 15_000 })
    expect(await page.textContent('h1')).toBe('0.5 RENDER are missing')
    expect(await page.textContent('.notice')).toContain('1 RENDER arrived')
  })

  test('shows a license whose payment came from elsewhere, without a reload', async () => {
    const page = await visits.order()
    const order = [...visits.edge.shop.orders.values()].at(-1)
    if (order === undefined) throw new Error('no order')
    await license(order)
    await page.waitForSelector('#order[data-stage="licensed"]', { timeout: 15_000 })
    expect(await page.textContent('#spoken')).toMatch(/^Licensed: /)
    expect(await layoutShift(page)).toBeLessThan(SHIFT_MAX)
  })

  test('never calls an order unpaid that nobody can look up', async () => {
    const page = await visits.order()
    visits.edge.mood.down = true
    await page.waitForSelector('#banner.shown', { timeout: 15_000 })
    expect(await page.textContent('#banner')).toMatch(
      /^Since \d\d:\d\d:\d\d UTC it is not known whether a payment has arrived\./,
    )
    expect(await page.textContent('main')).not.toMatch(/unpaid|not paid/i)
    visits.edge.mood.down = false
    await page.waitForSelector('#banner.shown', { state: 'hidden', timeout: 15_000 })
  })

  test('makes one order of a quote that is asked for twice', async () => {
    const { page, address } = await visits.open('/datasets?families=seat')
    await page.fill('#wallet', address)
    const before = visits.edge.shop.orders.size
    visits.edge.mood.down = true
    await page.click('#license button[type="submit"]')
    await page.waitForSelector('[data-quote-problem]:has-text("you will not get two")')
    visits.edge.mood.down = false
    await quoteThroughPage(page)
    expect(visits.edge.shop.orders.size).toBe(before + 1)
  })

  test('says why a quote is not given', async () => {
    const { page } = await visits.open('/datasets')
    await page.fill('#wallet', 'z'.repeat(44))
    await page.click('#license button[type="submit"]')
    await page.waitForSelector('[data-quote-problem]:has-text("not one of a Solana wallet")')
  })
})

describe.skipIf(CHROMIUM === undefined)('the datasets page', () => {
  test('counts while the filter changes, and keeps the address', async () => {
    const { page } = await visits.open('/datasets')
    const before = await figure(page, 'count')
    await page.check('input[value="seat"]')
    await page.waitForURL('**/datasets?families=seat')
    await expect.poll(() => figure(page, 'count')).not.toBe(before)
    const seats = await figure(page, 'count')
    expect(await page.textContent('#spoken')).toContain(`${seats} assets`)
    expect(await page.locator('[data-bars="families"] .bar-label').first().textContent()).toBe(
      'seat',
    )
    await page.reload()
    expect(await figure(page, 'count')).toBe(seats)
    expect(await page.isChecked('input[value="seat"]')).toBe(true)
    await page.click('#clear')
    await expect.poll(() => figure(page, 'count')).toBe(before)
    expect(new URL(page.url()).search).toBe('')
  })

  test('shows the answer to the last question, in whatever order answers come', async () => {
    const { page } = await visits.open('/datasets')
    visits.edge.mood.delayMs = (path) => (path.includes('families=seat&') ? 0 : 900)
    await page.check('input[value="seat"]')
    await page.waitForRequest(/count\?families=seat$/)
    await page.check('input[value="high"]')
    const wanted = visits.edge.catalog.count({
      ...{ families: ['seat'], qualities: ['high'], nsfw: 'exclude', kinds: [] },
      ...{ triangles: [], views: null, tag: null },
    }).count
    await expect.poll(() => figure(page, 'count')).toBe(wanted.toLocaleString('en-US'))
    await page.waitForTimeout(1_200)
    expect(await figure(page, 'count')).toBe(wanted.toLocaleString('en-US'))
  })

  test('keeps the last figures, marked as such, while the catalog does not answer', async () => {
    const { page } = await visits.open('/datasets')
    const before = await figure(page, 'count')
    visits.edge.mood.down = true
    await page.check('input[value="seat"]')
    await page.waitForSelector('#banner.shown')
    expect(await figure(page, 'count')).toBe(before)
    expect(await page.isDisabled('#license button[type="submit"]')).toBe(true)
    visits.edge.mood.down = false
    await page.uncheck('input[value="seat"]')
    await page.waitForSelector('#banner.shown', { state: 'hidden' })
    expect(await page.isDisabled('#license button[type="submit"]')).toBe(false)
  })

  test('searches captions as words are typed', async () => {
    const { page } = await visits.open('/datasets')
    const word = (await page.textContent('[data-slot="caption"]'))?.split(' ').at(-1) ?? ''
    await page.fill('#words', word)
    await page.waitForSelector(`#samples-lead:has-text("for “${word}”")`)
    const captions = await page.locator('[data-slot="caption"]').allTextContents()
    expect(captions.length).toBeGreaterThan(0)
    for (const caption of captions) expect(caption).toContain(word)
  })

  test('loads the 3D viewer when it is asked for and not before', async () => {
    const { page } = await visits.open('/datasets?families=seat')
    const loads: string[] = []
    page.on('request', (request) => loads.push(request.url()))
    await page.waitForTimeout(300)
    expect(loads.filter((url) => url.includes('model-viewer'))).toEqual([])
    await page.click('.turn >> nth=0')
    await page.waitForSelector('.sample-stage[data-state="shown"] model-viewer', SLOW)
    expect(loads.filter((url) => /previews\/\d+\.glb/.test(url))).toHaveLength(1)
  })

  test('works without JavaScript', async () => {
    const { page } = await visits.open('/datasets', { javaScriptEnabled: false })
    expect(await page.isVisible('#wallet-button')).toBe(false)
    await page.check('input[value="seat"]')
    await page.check('input[value="high"]')
    await page.click('text=Apply')
    const address = new URL(page.url())
    expect(address.searchParams.get('families')).toBe('seat')
    expect(await page.isChecked('input[value="seat"]')).toBe(true)
    const counted = await page.textContent('[data-finding="count"]')
    expect(counted).not.toBe('0')
    expect(await page.getAttribute('form[data-quote]', 'action')).toBe('/orders')
  })
})

describe.skipIf(CHROMIUM === undefined)('the wallet', () => {
  test('is remembered until it is disconnected', async () => {
    const { page } = await visits.open('/datasets')
    await connectWallet(page)
    await page.goto(`${visits.edge.url}/licenses`)
    await page.waitForSelector('#wallet-button[data-address]')
    await page.click('#wallet-button')
    await page.click('text=Disconnect')
    await page.waitForSelector('#wallet-button:not([data-address])')
    await page.reload()
    await page.waitForTimeout(300)
    expect(await page.textContent('#wallet-button')).toBe('Connect wallet')
  })

  test('fills the licensee in, and leaves what was typed', async () => {
    const { page, address } = await visits.open('/datasets')
    await connectWallet(page)
    expect(await page.inputValue('#wallet')).toBe(address)
    await page.fill('#wallet', 'typed')
    await page.click('#wallet-button')
    await page.click('text=Disconnect')
    expect(await page.inputValue('#wallet')).toBe('typed')
  })

  test('signs in once, shows its licenses, and orders a renewal as their holder', async () => {
    const { page } = await visits.open('/datasets')
    const { licenseId } = await buyThroughPage(page, visits.edge.url, { families: ['seat'] })
    await page.goto(`${visits.edge.url}/licenses`)
    await page.click('#sign-in')
    const card = page.locator(`[data-key="${licenseId}"]`)
    await card.waitFor()
    expect(await card.textContent()).toContain('30 days left')
    expect(await card.textContent()).toContain('Family seat')
    expect(await page.textContent('#account-credit')).toBe('2.5')
    await page.reload()
    await card.waitFor()
    const [asked] = await Promise.all([
      page.waitForRequest(/\/v1\/orders$/),
      card.locator('text=Extend to the latest version').click(),
    ])
    expect(asked.postDataJSON()).toMatchObject({ follows: licenseId, version: 'latest' })
    expect(asked.headers().authorization).toMatch(/^Bearer /)
    await page.waitForURL(/\/orders\//)
  })
})

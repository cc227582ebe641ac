import { env, exports } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { formatFilter, WHOLE_DATASET } from '../../domain/dataset/filter.ts'
import { siteOf } from '../../workers/pages/frame.tsx'
import { renderOrderPage } from '../../workers/pages/orders/order-page.tsx'
import { renderText } from '../../workers/pages/texts.ts'
import { someWallet } from '../fixtures-ledger.ts'
import { bought, payInto, settle, someKey, someOrder } from '../fixtures-orders.ts'
import { syntheticSnapshot } from '../fixtures-snapshot.ts'

const ORIGIN = 'http://127.0.0.1:8787'
const UNKNOWN_ORDER = `/orders/order_${'a'.repeat(26)}`

const get = (path: string): Promise<Response> => exports.default.fetch(new Request(ORIGIN + path))
const page = async (path: string): Promise<string> => (await get(path)).text()

function post(fields: Record<string, string>): Promise<Response> {
  const body = new URLSearchParams(fields)
  return exports.default.fetch(
    new Request(`${ORIGIN}/orders`, { method: 'POST', body, redirect: 'manual' }),
  )
}

const quote = (changes: Record<string, string> = {}) => ({
  ...{ requestKey: someKey(), wallet: someWallet(), version: '1.0.0', offer: 'commercial-90' },
  filter: formatFilter({ ...WHOLE_DATASET, families: ['seat'] }),
  ...changes,
})

beforeAll(async () => {
  const assets = Array.from({ length: 40 }, (_, place) => ({
    family: place < 25 ? 'seat' : 'lamp',
  }))
  await syntheticSnapshot(assets, { version: '1.0.0' })
})

describe('POST /orders, as a form sends it', () => {
  test('locks a quote and leads to its page', async () => {
    const response = await post(quote())
    expect(response.status).toBe(303)
    const html = await page(response.headers.get('location') ?? '')
    expect(html).toContain('Pay to license 25 assets')
    expect(html).toContain('Commercial, 90 days')
  })

  test('leads to the same order when it is sent again', async () => {
    const fields = quote()
    const [first, second] = await Promise.all([post(fields), post(fields)])
    expect(second.headers.get('location')).toBe(first.headers.get('location'))
  })

  test.each([
    ['an address that is none', { wallet: 'not-a-wallet' }, 422, 'not one of a Solana wallet'],
    ['a filter that is none', { filter: '{"families":[}' }, 422, 'not one of a Solana wallet'],
    [
      'a filter that finds nothing',
      { filter: formatFilter({ ...WHOLE_DATASET, nsfw: 'only' }) },
      422,
      'nothing to license',
    ],
    ['a version that does not exist', { version: '9.9.9' }, 404, 'There is no version 9.9.9'],
  ])('answers %s with the page and the reason', async (_what, changes, status, reason) => {
    const response = await post(quote(changes))
    expect(response.status).toBe(status)
    expect(await response.text()).toContain(reason)
  })

  test('keeps what was typed, as text', async () => {
    const html = await (await post(quote({ wallet: '"><script>1</script>' }))).text()
    expect(html).toContain('value="&quot;&gt;&lt;script&gt;1&lt;/script&gt;"')
    expect(html).not.toContain('<script>')
  })
})

describe('GET /orders/{orderId}', () => {
  test('shows what is due, until when, and a QR code with a text in its place', async () => {
    const order = await someOrder({}, Date.now())
    const html = await page(`/orders/${order.id}`)
    expect(html).toContain(`${renderText(order.priceAtoms)} <span class="unit">RENDER</span>`)
    expect(html).toContain(`data-expires="${order.expiresAtMs}"`)
    expect(html).toMatch(/<svg class="qr"[^>]* role="img" aria-label="QR code of a Solana Pay/)
    expect(html).toMatch(/href="solana:[1-9A-HJ-NP-Za-km-z]+\?/)
  })

  test('is for no search engine and no cache', async () => {
    const order = await someOrder({}, Date.now())
    const response = await get(`/orders/${order.id}`)
    expect(response.headers.get('cache-control')).toBe('private, no-store')
    expect(response.headers.get('referrer-policy')).toBe('no-referrer')
    expect(await response.text()).toContain('<meta name="robots" content="noindex"/>')
  })

  test('says how much is missing when too little came', async () => {
    const order = await someOrder({}, Date.now())
    const half = BigInt(order.priceAtoms) / 2n
    await payInto(order, half, Date.now())
    const html = await page(`/orders/${order.id}`)
    expect(html).toContain('data-stage="short"')
    expect(html).toContain(
      `${renderText(String(BigInt(order.priceAtoms) - half))} RENDER are missing`,
    )
    expect(html).toContain(`${renderText(String(half))} RENDER arrived and count`)
  })

  test('shows the license, its receipt and the commands once it is paid', async () => {
    const { order, license } = await bought({}, Date.now())
    const html = await page(`/orders/${order.id}`)
    expect(html).toContain('data-stage="licensed"')
    expect(html).toContain(license.id)
    expect(html).toContain('30 days left')
    expect(html).toContain(`piwa pull --license ${license.id}.license`)
    expect(html).toContain(`href="${env.PUBLIC_URL}/license-terms/research"`)
    expect(html).not.toContain('class="qr"')
  })

  test('hands the license file out', async () => {
    const { order, license } = await bought({}, Date.now())
    const response = await get(`/orders/${order.id}/license`)
    expect(await response.text()).toBe(`${license.jws}\n`)
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="${license.id}.license"`,
    )
    expect(response.headers.get('cache-control')).toBe('private, no-store')
  })

  test('has no license file before it is paid', async () => {
    const order = await someOrder({}, Date.now())
    const response = await get(`/orders/${order.id}/license`)
    expect([response.status, await response.json()]).toMatchObject([
      404,
      { code: 'LICENSE_UNKNOWN' },
    ])
  })

  test('takes no payment for a quote that has expired, and offers a new one', async () => {
    const order = await someOrder({}, Date.now() - 20 * 60_000)
    await settle(order, Date.now())
    const html = await page(`/orders/${order.id}`)
    expect(html).toContain('The quote has expired')
    expect(html).toContain('Get a new quote')
    expect(html).not.toMatch(/class="qr"|data-pay|solana:[1-9A-Z]/)
  })

  test('says that money which came too late is credit', async () => {
    const order = await someOrder({}, Date.now() - 20 * 60_000)
    await payInto(order, 150_000_000n, Date.now())
    await settle(order, Date.now())
    expect(await page(`/orders/${order.id}`)).toContain(
      '1.5 RENDER came for it and are kept as credit',
    )
  })

  test.each([UNKNOWN_ORDER, '/orders/%3Cscript%3E', '/orders/order_1'])(
    'does not know %s',
    async (path) => {
      const response = await get(path)
      expect(response.status).toBe(404)
      expect(await response.text()).toContain('There is no such order')
    },
  )

  test('never calls an order unpaid that could not be read', async () => {
    const props = { site: siteOf(env), state: { status: 'unknown' } as const }
    const html = String(await renderOrderPage({ ...props, nowMs: 1, requestKey: 'k' }))
    expect(html).toContain('nothing is said about its payment')
    expect(html).not.toMatch(/unpaid|not paid/i)
  })
})

describe('GET /licenses', () => {
  test('tells nothing of anybody, and what to do without JavaScript', async () => {
    const response = await get('/licenses')
    const html = await response.text()
    expect(html).toContain('Sign in with your wallet')
    expect(html).toContain('This needs JavaScript')
    expect(html).toContain('<meta name="robots" content="noindex"/>')
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
  })
})

test('every page has the same navigation, with itself marked', async () => {
  const current = async (path: string) =>
    [...(await page(path)).matchAll(/<a href="([^"]+)" aria-current="page">/g)].map(([, at]) => at)
  for (const path of ['/', '/datasets', '/gallery', '/licenses']) {
    expect(await current(path)).toEqual([path])
  }
  expect(await current(UNKNOWN_ORDER)).toEqual([])
})

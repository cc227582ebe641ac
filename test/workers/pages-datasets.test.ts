import { env, exports } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { priceOf } from '../../domain/license/price.ts'
import { renderDatasetsPage } from '../../workers/pages/datasets/datasets-page.tsx'
import { siteOf } from '../../workers/pages/frame.tsx'
import { byteText, renderText } from '../../workers/pages/texts.ts'
import { type SomeAsset, syntheticSnapshot } from '../fixtures-snapshot.ts'

const MARKUP = '<img src=x onerror=alert(1)>'
const ATTACK = '"><script>alert(1)</script>'

const get = (path: string): Promise<Response> =>
  exports.default.fetch(new Request(`http://127.0.0.1:8787${path}`))
const page = async (path: string): Promise<string> => (await get(path)).text()

/** The text of a figure that is renewed while the filter changes. */
const figure = (html: string, name: string) =>
  html.match(new RegExp(`data-finding="${name}">([^<]*)<`))?.[1]
const tally = (html: string, field: string, value: string) =>
  html.match(new RegExp(`data-field="${field}" data-tally="${value}">([^<]*)<`))?.[1]

const assets: SomeAsset[] = [
  ...Array.from({ length: 30 }, () => ({ family: 'lamp', quality: 'high' as const })),
  ...Array.from({ length: 20 }, () => ({ family: 'seat', triangles: 12_000 })),
  { family: 'seat', caption: MARKUP, tags: ['seat.n.03'], quality: 'superior' },
]

test('GET /datasets says that no version was published, and how to make one', async () => {
  const response = await get('/datasets')
  expect(response.status).toBe(200)
  const html = await response.text()
  expect(html).toContain('No version has been published yet')
  expect(html).toContain('/v1/snapshots')
  expect(html).not.toContain('data-finding')
})

describe('GET /datasets', () => {
  beforeAll(async () => {
    await syntheticSnapshot(assets, { version: '1.0.0' })
  })

  test('counts and prices in the document itself what the address asks for', async () => {
    const html = await page('/datasets?families=seat&offer=commercial-365')
    expect(figure(html, 'count')).toBe('21')
    expect(figure(html, 'bytes')).toBe(byteText(21 * 43_008))
    const { atoms } = priceOf({ count: 21, tier: 'commercial', termDays: 365, atMs: Date.now() })
    expect(figure(html, 'price')).toBe(renderText(String(atoms)))
    expect(html).toMatch(/value="commercial-365" checked/)
    expect(html).toMatch(/value="seat" checked/)
    expect(html).not.toMatch(/value="lamp" checked/)
  })

  test('takes the form that a browser without JavaScript sends', async () => {
    const html = await page(
      '/datasets?families=seat&families=lamp&qualities=high&views=&nsfw=exclude&tag=&q=&version=',
    )
    expect(figure(html, 'count')).toBe('30')
  })

  test('says of each value how many it would find', async () => {
    const html = await page('/datasets?families=seat')
    expect(tally(html, 'families', 'lamp')).toBe('30')
    expect(tally(html, 'triangles', '10000-19999')).toBe('20')
    expect(tally(html, 'qualities', 'superior')).toBe('1')
  })

  test('lists every family, those too that the rest of the filter leaves nothing of', async () => {
    const html = await page('/datasets?qualities=superior')
    expect(tally(html, 'families', 'seat')).toBe('1')
    expect(tally(html, 'families', 'lamp')).toBe('0')
  })

  test('shows ten samples, each with a picture, a record and a view in 3D', async () => {
    const html = await page('/datasets')
    const cards = html.slice(0, html.indexOf('<template id="samples-row">'))
    expect(cards.match(/class="sample"/g)).toHaveLength(10)
    expect(cards.match(/\/view\.png\?i=0&amp;size=256/g)).toHaveLength(10)
    expect(cards.match(/data-src="\/v1\/previews\/\d+\.glb"/g)).toHaveLength(10)
  })

  test('searches captions', async () => {
    const html = await page('/datasets?q=onerror')
    expect(html).toContain('1 match for “onerror”')
    expect(await page('/datasets?q=absent')).toContain('0 matches for “absent”')
  })

  test('offers no price and no quote for nothing', async () => {
    const html = await page('/datasets?families=lamp&qualities=low')
    expect(figure(html, 'count')).toBe('0')
    expect(figure(html, 'price')).toBe('–')
    expect(html).toMatch(/<button type="submit" class="button main" disabled/)
  })

  test('leaves a family out that the version does not have, and says so', async () => {
    const html = await page('/datasets?families=chair,seat')
    expect(figure(html, 'count')).toBe('21')
    expect(html).toContain('has no family chair')
  })

  test('names the version, its root and its metadata', async () => {
    const html = await page('/datasets')
    for (const link of ['record.json', 'croissant.json', '']) {
      expect(html).toContain(`href="/v1/datasets/1.0.0${link && `/${link}`}"`)
    }
  })

  test('knows that a version does not exist', async () => {
    const response = await get(`/datasets?version=${encodeURIComponent(ATTACK)}`)
    expect(response.status).toBe(404)
    expect(await response.text()).toContain('There is no version &quot;&gt;&lt;script&gt;')
  })

  test.each(['families', 'tag', 'q', 'version', 'qualities', 'offer', 'nsfw', 'absent'])(
    'shows markup in %s as text',
    async (key) => {
      const html = await page(`/datasets?${key}=${encodeURIComponent(ATTACK)}`)
      expect(html).not.toContain('<script>')
      expect(html).not.toContain(ATTACK)
    },
  )

  test('shows markup in a caption as text', async () => {
    const html = await page('/datasets?q=onerror')
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;')
    expect(html).not.toContain('<img src=x')
  })

  test('allows its own origin only, and forms that stay on it', async () => {
    const { headers } = await get('/datasets')
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("form-action 'self'")
    expect(policy).not.toMatch(/https?:|\*|'unsafe-(inline|eval)'/)
    expect(headers.get('cache-control')).toBe('no-store')
  })

  test('has neither styles nor handlers in its markup, which the policy would stop', async () => {
    expect(await page('/datasets')).not.toMatch(/<style|\sstyle=|\son[a-z]+="/)
  })
})

test('a page whose catalog cannot be read says so and shows no count', async () => {
  const props = { site: siteOf(env), state: { status: 'unknown' } as const, requestKey: 'k' }
  const html = String(await renderDatasetsPage(props))
  expect(html).toContain('Not known now')
  expect(html).not.toContain('data-finding')
})

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import axe from 'axe-core'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { buyThroughPage, CHROMIUM, layoutShift } from './buyer-browser.ts'
import { startVisits, type Visits } from './buyer-visits.ts'

/** Whether everybody can use the buyers' pages: by eye, by ear, by keyboard, on a phone, on a slow line. */

const ASSETS = join(import.meta.dirname, '../../workers/pages/build/assets')
const SCRIPT_GZIP_MAX = 150_000
const SHIFT_MAX = 0.01

if (CHROMIUM === undefined) {
  console.warn(
    'SKIPPED: no Chromium (set CHROMIUM to its path): access to the buyers’ pages is not tested',
  )
}

let visits: Visits

beforeAll(async () => {
  if (CHROMIUM !== undefined) visits = await startVisits()
})

beforeEach(() => visits?.reset())

afterAll(() => visits?.close())

/** Each page in each state that a buyer looks at for long. */
const VISITS: readonly [string, (options: BrowserContextOptions) => Promise<Page>][] = [
  ['/datasets', async (options) => (await visits.open('/datasets', options)).page],
  ['an empty search', async (options) => (await visits.open('/datasets?q=zzz', options)).page],
  ['an order', (options) => visits.order(options)],
  [
    'a paid order',
    async (options) => {
      const page = await visits.order(options)
      await page.click('[data-pay]')
      await page.waitForSelector('#order[data-stage="licensed"]', { timeout: 15_000 })
      return page
    },
  ],
  ['/licenses', async (options) => (await visits.open('/licenses', options)).page],
  [
    '/licenses with licenses',
    async (options) => {
      const { page } = await visits.open('/datasets', options)
      await buyThroughPage(page, visits.edge.url, { families: ['seat'] })
      await page.goto(`${visits.edge.url}/licenses`)
      await page.click('#sign-in')
      await page.waitForSelector('.license')
      return page
    },
  ],
  [
    'the wallet dialog',
    async (options) => {
      const { page } = await visits.open('/licenses', options)
      await page.click('#wallet-button')
      return page
    },
  ],
]

const LOOKS: readonly [string, BrowserContextOptions][] = [
  ['in light', { colorScheme: 'light' }],
  ['in dark', { colorScheme: 'dark' }],
  ['on a phone of 360 px', { viewport: { width: 360, height: 780 }, colorScheme: 'light' }],
]

describe.skipIf(CHROMIUM === undefined)('anyone can use', () => {
  test.each(
    VISITS.flatMap(([name, visit]) =>
      LOOKS.map(([look, options]) => [name, look, visit, options] as const),
    ),
  )('%s %s: axe finds no violation, nothing shifts, nothing overflows', async (...each) => {
    const [, , visit, options] = each
    const page = await visit(options)
    expect(await layoutShift(page)).toBeLessThan(SHIFT_MAX)
    const width = options.viewport?.width ?? 1280
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
    await page.evaluate(axe.source)
    const found = (await page.evaluate(
      `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
        violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)].join(' ')))`,
    )) as string[]
    expect(found).toEqual([])
  })

  test('the way from the filter to the license by keyboard alone', async () => {
    const { page } = await visits.open('/datasets')
    const tabTo = async (selector: string) => {
      for (let presses = 0; presses < 120; presses += 1) {
        await page.keyboard.press('Tab')
        const there = `document.activeElement.matches(${JSON.stringify(selector)})`
        if ((await page.evaluate(there)) === true) return
      }
      throw new Error(`no Tab leads to ${selector}`)
    }
    await tabTo('.skip')
    await tabTo('#wallet-button')
    await page.keyboard.press('Enter')
    await tabTo('.wallet-choice')
    await page.keyboard.press('Enter')
    await page.waitForSelector('#wallet-button[data-address]')
    await tabTo('input[value="seat"]')
    await page.keyboard.press('Space')
    await page.waitForURL('**/datasets?families=seat')
    await tabTo('input[name="offer"]')
    await page.keyboard.press('ArrowDown')
    await tabTo('#license button[type="submit"]')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/orders\/order_/)
    await tabTo('[data-pay]')
    await page.keyboard.press('Enter')
    await page.waitForSelector('#order[data-stage="licensed"]', { timeout: 15_000 })
  })
})

describe.skipIf(CHROMIUM === undefined)('the scripts of a page', () => {
  test.each(['site', 'network', 'datasets', 'order', 'licenses'])(
    'of %s stay small without the 3D viewer',
    (name) => {
      const bytes = scriptsOf(`${name}.js`).reduce(
        (sum, file) => sum + gzipSync(readFileSync(join(ASSETS, file))).length,
        0,
      )
      expect(bytes).toBeGreaterThan(0)
      expect(bytes).toBeLessThan(SCRIPT_GZIP_MAX)
    },
  )
})

/** A script and all that it imports at once. */
function scriptsOf(entry: string, found = new Set<string>()): string[] {
  if (found.has(entry)) return [...found]
  found.add(entry)
  const text = readFileSync(join(ASSETS, entry), 'utf8')
  for (const [, file] of text.matchAll(/(?:from|import)\s*"\.\/((?:chunks\/)?[\w-]+\.js)"/g)) {
    scriptsOf(entry.startsWith('chunks/') ? `chunks/${file}` : (file ?? ''), found)
  }
  return [...found]
}

import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import {
  connectWallet,
  installTestWallet,
  measureLayoutShift,
  openBrowser,
  quoteThroughPage,
} from './buyer-browser.ts'
import { type PlayedEdge, playEdge } from './played-edge.ts'

const SEED = new Uint8Array(32).fill(7)

/** A page with a wallet, with what it complained of and whom it spoke to. */
export interface Visit {
  readonly page: Page
  readonly complaints: readonly string[]
  readonly hosts: ReadonlySet<string>
  readonly address: string
}

/** Visits of one browser to one played edge. */
export interface Visits {
  readonly browser: Browser
  readonly edge: PlayedEdge
  open(path: string, options?: BrowserContextOptions): Promise<Visit>
  /** The page of an order that was just placed. */
  order(options?: BrowserContextOptions): Promise<Page>
  /** Closes all pages, and has the edge behave again. */
  reset(): Promise<void>
  close(): Promise<void>
}

export async function startVisits(): Promise<Visits> {
  const [edge, browser] = await Promise.all([playEdge(), openBrowser()])
  const opened: BrowserContext[] = []
  const open: Visits['open'] = async (path, options = {}) => {
    const context = await browser.newContext({
      ...{ viewport: { width: 1280, height: 1000 }, reducedMotion: 'reduce', ...options },
    })
    opened.push(context)
    const page = await context.newPage()
    const complaints: string[] = []
    const hosts = new Set<string>()
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('request', (request) => {
      if (/^https?:/.test(request.url())) hosts.add(new URL(request.url()).host)
    })
    const { address } = await installTestWallet(page, SEED)
    await measureLayoutShift(page)
    await page.goto(edge.url + path)
    return { page, complaints, hosts, address }
  }
  return {
    ...{ browser, edge, open },
    order: async (options) => {
      const { page } = await open('/datasets?families=seat', options)
      await connectWallet(page)
      await quoteThroughPage(page)
      return page
    },
    reset: async () => {
      await Promise.all(opened.splice(0).map((context) => context.close()))
      edge.reset()
    },
    close: async () => {
      await browser.close()
      edge.close()
    },
  }
}

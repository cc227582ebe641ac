import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publishDataset } from '../../commands/demo/buyer.ts'
import { runNode } from '../../commands/demo/node.ts'
import { freePorts } from '../../commands/stack/ports.ts'
import { callRpc } from '../../commands/stack/rpc.ts'
import { type Stack, startStack } from '../../commands/stack/stack.ts'
import {
  type Bought,
  buyThroughPage,
  CHROMIUM,
  installTestWallet,
  openBrowser,
} from './buyer-browser.ts'
import { runCommand } from './run-command.ts'

/** A buyer at a real browser before a real network: pages, edge, local Solana, license, data. */

const ASSETS = 16
const START_MS = 180_000
const BUY_MS = 120_000
const RENDER_ATOMS = '10000000000'
const LAMPORTS = 1_000_000_000
const NEVER = new AbortController().signal

if (CHROMIUM === undefined) {
  console.warn('SKIPPED: no Chromium (set CHROMIUM to its path): nobody buys through the pages')
}

describe.skipIf(CHROMIUM === undefined)('a buyer at a browser', () => {
  const stateDir = mkdtempSync(join(tmpdir(), 'piwa-purchase-test-'))
  let stack: Stack
  let browser: Browser
  let page: Page
  let bought: Bought
  let address: string

  beforeAll(async () => {
    stack = await startStack(stateDir, await freePorts())
    await runNode({ stateDir, assets: ASSETS, threads: 2, signal: NEVER }, stack.edgeUrl)
    await publishDataset(stack, ASSETS, NEVER)
    browser = await openBrowser()
    page = await browser.newPage()
    address = (await installTestWallet(page, randomBytes(32))).address
    await callRpc(stack.rpcUrl, 'requestAirdrop', [address, LAMPORTS])
    await callRpc(stack.rpcUrl, 'piwa_requestRender', [address, RENDER_ATOMS])
    bought = await buyThroughPage(page, stack.edgeUrl)
  }, START_MS + BUY_MS)
  afterAll(async () => {
    await browser?.close()
    await stack?.stop()
    rmSync(stateDir, { recursive: true, force: true })
  })

  test('gets a license for all that the page counted', () => {
    expect(bought.count).toContain(String(ASSETS))
    expect(bought.licenseId).toMatch(/^license_[a-z2-7]{26}$/)
  })

  test('holds a file that verifies offline and against the network', async () => {
    const file = join(stateDir, 'bought.license')
    writeFileSync(file, bought.file)
    const result = await runCommand('verify-license', [file, '--edge', stack.edgeUrl, '--json'])
    expect(result.code).toBe(0)
    expect(result.stdout).toContain(address)
  })

  test('finds the license among his own after signing in', async () => {
    await page.goto(`${stack.edgeUrl}/licenses`)
    await page.click('#sign-in')
    await page.waitForSelector(`text=${bought.licenseId}`)
  })

  test('pulls what he bought', async () => {
    const out = join(stateDir, 'pulled')
    const file = join(stateDir, 'bought.license')
    const result = await runCommand('gpu-client/main', ['pull', '--license', file, '--out', out])
    expect(result).toMatchObject({ code: 0 })
  })
})

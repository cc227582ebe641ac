import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Keypair } from '@solana/web3.js'
import { parse } from 'smol-toml'
import { ROOT } from '../commands/stack/root.ts'
import { callRpc } from '../commands/stack/rpc.ts'
import { batchId, sha256Hex, type Wallet } from '../domain/ids.ts'
import type { MintReply, MintRequest } from '../workers/treasury/rpc.ts'
import { type BenchWorker, withWorker } from './bench-worker.ts'

const OWNER = 'J2xccRtuG43drESLYznHhLhQkLTdfepcKYbiQ9BsJVaf' as Wallet
const ASSETS_PER_REQUEST = 256
const REQUESTS = 16
const CALLERS = 4
/** Where the log stands after a year: names and URLs of a usual length. */
const LOG_INDEX_FIRST = 10_000_000
const FUND_LAMPORTS = 100_000_000_000

type Mint = (number: number) => Promise<MintReply & { readonly status: 'minted' }>

/** Mints through the treasury in workerd on a localnet of its own; both are new and thrown away. */
export async function run(): Promise<{ metrics: Record<string, number> }> {
  const localnet = await startLocalnetProcess()
  try {
    const config = readTreasuryConfig()
    const vars = { ...config.vars, SOLANA_RPC_URL: localnet.url }
    const metrics = await withWorker('mint-worker.js', { ...config, vars }, async (worker) => {
      await fundTreasury(localnet.url)
      return measure((number) => mintThrough(worker, requestOf(number)))
    })
    return { metrics }
  } finally {
    await localnet.stop()
  }
}

interface LocalnetProcess {
  readonly url: string
  stop(): Promise<void>
}

/** A process of its own, as in a local network, so that it does not share a thread with anything. */
async function startLocalnetProcess(): Promise<LocalnetProcess> {
  const child = fork(join(ROOT, 'localnet/main.ts'), ['--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  if (child.stdout === null) throw new Error('the localnet has no output')
  const [line] = await once(createInterface(child.stdout), 'line')
  const { rpc } = JSON.parse(line) as { rpc: string }
  const stop = async () => {
    const exited = once(child, 'exit')
    child.kill('SIGTERM')
    await exited
  }
  return { url: rpc, stop }
}

interface TreasuryConfig {
  readonly vars: Readonly<Record<string, string>>
}

function readTreasuryConfig(): TreasuryConfig & Record<string, unknown> {
  const { env: _production, ...config } = parse(
    readFileSync(join(ROOT, 'workers/treasury/wrangler.toml'), 'utf8'),
  )
  return config as TreasuryConfig & Record<string, unknown>
}

async function fundTreasury(rpcUrl: string): Promise<void> {
  const seed = Buffer.from(readTreasuryConfig().vars.TREASURY_KEY ?? '', 'hex')
  const address = Keypair.fromSeed(seed).publicKey.toBase58()
  await callRpc(rpcUrl, 'requestAirdrop', [address, FUND_LAMPORTS])
}

/** Asks again while the treasury is at it, as the queue consumer does. */
async function mintThrough(
  worker: Pick<BenchWorker, 'fetch'>,
  request: MintRequest,
): Promise<MintReply & { readonly status: 'minted' }> {
  for (;;) {
    const body = JSON.stringify(request)
    const response = await worker.fetch('http://treasury.local/', { method: 'POST', body })
    const reply = (await response.json()) as MintReply
    if (reply.status === 'refused')
      throw new Error(`${reply.code} ${JSON.stringify(reply.context)}`)
    if (reply.status === 'minted') return reply
  }
}

function requestOf(number: number): MintRequest {
  const from = LOG_INDEX_FIRST + number * ASSETS_PER_REQUEST
  const assets = Array.from({ length: ASSETS_PER_REQUEST }, (_, index) => ({
    logIndex: from + index,
    sha256: sha256Hex((from + index).toString(16).padStart(64, '0')),
  }))
  return { id: batchId(number), owner: OWNER, assets }
}

/** The first request creates the tree and warms everything up; it is not counted. */
async function measure(mint: Mint): Promise<Record<string, number>> {
  await mint(0)
  let next = 1
  let transactions = 0
  const startedMs = performance.now()
  const callers = Array.from({ length: CALLERS }, async () => {
    while (next <= REQUESTS) {
      const number = next
      next += 1
      // Read after the await: `+=` would add to what the sum was before it.
      const reply = await mint(number)
      transactions += reply.transactions
    }
  })
  await Promise.all(callers)
  const seconds = (performance.now() - startedMs) / 1000
  const minted = REQUESTS * ASSETS_PER_REQUEST
  return {
    cnftsPerSecond: Math.round(minted / seconds),
    cnftsPerTransaction: Math.round((100 * minted) / transactions) / 100,
    transactionsPerMillion: Math.ceil((1_000_000 * transactions) / minted),
  }
}

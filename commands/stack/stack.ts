import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import bs58 from 'bs58'
import { fromHex } from '../../domain/bytes.ts'
import { RENDER_MINT } from '../../localnet/render-mint.ts'
import { derivedSeed, VAULT_LABEL } from '../../signing/derived-seed.ts'
import { ed25519Key } from '../../signing/ed25519.ts'
import { type Child, startChild } from './child.ts'
import { type EdgeConfigs, writeEdgeConfigs } from './edge-config.ts'
import { readIdentity } from './identity.ts'
import { lockState } from './lock.ts'
import { findBusyPort, type Ports } from './ports.ts'
import { ROOT } from './root.ts'
import { callRpc } from './rpc.ts'
import { LATEST_WORK, type Work } from './work.ts'

const READY_MS = 90_000
const POLL_MS = 100
const RESUME_CRON = '* * * * *'
/** Longer than the edge's patience with its queues. */
const QUEUE_LOSS_MS = 5 * 60_000
const TREASURY_LAMPORTS = 1_000_000_000_000

/** Offline, quiet, and without the local tracing that stores every request. */
const WRANGLER_ENVIRONMENT = {
  WRANGLER_SEND_METRICS: 'false',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  WRANGLER_DISABLE_EXPERIMENTAL_WARNING: '1',
  X_LOCAL_OBSERVABILITY: 'false',
  X_LOCAL_EXPLORER: 'false',
  NO_COLOR: '1',
  CI: '1',
}

export interface Stack {
  readonly edgeUrl: string
  readonly rpcUrl: string
  readonly logUrl: string
  /** Lets its bearer order a snapshot and revoke licenses. */
  readonly operatorToken: string
  readonly children: readonly Child[]
  /** Runs one cron of the edge Worker, which never fires by itself in local development. */
  fireCron(cron: string, scheduledAtMs?: number): Promise<void>
  stop(): Promise<void>
}

/** Brings up Solana and the edge on a state folder and waits until both answer. */
export async function startStack(
  stateDir: string,
  ports: Ports,
  work: Work = LATEST_WORK,
): Promise<Stack> {
  const busy = await findBusyPort(ports)
  if (busy !== undefined) throw new Error(`port ${busy} is in use; set PORT to move Piwa`)
  const unlock = lockState(stateDir)
  const children: Child[] = []
  const stop = async () => {
    await Promise.all(children.map((child) => child.stop()))
    unlock()
  }
  try {
    const identity = readIdentity(stateDir, ports.edge)
    const configs = writeEdgeConfigs(ROOT, stateDir, ports, identity, work)
    const edgeUrl = `http://127.0.0.1:${ports.edge}`
    const rpcUrl = `http://127.0.0.1:${ports.rpc}`

    children.push(startLocalnetChild(stateDir, ports.rpc))
    migrate(stateDir, configs)
    children.push(startEdge(stateDir, configs))
    await untilReady(children, async () => callRpc(rpcUrl, 'getHealth', []))
    await fundTreasury(rpcUrl, identity.treasuryKey)
    await openVault(rpcUrl, identity.treasuryKey)
    await untilReady(children, async () => okResponse(`${edgeUrl}/v1/network`))
    const fireCron = async (cron: string, scheduledAtMs = Date.now()) => {
      const query = new URLSearchParams({ cron, time: String(scheduledAtMs) })
      await okResponse(`${edgeUrl}/cdn-cgi/local/scheduled?${query}`)
    }
    // Local queues live in memory. What waited in them when the network stopped has waited long enough.
    await fireCron(RESUME_CRON, Date.now() + QUEUE_LOSS_MS)
    return {
      ...{ edgeUrl, rpcUrl, logUrl: `${edgeUrl}/log`, operatorToken: identity.operatorToken },
      ...{ children, fireCron, stop },
    }
  } catch (error) {
    await stop()
    throw error
  }
}

function startLocalnetChild(stateDir: string, port: number): Child {
  return startChild({
    name: 'localnet',
    args: [
      join(ROOT, 'localnet/main.ts'),
      ...['--port', String(port), '--state', join(stateDir, 'localnet')],
    ],
    cwd: ROOT,
    logFile: join(stateDir, 'logs/localnet.log'),
  })
}

function startEdge(stateDir: string, configs: EdgeConfigs): Child {
  return startChild({
    name: 'edge',
    args: [
      ...['--import', STOP_WITH_PARENT, WRANGLER, 'dev'],
      ...['-c', configs.edge, '-c', configs.treasury],
      ...['--persist-to', join(stateDir, 'edge'), '--show-interactive-dev-session=false'],
    ],
    cwd: ROOT,
    logFile: join(stateDir, 'logs/edge.log'),
    environment: WRANGLER_ENVIRONMENT,
  })
}

const STOP_WITH_PARENT = join(ROOT, 'commands/stack/stop-with-parent.ts')
const WRANGLER = join(ROOT, 'node_modules/wrangler/bin/wrangler.js')

function migrate(stateDir: string, configs: EdgeConfigs): void {
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    [
      ...[WRANGLER, 'd1', 'migrations', 'apply', 'catalog', '--local', '-c', configs.edge],
      ...['--persist-to', join(stateDir, 'edge')],
    ],
    { cwd: ROOT, env: { ...process.env, ...WRANGLER_ENVIRONMENT }, encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`the catalog was not migrated:\n${stdout}${stderr}`)
}

async function fundTreasury(rpcUrl: string, treasuryKey: string): Promise<void> {
  const { publicKey } = await ed25519Key(fromHex(treasuryKey))
  const address = bs58.encode(publicKey)
  const { value } = (await callRpc(rpcUrl, 'getBalance', [address])) as { value: number }
  if (value < TREASURY_LAMPORTS / 2) {
    await callRpc(rpcUrl, 'requestAirdrop', [address, TREASURY_LAMPORTS])
  }
}

/** Gives the vault its RENDER account, which on mainnet its operator opens once. */
async function openVault(rpcUrl: string, treasuryKey: string): Promise<void> {
  const { publicKey } = await ed25519Key(derivedSeed(fromHex(treasuryKey), VAULT_LABEL))
  const owner = bs58.encode(publicKey)
  const filter = [owner, { mint: RENDER_MINT }, { encoding: 'jsonParsed' }]
  const { value } = (await callRpc(rpcUrl, 'getTokenAccountsByOwner', filter)) as {
    value: readonly unknown[]
  }
  if (value.length === 0) await callRpc(rpcUrl, 'piwa_requestRender', [owner, '1'])
}

async function untilReady(
  children: readonly Child[],
  probe: () => Promise<unknown>,
): Promise<void> {
  const deadlineMs = Date.now() + READY_MS
  let last: unknown
  while (Date.now() < deadlineMs) {
    const gone = children.find(({ process: child }) => child.exitCode !== null)
    if (gone !== undefined) throw new Error(`${gone.name} ended while starting:\n${gone.tail()}`)
    try {
      await probe()
      return
    } catch (error) {
      last = error
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
  const tails = children.map((child) => `--- ${child.name}\n${child.tail()}`).join('\n')
  throw new Error(`not ready after ${READY_MS} ms: ${String(last)}\n${tails}`)
}

async function okResponse(url: string): Promise<void> {
  const response = await fetch(url)
  const text = await response.text()
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text.slice(0, 500)}`)
}

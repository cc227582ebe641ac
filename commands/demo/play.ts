import { homePaths } from '../../gpu-client/home/paths.ts'
import { type CheatOutcome, cheat } from '../../simulator/cheater.ts'
import { NetworkStatus } from '../../workers/network/schema.ts'
import { freePorts } from '../stack/ports.ts'
import { type Stack, startStack } from '../stack/stack.ts'
import type { Work } from '../stack/work.ts'
import { checkShards } from './check-shards.ts'
import { playBuyers } from './license.ts'
import { exportAssets, nodeHome, runNode } from './node.ts'
import { type DemoSummary, summarize } from './summary.ts'
import { verifyExported } from './verify-exported.ts'

export interface DemoOptions {
  /** Everything that the demo keeps; its owner removes it. */
  readonly stateDir: string
  /** Assets to be accepted. */
  readonly assets: number
  readonly cheaters: number
  /** Each licenses all that was made, pays, and pulls it. */
  readonly buyers: number
  readonly threads: number
  /** What the leases of its network ask for. */
  readonly work: Work
  /** Where the accepted assets go, with proof and record beside each. */
  readonly outDir: string | undefined
  readonly say: (line: string) => void
  readonly signal: AbortSignal
}

const ANCHOR_TRIES = 60
const ANCHOR_CRON = '*/10 * * * *'

/** Plays the whole story on a network of its own, from lease to cNFT, and stops all that it started. */
export async function playDemo(options: DemoOptions): Promise<DemoSummary> {
  const { stateDir, work, say, signal } = options
  say('starting a network')
  const stack = await startStack(stateDir, await freePorts(), work)
  try {
    signal.throwIfAborted()
    say(`edge ${stack.edgeUrl}, Solana ${stack.rpcUrl}`)
    const startedMs = performance.now()
    const [, cheats] = await Promise.all([
      runNode(options, stack.edgeUrl),
      cheatAll(options, stack.edgeUrl),
    ])
    const seconds = (performance.now() - startedMs) / 1000
    say('anchoring the log')
    const status = await anchorAll(stack, signal)
    if (options.outDir !== undefined) {
      await exportAssets(options, stack.edgeUrl, options.outDir)
      await verifyExported(options.outDir, say)
    }
    const shards = checkShards(homePaths(nodeHome(stateDir)).shards, work)
    say(`${shards.assets} assets of ${work.generator} in ${shards.files} files of the shards`)
    const license = await playBuyers(options, stack)
    return summarize({ status, cheats, seconds, wanted: options.assets, work, shards, license })
  } finally {
    await stack.stop()
  }
}

async function cheatAll(
  { cheaters, say, signal }: DemoOptions,
  edgeUrl: string,
): Promise<CheatOutcome[]> {
  const all = Array.from({ length: cheaters }, () => cheat(edgeUrl, signal))
  const outcomes = (await Promise.all(all)).flat()
  for (const { cheat: name, rule } of outcomes) say(`cheater ${name}: ${rule ?? 'ACCEPTED'}`)
  return outcomes
}

async function anchorAll(stack: Stack, signal: AbortSignal): Promise<NetworkStatus> {
  let status = await readStatus(stack)
  for (
    let tries = 0;
    tries < ANCHOR_TRIES && status.log.anchor?.size !== status.log.size;
    tries += 1
  ) {
    signal.throwIfAborted()
    await stack.fireCron(ANCHOR_CRON)
    status = await readStatus(stack)
  }
  return status
}

async function readStatus(stack: Stack): Promise<NetworkStatus> {
  const response = await fetch(`${stack.edgeUrl}/v1/network/status`)
  return NetworkStatus.parse(await response.json())
}

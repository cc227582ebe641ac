import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { runNode } from '../commands/demo/node.ts'
import { freePorts } from '../commands/stack/ports.ts'
import { startStack } from '../commands/stack/stack.ts'
import { packMsPerAsset } from './pack.ts'
import { type LogEvent, parseEvents, spansMs, totalMs } from './pipeline-events.ts'

const ASSETS = 1_024

/**
 * One node at full speed on a new network, from the first lease to the last receipt with its cNFT.
 * Every asset is audited. The stages overlap, so their times add up to more than the whole.
 */
export async function run(): Promise<{ metrics: Record<string, number> }> {
  const stateDir = mkdtempSync(join(tmpdir(), 'piwa-pipeline-'))
  const stack = await startStack(stateDir, await freePorts())
  try {
    const options = {
      ...{ stateDir, assets: ASSETS, threads: availableParallelism() },
      signal: new AbortController().signal,
    }
    await runNode(options, stack.edgeUrl)
    const node = parseEvents(readFileSync(join(stateDir, 'logs/node.log'), 'utf8'))
    const edge = parseEvents(readFileSync(join(stateDir, 'logs/edge.log'), 'utf8'))
    return { metrics: { ...overall(node), ...stages(node, edge, await packMsPerAsset(stateDir)) } }
  } finally {
    await stack.stop()
    rmSync(stateDir, { recursive: true, force: true })
  }
}

function overall(node: readonly LogEvent[]): Record<string, number> {
  const leased = node.filter(({ event }) => event === 'leased')
  const minted = node.filter(({ event }) => event === 'minted')
  const startedMs = Math.min(...leased.map(({ timeMs }) => timeMs))
  const seconds = (Math.max(...minted.map(({ timeMs }) => timeMs)) - startedMs) / 1000
  return { assetsPerSecond: round(ASSETS / seconds), assets: ASSETS, seconds: round(seconds) }
}

function stages(
  node: readonly LogEvent[],
  edge: readonly LogEvent[],
  packMs: number,
): Record<string, number> {
  const perAsset = (ms: number): number => round(ms / ASSETS)
  return {
    generateMsPerAsset: round(spansMs(node, 'leased', 'generated') / ASSETS - packMs),
    packMsPerAsset: round(packMs),
    uploadMsPerAsset: perAsset(spansMs(node, 'generated', 'uploaded')),
    auditMsPerAsset: perAsset(totalMs(edge, 'judged')),
    logMsPerAsset: perAsset(totalMs(edge, 'registered')),
    mintMsPerAsset: perAsset(totalMs(edge, 'minted')),
  }
}

const round = (value: number): number => Math.round(value * 100) / 100

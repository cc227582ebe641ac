import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { NodeId } from '../../domain/ids.ts'
import { parseBase64, toBase64 } from '../../domain/log/base64.ts'
import { cosign, witnessKey } from '../../domain/log/cosignature.ts'
import { formatSignatureLine, type NoteKey } from '../../domain/log/note.ts'
import { witnessName } from '../../domain/log/witness-name.ts'
import type { Ed25519Key } from '../../signing/ed25519.ts'
import { sha256 } from '../../signing/sha256.ts'
import { OracleRefusal, Unanswered } from '../oracle/answer.ts'
import type { OracleClient } from '../oracle/oracle-client.ts'
import type { Report } from '../progress/events.ts'
import type { Outages } from '../retry.ts'
import type { WitnessState, WitnessStore } from '../store/witness-store.ts'
import type { World } from '../world.ts'
import { EMPTY_HELD, type HeldTree, judgeWitnessRequest } from './judge.ts'

export interface WitnessDependencies {
  /** Throws at the first failure: the next round comes anyway. */
  readonly oracle: Pick<OracleClient, 'witnessRequest' | 'cosign'>
  readonly store: WitnessStore
  readonly log: NoteKey
  readonly nodeId: NodeId
  readonly key: Ed25519Key
  readonly evidenceFolder: string
  readonly outages: Outages
  readonly report: Report
  readonly world: World
}

/** Watches the log until the signal is aborted. No failure ends it, but the log's own inconsistency. */
export async function witnessLog(
  deps: WitnessDependencies,
  intervalMs: number,
  signal: AbortSignal,
): Promise<void> {
  while ((await witnessPatiently(deps, signal)) !== 'halted') {
    await deps.world.sleep(intervalMs, signal)
  }
}

type Round = 'cosigned' | 'current' | 'halted'

/** One round, whose failure is reported and answered with `failed`. */
export async function witnessPatiently(
  deps: WitnessDependencies,
  signal: AbortSignal,
): Promise<Round | 'failed'> {
  try {
    const round = await witnessOnce(deps, signal)
    deps.outages.up('witness')
    return round
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof OracleRefusal || error instanceof Unanswered)) throw error
    deps.outages.down('witness', { code: error.code, reason: error.message, retryAfterMs: 0 })
    return 'failed'
  }
}

/** Checks the newest checkpoint against the last one and cosigns it if it only appended. */
export async function witnessOnce(deps: WitnessDependencies, signal: AbortSignal): Promise<Round> {
  const { store, log, oracle } = deps
  const state = store.find(log.name)
  if (state !== undefined && state.inconsistentAtMs !== null) return 'halted'
  // A process may have died between vouching for a checkpoint and saying so.
  if (state !== undefined && !state.posted) await postLine(deps, state, signal)

  const held = heldTree(state)
  const body = await oracle.witnessRequest(held.size, signal)
  if (body === undefined) return 'current'
  const verdict = await judgeWitnessRequest(log, held, body)
  switch (verdict.status) {
    case 'unusable':
      throw new Unanswered('WITNESS_REQUEST_UNUSABLE', verdict.issue)
    case 'inconsistent':
      await raiseAlarm(deps, state, body, verdict.issue)
      return 'halted'
    case 'consistent': {
      const { size, root } = verdict.checkpoint
      const line = await signLine(deps, verdict.text)
      const next = { size, root: toBase64(root), checkpoint: verdict.signed, line }
      // Stored before it is said, so that no crash can make this witness vouch for two histories.
      store.save(log.name, state?.size, next)
      await postLine(deps, next, signal)
      return 'cosigned'
    }
  }
}

async function signLine({ key, log, nodeId, world }: WitnessDependencies, text: string) {
  const witness = witnessKey(witnessName(log.name, nodeId), key.publicKey)
  const timeSeconds = Math.floor(world.nowMs() / 1000)
  const statement = { checkpointText: text, timeSeconds }
  return formatSignatureLine(await cosign({ sha256, sign: key.sign }, witness, statement))
}

async function postLine(
  { oracle, store, log, report, outages }: WitnessDependencies,
  { size, root, line }: { readonly size: number; readonly root: string; readonly line: string },
  signal: AbortSignal,
): Promise<void> {
  try {
    await oracle.cosign({ size, line }, signal)
    report({ event: 'witnessed', size, root })
  } catch (error) {
    // The log has moved on, or will not have this line: it is not worth saying again.
    if (!(error instanceof OracleRefusal) || error.status >= 500) throw error
    outages.down('cosign', { code: error.code, reason: error.message, retryAfterMs: 0 })
  }
  store.posted(log.name, size)
}

function heldTree(state: WitnessState | undefined): HeldTree {
  if (state === undefined) return EMPTY_HELD
  const root = parseBase64(state.root)
  if (root === undefined) throw new Error(`the witness state holds root ${state.root}`)
  return { size: state.size, root }
}

async function raiseAlarm(
  { store, log, report, world, evidenceFolder }: WitnessDependencies,
  state: WitnessState | undefined,
  body: string,
  issue: string,
): Promise<void> {
  const nowMs = world.nowMs()
  await mkdir(evidenceFolder, { recursive: true })
  const evidence = { origin: log.name, issue, heldCheckpoint: state?.checkpoint ?? null, body }
  await writeFile(join(evidenceFolder, `${nowMs}.json`), `${JSON.stringify(evidence, null, 2)}\n`)
  const empty = { size: 0, root: toBase64(EMPTY_HELD.root), checkpoint: '', line: '' }
  store.inconsistent(log.name, state ?? empty, nowMs)
  report({ event: 'alarm', code: 'LOG_INCONSISTENT', reason: issue })
}

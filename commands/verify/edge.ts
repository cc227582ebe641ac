import { type Checkpoint, openCheckpoint, parseCheckpoint } from '../../domain/log/checkpoint.ts'
import { parseNote, parseVerifierKey } from '../../domain/log/note.ts'
import { verifyEd25519 } from '../../signing/ed25519.ts'
import { sha256 } from '../../signing/sha256.ts'
import { Network } from '../../workers/oracle/schema.ts'
import { checkAnchor } from './anchor.ts'
import { attempt, type Check, check, failed } from './check.ts'
import { checkCnft } from './cnft.ts'
import type { Evidence } from './evidence.ts'
import { isConsistent } from './log-reader.ts'

/** Compares the evidence with the live network: its log, its anchor on Solana, its cNFT. */
export async function checkAgainstEdge(
  evidence: Evidence,
  edgeUrl: string,
  { logKey, rpcUrl }: { readonly logKey: string; readonly rpcUrl: string | undefined },
): Promise<Check[]> {
  const proven = checkpointOf(evidence.proof.checkpoint)
  if (proven === undefined) return [failed('latest checkpoint', 'the proof has no checkpoint')]
  let network: Network
  try {
    network = Network.parse(await readJson(`${edgeUrl}/v1/network`))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return [{ name: 'network', outcome: 'unknown', detail: `could not be asked: ${reason}` }]
  }
  const { logUrl } = network
  const { logIndex } = evidence.record
  const solana = { edgeUrl, rpcUrl: rpcUrl ?? network.rpcUrl }
  return [
    check('log key', network.logKey === logKey, network.logKey),
    await attempt('latest checkpoint', () => checkLatestCheckpoint(proven, logKey, logUrl)),
    await attempt('anchor', () => checkAnchor({ ...solana, logUrl, proven, logIndex })),
    await attempt('cNFT', () => checkCnft(evidence, solana)),
  ]
}

async function checkLatestCheckpoint(
  old: Checkpoint,
  logKey: string,
  logUrl: string,
): Promise<Check> {
  const name = 'latest checkpoint'
  const key = parseVerifierKey(sha256, logKey)
  const deps = { sha256, verify: verifyEd25519 }
  const text = await readText(`${logUrl}/checkpoint`)
  const latest = key && (await openCheckpoint(deps, key, text))
  if (latest === undefined) return failed(name, 'not signed by the log key')
  const { checkpoint } = latest
  if (checkpoint.size < old.size) return failed(name, `the log shrank to ${checkpoint.size}`)
  const grew = await isConsistent(logUrl, old, checkpoint)
  return check(name, grew, `size ${checkpoint.size} is consistent with size ${old.size}`)
}

function checkpointOf(signed: string): Checkpoint | undefined {
  const note = parseNote(signed)
  return note && parseCheckpoint(note.text)
}

async function readText(url: string): Promise<string> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  return response.text()
}

async function readJson(url: string): Promise<unknown> {
  return JSON.parse(await readText(url))
}

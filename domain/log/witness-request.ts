import { parseDecimal } from './checkpoint.ts'
import { hashLines, parseHashLines } from './proof-file.ts'

/** The body of `add-checkpoint` (C2SP tlog-witness). */
export interface WitnessRequest {
  /** The size that the witness last cosigned; 0 where it never did. */
  readonly oldSize: number
  readonly proof: readonly Uint8Array[]
  /** The signed checkpoint to cosign. */
  readonly checkpoint: string
}

export function formatWitnessRequest(request: WitnessRequest): string {
  return `old ${request.oldSize}\n${hashLines(request.proof)}\n${request.checkpoint}`
}

/** Reads a body without judging it. */
export function parseWitnessRequest(body: string): WitnessRequest | undefined {
  const split = body.indexOf('\n\n')
  if (split < 0) return undefined
  const [old, ...lines] = body.slice(0, split).split('\n')
  const oldSize = parseDecimal(/^old (.*)$/.exec(old ?? '')?.[1] ?? '')
  const proof = parseHashLines(lines)
  if (oldSize === undefined || proof === undefined) return undefined
  return { oldSize, proof, checkpoint: body.slice(split + 2) }
}

import { addAnchor, latestAnchor } from '../../d1/anchors.ts'
import { provenanceLogOf } from '../provenance/log.ts'
import type { AnchorReply, AnchorRequest } from '../treasury/rpc.ts'

/**
 * The treasury keeps a caller for five seconds; Solana finalizes within about fifteen. The next run
 * would find a larger log, so one that never waited would never learn of an anchor.
 */
export const ASKS_MAX = 6

/** Puts the log's latest checkpoint on Solana, unless it is there. */
export async function anchorLog(env: Env, scheduledAtMs: number): Promise<void> {
  const { size, root, checkpoint } = await provenanceLogOf(env).head()
  const origin = env.LOG_ORIGIN
  const anchored = await latestAnchor(env.CATALOG, origin)
  if (size === 0 || anchored?.size === size) return

  const reply = await askForAnchor(env, { origin, size, root, checkpoint })
  if (reply.status === 'pending') return
  if (reply.status === 'refused') {
    throw new Error(`the treasury refused the anchor of size ${size}: ${reply.code}`)
  }
  const { signature, slot } = reply
  await addAnchor(env.CATALOG, { origin, size, root, signature, slot, anchoredAtMs: scheduledAtMs })
}

async function askForAnchor(env: Env, request: AnchorRequest): Promise<AnchorReply> {
  for (let asks = 1; ; asks += 1) {
    const reply = await env.TREASURY.anchor(request)
    if (reply.status !== 'pending' || asks === ASKS_MAX) return reply
  }
}

import { addAnchor, latestAnchor } from '../../d1/anchors.ts'
import { provenanceLogOf } from '../provenance/log.ts'

/** Puts the log's latest checkpoint on Solana, unless it is there. What is pending is asked for again next time. */
export async function anchorLog(env: Env, scheduledAtMs: number): Promise<void> {
  const { size, root, checkpoint } = await provenanceLogOf(env).head()
  const origin = env.LOG_ORIGIN
  const anchored = await latestAnchor(env.CATALOG, origin)
  if (size === 0 || anchored?.size === size) return

  const reply = await env.TREASURY.anchor({ origin, size, root, checkpoint })
  if (reply.status === 'pending') return
  if (reply.status === 'refused') {
    throw new Error(`the treasury refused the anchor of size ${size}: ${reply.code}`)
  }
  const { signature, slot } = reply
  await addAnchor(env.CATALOG, { origin, size, root, signature, slot, anchoredAtMs: scheduledAtMs })
}

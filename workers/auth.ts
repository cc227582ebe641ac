import type { HonoRequest } from 'hono'
import { createMiddleware } from 'hono/factory'
import { findNode, type NodeRow } from '../d1/nodes.ts'
import { fromHex } from '../domain/bytes.ts'
import { Refusal } from '../domain/errors.ts'
import { isNodeId, type NodeId } from '../domain/ids.ts'
import { verifyEd25519 } from '../signing/ed25519.ts'
import { type SignatureVerdict, verifyRequest } from '../signing/http-signature.ts'
import type { NodeEnv } from './router.ts'

/** How far a request's `created` may lie from now, either way. */
export const SIGNATURE_VALID_MS = 300_000

/** Keeps the body's exact bytes before a validator parses them: the digest is over the bytes. */
export const keepBody = createMiddleware(async (c, next) => {
  await c.req.arrayBuffer()
  await next()
})

/** Admits requests that a registered node signed, each once, and names the node to the handler. */
export const requireNode = createMiddleware<NodeEnv>(async (c, next) => {
  const found = new Map<NodeId, NodeRow>()
  const signer = await verifySigner(c, async (nodeId) => {
    const node = await findNode(c.env.CATALOG, nodeId)
    if (node === undefined) return undefined
    found.set(nodeId, node)
    return fromHex(node.publicKey)
  })
  const node = found.get(signer)
  if (node === undefined) throw new Refusal('NODE_UNKNOWN', { nodeId: signer })
  c.set('node', node)
  await next()
})

/**
 * Who signed the request. Throws a Refusal unless the signature is genuine, fresh and new; the nonce
 * is spent only after the signature was checked, so nobody can spend another's.
 */
export async function verifySigner(
  c: { readonly env: Env; readonly req: HonoRequest },
  findKey: (nodeId: NodeId) => Promise<Uint8Array | undefined>,
): Promise<NodeId> {
  const { env } = c
  const { method, url, headers } = c.req.raw
  const verdict = await verifyRequest({
    method,
    url,
    headers,
    body: new Uint8Array(await c.req.arrayBuffer()),
    findKey: async (keyId) => (isNodeId(keyId) ? findKey(keyId) : undefined),
    verify: verifyEd25519,
  })
  const signature = requireValid(verdict)
  if (!isNodeId(signature.keyId)) throw new Refusal('NODE_UNKNOWN', { keyId: signature.keyId })

  const nowMs = Date.now()
  const { createdMs, nonce } = signature
  if (Math.abs(nowMs - createdMs) > SIGNATURE_VALID_MS) {
    throw new Refusal('SIGNATURE_STALE', { createdMs: String(createdMs), nowMs: String(nowMs) })
  }
  const guard = env.REPLAY_GUARD.getByName(signature.keyId)
  const admission = await guard.admit(nonce, createdMs + SIGNATURE_VALID_MS, nowMs)
  if (admission === 'replayed') throw new Refusal('SIGNATURE_REPLAYED', { nonce })
  return signature.keyId
}

function requireValid(verdict: SignatureVerdict): Extract<SignatureVerdict, { status: 'valid' }> {
  switch (verdict.status) {
    case 'valid':
      return verdict
    case 'missing':
      throw new Refusal('SIGNATURE_MISSING')
    case 'malformed':
      throw new Refusal('SIGNATURE_INVALID', { issue: verdict.issue })
    case 'digest_mismatch':
      throw new Refusal('DIGEST_MISMATCH')
    case 'key_unknown':
      throw new Refusal('NODE_UNKNOWN', { keyId: verdict.keyId })
    case 'invalid':
      throw new Refusal('SIGNATURE_INVALID', { issue: 'signature' })
  }
}

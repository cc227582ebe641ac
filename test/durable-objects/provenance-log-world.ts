import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect } from 'vitest'
import { openCheckpoint } from '../../domain/log/checkpoint.ts'
import { leafHash, verifyInclusion } from '../../domain/log/merkle.ts'
import { type NoteKey, parseVerifierKey } from '../../domain/log/note.ts'
import { parseProofFile } from '../../domain/log/proof-file.ts'
import { utf8Bytes } from '../../domain/log/utf8.ts'
import { parseWitnessRequest } from '../../domain/log/witness-request.ts'
import type { Append, ProvenanceLog } from '../../durable-objects/provenance-log.ts'
import { createLogSigner } from '../../durable-objects/provenance-log-signer.ts'
import { logObjectKey } from '../../r2/log-store.ts'
import { verifyEd25519 } from '../../signing/ed25519.ts'
import { sha256 } from '../../signing/sha256.ts'

export const deps = { sha256, verify: verifyEd25519 }

export type LogStub = DurableObjectStub<ProvenanceLog>

/** Every test has a log of its own, because rows written in one test are there in the next. */
export const logOf = (shard: string): LogStub => env.PROVENANCE_LOG.getByName(shard)

export const entries = (count: number, seed: string): Uint8Array[] =>
  Array.from({ length: count }, (_, i) => utf8Bytes(`${seed}/${i}`))

export const emptyRoot = sha256(new Uint8Array())

export async function keyOf(shard: string): Promise<NoteKey> {
  const { verifierKey } = await createLogSigner(env, shard)
  const key = parseVerifierKey(sha256, verifierKey)
  if (key === undefined) throw new Error('the verifier key does not parse')
  return key
}

/** The checkpoint that readers of R2 see, its signature checked. */
export async function publishedCheckpoint(shard: string) {
  const object = await env.GEOMETRY.get(logObjectKey(shard, 'checkpoint'))
  const opened = object && (await openCheckpoint(deps, await keyOf(shard), await object.text()))
  if (!opened) throw new Error(`${shard} has no sound checkpoint`)
  return opened
}

/** Checks a receipt offline: signature, path, and that it is of this entry. */
export async function expectReceipt(shard: string, index: number, entry: Uint8Array) {
  const result = await logOf(shard).proof(index)
  if (result.status !== 'found') throw new Error(`no proof of ${index}: ${result.status}`)
  const proof = parseProofFile(result.text)
  const opened = proof && (await openCheckpoint(deps, await keyOf(shard), proof.checkpoint))
  if (!proof || !opened) throw new Error('the proof file is unsound')
  const { size, root } = opened.checkpoint
  expect(proof.extra).toEqual(entry)
  const leaf = leafHash(sha256, entry)
  expect(verifyInclusion(sha256, { leaf, index, size, proof: proof.hashes, root })).toBe(true)
  return { size, signatures: opened.note.signatures }
}

/** The consistency proof that a witness of that size is sent. */
export async function consistencyFrom(log: LogStub, oldSize: number): Promise<Uint8Array[]> {
  const reply = await log.witnessRequest(oldSize)
  const request = reply.status === 'pending' ? parseWitnessRequest(reply.body) : undefined
  if (request === undefined) throw new Error(`no witness request from ${oldSize}: ${reply.status}`)
  return [...request.proof]
}

export type PutFault = (
  key: string,
  attempt: number,
) => 'fail_before' | 'fail_after' | 'hang' | 'pass'

/** Gives the object an R2 whose puts fail as told, before or after they took effect, or never answer. */
export async function breakPuts(log: LogStub, fault: PutFault): Promise<void> {
  let attempt = 0
  const bucket: Pick<R2Bucket, 'get' | 'delete'> & { put: (...args: any[]) => Promise<unknown> } = {
    get: (key: string) => env.GEOMETRY.get(key),
    delete: (keys) => env.GEOMETRY.delete(keys),
    put: async (key: string, ...rest: [any, any]) => {
      const outcome = fault(key, attempt++)
      if (outcome === 'fail_before') throw new Error('R2 is out')
      if (outcome === 'hang') return new Promise(() => undefined)
      const stored = await env.GEOMETRY.put(key, ...rest)
      if (outcome === 'fail_after') throw new Error('R2 lost the answer')
      return stored
    },
  }
  await runInDurableObject(log, (instance) => {
    Object.assign(instance, { env: { ...env, GEOMETRY: bucket } })
  })
}

/** Ends the object as a crash does: what it was doing stops, and only its storage is left. */
export async function killObject(log: LogStub): Promise<void> {
  const kill = runInDurableObject(log, (_log, state) => state.abort('killed'))
  await kill.catch((error: Error) => expect(error.message).toContain('killed'))
}

export async function mendPuts(log: LogStub): Promise<void> {
  await runInDurableObject(log, (instance) => {
    Object.assign(instance, { env })
  })
}

/**
 * Appends that arrive at one moment and are known to fail: their errors, kept from the runner, which
 * watches for unhandled ones.
 */
export function failingAppends(log: LogStub, appends: readonly Append[]): Promise<string[]> {
  return runInDurableObject(log, (instance: ProvenanceLog) =>
    Promise.all(
      appends.map((append) =>
        instance.append(append).then(
          ({ status }) => status,
          (error: Error) => error.message,
        ),
      ),
    ),
  )
}

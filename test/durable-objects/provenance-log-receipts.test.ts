import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { openCheckpoint } from '../../domain/log/checkpoint.ts'
import { cosign, witnessKey } from '../../domain/log/cosignature.ts'
import { leafHash, verifyInclusion } from '../../domain/log/merkle.ts'
import { formatSignatureLine, parseNote } from '../../domain/log/note.ts'
import { parseProofFile } from '../../domain/log/proof-file.ts'
import type { ProvenanceLog } from '../../durable-objects/provenance-log.ts'
import { ed25519Key } from '../../signing/ed25519.ts'
import { sha256 } from '../../signing/sha256.ts'
import { deps, entries, keyOf, type LogStub, logOf } from './provenance-log-world.ts'

async function proofsOf(log: LogStub, first: number, count: number): Promise<string[]> {
  const result = await log.proofs(first, count)
  if (result.status !== 'found') throw new Error(`no proofs of ${first}+${count}`)
  return result.texts
}

/** Checks receipts offline; answers the sizes of their checkpoints and how many signed each. */
async function verified(shard: string, texts: readonly string[], first: number, all: Uint8Array[]) {
  const key = await keyOf(shard)
  const facts = texts.map(async (text, i) => {
    const proof = parseProofFile(text)
    const opened = proof && (await openCheckpoint(deps, key, proof.checkpoint))
    if (!proof || !opened) throw new Error('the proof file is unsound')
    const { size, root } = opened.checkpoint
    const index = first + i
    expect([proof.index, proof.extra]).toEqual([index, all[index]])
    const leaf = leafHash(sha256, all[index] ?? new Uint8Array())
    expect(verifyInclusion(sha256, { leaf, index, size, proof: proof.hashes, root })).toBe(true)
    return { size, signatures: opened.note.signatures.length }
  })
  return Promise.all(facts)
}

async function cosignLatest(log: LogStub): Promise<void> {
  const { size, checkpoint } = await log.head()
  const key = await ed25519Key(new Uint8Array(32).fill(9))
  const witness = witnessKey('witness.example', key.publicKey)
  const checkpointText = parseNote(checkpoint)?.text ?? ''
  const statement = { checkpointText, timeSeconds: 1_700_000_000 }
  const line = formatSignatureLine(await cosign({ sha256, sign: key.sign }, witness, statement))
  const result = await log.cosign({ name: witness.name, publicKey: key.publicKey, size, line })
  expect(result).toEqual({ status: 'accepted' })
}

async function grow(shard: string, ...counts: readonly number[]): Promise<Uint8Array[]> {
  const all: Uint8Array[] = []
  for (const count of counts) {
    const id = `${shard} ${all.length}`
    await logOf(shard).append({ id, entries: entries(count, id) })
    all.push(...entries(count, id))
  }
  return all
}

describe('receipts of a range', () => {
  test.each([
    [0, 256],
    [200, 112],
    [255, 2],
    [256, 256],
    [500, 200],
    [699, 1],
  ])('are sound from %i on, %i of them, across full and partial tiles', async (first, count) => {
    const shard = `range-${first}`
    const all = await grow(shard, 100, 156, 256, 188)
    const texts = await proofsOf(logOf(shard), first, count)
    const facts = await verified(shard, texts, first, all)
    expect(facts).toEqual(Array.from({ length: count }, () => ({ size: 700, signatures: 1 })))
  })

  test('are the same as the receipts that are asked for one by one', async () => {
    const log = logOf('singles')
    await grow('singles', 250, 20)
    const singles = await Promise.all(
      Array.from({ length: 20 }, async (_, i) => log.proof(245 + i)),
    )
    const together = await proofsOf(log, 245, 20)
    expect(singles).toEqual(together.map((text) => ({ status: 'found', text })))
  })

  test('are under the latest cosigned checkpoint that covers all of them', async () => {
    const shard = 'cosigned'
    const log = logOf(shard)
    const sizesOf = async (first: number, count: number, all: Uint8Array[]) => {
      const facts = await verified(shard, await proofsOf(log, first, count), first, all)
      return [...new Set(facts.map(({ size, signatures }) => `${size} by ${signatures}`))]
    }
    const five = await grow(shard, 5)
    await cosignLatest(log)
    await log.append({ id: 'more', entries: entries(5, 'more') })
    const all = [...five, ...entries(5, 'more')]
    expect(await sizesOf(0, 5, all)).toEqual(['5 by 2'])
    expect(await sizesOf(4, 2, all)).toEqual(['10 by 1'])
    await cosignLatest(log)
    expect(await sizesOf(0, 5, all)).toEqual(['10 by 2'])
  })

  test('read each bundle and each tile once', async () => {
    const log = logOf('reads')
    await grow('reads', 256, 256, 44)
    const read: string[] = []
    const bucket: Pick<R2Bucket, 'get'> = {
      get: (key: string) => {
        read.push(key)
        return env.GEOMETRY.get(key)
      },
    }
    await runInDurableObject(log, (instance) => {
      Object.assign(instance, { env: { ...env, GEOMETRY: bucket } })
    })
    await proofsOf(log, 200, 256)
    expect(read.toSorted()).toEqual(
      ['0/000', '0/001', 'entries/000', 'entries/001'].map((path) => `log/reads/tile/${path}`),
    )
  })

  test.each([
    [3, 1],
    [2, 2],
    [0, 4],
    [-1, 2],
    [0.5, 1],
    [Number.NaN, 1],
    [2 ** 60, 256],
  ])('are unknown where the log does not hold all of %d+%d', async (first, count) => {
    await grow('short', 3)
    expect(await logOf('short').proofs(first, count)).toEqual({ status: 'index_unknown', size: 3 })
  })

  test.each([0, -1, 1.5, 257, Number.NaN])('are never %d at once', async (count) => {
    await grow('counts', 3)
    await runInDurableObject(logOf('counts'), async (instance: ProvenanceLog) => {
      await expect(instance.proofs(0, count)).rejects.toThrow(RangeError)
    })
  })
})

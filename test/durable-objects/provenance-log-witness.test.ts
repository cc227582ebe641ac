import { runInDurableObject } from 'cloudflare:test'
import { beforeEach, describe, expect, test } from 'vitest'
import { openCheckpoint } from '../../domain/log/checkpoint.ts'
import { cosign, verifyCosignature, witnessKey } from '../../domain/log/cosignature.ts'
import { formatSignatureLine } from '../../domain/log/note.ts'
import { parseWitnessRequest } from '../../domain/log/witness-request.ts'
import type { ProvenanceLog } from '../../durable-objects/provenance-log.ts'
import { ed25519Key } from '../../signing/ed25519.ts'
import { sha256 } from '../../signing/sha256.ts'
import {
  deps,
  entries,
  expectReceipt,
  keyOf,
  type LogStub,
  logOf,
  publishedCheckpoint,
} from './provenance-log-world.ts'

let shard = ''
let log: LogStub
let count = 0
beforeEach(() => {
  count += 1
  shard = `witnessed-${count}`
  log = logOf(shard)
})

async function witnessNumber(number: number) {
  const { publicKey, sign } = await ed25519Key(new Uint8Array(32).fill(number))
  return { key: witnessKey(`witness.example/${number}`, publicKey), sign }
}

/** What a witness sends back for the latest checkpoint. */
async function cosignatureOf(number: number, timeSeconds = 1_700_000_000) {
  const { key, sign } = await witnessNumber(number)
  const { note, checkpoint } = await publishedCheckpoint(shard)
  const statement = { checkpointText: note.text, timeSeconds }
  const line = formatSignatureLine(await cosign({ sha256, sign }, key, statement))
  return { name: key.name, publicKey: key.publicKey, size: checkpoint.size, line }
}

describe('a witness', () => {
  test('is given the latest checkpoint, signed by the log, and a proof from its own size', async () => {
    await log.append({ id: 'a', entries: entries(5, 'a') })
    const reply = await log.witnessRequest(0)
    const request = reply.status === 'pending' ? parseWitnessRequest(reply.body) : undefined
    expect(request?.oldSize).toBe(0)
    expect(request?.proof).toEqual([])
    const opened = await openCheckpoint(deps, await keyOf(shard), request?.checkpoint ?? '')
    expect(opened?.checkpoint.size).toBe(5)
  })

  test('has nothing to do at the latest size, and is told when it is ahead', async () => {
    await log.append({ id: 'a', entries: entries(5, 'a') })
    expect(await log.witnessRequest(5)).toEqual({ status: 'current' })
    for (const old of [6, -1, 1.5]) {
      expect(await log.witnessRequest(old)).toEqual({ status: 'old_unknown', size: 5 })
    }
  })

  test('cosigns once, and readers see its line', async () => {
    await log.append({ id: 'a', entries: entries(5, 'a') })
    const cosignature = await cosignatureOf(1)
    expect(await log.cosign(cosignature)).toEqual({ status: 'accepted' })
    expect(await log.cosign(await cosignatureOf(1, 1_700_000_001))).toEqual({
      status: 'already_accepted',
    })
    expect((await log.head()).cosignatures).toBe(1)

    const { note } = await publishedCheckpoint(shard)
    expect(note.signatures).toHaveLength(2)
    const line = note.signatures[1]
    const { key } = await witnessNumber(1)
    expect(line && (await verifyCosignature(deps, key, note.text, line))).toBe(1_700_000_000)
  })

  test('is refused for another size, key, name or line', async () => {
    await log.append({ id: 'a', entries: entries(5, 'a') })
    const cosignature = await cosignatureOf(1)
    const { key: other } = await witnessNumber(2)
    const invalid = { status: 'cosignature_invalid' }
    expect(await log.cosign({ ...cosignature, size: 4 })).toEqual({ status: 'size_unknown' })
    expect(await log.cosign({ ...cosignature, publicKey: other.publicKey })).toEqual(invalid)
    expect(await log.cosign({ ...cosignature, publicKey: new Uint8Array(31) })).toEqual(invalid)
    expect(await log.cosign({ ...cosignature, name: 'a b' })).toEqual(invalid)
    expect(await log.cosign({ ...cosignature, name: other.name })).toEqual(invalid)
    expect(await log.cosign({ ...cosignature, line: `${cosignature.line}x` })).toEqual(invalid)
    expect(await log.cosign({ ...cosignature, line: 'a'.repeat(2_000) })).toEqual(invalid)
    expect((await log.head()).cosignatures).toBe(0)
  })

  test('may cosign a checkpoint that is no longer the latest', async () => {
    await log.append({ id: 'a', entries: entries(5, 'a') })
    const cosignature = await cosignatureOf(1)
    await log.append({ id: 'b', entries: entries(5, 'b') })
    expect(await log.cosign(cosignature)).toEqual({ status: 'accepted' })
    expect((await log.head()).cosignatures).toBe(0)
    expect((await publishedCheckpoint(shard)).note.signatures).toHaveLength(1)
  })
})

describe('a receipt', () => {
  const entry = (seed: string) => entries(5, seed)[4] ?? new Uint8Array()

  test('is under the latest cosigned checkpoint that covers it', async () => {
    await log.append({ id: 'a', entries: entries(5, 'a') })
    await log.cosign(await cosignatureOf(1))
    await log.append({ id: 'b', entries: entries(5, 'b') })
    const cosigned = await cosignatureOf(2)
    await log.append({ id: 'c', entries: entries(5, 'c') })

    expect(await expectReceipt(shard, 4, entry('a'))).toMatchObject({ size: 5 })
    expect((await expectReceipt(shard, 9, entry('b'))).size).toBe(15)
    await log.cosign(cosigned)
    const { size, signatures } = await expectReceipt(shard, 4, entry('a'))
    expect(size).toBe(10)
    expect(signatures).toHaveLength(2)
    expect((await expectReceipt(shard, 14, entry('c'))).signatures).toHaveLength(1)
  })
})

test('a checkpoint carries sixteen cosignatures and no more', async () => {
  await log.append({ id: 'a', entries: entries(5, 'a') })
  const cosignatures = await Promise.all(
    Array.from({ length: 18 }, (_, number) => cosignatureOf(number)),
  )
  const statuses = await Promise.all(cosignatures.map((each) => log.cosign(each)))
  expect(statuses.filter(({ status }) => status === 'accepted')).toHaveLength(16)
  expect((await log.head()).cosignatures).toBe(16)
  expect((await publishedCheckpoint(shard)).note.signatures).toHaveLength(17)
})

test('a thousand checkpoints are remembered, and older ones are forgotten with their lines', async () => {
  await log.append({ id: 'a', entries: entries(1, 'a') })
  const first = await cosignatureOf(1)
  await log.cosign(first)
  await runInDurableObject(log, (_log, { storage }) => {
    const insert = 'INSERT INTO checkpoint SELECT ?, root, note FROM checkpoint WHERE size = 1'
    for (let size = 2; size <= 1_000; size += 1) storage.sql.exec(insert, size)
    storage.sql.exec('UPDATE tree SET size = 1000, published_size = 1000')
  })
  await runInDurableObject(log, async (instance: ProvenanceLog, { storage }) => {
    const remembered = () =>
      storage.sql.exec('SELECT min(size) AS oldest, count(*) AS kept FROM checkpoint').one()
    expect(remembered()).toEqual({ oldest: 0, kept: 1_001 })
    await instance.append({ id: 'b', entries: entries(1, 'b') })
    expect(remembered()).toEqual({ oldest: 2, kept: 1_000 })
    expect(storage.sql.exec('SELECT count(*) AS lines FROM cosignature').one()).toEqual({
      lines: 0,
    })
  })
  expect(await log.cosign(first)).toEqual({ status: 'size_unknown' })
})

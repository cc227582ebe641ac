import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { type Sha256Hex, sha256Hex } from '../../domain/ids.ts'
import { shardOf } from '../../durable-objects/first-upload-index.ts'

const hash = (number: number): Sha256Hex => sha256Hex(number.toString(16).padStart(64, '0'))
const index = (name: string) => env.FIRST_UPLOAD_INDEX.getByName(name)

describe('a claim', () => {
  test('is given to the first and told to the others', async () => {
    const uploads = index('first')
    expect(await uploads.claim([{ sha256: hash(1), claimId: 'batch_1/0' }])).toEqual([
      { sha256: hash(1), status: 'claimed', claimId: 'batch_1/0' },
    ])
    expect(
      await uploads.claim([
        { sha256: hash(1), claimId: 'batch_2/0' },
        { sha256: hash(2), claimId: 'batch_2/1' },
      ]),
    ).toEqual([
      { sha256: hash(1), status: 'duplicate', claimId: 'batch_1/0' },
      { sha256: hash(2), status: 'claimed', claimId: 'batch_2/1' },
    ])
  })

  test('answers the same again, also after the object was evicted', async () => {
    const uploads = index('again')
    const claims = [{ sha256: hash(1), claimId: 'batch_1/0' }]
    const first = await uploads.claim(claims)
    expect(await uploads.claim(claims)).toEqual(first)
    await evictDurableObject(uploads)
    expect(await uploads.claim(claims)).toEqual(first)
  })

  test('of one hash twice in a call is given to the first of them', async () => {
    const replies = await index('twice').claim([
      { sha256: hash(1), claimId: 'batch_1/0' },
      { sha256: hash(1), claimId: 'batch_1/1' },
    ])
    expect(replies.map(({ status, claimId }) => [status, claimId])).toEqual([
      ['claimed', 'batch_1/0'],
      ['duplicate', 'batch_1/0'],
    ])
  })

  test('has one holder, however many claim at once', async () => {
    const uploads = index('race')
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        uploads.claim([{ sha256: hash(9), claimId: `batch_${i}/0` }]),
      ),
    )
    const claimed = replies.flat().filter(({ status }) => status === 'claimed')
    expect(claimed).toHaveLength(1)
    expect(new Set(replies.flat().map(({ claimId }) => claimId)).size).toBe(1)
  })

  test('takes 256 hashes a call and throws for more', async () => {
    const claims = (count: number) =>
      Array.from({ length: count }, (_, i) => ({ sha256: hash(i), claimId: `batch_1/${i}` }))
    expect(await index('many').claim(claims(256))).toHaveLength(256)
    await runInDurableObject(index('many'), (instance) => {
      expect(() => instance.claim(claims(257))).toThrow(RangeError)
    })
  })

  test('of a malformed hash claims nothing of its call', async () => {
    await runInDurableObject(index('malformed'), (instance) => {
      const malformed = 'AB'.repeat(32) as Sha256Hex
      const claims = [hash(1), malformed].map((sha256) => ({ sha256, claimId: 'batch_1/0' }))
      expect(() => instance.claim(claims)).toThrow(RangeError)
      expect(instance.find(hash(1))).toBeUndefined()
    })
  })
})

describe('a log index', () => {
  const first = { sha256: hash(1), claimId: 'batch_1/0' }

  test('is found once it is recorded, and recorded once', async () => {
    const uploads = index('recorded')
    await uploads.claim([first])
    expect(await uploads.find(hash(1))).toEqual({ claimId: 'batch_1/0' })
    const record = [{ ...first, logIndex: 2 ** 40 }]
    expect(await uploads.record(record)).toEqual({ status: 'recorded' })
    expect(await uploads.record(record)).toEqual({ status: 'recorded' })
    expect(await uploads.find(hash(1))).toEqual({ claimId: 'batch_1/0', logIndex: 2 ** 40 })
    expect((await uploads.claim([first]))[0]).toMatchObject({
      status: 'claimed',
      logIndex: 2 ** 40,
    })
  })

  test.each([
    ['of another claim', { sha256: hash(2), claimId: 'batch_1/0', logIndex: 8 }],
    ['that differs from the recorded one', { sha256: hash(2), claimId: 'batch_2/0', logIndex: 9 }],
    ['of a hash without a claim', { sha256: hash(3), claimId: 'batch_3/0', logIndex: 9 }],
  ])('%s is a conflict that writes nothing', async (what, conflicting) => {
    const uploads = index(`conflict ${what}`)
    const second = { sha256: hash(2), claimId: 'batch_2/0' }
    await uploads.claim([first, second])
    await uploads.record([{ ...second, logIndex: 8 }])
    expect(await uploads.record([{ ...first, logIndex: 7 }, conflicting])).toEqual({
      status: 'claim_conflict',
      sha256: conflicting.sha256,
    })
    expect(await uploads.find(hash(1))).toEqual({ claimId: 'batch_1/0' })
    expect(await uploads.find(hash(2))).toEqual({ claimId: 'batch_2/0', logIndex: 8 })
  })

  test('of an unknown hash is not found', async () => {
    expect(await index('nothing').find(hash(1))).toBeUndefined()
  })
})

test('the first six bits of a hash name its shard', () => {
  const shard = (head: string) => shardOf(sha256Hex(head.padEnd(64, '0')))
  expect(shard('00')).toBe('upload-00')
  expect(shard('03')).toBe('upload-00')
  expect(shard('04')).toBe('upload-01')
  expect(shard('80')).toBe('upload-32')
  expect(shard('ff')).toBe('upload-63')
})

import { mintV1, mplBubblegum } from '@metaplex-foundation/mpl-bubblegum'
import {
  createNoopSigner,
  type Instruction,
  none,
  publicKey,
  signerIdentity,
} from '@metaplex-foundation/umi'
import { createUmi } from '@metaplex-foundation/umi-bundle-defaults'
import bs58 from 'bs58'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anchorMemo } from '../../domain/log/anchor-memo.ts'
import type { Work } from '../../workers/treasury/chain.ts'
import { type Expected, objection } from '../../workers/treasury/guard.ts'
import { BUBBLEGUM, MEMO, SYSTEM } from '../../workers/treasury/programs.ts'
import { createTestChain, OWNER } from './fixtures.ts'

const chain = createTestChain()
const treasury = chain.address
const { tree, treeConfig } = chain.treeAddress(0)
const STRANGER = 'BPFLoaderUpgradeab1e11111111111111111111111'
const BLOCKHASH = '11111111111111111111111111111112'
const texts = [
  { name: 'Piwa #1', uri: 'http://127.0.0.1:8787/c/1' },
  { name: 'Piwa #2', uri: 'http://127.0.0.1:8787/c/2' },
]
const mint: Expected = { kind: 'mint', treasury, tree, treeConfig, owner: OWNER, texts }
const memo = anchorMemo({ origin: 'log.example/1', size: 7, root: `${'A'.repeat(43)}=` })

const umi = createUmi('http://127.0.0.1:1').use(mplBubblegum())
umi.use(signerIdentity(createNoopSigner(publicKey(treasury))))

const compile = (instructions: Instruction[], payer = treasury, version: 'legacy' | 0 = 'legacy') =>
  umi.transactions.create({
    version,
    payer: publicKey(payer),
    instructions,
    blockhash: BLOCKHASH,
    ...(version === 0 ? { addressLookupTables: [] } : {}),
  } as Parameters<typeof umi.transactions.create>[0]).serializedMessage

function mints(change: Partial<Parameters<typeof mintV1>[1]> = {}): Instruction[] {
  return texts.flatMap((text) =>
    mintV1(umi, {
      leafOwner: publicKey(OWNER),
      merkleTree: publicKey(tree),
      metadata: {
        ...text,
        sellerFeeBasisPoints: 0,
        isMutable: false,
        collection: none(),
        creators: [],
      },
      ...change,
    }).getInstructions(),
  )
}

const transfer: Instruction = {
  programId: publicKey(SYSTEM),
  keys: [
    { pubkey: publicKey(treasury), isSigner: true, isWritable: true },
    { pubkey: publicKey(OWNER), isSigner: false, isWritable: true },
  ],
  data: new Uint8Array([2, 0, 0, 0, 64, 66, 15, 0, 0, 0, 0, 0]),
}

describe('the guard passes', () => {
  test('what mpl-bubblegum makes of the intent', () => {
    expect(objection(compile(mints()), mint)).toBeUndefined()
  })

  test.each<[string, Work]>([
    ['a tree', { kind: 'tree', tree: 0, rentLamports: 5_000_000 }],
    ['mints', { kind: 'mint', tree: 0, owner: OWNER, texts }],
    ['an anchor', { kind: 'anchor', memo }],
  ])('%s that the treasury builds', async (_, work) => {
    expect((await chain.sign(work, BLOCKHASH)).status).toBe('signed')
  })

  test('mints whose bytes equal those of mpl-bubblegum', async () => {
    const signed = await chain.sign({ kind: 'mint', tree: 0, owner: OWNER, texts }, BLOCKHASH)
    if (signed.status !== 'signed') throw new Error(signed.reason)
    expect(signed.wire.subarray(65)).toEqual(compile(mints()))
  })
})

describe('the guard refuses', () => {
  const [first, second] = mints()
  if (first === undefined || second === undefined) throw new Error('two mints expected')
  const doctored: [string, Instruction[]][] = [
    ['a transfer added to the mints', [...mints(), transfer]],
    ['a transfer in place of a mint', [first, transfer]],
    ['a mint too many', [...mints(), second]],
    ['a mint too few', [first]],
    ['the mints in another order', [second, first]],
    ['another owner', mints({ leafOwner: publicKey(STRANGER) })],
    ['another delegate', mints({ leafDelegate: publicKey(STRANGER) })],
    ['another tree', mints({ merkleTree: publicKey(OWNER) })],
    ['another compression program', mints({ compressionProgram: publicKey(STRANGER) })],
    ['another log wrapper', mints({ logWrapper: publicKey(STRANGER) })],
    [
      'a creator in the metadata',
      mints({
        metadata: {
          name: 'Piwa #1',
          uri: 'http://127.0.0.1:8787/c/1',
          sellerFeeBasisPoints: 0,
          collection: none(),
          creators: [{ address: publicKey(OWNER), verified: false, share: 100 }],
        },
      }),
    ],
    [
      'another Bubblegum instruction',
      [first, { ...second, data: new Uint8Array([163, 52, 200, 231, 140, 3, 69, 186]) }],
    ],
    ['a program it does not know', [first, { ...second, programId: publicKey(STRANGER) }]],
    [
      'an owner made writable',
      mints().map((instruction) => ({
        ...instruction,
        keys: instruction.keys.map((key) => ({
          ...key,
          isWritable: key.isWritable || String(key.pubkey) === OWNER,
        })),
      })),
    ],
  ]
  test.each(doctored)('%s', (_, instructions) => {
    expect(objection(compile(instructions), mint)).toEqual(expect.any(String))
  })

  test('another fee payer', () => {
    expect(objection(compile(mints(), OWNER), mint)).toBe('another fee payer')
  })

  test('a versioned message, which could hide accounts', () => {
    expect(objection(compile(mints(), treasury, 0), mint)).toBe('not a legacy message')
  })

  test('bytes after the message', () => {
    expect(objection(new Uint8Array([...compile(mints()), 0]), mint)).toEqual(expect.any(String))
  })

  test('any message with one byte changed, but for the blockhash', () => {
    const message = compile(mints())
    const blockhashAt = findBytes(message, bs58.decode(BLOCKHASH))
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: message.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        (at, flip) => {
          fc.pre(at < blockhashAt || at >= blockhashAt + 32)
          const changed = message.map((byte, index) => (index === at ? byte ^ flip : byte))
          return objection(changed, mint) !== undefined
        },
      ),
      { numRuns: 500 },
    )
  })

  test('a tree that costs more than its rent', async () => {
    const work = { kind: 'tree', tree: 0, rentLamports: 50_000_000_000 } as const
    expect(await chain.sign(work, BLOCKHASH)).toEqual({
      status: 'refused',
      reason: 'unknown instruction 1',
    })
  })

  test('a memo without the prefix of the log', async () => {
    const work = { kind: 'anchor', memo: 'pay to bearer' } as const
    expect((await chain.sign(work, BLOCKHASH)).status).toBe('refused')
  })

  test('a memo with other words than the intent', () => {
    const words: Instruction = {
      programId: publicKey(MEMO),
      keys: [],
      data: new TextEncoder().encode(`${memo} `),
    }
    expect(objection(compile([words]), { kind: 'anchor', treasury, memo })).toBe(
      'unknown instruction 0',
    )
  })

  test('an anchor to Bubblegum', () => {
    const words: Instruction = {
      programId: publicKey(BUBBLEGUM),
      keys: [],
      data: new TextEncoder().encode(memo),
    }
    expect(objection(compile([words]), { kind: 'anchor', treasury, memo })).toEqual(
      expect.any(String),
    )
  })
})

function findBytes(bytes: Uint8Array, wanted: Uint8Array): number {
  for (let at = 0; at + wanted.length <= bytes.length; at += 1) {
    if (wanted.every((byte, index) => bytes[at + index] === byte)) return at
  }
  throw new Error('not found')
}

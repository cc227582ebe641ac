import { runDurableObjectAlarm } from 'cloudflare:test'
import { env, exports } from 'cloudflare:workers'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Wallet } from '../../domain/ids.ts'
import { createChain } from '../../workers/treasury/chain.ts'
import { MEMO } from '../../workers/treasury/programs.ts'
import type { AnchorRequest, MintReply, TreasuryService } from '../../workers/treasury/rpc.ts'
import { hashOf, mintRequest, settings, treasuryEnv } from './fixtures.ts'
import {
  type Asset,
  advanceSlots,
  askLocalnet,
  minted,
  restart,
  routeToLocalnet,
  Treasury,
} from './localnet.ts'

const { address } = createChain(settings)
const OTHER_OWNER = 'BtXM8M4iVB3Fyjg7RrAJ2UqHxwEzNWgGBTm5dtcT4mqA' as Wallet

beforeAll(async () => {
  await askLocalnet('requestAirdrop', [address, 50_000_000_000])
  await advanceSlots(40)
})

afterEach(() => {
  vi.restoreAllMocks()
})

const assetOf = (id: string) => askLocalnet<Asset>('getAsset', { id })

describe('the vault', () => {
  test('is a wallet of its own that follows from the key', async () => {
    const { wallet } = await Treasury.vault()
    expect(wallet).toMatch(/^[1-9A-HJ-NP-Za-km-z]{43,44}$/)
    expect(wallet).not.toBe(address)
    expect(wallet).toBe(createChain(settings).vault)
    const other = createChain({ ...settings, seed: settings.seed.map((byte) => byte ^ 1) })
    expect(other.vault).not.toBe(wallet)
  })
})

describe('mint', () => {
  test('gives every asset to its owner in as few transactions as fit', async () => {
    routeToLocalnet()
    const request = mintRequest(1, 20)
    const reply = minted(await Treasury.mint(request))

    expect(reply.transactions).toBe(3)
    expect(reply.mints.map(({ logIndex, sha256 }) => ({ logIndex, sha256 }))).toEqual(
      request.assets,
    )
    expect(new Set(reply.mints.map(({ signature }) => signature)).size).toBe(3)
    for (const { assetId } of reply.mints) {
      expect((await assetOf(assetId)).ownership.owner).toBe(request.owner)
    }
  })

  test('repeats its answer without another transaction', async () => {
    routeToLocalnet()
    const first = await Treasury.mint(mintRequest(2, 20))
    const calls = routeToLocalnet()
    expect(await Treasury.mint(mintRequest(2, 20))).toEqual(first)
    expect(calls).toEqual([])
  })

  test('answers equal requests at the same time alike', async () => {
    routeToLocalnet()
    const replies = await Promise.all([1, 2, 3, 4].map(() => Treasury.mint(mintRequest(3, 20))))
    expect(minted(replies[0] as MintReply).transactions).toBe(3)
    expect(new Set(replies.map((reply) => JSON.stringify(reply))).size).toBe(1)
  })

  test('refuses another request by the same id', async () => {
    routeToLocalnet()
    await Treasury.mint(mintRequest(4, 3))
    const refused = { status: 'refused', code: 'MINT_CONFLICT', context: { id: 'batch_4' } }
    expect(await Treasury.mint(mintRequest(4, 4))).toEqual(refused)
    expect(await Treasury.mint(mintRequest(4, 3, { owner: OTHER_OWNER }))).toEqual(refused)
    expect(await Treasury.mint(mintRequest(4, 3, { from: 4001 }))).toEqual(refused)
  })

  test('refuses a log index or a hash that another request holds', async () => {
    routeToLocalnet()
    await Treasury.mint(mintRequest(5, 3))
    const taken = {
      status: 'refused',
      code: 'MINT_CONFLICT',
      context: { id: 'batch_5', logIndex: '5002' },
    }
    expect(await Treasury.mint(mintRequest(6, 3, { from: 5002 }))).toEqual(taken)
    const sameHash = { ...mintRequest(7, 1), assets: [{ logIndex: 7000, sha256: hashOf(5002) }] }
    expect(await Treasury.mint(sameHash)).toEqual(taken)
  })

  test.each([
    ['an id it does not know', { id: 'order_1' }, 'REQUEST_INVALID'],
    ['no assets', { assets: [] }, 'REQUEST_INVALID'],
    ['more assets than a request holds', { assets: mintRequest(8, 257).assets }, 'REQUEST_INVALID'],
    [
      'a hash twice',
      { assets: [0, 1].map((logIndex) => ({ logIndex, sha256: hashOf(0) })) },
      'REQUEST_INVALID',
    ],
    ['a field it does not know', { priority: 1 }, 'REQUEST_INVALID'],
    ['an owner that is no address', { owner: '1'.repeat(44) }, 'OWNER_INVALID'],
    ['an owner that is a program', { owner: MEMO }, 'OWNER_INVALID'],
    [
      'an owner off the curve',
      { owner: createChain(settings).treeAddress(0).treeConfig },
      'OWNER_INVALID',
    ],
  ])('refuses %s', async (_, change, code) => {
    const request = { ...mintRequest(8, 2), ...change } as Parameters<TreasuryService['mint']>[0]
    expect(await Treasury.mint(request)).toMatchObject({ status: 'refused', code })
  })
})

describe('an outage', () => {
  test.each<[string, () => Response | Promise<Response>]>([
    ['is down', () => Promise.reject(new TypeError('connection refused'))],
    ['answers nonsense', () => new Response('<html>502</html>', { status: 502 })],
    ['answers an unknown error', () => Response.json({ error: { code: -1, message: 'odd' } })],
    ['answers another shape', () => Response.json({ result: { value: 'odd' } })],
  ])(
    'leaves the mint pending while the node %s, and the alarm finishes it',
    async (state, answer) => {
      routeToLocalnet(() => answer())
      const request = mintRequest(20 + state.length, 5)
      expect(await Treasury.mint(request)).toEqual({ status: 'pending', minted: 0, total: 5 })

      const calls = routeToLocalnet()
      await runDurableObjectAlarm(treasuryEnv.OUTBOX.getByName('main'))
      const sends = calls.filter(({ method }) => method === 'sendTransaction').length
      expect(sends).toBe(1)
      expect(minted(await Treasury.mint(request)).mints).toHaveLength(5)
      expect(calls.filter(({ method }) => method === 'sendTransaction')).toHaveLength(sends)
    },
  )

  test('leaves the balance unknown', async () => {
    routeToLocalnet(() => new Response('', { status: 503 }))
    expect(await Treasury.status()).toMatchObject({ address, balanceLamports: null })
  })

  test('does not lose what was signed when the object is restarted', async () => {
    const sent: unknown[] = []
    routeToLocalnet(({ method, params }) => {
      if (method !== 'sendTransaction') return undefined
      sent.push(params[0])
      return new Response('', { status: 503 })
    })
    const request = mintRequest(50, 9)
    expect((await Treasury.mint(request)).status).toBe('pending')
    await restart()
    const calls = routeToLocalnet()
    minted(await Treasury.mint(request))
    expect(
      calls.filter(({ method }) => method === 'sendTransaction').map(({ params }) => params[0]),
    ).toEqual(sent)
  })

  test('signs again once the blockhash has expired, and mints once', async () => {
    const lost: unknown[] = []
    routeToLocalnet(({ method, params }) => {
      if (method !== 'sendTransaction') return undefined
      lost.push(params[0])
      return new Response('', { status: 503 })
    })
    const request = mintRequest(51, 9)
    expect((await Treasury.mint(request)).status).toBe('pending')
    await advanceSlots(200)
    const calls = routeToLocalnet()
    const { mints } = minted(await Treasury.mint(request))
    const sent = calls.filter(({ method }) => method === 'sendTransaction')
    expect(sent).toHaveLength(1)
    expect(sent[0]?.params[0]).not.toBe(lost[0])
    expect(new Set(mints.map(({ assetId }) => assetId)).size).toBe(9)
    await expect(
      askLocalnet('sendTransaction', [lost[0], { encoding: 'base64', skipPreflight: true }]),
    ).rejects.toThrow(/blockhash ?not ?found/i)
  })
})

describe('anchor', () => {
  const anchorRequest = (size: number, root = 'A'.repeat(43)): AnchorRequest => ({
    origin: 'log.example/2026a',
    size,
    root: `${root}=`,
    checkpoint: `log.example/2026a\n${size}\n${root}=\n\n— log.example/2026a AAAA\n`,
  })

  test('writes origin, size and root into a memo, once', async () => {
    routeToLocalnet()
    const reply = await Treasury.anchor(anchorRequest(10))
    if (reply.status !== 'anchored') throw new Error(JSON.stringify(reply))
    const recent = await askLocalnet<{ signature: string; memo: string }[]>(
      'getSignaturesForAddress',
      [address, { limit: 100 }],
    )
    const found = recent.find(({ signature }) => signature === reply.signature)
    expect(found?.memo).toContain(`piwa-log/1 log.example/2026a 10 ${'A'.repeat(43)}=`)
    const calls = routeToLocalnet()
    expect(await Treasury.anchor(anchorRequest(10))).toEqual(reply)
    expect(calls).toEqual([])
  })

  test('refuses a log that shrinks or that says two things', async () => {
    routeToLocalnet()
    await Treasury.anchor(anchorRequest(20))
    expect(await Treasury.anchor(anchorRequest(15))).toMatchObject({
      code: 'ANCHOR_STALE',
      context: { last: '20' },
    })
    expect(await Treasury.anchor(anchorRequest(20, 'B'.repeat(43)))).toMatchObject({
      code: 'ANCHOR_CONFLICT',
    })
  })

  test('refuses a checkpoint that states something else', async () => {
    const request = { ...anchorRequest(30), size: 31 }
    expect(await Treasury.anchor(request)).toMatchObject({
      code: 'REQUEST_INVALID',
      context: { path: 'checkpoint' },
    })
  })

  test('stays pending while the node is down', async () => {
    routeToLocalnet(() => new Response('', { status: 503 }))
    expect(await Treasury.anchor(anchorRequest(40))).toEqual({ status: 'pending' })
    routeToLocalnet()
    expect((await Treasury.anchor(anchorRequest(40))).status).toBe('anchored')
  })
})

test('the Worker answers nobody on the web', async () => {
  const { default: worker } = exports as unknown as { default: Fetcher }
  const response = await worker.fetch('http://piwa-treasury.example/')
  expect(response.status).toBe(404)
  expect(env).not.toHaveProperty('CATALOG')
})

test('status adds up', async () => {
  routeToLocalnet()
  const status = await Treasury.status()
  expect(status).toMatchObject({ address, pending: 0 })
  expect(status.tree).toEqual(expect.any(String))
  expect(status.minted).toBeGreaterThan(status.transactions)
  expect(BigInt(status.balanceLamports ?? 0)).toBeGreaterThan(0n)
})

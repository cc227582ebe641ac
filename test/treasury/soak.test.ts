import { beforeAll, expect, test, vi } from 'vitest'
import type { Wallet } from '../../domain/ids.ts'
import { createChain } from '../../workers/treasury/chain.ts'
import { mintRequest, settings } from './fixtures.ts'
import {
  type Asset,
  advanceSlots,
  askLocalnet,
  minted,
  restart,
  routeToLocalnet,
  Treasury,
} from './localnet.ts'

const OWNER = 'J2xccRtuG43drESLYznHhLhQkLTdfepcKYbiQ9BsJVaf' as Wallet
const REQUESTS = [60, 61, 62, 63, 64].map((number) => mintRequest(number, 25, { owner: OWNER }))
const ROUNDS_MAX = 60

beforeAll(async () => {
  await askLocalnet('requestAirdrop', [createChain(settings).address, 50_000_000_000])
})

/** Every third send is lost, and every seventh answer to anything else. Answers how many were. */
function loseCalls(): () => number {
  let calls = 0
  let lost = 0
  routeToLocalnet(({ method }) => {
    calls += 1
    if (calls % (method === 'sendTransaction' ? 3 : 7) !== 0) return undefined
    lost += 1
    return new Response('', { status: 503 })
  })
  return () => lost
}

/** Asks for everything at once, kills the object at some moment in between, lets blockhashes die. */
async function mintRound(round: number): Promise<boolean> {
  const replies = REQUESTS.map((request) => Treasury.mint(request).catch(() => undefined))
  if (round % 3 === 0) {
    await scheduler.wait(round * 3)
    await restart()
  }
  const settled = (await Promise.all(replies)).every((reply) => reply?.status === 'minted')
  if (round % 4 === 0) await advanceSlots(200)
  return settled
}

test('the chain holds every asset once, through lost sends, lost answers and restarts', async () => {
  const lost = loseCalls()
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    if (await mintRound(round)) break
  }
  expect(lost()).toBeGreaterThan(3)

  vi.restoreAllMocks()
  routeToLocalnet()
  const replies = await Promise.all(REQUESTS.map((request) => Treasury.mint(request)))
  const answered = replies.flatMap((reply) => minted(reply).mints.map(({ assetId }) => assetId))
  const { items } = await askLocalnet<{ items: Asset[] }>('getAssetsByOwner', {
    ownerAddress: OWNER,
  })
  expect(items.map(({ id }) => id).sort()).toEqual(answered.sort())
  expect(items).toHaveLength(125)
})

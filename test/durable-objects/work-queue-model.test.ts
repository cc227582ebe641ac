import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toBase32 } from '../../domain/bytes.ts'
import type { LeaseId, NodeId } from '../../domain/ids.ts'
import { type LeasePolicy, leaseCount } from '../../domain/lease/policy.ts'
import type { WorkQueue } from '../../durable-objects/work-queue.ts'
import { type QueueStub, someQueue } from '../fixtures-queue.ts'

const COMMANDS = 500
const NODES = ['a', 'b', 'c'].map((digit) => `node_${digit.repeat(26)}` as NodeId)
const POLICY: LeasePolicy = { leaseMs: 40, countMin: 32, countMax: 256, openMax: 3, grid: 64 }

type Command =
  | { readonly do: 'lease'; readonly node: number; readonly key: number; readonly countMax: number }
  | {
      readonly do: 'commit'
      readonly node: number
      readonly lease: number
      readonly text: string
    }
  | {
      readonly do: 'settle'
      readonly lease: number
      readonly outcome: 'accepted' | 'rejected'
    }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'evict' }

const command = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constant('lease' as const),
      node: fc.nat({ max: NODES.length - 1 }),
      key: fc.nat({ max: 150 }),
      countMax: fc.integer({ min: 1, max: 256 }),
    }),
  },
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constant('commit' as const),
      node: fc.nat({ max: NODES.length - 1 }),
      lease: fc.nat({ max: 400 }),
      text: fc.constantFrom('first', 'other'),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('settle' as const),
      lease: fc.nat({ max: 400 }),
      outcome: fc.constantFrom('accepted' as const, 'rejected' as const),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.nat({ max: 15 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('evict' as const) }) },
)

interface Modelled {
  readonly node: number
  readonly key: number
  readonly batch: number
  readonly countMax: number
  readonly count: number
  readonly endsMs: number
  status: 'open' | 'expired' | 'committed' | 'accepted' | 'rejected'
  commit?: string
}

/** What the queue promises, kept in plain lists. */
class Model {
  readonly leases: Modelled[] = []
  readonly returned = new Set<number>()
  readonly verdicts = NODES.map((): boolean[] => [])
  next = 0
  nowMs: number

  constructor(nowMs: number) {
    this.nowMs = nowMs
  }

  expire(): void {
    for (const lease of this.leases) {
      if (lease.status !== 'open' || lease.endsMs > this.nowMs) continue
      lease.status = 'expired'
      this.returned.add(lease.batch)
    }
  }

  lease(node: number, key: number, countMax: number): string {
    const known = this.leases.findIndex((lease) => lease.node === node && lease.key === key)
    if (known >= 0) {
      return this.leases[known]?.countMax === countMax ? this.#answer(known) : 'request_conflict'
    }
    const open = this.leases.filter((lease) => lease.node === node && lease.status === 'open')
    if (open.length >= POLICY.openMax) return `leases_too_many ${open.length}`
    const batch = this.returned.size > 0 ? Math.min(...this.returned) : this.next
    if (!this.returned.delete(batch)) this.next += 1
    const verdicts = this.verdicts[node] ?? []
    const inRow = verdicts.length - 1 - verdicts.lastIndexOf(false)
    const count = leaseCount(inRow, countMax, POLICY)
    const endsMs = this.nowMs + POLICY.leaseMs
    this.leases.push({ node, key, batch, countMax, count, endsMs, status: 'open' })
    return this.#answer(this.leases.length - 1)
  }

  commit(node: number, rank: number, text: string): string {
    const lease = this.leases[rank]
    if (lease === undefined) return 'lease_unknown'
    if (lease.node !== node) return 'lease_not_yours'
    if (lease.status === 'expired') return 'lease_expired'
    if (lease.commit === undefined) {
      lease.status = 'committed'
      lease.commit = text
      return 'committed'
    }
    return lease.commit === text ? 'already_committed' : 'commit_conflict'
  }

  settle(rank: number, outcome: 'accepted' | 'rejected'): string {
    const lease = this.leases[rank]
    if (lease?.status === outcome) return 'already_settled'
    if (lease?.status !== 'committed') return 'thrown'
    lease.status = outcome
    this.verdicts[lease.node]?.push(outcome === 'accepted')
    if (outcome === 'rejected') this.returned.add(lease.batch)
    return 'settled'
  }

  #answer(rank: number): string {
    const { batch, count, status } = this.leases[rank] as Modelled
    return `leased ${rank} ${batch} ${count} ${status}`
  }
}

/** The lease id that the n-th new lease of a run gets. */
const leaseIdOf = (rank: number): LeaseId =>
  `lease_${toBase32(Uint8Array.from({ length: 16 }, (_, i) => (rank >> (8 * i)) & 255))}` as LeaseId

/** Runs a command against the object and spells its answer as the model spells it. */
async function perform(queue: QueueStub, model: Model, order: Command): Promise<string> {
  const nowMs = model.nowMs
  if (order.do === 'lease') {
    const result = await queue.lease({
      nodeId: NODES[order.node] as NodeId,
      requestKey: `request-${order.key}`,
      leaseId: leaseIdOf(model.leases.length),
      ...{ countMax: order.countMax, policy: POLICY, nowMs },
      ...{ generator: 'piwa-procedural@1', views: null },
    })
    if (result.status === 'request_conflict') return result.status
    if (result.status === 'leases_too_many') return `${result.status} ${result.open}`
    const { leaseId, batchNumber, count, status } = result.lease
    const known = model.leases.findIndex((_, rank) => leaseIdOf(rank) === leaseId)
    const rank = known < 0 ? model.leases.length : known
    return `leased ${rank} ${batchNumber} ${count} ${status}`
  }
  if (order.do === 'commit') {
    const nodeId = NODES[order.node] as NodeId
    const leaseId = leaseIdOf(order.lease)
    return (await queue.commit({ leaseId, nodeId, commit: order.text, nowMs })).status
  }
  if (order.do === 'settle') {
    return runInDurableObject(queue, (instance: WorkQueue) => {
      try {
        return instance.settle(leaseIdOf(order.lease), order.outcome)
      } catch {
        return 'thrown'
      }
    })
  }
  if (order.do === 'evict') {
    // Only an object that runs can be evicted.
    await queue.counts()
    await evictDurableObject(queue)
  }
  return 'done'
}

function foretell(model: Model, order: Command): string {
  // Settling and evicting look at no clock, so they take nothing back.
  if (order.do === 'lease' || order.do === 'commit') model.expire()
  switch (order.do) {
    case 'lease':
      return model.lease(order.node, order.key, order.countMax)
    case 'commit':
      return model.commit(order.node, order.lease, order.text)
    case 'settle':
      return model.settle(order.lease, order.outcome)
    case 'wait':
      model.nowMs += order.ms
      return 'done'
    case 'evict':
      return 'done'
  }
}

/** Every number that was ever given is held by one lease or waits to be given again. */
async function expectNoNumberLost(queue: QueueStub, model: Model): Promise<void> {
  const [held, returned] = await runInDurableObject(queue, (_, { storage }) => [
    storage.sql
      .exec(`SELECT batch_number AS n FROM lease WHERE status IN ('open', 'committed', 'accepted')`)
      .toArray()
      .map(({ n }) => Number(n)),
    storage.sql
      .exec('SELECT batch_number AS n FROM returned')
      .toArray()
      .map(({ n }) => Number(n)),
  ])
  const all = [...(held ?? []), ...(returned ?? [])].sort((a, b) => a - b)
  expect(all).toEqual(Array.from({ length: model.next }, (_, n) => n))
}

test('500 random commands are answered as a plain model answers them, and no batch is held twice, accepted twice or lost', async () => {
  const commands = fc.array(command, { minLength: COMMANDS, maxLength: COMMANDS })
  await fc.assert(
    fc.asyncProperty(commands, async (orders) => {
      const queue = someQueue()
      // An alarm of the object looks at the real clock: the model's lies ahead, so none comes in between.
      const model = new Model(Date.now() + 86_400_000)
      for (const [i, order] of orders.entries()) {
        // Leases are picked among those given so far, so that most commands meet one.
        const aimed = 'lease' in order ? { ...order, lease: aim(order.lease, model) } : order
        const answer = await perform(queue, model, aimed)
        expect(`${i} ${aimed.do}: ${answer}`).toBe(`${i} ${aimed.do}: ${foretell(model, aimed)}`)
        if (i % 50 === 49) await expectNoNumberLost(queue, model)
      }
    }),
    { numRuns: 2, endOnFailure: true },
  )
})

const aim = (lease: number, model: Model): number => lease % (model.leases.length + 1)

import { env } from 'cloudflare:workers'
import { listOpenVaultTransactions } from '../d1/vault.ts'
import { app } from '../workers/app.ts'
import { runCron } from '../workers/crons/index.ts'
import type { Order, OrderRequest } from '../workers/orders/schema.ts'
import { fakeQueue } from './fixtures-audit.ts'
import { type Buyer, signWire, twoEndpoints } from './fixtures-chain.ts'
import { orderRequest } from './fixtures-orders.ts'

const world = twoEndpoints()

interface Ask {
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly method?: string
}

/** A request at the front door of an edge with two endpoints of payments. */
export async function ask(path: string, { body, headers = {}, method }: Ask = {}) {
  return app.request(
    `${env.PUBLIC_URL}${path}`,
    {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    },
    world,
  )
}

export async function answerOf<T>(response: Response): Promise<T> {
  const text = await response.text()
  if (!response.ok) throw new Error(`${response.status}: ${text}`)
  return JSON.parse(text) as T
}

export async function placeOrder(changes: Partial<OrderRequest> = {}): Promise<Order> {
  return answerOf<Order>(await ask('/v1/orders', { body: orderRequest(changes) }))
}

/** A look at the order, some seconds after any other. */
export async function checkOrder({ orderId }: Order): Promise<Order> {
  await restLooks()
  return answerOf<Order>(await ask(`/v1/orders/${orderId}/check`, { method: 'POST' }))
}

/** As if nobody had looked at any order of late. */
export const restLooks = (): Promise<unknown> => env.CATALOG.exec('DELETE FROM payment_look')

/** The payment that the edge prepares for the buyer, signed. */
export async function preparedPayment({ orderId }: Order, buyer: Buyer): Promise<string> {
  const path = `/v1/orders/${orderId}/transaction`
  const prepared = await ask(path, { body: { account: buyer.wallet } })
  return signWire((await answerOf<{ transaction: string }>(prepared)).transaction, buyer)
}

export const submit = ({ orderId }: Order, transaction: string): Promise<Response> =>
  ask(`/v1/orders/${orderId}/submit`, { body: { transaction } })

/** The cron of every minute, with queues of its own. */
export async function everyMinute(atMs = Date.now()): Promise<void> {
  const [audits, mints] = [fakeQueue(), fakeQueue()]
  await runCron('* * * * *', { ...world, AUDITS: audits.queue, MINTS: mints.queue }, atMs)
}

const RUNS_MAX = 40

/** The cron of every minute, until everything that came into the vault of this run's cluster had its turn. */
export async function sweepAll(atMs = Date.now()): Promise<void> {
  for (let runs = 0; runs < RUNS_MAX; runs += 1) {
    await everyMinute(atMs)
    if ((await listOpenVaultTransactions(env.CATALOG, 1)).length === 0) return
  }
  throw new Error(`transactions are left after ${RUNS_MAX} sweeps`)
}

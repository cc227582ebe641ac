import { randomBytes } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { Keypair, VersionedTransaction } from '@solana/web3.js'
import { z } from 'zod'
import { toBase32 } from '../../domain/bytes.ts'
import { callRpc } from '../stack/rpc.ts'
import type { Stack } from '../stack/stack.ts'

/** What the buyer's wallet starts with, beside the price. */
const LAMPORTS = 1_000_000_000
const TRIES = 120
const POLL_MS = 500

const Snapshot = z.object({ version: z.string(), count: z.number() })
const Order = z.object({
  orderId: z.string(),
  status: z.string(),
  count: z.number(),
  bytes: z.number(),
  dueAtoms: z.string(),
  paidAtoms: z.string(),
  license: z.object({ jws: z.string() }).nullable(),
})
const Transaction = z.object({ transaction: z.string() })
type Order = z.infer<typeof Order>

export interface Bought {
  readonly version: string
  readonly count: number
  readonly bytes: number
  readonly priceAtoms: string
  /** Whether the network says of the order that its payment bought a license. */
  readonly paid: boolean
  /** The license file's content. */
  readonly license: string
}

/** Has the operator publish a version that holds so many assets, and waits until it is there. */
export async function publishDataset(
  stack: Stack,
  assets: number,
  signal: AbortSignal,
): Promise<void> {
  const headers = { authorization: `Bearer ${stack.operatorToken}` }
  for (let tries = 0; tries < TRIES; tries += 1) {
    const latest = await fetch(`${stack.edgeUrl}/v1/datasets/latest`, { signal })
    if (latest.ok && Snapshot.parse(await latest.json()).count >= assets) return
    if (tries % 20 === 0) {
      await post(`${stack.edgeUrl}/v1/snapshots`, undefined, { headers, signal })
    }
    await setTimeout(POLL_MS, undefined, { signal })
  }
  throw new Error(`no version of the dataset with ${assets} assets was published`)
}

/** Buys the whole dataset for research: orders, pays in RENDER by a transfer of its own wallet, waits. */
export async function buyDataset(stack: Stack, signal: AbortSignal): Promise<Bought> {
  const wallet = Keypair.generate()
  const orders = `${stack.edgeUrl}/v1/orders`
  const order = Order.parse(
    await post(
      orders,
      {
        ...{ requestKey: toBase32(randomBytes(16)), wallet: wallet.publicKey.toBase58() },
        ...{ filter: {}, tier: 'research', termDays: 30 },
      },
      { signal },
    ),
  )
  await callRpc(stack.rpcUrl, 'requestAirdrop', [wallet.publicKey.toBase58(), LAMPORTS])
  await callRpc(stack.rpcUrl, 'piwa_requestRender', [wallet.publicKey.toBase58(), order.dueAtoms])
  await pay(`${orders}/${order.orderId}`, wallet, signal)
  const settled = await untilLicensed(`${orders}/${order.orderId}`, signal)
  const { version } = Snapshot.parse(
    await (await fetch(`${stack.edgeUrl}/v1/datasets/latest`, { signal })).json(),
  )
  const { count, bytes, dueAtoms: priceAtoms } = order
  const paid = settled.status === 'licensed' && BigInt(settled.paidAtoms) === BigInt(priceAtoms)
  return { version, count, bytes, priceAtoms, paid, license: `${settled.license.jws}\n` }
}

async function pay(orderUrl: string, wallet: Keypair, signal: AbortSignal): Promise<void> {
  const account = wallet.publicKey.toBase58()
  const asked = await post(`${orderUrl}/transaction`, { account }, { signal })
  const bytes = Buffer.from(Transaction.parse(asked).transaction, 'base64')
  const transaction = VersionedTransaction.deserialize(bytes)
  transaction.sign([wallet])
  const signed = Buffer.from(transaction.serialize()).toString('base64')
  await post(`${orderUrl}/submit`, { transaction: signed }, { signal })
}

type Licensed = Order & { readonly license: NonNullable<Order['license']> }

async function untilLicensed(orderUrl: string, signal: AbortSignal): Promise<Licensed> {
  let order: Order | undefined
  for (let tries = 0; tries < TRIES; tries += 1) {
    order = Order.parse(await post(`${orderUrl}/check`, undefined, { signal }))
    if (order.license !== null) return { ...order, license: order.license }
    await setTimeout(POLL_MS, undefined, { signal })
  }
  throw new Error(`the order was paid and is ${order?.status} without a license`)
}

async function post(
  url: string,
  body: unknown,
  { headers, signal }: { headers?: Readonly<Record<string, string>>; signal: AbortSignal },
): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal,
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text.slice(0, 500)}`)
  return JSON.parse(text)
}

import {
  createAssociatedTokenAccountIdempotentInstruction,
  createTransferCheckedInstruction,
  getAssociatedTokenAddressSync,
} from '@solana/spl-token'
import {
  type AddressLookupTableAccount,
  Keypair,
  PublicKey,
  TransactionInstruction,
  TransactionMessage,
  VersionedTransaction,
} from '@solana/web3.js'
import type { OrderId, Wallet } from '../../domain/ids.ts'
import { judgePayment, type PaymentVerdict } from '../../domain/payment/judge.ts'
import { RENDER_DECIMALS, RENDER_MINT } from '../../domain/payment/render-token.ts'
import { paymentEndpoints } from '../../workers/payments/endpoints.ts'
import { scanReference } from '../../workers/payments/scan.ts'
import { memoOf } from '../../workers/payments/solana-pay.ts'
import { connection, fund, net } from './rpc-world.ts'
import { resultOf } from './world.ts'

export const RENDER = new PublicKey(RENDER_MINT)
const MEMO = new PublicKey('MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr')

export const walletOf = ({ publicKey }: Keypair): Wallet => publicKey.toBase58() as Wallet
export const endpoints = () => paymentEndpoints(`${net.url} ${net.url}`)

/** A wallet with SOL for fees and RENDER in its own account. */
export async function buyerWith(atoms: bigint): Promise<Keypair> {
  const buyer = await fund()
  await requestRender(buyer.publicKey, atoms)
  return buyer
}

export const requestRender = (owner: PublicKey, atoms: bigint) =>
  resultOf(net.url, 'piwa_requestRender', [owner.toBase58(), atoms.toString()])

/** A wallet that receives, with a RENDER account that holds nothing. */
export async function receiver(): Promise<Keypair> {
  const owner = await fund()
  const account = accountOf(owner.publicKey)
  await sendAs(owner, [
    createAssociatedTokenAccountIdempotentInstruction(
      ...([owner.publicKey, account, owner.publicKey, RENDER] as const),
    ),
  ])
  return owner
}

export const accountOf = (owner: PublicKey, mint = RENDER) =>
  getAssociatedTokenAddressSync(mint, owner)

export const memo = (text: string) =>
  new TransactionInstruction({ programId: MEMO, keys: [], data: Buffer.from(text) })

interface Move {
  readonly from: PublicKey
  readonly to: PublicKey
  readonly atoms: bigint
  readonly references?: readonly PublicKey[]
  readonly mint?: PublicKey
}

/** A checked transfer with references, as wallets make it of a Solana Pay URL. */
export function transfer({ from, to, atoms, references = [], mint = RENDER }: Move) {
  const [source, target] = [accountOf(from, mint), accountOf(to, mint)]
  const instruction = createTransferCheckedInstruction(
    ...([source, mint, target, from, atoms, RENDER_DECIMALS] as const),
  )
  const isKey = { isSigner: false, isWritable: false }
  instruction.keys.push(...references.map((pubkey) => ({ pubkey, ...isKey })))
  return instruction
}

export async function sendAs(
  payer: Keypair,
  instructions: TransactionInstruction[],
  { signers = [], tables = [] }: { signers?: Keypair[]; tables?: AddressLookupTableAccount[] } = {},
): Promise<string> {
  const { blockhash } = await connection.getLatestBlockhash()
  const message = new TransactionMessage({
    ...{ payerKey: payer.publicKey, recentBlockhash: blockhash, instructions },
  })
  const transaction = new VersionedTransaction(message.compileToV0Message(tables))
  transaction.sign([payer, ...signers])
  return connection.sendTransaction(transaction, { skipPreflight: true })
}

let orders = 0

export interface TestOrder {
  readonly id: OrderId
  readonly reference: PublicKey
  readonly expiresAtMs: number
}

export function newOrder(expiresAtMs = Date.now() + 900_000): TestOrder {
  orders += 1
  const id = `order_${'a'.repeat(25)}${'abcdefghijklmnopqrstuvwxyz'[orders % 26]}` as OrderId
  return { id, reference: Keypair.generate().publicKey, expiresAtMs }
}

/** What the chain says of an order's payments, in the order of their slots. */
export async function verdictsOn(order: TestOrder, vault: Keypair): Promise<PaymentVerdict[]> {
  const reference = order.reference.toBase58()
  const nowMs = Date.now()
  const { found, faults } = await scanReference(endpoints(), {
    ...{ reference, after: undefined, known: new Set<string>(), memo: memoOf(order.id), nowMs },
  })
  if (faults.length > 0) throw faults[0]
  const payee = { wallet: walletOf(vault), mint: RENDER_MINT }
  const payable = { reference, expiresAtMs: order.expiresAtMs }
  return found.map((transaction) => judgePayment(transaction, payable, payee, nowMs))
}

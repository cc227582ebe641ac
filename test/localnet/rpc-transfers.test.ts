import {
  ComputeBudgetProgram,
  Keypair,
  LAMPORTS_PER_SOL,
  SystemProgram,
  Transaction,
} from '@solana/web3.js'
import { describe, expect, test } from 'vitest'
import { connection, fund, runLocalnet, signedTransfer } from './rpc-world.ts'

runLocalnet()

describe('transfers', () => {
  test('moves lamports and charges 5,000 for the signature', async () => {
    const from = await fund()
    const to = Keypair.generate().publicKey
    const { wire } = await signedTransfer(from, to, 1_000_000)
    await connection.sendRawTransaction(wire)
    expect(await connection.getBalance(to)).toBe(1_000_000)
    expect(await connection.getBalance(from.publicKey)).toBe(LAMPORTS_PER_SOL - 1_005_000)
  })

  test('confirms through the websocket', async () => {
    const from = await fund()
    const { wire, lifetime } = await signedTransfer(from, Keypair.generate().publicKey, 1_000_000)
    const signature = await connection.sendRawTransaction(wire)
    const confirmed = await connection.confirmTransaction({ signature, ...lifetime })
    expect(confirmed.value.err).toBeNull()
  })

  test('reports a sent transaction as finalized', async () => {
    const from = await fund()
    const { wire } = await signedTransfer(from, Keypair.generate().publicKey, 1_000_000)
    const signature = await connection.sendRawTransaction(wire)
    const { value } = await connection.getSignatureStatuses([signature, `${'1'.repeat(64)}`])
    expect(value[0]?.confirmationStatus).toBe('finalized')
    expect(value[0]?.err).toBeNull()
    expect(value[1]).toBeNull()
  })

  test('takes effect once however often the same bytes are sent', async () => {
    const from = await fund()
    const to = Keypair.generate().publicKey
    const { wire } = await signedTransfer(from, to, 1_000_000)
    const first = await connection.sendRawTransaction(wire)
    const second = await connection.sendRawTransaction(wire, { skipPreflight: true })
    const third = await connection.sendRawTransaction(wire)
    expect([second, third]).toEqual([first, first])
    expect(await connection.getBalance(to)).toBe(1_000_000)
  })

  test('shows balances before and after with the transaction', async () => {
    const from = await fund()
    const { wire } = await signedTransfer(from, Keypair.generate().publicKey, 1_000_000)
    const signature = await connection.sendRawTransaction(wire)
    const options = { maxSupportedTransactionVersion: 0 }
    const found = await connection.getTransaction(signature, options)
    expect(found?.meta?.fee).toBe(5000)
    expect(found?.meta?.preBalances.slice(0, 2)).toEqual([LAMPORTS_PER_SOL, 0])
    expect(found?.meta?.postBalances.slice(0, 2)).toEqual([LAMPORTS_PER_SOL - 1_005_000, 1_000_000])
  })

  test('lists the signatures of an address, newest first', async () => {
    const from = await fund()
    const first = await connection.sendRawTransaction(
      (await signedTransfer(from, from.publicKey, 1)).wire,
    )
    const second = await connection.sendRawTransaction(
      (await signedTransfer(from, from.publicKey, 2)).wire,
    )
    const all = await connection.getSignaturesForAddress(from.publicKey)
    expect(all.slice(0, 2).map(({ signature }) => signature)).toEqual([second, first])
    const older = await connection.getSignaturesForAddress(from.publicKey, {
      before: second,
      limit: 1,
    })
    expect(older.map(({ signature }) => signature)).toEqual([first])
  })

  test('charges the priority fee that the message asks for', async () => {
    const from = await fund()
    const transaction = new Transaction({
      feePayer: from.publicKey,
      ...(await connection.getLatestBlockhash()),
    })
      .add(ComputeBudgetProgram.setComputeUnitLimit({ units: 30_000 }))
      .add(ComputeBudgetProgram.setComputeUnitPrice({ microLamports: 50_001 }))
    transaction.sign(from)
    const signature = await connection.sendRawTransaction(transaction.serialize())
    const found = await connection.getTransaction(signature, { maxSupportedTransactionVersion: 0 })
    expect(found?.meta?.fee).toBe(6501)
    expect(await connection.getBalance(from.publicKey)).toBe(LAMPORTS_PER_SOL - 6501)
  })
})

describe('simulation', () => {
  test('tells the outcome without causing it', async () => {
    const from = await fund()
    const transaction = new Transaction({
      feePayer: from.publicKey,
      ...(await connection.getLatestBlockhash()),
    })
    transaction.add(
      SystemProgram.transfer({ fromPubkey: from.publicKey, toPubkey: from.publicKey, lamports: 5 }),
    )
    const { value } = await connection.simulateTransaction(transaction)
    expect(value.err).toBeNull()
    expect(value.unitsConsumed).toBe(150)
    expect(await connection.getBalance(from.publicKey)).toBe(LAMPORTS_PER_SOL)
  })
})

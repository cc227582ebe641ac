import {
  type AddressLookupTableAccount,
  AddressLookupTableProgram,
  Keypair,
  SystemProgram,
  type TransactionInstruction,
  TransactionMessage,
  VersionedTransaction,
} from '@solana/web3.js'
import { describe, expect, test } from 'vitest'
import { connection, fund, net, runLocalnet } from './rpc-world.ts'
import { resultOf } from './world.ts'

runLocalnet()

describe('lookup tables', () => {
  async function send(
    payer: Keypair,
    instructions: TransactionInstruction[],
    tables: AddressLookupTableAccount[] = [],
  ): Promise<string> {
    const { blockhash } = await connection.getLatestBlockhash()
    const message = new TransactionMessage({
      payerKey: payer.publicKey,
      recentBlockhash: blockhash,
      instructions,
    })
    const transaction = new VersionedTransaction(message.compileToV0Message(tables))
    transaction.sign([payer])
    return connection.sendTransaction(transaction)
  }

  test('made at the current slot serve a transaction in the next', async () => {
    const payer = await fund()
    const to = Keypair.generate().publicKey
    const authority = payer.publicKey
    const [create, table] = AddressLookupTableProgram.createLookupTable({
      authority,
      payer: authority,
      recentSlot: await connection.getSlot(),
    })
    const extend = AddressLookupTableProgram.extendLookupTable({
      lookupTable: table,
      authority,
      payer: authority,
      addresses: [to],
    })
    await send(payer, [create, extend])
    await resultOf(net.url, 'piwa_advanceSlots', [1])
    const { value } = await connection.getAddressLookupTable(table)
    if (value === null) throw new Error('the table is missing')
    const move = SystemProgram.transfer({
      fromPubkey: authority,
      toPubkey: to,
      lamports: 1_000_000,
    })
    const signature = await send(payer, [move], [value])
    const found = await connection.getTransaction(signature, { maxSupportedTransactionVersion: 0 })
    expect(found?.meta?.loadedAddresses?.writable).toEqual([to])
    expect(await connection.getBalance(to)).toBe(1_000_000)
  })
})

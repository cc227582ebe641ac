import {
  Keypair,
  NONCE_ACCOUNT_LENGTH,
  NonceAccount,
  SystemProgram,
  Transaction,
} from '@solana/web3.js'
import { describe, expect, test } from 'vitest'
import { connection, fund, net, runLocalnet } from './rpc-world.ts'
import { resultOf } from './world.ts'

runLocalnet()

describe('durable nonces', () => {
  test('keep a transaction valid after its blockhash would have expired', async () => {
    const from = await fund()
    const nonce = Keypair.generate()
    const authority = from.publicKey
    const lamports = await connection.getMinimumBalanceForRentExemption(NONCE_ACCOUNT_LENGTH)
    const create = new Transaction({
      feePayer: authority,
      ...(await connection.getLatestBlockhash()),
    }).add(
      SystemProgram.createNonceAccount({
        fromPubkey: authority,
        noncePubkey: nonce.publicKey,
        authorizedPubkey: authority,
        lamports,
      }),
    )
    create.sign(from, nonce)
    await connection.sendRawTransaction(create.serialize())
    const account = await connection.getAccountInfo(nonce.publicKey)
    const stored = NonceAccount.fromAccountData(account?.data ?? new Uint8Array())
    const to = Keypair.generate().publicKey
    const transaction = new Transaction({
      feePayer: authority,
      nonceInfo: {
        nonce: stored.nonce,
        nonceInstruction: SystemProgram.nonceAdvance({
          noncePubkey: nonce.publicKey,
          authorizedPubkey: authority,
        }),
      },
    }).add(SystemProgram.transfer({ fromPubkey: authority, toPubkey: to, lamports: 1_000_000 }))
    transaction.sign(from)
    await resultOf(net.url, 'piwa_advanceSlots', [500])
    await connection.sendRawTransaction(transaction.serialize())
    expect(await connection.getBalance(to)).toBe(1_000_000)
  })
})

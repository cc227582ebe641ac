import {
  createAssociatedTokenAccountIdempotentInstruction,
  createTransferCheckedInstruction,
  getAssociatedTokenAddressSync,
} from '@solana/spl-token'
import { Keypair, PublicKey, Transaction, TransactionInstruction } from '@solana/web3.js'
import { describe, expect, test } from 'vitest'
import { connection, fund, net, runLocalnet } from './rpc-world.ts'
import { callRpc, resultOf } from './world.ts'

const RENDER = new PublicKey('rndrizKT3MK1iimdxRdWabcF7Zg7AR5T4nuD4EkHBof')
const MEMO = new PublicKey('MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr')

runLocalnet()

describe('RENDER', () => {
  async function accountOf(owner: PublicKey, atoms: string): Promise<PublicKey> {
    await resultOf(net.url, 'piwa_requestRender', [owner.toBase58(), atoms])
    return getAssociatedTokenAddressSync(RENDER, owner)
  }

  test('comes from the faucet in atoms of eight decimals', async () => {
    const account = await accountOf(Keypair.generate().publicKey, '1234567890')
    const { value } = await connection.getTokenAccountBalance(account)
    expect(value).toMatchObject({ amount: '1234567890', decimals: 8, uiAmountString: '12.3456789' })
  })

  test('adds a second request to the first', async () => {
    const owner = Keypair.generate().publicKey
    await accountOf(owner, '5')
    const { value } = await connection.getTokenAccountBalance(await accountOf(owner, '5'))
    expect(value.amount).toBe('10')
  })

  test('moves by an SPL transfer that shows token balances and its memo', async () => {
    const from = await fund()
    const to = Keypair.generate().publicKey
    const source = await accountOf(from.publicKey, '1000')
    const target = getAssociatedTokenAddressSync(RENDER, to)
    const lifetime = await connection.getLatestBlockhash()
    const transaction = new Transaction({ feePayer: from.publicKey, ...lifetime })
      .add(createAssociatedTokenAccountIdempotentInstruction(from.publicKey, target, to, RENDER))
      .add(createTransferCheckedInstruction(source, RENDER, target, from.publicKey, 400n, 8))
      .add(new TransactionInstruction({ programId: MEMO, keys: [], data: Buffer.from('order 7') }))
    transaction.sign(from)
    const signature = await connection.sendRawTransaction(transaction.serialize())
    const found = await connection.getTransaction(signature, { maxSupportedTransactionVersion: 0 })
    const received = found?.meta?.postTokenBalances?.find(({ owner }) => owner === to.toBase58())
    expect(received).toMatchObject({ mint: RENDER.toBase58(), uiTokenAmount: { amount: '400' } })
    const [newest] = await connection.getSignaturesForAddress(target)
    expect(newest?.memo).toBe('[7] order 7')
    const owned = await connection.getParsedTokenAccountsByOwner(to, { mint: RENDER })
    expect(owned.value[0]?.account.data.parsed.info.tokenAmount.amount).toBe('400')
  })

  test('refuses amounts that are not whole positive atoms', async () => {
    const owner = Keypair.generate().publicKey.toBase58()
    for (const atoms of ['0', '-1', '1.5', '', '9999999999999999999']) {
      const { error } = await callRpc(net.url, 'piwa_requestRender', [owner, atoms])
      expect(error.code).toBe(-32602)
    }
  })
})

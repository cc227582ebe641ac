import {
  createAssociatedTokenAccountIdempotentInstruction,
  createTransferCheckedInstruction,
  getAssociatedTokenAddressSync,
} from '@solana/spl-token'
import {
  type AddressLookupTableAccount,
  AddressLookupTableProgram,
  ComputeBudgetProgram,
  type Connection,
  Keypair,
  LAMPORTS_PER_SOL,
  NONCE_ACCOUNT_LENGTH,
  NonceAccount,
  PublicKey,
  SystemProgram,
  Transaction,
  TransactionInstruction,
  TransactionMessage,
  VersionedTransaction,
} from '@solana/web3.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningLocalnet, startLocalnet } from '../../localnet/server.ts'
import { callRpc, closeConnections, errorOf, openConnection, resultOf } from './world.ts'

const RENDER = new PublicKey('rndrizKT3MK1iimdxRdWabcF7Zg7AR5T4nuD4EkHBof')
const MEMO = new PublicKey('MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr')

let net: RunningLocalnet
let connection: Connection

beforeAll(async () => {
  net = await startLocalnet({ port: 0 })
  connection = openConnection(net.url)
})

afterAll(async () => {
  closeConnections()
  await net.stop()
})

async function fund(lamports = LAMPORTS_PER_SOL): Promise<Keypair> {
  const keypair = Keypair.generate()
  await connection.requestAirdrop(keypair.publicKey, lamports)
  return keypair
}

async function signedTransfer(from: Keypair, to: PublicKey, lamports: number) {
  const lifetime = await connection.getLatestBlockhash()
  const transaction = new Transaction({ feePayer: from.publicKey, ...lifetime }).add(
    SystemProgram.transfer({ fromPubkey: from.publicKey, toPubkey: to, lamports }),
  )
  transaction.sign(from)
  return { wire: transaction.serialize(), lifetime }
}

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

describe('refusals', () => {
  test('refuses a transaction whose blockhash has expired', async () => {
    const from = await fund()
    const { wire, lifetime } = await signedTransfer(from, Keypair.generate().publicKey, 1_000_000)
    await resultOf(net.url, 'piwa_advanceSlots', [151])
    const error = await errorOf(connection.sendRawTransaction(wire, { skipPreflight: true }))
    expect(error.message).toContain('BlockhashNotFound')
    expect((await connection.isBlockhashValid(lifetime.blockhash)).value).toBe(false)
  })

  test('accepts a blockhash in its last slot', async () => {
    const from = await fund()
    const to = Keypair.generate().publicKey
    const { wire, lifetime } = await signedTransfer(from, to, 1_000_000)
    const left = lifetime.lastValidBlockHeight - (await connection.getBlockHeight())
    await resultOf(net.url, 'piwa_advanceSlots', [left - 20])
    await connection.sendRawTransaction(wire)
    expect(await connection.getBalance(to)).toBe(1_000_000)
  })

  test('refuses a wrong signature and charges nothing', async () => {
    const from = await fund()
    const { wire } = await signedTransfer(from, Keypair.generate().publicKey, 1_000_000)
    wire[10] = (wire[10] ?? 0) ^ 1
    const error = await errorOf(connection.sendRawTransaction(wire, { skipPreflight: true }))
    expect(error.message).toContain('signature verification failure')
    expect(await connection.getBalance(from.publicKey)).toBe(LAMPORTS_PER_SOL)
  })

  test('refuses in preflight what would fail, and charges nothing', async () => {
    const from = await fund()
    const { wire } = await signedTransfer(from, Keypair.generate().publicKey, 2 * LAMPORTS_PER_SOL)
    const error = await errorOf(connection.sendRawTransaction(wire))
    expect(error.message).toContain('custom program error: 0x1')
    expect(await connection.getBalance(from.publicKey)).toBe(LAMPORTS_PER_SOL)
  })

  test('records what fails without preflight, and charges the fee alone', async () => {
    const from = await fund()
    const { wire } = await signedTransfer(from, Keypair.generate().publicKey, 2 * LAMPORTS_PER_SOL)
    const signature = await connection.sendRawTransaction(wire, { skipPreflight: true })
    const { value } = await connection.getSignatureStatus(signature)
    expect(value?.err).toEqual({ InstructionError: [0, { Custom: 1 }] })
    expect(await connection.getBalance(from.publicKey)).toBe(LAMPORTS_PER_SOL - 5000)
  })

  test('answers bytes that are no transaction with a parameter error', async () => {
    const { error } = await callRpc(net.url, 'sendTransaction', ['AAAA', { encoding: 'base64' }])
    expect(error.code).toBe(-32602)
  })

  test('answers an unknown method with its name', async () => {
    const { error } = await callRpc(net.url, 'getNothing', [])
    expect(error).toEqual({ code: -32601, message: 'Method not found: getNothing' })
  })

  test('refuses a body above one megabyte', async () => {
    const response = await fetch(net.url, { method: 'POST', body: 'x'.repeat(1024 * 1024 + 1) })
    expect(response.status).toBe(413)
  })

  test('refuses a transaction that was cut short', async () => {
    const from = await fund()
    const { wire } = await signedTransfer(from, from.publicKey, 1)
    const cut = wire.subarray(0, wire.length - 3).toString('base64')
    const { error } = await callRpc(net.url, 'sendTransaction', [cut, { encoding: 'base64' }])
    expect(error.code).toBe(-32602)
  })
})

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

import {
  createInitializeMint2Instruction,
  createMintToInstruction,
  MINT_SIZE,
  createAssociatedTokenAccountIdempotentInstruction as openAccount,
  TOKEN_PROGRAM_ID,
} from '@solana/spl-token'
import {
  AddressLookupTableProgram,
  ComputeBudgetProgram,
  Keypair,
  type PublicKey,
  SystemProgram,
} from '@solana/web3.js'
import { beforeAll, describe, expect, test } from 'vitest'
import { memoOf } from '../../workers/payments/solana-pay.ts'
import {
  accountOf,
  buyerWith,
  memo,
  newOrder,
  receiver,
  sendAs,
  transfer,
  verdictsOn,
  walletOf,
} from './pay-world.ts'
import { connection, fund, net, runLocalnet } from './rpc-world.ts'
import { resultOf } from './world.ts'

runLocalnet()

let vault: Keypair
let buyer: Keypair
beforeAll(async () => {
  vault = await receiver()
  buyer = await buyerWith(1_000_000n)
})

const pay = (atoms: bigint, ...references: PublicKey[]) =>
  transfer({ from: buyer.publicKey, to: vault.publicKey, atoms, references })

const counts = (atoms: bigint) => ({
  ...{ status: 'counts', atoms, payer: walletOf(buyer), late: false },
})

describe('a payment on the chain', () => {
  test('counts what arrived', async () => {
    const order = newOrder()
    await sendAs(buyer, [memo(memoOf(order.id)), pay(125n, order.reference)])
    expect(await verdictsOn(order, vault)).toMatchObject([counts(125n)])
  })

  test('counts once more for what tops it up', async () => {
    const order = newOrder()
    await sendAs(buyer, [pay(100n, order.reference)])
    await sendAs(buyer, [pay(25n, order.reference)])
    expect(await verdictsOn(order, vault)).toMatchObject([counts(100n), counts(25n)])
  })

  test('is late by the time of its block', async () => {
    const order = newOrder(Date.now() - 60_000)
    await sendAs(buyer, [pay(125n, order.reference)])
    expect(await verdictsOn(order, vault)).toMatchObject([{ ...counts(125n), late: true }])
  })

  test('counts among instructions that a wallet put in, before it and after it', async () => {
    const order = newOrder()
    await sendAs(buyer, [
      ComputeBudgetProgram.setComputeUnitLimit({ units: 50_000 }),
      ComputeBudgetProgram.setComputeUnitPrice({ microLamports: 1_000 }),
      pay(125n, order.reference),
      SystemProgram.transfer({
        ...{ fromPubkey: buyer.publicKey, toPubkey: vault.publicKey, lamports: 1_000_000 },
      }),
      memo('guarded'),
    ])
    expect(await verdictsOn(order, vault)).toMatchObject([counts(125n)])
  })

  test('counts the sum of two transfers', async () => {
    const order = newOrder()
    await sendAs(buyer, [pay(100n, order.reference), pay(25n)])
    expect(await verdictsOn(order, vault)).toMatchObject([counts(125n)])
  })

  test('names who gave the tokens, though somebody else sends it', async () => {
    const order = newOrder()
    const relay = await fund()
    await sendAs(relay, [pay(125n, order.reference)], { signers: [buyer] })
    expect(await verdictsOn(order, vault)).toMatchObject([counts(125n)])
  })

  test('counts where its accounts come from a lookup table', async () => {
    const order = newOrder()
    const authority = buyer.publicKey
    const [create, table] = AddressLookupTableProgram.createLookupTable({
      ...{ authority, payer: authority, recentSlot: await connection.getSlot() },
    })
    const extend = AddressLookupTableProgram.extendLookupTable({
      ...{ lookupTable: table, authority, payer: authority },
      addresses: [accountOf(vault.publicKey), order.reference],
    })
    await sendAs(buyer, [create, extend])
    await resultOf(net.url, 'piwa_advanceSlots', [1])
    const { value } = await connection.getAddressLookupTable(table)
    if (value === null) throw new Error('the table is missing')
    await sendAs(buyer, [pay(125n, order.reference)], { tables: [value] })
    expect(await verdictsOn(order, vault)).toContainEqual(expect.objectContaining(counts(125n)))
  })

  test('with two references is found by each of them', async () => {
    const [one, two] = [newOrder(), newOrder()]
    await sendAs(buyer, [pay(125n, one.reference, two.reference)])
    expect(await verdictsOn(one, vault)).toMatchObject([counts(125n)])
    expect(await verdictsOn(two, vault)).toMatchObject([counts(125n)])
  })
})

describe('no payment', () => {
  const ignored = (reason: string) => [{ status: 'ignored', reason }]

  test('is found for an order that nobody paid', async () => {
    expect(await verdictsOn(newOrder(), vault)).toEqual([])
  })

  test('is one to another wallet', async () => {
    const order = newOrder()
    const other = await receiver()
    const { publicKey } = other
    const references = [order.reference]
    await sendAs(buyer, [
      transfer({ from: buyer.publicKey, to: publicKey, atoms: 125n, references }),
    ])
    expect(await verdictsOn(order, vault)).toEqual(ignored('wrong_vault'))
  })

  test('is one that only names the reference', async () => {
    const order = newOrder()
    const naming = SystemProgram.transfer({
      ...{ fromPubkey: buyer.publicKey, toPubkey: order.reference, lamports: 1_000_000 },
    })
    await sendAs(buyer, [naming])
    expect(await verdictsOn(order, vault)).toEqual(ignored('nothing_arrived'))
  })

  test('is one that failed', async () => {
    const order = newOrder()
    await sendAs(buyer, [pay(10n ** 12n, order.reference)])
    expect(await verdictsOn(order, vault)).toEqual([])
  })

  test('is one in another token', async () => {
    const order = newOrder()
    const mint = await worthlessMint()
    const references = [order.reference]
    await sendAs(buyer, [
      transfer({ from: buyer.publicKey, to: vault.publicKey, atoms: 125n, references, mint }),
    ])
    expect(await verdictsOn(order, vault)).toEqual(ignored('wrong_mint'))
  })
})

/** A token of nobody, of which the buyer has plenty and the vault has an account. */
async function worthlessMint(): Promise<PublicKey> {
  const mint = Keypair.generate()
  const payer = buyer.publicKey
  const lamports = await connection.getMinimumBalanceForRentExemption(MINT_SIZE)
  const [ours, theirs] = [buyer, vault].map(({ publicKey }) => ({
    owner: publicKey,
    account: accountOf(publicKey, mint.publicKey),
  }))
  if (ours === undefined || theirs === undefined) throw new Error('two accounts are needed')
  await sendAs(
    buyer,
    [
      SystemProgram.createAccount({
        ...{ fromPubkey: payer, newAccountPubkey: mint.publicKey, lamports },
        ...{ space: MINT_SIZE, programId: TOKEN_PROGRAM_ID },
      }),
      createInitializeMint2Instruction(mint.publicKey, 8, payer, null),
      openAccount(payer, ours.account, ours.owner, mint.publicKey),
      openAccount(payer, theirs.account, theirs.owner, mint.publicKey),
      createMintToInstruction(mint.publicKey, ours.account, payer, 1_000n),
    ],
    { signers: [mint] },
  )
  return mint.publicKey
}

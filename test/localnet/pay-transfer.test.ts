import {
  createAssociatedTokenAccountIdempotentInstruction,
  createTransferInstruction,
} from '@solana/spl-token'
import { Keypair, Transaction, VersionedTransaction } from '@solana/web3.js'
import { beforeAll, describe, expect, test } from 'vitest'
import { Refusal } from '../../domain/errors.ts'
import { atoms } from '../../domain/money.ts'
import { agreedAnswer, anyBlockhash } from '../../workers/payments/endpoints.ts'
import { readSignedTransfer } from '../../workers/payments/signed-transfer.ts'
import { buildTransfer, memoOf, transferUrl } from '../../workers/payments/solana-pay.ts'
import { sendToAll } from '../../workers/payments/submit.ts'
import {
  accountOf,
  buyerWith,
  endpoints,
  memo,
  newOrder,
  RENDER,
  receiver,
  type TestOrder,
  transfer,
  verdictsOn,
  walletOf,
} from './pay-world.ts'
import { connection, runLocalnet } from './rpc-world.ts'

runLocalnet()

let vault: Keypair
let buyer: Keypair
beforeAll(async () => {
  vault = await receiver()
  buyer = await buyerWith(1_000_000n)
})

async function unsigned(order: TestOrder, due = 125n, payer = buyer): Promise<Transaction> {
  const wire = buildTransfer({
    order: { id: order.id, reference: order.reference.toBase58() },
    ...{ payer: walletOf(payer), vault: walletOf(vault), dueAtoms: atoms(due) },
    blockhash: await anyBlockhash(endpoints()),
  })
  return Transaction.from(Buffer.from(wire, 'base64'))
}

function signed(transaction: Transaction, signer = buyer): string {
  transaction.partialSign(signer)
  return transaction.serialize().toString('base64')
}

async function freshTransaction(...instructions: Transaction['instructions']) {
  const lifetime = await connection.getLatestBlockhash()
  return new Transaction({ feePayer: buyer.publicKey, ...lifetime }).add(...instructions)
}

const read = (wire: string, order: TestOrder) =>
  readSignedTransfer(wire, { reference: order.reference.toBase58(), vault: walletOf(vault) })

const issueOf = async (work: Promise<unknown>): Promise<string | undefined> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof Refusal)) throw error ?? new Error('was not refused')
  expect(error.code).toBe('PAYMENT_INVALID')
  return error.context.issue
}

describe('the payment that is prepared', () => {
  test('pays what is due once it is signed and sent', async () => {
    const order = newOrder()
    const wire = signed(await unsigned(order))
    const { atoms: paid, feePayer, ...transfer } = await read(wire, order)
    expect({ paid, feePayer }).toEqual({ paid: 125n, feePayer: walletOf(buyer) })
    await sendToAll(endpoints(), transfer.wire)
    expect(await verdictsOn(order, vault)).toMatchObject([{ status: 'counts', atoms: 125n }])
    expect(await connection.getTransaction(transfer.signature)).not.toBeNull()
  })

  test('names the order in its memo, but not by its id', async () => {
    const order = newOrder()
    await sendToAll(endpoints(), signed(await unsigned(order)))
    const [listed] = await connection.getSignaturesForAddress(order.reference)
    expect(listed?.memo).toContain(memoOf(order.id))
    expect(listed?.memo).not.toContain(order.id)
  })

  test('moves once when it is sent twice', async () => {
    const order = newOrder()
    const wire = signed(await unsigned(order))
    await sendToAll(endpoints(), wire)
    await sendToAll(endpoints(), wire)
    expect(await verdictsOn(order, vault)).toHaveLength(1)
  })

  test('fits in one packet', async () => {
    const wire = signed(await unsigned(newOrder(), 2n ** 63n - 1n))
    expect(Buffer.from(wire, 'base64').length).toBeLessThan(500)
  })

  test('is refused with the reason of the cluster where the buyer has too little', async () => {
    const poor = await buyerWith(1n)
    const wire = signed(await unsigned(newOrder(), 125n, poor), poor)
    expect(await issueOf(sendToAll(endpoints(), wire))).toMatch(/simulation failed/i)
  })
})

describe('a signed transaction that a buyer hands over', () => {
  const pay = (order: TestOrder, to = vault) =>
    transfer({
      ...{ from: buyer.publicKey, to: to.publicKey, atoms: 125n },
      references: [order.reference],
    })

  test('may hold instructions that the wallet put in', async () => {
    const order = newOrder()
    const wire = signed(await freshTransaction(memo('before'), pay(order), memo('after')))
    expect(await read(wire, order)).toMatchObject({ atoms: 125n })
  })

  test('may be a plain transfer', async () => {
    const order = newOrder()
    const [from, to] = [accountOf(buyer.publicKey), accountOf(vault.publicKey)]
    const plain = createTransferInstruction(from, to, buyer.publicKey, 125n)
    plain.keys.push({ pubkey: order.reference, isSigner: false, isWritable: false })
    expect(await read(signed(await freshTransaction(plain)), order)).toMatchObject({ atoms: 125n })
  })

  test('may be of version 0', async () => {
    const order = newOrder()
    const message = (await freshTransaction(pay(order))).compileMessage()
    const transaction = new VersionedTransaction(message)
    transaction.sign([buyer])
    const wire = Buffer.from(transaction.serialize()).toString('base64')
    expect(await read(wire, order)).toMatchObject({ atoms: 125n })
  })

  test('is sent as it was signed, whatever its base64 looks like', async () => {
    const order = newOrder()
    const wire = signed(await freshTransaction(pay(order)))
    expect((await read(wire.replace(/=+$/, ''), order)).wire).toBe(wire)
  })

  test.each<[string, (order: TestOrder) => Promise<string>, RegExp]>([
    ['is no base64', async () => '****', /not a transaction/],
    ['is empty', async () => '', /not a transaction/],
    ['is cut off', async (order) => signed(await unsigned(order)).slice(0, 400), /./],
    [
      'is not signed',
      async (order) =>
        (await unsigned(order))
          .serialize({ verifySignatures: false, requireAllSignatures: false })
          .toString('base64'),
      /not signed/,
    ],
    [
      'was changed after it was signed',
      async (order) => tampered(signed(await unsigned(order))),
      /not signed/,
    ],
    ['pays another order', async () => signed(await unsigned(newOrder())), /reference/],
    [
      'pays another wallet',
      async (order) => signed(await freshTransaction(pay(order, Keypair.generate()))),
      /no RENDER to the vault/,
    ],
    ['pays nothing', async (order) => signed(await unsigned(order, 0n)), /no RENDER to the vault/],
    [
      'only opens an account for the vault',
      async ({ reference }) => {
        const { publicKey } = buyer
        const [account, owner] = [accountOf(vault.publicKey), vault.publicKey]
        const opening = createAssociatedTokenAccountIdempotentInstruction(
          ...([publicKey, account, owner, RENDER] as const),
        )
        opening.keys.push({ pubkey: reference, isSigner: false, isWritable: false })
        return signed(await freshTransaction(opening))
      },
      /no RENDER to the vault/,
    ],
  ])('is refused where it %s', async (_, make, issue) => {
    const order = newOrder()
    expect(await issueOf(read(await make(order), order))).toMatch(issue)
  })

  /** With the last byte of its last instruction changed. */
  function tampered(wire: string): string {
    const bytes = Buffer.from(wire, 'base64')
    const last = bytes.length - 2
    bytes[last] = (bytes[last] ?? 0) ^ 1
    return bytes.toString('base64')
  }
})

test('a Solana Pay URL states the amount in RENDER, without a loss, and blanks as %20', () => {
  const order = newOrder()
  const reference = order.reference.toBase58()
  const url = transferUrl(
    { id: order.id, reference, version: '1.0.0', assetCount: 512 },
    ...([atoms(90_071_992_547_409_931n), walletOf(vault)] as const),
  )
  expect(url).toBe(
    `solana:${walletOf(vault)}?amount=900719925.47409931&spl-token=${RENDER.toBase58()}` +
      `&reference=${reference}&label=Piwa` +
      `&message=License%20of%20512%20assets%20of%20version%201.0.0&memo=${memoOf(order.id)}`,
  )
})

test('endpoints of one cluster name it alike', async () => {
  const name = await agreedAnswer(endpoints(), (rpc) => rpc.genesisHash())
  expect(name).toBe(await connection.getGenesisHash())
})

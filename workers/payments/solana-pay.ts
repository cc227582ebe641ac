import {
  AccountRole,
  type Address,
  address,
  appendTransactionMessageInstructions,
  blockhash,
  compileTransaction,
  createTransactionMessage,
  getAddressDecoder,
  getAddressEncoder,
  getBase64EncodedWireTransaction,
  type Instruction,
  isOffCurveAddress,
  pipe,
  setTransactionMessageFeePayer,
  setTransactionMessageLifetimeUsingBlockhash,
} from '@solana/kit'
import { concatBytes, toHex } from '../../domain/bytes.ts'
import type { OrderId, Wallet } from '../../domain/ids.ts'
import type { Atoms } from '../../domain/money.ts'
import { decimalRender, RENDER_DECIMALS, RENDER_MINT } from '../../domain/payment/render-token.ts'
import { sha256 } from '../../signing/sha256.ts'

export const TOKEN_PROGRAM = address('TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA')
const ASSOCIATED_TOKEN_PROGRAM = address('ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL')
// Named, because libraries have begun to mean another deployment of it.
const MEMO_PROGRAM = address('MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr')

export const TRANSFER_CHECKED = 12

export const LABEL = 'Piwa'

const MEMO_HASH_BYTES = 8

interface PaidOrder {
  readonly id: OrderId
  readonly reference: string
}

interface OrderContent {
  readonly version: string
  readonly assetCount: number
}

/** What a buyer reads in the wallet. */
export const messageOf = ({ version, assetCount }: OrderContent): string =>
  `License of ${assetCount} assets of version ${version}`

/**
 * What a payment's memo says of its order. Everyone can read it for ever, and whoever knows an
 * order's id is given its license: so it is not the id.
 */
export function memoOf(orderId: OrderId): string {
  const hash = sha256(new TextEncoder().encode(`piwa-memo/1 ${orderId}`))
  return `piwa-${toHex(hash.subarray(0, MEMO_HASH_BYTES))}`
}

/** A Solana Pay transfer request: what a QR code holds, and what wallets open. */
export function transferUrl(
  order: PaidOrder & OrderContent,
  dueAtoms: Atoms,
  vault: Wallet,
): string {
  const fields = {
    amount: decimalRender(dueAtoms),
    'spl-token': RENDER_MINT,
    reference: order.reference,
    label: LABEL,
    message: messageOf(order),
    memo: memoOf(order.id),
  }
  // Wallets decode percent signs; a plus would stay one.
  const query = Object.entries(fields).map(([name, text]) => `${name}=${encodeURIComponent(text)}`)
  return `solana:${vault}?${query.join('&')}`
}

/** Appended to what a program's own addresses are derived from. */
const PROGRAM_MARKER = new TextEncoder().encode('ProgramDerivedAddress')
const BUMP_MAX = 255

/**
 * The token account of a wallet in which payments of RENDER are expected: the first address, by its
 * last seed, that is no point of the curve, so that nobody has its key. Derived here, because
 * bundlers for Workers pick a build of kit whose own function asks for a browser's page.
 */
export function renderAccountOf(wallet: string): Address {
  const seeds = [wallet, TOKEN_PROGRAM, RENDER_MINT].map(keyBytes)
  const end = [keyBytes(ASSOCIATED_TOKEN_PROGRAM), PROGRAM_MARKER]
  for (let bump = BUMP_MAX; bump >= 0; bump -= 1) {
    const hash = sha256(concatBytes(...seeds, Uint8Array.of(bump), ...end))
    const derived = getAddressDecoder().decode(hash)
    if (isOffCurveAddress(derived)) return derived
  }
  throw new RangeError(`no token account can be derived for ${wallet}`)
}

const keyBytes = (key: string): Uint8Array =>
  Uint8Array.from(getAddressEncoder().encode(address(key)))

export interface TransferParts {
  readonly order: PaidOrder
  readonly payer: Wallet
  readonly vault: Wallet
  readonly dueAtoms: Atoms
  readonly blockhash: string
}

/** The unsigned payment in base64, with the payer paying its fee. Every wallet signs its version. */
export function buildTransfer(parts: TransferParts): string {
  const instructions = [memoInstruction(memoOf(parts.order.id)), transferInstruction(parts)]
  const message = pipe(
    createTransactionMessage({ version: 'legacy' }),
    (empty) => setTransactionMessageFeePayer(address(parts.payer), empty),
    (paid) =>
      setTransactionMessageLifetimeUsingBlockhash(
        // The last valid height is the sender's affair and is not part of the bytes.
        { blockhash: blockhash(parts.blockhash), lastValidBlockHeight: 0n },
        paid,
      ),
    (timed) => appendTransactionMessageInstructions(instructions, timed),
  )
  return getBase64EncodedWireTransaction(compileTransaction(message))
}

const memoInstruction = (memo: string): Instruction => ({
  programAddress: MEMO_PROGRAM,
  data: new TextEncoder().encode(memo),
})

function transferInstruction({ order, payer, vault, dueAtoms }: TransferParts): Instruction {
  const data = new Uint8Array(10)
  data[0] = TRANSFER_CHECKED
  new DataView(data.buffer).setBigUint64(1, dueAtoms, true)
  data[9] = RENDER_DECIMALS
  return {
    programAddress: TOKEN_PROGRAM,
    accounts: [
      { address: renderAccountOf(payer), role: AccountRole.WRITABLE },
      { address: address(RENDER_MINT), role: AccountRole.READONLY },
      { address: renderAccountOf(vault), role: AccountRole.WRITABLE },
      { address: address(payer), role: AccountRole.READONLY_SIGNER },
      { address: address(order.reference), role: AccountRole.READONLY },
    ],
    data,
  }
}

import {
  AccountRole,
  type Address,
  address,
  appendTransactionMessageInstructions,
  blockhash,
  compileTransaction,
  createTransactionMessage,
  getAddressEncoder,
  getBase64EncodedWireTransaction,
  getProgramDerivedAddress,
  type Instruction,
  pipe,
  setTransactionMessageFeePayer,
  setTransactionMessageLifetimeUsingBlockhash,
} from '@solana/kit'
import type { OrderId, Wallet } from '../../domain/ids.ts'
import type { Atoms } from '../../domain/money.ts'
import { decimalRender, RENDER_DECIMALS, RENDER_MINT } from '../../domain/payment/render-token.ts'

export const TOKEN_PROGRAM = address('TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA')
const ASSOCIATED_TOKEN_PROGRAM = address('ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL')
// Named, because libraries have begun to mean another deployment of it.
const MEMO_PROGRAM = address('MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr')

export const TRANSFER_CHECKED = 12

export const LABEL = 'Piwa'

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
    memo: order.id,
  }
  // Wallets decode percent signs; a plus would stay one.
  const query = Object.entries(fields).map(([name, text]) => `${name}=${encodeURIComponent(text)}`)
  return `solana:${vault}?${query.join('&')}`
}

/** The token account of a wallet in which payments of RENDER are expected. */
export async function renderAccountOf(wallet: Wallet): Promise<Address> {
  const encoder = getAddressEncoder()
  const [account] = await getProgramDerivedAddress({
    programAddress: ASSOCIATED_TOKEN_PROGRAM,
    seeds: [wallet, TOKEN_PROGRAM, RENDER_MINT].map((part) => encoder.encode(address(part))),
  })
  return account
}

export interface TransferParts {
  readonly order: PaidOrder
  readonly payer: Wallet
  readonly vault: Wallet
  readonly dueAtoms: Atoms
  readonly blockhash: string
}

/** The unsigned payment in base64, with the payer paying its fee. Every wallet signs its version. */
export async function buildTransfer(parts: TransferParts): Promise<string> {
  const instructions = [memoInstruction(parts.order.id), await transferInstruction(parts)]
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

async function transferInstruction({
  order,
  payer,
  vault,
  dueAtoms,
}: TransferParts): Promise<Instruction> {
  const [source, destination] = await Promise.all([renderAccountOf(payer), renderAccountOf(vault)])
  const data = new Uint8Array(10)
  data[0] = TRANSFER_CHECKED
  new DataView(data.buffer).setBigUint64(1, dueAtoms, true)
  data[9] = RENDER_DECIMALS
  return {
    programAddress: TOKEN_PROGRAM,
    accounts: [
      { address: source, role: AccountRole.WRITABLE },
      { address: address(RENDER_MINT), role: AccountRole.READONLY },
      { address: destination, role: AccountRole.WRITABLE },
      { address: address(payer), role: AccountRole.READONLY_SIGNER },
      { address: address(order.reference), role: AccountRole.READONLY },
    ],
    data,
  }
}

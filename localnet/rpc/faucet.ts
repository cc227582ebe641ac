import {
  createAssociatedTokenAccountIdempotentInstruction,
  createMintToInstruction,
  getAssociatedTokenAddressSync,
} from '@solana/spl-token'
import {
  PublicKey,
  SystemProgram,
  type TransactionInstruction,
  TransactionMessage,
  VersionedTransaction,
} from '@solana/web3.js'
import { type Chain, tick } from '../chain.ts'
import { faucetKeypair, RENDER_MINT } from '../render-mint.ts'
import { submitTransaction } from '../submit.ts'
import { addressAt, integerAt, invalid, type Methods, textAt } from './params.ts'

/** One million SOL a request. */
const AIRDROP_LAMPORTS_MAX = 1_000_000_000_000_000
/** Far above RENDER's supply, and below what a token account can hold. */
const RENDER_ATOMS_MAX = 10n ** 18n

const faucet = faucetKeypair()

/** Sends as the faucet. A new slot first: equal requests must not share a blockhash. */
function sendAsFaucet(chain: Chain, instructions: TransactionInstruction[]): string {
  tick(chain)
  const message = new TransactionMessage({
    payerKey: faucet.publicKey,
    recentBlockhash: chain.svm.latestBlockhash(),
    instructions,
  })
  const transaction = new VersionedTransaction(message.compileToV0Message())
  transaction.sign([faucet])
  return submitTransaction(chain, transaction.serialize(), { skipPreflight: false })
}

function parseAtoms(text: string): bigint {
  if (!/^\d{1,19}$/.test(text)) throw invalid('atoms is not a string of decimal digits')
  const atoms = BigInt(text)
  if (atoms === 0n || atoms > RENDER_ATOMS_MAX) throw invalid(`atoms is not 1..${RENDER_ATOMS_MAX}`)
  return atoms
}

export const faucetMethods: Methods = {
  requestAirdrop(chain, params) {
    const toPubkey = new PublicKey(addressAt(params, 0, 'address'))
    const range = { name: 'lamports', least: 1, most: AIRDROP_LAMPORTS_MAX }
    const lamports = integerAt(params, 1, range)
    return sendAsFaucet(chain, [
      SystemProgram.transfer({ fromPubkey: faucet.publicKey, toPubkey, lamports }),
    ])
  },

  /** Mints RENDER to the owner's associated token account, which is made where it is missing. */
  piwa_requestRender(chain, params) {
    const owner = new PublicKey(addressAt(params, 0, 'owner'))
    const atoms = parseAtoms(textAt(params, 1, 'atoms'))
    const mint = new PublicKey(RENDER_MINT)
    const account = getAssociatedTokenAddressSync(mint, owner, true)
    const { publicKey } = faucet
    return sendAsFaucet(chain, [
      createAssociatedTokenAccountIdempotentInstruction(publicKey, account, owner, mint),
      createMintToInstruction(mint, account, publicKey, atoms),
    ])
  },
}

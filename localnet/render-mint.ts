import { createHash } from 'node:crypto'
import { Keypair } from '@solana/web3.js'
import type { Account } from './account.ts'
import { SYSTEM, TOKEN } from './program-ids.ts'

export const RENDER_MINT = 'rndrizKT3MK1iimdxRdWabcF7Zg7AR5T4nuD4EkHBof'
export const RENDER_DECIMALS = 8

const MINT_BYTES = 82
const MINT_LAMPORTS = 1_461_600n

/** Below 2^53, so that balances survive JSON without rounding. */
const FAUCET_LAMPORTS = 9_000_000_000_000_000n

/**
 * The local faucet: it holds SOL and is RENDER's mint authority here. Its key is derived from a
 * public constant, so it is worth nothing on any other network.
 */
export function faucetKeypair(): Keypair {
  return Keypair.fromSeed(createHash('sha256').update('piwa localnet faucet').digest())
}

export function renderMintAccount(): Account {
  const data = Buffer.alloc(MINT_BYTES)
  data.writeUInt32LE(1, 0)
  data.set(faucetKeypair().publicKey.toBytes(), 4)
  data[44] = RENDER_DECIMALS
  data[45] = 1
  return {
    address: RENDER_MINT,
    lamports: MINT_LAMPORTS,
    data: new Uint8Array(data),
    owner: TOKEN,
    executable: false,
  }
}

export function faucetAccount(): Account {
  return {
    address: faucetKeypair().publicKey.toBase58(),
    lamports: FAUCET_LAMPORTS,
    data: new Uint8Array(0),
    owner: SYSTEM,
    executable: false,
  }
}

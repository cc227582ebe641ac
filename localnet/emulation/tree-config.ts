import { PublicKey } from '@solana/web3.js'
import { BUBBLEGUM } from '../program-ids.ts'
import { ensure } from './program-failure.ts'

export const TREE_CONFIG_BYTES = 96
const DISCRIMINATOR = Uint8Array.from([122, 245, 175, 248, 171, 34, 0, 207])
const DECOMPRESSION_DISABLED = 1
const PDA_CACHE_MAX = 1000

export type TreeVersion = 'V1' | 'V2'

export interface TreeConfig {
  creator: Uint8Array
  delegate: Uint8Array
  capacity: bigint
  minted: bigint
  isPublic: boolean
  version: TreeVersion
}

const bubblegum = new PublicKey(BUBBLEGUM)
const configAddresses = new Map<string, string>()

export function treeConfigAddress(tree: string): string {
  const known = configAddresses.get(tree)
  if (known !== undefined) return known
  const [config] = PublicKey.findProgramAddressSync([new PublicKey(tree).toBytes()], bubblegum)
  if (configAddresses.size >= PDA_CACHE_MAX) configAddresses.clear()
  configAddresses.set(tree, config.toBase58())
  return config.toBase58()
}

export function assetId(tree: string, nonce: bigint): PublicKey {
  const seed = Buffer.alloc(8)
  seed.writeBigUInt64LE(nonce)
  const seeds = [Buffer.from('asset'), new PublicKey(tree).toBytes(), seed]
  return PublicKey.findProgramAddressSync(seeds, bubblegum)[0]
}

export function encodeTreeConfig(config: TreeConfig): Uint8Array {
  const bytes = Buffer.alloc(TREE_CONFIG_BYTES)
  bytes.set(DISCRIMINATOR, 0)
  bytes.set(config.creator, 8)
  bytes.set(config.delegate, 40)
  bytes.writeBigUInt64LE(config.capacity, 72)
  bytes.writeBigUInt64LE(config.minted, 80)
  bytes[88] = config.isPublic ? 1 : 0
  bytes[89] = DECOMPRESSION_DISABLED
  bytes[90] = config.version === 'V2' ? 1 : 0
  return new Uint8Array(bytes)
}

export function decodeTreeConfig(data: Uint8Array): TreeConfig {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength)
  const isConfig = bytes.length === TREE_CONFIG_BYTES && bytes.subarray(0, 8).equals(DISCRIMINATOR)
  ensure(isConfig, 'AccountDiscriminatorMismatch')
  return {
    creator: bytes.subarray(8, 40),
    delegate: bytes.subarray(40, 72),
    capacity: bytes.readBigUInt64LE(72),
    minted: bytes.readBigUInt64LE(80),
    isPublic: bytes[88] === 1,
    version: bytes[90] === 1 ? 'V2' : 'V1',
  }
}

import {
  getMetadataArgsSerializer,
  getMetadataArgsV2Serializer,
  TokenStandard,
} from '@metaplex-foundation/mpl-bubblegum'
import { unwrapOption } from '@metaplex-foundation/umi'
import { PublicKey } from '@solana/web3.js'
import { keccak } from './keccak.ts'
import { ensure, ProgramFailure } from './program-failure.ts'
import type { TreeVersion } from './tree-config.ts'

const NAME_BYTES_MAX = 32
const SYMBOL_BYTES_MAX = 10
const URI_BYTES_MAX = 200
const CREATORS_MAX = 5
const BASIS_POINTS_MAX = 10_000

export interface Creator {
  address: string
  verified: boolean
  share: number
}

/** The metadata of a mint, the same for V1 and V2, with the bytes that the data hash covers. */
export interface Metadata {
  name: string
  symbol: string
  uri: string
  sellerFeeBasisPoints: number
  primarySaleHappened: boolean
  isMutable: boolean
  tokenStandard: TokenStandard | null
  collection: { key: string; verified: boolean } | null
  editionNonce: number | null
  creators: Creator[]
  bytes: Uint8Array
}

function decodeV1(data: Uint8Array): Metadata {
  const [args, end] = getMetadataArgsSerializer().deserialize(data)
  const collection = unwrapOption(args.collection)
  return {
    ...args,
    tokenStandard: unwrapOption(args.tokenStandard),
    editionNonce: unwrapOption(args.editionNonce),
    collection: collection && { key: collection.key, verified: collection.verified },
    bytes: data.subarray(0, end),
  }
}

function decodeV2(data: Uint8Array): { metadata: Metadata; rest: Uint8Array } {
  const [args, end] = getMetadataArgsV2Serializer().deserialize(data)
  const collection = unwrapOption(args.collection)
  const metadata = {
    ...args,
    tokenStandard: unwrapOption(args.tokenStandard),
    editionNonce: null,
    collection: collection && { key: collection, verified: true },
    bytes: data.subarray(0, end),
  }
  return { metadata, rest: data.subarray(end) }
}

/** Reads a mint's arguments after its discriminator. */
export function decodeMintMetadata(version: TreeVersion, data: Uint8Array): Metadata {
  try {
    if (version === 'V1') return decodeV1(data)
    const { metadata, rest } = decodeV2(data)
    ensure(rest.length >= 2, 'InstructionDidNotDeserialize')
    ensure(rest[0] === 0 && rest[1] === 0, 'NotAvailable')
    return metadata
  } catch (error) {
    if (error instanceof ProgramFailure) throw error
    throw new ProgramFailure('InstructionDidNotDeserialize')
  }
}

function ensureCreators(creators: readonly Creator[]): void {
  if (creators.length === 0) return
  ensure(creators.length <= CREATORS_MAX, 'CreatorsTooLong')
  const addresses = new Set(creators.map(({ address }) => address))
  ensure(addresses.size === creators.length, 'DuplicateCreatorAddress')
  const total = creators.reduce((sum, { share }) => sum + share, 0)
  ensure(total === 100, 'CreatorShareTotalMustBe100')
}

/** The checks of the real program, in its order. `authorities` signed, so they may be verified. */
export function ensureMintable(
  metadata: Metadata,
  version: TreeVersion,
  authorities: ReadonlySet<string>,
): void {
  ensure(Buffer.byteLength(metadata.name) <= NAME_BYTES_MAX, 'MetadataNameTooLong')
  ensure(Buffer.byteLength(metadata.symbol) <= SYMBOL_BYTES_MAX, 'MetadataSymbolTooLong')
  ensure(Buffer.byteLength(metadata.uri) <= URI_BYTES_MAX, 'MetadataUriTooLong')
  ensure(metadata.sellerFeeBasisPoints <= BASIS_POINTS_MAX, 'MetadataBasisPointsTooHigh')
  ensureCreators(metadata.creators)
  const verifiedCollection = version === 'V1' && metadata.collection?.verified === true
  ensure(!verifiedCollection, 'CollectionCannotBeVerifiedInThisInstruction')
  ensure(metadata.tokenStandard === TokenStandard.NonFungible, 'InvalidTokenStandard')
  const unproven = metadata.creators.some((c) => c.verified && !authorities.has(c.address))
  ensure(!unproven, 'CreatorDidNotVerify')
}

export function hashMetadata(metadata: Metadata): Uint8Array {
  const basisPoints = Buffer.alloc(2)
  basisPoints.writeUInt16LE(metadata.sellerFeeBasisPoints)
  return keccak(keccak(metadata.bytes), basisPoints)
}

export function hashCreators(creators: readonly Creator[]): Uint8Array {
  const parts = creators.flatMap(({ address, verified, share }) => [
    new PublicKey(address).toBytes(),
    Uint8Array.of(verified ? 1 : 0, share),
  ])
  return keccak(...parts)
}

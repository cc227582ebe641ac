import { getLeafSchemaSerializer } from '@metaplex-foundation/mpl-bubblegum'
import bs58 from 'bs58'
import { NOOP } from './programs.ts'
import type { LandedTransaction } from './solana-rpc.ts'

export interface Leaf {
  readonly assetId: string
  readonly leafIndex: number
}

// Event type, version and payload kind, each with its length or tag, come before the leaf.
const EVENT_HEAD_BYTES = 8

/**
 * The leaf of every mint, in the order of the instructions: Bubblegum states each one to the no-op
 * program. Throws for an answer that lacks one, because a finalized mint cannot.
 */
export function readLeaves(landed: LandedTransaction, owner: string, count: number): Leaf[] {
  return Array.from({ length: count }, (_, index) => readLeaf(landed, owner, index))
}

function readLeaf(landed: LandedTransaction, owner: string, index: number): Leaf {
  const keys = landed.transaction.message.accountKeys
  const group = landed.meta.innerInstructions.find((candidate) => candidate.index === index)
  const event = group?.instructions.find(({ programIdIndex }) => keys[programIdIndex] === NOOP)
  if (event === undefined) throw new Error(`no leaf event for instruction ${index}`)

  const [leaf] = getLeafSchemaSerializer().deserialize(
    bs58.decode(event.data).subarray(EVENT_HEAD_BYTES),
  )
  if (leaf.owner !== owner) throw new Error(`leaf ${leaf.id} belongs to ${leaf.owner}`)
  return { assetId: leaf.id, leafIndex: Number(leaf.nonce) }
}

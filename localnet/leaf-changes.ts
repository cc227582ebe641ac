import bs58 from 'bs58'
import { decodeEvent, type LeafEvent } from './emulation/events.ts'
import { instructionName } from './emulation/instruction-names.ts'
import { decodeMintMetadata, type Metadata } from './emulation/metadata.ts'
import { BUBBLEGUM, NOOP_PROGRAMS } from './program-ids.ts'
import type { InnerGroup, TransactionView } from './transaction-view.ts'

/** A leaf as one transaction left it; `metadata` is known only where it was minted. */
export interface LeafChange {
  tree: string
  index: number
  sequence: bigint
  event: LeafEvent
  metadata: Metadata | undefined
}

function mintMetadata(data: Uint8Array): Metadata | undefined {
  const name = instructionName(data)
  if (name === 'mint_v1') return decodeMintMetadata('V1', data.subarray(8))
  return name === 'mint_v2' ? decodeMintMetadata('V2', data.subarray(8)) : undefined
}

function readGroup(view: TransactionView, group: InnerGroup): LeafChange[] {
  const outer = view.instructions[group.index]
  if (outer === undefined || outer.program !== BUBBLEGUM) return []
  const changes: LeafChange[] = []
  let pending: LeafEvent | undefined
  for (const { programIdIndex, data } of group.instructions) {
    if (!NOOP_PROGRAMS.has(view.keys[programIdIndex] ?? '')) continue
    const event = decodeEvent(data)
    if (event?.kind === 'leaf') pending = event
    if (event?.kind !== 'change' || pending === undefined) continue
    changes.push({
      tree: bs58.encode(event.tree),
      index: event.index,
      sequence: event.sequence,
      event: pending,
      metadata: mintMetadata(outer.data),
    })
    pending = undefined
  }
  return changes
}

/**
 * Reads new and changed leaves the way an indexer does: from the events that the programs wrote
 * through the noop program. The real programs and the emulation write the same ones.
 */
export function readLeafChanges(view: TransactionView, inner: readonly InnerGroup[]): LeafChange[] {
  return inner.flatMap((group) => readGroup(view, group))
}

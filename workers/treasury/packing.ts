import { TRANSACTION_BYTES_MAX } from './programs.ts'

/** Most mints in one transaction; the cluster's instruction trace would stop at 12. */
export const MINTS_PER_TRANSACTION_MAX = 9

export interface CollectibleText {
  readonly name: string
  readonly uri: string
}

/** A run of consecutive assets of one request that shares a transaction on one tree. */
export interface Pack {
  readonly tree: number
  readonly from: number
  readonly count: number
}

/** A tree by its number, with the leaves that no transaction has reserved yet. */
export interface TreeRoom {
  readonly number: number
  readonly room: number
}

/** What a holder sees; the index is the asset's place in the provenance log. */
export function collectibleText(metadataUrl: string, logIndex: number): CollectibleText {
  return { name: `Piwa #${logIndex}`, uri: `${metadataUrl}/${logIndex}` }
}

// Legacy message with one signer and eight keys: signatures 65, header 3, keys 257, blockhash 32, count 1.
const ENVELOPE_BYTES = 65 + 3 + 1 + 8 * 32 + 32 + 1
// Program 1, account count 1, nine accounts 9.
const INSTRUCTION_BYTES = 11
// Discriminator 8, three length prefixes 12, fee 2, flags and options 7, token program 1, creators 4.
const FIXED_DATA_BYTES = 34

/** Bytes of a signed transaction that mints these texts to one owner. */
export function mintTransactionBytes(texts: readonly CollectibleText[]): number {
  return texts.reduce((bytes, text) => bytes + mintInstructionBytes(text), ENVELOPE_BYTES)
}

/**
 * Cuts the assets of one request into the fewest runs that fit, each on one tree. `trees` gives the
 * trees to fill in their order, each with room for at least one leaf.
 */
export function planPacks(
  texts: readonly CollectibleText[],
  trees: Iterable<TreeRoom>,
): readonly Pack[] {
  const packs: Pack[] = []
  let from = 0
  for (const { number, room } of trees) {
    const end = Math.min(texts.length, from + room)
    while (from < end) {
      const count = countThatFits(
        texts.slice(from, Math.min(end, from + MINTS_PER_TRANSACTION_MAX)),
      )
      packs.push({ tree: number, from, count })
      from += count
    }
    if (from === texts.length) return packs
  }
  throw new RangeError(`no tree for asset ${from} of ${texts.length}`)
}

function countThatFits(texts: readonly CollectibleText[]): number {
  let count = texts.length
  while (count > 1 && mintTransactionBytes(texts.slice(0, count)) > TRANSACTION_BYTES_MAX)
    count -= 1
  return count
}

function mintInstructionBytes({ name, uri }: CollectibleText): number {
  const data = FIXED_DATA_BYTES + name.length + uri.length
  return INSTRUCTION_BYTES + (data < 128 ? 1 : 2) + data
}

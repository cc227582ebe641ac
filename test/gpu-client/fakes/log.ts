import { concatBytes } from '../../../domain/bytes.ts'
import { formatCheckpoint, logKey } from '../../../domain/log/checkpoint.ts'
import { verifyCosignature, witnessKey } from '../../../domain/log/cosignature.ts'
import { formatEntry, type LogEntry } from '../../../domain/log/entry.ts'
import { leafHash, treeRoot } from '../../../domain/log/merkle.ts'
import { formatNote, noteKeyId, parseSignatureLine } from '../../../domain/log/note.ts'
import { consistencyProof, inclusionProof, type ReadNode } from '../../../domain/log/proof.ts'
import { formatProofFile } from '../../../domain/log/proof-file.ts'
import { formatWitnessRequest } from '../../../domain/log/witness-request.ts'
import { ed25519Key, verifyEd25519 } from '../../../signing/ed25519.ts'
import { sha256 } from '../../../signing/sha256.ts'

export const ORIGIN = 'log.test.example/piwa'

/** A log in memory that proves and signs as the real one does. */
export async function createFakeLog(seedByte = 7) {
  const key = await ed25519Key(new Uint8Array(32).fill(seedByte))
  const publicKey = logKey(ORIGIN, key.publicKey)
  const entries: Uint8Array[] = []
  const leaves: Uint8Array[] = []
  const read: ReadNode = ({ level, index }) =>
    treeRoot(sha256, leaves.slice(index * 2 ** level, (index + 1) * 2 ** level))

  const sign = async (size: number, root: Uint8Array): Promise<string> => {
    const text = formatCheckpoint({ origin: ORIGIN, size, root })
    const signature = await key.sign(new TextEncoder().encode(text))
    const keyId = noteKeyId(sha256, publicKey)
    return formatNote({ text, signatures: [{ name: ORIGIN, keyId, signature }] })
  }
  const rootAt = (size: number): Uint8Array => treeRoot(sha256, leaves.slice(0, size))
  const proof = async (index: number): Promise<string> =>
    formatProofFile({
      ...{ extra: entries[index], index },
      hashes: inclusionProof(sha256, read, { index, size: leaves.length }),
      checkpoint: await sign(leaves.length, rootAt(leaves.length)),
    })
  return {
    key: publicKey,
    entries,
    size: () => leaves.length,
    append: (entry: LogEntry): number => {
      const bytes = formatEntry(entry)
      entries.push(bytes)
      leaves.push(leafHash(sha256, bytes))
      return leaves.length - 1
    },
    /** Replaces a leaf that is already under a checkpoint: what no honest log does. */
    rewrite: (index: number): void => {
      leaves[index] = sha256(concatBytes(leaves[index] ?? new Uint8Array(), Uint8Array.of(1)))
    },
    checkpoint: () => sign(leaves.length, rootAt(leaves.length)),
    proof,
    proofs: (first: number, count: number): Promise<{ index: number; text: string }[]> =>
      Promise.all(
        Array.from({ length: count }, async (_, i) => ({
          index: first + i,
          text: await proof(first + i),
        })),
      ),
    witnessRequest: async (oldSize: number): Promise<string | undefined> => {
      const newSize = leaves.length
      if (newSize === oldSize) return undefined
      const proof = consistencyProof(sha256, read, { oldSize, newSize })
      const checkpoint = await sign(newSize, rootAt(newSize))
      return formatWitnessRequest({ oldSize, proof, checkpoint })
    },
    /** The time that a line states, if it is that witness's over the log at that size. */
    cosignedAt: async (
      witness: { readonly name: string; readonly publicKey: Uint8Array },
      size: number,
      line: string,
    ): Promise<number | undefined> => {
      const parsed = parseSignatureLine(line)
      if (parsed === undefined) return undefined
      const text = formatCheckpoint({ origin: ORIGIN, size, root: rootAt(size) })
      const named = witnessKey(witness.name, witness.publicKey)
      return verifyCosignature({ sha256, verify: verifyEd25519 }, named, text, parsed)
    },
  }
}

export type FakeLog = Awaited<ReturnType<typeof createFakeLog>>

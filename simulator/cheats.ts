import type { AuditRule } from '../domain/audit/rules.ts'
import { toHex } from '../domain/bytes.ts'
import { type Sha256Hex, sha256Hex } from '../domain/ids.ts'
import { sha256 } from '../signing/sha256.ts'
import type { BatchContent, MadeAsset } from './batch-content.ts'

type Assemble = (
  made: readonly MadeAsset[],
  lie?: { readonly statedHash?: Sha256Hex },
) => BatchContent

/** A way to be paid for work that was not done, and the rule that has to catch it. */
export interface Cheat {
  readonly name: string
  readonly caughtBy: AuditRule
  /** Answers what is uploaded and committed instead of the honest batch. */
  tamper(made: readonly MadeAsset[], assemble: Assemble): BatchContent
}

/** Ordered from the subtle to the crude. */
export const CHEATS: readonly Cheat[] = [
  {
    name: 'flips one bit of one asset and hashes it anew',
    caughtBy: 'ASSET_NOT_REPRODUCED',
    tamper: (made, assemble) => assemble(replaceFirst(made, flipLastBit)),
  },
  {
    name: 'hands in the same asset for every index',
    caughtBy: 'ASSET_NOT_REPRODUCED',
    tamper: (made, assemble) => assemble(made.map((asset) => ({ ...(made[0] ?? asset) }))),
  },
  {
    name: 'states more triangles than the asset has',
    caughtBy: 'FACTS_NOT_REPRODUCED',
    tamper: (made, assemble) =>
      assemble(
        replaceFirst(made, (asset) => ({
          ...asset,
          facts: { ...asset.facts, triangles: asset.facts.triangles + 1 },
        })),
      ),
  },
  {
    name: 'lists the hash of an asset that it does not have',
    caughtBy: 'ASSET_HASH_MISMATCH',
    tamper: (made, assemble) =>
      assemble(made, { statedHash: sha256Hex(toHex(sha256(Uint8Array.of(1)))) }),
  },
  {
    name: 'uploads half of the shard',
    caughtBy: 'SHARD_TRUNCATED',
    tamper: (made, assemble) => {
      const content = assemble(made)
      return { ...content, shard: content.shard.slice(0, content.shard.length / 2) }
    },
  },
  {
    name: 'commits to another shard than it uploads',
    caughtBy: 'SHARD_HASH_MISMATCH',
    tamper: (made, assemble) => {
      const content = assemble(made)
      return { ...content, committedShardSha256: sha256Hex(toHex(sha256(content.manifest))) }
    },
  },
]

function replaceFirst(
  made: readonly MadeAsset[],
  replace: (asset: MadeAsset) => MadeAsset,
): MadeAsset[] {
  return made.map((asset, index) => (index === 0 ? replace(asset) : asset))
}

function flipLastBit(asset: MadeAsset): MadeAsset {
  const glb = Uint8Array.from(asset.glb)
  const last = glb.length - 1
  glb[last] = (glb[last] ?? 0) ^ 1
  return { ...asset, glb }
}

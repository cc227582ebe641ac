import type { Sha256Hex } from '../../domain/ids.ts'
import { shardOf } from '../../durable-objects/first-upload-index.ts'

interface Claim {
  readonly sha256: Sha256Hex
  readonly claimId: string
}

interface Registration extends Claim {
  readonly logIndex: number
}

/** Claims content hashes, each for its asset, and answers the claim ids whose hash was taken before. */
export async function claimUploads(env: Env, claims: readonly Claim[]): Promise<Set<string>> {
  const replies = await Promise.all(
    byShard(claims).map(async ([shard, own]) => {
      const results = await env.FIRST_UPLOAD_INDEX.getByName(shard).claim(own)
      return own.filter((_, i) => results[i]?.status === 'duplicate')
    }),
  )
  return new Set(replies.flat().map(({ claimId }) => claimId))
}

/** Writes the log index beside each claim. */
export async function recordUploads(env: Env, uploads: readonly Registration[]): Promise<void> {
  await Promise.all(
    byShard(uploads).map(async ([shard, own]) => {
      const result = await env.FIRST_UPLOAD_INDEX.getByName(shard).record(own)
      if (result.status !== 'recorded') {
        throw new Error(`${result.sha256} is claimed by another asset`)
      }
    }),
  )
}

export async function findFirstUpload(env: Env, sha256: Sha256Hex) {
  return env.FIRST_UPLOAD_INDEX.getByName(shardOf(sha256)).find(sha256)
}

function byShard<T extends Claim>(claims: readonly T[]): [string, T[]][] {
  return [...Map.groupBy(claims, ({ sha256 }) => shardOf(sha256))]
}

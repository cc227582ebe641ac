/** What readers may keep: a tile never changes under its path, a checkpoint does within seconds. */
export const TILE_CACHE_CONTROL = 'public, max-age=31536000, immutable'
export const CHECKPOINT_CACHE_CONTROL = 'no-store'

/** R2 takes about one write a second to one key; a checkpoint that meets the limit waits and tries again. */
const CHECKPOINT_RETRY_MS = [200, 400, 800] as const

export const CHECKPOINT_PATH = 'checkpoint'

/** The key of a resource of a log shard, by its path in tlog-tiles. */
export function logObjectKey(shard: string, path: string): string {
  return `log/${shard}/${path}`
}

/** Stores a tile or an entry bundle. Whoever repeats it stores the same bytes. */
export async function putTile(bucket: R2Bucket, key: string, body: Uint8Array): Promise<void> {
  await bucket.put(key, body, {
    httpMetadata: {
      contentType: 'application/octet-stream',
      cacheControl: TILE_CACHE_CONTROL,
    },
  })
}

/** Replaces the checkpoint of a shard. Callers take turns: the last write wins. */
export async function putCheckpoint(bucket: R2Bucket, shard: string, note: string): Promise<void> {
  const put = () =>
    bucket.put(logObjectKey(shard, CHECKPOINT_PATH), note, {
      httpMetadata: {
        contentType: 'text/plain; charset=utf-8',
        cacheControl: CHECKPOINT_CACHE_CONTROL,
      },
    })
  for (const pauseMs of CHECKPOINT_RETRY_MS) {
    const stored = await put().catch(() => undefined)
    if (stored !== undefined) return
    await scheduler.wait(pauseMs)
  }
  await put()
}

/** A stored resource of a log shard, or undefined. */
export async function getLogObject(
  bucket: R2Bucket,
  shard: string,
  path: string,
): Promise<R2ObjectBody | undefined> {
  return (await bucket.get(logObjectKey(shard, path))) ?? undefined
}

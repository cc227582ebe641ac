import { buildPrefix, stepKey } from '../../r2/snapshot-store.ts'

/** The last step whose state is stored, if there is one. */
export async function lastStep(bucket: R2Bucket, version: string): Promise<number | undefined> {
  const prefix = `${buildPrefix(version)}step-`
  let last: number | undefined
  for await (const key of listKeys(bucket, prefix)) {
    const step = Number(key.slice(prefix.length, -'.bin'.length))
    // Keys come in the order of their names, and steps are padded.
    if (stepKey(version, step) === key) last = step
  }
  return last
}

/** Deletes what only the build of a version needed. */
export async function deleteBuildObjects(bucket: R2Bucket, version: string): Promise<void> {
  let keys: string[] = []
  for await (const key of listKeys(bucket, buildPrefix(version))) {
    keys.push(key)
    if (keys.length === KEYS_AT_ONCE) {
      await bucket.delete(keys)
      keys = []
    }
  }
  if (keys.length > 0) await bucket.delete(keys)
}

const KEYS_AT_ONCE = 1_000

async function* listKeys(bucket: R2Bucket, prefix: string): AsyncGenerator<string> {
  let cursor: string | undefined
  do {
    const page = await bucket.list({ prefix, ...(cursor === undefined ? {} : { cursor }) })
    for (const { key } of page.objects) yield key
    cursor = page.truncated ? page.cursor : undefined
  } while (cursor !== undefined)
}

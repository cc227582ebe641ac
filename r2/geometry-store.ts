export async function putJson(bucket: R2Bucket, key: string, value: unknown): Promise<void> {
  await bucket.put(key, JSON.stringify(value), {
    httpMetadata: { contentType: 'application/json' },
  })
}

/** The parsed object, or undefined where none is stored under the key. */
export async function getJson(bucket: R2Bucket, key: string): Promise<unknown> {
  const object = await bucket.get(key)
  return object === null ? undefined : await object.json()
}

/** Whether an object of exactly this length is stored. */
export async function isStored(bucket: R2Bucket, key: string, bytes: number): Promise<boolean> {
  const object = await bucket.head(key)
  return object !== null && object.size === bytes
}

// R2's numbers for what the caller sent: parts too small, no such upload, no such part, unequal parts.
const PARTS_REFUSED = /\((10011|10024|10025|10048)\)$/

/** Joins the parts of an upload; false where they are not its parts. Any other failure is an outage and throws. */
export async function joinParts(
  bucket: R2Bucket,
  upload: {
    readonly key: string
    readonly uploadId: string
    readonly parts: readonly { readonly number: number; readonly etag: string }[]
  },
): Promise<boolean> {
  const parts = upload.parts.map(({ number, etag }) => ({
    partNumber: number,
    etag: etag.replaceAll('"', ''),
  }))
  try {
    await bucket.resumeMultipartUpload(upload.key, upload.uploadId).complete(parts)
    return true
  } catch (error) {
    if (error instanceof Error && PARTS_REFUSED.test(error.message)) return false
    throw error
  }
}

import { z } from 'zod'

const Count = z.number().int().nonnegative()

/** Where the log stands: what its published checkpoint says, and the key that verifies it. */
export const LogState = z
  .object({
    origin: z.string(),
    size: Count,
    /** RFC 6962 root in base64. */
    root: z.string(),
    /** As signed-note writes it: name, key ID, type and key. */
    verifierKey: z.string(),
    cosignatures: Count,
    /** The signed checkpoint with its cosignature lines. */
    checkpoint: z.string(),
  })
  .meta({ id: 'LogState' })

export const LogIndexParams = z.object({
  index: z.coerce.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER),
})

import { z } from 'zod'
import { PROOF_FILES_MAX } from '../../domain/log/proof-file.ts'

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

export const LogRangeQuery = z.object({
  // An empty parameter would be coerced to the first index.
  first: z
    .string()
    .regex(/^[0-9]{1,16}$/)
    .transform(Number)
    .pipe(Count)
    .meta({ type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
  count: z.coerce.number().int().min(1).max(PROOF_FILES_MAX),
})

/** The receipts of consecutive log entries, in the order of their indexes. */
export const LogProofs = z
  .object({
    proofs: z
      .array(
        z.object({
          index: Count,
          /** A c2sp.org/tlog-proof@v1 file. */
          text: z.string(),
        }),
      )
      .max(PROOF_FILES_MAX),
  })
  .meta({ id: 'LogProofs' })

export type LogProofs = z.infer<typeof LogProofs>

import { z } from 'zod'
import type { LogEntry } from '../../domain/log/entry.ts'
import { Cnft, Sha256Text } from '../../workers/oracle/schema.ts'

/** The record beside each exported GLB: who to ask, and whose signatures to expect under its proof. */
export const AssetRecord = z.object({
  version: z.literal(1),
  sha256: Sha256Text,
  logIndex: z.number().int().nonnegative(),
  /** The log entry, for people; programs read it from the proof, where it is authenticated. */
  entry: z.custom<LogEntry>((value) => typeof value === 'object' && value !== null),
  log: z.object({ origin: z.string(), key: z.string(), url: z.url() }),
  /** Verifier keys of the witnesses that the exporting node vouches for. */
  witnesses: z.array(z.string()),
  cnft: Cnft.nullable(),
  edge: z.url(),
})

export type AssetRecord = z.infer<typeof AssetRecord>

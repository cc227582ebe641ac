import { fromHex } from '../domain/bytes.ts'
import { type Checkpoint, formatCheckpoint, logKey } from '../domain/log/checkpoint.ts'
import { formatNote, formatVerifierKey, noteKeyId } from '../domain/log/note.ts'
import { utf8Bytes } from '../domain/log/utf8.ts'
import { ed25519Key } from '../signing/ed25519.ts'
import { sha256 } from '../signing/sha256.ts'

export interface LogSigner {
  readonly origin: string
  /** The verifier key string that readers are given. */
  readonly verifierKey: string
  /** A checkpoint as a note signed by the log. The same checkpoint gives the same bytes. */
  readonly sign: (checkpoint: Omit<Checkpoint, 'origin'>) => Promise<string>
}

export type LogSettings = Pick<Env, 'LOG_ORIGIN' | 'LOG_SHARD' | 'LOG_SIGNING_KEY'>

/** The signer of a log shard. Throws RangeError where the key is not a seed of 32 bytes in hex. */
export async function createLogSigner(settings: LogSettings, shard: string): Promise<LogSigner> {
  const origin = originOf(settings, shard)
  const { publicKey, sign } = await ed25519Key(fromHex(settings.LOG_SIGNING_KEY))
  const key = logKey(origin, publicKey)
  return {
    origin,
    verifierKey: formatVerifierKey(sha256, key),
    sign: async (checkpoint) => {
      const text = formatCheckpoint({ origin, ...checkpoint })
      const signature = await sign(utf8Bytes(text))
      const keyId = noteKeyId(sha256, key)
      return formatNote({ text, signatures: [{ name: origin, keyId, signature }] })
    },
  }
}

/** Two objects never sign for one origin: only the object of the current shard has the plain one. */
function originOf(settings: LogSettings, shard: string): string {
  return shard === settings.LOG_SHARD ? settings.LOG_ORIGIN : `${settings.LOG_ORIGIN}/${shard}`
}

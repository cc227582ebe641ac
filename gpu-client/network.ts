import { type NoteKey, parseVerifierKey } from '../domain/log/note.ts'
import { isGeneratorId } from '../generator/versions.ts'
import { sha256 } from '../signing/sha256.ts'
import type { Network } from '../workers/oracle/schema.ts'
import { ClientFault } from './faults.ts'
import { Unanswered } from './oracle/answer.ts'
import type { Settings } from './store/settings.ts'

/**
 * Holds the home to the log that it was first used with. The key is trusted on first use; later
 * another one is a fault that only the operator can judge.
 */
export function pinNetwork(settings: Settings, network: Network): NoteKey {
  const { logOrigin, logKey, generator, publicUrl, logUrl } = network
  const key = parseVerifierKey(sha256, logKey)
  if (key?.name !== logOrigin) throw new Unanswered('ANSWER_INVALID', `log key ${logKey}`)
  const origin = settings.get('log_origin')
  if (origin !== undefined && origin !== logOrigin) {
    throw new ClientFault('NETWORK_CHANGED', { pinned: origin, received: logOrigin })
  }
  const pinned = settings.get('log_key')
  if (pinned !== undefined && pinned !== logKey) {
    throw new ClientFault('LOG_KEY_CHANGED', { pinned, received: logKey })
  }
  if (!isGeneratorId(generator)) throw new ClientFault('GENERATOR_UNSUPPORTED', { generator })
  settings.set({
    ...{ log_origin: logOrigin, log_key: logKey },
    ...{ public_url: publicUrl, log_url: logUrl },
  })
  return key
}

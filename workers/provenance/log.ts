import type { ProvenanceLog } from '../../durable-objects/provenance-log.ts'
import { createLogSigner } from '../../durable-objects/provenance-log-signer.ts'

/** The object that sequences the current log shard. */
export function provenanceLogOf(env: Env): DurableObjectStub<ProvenanceLog> {
  return env.PROVENANCE_LOG.getByName(env.LOG_SHARD)
}

/** The key that verifies the log's checkpoints, as signed-note writes it. */
export async function logVerifierKey(env: Env): Promise<string> {
  return (await createLogSigner(env, env.LOG_SHARD)).verifierKey
}

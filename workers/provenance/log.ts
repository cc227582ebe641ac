import type { ProvenanceLog } from '../../durable-objects/provenance-log.ts'

/** The object that sequences the current log shard. */
export function provenanceLogOf(env: Env): DurableObjectStub<ProvenanceLog> {
  return env.PROVENANCE_LOG.getByName(env.LOG_SHARD)
}

import type {
  CommitRequest,
  CompleteUploadRequest,
  CosignatureRequest,
  Lease,
  LeaseRequest,
  LeaseState,
  Receipts,
  RegisteredNode,
  RegisterRequest,
  UploadRequest,
  Uploads,
} from '../../workers/oracle/schema.ts'
import type { LogProofs } from '../../workers/provenance/schema.ts'
import { type Patience, untilAnswered } from '../retry.ts'

/**
 * The oracle as a node sees it. Every call can be repeated with the same effect. Throws OracleRefusal
 * for a refusal and Unanswered where nothing can be concluded.
 */
export interface OracleClient {
  register(request: RegisterRequest, signal: AbortSignal): Promise<RegisteredNode>
  lease(request: LeaseRequest, signal: AbortSignal): Promise<Lease>
  leaseState(leaseId: string, signal: AbortSignal): Promise<LeaseState>
  uploads(leaseId: string, request: UploadRequest, signal: AbortSignal): Promise<Uploads>
  completeUpload(
    leaseId: string,
    request: CompleteUploadRequest,
    signal: AbortSignal,
  ): Promise<void>
  commit(leaseId: string, request: CommitRequest, signal: AbortSignal): Promise<LeaseState>
  receipts(leaseId: string, signal: AbortSignal): Promise<Receipts>
  /** The `.tlog-proof` files of at most PROOF_FILES_MAX consecutive log indexes, as the oracle has them. */
  proofs(first: number, count: number, signal: AbortSignal): Promise<LogProofs['proofs']>
  /** An add-checkpoint body from `oldSize` to the newest checkpoint, or undefined when that is the newest. */
  witnessRequest(oldSize: number, signal: AbortSignal): Promise<string | undefined>
  cosign(request: CosignatureRequest, signal: AbortSignal): Promise<void>
}

/** The same oracle, asked until it answers. */
export function createPatientOracle(oracle: OracleClient, patience: Patience): OracleClient {
  const ask = <T>(call: string, signal: AbortSignal, once: () => Promise<T>): Promise<T> =>
    untilAnswered(patience, call, signal, once)
  return {
    register: (request, signal) => ask('register', signal, () => oracle.register(request, signal)),
    lease: (request, signal) => ask('lease', signal, () => oracle.lease(request, signal)),
    leaseState: (id, signal) => ask('leaseState', signal, () => oracle.leaseState(id, signal)),
    uploads: (id, request, signal) =>
      ask('uploads', signal, () => oracle.uploads(id, request, signal)),
    completeUpload: (id, request, signal) =>
      ask('completeUpload', signal, () => oracle.completeUpload(id, request, signal)),
    commit: (id, request, signal) =>
      ask('commit', signal, () => oracle.commit(id, request, signal)),
    receipts: (id, signal) => ask('receipts', signal, () => oracle.receipts(id, signal)),
    proofs: (first, count, signal) =>
      ask('proofs', signal, () => oracle.proofs(first, count, signal)),
    witnessRequest: (size, signal) =>
      ask('witnessRequest', signal, () => oracle.witnessRequest(size, signal)),
    cosign: (request, signal) => ask('cosign', signal, () => oracle.cosign(request, signal)),
  }
}

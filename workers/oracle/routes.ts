import { createRoute, z } from '@hono/zod-openapi'
import { body, json, refusals } from '../router.ts'
import {
  CommitRequest,
  CompleteUploadRequest,
  CosignatureRequest,
  Lease,
  LeaseIdText,
  LeaseRequest,
  LeaseState,
  Receipts,
  RegisteredNode,
  RegisterRequest,
  UploadRequest,
  Uploads,
} from './schema.ts'

/** What every signed route can answer. */
const SIGNED = [
  ...(['SIGNATURE_MISSING', 'SIGNATURE_INVALID', 'SIGNATURE_STALE', 'SIGNATURE_REPLAYED'] as const),
  ...(['DIGEST_MISMATCH', 'NODE_UNKNOWN', 'REQUEST_INVALID', 'BODY_TOO_LARGE'] as const),
] as const
const security = [{ nodeSignature: [] }]
const leaseParam = z.object({ leaseId: LeaseIdText })

export const registerNode = createRoute({
  method: 'post',
  path: '/nodes',
  operationId: 'registerNode',
  security,
  request: { body: body(RegisterRequest) },
  responses: {
    200: json('The node, now registered or registered before', RegisteredNode),
    ...refusals(...SIGNED, 'WALLET_SIGNATURE_INVALID', 'REGISTRATION_STALE', 'NODE_CONFLICT'),
  },
})

export const leaseBatch = createRoute({
  method: 'post',
  path: '/leases',
  operationId: 'leaseBatch',
  security,
  request: { body: body(LeaseRequest) },
  responses: {
    201: json('A batch to generate', Lease),
    ...refusals(...SIGNED, 'LEASE_REQUEST_CONFLICT', 'LEASES_TOO_MANY'),
  },
})

export const readLease = createRoute({
  method: 'get',
  path: '/leases/{leaseId}',
  operationId: 'readLease',
  security,
  request: { params: leaseParam },
  responses: {
    200: json('Where the lease stands', LeaseState),
    ...refusals(...SIGNED, 'LEASE_UNKNOWN', 'LEASE_NOT_YOURS'),
  },
})

export const requestUploads = createRoute({
  method: 'post',
  path: '/leases/{leaseId}/uploads',
  operationId: 'requestUploads',
  security,
  request: { params: leaseParam, body: body(UploadRequest) },
  responses: {
    200: json('Where to put the shard and its manifest', Uploads),
    ...refusals(...SIGNED, 'LEASE_UNKNOWN', 'LEASE_NOT_YOURS', 'LEASE_EXPIRED', 'UPLOAD_CONFLICT'),
  },
})

export const completeUpload = createRoute({
  method: 'post',
  path: '/leases/{leaseId}/uploads/complete',
  operationId: 'completeUpload',
  security,
  request: { params: leaseParam, body: body(CompleteUploadRequest) },
  responses: {
    200: json('The shard is stored', z.object({ kind: z.literal('stored') })),
    ...refusals(...SIGNED, 'LEASE_UNKNOWN', 'LEASE_NOT_YOURS', 'UPLOAD_INCOMPLETE'),
  },
})

export const commitBatch = createRoute({
  method: 'post',
  path: '/leases/{leaseId}/commit',
  operationId: 'commitBatch',
  security,
  request: { params: leaseParam, body: body(CommitRequest) },
  responses: {
    202: json('Committed; the audit follows', LeaseState),
    ...refusals(
      ...([...SIGNED, 'LEASE_UNKNOWN', 'LEASE_NOT_YOURS', 'LEASE_EXPIRED'] as const),
      ...(['COMMIT_CONFLICT', 'UPLOAD_INCOMPLETE'] as const),
    ),
  },
})

export const readReceipts = createRoute({
  method: 'get',
  path: '/leases/{leaseId}/receipts',
  operationId: 'readReceipts',
  security,
  request: { params: leaseParam },
  responses: {
    200: json('Log index and cNFT of every asset, as far as they exist', Receipts),
    ...refusals(...SIGNED, 'LEASE_UNKNOWN', 'LEASE_NOT_YOURS'),
  },
})

export const readWitnessRequest = createRoute({
  method: 'get',
  path: '/witness',
  operationId: 'readWitnessRequest',
  security,
  request: { query: z.object({ old: z.coerce.number().int().nonnegative() }) },
  responses: {
    200: {
      description: 'The body of a C2SP add-checkpoint request',
      content: { 'text/plain': { schema: z.string() } },
    },
    204: { description: 'The log has not grown' },
    ...refusals(...SIGNED, 'WITNESS_SIZE_CONFLICT'),
  },
})

export const addCosignature = createRoute({
  method: 'post',
  path: '/cosignatures',
  operationId: 'addCosignature',
  security,
  request: { body: body(CosignatureRequest) },
  responses: {
    200: json('The cosignature is kept', z.object({ status: z.literal('accepted') })),
    ...refusals(...SIGNED, 'COSIGNATURE_INVALID', 'WITNESS_SIZE_CONFLICT'),
  },
})

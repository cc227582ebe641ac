/** Every refusal a caller can meet, with its HTTP status. Codes are public: add, never rename or reuse. */
export const REFUSALS = {
  REQUEST_INVALID: 422,
  BODY_TOO_LARGE: 413,
  ROUTE_NOT_FOUND: 404,
  SIGNATURE_MISSING: 401,
  SIGNATURE_INVALID: 401,
  SIGNATURE_STALE: 401,
  SIGNATURE_REPLAYED: 401,
  DIGEST_MISMATCH: 401,
  NODE_UNKNOWN: 401,
  WALLET_SIGNATURE_INVALID: 401,
  REGISTRATION_STALE: 401,
  NODE_CONFLICT: 409,
  LEASE_UNKNOWN: 404,
  LEASE_NOT_YOURS: 403,
  LEASE_EXPIRED: 410,
  LEASE_REQUEST_CONFLICT: 409,
  LEASES_TOO_MANY: 429,
  UPLOAD_CONFLICT: 409,
  UPLOAD_INCOMPLETE: 409,
  COMMIT_CONFLICT: 409,
  ASSET_NOT_FOUND: 404,
  LOG_INDEX_UNKNOWN: 404,
  VIEW_NOT_FOUND: 404,
  LOG_RESOURCE_NOT_FOUND: 404,
  WITNESS_SIZE_CONFLICT: 409,
  COSIGNATURE_INVALID: 422,
  SNAPSHOT_UNKNOWN: 404,
  SNAPSHOT_NOT_READY: 409,
  DATASET_FILE_UNKNOWN: 404,
  RANGE_UNSATISFIABLE: 416,
  FILTER_INVALID: 422,
  FILTER_EMPTY: 422,
  OPERATOR_REQUIRED: 401,
  ORDER_UNKNOWN: 404,
  ORDER_CONFLICT: 409,
  REQUESTS_TOO_MANY: 429,
  QUOTE_EXPIRED: 410,
  ORDER_SETTLED: 409,
  CREDIT_INSUFFICIENT: 402,
  PAYMENT_INVALID: 422,
  PAYMENT_REQUIRED: 402,
  SESSION_REQUIRED: 401,
  SESSION_INVALID: 401,
  LICENSE_UNKNOWN: 404,
  LICENSE_INVALID: 401,
  LICENSE_NOT_STARTED: 403,
  LICENSE_ENDED: 403,
  LICENSE_REVOKED: 403,
  LICENSE_RATE_EXCEEDED: 429,
  RENEWAL_INVALID: 422,
} as const

export type RefusalCode = keyof typeof REFUSALS
export type RefusalContext = Readonly<Record<string, string>>

/** A refusal the caller caused and can read about. Anything else thrown is a fault and becomes a 500. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: RefusalCode
  readonly context: RefusalContext

  constructor(code: RefusalCode, context: RefusalContext = {}, options?: { cause: unknown }) {
    super(code, options)
    this.code = code
    this.context = context
  }
}

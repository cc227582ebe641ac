/** Where a committed lease stands in the catalog, in this order; rejected is the other end. */
export const SUBMISSION_STATUSES = [
  'committed',
  'accepted',
  'registered',
  'minted',
  'rejected',
] as const

/** Where any lease stands: before its commit, or as the submission that it became. */
export const LEASE_STATUSES = ['open', 'expired', ...SUBMISSION_STATUSES] as const

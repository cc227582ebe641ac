/** Every program the treasury talks to. Owners with these addresses are refused. */
export const SYSTEM = '11111111111111111111111111111111'
export const COMPUTE_BUDGET = 'ComputeBudget111111111111111111111111111111'
export const BUBBLEGUM = 'BGUMAp9Gq7iTEuizy4pqaxsTyUCBK68MDfK752saRPUY'
export const COMPRESSION = 'cmtDvXumGCrqC1Age74AVPhSRVXJMd8PJS91L8KbNCK'
export const NOOP = 'noopb9bkMVfRPU8AsbpTUg8AQkHtKwMYZiFUjNRtMmV'
/** The second memo program; newer SDKs default to a later one that not every cluster has. */
export const MEMO = 'MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr'

export const PROGRAMS: readonly string[] = [
  SYSTEM,
  COMPUTE_BUDGET,
  BUBBLEGUM,
  COMPRESSION,
  NOOP,
  MEMO,
]

/** Largest serialized transaction: IPv6 minimum MTU of 1280 less the headers. */
export const TRANSACTION_BYTES_MAX = 1232

/** (128 + bytes) x 6960 lamports buys rent exemption; the treasury never pays more for a tree. */
export const rentLamportsMax = (bytes: number): number => (128 + bytes) * 6960

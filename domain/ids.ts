import type { Brand } from './brand.ts'

/** `node_` and the first 130 bits of SHA-256 over the node's Ed25519 public key, in base32. */
export type NodeId = Brand<string, 'NodeId'>
/** `batch_` and the batch number: the leaf of the seed tree that its assets grow from. */
export type BatchId = Brand<string, 'BatchId'>
/** `lease_` and 26 base32 digits; one attempt of one node at one batch. */
export type LeaseId = Brand<string, 'LeaseId'>
/** `order_` and 26 base32 digits; whoever knows it is given what the order bought. */
export type OrderId = Brand<string, 'OrderId'>
/** `license_` and 26 base32 digits. */
export type LicenseId = Brand<string, 'LicenseId'>
/** A Solana address in base58. */
export type Wallet = Brand<string, 'Wallet'>
/** SHA-256 as 64 lowercase hex digits. */
export type Sha256Hex = Brand<string, 'Sha256Hex'>

const NODE_ID = /^node_[a-z2-7]{26}$/
const BATCH_ID = /^batch_(0|[1-9][0-9]{0,12})$/
const LEASE_ID = /^lease_[a-z2-7]{26}$/
const ORDER_ID = /^order_[a-z2-7]{26}$/
const LICENSE_ID = /^license_[a-z2-7]{26}$/
const WALLET = /^[1-9A-HJ-NP-Za-km-z]{32,44}$/
const SHA256_HEX = /^[0-9a-f]{64}$/

export const isNodeId = (value: string): value is NodeId => NODE_ID.test(value)
export const isBatchId = (value: string): value is BatchId => BATCH_ID.test(value)
export const isLeaseId = (value: string): value is LeaseId => LEASE_ID.test(value)
export const isOrderId = (value: string): value is OrderId => ORDER_ID.test(value)
export const isLicenseId = (value: string): value is LicenseId => LICENSE_ID.test(value)
export const isWallet = (value: string): value is Wallet => WALLET.test(value)
export const isSha256Hex = (value: string): value is Sha256Hex => SHA256_HEX.test(value)

/** Most batches the seed tree holds: its depth is 40. */
export const BATCH_NUMBER_MAX = 2 ** 40 - 1

export function batchId(number: number): BatchId {
  if (!Number.isSafeInteger(number) || number < 0 || number > BATCH_NUMBER_MAX) {
    throw new RangeError(`not a batch number: ${number}`)
  }
  return `batch_${number}` as BatchId
}

export function batchNumber(id: BatchId): number {
  return Number(id.slice('batch_'.length))
}

export function sha256Hex(value: string): Sha256Hex {
  if (!isSha256Hex(value)) throw new RangeError(`not a SHA-256 in hex: ${value}`)
  return value
}

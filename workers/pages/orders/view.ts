import type { LicenseClaims } from '../../../domain/license/claims.ts'
import type { Order } from '../../orders/schema.ts'
import { plural, renderText } from '../texts.ts'

/** What an order waits for, or what came of it. */
export type OrderStage =
  | 'waiting'
  /** Something arrived, but not all. */
  | 'short'
  /** All of it arrived; the license is being written. */
  | 'paid'
  /** The time is over and nobody has looked since: a payment made in time may still show. */
  | 'ending'
  | 'expired'
  | 'licensed'

type StageFacts = Pick<Order, 'status' | 'license' | 'dueAtoms' | 'paidAtoms' | 'expiresAtMs'>

export function stageOf(order: StageFacts, nowMs: number): OrderStage {
  if (order.license !== null) return 'licensed'
  if (order.status === 'expired') return 'expired'
  if (order.dueAtoms === '0') return 'paid'
  if (nowMs > order.expiresAtMs) return 'ending'
  return order.paidAtoms === '0' ? 'waiting' : 'short'
}

/** Changes whenever the page has something else to say. */
export const orderKey = (
  order: Pick<Order, 'status' | 'license' | 'dueAtoms' | 'paidAtoms' | 'creditAtoms'>,
): string =>
  [
    order.license === null ? order.status : 'licensed',
    ...[order.dueAtoms, order.paidAtoms, order.creditAtoms],
  ].join(' ')

export function stageTitle(order: Order, stage: OrderStage): string {
  const assets = plural(order.count, 'asset', 'assets')
  switch (stage) {
    case 'waiting':
      return `Pay to license ${assets}`
    case 'short':
      return `${renderText(order.dueAtoms)} RENDER are missing`
    case 'paid':
      return 'Paid: the license is being written'
    case 'ending':
      return 'The quote is ending'
    case 'expired':
      return 'The quote has expired'
    case 'licensed':
      return `Licensed: ${assets}`
  }
}

/** The claims of a license that this edge itself wrote; nothing is verified here. */
export function claimsOf(jws: string): LicenseClaims {
  const payload = (jws.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')
  const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0))
  return JSON.parse(new TextDecoder().decode(bytes))
}

/** What a license is kept as. */
export const licenseFile = (licenseId: string): string => `${licenseId}.license`

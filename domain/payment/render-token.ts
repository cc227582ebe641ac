import type { Atoms } from '../money.ts'

/** The only token that pays: RENDER on Solana. */
export const RENDER_MINT = 'rndrizKT3MK1iimdxRdWabcF7Zg7AR5T4nuD4EkHBof'
export const RENDER_DECIMALS = 8

/** The amount in RENDER, exact, without trailing zeros: 1250000000 atoms are `12.5`. */
export function decimalRender(amount: Atoms): string {
  const digits = amount.toString().padStart(RENDER_DECIMALS + 1, '0')
  const whole = digits.slice(0, -RENDER_DECIMALS)
  const fraction = digits.slice(-RENDER_DECIMALS).replace(/0+$/, '')
  return fraction === '' ? whole : `${whole}.${fraction}`
}

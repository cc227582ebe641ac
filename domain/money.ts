import type { Brand } from './brand.ts'

/** 10^-8 RENDER, never negative. Direction is carried by debit and credit. */
export type Atoms = Brand<bigint, 'Atoms'>

/** Atoms are kept as int64. */
export const ATOMS_MAX = 2n ** 63n - 1n

export function atoms(amount: bigint): Atoms {
  if (amount < 0n || amount > ATOMS_MAX) throw new RangeError(`not an amount in atoms: ${amount}`)
  return amount as Atoms
}

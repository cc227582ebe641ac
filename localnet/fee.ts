import { COMPUTE_BUDGET } from './program-ids.ts'
import type { Instruction } from './transaction-view.ts'

const SIGNATURE_LAMPORTS = 5000n
const INSTRUCTION_UNITS = 200_000n
const UNITS_MAX = 1_400_000n
const MICRO_LAMPORTS = 1_000_000n
const SET_UNIT_LIMIT = 2
const SET_UNIT_PRICE = 3

function budgetValue(
  instructions: readonly Instruction[],
  kind: number,
  bytes: 4 | 8,
): bigint | undefined {
  for (const { program, data } of instructions) {
    if (program !== COMPUTE_BUDGET || data[0] !== kind || data.length < 1 + bytes) continue
    const value = Buffer.from(data.subarray(1, 1 + bytes))
    return bytes === 4 ? BigInt(value.readUInt32LE(0)) : value.readBigUInt64LE(0)
  }
  return undefined
}

/** Signature fees and the priority fee, which rounds up to a whole lamport. */
export function transactionFee(
  signatureCount: number,
  instructions: readonly Instruction[],
): bigint {
  const signatures = SIGNATURE_LAMPORTS * BigInt(signatureCount)
  const price = budgetValue(instructions, SET_UNIT_PRICE, 8) ?? 0n
  if (price === 0n) return signatures
  const metered = instructions.filter(({ program }) => program !== COMPUTE_BUDGET).length
  const asked = budgetValue(instructions, SET_UNIT_LIMIT, 4) ?? INSTRUCTION_UNITS * BigInt(metered)
  const units = asked < UNITS_MAX ? asked : UNITS_MAX
  return signatures + (price * units + MICRO_LAMPORTS - 1n) / MICRO_LAMPORTS
}

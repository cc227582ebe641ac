import { createHash } from 'node:crypto'

/** Bubblegum's instructions that localnet knows, by their Anchor names. */
const NAMES = [
  'create_tree',
  'create_tree_v2',
  'mint_v1',
  'mint_v2',
  'transfer',
  'transfer_v2',
] as const

export type InstructionName = (typeof NAMES)[number]

function discriminator(name: string): string {
  return createHash('sha256').update(`global:${name}`).digest('hex').slice(0, 16)
}

const BY_DISCRIMINATOR: ReadonlyMap<string, InstructionName> = new Map(
  NAMES.map((name) => [discriminator(name), name]),
)

export function instructionName(data: Uint8Array): InstructionName | undefined {
  return BY_DISCRIMINATOR.get(Buffer.from(data.subarray(0, 8)).toString('hex'))
}

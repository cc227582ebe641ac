import { type Instruction, type PtxModule, UnknownPtxError } from './ptx-module.ts'

const ROUNDED = ['add', 'sub', 'mul', 'div', 'sqrt', 'rcp']
const FORBIDDEN_PARTS = ['ftz', 'approx', 'full', 'sat', 'f64', 'f16', 'rz', 'rm', 'rp']

/**
 * Throws unless all arithmetic of floats is rounded to nearest once and keeps subnormals, and no
 * sum of them depends on order. An explicit `.rn` also forbids the driver to fuse a product and a sum.
 */
export function assertExactPtx(module: PtxModule): void {
  for (const { body } of module.functions) {
    for (const statement of body) {
      if (statement.kind === 'instruction' && !isExact(statement)) {
        throw new UnknownPtxError(`${statement.text} is not exact`)
      }
    }
  }
}

function isExact({ opcode }: Instruction): boolean {
  const [mnemonic = '', ...parts] = opcode
  if (mnemonic === 'fma' || parts.some((part) => FORBIDDEN_PARTS.includes(part))) return false
  if (parts.at(-1) === 'f32' && (mnemonic === 'atom' || mnemonic === 'red')) return false
  if (parts.at(-1) !== 'f32' || !ROUNDED.includes(mnemonic)) return true
  return parts[0] === 'rn' && parts.length === 2
}

import type { Translate } from './ptx-arithmetic.ts'
import { type Instruction, UnknownPtxError } from './ptx-module.ts'
import type { PtxScope, Space } from './ptx-scope.ts'
import { bitsOfType, cppType, isFloat } from './ptx-types.ts'

const SPACES: readonly string[] = ['global', 'shared', 'local', 'param', 'const']
/** Hints that change nothing in the value: caching, and that other threads may write. */
const HINTS: readonly string[] = ['nc', 'volatile']
const ADDRESS = cppType('u64')
const VECTORS: Readonly<Record<string, number>> = { v2: 2, v4: 4 }

interface Access {
  readonly space: Space | undefined
  readonly type: string
  readonly count: number
}

function accessOf(instruction: Instruction): Access {
  const parts = instruction.opcode.slice(1)
  const type = parts.pop() ?? ''
  let space: Space | undefined
  let count = 1
  for (const part of parts) {
    const vector = VECTORS[part]
    if (SPACES.includes(part)) space = part as Space
    else if (vector !== undefined) count = vector
    else if (!HINTS.includes(part)) throw new UnknownPtxError(instruction.text)
  }
  return { space, type, count }
}

/** The registers of `{%r1, %r2}` or of a plain `%r1`. */
function listed(operand: string, count: number, instruction: Instruction): string[] {
  const names = operand.replaceAll(/[{}\s]/g, '').split(',')
  if (names.length !== count) throw new UnknownPtxError(instruction.text)
  return names
}

function twoOperands(instruction: Instruction): [string, string] {
  const [first, second, ...others] = instruction.operands
  if (first === undefined || second === undefined || others.length > 0) {
    throw new UnknownPtxError(instruction.text)
  }
  return [first, second]
}

/** The address is taken before the first register is written: it may be one of them. */
const load: Translate = (instruction, scope) => {
  const { space, type, count } = accessOf(instruction)
  const [target, address] = twoOperands(instruction)
  const size = bitsOfType(type) / 8
  const writes = listed(target, count, instruction).map((name, at) =>
    name === '_' ? '' : scope.write(name, type, `*(const ${cppType(type)}*)(from + ${at * size})`),
  )
  return `{ const ${ADDRESS} from = (${ADDRESS})${scope.hostAddress(address, space)}; ${writes.join(' ')} }`
}

const store: Translate = (instruction, scope) => {
  const { space, type, count } = accessOf(instruction)
  const [address, source] = twoOperands(instruction)
  const size = bitsOfType(type) / 8
  const to = scope.hostAddress(address, space)
  const writes = listed(source, count, instruction).map(
    (name, at) =>
      `*(${cppType(type)}*)((${ADDRESS})${to} + ${at * size}) = ${scope.read(name, type)};`,
  )
  return writes.length === 1 ? writes.join('') : `{ ${writes.join(' ')} }`
}

const ATOMICS: Readonly<Record<string, string>> = {
  add: 'atomicAdd',
  min: 'atomicLeast',
  max: 'atomicGreatest',
  or: 'atomicOr',
  cas: 'atomicSwapIf',
  exch: 'atomicSwap',
}

/** Of integers only: the order of a sum of floats shows in it. */
function atomicCall(instruction: Instruction, scope: PtxScope, at: number): [string, string] {
  const parts = instruction.opcode.slice(1)
  const type = parts.pop() ?? ''
  const name = ATOMICS[parts.pop() ?? '']
  const [space, ...others] = parts
  const [address, ...values] = instruction.operands.slice(at)
  const known = space === undefined || space === 'global' || space === 'shared'
  const exact = known && !isFloat(type) && others.length === 0
  if (name === undefined || address === undefined || !exact) {
    throw new UnknownPtxError(instruction.text)
  }
  const host = scope.hostAddress(address, space)
  const read = values.map((value) => scope.read(value, type))
  return [type, `ptx::${name}<${cppType(type)}>((${ADDRESS})${host}, ${read.join(', ')})`]
}

const atomic: Translate = (instruction, scope) => {
  const [type, expression] = atomicCall(instruction, scope, 1)
  const [target = ''] = instruction.operands
  return target === '_' ? `${expression};` : scope.write(target, type, expression)
}

const reduction: Translate = (instruction, scope) => `${atomicCall(instruction, scope, 0)[1]};`

const half = (type: string): string => `b${bitsOfType(type) / 2}`

/** A plain move, or the packing and unpacking of two halves. */
const move: Translate = (instruction, scope) => {
  const [, type = ''] = instruction.opcode
  const [target, source] = twoOperands(instruction)
  if (source.startsWith('{')) {
    const [low, high] = listed(source, 2, instruction).map((name) => scope.read(name, half(type)))
    const shift = bitsOfType(type) / 2
    const wide = cppType(type)
    return scope.write(target, type, `(${wide})((${wide})${low} | (${wide})${high} << ${shift})`)
  }
  if (target.startsWith('{')) {
    const shift = bitsOfType(type) / 2
    const writes = listed(target, 2, instruction).map((name, at) =>
      name === '_'
        ? ''
        : scope.write(name, half(type), `(${cppType(half(type))})(whole >> ${at * shift})`),
    )
    return `{ const ${cppType(type)} whole = ${scope.read(source, type)}; ${writes.join(' ')} }`
  }
  return scope.write(target, type, scope.read(source, type))
}

/** Only shared memory has addresses that are not the host's. */
const convertAddress: Translate = (instruction, scope) => {
  const parts = instruction.opcode.slice(1)
  const toSpace = parts[0] === 'to'
  const [space = '', type = ''] = toSpace ? parts.slice(1) : parts
  const [target, source] = twoOperands(instruction)
  if (!SPACES.includes(space) || type !== 'u64') throw new UnknownPtxError(instruction.text)
  const address = scope.read(source, type)
  if (space !== 'shared') return scope.write(target, type, address)
  return scope.write(
    target,
    type,
    toSpace ? `ptx::fromShared(${address})` : `ptx::inShared(${address})`,
  )
}

export const MEMORY: Readonly<Record<string, Translate>> = {
  ld: load,
  st: store,
  atom: atomic,
  red: reduction,
  mov: move,
  cvta: convertAddress,
}

import { type Instruction, UnknownPtxError } from './ptx-module.ts'
import type { PtxScope } from './ptx-scope.ts'
import {
  bitsOfType,
  cppType,
  isFloat,
  isPredicate,
  twiceAsWide,
  unsignedType,
} from './ptx-types.ts'

/** Translates one instruction to C++ statements. */
export type Translate = (instruction: Instruction, scope: PtxScope) => string

const OPERATORS: Readonly<Record<string, string>> = {
  add: '+',
  sub: '-',
  and: '&',
  or: '|',
  xor: '^',
}

/** The PTX types an instruction may bear after its modifiers. */
const INTEGERS = ['u16', 's16', 'u32', 's32', 'u64', 's64']
const BITS = ['pred', 'b16', 'b32', 'b64']

/** Checks the dotted parts after the mnemonic: modifiers in their order, then one of the types. */
function typeOf(instruction: Instruction, modifiers: readonly string[], types: string[]): string {
  const [, ...parts] = instruction.opcode
  const type = parts.pop() ?? ''
  if (parts.join('.') !== modifiers.join('.') || !types.includes(type)) {
    throw new UnknownPtxError(instruction.text)
  }
  return type
}

function operand(instruction: Instruction, at: number): string {
  const found = instruction.operands[at]
  if (found === undefined) throw new UnknownPtxError(instruction.text)
  return found
}

function assign(
  instruction: Instruction,
  scope: PtxScope,
  type: string,
  expression: string,
): string {
  return scope.write(operand(instruction, 0), type, expression)
}

const lastPart = (instruction: Instruction): string => instruction.opcode.at(-1) ?? ''

/** Only rounding to nearest, and no flush to zero: anything else is not this project's arithmetic. */
const isRoundedFloat = (instruction: Instruction): boolean => lastPart(instruction) === 'f32'

const binary: Translate = (instruction, scope) => {
  const [mnemonic = ''] = instruction.opcode
  const logical = mnemonic === 'and' || mnemonic === 'or' || mnemonic === 'xor'
  const type = isRoundedFloat(instruction)
    ? typeOf(instruction, ['rn'], ['f32'])
    : typeOf(instruction, [], logical ? BITS : INTEGERS)
  const wide = isFloat(type) || isPredicate(type) ? type : unsignedType(type)
  const a = scope.read(operand(instruction, 1), wide)
  const b = scope.read(operand(instruction, 2), wide)
  return assign(instruction, scope, wide, `(${cppType(wide)})(${a} ${OPERATORS[mnemonic]} ${b})`)
}

function product(instruction: Instruction, scope: PtxScope): { type: string; expression: string } {
  const mode = instruction.opcode[1]
  const type = typeOf(instruction, [mode ?? ''], INTEGERS)
  const [a, b] = [1, 2].map((at) => scope.read(operand(instruction, at), type))
  if (mode === 'lo') {
    const wide = unsignedType(type)
    return {
      type: wide,
      expression: `(${cppType(wide)})((${cppType('u64')})${a} * (${cppType('u64')})${b})`,
    }
  }
  if (mode === 'hi') return { type, expression: `ptx::highProduct(${a}, ${b})` }
  if (mode !== 'wide') throw new UnknownPtxError(instruction.text)
  const wide = twiceAsWide(type)
  return { type: wide, expression: `(${cppType(wide)})${a} * (${cppType(wide)})${b}` }
}

const multiply: Translate = (instruction, scope) => {
  if (isRoundedFloat(instruction)) {
    const type = typeOf(instruction, ['rn'], ['f32'])
    const [a, b] = [1, 2].map((at) => scope.read(operand(instruction, at), type))
    return assign(instruction, scope, type, `${a} * ${b}`)
  }
  const { type, expression } = product(instruction, scope)
  return assign(instruction, scope, type, expression)
}

const multiplyAdd: Translate = (instruction, scope) => {
  const { type, expression } = product(instruction, scope)
  const wide = unsignedType(type)
  const addend = scope.read(operand(instruction, 3), wide)
  const cpp = cppType(wide)
  return assign(instruction, scope, wide, `(${cpp})((${cpp})(${expression}) + ${addend})`)
}

/** Never in shipped PTX; the negative control needs it. */
const fusedMultiplyAdd: Translate = (instruction, scope) => {
  const type = typeOf(instruction, ['rn'], ['f32'])
  const [a, b, c] = [1, 2, 3].map((at) => scope.read(operand(instruction, at), type))
  return assign(instruction, scope, type, `__builtin_fmaf(${a}, ${b}, ${c})`)
}

/** Not of PTX: see ptx-fuse.ts. */
const fusibleMultiplyAdd: Translate = (instruction, scope) => {
  const type = typeOf(instruction, ['rn'], ['f32'])
  const [a, b, c, product] = [1, 2, 3, 4].map((at) => scope.read(operand(instruction, at), type))
  const sum = `ptx::fused ? __builtin_fmaf(${a}, ${b}, ${c}) : ${product} + ${c}`
  return assign(instruction, scope, type, sum)
}

const divideFloats: Translate = (instruction, scope) => {
  const type = typeOf(instruction, ['rn'], ['f32'])
  const [a, b] = [1, 2].map((at) => scope.read(operand(instruction, at), type))
  return assign(instruction, scope, type, `${a} / ${b}`)
}

/** A call of a function in ptx-runtime.hpp that takes and gives the instruction's type. */
function call(name: string, count: number, modifiers: string[], types: string[]): Translate {
  return (instruction, scope) => {
    const type = typeOf(instruction, modifiers, types)
    const places = Array.from({ length: count }, (_, at) => at + 1)
    const values = places.map((at) => scope.read(operand(instruction, at), type))
    return assign(instruction, scope, type, `(${cppType(type)})${name}(${values.join(', ')})`)
  }
}

/** By whether the type is f32: an exact function of floats, or one of integers. */
function byType(float: Translate | undefined, integer: Translate): Translate {
  return (instruction, scope) => {
    const translate = isRoundedFloat(instruction) ? float : integer
    if (translate === undefined) throw new UnknownPtxError(instruction.text)
    return translate(instruction, scope)
  }
}

/** Shifts, bit fields and permutations: the amounts are u32 whatever the type. */
function withAmounts(name: string, values: number, amounts: number, mode?: string): Translate {
  return (instruction, scope) => {
    const type = typeOf(instruction, mode === undefined ? [] : [mode], [...INTEGERS, ...BITS])
    const operands = Array.from({ length: values + amounts }, (_, at) =>
      scope.read(operand(instruction, at + 1), at < values ? type : 'u32'),
    )
    return assign(instruction, scope, type, `(${cppType(type)})${name}(${operands.join(', ')})`)
  }
}

const WITHIN_WIDTH = /^(?:[1-9]|[12]\d|3[01])$/

/** By an amount that is known and less than 32, which is most of them, in plain C++. */
function shift(operator: string, otherwise: Translate): Translate {
  return (instruction, scope) => {
    const amount = operand(instruction, 2)
    const type = typeOf(instruction, [], [...INTEGERS, ...BITS])
    if (!WITHIN_WIDTH.test(amount) || bitsOfType(type) < 32) return otherwise(instruction, scope)
    const value = scope.read(operand(instruction, 1), type)
    return assign(instruction, scope, type, `${value} ${operator} ${amount}`)
  }
}

/** Counts of bits are u32 whatever the type counted. */
function bitCount(name: string, modifiers: string[] = []): Translate {
  return (instruction, scope) => {
    const type = typeOf(instruction, modifiers, ['b32', 'b64', 'u32', 's32', 'u64', 's64'])
    const value = scope.read(operand(instruction, 1), type)
    return assign(instruction, scope, 'u32', `${name}(${value})`)
  }
}

const select: Translate = (instruction, scope) => {
  const type = typeOf(instruction, [], [...INTEGERS, 'b16', 'b32', 'b64', 'f32'])
  const [yes, no] = [1, 2].map((at) => scope.read(operand(instruction, at), type))
  const condition = scope.read(operand(instruction, 3), 'pred')
  return assign(instruction, scope, type, `${condition} ? ${yes} : ${no}`)
}

const COMPARISONS: Readonly<Record<string, string>> = {
  eq: '==',
  ne: '!=',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
}

/** A comparison with `u` is also true of NaN, so it is the opposite of the opposite comparison. */
const UNORDERED: Readonly<Record<string, string>> = {
  neu: '==',
  ltu: '>=',
  leu: '>',
  gtu: '<=',
  geu: '<',
}

const compare: Translate = (instruction, scope) => {
  const [, comparison = '', type = ''] = instruction.opcode
  const [a, b] = [1, 2].map((at) => scope.read(operand(instruction, at), type))
  const unordered = isFloat(type) ? UNORDERED[comparison] : undefined
  const operator = COMPARISONS[comparison]
  if (instruction.opcode.length !== 3 || operator === unordered) {
    throw new UnknownPtxError(instruction.text)
  }
  if (isFloat(type) && comparison === 'ne') {
    return assign(instruction, scope, 'pred', `${a} < ${b} || ${a} > ${b}`)
  }
  const ordered = `${a} ${operator} ${b}`
  return assign(instruction, scope, 'pred', unordered ? `!(${a} ${unordered} ${b})` : ordered)
}

/** Integer to integer, integer to f32 rounded to nearest, f32 to integer toward zero. */
const convert: Translate = (instruction, scope) => {
  const parts = instruction.opcode.slice(1)
  const rounding = parts.length === 3 ? parts.shift() : undefined
  const [to = '', from = ''] = parts
  const wanted = isFloat(to) ? 'rn' : isFloat(from) ? 'rzi' : undefined
  if (parts.length !== 2 || rounding !== wanted || (isFloat(to) && isFloat(from))) {
    throw new UnknownPtxError(instruction.text)
  }
  const value = scope.read(operand(instruction, 1), from)
  const target = cppType(to)
  const expression = isFloat(from) ? `ptx::towardZero<${target}>(${value})` : `(${target})${value}`
  return assign(instruction, scope, to, expression)
}

const SIGNED_AND_UNSIGNED = ['u32', 's32', 'u64', 's64', 'u16', 's16']

export const ARITHMETIC: Readonly<Record<string, Translate>> = {
  add: binary,
  sub: binary,
  and: binary,
  or: binary,
  xor: binary,
  mul: multiply,
  mad: multiplyAdd,
  fma: fusedMultiplyAdd,
  fusible: fusibleMultiplyAdd,
  div: byType(divideFloats, call('ptx::quotient', 2, [], SIGNED_AND_UNSIGNED)),
  rem: call('ptx::remainder', 2, [], SIGNED_AND_UNSIGNED),
  rcp: call('1.f / ', 1, ['rn'], ['f32']),
  sqrt: call('__builtin_sqrtf', 1, ['rn'], ['f32']),
  neg: call('-', 1, [], ['f32', 's16', 's32', 's64']),
  abs: call('ptx::absolute', 1, [], ['f32', 's32', 's64']),
  not: byType(undefined, (instruction, scope) =>
    call(lastPart(instruction) === 'pred' ? '!' : '~', 1, [], BITS)(instruction, scope),
  ),
  min: byType(call('ptx::floatMin', 2, [], ['f32']), call('ptx::least', 2, [], INTEGERS)),
  max: byType(call('ptx::floatMax', 2, [], ['f32']), call('ptx::greatest', 2, [], INTEGERS)),
  shl: shift('<<', withAmounts('ptx::shiftLeft', 1, 1)),
  shr: shift('>>', withAmounts('ptx::shiftRight', 1, 1)),
  bfe: withAmounts('ptx::extractField', 1, 2),
  bfi: withAmounts('ptx::insertField', 2, 2),
  prmt: withAmounts('ptx::permuteBytes', 2, 1),
  shf: byType(undefined, (instruction, scope) =>
    withAmounts(
      instruction.opcode[1] === 'l' ? 'ptx::funnelLeft' : 'ptx::funnelRight',
      2,
      1,
      `${instruction.opcode[1]}.wrap`,
    )(instruction, scope),
  ),
  brev: call('ptx::reverseBits', 1, [], ['b32', 'b64']),
  clz: bitCount('ptx::leadingZeros'),
  popc: bitCount('ptx::countBits'),
  bfind: bitCount('ptx::shiftToHighest', ['shiftamt']),
  selp: select,
  setp: compare,
  cvt: convert,
}

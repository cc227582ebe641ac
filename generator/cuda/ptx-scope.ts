import { UnknownPtxError } from './ptx-module.ts'
import { bitsOfType, cppName, cppType, isFloat, isPredicate, toBits, toFloat } from './ptx-types.ts'

export type Space = 'global' | 'shared' | 'local' | 'param' | 'const'

const SPECIAL_REGISTERS: Readonly<Record<string, string>> = {
  '%tid.x': 'ptx::thread->index',
  '%ntid.x': 'ptx::launch.threads',
  '%ctaid.x': 'ptx::launch.block',
  '%nctaid.x': 'ptx::launch.blocks',
}

/** What the names of one function mean, and how an operand reads or is written as a PTX type. */
export class PtxScope {
  private readonly registers = new Map<string, string>()
  private readonly spaces = new Map<string, Space>()

  constructor(variables: ReadonlyMap<string, Space>) {
    for (const [name, space] of variables) this.spaces.set(name, space)
  }

  /** `prefix` is the register's name without its number. */
  declareRegister(prefix: string, type: string): void {
    this.registers.set(prefix, type)
  }

  declareVariable(name: string, space: Space): void {
    this.spaces.set(name, space)
  }

  spaceOf(name: string): Space {
    const space = this.spaces.get(name)
    if (space === undefined) throw new UnknownPtxError(`name ${name}`)
    return space
  }

  private typeOfRegister(name: string): string {
    const type = this.registers.get(name) ?? this.registers.get(name.replace(/\d+$/, ''))
    if (type === undefined) throw new UnknownPtxError(`register ${name}`)
    return type
  }

  /** The operand as a C++ expression of the PTX type. */
  read(operand: string, type: string): string {
    const special = SPECIAL_REGISTERS[operand]
    if (special !== undefined) return `(${cppType(type)})${special}`
    if (operand.startsWith('%')) return this.readRegister(operand, type)
    if (/^-?\d|^0/.test(operand)) return immediate(operand, type)
    return `(${cppType(type)})${this.addressOf(operand)}`
  }

  private readRegister(name: string, type: string): string {
    const held = this.typeOfRegister(name)
    if (isPredicate(held) !== isPredicate(type)) throw new UnknownPtxError(`${name} as .${type}`)
    if (isFloat(held) && isFloat(type)) return cppName(name)
    if (isFloat(type)) return toFloat(cppName(name))
    const bits = isFloat(held) ? toBits(cppName(name)) : cppName(name)
    return isPredicate(type) ? bits : `(${cppType(type)})${bits}`
  }

  /** An assignment of an expression of the PTX type to a register, extended by its sign. */
  write(name: string, type: string, expression: string): string {
    const held = this.typeOfRegister(name)
    if (isPredicate(held) !== isPredicate(type)) throw new UnknownPtxError(`${name} as .${type}`)
    if (isFloat(held) === isFloat(type)) return `${cppName(name)} = ${expression};`
    if (bitsOfType(type) !== 32) throw new UnknownPtxError(`${name} as .${type}`)
    const cast = isFloat(held) ? toFloat : toBits
    return `${cppName(name)} = ${cast(expression)};`
  }

  /** A variable's address in its own space: shared memory has addresses of its own, from 0. */
  addressOf(name: string): string {
    return this.spaceOf(name) === 'shared'
      ? `at_${cppName(name)}`
      : `(${cppType('u64')})${cppName(name)}`
  }

  /** The host's address of `[base+offset]` in a space, or of a generic address when it is undefined. */
  hostAddress(operand: string, space: Space | undefined): string {
    const groups = /^\[(?<base>[%\w$]+)(?:\+(?<offset>-?\d+))?\]$/.exec(operand)?.groups
    if (groups?.base === undefined) throw new UnknownPtxError(`address ${operand}`)
    const offset = groups.offset ?? '0'
    const base = groups.base.startsWith('%')
      ? this.readRegister(groups.base, space === 'shared' ? 'u32' : 'u64')
      : this.addressOf(groups.base)
    return space === 'shared'
      ? `((${cppType('u64')})ptx::sharedMemory + ${base} + ${offset})`
      : `(${base} + ${offset})`
  }
}

function immediate(operand: string, type: string): string {
  if (/^0[fF][0-9A-Fa-f]{8}$/.test(operand)) {
    const bits = `0x${operand.slice(2)}u`
    return isFloat(type) ? toFloat(bits) : bits
  }
  if (isPredicate(type)) return operand === '0' ? 'false' : 'true'
  if (isFloat(type)) throw new UnknownPtxError(`${operand} as .${type}`)
  const bits = BigInt.asUintN(64, BigInt(operand.replace(/U$/, '')))
  return `(${cppType(type)})0x${bits.toString(16)}ull`
}

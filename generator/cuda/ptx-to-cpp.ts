import { type FunctionContext, signature, translateFunction } from './ptx-function.ts'
import { markFusible } from './ptx-fuse.ts'
import {
  type Instruction,
  type PtxModule,
  type PtxVariable,
  parseModule,
  UnknownPtxError,
} from './ptx-module.ts'
import { bitsOfType, cppName, cppType } from './ptx-types.ts'

export interface TranslationOptions {
  /** Counts the runs of each basic block in each thread. */
  readonly count?: boolean
}

/** The machine instructions that an operation of PTX becomes where it is more than one. */
const EXPANSIONS: Readonly<Record<string, number>> = { div: 10, rcp: 8, sqrt: 9, rem: 12 }

/**
 * C++ that does on a CPU what the PTX does on the device, in so many units to be compiled side by
 * side and linked with ptx-main.cpp. What the translator does not know is an UnknownPtxError.
 */
export function translatePtx(
  ptx: string,
  units: number,
  options: TranslationOptions = {},
): string[] {
  const module = markFusible(parseModule(ptx))
  const shared = new SharedMemory()
  const blocks: number[] = []
  const context: FunctionContext = {
    variables: new Map(module.variables.map(({ name, space }) => [name, space])),
    placeShared: (variable) => shared.place(variable),
    countBlock: (instructions) =>
      options.count === true ? `ptx::countBlock(${blocks.push(lengthOf(instructions)) - 1}); ` : '',
  }
  const inShared = module.variables.filter(({ space }) => space === 'shared')
  const elsewhere = module.variables.filter(({ space }) => space !== 'shared')
  const functions = module.functions.map((each) => translateFunction(each, context))
  const head = [
    '#include "ptx-runtime.hpp"',
    ...declarations(module),
    ...inShared.map((variable) => shared.place(variable)),
    ...elsewhere.map((variable) => `extern ${declared(variable)};`),
  ]
  const definitions = [
    ...elsewhere.map((variable) => `${declared(variable)} = {${initialValues(variable)}};`),
    `unsigned int ptx::blockLength[] = {${[...blocks, 0].join(', ')}};`,
    `unsigned int ptx::blockCount = ${blocks.length};`,
  ]
  const shares = shareOut(functions, units)
  return shares.map((share, at) =>
    [...head, ...(at === 0 ? definitions : []), ...share, ''].join('\n'),
  )
}

/** Into shares of about the same length, the longest texts first. */
function shareOut(texts: readonly string[], count: number): string[][] {
  const shares = Array.from({ length: count }, () => ({ length: 0, texts: [] as string[] }))
  for (const text of [...texts].sort((a, b) => b.length - a.length)) {
    const [least] = shares.sort((a, b) => a.length - b.length)
    least?.texts.push(text)
    if (least !== undefined) least.length += text.length
  }
  return shares.map((share) => share.texts)
}

/** Gives each variable its place from 0 in the memory that a block's threads share. */
class SharedMemory {
  private used = 0

  place({ align, name, type, count }: PtxVariable): string {
    const at = Math.ceil(this.used / align) * align
    this.used = at + (count * bitsOfType(type)) / 8
    return `constexpr unsigned int at_${cppName(name)} = ${at};`
  }
}

function lengthOf(instructions: readonly Instruction[]): number {
  return instructions.reduce((sum, { opcode }) => sum + (EXPANSIONS[opcode[0] ?? ''] ?? 1), 0)
}

function declarations({ functions }: PtxModule): string[] {
  return functions.map((each) => `${each.isEntry ? 'extern "C" ' : ''}${signature(each)};`)
}

function declared({ align, type, name, count }: PtxVariable): string {
  return `${cppType(type)} ${cppName(name)}[${count}] __attribute__((aligned(${align})))`
}

function initialValues({ values }: PtxVariable): string {
  return values.map((value) => initialValue(value)).join(', ')
}

function initialValue(value: string): string {
  if (/^-?\d+$/.test(value)) return value
  const name = /^(?:generic\((?<generic>[\w$]+)\)|(?<plain>[\w$]+))$/.exec(value)?.groups
  const variable = name?.generic ?? name?.plain
  if (variable === undefined) throw new UnknownPtxError(value)
  return `(${cppType('u64')})${cppName(variable)}`
}

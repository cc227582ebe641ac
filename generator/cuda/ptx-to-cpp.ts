import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type FunctionContext, signature, translateFunction } from './ptx-function.ts'
import { markFusible } from './ptx-fuse.ts'
import {
  type Instruction,
  type PtxModule,
  type PtxVariable,
  parseModule,
  parseVariable,
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
 * C++ that does on a CPU what the PTX does on the device, to be compiled with ptx-main.cpp. Anything
 * that the translator does not know is an UnknownPtxError.
 */
export function translatePtx(ptx: string, options: TranslationOptions = {}): string {
  const module = markFusible(parseModule(ptx))
  const shared = new SharedMemory()
  const blocks: number[] = []
  const context: FunctionContext = {
    variables: new Map(module.variables.map(({ name, space }) => [name, space])),
    placeShared: (text) => shared.place(parseVariable(text)),
    countBlock: (instructions) =>
      options.count === true ? `ptx::countBlock(${blocks.push(lengthOf(instructions)) - 1}); ` : '',
  }
  const variables = module.variables.map((variable) =>
    variable.space === 'shared' ? shared.place(variable) : initialized(variable),
  )
  const functions = module.functions.map((ptxFunction) => translateFunction(ptxFunction, context))
  return [
    '#include "ptx-runtime.hpp"',
    ...declarations(module),
    ...variables,
    ...functions,
    ...(options.count === true
      ? [`unsigned int ptx::blockLength[] = {${blocks.join(', ')}};`]
      : []),
    ...(options.count === true ? [`unsigned int ptx::blockCount = ${blocks.length};`] : []),
    '',
  ].join('\n')
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
  return functions.map((each) => `${each.isEntry ? 'extern "C"' : 'static'} ${signature(each)};`)
}

function initialized({ align, type, name, count, values }: PtxVariable): string {
  const listed = values.map((value) => initialValue(value))
  return `alignas(${align}) static ${cppType(type)} ${cppName(name)}[${count}] = {${listed.join(', ')}};`
}

function initialValue(value: string): string {
  if (/^-?\d+$/.test(value)) return value
  const name = /^(?:generic\((?<generic>[\w$]+)\)|(?<plain>[\w$]+))$/.exec(value)?.groups
  const variable = name?.generic ?? name?.plain
  if (variable === undefined) throw new UnknownPtxError(value)
  return `(${cppType('u64')})${cppName(variable)}`
}

/** `node generator/cuda/ptx-to-cpp.ts <ptx> <cpp> [--count]` */
async function main([from, to, ...flags]: string[]): Promise<void> {
  if (from === undefined || to === undefined) throw new RangeError('Give a PTX file and a C++ file')
  const options = { count: flags.includes('--count') }
  await mkdir(dirname(to), { recursive: true })
  await writeFile(to, translatePtx(await readFile(from, 'utf8'), options))
}

if (process.argv[1] === import.meta.filename) await main(process.argv.slice(2))

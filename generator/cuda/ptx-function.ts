import { ARITHMETIC, type Translate } from './ptx-arithmetic.ts'
import { MEMORY } from './ptx-memory.ts'
import {
  type Instruction,
  type PtxFunction,
  type PtxVariable,
  parseVariable,
  type Statement,
  UnknownPtxError,
} from './ptx-module.ts'
import { PtxScope, type Space } from './ptx-scope.ts'
import { cppName, cppType } from './ptx-types.ts'

/** What a function takes from the program around it. */
export interface FunctionContext {
  readonly variables: ReadonlyMap<string, Space>
  /** Reserves shared memory and returns the C++ constant that holds its place. */
  readonly placeShared: (variable: PtxVariable) => string
  /** C++ that counts the run of a basic block, or nothing; `length` is filled in at the end. */
  readonly countBlock: (instructions: readonly Instruction[]) => string
}

interface Writer {
  readonly scope: PtxScope
  readonly context: FunctionContext
  readonly tables: ReadonlyMap<string, readonly string[]>
  readonly isEntry: boolean
}

const REGISTERS = /^\.reg\s+\.(?<type>\w+)\s+(?<name>%?[\w$]+)(?:<(?<count>\d+)>)?$/
const LOCAL =
  /^\.(?:local|param)\s+(?:\.align\s+\d+\s+)?\.(?<type>\w+)\s+(?<name>[\w$]+)(?:\[(?<count>\d+)\])?$/
const IGNORED = /^\.(?:pragma|loc|file)\b/

export function signature({ name, result, parameters }: PtxFunction): string {
  const all = result === undefined ? parameters : [result, ...parameters]
  const listed = all.map((parameter) => `unsigned char* ${cppName(parameter.name)}`)
  return `void ${cppName(name)}(${listed.join(', ')})`
}

export function translateFunction(ptx: PtxFunction, context: FunctionContext): string {
  const scope = new PtxScope(context.variables)
  for (const { name } of ptx.parameters) scope.declareVariable(name, 'param')
  if (ptx.result !== undefined) scope.declareVariable(ptx.result.name, 'param')
  const tables = branchTables(ptx.body)
  const writer: Writer = { scope, context, tables, isEntry: ptx.isEntry }
  const linkage = ptx.isEntry ? 'extern "C" ' : ''
  const lines = basicBlocks(ptx.body).flatMap((block) => {
    const instructions = block.filter((statement) => statement.kind === 'instruction')
    const count = instructions.length === 0 ? '' : context.countBlock(instructions)
    let counted = false
    return block.map((statement) => {
      const text = translateStatement(statement, writer)
      if (statement.kind !== 'instruction' || counted) return text
      counted = true
      return `${count}${text}`
    })
  })
  return `${linkage}${signature(ptx)} {\n${lines.filter(Boolean).join('\n')}\n}`
}

/** Runs of statements that are entered at their first instruction only and left at their last. */
export function basicBlocks(body: readonly Statement[]): Statement[][] {
  const blocks: Statement[][] = [[]]
  for (const statement of body) {
    if (statement.kind === 'label') blocks.push([])
    blocks.at(-1)?.push(statement)
    if (statement.kind === 'instruction' && endsBlock(statement)) blocks.push([])
  }
  return blocks.filter((block) => block.length > 0)
}

function endsBlock({ opcode }: Instruction): boolean {
  return ['bra', 'brx', 'ret', 'call', 'bar'].includes(opcode[0] ?? '')
}

/** The targets that `brx.idx` names: a label followed by a directive. */
function branchTables(body: readonly Statement[]): Map<string, readonly string[]> {
  const tables = new Map<string, readonly string[]>()
  for (const [at, statement] of body.entries()) {
    const label = body[at - 1]
    if (statement.kind !== 'directive' || label?.kind !== 'label') continue
    const targets = /^\.branchtargets\s+(?<listed>.*)$/s.exec(statement.text)?.groups?.listed
    if (targets !== undefined) tables.set(label.name, targets.split(/\s*,\s*/))
  }
  return tables
}

function translateStatement(statement: Statement, writer: Writer): string {
  if (statement.kind === 'open') return '{'
  if (statement.kind === 'close') return '}'
  if (statement.kind === 'label') return `${cppName(statement.name)}:;`
  if (statement.kind === 'directive') return translateDirective(statement.text, writer)
  const { guard } = statement
  const text = translateInstruction(statement, writer)
  if (guard === undefined) return text
  return `if (${guard.negated ? '!' : ''}${cppName(guard.register)}) { ${text} }`
}

function translateDirective(text: string, { scope, context }: Writer): string {
  if (IGNORED.test(text) || text.startsWith('.branchtargets')) return ''
  const registers = REGISTERS.exec(text)?.groups
  if (registers?.type !== undefined && registers.name !== undefined) {
    return declareRegisters(registers.type, registers.name, registers.count, scope)
  }
  if (text.startsWith('.shared')) {
    const variable = parseVariable(text)
    scope.declareVariable(variable.name, 'shared')
    return context.placeShared(variable)
  }
  const local = LOCAL.exec(text)?.groups
  if (local?.type === undefined || local.name === undefined) throw new UnknownPtxError(text)
  scope.declareVariable(local.name, text.startsWith('.local') ? 'local' : 'param')
  const type = local.count === undefined ? cppType('u64') : cppType(local.type)
  return `alignas(16) ${type} ${cppName(local.name)}[${local.count ?? 1}];`
}

function declareRegisters(
  type: string,
  name: string,
  count: string | undefined,
  scope: PtxScope,
): string {
  scope.declareRegister(name, type)
  const names = Array.from({ length: Number(count ?? 1) }, (_, at) =>
    cppName(count === undefined ? name : `${name}${at}`),
  )
  return `${cppType(type)} ${names.join(', ')};`
}

const CONTROL: Readonly<Record<string, (instruction: Instruction, writer: Writer) => string>> = {
  bra: ({ operands }) => `goto ${cppName(operands[0] ?? '')};`,
  brx: branchByIndex,
  call: callFunction,
  ret: () => 'return;',
  exit: (instruction, { isEntry }) => {
    if (!isEntry) throw new UnknownPtxError(instruction.text)
    return 'return;'
  },
  trap: () => 'std::abort();',
  bar: (instruction) => {
    if (instruction.text.replaceAll(/\s+/g, ' ') !== 'bar.sync 0') {
      throw new UnknownPtxError(instruction.text)
    }
    return 'ptx::barrier();'
  },
}

function translateInstruction(instruction: Instruction, writer: Writer): string {
  const [mnemonic = ''] = instruction.opcode
  const control = CONTROL[mnemonic]
  if (control !== undefined) return control(instruction, writer)
  const translate: Translate | undefined = ARITHMETIC[mnemonic] ?? MEMORY[mnemonic]
  if (translate === undefined) throw new UnknownPtxError(instruction.text)
  return translate(instruction, writer.scope)
}

function branchByIndex(instruction: Instruction, { scope, tables }: Writer): string {
  const [index = '', table = ''] = instruction.operands
  const targets = tables.get(table)
  if (targets === undefined) throw new UnknownPtxError(instruction.text)
  const cases = targets.map((target, at) => `case ${at}: goto ${cppName(target)};`)
  return `switch (${scope.read(index, 'u32')}) { ${cases.join(' ')} }`
}

/** `call (result), function, (arguments)`: all are variables of the parameter space. */
function callFunction(instruction: Instruction): string {
  const groups = instruction.operands.map((operand) => operand.replaceAll(/[()\s]/g, ''))
  const name = instruction.operands.findIndex((operand) => !operand.startsWith('('))
  const target = groups[name]
  if (target === undefined || target.startsWith('%') || groups.length > name + 2) {
    throw new UnknownPtxError(instruction.text)
  }
  const passed = [...groups.slice(0, name), ...groups.slice(name + 1)].flatMap((group) =>
    group.split(',').filter(Boolean),
  )
  return `${cppName(target)}(${passed.map((value) => `(unsigned char*)${cppName(value)}`).join(', ')});`
}

/** Thrown for PTX that the translator was not written for, so that nothing is translated by guess. */
export class UnknownPtxError extends Error {
  constructor(text: string) {
    super(`Unknown PTX: ${text.replaceAll(/\s+/g, ' ')}`)
    this.name = 'UnknownPtxError'
  }
}

export interface Guard {
  readonly register: string
  readonly negated: boolean
}

export interface Instruction {
  readonly kind: 'instruction'
  readonly guard: Guard | undefined
  /** The opcode split at its dots: `add.rn.f32` is `['add', 'rn', 'f32']`. */
  readonly opcode: readonly string[]
  readonly operands: readonly string[]
  readonly text: string
}

export type Statement =
  | { readonly kind: 'open' }
  | { readonly kind: 'close' }
  | { readonly kind: 'label'; readonly name: string }
  | { readonly kind: 'directive'; readonly text: string }
  | Instruction

export interface Parameter {
  readonly name: string
}

export interface PtxFunction {
  readonly name: string
  readonly isEntry: boolean
  readonly result: Parameter | undefined
  readonly parameters: readonly Parameter[]
  readonly body: readonly Statement[]
}

/** A variable outside functions: state space, element type, count and initial values. */
export interface PtxVariable {
  readonly space: 'global' | 'shared' | 'const'
  readonly type: string
  readonly align: number
  readonly name: string
  readonly count: number
  readonly values: readonly string[]
}

export interface PtxModule {
  readonly version: string
  readonly target: string
  readonly variables: readonly PtxVariable[]
  readonly functions: readonly PtxFunction[]
}

const HEADER =
  /^\.version\s+(?<version>[\d.]+)\s+\.target\s+(?<target>\w+)\s+\.address_size\s+64\s+/
const VARIABLE =
  /^\.(?<space>global|shared|const)(?:\s+\.align\s+(?<align>\d+))?\s+\.(?<type>\w+)\s+(?<name>[\w$]+)(?:\[(?<count>\d+)\])?(?:\s*=\s*(?:\{(?<values>[^}]*)\}|(?<value>[^{]+)))?$/
const LINKAGE = /^\.(?:visible|weak|extern)\s+/
const FUNCTION =
  /^\.(?<kind>func|entry)\s*(?:\((?<result>[^)]*)\))?\s*(?<name>[\w$]+)\s*\((?<parameters>[^)]*)\)\s*(?<limits>(?:\.\w+[^.{]*)*)$/

export function parseModule(text: string): PtxModule {
  const source = text.replaceAll(/\/\/[^\n]*/g, '').trim()
  const header = HEADER.exec(source)
  if (header?.groups === undefined) throw new UnknownPtxError(source.slice(0, 80))
  const { version = '', target = '' } = header.groups
  const variables: PtxVariable[] = []
  const functions: PtxFunction[] = []
  for (const { head, body } of topLevel(source, header[0].length)) {
    if (!/^\.(?:func|entry)\b/.test(head)) variables.push(parseVariable(head))
    else if (body !== undefined) functions.push(parseFunction(head, body))
  }
  return { version, target, variables, functions }
}

interface Item {
  readonly head: string
  /** What is between the braces of a function; a declaration has none. */
  readonly body: string | undefined
}

function* topLevel(source: string, from: number): Generator<Item> {
  for (let at = from; at < source.length; ) {
    const end = source.slice(at).search(/[;{]/) + at
    if (end < at) throw new UnknownPtxError(source.slice(at))
    const head = source.slice(at, end).trim().replace(LINKAGE, '')
    if (source[end] === ';') {
      yield { head, body: undefined }
      at = end + 1
    } else if (/^\.(?:func|entry)\b/.test(head)) {
      const close = closingBrace(source, end)
      yield { head, body: source.slice(end + 1, close) }
      at = close + 1
    } else {
      const close = source.indexOf(';', end)
      yield { head: source.slice(at, close).trim().replace(LINKAGE, ''), body: undefined }
      at = close + 1
    }
    at += source.slice(at).search(/\S|$/)
  }
}

/** A variable of a module or, for shared memory, of a function. */
export function parseVariable(text: string): PtxVariable {
  const groups = VARIABLE.exec(text)?.groups
  if (groups?.space === undefined || groups.type === undefined || groups.name === undefined) {
    throw new UnknownPtxError(text)
  }
  const listed = (groups.values ?? groups.value ?? '').split(',').map((value) => value.trim())
  return {
    space: groups.space as PtxVariable['space'],
    type: groups.type,
    align: Number(groups.align ?? 8),
    name: groups.name,
    count: Number(groups.count ?? 1),
    values: listed.filter((value) => value !== ''),
  }
}

function closingBrace(source: string, open: number): number {
  let depth = 0
  for (let at = open; at < source.length; at++) {
    if (source[at] === '{') depth++
    if (source[at] === '}' && --depth === 0) return at
  }
  throw new UnknownPtxError(source.slice(open, open + 80))
}

function parseFunction(head: string, body: string): PtxFunction {
  const groups = FUNCTION.exec(head)?.groups
  if (groups?.name === undefined) throw new UnknownPtxError(head)
  const [result] = parseParameters(groups.result ?? '')
  return {
    name: groups.name,
    isEntry: groups.kind === 'entry',
    result,
    parameters: parseParameters(groups.parameters ?? ''),
    body: parseBody(body),
  }
}

function parseParameters(text: string): Parameter[] {
  const listed = text.split(',').map((parameter) => parameter.trim())
  return listed.filter(Boolean).map((parameter) => {
    const name = /^\.param\s.*?(?<name>[\w$]+)(?:\[\d+\])?$/s.exec(parameter)?.groups?.name
    if (name === undefined) throw new UnknownPtxError(parameter)
    return { name }
  })
}

const STATEMENT = /\s*(?:(?<brace>[{}])|(?<label>\$?[\w$]+):|(?<rest>[^;]*);)/y

function parseBody(body: string): Statement[] {
  const statements: Statement[] = []
  const text = body.trimEnd()
  STATEMENT.lastIndex = 0
  while (STATEMENT.lastIndex < text.length) {
    const groups = STATEMENT.exec(text)?.groups
    if (groups === undefined) throw new UnknownPtxError(text.slice(-80))
    if (groups.brace !== undefined) {
      statements.push({ kind: groups.brace === '{' ? 'open' : 'close' })
    } else if (groups.label !== undefined) statements.push({ kind: 'label', name: groups.label })
    else if (groups.rest) statements.push(parseStatement(groups.rest.trim()))
  }
  return statements
}

const INSTRUCTION = /^(?:@(?<negated>!?)(?<guard>%\w+)\s+)?(?<opcode>[a-z][\w.:]*)(?<rest>.*)$/s

function parseStatement(text: string): Statement {
  if (text.startsWith('.')) return { kind: 'directive', text }
  return parseInstruction(text)
}

export function parseInstruction(text: string): Instruction {
  const groups = INSTRUCTION.exec(text)?.groups
  if (groups?.opcode === undefined) throw new UnknownPtxError(text)
  const guard =
    groups.guard === undefined
      ? undefined
      : { register: groups.guard, negated: groups.negated === '!' }
  return {
    kind: 'instruction',
    guard,
    opcode: groups.opcode.split('.'),
    operands: splitOperands(groups.rest ?? ''),
    text,
  }
}

/** At commas outside brackets, braces and parentheses. */
function splitOperands(text: string): string[] {
  const parts = text.match(/(?:\{[^}]*\}|\[[^\]]*\]|\([^)]*\)|[^,])+/g) ?? []
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}

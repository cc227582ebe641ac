import { basicBlocks } from './ptx-function.ts'
import { type Instruction, type PtxModule, parseInstruction, type Statement } from './ptx-module.ts'

/** One sum in so many, which keeps the C++ small: a test that sees these sees more. */
const MARKED_OF = 16

/**
 * Marks what a compiler would contract: within a basic block, a product that is added. `fusible.rn.f32
 * sum, a, b, addend, product` is product + addend, or a fused multiply-add rounded once when the
 * program is told to fuse: the negative control of the tests of exactness.
 */
export function markFusible(module: PtxModule): PtxModule {
  let sums = 0
  const isMarked = (): boolean => sums++ % MARKED_OF === 0
  const functions = module.functions.map((each) => ({
    ...each,
    body: basicBlocks(each.body).flatMap((block) => markBlock(block, isMarked)),
  }))
  return { ...module, functions }
}

function markBlock(block: readonly Statement[], isMarked: () => boolean): Statement[] {
  const products = new Map<string, readonly string[]>()
  return block.map((statement) => {
    if (statement.kind !== 'instruction') return statement
    const fusible = asFusible(statement, products)
    forget(statement, products)
    const [target, ...factors] = statement.operands
    if (isPlain(statement, 'mul.rn.f32') && target !== undefined && !factors.includes(target)) {
      products.set(target, factors)
    }
    return fusible !== undefined && isMarked() ? fusible : statement
  })
}

function isPlain({ guard, opcode }: Instruction, name: string): boolean {
  return guard === undefined && opcode.join('.') === name
}

function asFusible(
  instruction: Instruction,
  products: ReadonlyMap<string, readonly string[]>,
): Instruction | undefined {
  const [sum, ...terms] = instruction.operands
  if (!isPlain(instruction, 'add.rn.f32') || sum === undefined) return undefined
  const product = terms.find((term) => products.has(term))
  const factors = products.get(product ?? '')
  if (product === undefined || factors === undefined) return undefined
  const addend = terms[1 - terms.indexOf(product)] ?? product
  return parseInstruction(`fusible.rn.f32 ${[sum, ...factors, addend, product].join(', ')}`)
}

/** A product is stale once it or a factor is written again. */
function forget({ operands }: Instruction, products: Map<string, readonly string[]>): void {
  const written = operands[0]?.replaceAll(/[{}\s]/g, '').split(',') ?? []
  for (const [product, factors] of products) {
    if (written.some((name) => name === product || factors.includes(name))) products.delete(product)
  }
}

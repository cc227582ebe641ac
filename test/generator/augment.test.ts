import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readGeometry } from '../../bench/quality/geometry.ts'
import { topologyOf } from '../../bench/quality/topology.ts'
import { PARENT_BYTES_MAX, type Parent, ParentError } from '../../generator/augment.ts'
import { type AssetFactsV2, createGenerator } from '../../generator/generator.ts'
import { goldenLine } from '../../generator/golden.ts'
import { goldenSeed } from '../../generator/golden-seeds.ts'
import { loadGeneratorModule } from '../../generator/node-module.ts'

const VERSION = 'piwa-procedural@2'
const PAIRS = 24
const module = await loadGeneratorModule(VERSION)
// Compiled here, where no test waits for it.
const scalarModule = await loadGeneratorModule(VERSION, 'scalar')
const generator = createGenerator(VERSION, module, 64)

function parentOf(index: number): Parent {
  const { glb, facts } = generator.generate(goldenSeed(index))
  const { caption, tags } = facts as AssetFactsV2
  return { glb, sha256: createHash('sha256').update(glb).digest(), caption, tags }
}

const parents = Array.from({ length: PAIRS }, (_, index) => parentOf(index))
const augmented = parents.map((parent, index) => ({
  parent,
  seed: goldenSeed(1000 + index),
  asset: generator.augment(parent, goldenSeed(1000 + index)),
}))

const OPERATORS =
  /^(a (twisted|squeezed|stretched|recolored|cut-open|thickened) copy of|several|a mirrored pair|on a pedestal)/

describe('augmentation', () => {
  test('names its parent in the GLB', () => {
    for (const { parent, asset } of augmented) {
      const json = new TextDecoder().decode(asset.glb.subarray(20, 2000))
      expect(json).toContain(`"parent":"${Buffer.from(parent.sha256).toString('hex')}"`)
    }
  })

  test('says what it did, in the words of the parent', () => {
    for (const { parent, asset } of augmented) {
      expect(asset.facts.caption).toMatch(OPERATORS)
      expect(asset.facts.caption).toContain(parent.caption)
    }
    const operators = new Set(
      augmented.map(({ asset }) => OPERATORS.exec(asset.facts.caption)?.[0]),
    )
    expect(operators.size).toBeGreaterThan(4)
  })

  test('gives a closed surface that is not the parent', () => {
    for (const { parent, asset } of augmented) {
      const { watertight, edgeManifold } = topologyOf(readGeometry(asset.glb))
      expect({ watertight, edgeManifold }).toEqual({ watertight: true, edgeManifold: true })
      expect(Buffer.from(asset.glb).equals(parent.glb)).toBe(false)
    }
  })

  test('does not depend on what was made before, or on the lanes', () => {
    const scalar = createGenerator(VERSION, scalarModule, 64)
    for (const { parent, seed, asset } of augmented.toReversed().slice(0, 8)) {
      const again = goldenLine(seed, generator.augment(parent, seed))
      expect(again).toBe(goldenLine(seed, asset))
      expect(goldenLine(seed, scalar.augment(parent, seed))).toBe(again)
    }
  })

  test('takes parents of the first version, of finer grids, and augmented ones', async () => {
    const first = createGenerator(
      'piwa-procedural@1',
      await loadGeneratorModule('piwa-procedural@1'),
      64,
    )
    const fine = createGenerator(VERSION, module, 128)
    const glbs = [
      first.generate(goldenSeed(3)).glb,
      fine.generate(goldenSeed(4)).glb,
      augmented[0]?.asset.glb ?? new Uint8Array(),
    ]
    for (const glb of glbs) {
      const made = generator.augment({ glb, sha256: new Uint8Array(32) }, goldenSeed(5))
      expect(topologyOf(readGeometry(made.glb)).watertight).toBe(true)
    }
  })
})

describe('a parent that cannot be augmented', () => {
  const { glb } = parents[0] ?? parentOf(0)
  const attempt = (bytes: Uint8Array) => () =>
    generator.augment({ glb: bytes, sha256: new Uint8Array(32) }, goldenSeed(7))
  const codeOf = (bytes: Uint8Array): string => {
    try {
      attempt(bytes)()
      return 'MADE'
    } catch (error) {
      if (error instanceof ParentError) return error.code
      throw error
    }
  }

  test('is refused when it is huge, before it is read', () => {
    expect(codeOf(new Uint8Array(PARENT_BYTES_MAX + 1))).toBe('PARENT_TOO_LARGE')
  })

  test('is refused when it claims more elements than it has', () => {
    expect(codeOf(withJson(glb, (text) => text.replace(/"count":\d+/, '"count":999999')))).toBe(
      'PARENT_TOO_LARGE',
    )
    expect(codeOf(withJson(glb, (text) => text.replace(/"count":\d+/, '"count":262144')))).toBe(
      'PARENT_MALFORMED',
    )
  })

  test('is refused when its surface is open', () => {
    const open = withJson(glb, (text) =>
      text.replace(/("count":)(\d+)(,"type":"SCALAR"\}\]\})/, (_, key, count, rest) => {
        return `${key}${Number(count) - 300}${rest}`
      }),
    )
    expect(codeOf(open)).toBe('PARENT_NOT_CLOSED')
  })

  test('never does more than be refused, whatever its bytes are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(glb.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        fc.nat(glb.length),
        fc.boolean(),
        (changes, length, truncated) => {
          const bytes = truncated ? glb.slice(0, length) : glb.slice()
          for (const [at, value] of changes) if (at < bytes.length) bytes[at % 4000] = value
          expect(codeOf(bytes)).toMatch(/^(MADE|PARENT_\w+)$/)
        },
      ),
      { numRuns: 60 },
    )
  })
})

/** The same GLB with another JSON chunk. */
function withJson(glb: Uint8Array, edit: (text: string) => string): Uint8Array {
  const view = new DataView(glb.buffer, glb.byteOffset, glb.byteLength)
  const length = view.getUint32(12, true)
  const edited = edit(new TextDecoder().decode(glb.subarray(20, 20 + length)).trimEnd())
  const text = new TextEncoder().encode(edited.padEnd(Math.ceil(edited.length / 4) * 4))
  const bytes = new Uint8Array(20 + text.length + glb.length - 20 - length)
  bytes.set(glb.subarray(0, 20))
  bytes.set(text, 20)
  bytes.set(glb.subarray(20 + length), 20 + text.length)
  const head = new DataView(bytes.buffer)
  head.setUint32(8, bytes.length, true)
  head.setUint32(12, text.length, true)
  return bytes
}

import version1 from '../../generator/build/piwa-procedural-1.wasm'
import version2 from '../../generator/build/piwa-procedural-2.wasm'
import { createGenerator, type Generator } from '../../generator/generator.ts'
import { type GeneratorId, isGeneratorId } from '../../generator/versions.ts'

/** Every version that a lease may still be under: a version is audited by itself. */
const MODULES: Readonly<Record<GeneratorId, WebAssembly.Module>> = {
  'piwa-procedural@1': version1,
  'piwa-procedural@2': version2,
}

/** One generator a version and grid, for as long as the isolate lives. */
const generators = new Map<string, Generator>()

/** Throws for a version that this edge does not hold: that is an outage, no verdict. */
export function generatorFor(id: string, grid: number): Generator {
  const key = `${id} ${grid}`
  const known = generators.get(key)
  if (known !== undefined) return known
  if (!isGeneratorId(id)) throw new Error(`this edge holds no generator ${id}`)
  const made = createGenerator(id, MODULES[id], grid)
  generators.set(key, made)
  return made
}

import { readFile } from 'node:fs/promises'
import { buildGenerator } from './build.ts'
import type { Variant } from './module-name.ts'
import type { GeneratorId } from './versions.ts'
import { type WasmModule, webAssembly } from './web-assembly.ts'

/** The compiled core of one version for Node; builds it first when a source changed. */
export async function loadGeneratorModule(
  generator: GeneratorId,
  variant: Variant = 'simd',
): Promise<WasmModule> {
  return webAssembly.compile(await readFile(await buildGenerator(generator, variant)))
}

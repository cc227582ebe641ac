import { readFile } from 'node:fs/promises'
import { buildGenerator, type Variant } from './build.ts'
import { type WasmModule, webAssembly } from './web-assembly.ts'

/** The compiled core for Node; builds it first when a source changed. */
export async function loadGeneratorModule(variant: Variant = 'simd'): Promise<WasmModule> {
  return webAssembly.compile(await readFile(await buildGenerator(variant)))
}

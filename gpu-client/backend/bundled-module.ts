import { readFile } from 'node:fs/promises'
import { moduleFileName } from '../../generator/module-name.ts'
import type { GeneratorId } from '../../generator/versions.ts'
import { type WasmModule, webAssembly } from '../../generator/web-assembly.ts'

/** The compiled core that lies beside the bundle; `build.ts` puts it in the place of the repository's own. */
export async function loadGeneratorModule(generator: GeneratorId): Promise<WasmModule> {
  const path = new URL(`./${moduleFileName(generator)}`, import.meta.url)
  return webAssembly.compile(await readFile(path))
}

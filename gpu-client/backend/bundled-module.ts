import { readFile } from 'node:fs/promises'
import { type WasmModule, webAssembly } from '../../generator/web-assembly.ts'

/** The compiled core that lies beside the bundle; `build.ts` puts it in the place of the repository's own. */
export async function loadGeneratorModule(): Promise<WasmModule> {
  return webAssembly.compile(await readFile(new URL('./piwa-procedural.wasm', import.meta.url)))
}

import { loadGeneratorModule } from '../../generator/node-module.ts'
import { GENERATOR_IDS } from '../../generator/versions.ts'
import type { GeneratorModules } from './thread-messages.ts'

/** The compiled core of every version, from the repository or from beside the bundle. */
export async function loadGeneratorModules(): Promise<GeneratorModules> {
  const load = async (id: (typeof GENERATOR_IDS)[number]) =>
    [id, await loadGeneratorModule(id)] as const
  const modules = await Promise.all(GENERATOR_IDS.map(load))
  return Object.fromEntries(modules) as GeneratorModules
}

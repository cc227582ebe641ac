/**
 * Released generators, oldest first. Each names the function (seed, grid) to bytes, and a released
 * one never changes its output.
 */
export const GENERATOR_IDS = ['piwa-procedural@1', 'piwa-procedural@2'] as const

export type GeneratorId = (typeof GENERATOR_IDS)[number]

/** What new work asks for. */
export const LATEST_GENERATOR: GeneratorId = 'piwa-procedural@2'

export function isGeneratorId(text: string): text is GeneratorId {
  return GENERATOR_IDS.some((id) => id === text)
}

/** The number after the at sign; sources, modules and golden hashes are kept by it. */
export function versionOf(generator: GeneratorId): number {
  return Number(generator.slice(generator.indexOf('@') + 1))
}

/** Operators on existing assets came with version 2. */
export function augments(generator: GeneratorId): boolean {
  return versionOf(generator) >= 2
}

/** Views came with version 2. */
export function rendersViews(generator: GeneratorId): boolean {
  return versionOf(generator) >= 2
}

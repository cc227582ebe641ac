import type { GeneratorId } from './versions.ts'

const FILE_ENDINGS = { simd: '.wasm', scalar: '-scalar.wasm' } as const

/** `simd` is the one that is shipped; `scalar` exists to prove that lanes do not show. */
export type Variant = keyof typeof FILE_ENDINGS

/** What the WebAssembly build of a version is called, in the repository and beside a bundle. */
export function moduleFileName(generator: GeneratorId, variant: Variant = 'simd'): string {
  return `${generator.replace('@', '-')}${FILE_ENDINGS[variant]}`
}

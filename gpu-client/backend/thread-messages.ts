import type { loadGeneratorModule } from '../../generator/node-module.ts'
import type { GenerationRequest, HashedAsset } from './backend.ts'

export type GeneratorModule = Awaited<ReturnType<typeof loadGeneratorModule>>

export interface ThreadData {
  readonly module: GeneratorModule
}

/** A thread has one request at a time. */
export type ThreadRequest = GenerationRequest

/** The GLB's buffer is transferred, not copied. */
export type ThreadAnswer = { readonly asset: HashedAsset } | { readonly error: string }

import type { GeneratorId } from '../../generator/versions.ts'
import type { WasmModule } from '../../generator/web-assembly.ts'
import type { GenerationRequest, HashedAsset } from './backend.ts'

/** The compiled core of every version that leases may ask for. */
export type GeneratorModules = Readonly<Record<GeneratorId, WasmModule>>

export interface ThreadData {
  readonly modules: GeneratorModules
}

/** A thread has one request at a time. */
export type ThreadRequest = GenerationRequest

/** The buffers of GLB and views are transferred, not copied. */
export type ThreadAnswer = { readonly asset: HashedAsset } | { readonly error: string }

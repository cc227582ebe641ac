import type { GeneratorId } from '../../generator/versions.ts'
import type { Backend } from './backend.ts'

export const BACKENDS = ['cuda', 'native', 'wasm'] as const
export type BackendKind = (typeof BACKENDS)[number]
export const BACKEND_CHOICES = ['auto', ...BACKENDS] as const
export type BackendChoice = (typeof BACKEND_CHOICES)[number]

export interface OpenBackend {
  readonly backend: Backend
  /** What it is, for the operator: `native, g++ 12.2.0, 8 processes`. */
  readonly says: string
}

/** A backend that this machine may have. */
export interface Candidate {
  readonly kind: BackendKind
  serves(generator: GeneratorId): boolean
  /** Throws BackendLost when it cannot work here. */
  open(generator: GeneratorId, signal: AbortSignal): Promise<OpenBackend>
}

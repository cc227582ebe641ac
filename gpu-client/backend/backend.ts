import type { Sha256Hex } from '../../domain/ids.ts'
import type { GeneratedAsset, RawView, ViewsRequest } from '../../generator/generator.ts'
import type { GeneratorId } from '../../generator/versions.ts'

export interface GenerationRequest {
  readonly generator: GeneratorId
  /** 16 bytes: the asset follows from them, the grid and the generator's version alone. */
  readonly assetSeed: Uint8Array
  readonly grid: number
  readonly views: ViewsRequest | undefined
}

export type HashedAsset = GeneratedAsset & {
  /** Of the GLB. */
  readonly sha256: Sha256Hex
  /** Empty where the request asks for none. */
  readonly views: readonly RawView[]
}

/** What turns seeds into assets on this machine. Every backend gives the same bytes. */
export interface Backend {
  readonly name: string
  /** How many assets it works on at once; twice as many requests keep it busy. */
  readonly threads: number
  /** Rejects with the signal's reason when that is aborted, with ClientFault when the generator fails. */
  generate(request: GenerationRequest, signal: AbortSignal): Promise<HashedAsset>
  close(): Promise<void>
}

import type { GenerationRequest, HashedAsset } from './backend.ts'

/** A request on its way through the children, until it is settled. */
export interface Job {
  readonly request: GenerationRequest
  /** How many children have died over it. */
  deaths: number
  settled(): boolean
  resolve(asset: HashedAsset): void
  reject(error: unknown): void
}

/** Makes a job and the promise that it settles; when the signal is aborted, that is its end. */
export function createJob(
  request: GenerationRequest,
  signal: AbortSignal,
): { readonly job: Job; readonly asset: Promise<HashedAsset> } {
  const { promise, resolve, reject } = Promise.withResolvers<HashedAsset>()
  let settled = false
  const settle = (how: () => void): void => {
    if (settled) return
    settled = true
    signal.removeEventListener('abort', onAbort)
    how()
  }
  const onAbort = (): void => settle(() => reject(signal.reason))
  signal.addEventListener('abort', onAbort, { once: true })
  const job: Job = {
    request,
    deaths: 0,
    settled: () => settled,
    resolve: (asset) => settle(() => resolve(asset)),
    reject: (error) => settle(() => reject(error)),
  }
  if (signal.aborted) onAbort()
  return { job, asset: promise }
}

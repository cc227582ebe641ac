import { isGeneratorId, LATEST_GENERATOR } from '../../generator/versions.ts'
import type { ClientEvent } from '../progress/events.ts'
import type { Backend } from './backend.ts'
import type { BackendSettings } from './backend-settings.ts'
import { chooseBackend } from './choose-backend.ts'
import { backendCandidates } from './choose-candidates.ts'
import { goldenAssets } from './golden.ts'
import { assertReproduces } from './self-test.ts'

/** What is told of backends while one is chosen and used. */
export type BackendReport = (
  event: Extract<ClientEvent, { readonly event: 'backend' | 'compiling' | `backend_${string}` }>,
) => void

export interface BackendWish {
  readonly settings: BackendSettings
  /** Where compiled native programs are kept. */
  readonly nativeCache: string
  /** The latest one where it is left out or not known here. */
  readonly generator?: string | undefined
}

/** The best backend that works for a generator; another version is served by the same choice. */
export function openBackend(
  { settings, nativeCache, generator }: BackendWish,
  report: BackendReport,
  signal: AbortSignal,
): Promise<Backend> {
  const { backend: choice, threads, compiler, devices, 'cuda-driver': driver } = settings
  const megabytes = settings['gpu-memory']
  const memoryBytesMax = megabytes === undefined ? undefined : megabytes * 1_000_000
  const candidates = backendCandidates({
    ...{ threads, compiler, nativeCache },
    cuda: { driver, devices, memoryBytesMax },
    died: (backend, reason) => report({ event: 'backend_fault', backend, reason }),
    compiling: (name, id) => report({ event: 'compiling', compiler: name, generator: id }),
  })
  return chooseBackend(
    {
      ...{ candidates, choice },
      prove: (backend, id) => assertReproduces(backend, signal, goldenAssets(id)),
      news: {
        chosen: (news) => report({ event: 'backend', ...news }),
        lost: (news) => report({ event: 'backend_lost', ...news }),
      },
    },
    generator !== undefined && isGeneratorId(generator) ? generator : LATEST_GENERATOR,
    signal,
  )
}

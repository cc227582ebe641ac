import { isGeneratorId, LATEST_GENERATOR } from '../../generator/versions.ts'
import type { Backend } from '../backend/backend.ts'
import { chooseBackend } from '../backend/choose-backend.ts'
import { backendCandidates } from '../backend/choose-candidates.ts'
import { goldenAssets } from '../backend/golden.ts'
import { assertReproduces } from '../backend/self-test.ts'
import type { PullReport } from './events.ts'
import type { PullPaths } from './paths.ts'
import type { PullSettings } from './settings.ts'

/** The best backend that works for a generator; another version is served by the same choice. */
export function openBackend(
  paths: PullPaths,
  settings: PullSettings,
  generator: string | undefined,
  report: PullReport,
  signal: AbortSignal,
): Promise<Backend> {
  const { backend: choice, threads, compiler, devices, 'cuda-driver': driver } = settings
  const megabytes = settings['gpu-memory']
  const memoryBytesMax = megabytes === undefined ? undefined : megabytes * 1_000_000
  const candidates = backendCandidates({
    ...{ threads, compiler, nativeCache: paths.nativeCache },
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

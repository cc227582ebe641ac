import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's root folder. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** Where a local network keeps everything: PIWA_STATE, or `.piwa` in the repository. Empty is unset. */
export function stateDirOf(environment: NodeJS.ProcessEnv): string {
  const { PIWA_STATE = '' } = environment
  return PIWA_STATE === '' ? join(ROOT, '.piwa') : resolve(PIWA_STATE)
}

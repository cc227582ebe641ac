import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { readEvidence } from '../verify/evidence.ts'
import { checkOffline } from '../verify/offline.ts'

/** Checks every exported asset offline, as its buyer would; throws at the first that fails. */
export async function verifyExported(dir: string, say: (line: string) => void): Promise<void> {
  const files = readdirSync(dir).filter((name) => name.endsWith('.glb'))
  for (const file of files) {
    const checks = await checkOffline(readEvidence(join(dir, file)), undefined)
    const failed = checks.find(({ outcome }) => outcome !== 'passed')
    if (failed !== undefined) throw new Error(`${file}: ${failed.name}: ${failed.detail}`)
  }
  say(`${files.length} exported assets verified offline`)
}

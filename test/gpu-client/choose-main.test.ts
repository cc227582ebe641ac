import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { LATEST_GENERATOR } from '../../generator/versions.ts'
import { startFakeEdge } from './fakes/edge.ts'
import { hasCompiler } from './fakes/fake-cuda.ts'
import { inFolder } from './fakes/node.ts'

const run = promisify(execFile)
const MAIN = join(import.meta.dirname, '../../gpu-client/main.ts')
const COMPILE_MS = 300_000

function runNode(edge: string, home: string, flags: readonly string[]) {
  const args = [MAIN, '--edge', edge, '--home', home, '--dev-wallet', '--threads', '2']
  const quick = ['--once', '--poll-ms', '50', '--witness-ms', '50', ...flags]
  return run(process.execPath, [...args, ...quick])
}

const eventsIn = (stdout: string): Record<string, unknown>[] =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

describe('the daemon', () => {
  test.skipIf(!hasCompiler())(
    'works on native code where there is no driver, and says why',
    () =>
      inFolder(async (home) => {
        const edge = await startFakeEdge({ countMax: 3 })
        try {
          const flags = ['--backend', 'auto', '--cuda-driver', '/nowhere/libcuda.so.1']
          const { stdout } = await runNode(edge.url, home, flags)
          const events = eventsIn(stdout)
          const [chosen] = events.filter(({ event }) => event === 'backend')
          expect(chosen).toMatchObject({ backend: 'native', generator: LATEST_GENERATOR })
          expect(chosen?.reason).toMatch(
            /^(no NVIDIA driver|cuda does not serve).*native, 2 threads$/,
          )
          expect(events.map(({ event }) => event)).toContain('accepted')
          expect(edge.log.size()).toBe(3)
        } finally {
          edge.close()
        }
      }),
    COMPILE_MS,
  )

  test('does not start with a compiler that is not there', () =>
    inFolder(async (home) => {
      const flags = ['--backend', 'native', '--compiler', '/nowhere/g++']
      const running = runNode('http://127.0.0.1:59999', home, flags)
      const { code, stderr } = await running.catch((error) => error)
      expect(code).toBe(1)
      expect(JSON.parse(stderr)).toMatchObject({
        error: 'BACKEND_UNAVAILABLE',
        context: { backend: 'native', reason: 'no C++ compiler (tried /nowhere/g++)' },
      })
    }))
})

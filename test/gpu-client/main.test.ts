import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStore } from '../../gpu-client/store/store.ts'
import { startFakeEdge } from './fakes/edge.ts'
import { inFolder } from './fakes/node.ts'

const MAIN = join(import.meta.dirname, '../../gpu-client/main.ts')

interface Line {
  readonly event: string
  readonly batchId?: string
}

interface Run {
  readonly child: ChildProcess
  readonly lines: Line[]
  readonly code: Promise<number | null>
  readonly errors: () => string
}

const running = new Set<ChildProcess>()

function startNode(
  url: string,
  home: string,
  flags: readonly string[],
  onLine: (line: Line, child: ChildProcess) => void = () => undefined,
): Run {
  const args = ['--edge', url, '--home', home, '--dev-wallet', '--threads', '2', ...flags]
  const quick = ['--backend', 'wasm', '--poll-ms', '50', '--witness-ms', '50']
  const child = spawn(process.execPath, [MAIN, ...args, ...quick], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  running.add(child)
  const lines: Line[] = []
  let errors = ''
  child.stderr?.on('data', (text: Buffer) => {
    errors += text.toString()
  })
  if (child.stdout === null) throw new Error('no output')
  createInterface(child.stdout).on('line', (text) => {
    const line = JSON.parse(text) as Line
    lines.push(line)
    onLine(line, child)
  })
  const code = once(child, 'exit').then(([status]) => {
    running.delete(child)
    return status as number | null
  })
  return { child, lines, code, errors: () => errors }
}

let edge: Awaited<ReturnType<typeof startFakeEdge>>
beforeAll(async () => {
  edge = await startFakeEdge({ countMax: 6 })
})
afterAll(() => {
  for (const child of running) child.kill('SIGKILL')
  edge.close()
})

describe('the daemon', () => {
  test('killed at every step ends with each batch accepted once', () =>
    inFolder(async (home) => {
      const own = await startFakeEdge({ countMax: 6 })
      const flags = ['--assets', '12', '--in-flight', '1']
      for (const step of ['leased', 'generated', 'uploaded', 'committed', 'registered', 'minted']) {
        const run = startNode(own.url, home, flags, ({ event }, child) => {
          if (event === step) child.kill('SIGKILL')
        })
        await run.code
      }
      const last = startNode(own.url, home, flags)
      expect(await last.code, last.errors()).toBe(0)
      expect(own.fake.leases.size).toBe(2)
      expect(own.log.size()).toBe(12)
      const store = openStore(join(home, 'node.sqlite'))
      expect(store.batches.totals()).toMatchObject({ accepted: 12, minted: 12, rejected: [] })
      store.close()
      own.close()
    }))

  test('cosigns the log that its own assets are in before it ends', () =>
    inFolder(async (home) => {
      const own = await startFakeEdge({ countMax: 3 })
      const run = startNode(own.url, home, ['--once'])
      expect(await run.code, run.errors()).toBe(0)
      expect(own.fake.cosigned.at(-1)?.size).toBe(own.log.size())
      own.close()
    }))

  test.each(['SIGTERM', 'SIGINT'] as const)('ends cleanly on %s while it generates', (signal) =>
    inFolder(async (home) => {
      const run = startNode(edge.url, home, ['--pace', '2'], ({ event }, child) => {
        // Two batches are leased; a second signal would mean: at once.
        if (event === 'leased' && !child.killed) child.kill(signal)
      })
      expect(await run.code, run.errors()).toBe(0)
      expect(run.lines.map(({ event }) => event).slice(-2)).toEqual(['stopping', 'stopped'])
      const store = openStore(join(home, 'node.sqlite'))
      expect(store.batches.unsettled().map(({ state }) => state)).toContain('leased')
      store.close()
    }),
  )

  test('ends when the parent that it talks to is gone', () =>
    inFolder(async (home) => {
      const run = startNode(edge.url, home, ['--pace', '2'], ({ event }, child) => {
        if (event === 'leased') child.disconnect()
      })
      expect(await run.code, run.errors()).toBe(0)
    }))

  test('waits for an edge that is away, and says so once', () =>
    inFolder(async (home) => {
      const run = startNode('http://127.0.0.1:59999', home, [], ({ event }, child) => {
        if (event === 'outage') setTimeout(() => child.kill('SIGTERM'), 1_500)
      })
      expect(await run.code, run.errors()).toBe(0)
      expect(run.lines.filter(({ event }) => event === 'outage')).toHaveLength(1)
    }))

  test('refuses a home that another one uses, in one line', () =>
    inFolder(async (home) => {
      const first = startNode(edge.url, home, ['--pace', '1'])
      const second = await new Promise<Run>((resolve) => {
        first.child.stdout?.once('data', () => resolve(startNode(edge.url, home, [])))
      })
      expect(await second.code).toBe(1)
      expect(JSON.parse(second.errors())).toMatchObject({ error: 'HOME_IN_USE' })
      first.child.kill('SIGTERM')
      expect(await first.code).toBe(0)
    }))
})

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Filter } from '../../domain/dataset/filter.ts'
import { openSamples } from '../../gpu-client/samples/open-samples.ts'
import { createFakeBackend } from './fakes/backend.ts'
import { type FakeDataset, fakeDataset } from './fakes/dataset.ts'
import { type EdgeOptions, startLicensedEdge } from './fakes/licensed-edge.ts'
import { inFolder } from './fakes/node.ts'

const PROGRAM = join(import.meta.dirname, '../../gpu-client/piwa.ts')
const DAEMON = join(import.meta.dirname, '../../gpu-client/main.ts')

const running = new Set<ChildProcess>()

interface Run {
  readonly child: ChildProcess
  readonly lines: string[]
  readonly errors: () => string
  readonly code: Promise<number | null>
}

function start(program: string, args: readonly string[]): Run {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
  const lines: string[] = []
  let errors = ''
  createInterface(child.stdout).on('line', (line) => lines.push(line))
  child.stderr.on('data', (text: Buffer) => {
    errors += text.toString()
  })
  const code = once(child, 'close').then(() => {
    running.delete(child)
    return child.exitCode
  })
  return { child, lines, errors: () => errors, code }
}

let home: string
let dataset: FakeDataset
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'piwa-pull-'))
  const backend = createFakeBackend(60_000)
  dataset = await fakeDataset({ folder: home, backend, counts: [16, 16, 16, 16] })
})
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL')
  await rm(home, { recursive: true })
})

async function withEdge<T>(
  { filter, ...options }: Omit<EdgeOptions, 'dataset'> & { readonly filter?: Partial<Filter> },
  work: (edge: Awaited<ReturnType<typeof startLicensedEdge>>, args: string[]) => Promise<T>,
): Promise<T> {
  const edge = await startLicensedEdge({ dataset, ...options })
  try {
    const { text } = await dataset.license(filter, { iss: edge.url })
    const license = join(home, 'x.license')
    await writeFile(license, text)
    return await work(edge, ['pull', '--license', license])
  } finally {
    edge.close()
  }
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 2))
}

const last = ({ lines }: Run) => JSON.parse(lines.at(-1) ?? '{}')

describe('piwa pull', () => {
  test('ends with one line of JSON that says what is there', () =>
    inFolder((folder) =>
      withEdge({}, async (_edge, args) => {
        const run = start(PROGRAM, [...args, '--out', folder])
        expect(await run.code, run.errors()).toBe(0)
        expect(last(run)).toMatchObject({
          ...{ event: 'pulled', count: 64, pulled: 64, verified: 64, skipped: 0, missing: 0 },
          out: folder,
        })
      }),
    ))

  test('is a command of the daemon’s program too', () =>
    inFolder((folder) =>
      withEdge({}, async (_edge, args) => {
        const run = start(DAEMON, [...args, '--out', folder, '--resume', '--json'])
        expect(await run.code, run.errors()).toBe(0)
        expect(last(run)).toMatchObject({ event: 'pulled', verified: 64 })
      }),
    ))

  test('killed again and again ends with the same files, and fetches nothing verified twice', () =>
    inFolder((folder) =>
      withEdge({ pieceMs: 1 }, async (edge, args) => {
        const connections = 3
        const flags = [...args, '--out', folder, '--connections', String(connections)]
        const shares = [0.15, 0.3, 0.5, 0.75]
        for (const share of shares) {
          const run = start(PROGRAM, flags)
          await until(() => edge.total() >= share * dataset.record.bytes)
          expect(run.child.kill('SIGKILL')).toBe(true)
          await run.code
        }
        const run = start(PROGRAM, flags)
        expect(await run.code, run.errors()).toBe(0)
        const summary = last(run)
        expect(summary).toMatchObject({ count: 64, verified: 64, missing: 0 })
        expect(summary.pulled + summary.skipped).toBe(64)
        expect(summary.skipped).toBeGreaterThan(20)
        for (const { head, shard } of dataset.batches) {
          const name = `${String(head.batchNumber).padStart(12, '0')}.tar`
          expect(await readFile(join(folder, 'shards', name))).toEqual(shard)
        }
        // What was in flight at a kill: an asset a connection, and what had left the server but not arrived.
        const inFlight = shares.length * connections * (62_000 + 128_000)
        expect(edge.total()).toBeLessThan(dataset.record.bytes + inFlight)
      }),
    ))

  test('of parts of shards goes on after a kill', () =>
    inFolder((folder) => {
      const filter = { qualities: ['medium', 'high', 'superior'] as const }
      return withEdge({ filter, pieceMs: 1 }, async (edge, args) => {
        const flags = [...args, '--out', folder]
        for (const share of [0.2, 0.5]) {
          const run = start(PROGRAM, flags)
          await until(() => edge.total() >= share * dataset.record.bytes)
          expect(run.child.kill('SIGKILL')).toBe(true)
          await run.code
        }
        const run = start(PROGRAM, flags)
        expect(await run.code, run.errors()).toBe(0)
        const summary = last(run)
        expect(summary).toMatchObject({ count: 48, verified: 48, missing: 0 })
        expect(summary.pulled + summary.skipped).toBe(48)
        expect(summary.skipped).toBeGreaterThan(5)
      })
    }))

  test('that is interrupted says that it is not done', () =>
    inFolder((folder) =>
      withEdge({ pieceMs: 5 }, async (edge, args) => {
        const run = start(PROGRAM, [...args, '--out', folder])
        await until(() => edge.total() > 0)
        run.child.kill('SIGTERM')
        expect(await run.code, run.errors()).toBe(130)
      }),
    ))

  test('that lacks an asset names it and fails', () =>
    inFolder((folder) => {
      const at = (dataset.batches[2]?.rows[5]?.offset ?? 0) + 1_000
      const fault = ({ batch }: { batch: number }) =>
        batch === 6 ? ({ kind: 'flip', at } as const) : undefined
      return withEdge({ fault }, async (_edge, args) => {
        const run = start(PROGRAM, [...args, '--out', folder])
        expect(await run.code).toBe(1)
        expect(last(run)).toMatchObject({ verified: 63, missing: 1 })
        const error = JSON.parse(run.errors())
        expect(error).toMatchObject({ error: 'PULL_INCOMPLETE', context: { missing: '1' } })
        expect(error.context.assets).toContain('shards/000000000006.tar/000005.glb')
      })
    }))

  test('of a changed license says so in one line, before it asks anyone', () =>
    inFolder(async (folder) => {
      const { text } = await dataset.license()
      const license = join(folder, 'x.license')
      await writeFile(license, text.replace(/.\n$/, '!\n'))
      const run = start(PROGRAM, ['pull', '--license', license, '--out', join(folder, 'out')])
      expect(await run.code).toBe(1)
      expect(JSON.parse(run.errors())).toMatchObject({ error: 'LICENSE_INVALID' })
    }))

  test.each([
    [['pull'], '--license'],
    [['pull', '--license', 'x', '--out', 'y', '--connections', '0'], '--connections'],
    [['samples', '--dir', 'x', '--worker', '3', '--workers', '3'], '--worker'],
  ])('refuses %j', async (args, flag) => {
    const run = start(PROGRAM, args)
    expect(await run.code).toBe(1)
    expect(JSON.parse(run.errors())).toMatchObject({ error: 'CONFIG_INVALID', context: { flag } })
  })
})

describe('piwa samples', () => {
  test('lists and writes the samples of an order', () =>
    inFolder((folder) =>
      withEdge({}, async (_edge, args) => {
        const out = join(folder, 'data')
        const pulled = start(PROGRAM, [...args, '--out', out])
        expect(await pulled.code, pulled.errors()).toBe(0)
        const written = join(folder, 'written')
        const order = ['--dir', out, '--seed', '7', '--epoch', '2', '--json']
        const some = ['--from', '10', '--count', '5', '--out', written]
        const run = start(PROGRAM, ['samples', ...order, ...some])
        expect(await run.code, run.errors()).toBe(0)
        const listed = run.lines.map((line) => JSON.parse(line))
        expect(listed.map(({ n }) => n)).toEqual([10, 11, 12, 13, 14])
        const samples = await openSamples(out)
        const at = samples.order({ mode: 'global', seed: 7, epoch: 2 })
        expect(listed.map(({ sample }) => sample)).toEqual([10, 11, 12, 13, 14].map(at.at))
        const { glb } = await samples.read(await samples.find(at.at(12)))
        expect(await readFile(join(written, '12.glb'))).toEqual(Buffer.from(glb))
        await samples.close()
      }),
    ))
})

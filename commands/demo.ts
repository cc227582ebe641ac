import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { LATEST_GENERATOR } from '../generator/versions.ts'
import { playDemo } from './demo/play.ts'
import { parseWork, type Work, type WorkFlags } from './stack/work.ts'

const { values } = parseArgs({
  options: {
    assets: { type: 'string', default: '256' },
    cheaters: { type: 'string', default: '1' },
    buyers: { type: 'string', default: '1' },
    threads: { type: 'string', default: String(availableParallelism()) },
    generator: { type: 'string', default: LATEST_GENERATOR },
    views: { type: 'string', default: '0' },
    'view-size': { type: 'string', default: '256' },
    out: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})

const counts = {
  assets: parseCount('assets', values.assets, 1),
  cheaters: parseCount('cheaters', values.cheaters, 0),
  buyers: parseCount('buyers', values.buyers, 0),
  threads: parseCount('threads', values.threads, 1),
}
const work = parseWorkOrEnd(values)
const stateDir = mkdtempSync(join(tmpdir(), 'piwa-demo-'))
const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => stopping.abort(new Error(`stopped by ${signal}`)))
}

try {
  const summary = await playDemo({
    ...{ stateDir, work, ...counts },
    outDir: values.out === undefined ? undefined : resolve(values.out),
    say: values.json ? () => {} : (line) => console.info(line),
    signal: stopping.signal,
  })
  rmSync(stateDir, { recursive: true, force: true })
  console.log(JSON.stringify(summary))
  process.exit(summary.holds ? 0 : 1)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  console.error(`logs and state are kept in ${stateDir}`)
  process.exit(1)
}

function parseWorkOrEnd(flags: WorkFlags): Work {
  try {
    return parseWork(flags)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(2)
  }
}

function parseCount(name: string, text: string, min: number): number {
  const count = Number(text)
  if (!Number.isInteger(count) || count < min) {
    console.error(`--${name} is a whole number of at least ${min}`)
    process.exit(2)
  }
  return count
}

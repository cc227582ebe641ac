import { parseArgs } from 'node:util'

export interface Benchmark {
  run(): Promise<{ readonly metrics: Record<string, number> }>
}

const BENCHMARKS: Readonly<Record<string, () => Promise<Benchmark>>> = {
  generator: () => import('./generator.ts'),
  audit: () => import('./audit.ts'),
  log: () => import('./log.ts'),
  pipeline: () => import('./pipeline.ts'),
  mint: () => import('./mint.ts'),
}

const { positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false } },
})
const [name = ''] = positionals
const load = BENCHMARKS[name]
if (load === undefined) {
  console.error(`usage: npm run bench -- ${Object.keys(BENCHMARKS).join('|')} [--json]`)
  process.exit(2)
}
const { metrics } = await (await load()).run()
console.log(JSON.stringify({ bench: name, metrics }))
process.exit(0)

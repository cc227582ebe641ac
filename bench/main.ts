export interface Benchmark {
  /** Takes what stands behind the name on the command line; may print more than its metrics. */
  run(args: readonly string[]): Promise<{ readonly metrics: Readonly<Record<string, number>> }>
}

const BENCHMARKS: Readonly<Record<string, () => Promise<Benchmark>>> = {
  generator: () => import('./generator.ts'),
  audit: () => import('./audit.ts'),
  log: () => import('./log.ts'),
  pipeline: () => import('./pipeline.ts'),
  mint: () => import('./mint.ts'),
  ledger: () => import('./ledger.ts'),
  catalog: () => import('./catalog.ts'),
  quality: () => import('./quality.ts'),
  pull: () => import('./pull.ts'),
  snapshot: () => import('./snapshot.ts'),
}

const [name = '', ...args] = process.argv.slice(2)
const load = BENCHMARKS[name]
if (load === undefined) {
  console.error(`usage: npm run bench -- ${Object.keys(BENCHMARKS).join('|')} [--json]`)
  process.exit(2)
}
const result = await (await load()).run(args)
console.log(JSON.stringify({ bench: name, ...result }))
process.exit(0)

import { spawnSync } from 'node:child_process'

// Generated types first: every other check reads them.
const STEPS = [
  [
    'wrangler',
    'types',
    '-c',
    'wrangler.toml',
    '-c',
    'workers/treasury/wrangler.toml',
    '--strict-vars=false',
  ],
  [
    'wrangler',
    'types',
    'workers/treasury/worker-configuration.d.ts',
    '-c',
    'workers/treasury/wrangler.toml',
  ],
  ['tsc', '-p', 'domain'],
  ['tsc', '-p', '.'],
  ['tsc', '-p', 'workers/treasury'],
  ['tsc', '-p', 'workers/pages/browser'],
  ['tsc', '-p', 'gpu-client'],
  ['tsc', '-p', 'commands'],
  ['tsc', '-p', 'test/node'],
  ['tsc', '-p', 'test/edge'],
] as const

for (const [program, ...args] of STEPS) {
  const { status } = spawnSync(program, args, { stdio: ['ignore', 'inherit', 'inherit'] })
  if (status !== 0) {
    console.error(`failed: ${program} ${args.join(' ')}`)
    process.exit(1)
  }
}

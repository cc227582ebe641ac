import { parseArgs } from 'node:util'
import type { Check } from './verify/check.ts'
import { checkAgainstEdge } from './verify/edge.ts'
import { readEvidence } from './verify/evidence.ts'
import { checkOffline } from './verify/offline.ts'

const USAGE = 'usage: npm run verify -- FILE.glb [--log-key KEY] [--edge URL] [--rpc URL]'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    edge: { type: 'string' },
    rpc: { type: 'string' },
    'log-key': { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})
const [file] = positionals
if (file === undefined) {
  console.error(USAGE)
  process.exit(2)
}

const checks: Check[] = []
try {
  const evidence = readEvidence(file)
  checks.push(...(await checkOffline(evidence, values['log-key'])))
  if (values.edge !== undefined) {
    checks.push(...(await checkAgainstEdge(evidence, values.edge, values.rpc)))
  }
} catch (error) {
  checks.push({ name: 'readable', passed: false, detail: String(error) })
}

const failed = checks.filter(({ passed }) => !passed)
if (values.json) {
  console.log(JSON.stringify({ file, verified: failed.length === 0, checks }))
} else {
  for (const { name, passed, detail } of checks) {
    console.info(`${passed ? 'ok    ' : 'FAILED'} ${name}: ${detail}`)
  }
  console.info(
    failed.length === 0
      ? `${file} is verified`
      : `${file} is NOT verified: ${failed.map(({ name }) => name).join(', ')}`,
  )
}
process.exit(failed.length === 0 ? 0 : 1)

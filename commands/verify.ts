import { parseArgs } from 'node:util'
import { type Check, failed } from './verify/check.ts'
import { checkAgainstEdge } from './verify/edge.ts'
import { readEvidence } from './verify/evidence.ts'
import { checkOffline } from './verify/offline.ts'
import { printChecks } from './verify/print-checks.ts'

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
    const logKey = values['log-key'] ?? evidence.record.log.key
    const { rpc: rpcUrl } = values
    checks.push(...(await checkAgainstEdge(evidence, values.edge, { logKey, rpcUrl })))
  }
} catch (error) {
  checks.push(failed('readable', error instanceof Error ? error.message : String(error)))
}

const open = checks.filter(({ outcome }) => outcome !== 'passed')
if (values.json) {
  console.log(JSON.stringify({ file, verified: open.length === 0, checks }))
} else {
  printChecks(checks)
  console.info(
    open.length === 0
      ? `${file} is verified`
      : `${file} is NOT verified: ${open.map(({ name }) => name).join(', ')}`,
  )
}
process.exit(open.length === 0 ? 0 : 1)

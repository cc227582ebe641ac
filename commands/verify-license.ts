import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { LicenseClaims } from '../domain/license/claims.ts'
import { readLicense } from '../signing/license-jws.ts'
import { attempt, type Check, failed, passed } from './verify/check.ts'
import { printable, printChecks } from './verify/print-checks.ts'
import { checkAgainstEdge } from './verify-license/edge.ts'
import { checkKey, checkRecord, checkTerm } from './verify-license/offline.ts'
import { describeLicense } from './verify-license/words.ts'

const USAGE =
  'usage: npm run verify-license -- FILE [--jwks FILE|URL] [--record FILE] [--edge URL] [--json]'

const OPTIONS = {
  jwks: { type: 'string' },
  record: { type: 'string' },
  edge: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const

const { file, values } = readArguments()
const checks: Check[] = []
let claims: LicenseClaims | undefined
try {
  const reading = await readLicense(readFileSync(file, 'utf8'))
  if (reading.status === 'invalid') checks.push(failed('license file', reading.issue))
  else await checkLicense(reading)
} catch (error) {
  checks.push(failed('readable', error instanceof Error ? error.message : String(error)))
}

const open = checks.filter(({ outcome }) => outcome !== 'passed')
if (values.json) {
  console.log(JSON.stringify({ file, valid: open.length === 0, license: claims ?? null, checks }))
} else {
  for (const [name, text] of claims === undefined ? [] : describeLicense(claims)) {
    console.info(`${name.padEnd(9)} ${printable(text)}`)
  }
  printChecks(checks)
  console.info(
    open.length === 0
      ? `${file} is valid`
      : `${file} is NOT valid: ${open.map(({ name }) => name).join(', ')}`,
  )
}
process.exit(open.length === 0 ? 0 : 1)

async function checkLicense(
  license: Extract<Awaited<ReturnType<typeof readLicense>>, { status: 'valid' }>,
): Promise<void> {
  const { keyId } = license
  const nowMs = Date.now()
  claims = license.claims
  checks.push(passed('signature', `of the key in the file, ${keyId} (${pinning()})`))
  checks.push(checkTerm(license.claims, nowMs))
  const { jwks, record } = values
  if (jwks !== undefined) checks.push(await attempt('key', () => checkKey(keyId, jwks)))
  if (record !== undefined) {
    checks.push(await attempt('record', async () => checkRecord(license.claims, record)))
  }
  const edgeUrl = values.edge?.replace(/\/+$/, '')
  if (edgeUrl !== undefined) checks.push(...(await checkAgainstEdge(license, edgeUrl, nowMs)))
}

/** A file that brings its own key proves nothing to someone who does not know that key. */
function pinning(): string {
  if (values.jwks !== undefined) return 'compared with --jwks below'
  if (values.edge !== undefined) return 'compared with the network below'
  return 'not pinned: know it, or give --jwks or --edge'
}

function readArguments() {
  try {
    const parsed = parseArgs({ allowPositionals: true, options: OPTIONS })
    const [first, ...more] = parsed.positionals
    if (first !== undefined && more.length === 0) return { file: first, values: parsed.values }
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
  }
  console.error(USAGE)
  process.exit(2)
}

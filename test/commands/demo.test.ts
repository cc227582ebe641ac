import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LATEST_GENERATOR } from '../../generator/versions.ts'
import { CHEATS } from '../../simulator/cheats.ts'
import { type CommandResult, runCommand } from './run-command.ts'

const ASSETS = 40
const DEMO_MS = 240_000

describe('the demo', () => {
  const out = mkdtempSync(join(tmpdir(), 'piwa-demo-test-'))
  let demo: CommandResult

  beforeAll(async () => {
    demo = await runCommand('demo', [
      ...['--assets', String(ASSETS), '--cheaters', '1', '--json', '--out', out],
    ])
  }, DEMO_MS)
  afterAll(() => rmSync(out, { recursive: true, force: true }))

  test('ends well, with accepted = log size = minted and an anchored log', () => {
    expect(demo.stderr).toBe('')
    const last = JSON.parse(demo.stdout.trim().split('\n').at(-1) ?? '')
    expect(last).toMatchObject({
      holds: true,
      assets: { accepted: ASSETS },
      log: { size: ASSETS, anchored: true },
      cnfts: { minted: ASSETS },
      ...{ generator: LATEST_GENERATOR, views: null },
      shards: { assets: ASSETS, files: 2 * ASSETS },
      license: { count: ASSETS, paid: true, pulled: ASSETS, verified: ASSETS },
    })
    expect(last.license.recipeVerified).toBe(ASSETS)
    expect(demo.code).toBe(0)
  })

  test('catches every cheat by the rule that is made for it', () => {
    const last = JSON.parse(demo.stdout.trim().split('\n').at(-1) ?? '')
    expect(last.cheaters).toEqual({ accepted: 0, rules: CHEATS.map(({ caughtBy }) => caughtBy) })
  })

  test('leaves every asset with its proof and its record', () => {
    const names = readdirSync(out)
    for (const ending of ['.glb', '.tlog-proof', '.json']) {
      expect(names.filter((name) => name.endsWith(ending))).toHaveLength(ASSETS)
    }
  })

  test('leaves assets that verify offline', async () => {
    const result = await runCommand('verify', [join(out, '000000007.glb')])
    expect(result.code).toBe(0)
    expect(result.stdout).toContain('is verified')
  })

  test.each([
    ['.glb', 'content hash', (bytes: Buffer) => flip(bytes, bytes.length - 1)],
    ['.tlog-proof', 'inclusion proof', (bytes: Buffer) => replaceFirstHash(bytes)],
    ['.tlog-proof', 'checkpoint signature', (bytes: Buffer) => replaceSize(bytes)],
  ])('says of a changed %s that the %s fails', async (ending, check, change) => {
    const file = join(out, `000000011${ending}`)
    const original = readFileSync(file)
    writeFileSync(file, change(Buffer.from(original)))
    const result = await runCommand('verify', [join(out, '000000011.glb')])
    writeFileSync(file, original)
    expect(result.code).toBe(1)
    expect(result.stdout).toContain(`FAILED  ${check}`)
  })

  test('leaves assets that do not verify under the key of another log', async () => {
    const key = 'other.example/log+00000000+AQAA'
    const result = await runCommand('verify', [join(out, '000000003.glb'), '--log-key', key])
    expect(result.code).toBe(1)
    expect(result.stdout).toContain('FAILED  checkpoint signature')
  })
})

test.each([
  [['--assets', 'many'], '--assets'],
  [['--generator', 'piwa-procedural@99'], '--generator'],
  [['--generator', 'piwa-procedural@1', '--views', '4'], '--views'],
  [['--generator', 'piwa-procedural@2', '--views', '33'], '--views'],
  [['--generator', 'piwa-procedural@2', '--views', '4', '--view-size', '65'], '--view-size'],
])('the demo says before it starts what is wrong with %j', async (flags, named) => {
  const result = await runCommand('demo', flags)
  expect(result).toMatchObject({ code: 2, stdout: '' })
  expect(result.stderr).toContain(named)
  expect(result.stderr.trim().split('\n')).toHaveLength(1)
})

test('verify says what it needs', async () => {
  const result = await runCommand('verify', [])
  expect(result.code).toBe(2)
  expect(result.stderr).toContain('usage: npm run verify')
})

function flip(bytes: Buffer, at: number): Buffer {
  bytes[at] = (bytes[at] ?? 0) ^ 1
  return bytes
}

function replaceFirstHash(bytes: Buffer): Buffer {
  const lines = bytes.toString().split('\n')
  const first = lines.findIndex((line) => line.startsWith('index ')) + 1
  lines[first] = Buffer.alloc(32).toString('base64')
  return Buffer.from(lines.join('\n'))
}

/** The line behind the origin states the size. */
function replaceSize(bytes: Buffer): Buffer {
  const lines = bytes.toString().split('\n')
  lines[lines.indexOf('') + 2] = '1000000'
  return Buffer.from(lines.join('\n'))
}

import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { base64url } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { filterInWords } from '../../commands/verify-license/words.ts'
import { WHOLE_DATASET } from '../../domain/dataset/filter.ts'
import { snapshotRoot } from '../../domain/dataset/snapshot.ts'
import { sha256Hex } from '../../domain/ids.ts'
import type { LicenseClaims } from '../../domain/license/claims.ts'
import { statusBits } from '../../domain/license/status-list.ts'
import { licenseKey, signLicense } from '../../signing/license-jws.ts'
import { sha256 } from '../../signing/sha256.ts'
import { someClaims } from '../signing/license-claims.ts'
import { runCommand } from './run-command.ts'

const SEED = '04'.repeat(32)
const OTHER_SEED = '07'.repeat(32)
const nowSeconds = Math.floor(Date.now() / 1_000)

let folder: string
let server: Server
let url: string
/** What the network answers, by path. */
const answers = new Map<string, string>()

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'piwa-verify-license-'))
  server = createServer((request, response) => {
    const answer = answers.get(request.url ?? '')
    response.writeHead(answer === undefined ? 404 : 200).end(answer)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true })
})

const write = (name: string, contents: string): string => {
  const file = join(folder, name)
  writeFileSync(file, contents)
  return file
}

/** The file of a license that runs. */
async function licenseFile(changes: Partial<LicenseClaims> = {}, seed = SEED): Promise<string> {
  const claims = someClaims({ nbf: nowSeconds - 86_400, ...changes })
  return write('some.license', `${await signLicense(seed, claims)}\n`)
}

const verify = (...args: string[]) => runCommand('verify-license', args)

async function jwksText(seed = SEED): Promise<string> {
  const { jwk, keyId } = await licenseKey({ LICENSE_SIGNING_KEY: seed })
  return JSON.stringify({ keys: [{ kty: 'RSA' }, { ...jwk, kid: keyId }] })
}

describe('npm run verify-license, offline', () => {
  test('takes a license that runs, and says in words what it is', async () => {
    const { code, stdout } = await verify(await licenseFile())
    expect(code).toBe(0)
    expect(stdout).toContain('licensee  So11111111111111111111111111111111111111112')
    expect(stdout).toContain('family chair or lamp; quality high; tag wood; nothing unsuitable')
    expect(stdout).toContain('29 days left')
    expect(stdout).toContain('price     90071992.54740993 RENDER')
    expect(stdout).toContain('not pinned: know it, or give --jwks or --edge')
    expect(stdout).toMatch(/is valid\n$/)
  })
  test('gives the claims and checks as JSON', async () => {
    const { stdout } = await verify(await licenseFile({ count: 3 }), '--json')
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ valid: true, license: { count: 3, tier: 'research' } },
      checks: [{ name: 'signature' }, { name: 'term', outcome: 'passed' }],
    })
  })
  test('refuses a file with one byte changed', async () => {
    const text = await signLicense(SEED, someClaims({ nbf: nowSeconds }))
    const at = Math.floor(text.length / 2)
    const other = text[at] === 'A' ? 'B' : 'A'
    const file = write('changed.license', `${text.slice(0, at)}${other}${text.slice(at + 1)}\n`)
    const { code, stdout } = await verify(file)
    expect([code, stdout]).toEqual([1, expect.stringMatching(/^FAILED {2}license file: /)])
  })
  test.each([
    ['has ended', nowSeconds - 40 * 86_400, 'ended 10 days ago'],
    ['has not started', nowSeconds + 3 * 86_400, 'starts in 3 days'],
  ])('refuses a license that %s', async (_name, nbf, words) => {
    const { code, stdout } = await verify(await licenseFile({ nbf }))
    expect([code, stdout]).toEqual([1, expect.stringContaining(words)])
  })
  test('pins the key where keys are given', async () => {
    const jwks = write('jwks.json', await jwksText())
    const { code, stdout } = await verify(await licenseFile(), '--jwks', jwks)
    expect([code, stdout]).toEqual([0, expect.stringContaining('is in ')])
    const forged = await verify(await licenseFile({}, OTHER_SEED), '--jwks', jwks)
    expect([forged.code, forged.stdout]).toEqual([1, expect.stringContaining('NOT valid: key')])
  })
  test('says so where the keys cannot be read', async () => {
    const { code, stdout } = await verify(await licenseFile(), '--jwks', join(folder, 'none'))
    expect([code, stdout]).toEqual([1, expect.stringContaining('UNKNOWN key: ')])
  })
  test('says so where there is no file', async () => {
    expect((await verify(join(folder, 'none.license'))).code).toBe(1)
  })
  test.each([[[]], [['a', 'b']], [['a', '--what']]])('explains its use for %j', async (args) => {
    const { code, stderr } = await verify(...args)
    expect([code, stderr]).toEqual([2, expect.stringContaining('usage: npm run verify-license')])
  })
})

describe('npm run verify-license --record', () => {
  const chunks = [{ rows: 2, root: sha256Hex('12'.repeat(32)) }]
  const root = snapshotRoot(sha256, chunks)
  const recordText = JSON.stringify({ version: '1.2.0', root, chunks })

  /** A license of the snapshot whose record has this text. */
  async function licenseOf(text: string, licensedRoot = root): Promise<string> {
    const hash = sha256Hex(createHash('sha256').update(text).digest('hex'))
    const snapshot = {
      dataset: 'piwa',
      version: '1.2.0',
      root: licensedRoot,
      sha256: hash,
    } as const
    return licenseFile({ snapshot })
  }

  test('takes the record that the license names', async () => {
    const file = await licenseOf(recordText)
    const { code, stdout } = await verify(file, '--record', write('record.json', recordText))
    expect([code, stdout]).toEqual([0, expect.stringContaining(`root ${root} over its chunks`)])
  })
  test('refuses another record', async () => {
    const file = await licenseOf(recordText)
    const other = write('other.json', `${recordText} `)
    expect((await verify(file, '--record', other)).stdout).toContain('NOT valid: record')
  })
  test('refuses a record whose root is not that of its chunks', async () => {
    const false_ = sha256Hex('34'.repeat(32))
    const text = JSON.stringify({ version: '1.2.0', root: false_, chunks })
    const file = await licenseOf(text, false_)
    const { stdout } = await verify(file, '--record', write('false.json', text))
    expect(stdout).toContain('NOT valid: record')
  })
})

describe('npm run verify-license --edge', () => {
  /** Has the network publish its key and a list with these places revoked. */
  async function publish(revoked: readonly number[], changes: object = {}, seed = SEED) {
    const { sign } = await licenseKey({ LICENSE_SIGNING_KEY: seed })
    const lst = base64url.encode(deflateSync(statusBits(100, revoked)))
    const claims = {
      ...{ sub: `${url}/v1/licenses/status-list`, iat: nowSeconds, exp: nowSeconds + 600 },
      ...{ status_list: { bits: 1, lst }, ...changes },
    }
    answers.set('/.well-known/jwks.json', await jwksText())
    answers.set('/v1/licenses/status-list', await sign('statuslist+jwt', JSON.stringify(claims)))
  }
  const ofNetwork = (seed = SEED): Promise<string> =>
    licenseFile(
      { status: { status_list: { idx: 7, uri: `${url}/v1/licenses/status-list` } } },
      seed,
    )

  test('takes a license that the network signed and has not revoked', async () => {
    await publish([6, 8])
    const { code, stdout } = await verify(await ofNetwork(), '--edge', `${url}/`)
    expect([code, stdout]).toEqual([0, expect.stringContaining('ok      revocation: place 7')])
  })
  test('refuses a license that is revoked', async () => {
    await publish([7])
    const { code, stdout } = await verify(await ofNetwork(), '--edge', url)
    expect([code, stdout]).toEqual([1, expect.stringContaining('NOT valid: revocation')])
  })
  test('refuses a license of another key', async () => {
    await publish([])
    const { code, stdout } = await verify(await ofNetwork(OTHER_SEED), '--edge', url)
    expect([code, stdout]).toEqual([1, expect.stringContaining('NOT valid: key of the network')])
  })
  test.each<[name: string, change: object, seed: string]>([
    ['that has run out', { exp: nowSeconds - 1 }, SEED],
    ['of another network', { sub: 'https://elsewhere.example/list' }, SEED],
    ['of another key', {}, OTHER_SEED],
    ['with more bits', { status_list: { bits: 2, lst: '' } }, SEED],
  ])('does not believe a list %s', async (_name, change, seed) => {
    await publish([], change, seed)
    const { code, stdout } = await verify(await ofNetwork(), '--edge', url)
    expect([code, stdout]).toEqual([1, expect.stringMatching(/(UNKNOWN|FAILED ) revocation: /)])
  })
  test('says that it is not known where the network does not answer', async () => {
    answers.clear()
    const { code, stdout } = await verify(await ofNetwork(), '--edge', url)
    expect([code, stdout]).toEqual([1, expect.stringContaining('UNKNOWN revocation: ')])
  })
})

describe('a filter in words', () => {
  test.each([
    [{}, 'all assets; nothing unsuitable'],
    [{ nsfw: 'only' as const }, 'all assets; unsuitable ones only'],
    [
      { views: true, kinds: ['artist' as const] },
      'kind artist; with rendered views; nothing unsuitable',
    ],
    [
      { triangles: ['0-999' as const], views: false },
      'triangles 0-999; without rendered views; nothing unsuitable',
    ],
  ])('%j is %s', (change, words) => {
    expect(filterInWords({ ...WHOLE_DATASET, ...change })).toBe(words)
  })
})

test('a license cannot write its own verdict on the terminal', async () => {
  const filter = { ...WHOLE_DATASET, tag: '\u001b[1A\rok      term: running\n' }
  const { code, stdout } = await verify(await licenseFile({ filter, nbf: 1_000_000 }))
  expect(code).toBe(1)
  expect(stdout).not.toContain('\u001b')
  expect(stdout).not.toMatch(/^ok {6}term/m)
})

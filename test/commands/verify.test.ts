import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import bs58 from 'bs58'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkAnchor } from '../../commands/verify/anchor.ts'
import { checkCnft } from '../../commands/verify/cnft.ts'
import type { Evidence } from '../../commands/verify/evidence.ts'
import { checkOffline } from '../../commands/verify/offline.ts'
import { toBase64 } from '../../domain/log/base64.ts'
import { parseCheckpoint } from '../../domain/log/checkpoint.ts'
import type { LogEntry } from '../../domain/log/entry.ts'
import { formatVerifierKey, parseNote } from '../../domain/log/note.ts'
import { parseProofFile } from '../../domain/log/proof-file.ts'
import { AssetRecord } from '../../gpu-client/export/asset-record.ts'
import { sha256 } from '../../signing/sha256.ts'
import { createFakeLog, ORIGIN } from '../gpu-client/fakes/log.ts'
import { runCommand } from './run-command.ts'

const HASH = 'ab'.repeat(32)
const WALLET = 'So11111111111111111111111111111111111111112'
const CNFT = { assetId: WALLET, tree: WALLET, leafIndex: 4, signature: 'sig' }
const MEMO_PROGRAM = 'MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr'

/** What the edge and Solana answer, by path or by RPC method. */
const answers = new Map<string, unknown>()
let server: Server
let url: string

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const name = request.method === 'POST' ? JSON.parse(body).method : request.url
    const answer = answers.get(name)
    const reply = request.method === 'POST' ? { jsonrpc: '2.0', id: 1, result: answer } : answer
    response.writeHead(answer === undefined ? 404 : 200).end(JSON.stringify(reply ?? {}))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.close()
})

async function makeEvidence(): Promise<Evidence & { readonly proofText: string }> {
  const log = await createFakeLog()
  const entry = {
    ...{ v: 1, kind: 'generated', sha256: HASH, uploader: WALLET },
    ...{ node: `node_${'a'.repeat(26)}`, batch: 'batch_0', index: 0 },
    ...{ generator: 'piwa-procedural@1', timeMs: 1 },
  } as LogEntry
  log.append(entry)
  const proofText = await log.proof(0)
  const proof = parseProofFile(proofText)
  if (proof?.extra === undefined) throw new Error('the proof holds its entry')
  const record = AssetRecord.parse({
    ...{ version: 1, sha256: HASH, logIndex: 0, entry, witnesses: [], cnft: CNFT, edge: url },
    log: { origin: ORIGIN, key: formatVerifierKey(sha256, log.key), url: `${url}/log` },
  })
  return { contentHash: HASH, proof, leaf: proof.extra, entry, record, proofText }
}

describe('the check of the anchor', () => {
  /** Anchors this root at size 1, and has the edge say that its log has it. */
  async function anchorOf(root: Uint8Array) {
    const { proof } = await makeEvidence()
    const proven = parseCheckpoint(parseNote(proof.checkpoint)?.text ?? '')
    if (proven === undefined) throw new Error('the proof has a checkpoint')
    const [size, text] = [1, toBase64(root)]
    const memo = new TextEncoder().encode(`piwa-log/1 ${ORIGIN} ${size} ${text}`)
    const instructions = [{ programIdIndex: 0, data: bs58.encode(memo) }]
    const message = { accountKeys: [MEMO_PROGRAM], instructions }
    answers.set('getTransaction', { meta: { err: null }, transaction: { message } })
    const counts = { accepted: 1, rejected: 0, pending: 0, duplicates: 0, minted: 1 }
    const anchor = { size, root: text, signature: 'sig', slot: 7, anchoredAtMs: 1 }
    answers.set('/v1/network/status', {
      ...{ nodes: 1, batches: 1, mintTransactions: 1, rejectedBatches: {}, latest: [] },
      ...{ assets: counts, treasury: null },
      log: { origin: ORIGIN, size, root: text, cosignatures: 0, anchor },
    })
    const urls = { edgeUrl: url, rpcUrl: url, logUrl: `${url}/log` }
    return { proven, check: () => checkAnchor({ ...urls, proven, logIndex: 0 }) }
  }

  test('passes an anchor of the history that the asset was proven under', async () => {
    const { proven } = await anchorOf(new Uint8Array(32))
    expect(await (await anchorOf(proven.root)).check()).toMatchObject({ outcome: 'passed' })
  })
  test('fails an anchor of another history, whatever the edge says of its log', async () => {
    const { check } = await anchorOf(new Uint8Array(32).fill(9))
    expect(await check()).toMatchObject({ outcome: 'failed' })
  })
})

describe('the check of the cNFT', () => {
  const asset = { content: { json_uri: 'https://piwa.example/c/0' } }
  const onChain = { compression: { tree: WALLET, leaf_id: 4 }, ownership: { owner: WALLET } }

  async function checkWith(minted: unknown) {
    answers.set('getAsset', { ...asset, ...onChain })
    answers.set(`/v1/assets/${HASH}`, minted)
    return checkCnft(await makeEvidence(), { edgeUrl: url, rpcUrl: url })
  }
  const known = {
    ...{ sha256: HASH, logIndex: 0, uploader: WALLET, node: `node_${'a'.repeat(26)}` },
    ...{ batch: 'batch_0', lease: `lease_${'a'.repeat(26)}`, index: 0 },
    ...{ generator: 'piwa-procedural@1', grid: 64, registeredAtMs: 1, bytes: 1, family: 'f' },
    ...{
      caption: 'c',
      parts: 1,
      partFacts: [],
      tags: [],
      vertices: 1,
      triangles: 1,
      proofUrl: 'p',
      previewUrl: 'p',
    },
  }

  test('passes the one that the network minted', async () => {
    expect(await checkWith({ ...known, cnft: CNFT })).toMatchObject({ outcome: 'passed' })
  })
  test.each([
    ['that the network minted as another', { ...known, cnft: { ...CNFT, leafIndex: 5 } }],
    ['that the network did not mint', { ...known, cnft: null }],
    ['of an asset that the network does not know', undefined],
  ])('fails one %s', async (_name, minted) => {
    expect(await checkWith(minted)).toMatchObject({ outcome: 'failed' })
  })
})

describe('the checkpoint signature', () => {
  const detailOf = async (trusted: boolean): Promise<string | undefined> => {
    const evidence = await makeEvidence()
    const checks = await checkOffline(evidence, trusted ? evidence.record.log.key : undefined)
    return checks.find(({ name }) => name === 'checkpoint signature')?.detail
  }

  test('says so where the record itself names the key', async () => {
    expect(await detailOf(false)).toContain('named by the record itself')
  })
  test('does not say so where the key was given', async () => {
    expect(await detailOf(true)).not.toContain('named by the record itself')
  })
})

test('a record cannot write its own verdict on the terminal', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'piwa-verify-test-'))
  const { record, proofText } = await makeEvidence()
  const log = { ...record.log, key: '\u001b[1A\rok      checkpoint signature\n' }
  writeFileSync(join(folder, '0.glb'), 'glb')
  writeFileSync(join(folder, '0.tlog-proof'), proofText)
  writeFileSync(join(folder, '0.json'), JSON.stringify({ ...record, log }))
  const result = await runCommand('verify', [join(folder, '0.glb')])
  rmSync(folder, { recursive: true })
  expect(result.code).toBe(1)
  expect(result.stdout).not.toContain('\u001b')
  expect(result.stdout).not.toMatch(/^ok {6}checkpoint signature/m)
})

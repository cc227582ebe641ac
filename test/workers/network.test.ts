import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { toHex } from '../../domain/bytes.ts'
import { app } from '../../workers/app.ts'
import type { AssetRecord, CnftMetadata } from '../../workers/assets/schema.ts'
import type { NetworkStatus } from '../../workers/network/schema.ts'
import type { Lease, Network, Receipts } from '../../workers/oracle/schema.ts'
import { audit, logSize, withTreasury } from '../fixtures-audit.ts'
import {
  generateAssets,
  leaseAs,
  type Packed,
  pack,
  receiptsOf,
  submit,
  submitHonest,
} from '../fixtures-batch.ts'
import { refusalOf, refused, registeredNode, send, type TestNode, urlOf } from '../fixtures-node.ts'

const COUNT = 2
const get = (path: string): Promise<Response> => send(new Request(urlOf(path)))

let node: TestNode
let lease: Lease
let packed: Packed
let receipts: Receipts['receipts']
beforeAll(async () => {
  node = await registeredNode()
  lease = await leaseAs(node, COUNT)
  packed = pack(lease, generateAssets(lease))
  await submit(node, lease, packed)
  await audit(lease)
  receipts = await receiptsOf(node, lease)
  await submitHonest(node, 1)
})

test('GET /v1/network says what a client has to know', async () => {
  expect(await (await get('/v1/network')).json<Network>()).toEqual({
    ...{ publicUrl: env.PUBLIC_URL, logUrl: `${env.PUBLIC_URL}/log`, logOrigin: env.LOG_ORIGIN },
    logKey: expect.stringMatching(`^${env.LOG_ORIGIN}\\+[0-9a-f]{8}\\+[A-Za-z0-9+/=]+$`),
    ...{ generator: env.GENERATOR, rpcUrl: env.PUBLIC_RPC_URL },
  })
})

describe('GET /v1/network/status', () => {
  const status = async () => (await get('/v1/network/status')).json<NetworkStatus>()

  test('counts assets by outcome', async () => {
    expect(await status()).toMatchObject({
      ...{ nodes: 1, batches: 2, rejectedBatches: {}, mintTransactions: 0 },
      assets: { accepted: COUNT, pending: 1, rejected: 0, duplicates: 0, minted: 0 },
    })
  })
  test('shows the head of the log', async () => {
    expect((await status()).log).toMatchObject({ origin: env.LOG_ORIGIN, size: await logSize() })
  })
  test('shows the latest assets, newest first', async () => {
    const { latest } = await status()
    expect(latest.map(({ logIndex }) => logIndex)).toEqual([1, 0])
    expect(latest[0]).toMatchObject({ node: node.id, cnft: null })
  })
  test('names the treasury', async () => {
    expect((await status()).treasury).toEqual({
      address: 'So11111111111111111111111111111111111111112',
      tree: null,
    })
  })
  test('may be read by any page', async () => {
    const response = await get('/v1/network/status')
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
  })
  test('says that the treasury could not be asked, and is answered all the same', async () => {
    const world = withTreasury({})
    const response = await app.fetch(new Request(urlOf('/v1/network/status')), world)
    expect(await response.json()).toMatchObject({ treasury: null, batches: 2 })
  })
  test('is no status where the catalog is out of order', async () => {
    const broken = { ...env, CATALOG: env.CATALOG.withSession } as unknown as Env
    const response = await app.fetch(new Request(urlOf('/v1/network/status')), broken)
    expect(response.status).toBe(500)
  })
})

describe('GET /v1/assets/{sha256}', () => {
  test('names the first upload, the facts and where to check them', async () => {
    const [, asset] = packed.manifest.assets
    const record = await (await get(`/v1/assets/${asset?.sha256}`)).json<AssetRecord>()
    expect(record).toMatchObject({
      ...{ sha256: asset?.sha256, logIndex: receipts[1]?.logIndex, uploader: node.wallet },
      ...{ node: node.id, batch: lease.batchId, lease: lease.leaseId, index: 1, grid: 64 },
      ...{ bytes: asset?.bytes, caption: asset?.caption, cnft: null },
      proofUrl: urlOf('/v1/log/proofs/1'),
    })
  })
  test('is not found where nobody registered the hash', async () => {
    const sha256 = 'ab'.repeat(32)
    expect(await refusalOf(await get(`/v1/assets/${sha256}`))).toEqual(
      refused(404, 'ASSET_NOT_FOUND', { sha256 }),
    )
  })
})

describe('GET /v1/previews/{logIndex}.glb', () => {
  test('is a coarse GLB and not the licensed asset', async () => {
    const response = await get('/v1/previews/0.glb')
    const glb = await response.bytes()
    expect(response.headers.get('content-type')).toBe('model/gltf-binary')
    expect(toHex(glb.subarray(0, 4))).toBe('676c5446')
    expect(glb.length).toBeLessThan(packed.manifest.assets[0]?.bytes ?? 0)
  })
  test('is not found beyond the log', async () => {
    expect(await refusalOf(await get('/v1/previews/99.glb'))).toEqual(
      refused(404, 'LOG_INDEX_UNKNOWN', { logIndex: '99' }),
    )
  })
})

describe('GET /c/{logIndex}', () => {
  test('is metadata that names the hash and shows the asset', async () => {
    const metadata = await (await get('/c/1')).json<CnftMetadata>()
    expect(metadata).toMatchObject({
      ...{ name: 'Piwa #1', animation_url: urlOf('/v1/previews/1.glb') },
      ...{ external_url: urlOf('/v1/log/proofs/1') },
    })
    expect(metadata.attributes).toContainEqual({
      trait_type: 'sha256',
      value: packed.manifest.assets[1]?.sha256,
    })
  })
  test('is not found beyond the log', async () => {
    expect(await refusalOf(await get('/c/99'))).toEqual(refused(404, 'LOG_INDEX_UNKNOWN'))
  })
})

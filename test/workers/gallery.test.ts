import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { batchNumber } from '../../domain/ids.ts'
import { assetSeed } from '../../domain/seed/asset-seed.ts'
import { planeOf, VIEW_PLANES } from '../../domain/shard/views-files.ts'
import { decodePlane } from '../../generator/read-view-png.ts'
import { sha256 } from '../../signing/sha256.ts'
import { PICTURES, picturePath } from '../../workers/assets/preview.ts'
import { generatorFor } from '../../workers/audit/generators.ts'
import type { Lease } from '../../workers/oracle/schema.ts'
import { seedOfBatch } from '../../workers/oracle/seeds.ts'
import { siteOf } from '../../workers/pages/frame.tsx'
import { renderGalleryPage } from '../../workers/pages/gallery-page.tsx'
import { audit } from '../fixtures-audit.ts'
import { generateAssets, leaseAs, type Packed, pack, submit } from '../fixtures-batch.ts'
import { registeredNode, send, urlOf } from '../fixtures-node.ts'

const SIZE = 64

const get = (path: string): Promise<Response> => send(new Request(urlOf(path)))

async function registeredBatch(generator: string): Promise<{ lease: Lease; packed: Packed }> {
  const node = await registeredNode()
  const lease = await leaseAs(node, 2, { GENERATOR: generator, VIEWS: '0' })
  const packed = pack(lease, generateAssets(lease))
  await submit(node, lease, packed)
  await audit(lease)
  return { lease, packed }
}

const hashOfFirst = ({ manifest }: Packed): string => manifest.assets[0]?.sha256 ?? ''

let old: { lease: Lease; packed: Packed }
let latest: { lease: Lease; packed: Packed }
beforeAll(async () => {
  old = await registeredBatch('piwa-procedural@1')
  latest = await registeredBatch('piwa-procedural@2')
})

describe('a picture of an asset', () => {
  test('is the view that the core renders at the grid of previews', async () => {
    const response = await get(picturePath(hashOfFirst(latest.packed), 3, SIZE))
    expect(response.headers.get('content-type')).toBe('image/png')
    const generator = generatorFor('piwa-procedural@2', Number(env.PREVIEW_GRID))
    generator.generate(assetSeed(sha256, seedOfBatch(env, batchNumber(latest.lease.batchId)), 0))
    const { planes } = generator.view({ count: PICTURES, size: SIZE }, 3)
    const [rgb] = VIEW_PLANES
    if (rgb === undefined) throw new Error('a view has planes')
    expect(decodePlane(await response.bytes(), rgb, SIZE)).toEqual(planeOf(planes, rgb, SIZE))
  })

  test('may be kept for good', async () => {
    const response = await get(picturePath(hashOfFirst(latest.packed), 0, SIZE))
    expect(response.headers.get('cache-control')).toContain('immutable')
  })

  test('differs from camera to camera', async () => {
    const paths = [0, 1].map((view) => picturePath(hashOfFirst(latest.packed), view, SIZE))
    const [first, second] = await Promise.all(paths.map(async (path) => (await get(path)).bytes()))
    expect(first).not.toEqual(second)
  })

  test.each([
    ['i=16', 'i'],
    ['i=-1', 'i'],
    ['size=100', 'size'],
    ['size=1024', 'size'],
  ])('is refused for %s', async (query) => {
    const response = await get(`/v1/assets/${hashOfFirst(latest.packed)}/view.png?${query}`)
    expect([response.status, await response.json()]).toMatchObject([
      ...[422, { code: 'REQUEST_INVALID' }],
    ])
  })

  test('does not exist for an asset that nobody uploaded', async () => {
    const response = await get(picturePath('00'.repeat(32)))
    expect(await response.json()).toMatchObject({ code: 'ASSET_NOT_FOUND' })
  })

  test('does not exist for an asset of a version without views', async () => {
    const response = await get(picturePath(hashOfFirst(old.packed)))
    expect([response.status, await response.json()]).toMatchObject([
      404,
      { code: 'VIEW_NOT_FOUND' },
    ])
  })
})

describe('GET /gallery', () => {
  test('shows the latest assets, newest first, each linked to its record', async () => {
    const response = await get('/gallery')
    expect(response.headers.get('cache-control')).toBe('no-store')
    const html = await response.text()
    const shown = [
      ...html.matchAll(/<a class="plate-picture" href="\/v1\/assets\/([0-9a-f]{64})"/g),
    ]
    const wanted = [latest, old].flatMap(({ packed }) =>
      packed.manifest.assets.map(({ sha256: hash }) => hash).reverse(),
    )
    expect(shown.map(([, hash]) => hash)).toEqual(wanted)
  })

  test('has a picture of each asset that has views, and a word for the others', async () => {
    const html = await (await get('/gallery')).text()
    const sources = [...html.matchAll(/<img src="([^"]+)"/g)].map(([, path]) =>
      (path ?? '').replaceAll('&amp;', '&'),
    )
    expect(sources).toEqual(
      latest.packed.manifest.assets.map(({ sha256: hash }) => picturePath(hash)).reverse(),
    )
    expect(html.match(/No views in this version/g)).toHaveLength(old.packed.manifest.assets.length)
  })

  test('allows the page no origin but its own', async () => {
    const policy = (await get('/gallery')).headers.get('content-security-policy') ?? ''
    expect(policy).toContain("img-src 'self'")
    expect(policy).not.toMatch(/https?:|\*|'unsafe-(inline|eval)'/)
  })

  test('is linked from the page of the network', async () => {
    expect(await (await get('/')).text()).toContain('href="/gallery"')
  })

  test('says so while nothing was accepted, and while nothing is known', async () => {
    const props = { site: siteOf(env) }
    expect(String(await renderGalleryPage({ ...props, plates: [] }))).toContain('has been accepted')
    expect(String(await renderGalleryPage({ ...props, plates: undefined }))).toContain('Not known')
  })
})

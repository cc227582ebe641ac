import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  ASSET_BYTES_MAX,
  type AssetRecordV1,
  formatAssetRecord,
} from '../../../domain/shard/asset-record.ts'
import {
  formatManifest,
  MANIFEST_BYTES_MAX,
  parseManifest,
} from '../../../domain/shard/manifest.ts'
import { manifests, PLAIN } from './arbitraries.ts'

const TEXT = formatManifest(PLAIN)

/** The text of PLAIN with fields of the manifest, or of its first asset, put otherwise. */
function bent(head: object, asset: object = {}): string {
  const [first, ...rest] = PLAIN.assets
  return JSON.stringify({ ...PLAIN, assets: [{ ...first, ...asset }, ...rest], ...head })
}

test('a manifest is this text', () => {
  const [, asset] = TEXT.split('"assets":[')
  expect(TEXT.startsWith('{"version":1,"batchId":"batch_7","generator":"piwa-procedural@1",')).toBe(
    true,
  )
  expect(TEXT).toContain('"grid":64,"count":2,"assets":[')
  expect(asset?.split('},')[0]).toBe(
    [
      `{"index":0,"sha256":"${'0f'.repeat(32)}","bytes":1000,"offset":512,"family":"vessel"`,
      '"attempt":0,"parts":3,"vertices":120,"triangles":240',
      `"caption":"a vessel with two handles","descriptor":"${'a5'.repeat(88)}"`,
    ].join(','),
  )
})

test('the record of an asset is its part of the manifest', () => {
  fc.assert(
    fc.property(manifests, (manifest) => {
      const records = manifest.assets.map(formatAssetRecord)
      expect(formatManifest(manifest).endsWith(`"assets":[${records.join(',')}]}`)).toBe(true)
    }),
  )
})

test('the order in which an object was built does not matter', () => {
  const shuffled = Object.fromEntries(
    Object.entries(PLAIN.assets[0] ?? {}).reverse(),
  ) as unknown as AssetRecordV1
  expect(formatManifest({ ...PLAIN, assets: [shuffled, ...PLAIN.assets.slice(1)] })).toBe(TEXT)
})

test('parsing gives back what was formatted', () => {
  fc.assert(
    fc.property(manifests, (manifest) => {
      expect(parseManifest(formatManifest(manifest))).toEqual({ status: 'parsed', manifest })
    }),
  )
})

test('the text that parses is the only text of its manifest', () => {
  fc.assert(
    fc.property(manifests, fc.nat(), fc.string({ maxLength: 2 }), (manifest, at, inserted) => {
      const text = formatManifest(manifest)
      const cut = at % (text.length + 1)
      const changed = text.slice(0, cut) + inserted + text.slice(cut)
      const parsed = parseManifest(changed)
      if (parsed.status === 'parsed') expect(formatManifest(parsed.manifest)).toBe(changed)
      else expect(changed).not.toBe(text)
    }),
    { numRuns: 500 },
  )
})

describe('refuses as malformed', () => {
  const { count: _, ...withoutCount } = PLAIN
  const { generator, ...withoutGenerator } = PLAIN
  test.each<[name: string, text: string]>([
    ['nothing', ''],
    ['no JSON', '{'],
    ['another JSON value', '[]'],
    ['null', 'null'],
    ['white space', TEXT.replace(',', ', ')],
    ['a line end', `${TEXT}\n`],
    ['a byte order mark', `\ufeff${TEXT}`],
    ['a key too many', bent({ extra: 1 })],
    ['a key of an asset too many', bent({}, { extra: 1 })],
    ['a key twice', TEXT.replace('"version":1', '"version":1,"version":1')],
    ['a missing key', JSON.stringify(withoutCount)],
    ['keys in another order', JSON.stringify({ generator, ...withoutGenerator })],
    ['an escape that is not needed', TEXT.replace('vessel', '\\u0076essel')],
    ['a number in another spelling', TEXT.replace('"grid":64', '"grid":6.4e1')],
    ['a negative zero', TEXT.replace('"attempt":0', '"attempt":-0')],
    ['a version that there is not', bent({ version: 3 })],
    ['records of version 1 in version 2', bent({ version: 2 })],
    ['another batch id', bent({ batchId: 'batch_07' })],
    ['a generator that is too long', bent({ generator: 'g'.repeat(65) })],
    ['a grid in words', bent({ grid: '64' })],
    ['a count that is not the number of assets', bent({ count: 3 })],
    ['assets that are no list', bent({ assets: { 0: PLAIN.assets[0] } })],
    ['an asset that is no object', bent({ count: 1, assets: [null] })],
    ['assets out of order', bent({ assets: PLAIN.assets.toReversed() })],
    ['indexes that start late', bent({}, { index: 1 })],
    ['a hash in capitals', bent({}, { sha256: '0F'.repeat(32) })],
    ['a short hash', bent({}, { sha256: '0f'.repeat(31) })],
    ['a negative length', bent({}, { bytes: -1 })],
    ['a fraction of a byte', bent({}, { bytes: 1.5 })],
    ['an asset that is too long', bent({}, { bytes: ASSET_BYTES_MAX + 1 })],
    ['an offset beyond 2^53', bent({}, { offset: 2 ** 53 })],
    ['a family that is too long', bent({}, { family: 'f'.repeat(65) })],
    ['a caption that is too long', bent({}, { caption: 'c'.repeat(401) })],
    ['a short descriptor', bent({}, { descriptor: 'a5'.repeat(87) })],
    ['a descriptor that is not hex', bent({}, { descriptor: 'g5'.repeat(88) })],
  ])('%s', (_name, text) => {
    expect(text).not.toBe(TEXT)
    expect(parseManifest(text)).toMatchObject({ status: 'malformed' })
  })
  test('a text that is too long, without reading it as JSON', () => {
    const parsed = parseManifest('x'.repeat(MANIFEST_BYTES_MAX + 1))
    expect(parsed).toEqual({ status: 'malformed', issue: 'too long' })
  })
})

test('accepts the longest asset and the longest texts', () => {
  const text = bent(
    { generator: 'g'.repeat(64) },
    { bytes: ASSET_BYTES_MAX, family: 'f'.repeat(64), caption: 'c'.repeat(400) },
  )
  expect(parseManifest(text)).toMatchObject({ status: 'parsed' })
})

test('a manifest of 256 assets with long captions is below the limit', () => {
  const [asset] = PLAIN.assets
  if (asset === undefined) throw new Error('PLAIN has assets')
  const assets = Array.from({ length: 256 }, (_, index) => ({
    ...asset,
    index,
    offset: Number.MAX_SAFE_INTEGER,
    caption: 'c'.repeat(400),
  }))
  const text = formatManifest({ ...PLAIN, count: 256, assets })
  expect(text.length).toBeLessThan(MANIFEST_BYTES_MAX)
  expect(parseManifest(text).status).toBe('parsed')
})

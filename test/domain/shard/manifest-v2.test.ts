import { describe, expect, test } from 'vitest'
import type { Sha256Hex } from '../../../domain/ids.ts'
import { VIEW_COUNT_MAX, VIEW_SIZE_MAX, VIEW_SIZE_MIN } from '../../../domain/lease/views.ts'
import {
  ASSET_BYTES_MAX,
  type AssetRecordV2,
  CAPTION_LENGTH_MAX,
  FAMILY_LENGTH_MAX,
  formatAssetRecord,
  NAME_LENGTH_MAX,
  PARTS_MAX,
  TAGS_MAX,
} from '../../../domain/shard/asset-record.ts'
import {
  formatManifest,
  MANIFEST_BYTES_MAX,
  manifestOf,
  parseManifest,
} from '../../../domain/shard/manifest.ts'
import { PLAIN, RICH } from './arbitraries.ts'

const TEXT = formatManifest(RICH)
const HASH = '0f'.repeat(32) as Sha256Hex
const LEASES_COUNT_MAX = 256

/** The text of RICH with fields of the manifest, or of its first asset, put otherwise. */
function bent(head: object, asset: object = {}): string {
  const [first, ...rest] = RICH.assets
  return JSON.stringify({ ...RICH, assets: [{ ...first, ...asset }, ...rest], ...head })
}

const part = (name: unknown, material: unknown = 'wood') => ({ name, material })
const times = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item)
const word = (length: number): string => 'w'.repeat(length)

test('a manifest of version 2 is this text', () => {
  const records = RICH.assets.map(formatAssetRecord)
  expect(TEXT).toBe(
    [
      '{"version":2,"batchId":"batch_7","generator":"piwa-procedural@2","grid":64',
      `"views":{"count":4,"size":256},"count":2,"assets":[${records.join(',')}]}`,
    ].join(','),
  )
})

test('the record of an asset with views and a parent is this text', () => {
  expect(RICH.assets.map(formatAssetRecord)[1]).toBe(
    [
      `{"index":1,"sha256":"${'1f'.repeat(32)}","bytes":1001,"offset":3584,"family":"chair"`,
      '"attempt":0,"parts":[{"name":"seat","material":"wood"},{"name":"leg","material":"metal"}]',
      '"vertices":120,"triangles":240,"caption":"a wooden chair with metal legs"',
      `"tags":["chair.n.01"],"descriptor":"${'a5'.repeat(88)}"`,
      `"views":"${'1e'.repeat(32)}","parent":"${HASH}"}`,
    ].join(','),
  )
})

describe('a manifest of version 2 is refused as malformed with', () => {
  test.each<[name: string, text: string]>([
    ['no word on views', JSON.stringify({ ...RICH, views: undefined })],
    ['views and assets without', bent({}, { views: undefined })],
    ['no views and assets with', bent({ views: null })],
    ['views without a count', bent({ views: { size: 256 } })],
    ['no views at all, spelt as a count', bent({ views: { count: 0, size: 256 } })],
    ['more views than there may be', bent({ views: { count: VIEW_COUNT_MAX + 1, size: 256 } })],
    ['views of odd size', bent({ views: { count: 4, size: 250 } })],
    ['views that are too small', bent({ views: { count: 4, size: VIEW_SIZE_MIN - 1 } })],
    ['views that are too large', bent({ views: { count: 4, size: VIEW_SIZE_MAX + 1 } })],
    ['views with a key too many', bent({ views: { count: 4, size: 256, fps: 1 } })],
    ['a hash of views in capitals', bent({}, { views: '0F'.repeat(32) })],
    ['a parent that is no hash', bent({}, { parent: '0f' })],
    ['a parent that is null', bent({}, { parent: null })],
    ['a number of parts', bent({}, { parts: 2 })],
    ['too many parts', bent({}, { parts: times(PARTS_MAX + 1, part('leg')) })],
    ['a part without material', bent({}, { parts: [{ name: 'leg' }] })],
    ['a part with a key too many', bent({}, { parts: [{ ...part('leg'), color: 1 }] })],
    ['a name that is too long', bent({}, { parts: [part(word(NAME_LENGTH_MAX + 1))] })],
    ['a name that needs an escape', bent({}, { parts: [part('a "leg"')] })],
    ['a name beyond ASCII', bent({}, { parts: [part('l\u00e9g')] })],
    ['a name that is no text', bent({}, { parts: [part(1)] })],
    ['no tags', bent({}, { tags: undefined })],
    ['too many tags', bent({}, { tags: times(TAGS_MAX + 1, 'chair.n.01') })],
    ['a tag that is too long', bent({}, { tags: [word(NAME_LENGTH_MAX + 1)] })],
    ['a caption that is too long', bent({}, { caption: word(CAPTION_LENGTH_MAX[2] + 1) })],
    ['a line end in its caption', bent({}, { caption: 'a\nchair' })],
    ['a family that is too long', bent({}, { family: word(FAMILY_LENGTH_MAX + 1) })],
    [
      'parts in another order of keys',
      TEXT.replace('"name":"seat","material":"wood"', '"material":"wood","name":"seat"'),
    ],
  ])('%s', (_name, text) => {
    expect(text).not.toBe(TEXT)
    expect(parseManifest(text)).toMatchObject({ status: 'malformed' })
  })
})

/** A record that is as long as records can be. */
const LONGEST: AssetRecordV2 = {
  ...{ index: 255, sha256: HASH, bytes: ASSET_BYTES_MAX, offset: Number.MAX_SAFE_INTEGER },
  family: word(FAMILY_LENGTH_MAX),
  attempt: Number.MAX_SAFE_INTEGER,
  parts: times(PARTS_MAX, part(word(NAME_LENGTH_MAX), word(NAME_LENGTH_MAX))) as never,
  ...{ vertices: Number.MAX_SAFE_INTEGER, triangles: Number.MAX_SAFE_INTEGER },
  caption: word(CAPTION_LENGTH_MAX[2]),
  tags: times(TAGS_MAX, word(NAME_LENGTH_MAX)),
  ...{ descriptor: 'a5'.repeat(88), views: HASH, parent: HASH },
}

test('a manifest of 256 records of the greatest length is within the limit', () => {
  const assets = Array.from({ length: LEASES_COUNT_MAX }, (_, index) => ({ ...LONGEST, index }))
  const views = { count: VIEW_COUNT_MAX, size: VIEW_SIZE_MAX }
  const head = { batchId: RICH.batchId, generator: word(64), grid: Number.MAX_SAFE_INTEGER, views }
  const text = formatManifest(manifestOf(head, assets))
  expect(text.length).toBeLessThan(MANIFEST_BYTES_MAX)
  expect(new TextEncoder().encode(text)).toHaveLength(text.length)
  expect(parseManifest(text)).toMatchObject({ status: 'parsed' })
})

describe('manifestOf', () => {
  test('states assets in the version of their generator', () => {
    expect(manifestOf({ ...PLAIN, views: null }, PLAIN.assets)).toEqual(PLAIN)
    expect(manifestOf(RICH, RICH.assets)).toEqual(RICH)
  })

  test('refuses the assets of another version', () => {
    expect(() => manifestOf({ ...PLAIN, views: null }, RICH.assets)).toThrow(RangeError)
    expect(() => manifestOf(RICH, PLAIN.assets)).toThrow(RangeError)
  })
})

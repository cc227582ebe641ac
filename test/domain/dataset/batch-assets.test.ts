import { describe, expect, test } from 'vitest'
import { acceptedAssets } from '../../../domain/dataset/batch-assets.ts'
import { GrowingDictionary } from '../../../domain/dataset/dictionary.ts'
import type { AssetRecordV1, AssetRecordV2 } from '../../../domain/shard/asset-record.ts'
import { TAR_END } from '../../../domain/shard/tar.ts'

const common = {
  ...{ sha256: 'ab'.repeat(32) as AssetRecordV1['sha256'], bytes: 100, family: 'chair' },
  ...{ attempt: 0, vertices: 10, triangles: 20, caption: 'a chair', descriptor: '00'.repeat(88) },
}
const second = (index: number, offset: number): AssetRecordV2 => ({
  ...{ ...common, index, offset, tags: ['chair.n.01', 'wood', '', 'chair.n.01'] },
  parts: ['oak', 'oak', 'steel'].map((material, part) => ({ name: `part ${part}`, material })),
})

describe('the assets of a batch', () => {
  test('end where the files of the next one start, and the last where the shard ends', () => {
    const shardBytes = 9_216
    const assets = [second(0, 512), second(1, 3_584), second(2, 5_120)]
    const spans = acceptedAssets(assets, [7, 8, 9], shardBytes).map(({ span }) => span)
    expect(spans).toEqual([3_072, 1_536, shardBytes - TAR_END.length - (5_120 - 512)])
    expect(spans.reduce((sum, span) => sum + span) + TAR_END.length).toBe(shardBytes)
  })
  test('that are duplicates are left out, and take no bytes from others', () => {
    const assets = [second(0, 512), second(1, 3_584), second(2, 5_120)]
    const accepted = acceptedAssets(assets, [7, null, 8], 9_216)
    expect(accepted.map(({ index, logIndex, span }) => [index, logIndex, span])).toEqual([
      [0, 7, 3_072],
      [2, 8, 3_584],
    ])
  })
  test('have each tag that has a name once, their parts counted and their materials, too', () => {
    const [asset] = acceptedAssets([second(0, 512)], [0], 4_096)
    expect(asset).toMatchObject({ tags: ['chair.n.01', 'wood'], parts: 3, materials: 2 })
  })
  test('of version 1 have no tags, and materials that nobody named', () => {
    const [asset] = acceptedAssets([{ ...common, index: 0, offset: 512, parts: 4 }], [0], 4_096)
    expect(asset).toMatchObject({ tags: [], parts: 4, materials: null, kind: 'generated' })
  })
  test('need a log index each', () => {
    expect(() => acceptedAssets([second(0, 512)], [], 4_096)).toThrow(RangeError)
  })
})

describe('a dictionary', () => {
  test('keeps the positions of its names, and adds new ones behind them', () => {
    const dictionary = new GrowingDictionary({ families: ['chair', 'table'], tags: ['wood'] })
    expect(['tree', 'chair', 'tree', 'lamp'].map(dictionary.family)).toEqual([2, 0, 2, 3])
    expect(dictionary.tag('steel')).toBe(1)
    expect(dictionary.names()).toEqual({
      families: ['chair', 'table', 'tree', 'lamp'],
      tags: ['wood', 'steel'],
    })
  })
  test('refuses more names than a row can name', () => {
    const tags = Array.from({ length: 65_536 }, (_, i) => `tag ${i}`)
    const dictionary = new GrowingDictionary({ families: [], tags })
    expect(dictionary.tag('tag 65535')).toBe(65_535)
    expect(() => dictionary.tag('one more')).toThrow(RangeError)
  })
})

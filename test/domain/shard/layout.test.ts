import fc from 'fast-check'
import { expect, test } from 'vitest'
import { concatBytes } from '../../../domain/bytes.ts'
import { glbName, nextGlbOffset, recordName, shardBytes } from '../../../domain/shard/layout.ts'
import { TAR_END, tarEntry } from '../../../domain/shard/tar.ts'

test.each([
  [0, '000000.glb', '000000.json'],
  [123, '000123.glb', '000123.json'],
  [999_999, '999999.glb', '999999.json'],
])('names the files of asset %d', (index, glb, record) => {
  expect([glbName(index), recordName(index)]).toEqual([glb, record])
})

test('foretells length and offsets of the archive that is then written', () => {
  const entries = fc.array(
    fc.record({ glbBytes: fc.nat({ max: 2_000 }), recordBytes: fc.nat({ max: 900 }) }),
    { maxLength: 6 },
  )
  fc.assert(
    fc.property(entries, (planned) => {
      let archive: Uint8Array = new Uint8Array()
      for (const [index, { glbBytes, recordBytes }] of planned.entries()) {
        const offset = nextGlbOffset(archive.length)
        const glb = new Uint8Array(glbBytes).fill(index + 1)
        archive = concatBytes(
          ...[archive, tarEntry(glbName(index), glb)],
          tarEntry(recordName(index), new Uint8Array(recordBytes)),
        )
        expect(archive.subarray(offset, offset + glbBytes)).toEqual(glb)
      }
      expect(shardBytes(planned)).toBe(archive.length + TAR_END.length)
    }),
  )
})

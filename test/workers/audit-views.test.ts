import { beforeEach, describe, expect, test } from 'vitest'
import { equalBytes } from '../../domain/bytes.ts'
import { TAR_BLOCK_BYTES, tarHeader, tarPaddingBytes } from '../../domain/shard/tar.ts'
import {
  planeOf,
  transformsName,
  VIEW_PLANES,
  type ViewPlane,
  viewImageBytesMax,
  viewImageName,
} from '../../domain/shard/views-files.ts'
import { encodePlane } from '../../generator/view-png.ts'
import type { Lease } from '../../workers/oracle/schema.ts'
import { audit } from '../fixtures-audit.ts'
import {
  generateAssets,
  leaseAs,
  type MadeAsset,
  type Packed,
  pack,
  stateOf,
  submit,
} from '../fixtures-batch.ts'
import { registeredNode, type TestNode } from '../fixtures-node.ts'

const COUNT = 2
const SIZE = 64
const planeNamed = (wanted: ViewPlane['name']): ViewPlane => {
  const plane = VIEW_PLANES.find(({ name }) => name === wanted)
  if (plane === undefined) throw new Error(`no plane ${wanted}`)
  return plane
}

const RGB = planeNamed('rgb')
const DEPTH = planeNamed('depth')
const PART = planeNamed('part')

let node: TestNode
let lease: Lease
beforeEach(async () => {
  node = await registeredNode()
  // Both views of an asset are drawn, so that every lie is met.
  lease = await leaseAs(node, COUNT, {
    ...{ GENERATOR: 'piwa-procedural@2', VIEWS: '2', VIEW_SIZE: String(SIZE) },
  })
})

async function verdictOn(packed: Packed): Promise<unknown> {
  await submit(node, lease, packed)
  await audit(lease)
  return stateOf(node, lease)
}

const rejectedBy = (rule: string) => expect.objectContaining({ status: 'rejected', rule })

/** The batch of a node that changed a view of its second asset before it packed. */
function withChangedView(change: (made: MadeAsset) => MadeAsset): Packed {
  return pack(
    lease,
    generateAssets(lease).map((made, index) => (index === 1 ? change(made) : made)),
  )
}

function withPlanes({ views = [], ...rest }: MadeAsset, at: number): MadeAsset {
  const changed = views.map((view, i) => {
    const planes = Uint8Array.from(view.planes)
    if (i === 1) planes[at] = (planes[at] ?? 0) ^ 1
    return { ...view, planes }
  })
  return { ...rest, views: changed }
}

/** Where the content of a file of the shard lies. */
function placeOf({ shard }: Packed, name: string): { readonly at: number; readonly bytes: number } {
  for (let at = 0; at < shard.length; at += TAR_BLOCK_BYTES) {
    const size = String.fromCharCode(...shard.subarray(at + 124, at + 135))
    const bytes = Number.parseInt(size, 8)
    const header = shard.subarray(at, at + TAR_BLOCK_BYTES)
    if (Number.isInteger(bytes) && equalBytes(header, tarHeader(name, bytes))) {
      return { at: at + TAR_BLOCK_BYTES, bytes }
    }
  }
  throw new Error(`no ${name}`)
}

/** The shard with other bytes in place of a file, hashed as it then is. */
function withFile(packed: Packed, name: string, change: (old: Uint8Array) => Uint8Array): Packed {
  const { at, bytes } = placeOf(packed, name)
  const content = change(packed.shard.slice(at, at + bytes))
  const before = packed.shard.subarray(0, at - TAR_BLOCK_BYTES)
  const after = packed.shard.subarray(at + bytes + tarPaddingBytes(bytes))
  const pieces = [before, tarHeader(name, content.length), content]
  const padding = new Uint8Array(tarPaddingBytes(content.length))
  return { ...packed, shard: Uint8Array.from(Buffer.concat([...pieces, padding, after])) }
}

const lastImage = (plane: ViewPlane): string => viewImageName(COUNT - 1, plane, 1)

describe('the audit of a batch with views', () => {
  test('accepts an honest one', async () => {
    const verdict = await verdictOn(pack(lease, generateAssets(lease)))
    expect(verdict).toMatchObject({ status: 'registered', reexecuted: COUNT })
  })

  test.each([
    ['color', 0],
    ['depth', 3 * SIZE * SIZE],
    ['normal', 5 * SIZE * SIZE],
    ['part', 9 * SIZE * SIZE - 1],
  ])('rejects one pixel of another %s with every hash consistent', async (_, at) => {
    const packed = withChangedView((made) => withPlanes(made, at))
    expect(await verdictOn(packed)).toEqual(rejectedBy('VIEWS_NOT_REPRODUCED'))
  })

  test('rejects an image that is not the view that its hash is of', async () => {
    const packed = pack(lease, generateAssets(lease))
    const tampered = withFile(packed, lastImage(RGB), () => {
      const pixels = new Uint8Array(3 * SIZE * SIZE).fill(236)
      return encodePlane(pixels, { channels: 3, bits: 8 }, SIZE)
    })
    expect(await verdictOn(tampered)).toEqual(rejectedBy('VIEWS_NOT_REPRODUCED'))
  })

  test('accepts the same pixels as another encoder writes them', async () => {
    const made = generateAssets(lease)
    const planes = made[1]?.views?.[1]?.planes ?? new Uint8Array()
    const packed = withFile(pack(lease, made), lastImage(PART), () =>
      encodePlane(planeOf(planes, PART, SIZE), PART, SIZE, { deflateLevel: 0, filterType: 4 }),
    )
    // The second asset is the last: nothing after it has another offset.
    expect(await verdictOn(packed)).toMatchObject({ status: 'registered' })
  })

  test('rejects a camera that stands elsewhere', async () => {
    const packed = withFile(pack(lease, generateAssets(lease)), transformsName(COUNT - 1), (old) =>
      new TextEncoder().encode(new TextDecoder().decode(old).replace('"near":', '"near":1')),
    )
    expect(await verdictOn(packed)).toEqual(rejectedBy('VIEWS_NOT_REPRODUCED'))
  })

  test('rejects an image that would inflate without end', async () => {
    const packed = withFile(pack(lease, generateAssets(lease)), lastImage(DEPTH), (old) => {
      // A header that promises what was asked for, before the pixels of a far larger image.
      const larger = encodePlane(new Uint8Array(512 * 512 * 2), { channels: 1, bits: 16 }, 512)
      larger.set(old.subarray(8, 33), 8)
      return larger
    })
    expect(await verdictOn(packed)).toEqual(rejectedBy('VIEWS_NOT_REPRODUCED'))
  })

  test('rejects a file that is longer than any image of its plane', async () => {
    const packed = withFile(pack(lease, generateAssets(lease)), lastImage(PART), () => {
      return new Uint8Array(viewImageBytesMax(PART, SIZE) + 1)
    })
    expect(await verdictOn(packed)).toEqual(rejectedBy('SHARD_MALFORMED'))
  })

  test('rejects a shard without the views', async () => {
    const packed = pack(lease, generateAssets(lease))
    const { at } = placeOf(packed, transformsName(COUNT - 1))
    const shard = packed.shard.slice(0, at - TAR_BLOCK_BYTES)
    expect(await verdictOn({ ...packed, shard })).toEqual(rejectedBy('SHARD_TRUNCATED'))
  })
})

import type { Sha256Hex } from '../../domain/ids.ts'
import { generateAssets, pack } from '../fixtures-batch.ts'
import { type Cheat, flipped, lying, madeOtherwise, withFacts } from './cheats-forgery.ts'

/** Assets that the generator does not make. */
export const ASSET_CHEATS: readonly Cheat[] = [
  {
    name: 'a hash that is not the hash of the asset',
    ...{ rule: 'ASSET_HASH_MISMATCH', index: 1 },
    commit: lying(() => ({ sha256: '00'.repeat(32) as Sha256Hex })),
  },
  {
    name: 'one flipped bit with every hash consistent',
    ...{ rule: 'ASSET_NOT_REPRODUCED', index: 1 },
    commit: madeOtherwise(({ glb, facts }) => ({ glb: flipped(glb, glb.length - 1), facts })),
  },
  {
    name: 'one byte more with every hash consistent',
    ...{ rule: 'ASSET_NOT_REPRODUCED', index: 1 },
    commit: madeOtherwise(({ glb, facts }) => ({
      glb: Uint8Array.from([...glb, 0]),
      facts,
    })),
  },
  {
    name: 'one asset in place of all',
    ...{ rule: 'ASSET_NOT_REPRODUCED', index: 1 },
    commit: (_, lease) => {
      const [first] = generateAssets(lease)
      if (first === undefined) throw new Error('a lease has an asset')
      return pack(lease, [first, first])
    },
  },
  {
    name: 'the assets of another seed',
    ...{ rule: 'ASSET_NOT_REPRODUCED', index: 0 },
    commit: (_, lease) => pack(lease, generateAssets({ ...lease, seed: '5a'.repeat(32) })),
  },
  {
    name: 'another caption',
    ...{ rule: 'FACTS_NOT_REPRODUCED', index: 1 },
    commit: withFacts(({ caption }) => ({ caption: `${caption}!` })),
  },
  {
    name: 'another count of triangles',
    ...{ rule: 'FACTS_NOT_REPRODUCED', index: 1 },
    commit: withFacts(({ triangles }) => ({ triangles: triangles + 1 })),
  },
  {
    name: 'another descriptor',
    ...{ rule: 'FACTS_NOT_REPRODUCED', index: 1 },
    commit: withFacts(() => ({ descriptor: '00'.repeat(88) })),
  },
]

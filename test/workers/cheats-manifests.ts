import { env } from 'cloudflare:workers'
import { batchId } from '../../domain/ids.ts'
import { manifestKey } from '../../r2/geometry-keys.ts'
import { generateAssets, pack } from '../fixtures-batch.ts'
import { type Cheat, spelt, withHead } from './cheats-forgery.ts'

/** Manifests that are not those of an honest batch. */
export const MANIFEST_CHEATS: readonly Cheat[] = [
  {
    name: 'a manifest that was changed after the commit',
    ...{ rule: 'MANIFEST_HASH_MISMATCH', index: null },
    later: ({ batchId: id, leaseId }, { manifestText }) =>
      env.GEOMETRY.put(manifestKey(id, leaseId), manifestText.replace('"attempt":', '"attempT":')),
  },
  {
    name: 'a manifest that was cut after the commit',
    ...{ rule: 'MANIFEST_HASH_MISMATCH', index: null },
    later: ({ batchId: id, leaseId }, { manifestText }) =>
      env.GEOMETRY.put(manifestKey(id, leaseId), manifestText.slice(1)),
  },
  {
    name: 'a manifest with white space',
    ...{ rule: 'MANIFEST_MALFORMED', index: null },
    commit: spelt((text) => text.replace(',', ', ')),
  },
  {
    name: 'a manifest behind a byte order mark',
    ...{ rule: 'MANIFEST_MALFORMED', index: null },
    commit: spelt((text) => `\ufeff${text}`),
  },
  {
    name: 'a manifest with another key order',
    ...{ rule: 'MANIFEST_MALFORMED', index: null },
    commit: spelt((text) => JSON.stringify({ assets: 0, ...JSON.parse(text) })),
  },
  {
    name: 'a manifest that is no JSON',
    ...{ rule: 'MANIFEST_MALFORMED', index: null },
    commit: spelt(() => 'version: 1'),
  },
  {
    name: 'the manifest of another batch',
    ...{ rule: 'MANIFEST_LEASE_MISMATCH', index: null },
    commit: withHead(() => ({ batchId: batchId(4_242) })),
  },
  {
    name: 'a manifest of another generator',
    ...{ rule: 'MANIFEST_LEASE_MISMATCH', index: null },
    commit: withHead(() => ({ generator: 'piwa-procedural@99' })),
  },
  {
    name: 'a manifest of a coarser grid',
    ...{ rule: 'MANIFEST_LEASE_MISMATCH', index: null },
    commit: (_, lease) => {
      const coarse = { ...lease, grid: 32 }
      return pack(coarse, generateAssets(coarse))
    },
  },
  {
    name: 'a batch with fewer assets than were leased',
    ...{ rule: 'MANIFEST_LEASE_MISMATCH', index: null },
    commit: (_, lease) => pack(lease, generateAssets(lease).slice(0, 1)),
  },
  {
    name: 'a root over other assets',
    ...{ rule: 'ROOT_MISMATCH', index: null },
    commit: (packed) => ({ ...packed, root: '00'.repeat(32) }),
  },
]

import { env } from 'cloudflare:workers'
import { concatBytes } from '../../domain/bytes.ts'
import { ASSET_BYTES_MAX } from '../../domain/shard/asset-record.ts'
import { nextGlbOffset } from '../../domain/shard/layout.ts'
import { TAR_BLOCK_BYTES, tarHeader } from '../../domain/shard/tar.ts'
import { shardKey } from '../../r2/geometry-keys.ts'
import {
  bytesAt,
  type Cheat,
  cutTo,
  endAt,
  firstAsset,
  lying,
  paddingAt,
  recordHeaderAt,
  withFacts,
} from './cheats-forgery.ts'

/** Shards that are not what their manifest says. */
export const SHARD_CHEATS: readonly Cheat[] = [
  {
    name: 'a shard that was changed after the commit',
    ...{ rule: 'SHARD_HASH_MISMATCH', index: null },
    later: ({ batchId: id, leaseId }, packed) =>
      env.GEOMETRY.put(shardKey(id, leaseId), bytesAt(endAt, 1)(packed).shard),
  },
  {
    name: 'a shard that was cut after the commit',
    ...{ rule: 'SHARD_HASH_MISMATCH', index: null },
    later: ({ batchId: id, leaseId }, { shard }) =>
      env.GEOMETRY.put(shardKey(id, leaseId), shard.slice(0, shard.length / 2)),
  },
  {
    name: 'a shard that is empty after the commit',
    ...{ rule: 'SHARD_HASH_MISMATCH', index: null },
    later: ({ batchId: id, leaseId }) => env.GEOMETRY.put(shardKey(id, leaseId), ''),
  },
  {
    name: 'a shard that ends within a GLB',
    ...{ rule: 'SHARD_TRUNCATED', index: 0 },
    commit: cutTo((packed) => firstAsset(packed).offset + 100),
  },
  {
    name: 'a shard that ends within its first header',
    ...{ rule: 'SHARD_TRUNCATED', index: 0 },
    commit: cutTo(() => 100),
  },
  {
    name: 'a shard that ends within a padding',
    ...{ rule: 'SHARD_TRUNCATED', index: 0 },
    commit: cutTo((packed) => paddingAt(packed)),
  },
  {
    name: 'a shard without its end',
    ...{ rule: 'SHARD_TRUNCATED', index: null },
    commit: cutTo(endAt),
  },
  {
    name: 'a shard with half its end',
    ...{ rule: 'SHARD_TRUNCATED', index: null },
    commit: cutTo((packed) => endAt(packed) + TAR_BLOCK_BYTES),
  },
  {
    name: 'bytes behind the end of the shard',
    ...{ rule: 'SHARD_MALFORMED', index: null },
    commit: (packed) => ({ ...packed, shard: concatBytes(packed.shard, Uint8Array.of(0)) }),
  },
  {
    name: 'a megabyte behind the end of the shard',
    ...{ rule: 'SHARD_MALFORMED', index: null },
    commit: (packed) => ({ ...packed, shard: concatBytes(packed.shard, new Uint8Array(2 ** 20)) }),
  },
  {
    name: 'an end that is not zero',
    ...{ rule: 'SHARD_MALFORMED', index: null },
    commit: bytesAt((packed) => endAt(packed) + 700, 1),
  },
  {
    name: 'a header with a time',
    ...{ rule: 'SHARD_MALFORMED', index: 0 },
    commit: bytesAt(() => 140, 0x31),
  },
  {
    name: 'a header with another mode',
    ...{ rule: 'SHARD_MALFORMED', index: 0 },
    commit: bytesAt(() => 104, 0x37),
  },
  {
    name: 'a file of another name',
    ...{ rule: 'SHARD_MALFORMED', index: 0 },
    commit: (packed) =>
      bytesAt(() => 0, ...tarHeader('000001.glb', firstAsset(packed).bytes))(packed),
  },
  {
    name: 'a record of another name',
    ...{ rule: 'SHARD_MALFORMED', index: 0 },
    commit: bytesAt((packed) => recordHeaderAt(packed) + 7, 0x4a),
  },
  {
    name: 'a padding that is not zero',
    ...{ rule: 'SHARD_MALFORMED', index: 0 },
    commit: bytesAt(paddingAt, 1),
  },
  {
    name: 'a record that says something else',
    ...{ rule: 'SHARD_MALFORMED', index: 0 },
    commit: bytesAt((packed) => recordHeaderAt(packed) + TAR_BLOCK_BYTES + 10, 0x39),
  },
  {
    name: 'an offset that is not where the asset lies',
    ...{ rule: 'SHARD_MALFORMED', index: 1 },
    commit: lying(({ offset }) => ({ offset: nextGlbOffset(offset) })),
  },
  {
    name: 'an offset elsewhere that manifest and record agree on',
    ...{ rule: 'SHARD_MALFORMED', index: 1 },
    commit: withFacts(() => ({ offset: TAR_BLOCK_BYTES })),
  },
  {
    name: 'a length that is not the length of the asset',
    ...{ rule: 'SHARD_MALFORMED', index: 1 },
    commit: lying(({ bytes }) => ({ bytes: bytes - 1 })),
  },
  {
    name: 'a length beyond the end of the shard',
    ...{ rule: 'SHARD_MALFORMED', index: 1 },
    commit: lying(() => ({ bytes: ASSET_BYTES_MAX })),
  },
]

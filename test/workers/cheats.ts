import { ASSET_CHEATS } from './cheats-assets.ts'
import type { Cheat } from './cheats-forgery.ts'
import { MANIFEST_CHEATS } from './cheats-manifests.ts'
import { SHARD_CHEATS } from './cheats-shards.ts'

export const CHEATS: readonly Cheat[] = [...MANIFEST_CHEATS, ...SHARD_CHEATS, ...ASSET_CHEATS]

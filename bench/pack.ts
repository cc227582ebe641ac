import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { sha256Hex } from '../domain/ids.ts'
import { createGenerator } from '../generator/generator.ts'
import { loadGeneratorModule } from '../generator/node-module.ts'
import { LATEST_GENERATOR } from '../generator/versions.ts'
import type { Backend } from '../gpu-client/backend/backend.ts'
import { packShard } from '../gpu-client/batch/pack-shard.ts'
import { homePaths } from '../gpu-client/home/paths.ts'
import { Lease } from '../workers/oracle/schema.ts'

const COUNT = 256
const GRID = 64

/** Time to write one asset into a shard on the disk, with assets that are made already. */
export async function packMsPerAsset(stateDir: string): Promise<number> {
  const generator = createGenerator(
    LATEST_GENERATOR,
    await loadGeneratorModule(LATEST_GENERATOR),
    GRID,
  )
  const made = generator.generate(new Uint8Array(16))
  const hash = sha256Hex(createHash('sha256').update(made.glb).digest('hex'))
  const backend: Backend = {
    ...{ name: 'made already', threads: 1, close: async () => {} },
    generate: async () => ({ ...made, sha256: hash, views: [] }),
  }
  const lease = Lease.parse({
    ...{ leaseId: `lease_${'a'.repeat(26)}`, batchId: 'batch_0', generator: LATEST_GENERATOR },
    ...{ seed: '0'.repeat(64), count: COUNT, grid: GRID, expiresAtMs: 1 },
  })
  const paths = homePaths(join(stateDir, 'pack'))
  mkdirSync(paths.shards, { recursive: true })
  const startedMs = performance.now()
  await packShard(
    { paths, backend, pace: async () => {}, packed: () => {} },
    lease,
    new AbortController().signal,
  )
  return (performance.now() - startedMs) / COUNT
}

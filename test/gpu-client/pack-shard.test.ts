import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { batchId, type LeaseId } from '../../domain/ids.ts'
import { formatAssetRecord } from '../../domain/shard/asset-record.ts'
import { batchRoot } from '../../domain/shard/batch-root.ts'
import { shardBytes } from '../../domain/shard/layout.ts'
import { manifestVersionOf, parseManifest } from '../../domain/shard/manifest.ts'
import { GENERATOR_IDS, LATEST_GENERATOR } from '../../generator/versions.ts'
import { packShard } from '../../gpu-client/batch/pack-shard.ts'
import { readStretch } from '../../gpu-client/batch/read-file.ts'
import { homePaths, manifestPath, shardPath } from '../../gpu-client/home/paths.ts'
import { sha256 } from '../../signing/sha256.ts'
import type { Lease } from '../../workers/oracle/schema.ts'
import { createFakeBackend } from './fakes/backend.ts'
import { inFolder, NEVER } from './fakes/node.ts'

const hasTar = spawnSync('tar', ['--version']).status === 0
if (!hasTar) console.warn('SKIPPED: no system tar to read shards with')

const LEASE: Lease = {
  ...{ leaseId: `lease_${'a'.repeat(26)}` as LeaseId, batchId: batchId(7), count: 20, grid: 64 },
  ...{ generator: LATEST_GENERATOR, seed: '5'.repeat(64), views: null, expiresAtMs: 1 },
}

async function pack(folder: string, backend = createFakeBackend(), lease = LEASE) {
  const paths = homePaths(folder)
  await mkdir(paths.shards, { recursive: true })
  let packed = 0
  const onPacked = (): void => {
    packed += 1
  }
  const pace = async (): Promise<void> => undefined
  const commitment = await packShard({ paths, backend, pace, packed: onPacked }, lease, NEVER)
  const shard = shardPath(paths, LEASE.leaseId)
  const text = await readFile(manifestPath(paths, LEASE.leaseId), 'utf8')
  const parsed = parseManifest(text)
  if (parsed.status !== 'parsed') throw new Error(parsed.issue)
  return { commitment, shard, manifest: parsed.manifest, text, packed, paths }
}

const hashOf = (content: Uint8Array | string): string =>
  createHash('sha256').update(content).digest('hex')

describe('a shard', () => {
  test('is what its commitment says, byte for byte', () =>
    inFolder(async (folder) => {
      const { commitment, shard, manifest, text, packed } = await pack(folder)
      const bytes = await readFile(shard)
      expect(commitment.shard).toEqual({ bytes: bytes.length, sha256: hashOf(bytes) })
      expect(commitment.manifest).toEqual({ bytes: text.length, sha256: hashOf(text) })
      expect(commitment.root).toBe(batchRoot(sha256, manifest.assets))
      expect(packed).toBe(20)
    }))

  test.each(GENERATOR_IDS)('is stated as %s states its assets', (generator) =>
    inFolder(async (folder) => {
      const { manifest } = await pack(folder, createFakeBackend(), { ...LEASE, generator })
      expect(manifest).toMatchObject({ version: manifestVersionOf(generator), generator })
    }),
  )

  test('is not begun for a generator that this client does not hold', () =>
    inFolder(async (folder) => {
      const backend = createFakeBackend()
      const lease = { ...LEASE, generator: 'piwa-procedural@99' }
      await expect(pack(folder, backend, lease)).rejects.toMatchObject({
        ...{ code: 'GENERATOR_UNSUPPORTED', context: { generator: lease.generator } },
      })
      expect(backend.generated).toEqual([])
      expect(await readdir(homePaths(folder).shards)).toEqual([])
    }))

  test('has the length that its layout promises', () =>
    inFolder(async (folder) => {
      const { shard, manifest } = await pack(folder)
      const entries = manifest.assets.map((asset) => ({
        glbBytes: asset.bytes,
        recordBytes: formatAssetRecord(asset).length,
      }))
      expect((await stat(shard)).size).toBe(shardBytes(entries))
    }))

  test('holds each GLB where the manifest says', () =>
    inFolder(async (folder) => {
      const { shard, manifest } = await pack(folder)
      for (const { offset, bytes, sha256: expected } of manifest.assets) {
        expect(hashOf(await readStretch(shard, offset, bytes))).toBe(expected)
      }
    }))

  test('is the same whenever and however fast it is made', () =>
    inFolder(async (folder) => {
      const first = await pack(join(folder, 'a'))
      const eager = createFakeBackend()
      const slow = {
        ...eager,
        threads: 8,
        generate: async (...args: Parameters<typeof eager.generate>) => {
          const [seedByte = 0] = args[0].assetSeed
          await new Promise((resolve) => setTimeout(resolve, seedByte % 4))
          return eager.generate(...args)
        },
      }
      const second = await pack(join(folder, 'b'), slow)
      expect(second.commitment).toEqual(first.commitment)
    }))

  test('never waits for more assets at once than twice the threads', () =>
    inFolder(async (folder) => {
      const backend = createFakeBackend()
      let open = 0
      let openMost = 0
      const counting = {
        ...backend,
        generate: async (...args: Parameters<typeof backend.generate>) => {
          open += 1
          openMost = Math.max(openMost, open)
          const asset = await backend.generate(...args)
          open -= 1
          return asset
        },
      }
      await pack(folder, counting)
      expect(openMost).toBe(2 * backend.threads)
    }))

  test('leaves no file behind when the generator fails', () =>
    inFolder(async (folder) => {
      const backend = createFakeBackend()
      const failing = {
        ...backend,
        generate: async (...args: Parameters<typeof backend.generate>) => {
          if (backend.generated.length > 9) throw new Error('the device is lost')
          return backend.generate(...args)
        },
      }
      await expect(pack(folder, failing)).rejects.toThrow('the device is lost')
      expect(await readdir(homePaths(folder).shards)).toEqual([])
    }))

  test.skipIf(!hasTar)('is read by the system’s tar, in the order of the index', () =>
    inFolder(async (folder) => {
      const { shard, manifest } = await pack(folder)
      const names = execFileSync('tar', ['-tf', shard], { encoding: 'utf8' }).trim().split('\n')
      const expected = manifest.assets.flatMap(({ index }) => {
        const stem = String(index).padStart(6, '0')
        return [`${stem}.glb`, `${stem}.json`]
      })
      expect(names).toEqual(expected)

      const out = join(folder, 'out')
      await mkdir(out)
      execFileSync('tar', ['-xf', shard, '-C', out])
      for (const asset of manifest.assets) {
        const stem = join(out, String(asset.index).padStart(6, '0'))
        expect(hashOf(await readFile(`${stem}.glb`))).toBe(asset.sha256)
        expect(await readFile(`${stem}.json`, 'utf8')).toBe(formatAssetRecord(asset))
      }
    }),
  )
})

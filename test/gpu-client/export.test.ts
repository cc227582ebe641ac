import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { exportReceipts } from '../../gpu-client/export/export-receipts.ts'
import { Unanswered } from '../../gpu-client/oracle/answer.ts'
import type { OracleClient } from '../../gpu-client/oracle/oracle-client.ts'
import { runBatches } from '../../gpu-client/run-batches.ts'
import { ORIGIN } from './fakes/log.ts'
import { createNode, inFolder, NEVER, PLAN, runDependencies, WALLET } from './fakes/node.ts'

type Proofs = OracleClient['proofs']

/** The same proofs with a line of the witness under their checkpoints. */
const cosigned =
  (proofs: Proofs): Proofs =>
  async (...range) => {
    const plain = await proofs(...range)
    return plain.map(({ index, text }) => ({ index, text: `${text}\u2014 witness AAAAAAAAAAAA\n` }))
  }

async function exported(
  folder: string,
  options: { keepShards: boolean; proofs?: (honest: Proofs) => Proofs },
) {
  const { home, log, network, world } = await createNode(join(folder, 'home'))
  const { oracle, store: objects } = network
  const { keepShards } = options
  const { deps } = runDependencies({ home, log, oracle, objects, keepShards })
  await runBatches(deps, PLAN, NEVER)
  const out = join(folder, 'out')
  const receipts = home.store.receipts.list()
  home.close()
  const summary = await exportReceipts(
    {
      ...{ paths: home.paths, log: log.key, edge: 'http://edge', nodeId: home.nodeId },
      ...{ wallet: WALLET, witnesses: ['witness+key'] },
      network: { logOrigin: ORIGIN, logKey: 'key', logUrl: 'http://edge/log' },
      oracle: { proofs: options.proofs?.(log.proofs) ?? cosigned(log.proofs) },
      world,
    },
    receipts,
    out,
    NEVER,
  )
  return { summary, out, receipts, names: await readdir(out) }
}

describe('an export', () => {
  test('writes each accepted asset with its proof and its record', () =>
    inFolder(async (folder) => {
      const { summary, out, names, receipts } = await exported(folder, { keepShards: true })
      expect(summary).toEqual({ written: 8, missing: 0 })
      expect(names).toHaveLength(24)
      const stem = join(out, '000000005')
      const record = JSON.parse(await readFile(`${stem}.json`, 'utf8'))
      const glb = await readFile(`${stem}.glb`)
      const sha256 = createHash('sha256').update(glb).digest('hex')
      expect(record).toMatchObject({
        ...{ version: 1, sha256, logIndex: 5, witnesses: ['witness+key'], edge: 'http://edge' },
        log: { origin: ORIGIN, key: 'key', url: 'http://edge/log' },
        entry: { kind: 'generated', sha256, uploader: WALLET },
        cnft: receipts[5]?.cnft,
      })
    }))

  test('refreshes the proofs, so that they carry the cosignatures of later checkpoints', () =>
    inFolder(async (folder) => {
      const { out, receipts } = await exported(folder, { keepShards: true })
      const fresh = await readFile(join(out, '000000000.tlog-proof'), 'utf8')
      expect(receipts[0]?.proof).toContain(`${ORIGIN}\n4\n`)
      expect(fresh).toContain(`${ORIGIN}\n8\n`)
    }))

  test('waits until a witness has cosigned, and names those that have', () =>
    inFolder(async (folder) => {
      let asked = 0
      const proofs = (honest: Proofs): Proofs => {
        return async (...range) => {
          asked += 1
          return asked < 3 ? honest(...range) : cosigned(honest)(...range)
        }
      }
      const { out } = await exported(folder, { keepShards: true, proofs })
      expect(asked).toBe(3)
      const record = JSON.parse(await readFile(join(out, '000000000.json'), 'utf8'))
      expect(record.witnesses).toEqual(['witness+key'])
    }))

  test('names no witness where none cosigns', () =>
    inFolder(async (folder) => {
      const { out } = await exported(folder, { keepShards: true, proofs: (honest) => honest })
      const record = JSON.parse(await readFile(join(out, '000000000.json'), 'utf8'))
      expect(record.witnesses).toEqual([])
    }))

  test('takes the held proofs when the network is away', () =>
    inFolder(async (folder) => {
      const away = () => Promise.reject(new Unanswered('UNREACHABLE', 'away'))
      const { out, receipts } = await exported(folder, { keepShards: true, proofs: () => away })
      const written = await readFile(join(out, '000000003.tlog-proof'), 'utf8')
      expect(written).toBe(receipts[3]?.proof)
    }))

  test.each([
    ['fewer', 0, -1],
    ['other', 1, 0],
  ])('takes the held proofs when %s come than were asked for', (_what, shift, more) =>
    inFolder(async (folder) => {
      let asked = 0
      const proofs = async (first: number, count: number) => {
        asked += 1
        const text = 'of no asset'
        return Array.from({ length: count + more }, (_, i) => ({ index: first + shift + i, text }))
      }
      const { out, receipts } = await exported(folder, { keepShards: true, proofs: () => proofs })
      expect(asked).toBe(1)
      const written = await readFile(join(out, '000000003.tlog-proof'), 'utf8')
      expect(written).toBe(receipts[3]?.proof)
    }),
  )

  test('refuses a wrong proof', () =>
    inFolder(async (folder) => {
      const text = 'c2sp.org/tlog-proof@v1\nindex 0\n\n'
      const wrong = async (first: number, count: number) =>
        Array.from({ length: count }, (_, i) => ({ index: first + i, text }))
      const failing = exported(folder, { keepShards: true, proofs: () => wrong })
      await expect(failing).rejects.toThrow('is wrong')
    }))

  test('counts assets whose shards were not kept', () =>
    inFolder(async (folder) => {
      const { summary, names } = await exported(folder, { keepShards: false })
      expect(summary).toEqual({ written: 0, missing: 8 })
      expect(names).toEqual([])
    }))
})

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { batchId, type Sha256Hex } from '../../domain/ids.ts'
import type { LogEntry } from '../../domain/log/entry.ts'
import { witnessName } from '../../domain/log/witness-name.ts'
import { openHome } from '../../gpu-client/home/home.ts'
import { Unanswered } from '../../gpu-client/oracle/answer.ts'
import type { ClientEvent } from '../../gpu-client/progress/events.ts'
import { createOutages } from '../../gpu-client/retry.ts'
import {
  type WitnessDependencies,
  witnessOnce,
  witnessPatiently,
} from '../../gpu-client/witness/witness.ts'
import { createFakeLog, ORIGIN } from './fakes/log.ts'
import { inFolder, NEVER, WALLET } from './fakes/node.ts'
import { refusal } from './fakes/oracle.ts'
import { createFakeWorld } from './fakes/world.ts'

async function createWitness(folder: string) {
  const home = await openHome(folder)
  const log = await createFakeLog()
  const world = createFakeWorld()
  const events: ClientEvent[] = []
  const report = (event: ClientEvent): void => {
    events.push(event)
  }
  const posted: { readonly size: number; readonly line: string }[] = []
  const deps: WitnessDependencies = {
    oracle: {
      witnessRequest: (oldSize) => log.witnessRequest(oldSize),
      cosign: async (request) => {
        posted.push(request)
      },
    },
    ...{ store: home.store.witness, log: log.key, nodeId: home.nodeId, key: home.key },
    evidenceFolder: home.paths.evidence,
    ...{ outages: createOutages(report), report, world },
  }
  const grow = (count: number): void => {
    for (let i = 0; i < count; i += 1) log.append(entry(home.nodeId, log.size()))
  }
  return { home, log, world, events, posted, deps, grow }
}

function entry(node: LogEntry['node'], index: number): LogEntry {
  return {
    ...{ v: 1, kind: 'generated', sha256: 'a'.repeat(64) as Sha256Hex, uploader: WALLET, node },
    ...{ batch: batchId(1), index, generator: 'piwa-procedural@1', timeMs: 1 },
  }
}

describe('a witness', () => {
  test('cosigns each checkpoint of a log that only grows', () =>
    inFolder(async (folder) => {
      const { home, log, world, posted, deps, grow } = await createWitness(folder)
      for (const count of [1, 4, 300]) {
        grow(count)
        expect(await witnessOnce(deps, NEVER)).toBe('cosigned')
      }
      expect(posted.map(({ size }) => size)).toEqual([1, 5, 305])
      const name = witnessName(ORIGIN, home.nodeId)
      const last = posted[2]?.line ?? ''
      const timeSeconds = Math.floor(world.nowMs() / 1000)
      expect(await log.cosignedAt({ name, publicKey: home.key.publicKey }, 305, last)).toBe(
        timeSeconds,
      )
      home.close()
    }))

  test('says nothing while the log has not grown', () =>
    inFolder(async (folder) => {
      const { home, posted, deps, grow } = await createWitness(folder)
      grow(2)
      await witnessOnce(deps, NEVER)
      expect(await witnessOnce(deps, NEVER)).toBe('current')
      expect(posted).toHaveLength(1)
      home.close()
    }))

  test('never cosigns again once the log has rewritten its past, not even in another process', () =>
    inFolder(async (folder) => {
      const { home, log, events, posted, deps, grow } = await createWitness(folder)
      grow(5)
      await witnessOnce(deps, NEVER)
      log.rewrite(2)
      grow(3)
      expect(await witnessOnce(deps, NEVER)).toBe('halted')
      expect(events).toContainEqual(
        expect.objectContaining({ event: 'alarm', code: 'LOG_INCONSISTENT' }),
      )
      home.close()

      const again = await openHome(folder)
      const later = { ...deps, store: again.store.witness }
      grow(1)
      expect(await witnessOnce(later, NEVER)).toBe('halted')
      expect(posted).toHaveLength(1)
      again.close()
    }))

  test('keeps both signed checkpoints as evidence', () =>
    inFolder(async (folder) => {
      const { home, log, deps, grow } = await createWitness(folder)
      grow(5)
      await witnessOnce(deps, NEVER)
      const before = await log.checkpoint()
      log.rewrite(0)
      grow(1)
      await witnessOnce(deps, NEVER)
      const [name] = await readdir(home.paths.evidence)
      const evidence = JSON.parse(
        await readFile(join(home.paths.evidence, name ?? ''), 'utf8'),
      ) as Record<string, string>
      expect(evidence.heldCheckpoint).toBe(before)
      expect(evidence.body).toContain(await log.checkpoint())
      home.close()
    }))

  test('does not take an unsigned contradiction for the log’s word', () =>
    inFolder(async (folder) => {
      const { home, log, events, posted, deps, grow } = await createWitness(folder)
      grow(5)
      await witnessOnce(deps, NEVER)
      const forger = await createFakeLog(8)
      forger.append(entry(home.nodeId, 9))
      const forged = (await forger.witnessRequest(0)) ?? ''
      const lied = { ...deps, oracle: { ...deps.oracle, witnessRequest: async () => forged } }
      expect(await witnessPatiently(lied, NEVER)).toBe('failed')
      grow(1)
      expect(await witnessPatiently(deps, NEVER)).toBe('cosigned')
      expect(posted.map(({ size }) => size)).toEqual([5, 6])
      expect(events.some(({ event }) => event === 'alarm')).toBe(false)
      expect(log.size()).toBe(6)
      home.close()
    }))

  test('repeats a cosignature whose answer was lost, with the same line', () =>
    inFolder(async (folder) => {
      const { home, posted, deps, grow } = await createWitness(folder)
      grow(2)
      const lossy: WitnessDependencies = {
        ...deps,
        oracle: {
          ...deps.oracle,
          cosign: async (request) => {
            posted.push(request)
            throw new Unanswered('UNREACHABLE', 'the answer was lost')
          },
        },
      }
      expect(await witnessPatiently(lossy, NEVER)).toBe('failed')
      expect(await witnessPatiently(deps, NEVER)).toBe('current')
      expect(posted).toHaveLength(2)
      expect(posted[1]).toEqual(posted[0])
      home.close()
    }))

  test('does not insist on a cosignature that the log refuses', () =>
    inFolder(async (folder) => {
      const { home, posted, deps, grow } = await createWitness(folder)
      grow(2)
      const refusing: WitnessDependencies = {
        ...deps,
        oracle: {
          ...deps.oracle,
          cosign: async () => {
            throw refusal('WITNESS_SIZE_CONFLICT', 409)
          },
        },
      }
      await witnessOnce(refusing, NEVER)
      grow(1)
      expect(await witnessOnce(deps, NEVER)).toBe('cosigned')
      expect(posted.map(({ size }) => size)).toEqual([3])
      home.close()
    }))
})

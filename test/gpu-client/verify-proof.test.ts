import { describe, expect, test } from 'vitest'
import { createProofVerifier } from '../../gpu-client/batch/verify-proof.ts'
import type { OracleClient } from '../../gpu-client/oracle/oracle-client.ts'
import { runBatches } from '../../gpu-client/run-batches.ts'
import { createFakeLog } from './fakes/log.ts'
import { createNode, inFolder, NEVER, PLAN, runDependencies } from './fakes/node.ts'

type Proofs = Awaited<ReturnType<OracleClient['proofs']>>

/** A log with one batch in it and what its proofs have to prove. */
async function withBatch(
  work: (node: Awaited<ReturnType<typeof createNode>>) => Promise<void>,
): Promise<void> {
  await inFolder(async (folder) => {
    const node = await createNode(folder)
    const { home, log, network } = node
    const { oracle, store: objects } = network
    const { deps } = runDependencies({ home, log, oracle, objects })
    await runBatches(deps, { ...PLAN, batches: 1 }, NEVER)
    await work(node)
    home.close()
  })
}

const claimOf = ({ home, log }: Awaited<ReturnType<typeof createNode>>, logIndex: number) => {
  const held = home.store.receipts.list()[logIndex]
  if (held === undefined) throw new Error(`no receipt ${logIndex}`)
  const entry = JSON.parse(Buffer.from(log.entries[logIndex] ?? []).toString())
  const { sha256, index, batchId } = held
  return { ...{ logIndex, sha256, index, batchId }, uploader: entry.uploader, nodeId: home.nodeId }
}

describe('a proof', () => {
  test('of an asset is valid and carries its entry', () =>
    withBatch(async (node) => {
      const claim = claimOf(node, 2)
      const verdict = await createProofVerifier(node.log.key)(await node.log.proof(2), claim)
      expect(verdict).toMatchObject({ status: 'valid', entry: { sha256: claim.sha256 }, size: 4 })
    }))

  test.each([
    ['sha256', 'f'.repeat(64)],
    ['uploader', 'SomeoneE1se'],
    ['nodeId', 'node_other'],
    ['batchId', 'batch_9'],
    ['index', 3],
    ['logIndex', 1],
  ])('is refused when its entry has another %s', (field, value) =>
    withBatch(async (node) => {
      const claim = { ...claimOf(node, 2), [field]: value }
      const verdict = await createProofVerifier(node.log.key)(await node.log.proof(2), claim)
      expect(verdict.status).toBe('invalid')
    }),
  )

  test('is refused under a checkpoint that another key signed', () =>
    withBatch(async (node) => {
      const other = await createFakeLog(9)
      const verdict = await createProofVerifier(other.key)(
        await node.log.proof(2),
        claimOf(node, 2),
      )
      expect(verdict).toMatchObject({ issue: 'the log did not sign the checkpoint' })
    }))

  test('is refused when its path leads elsewhere', () =>
    withBatch(async (node) => {
      const lines = (await node.log.proof(2)).split('\n')
      const [a = '', b = ''] = lines.slice(3, 5)
      const swapped = [...lines.slice(0, 3), b, a, ...lines.slice(5)].join('\n')
      const verdict = await createProofVerifier(node.log.key)(swapped, claimOf(node, 2))
      expect(verdict).toMatchObject({ issue: 'the path does not lead to the root' })
    }))

  test('is judged by its own path also where another one of its checkpoint was valid', () =>
    withBatch(async (node) => {
      const verify = createProofVerifier(node.log.key)
      expect((await verify(await node.log.proof(1), claimOf(node, 1))).status).toBe('valid')
      const lines = (await node.log.proof(2)).split('\n')
      const [a = '', b = ''] = lines.slice(3, 5)
      const swapped = [...lines.slice(0, 3), b, a, ...lines.slice(5)].join('\n')
      expect((await verify(swapped, claimOf(node, 2))).status).toBe('invalid')
      expect((await verify(await node.log.proof(3), claimOf(node, 3))).status).toBe('valid')
    }))

  test('under a checkpoint with one signature bit changed is refused beside a valid one', () =>
    withBatch(async (node) => {
      const verify = createProofVerifier(node.log.key)
      const sound = await node.log.proof(1)
      expect((await verify(sound, claimOf(node, 1))).status).toBe('valid')
      const end = sound.length - 10
      const forged = `${sound.slice(0, end)}${sound[end] === 'A' ? 'B' : 'A'}${sound.slice(end + 1)}`
      expect(await verify(forged, claimOf(node, 1))).toMatchObject({
        issue: 'the log did not sign the checkpoint',
      })
    }))

  test.each([
    ['fewer', (proofs: Proofs) => proofs.slice(1)],
    ['more', (proofs: Proofs) => [...proofs, ...proofs.slice(0, 1)]],
    ['others', (proofs: Proofs) => proofs.map((each) => ({ ...each, index: each.index + 1 }))],
    ['the same in another order', (proofs: Proofs) => proofs.toReversed()],
  ])('is asked for again when %s come than were asked for', (_what, change) =>
    inFolder(async (folder) => {
      const { home, log, network, world } = await createNode(folder)
      let wrong = 2
      const oracle: OracleClient = {
        ...network.oracle,
        proofs: async (first, count) => {
          wrong -= 1
          const proofs = await log.proofs(first, count)
          return wrong >= 0 ? change(proofs) : proofs
        },
      }
      const objects = network.store
      const { deps, events } = runDependencies({ home, log, oracle, objects, world })
      await runBatches(deps, { ...PLAN, batches: 1 }, NEVER)
      expect(events).toContainEqual(
        expect.objectContaining({ event: 'outage', call: 'receipts', code: 'ANSWER_INVALID' }),
      )
      expect(home.store.receipts.list()).toHaveLength(4)
      home.close()
    }),
  )

  test('is fetched with all others of its batch in one call', () =>
    inFolder(async (folder) => {
      const { home, log, network, world } = await createNode(folder)
      const calls: [first: number, count: number][] = []
      const oracle: OracleClient = {
        ...network.oracle,
        proofs: (first, count) => {
          calls.push([first, count])
          return log.proofs(first, count)
        },
      }
      const objects = network.store
      const { deps } = runDependencies({ home, log, oracle, objects, world })
      await runBatches(deps, PLAN, NEVER)
      expect(calls.toSorted(([a], [b]) => a - b)).toEqual([
        [0, 4],
        [4, 4],
      ])
      home.close()
    }))

  test('that is wrong raises one alarm and is not stored; the right one that follows is', () =>
    inFolder(async (folder) => {
      const { home, log, network, world } = await createNode(folder)
      let wrong = 3
      const oracle: OracleClient = {
        ...network.oracle,
        proofs: async (first, count) => {
          wrong -= 1
          const proofs = await log.proofs(first, count)
          const [next] = proofs.slice(1)
          if (wrong < 0 || next === undefined) return proofs
          return [{ index: first, text: next.text }, ...proofs.slice(1)]
        },
      }
      const objects = network.store
      const { deps, events } = runDependencies({ home, log, oracle, objects, world })
      await runBatches(deps, { ...PLAN, batches: 1 }, NEVER)
      const alarms = events.filter(({ event }) => event === 'alarm')
      expect(alarms).toEqual([expect.objectContaining({ code: 'PROOF_INVALID' })])
      const held = home.store.receipts.list()
      expect(held).toHaveLength(4)
      for (const { logIndex, proof } of held) {
        expect(proof).toContain(`\nindex ${logIndex}\n`)
      }
      home.close()
    }))

  test('is not asked for when the receipts name other assets than were generated', () =>
    inFolder(async (folder) => {
      const { home, log, network, world } = await createNode(folder)
      let lies = 1
      const oracle: OracleClient = {
        ...network.oracle,
        receipts: async (leaseId, signal) => {
          const answer = await network.oracle.receipts(leaseId, signal)
          lies -= 1
          if (lies < 0) return answer
          const [first, ...rest] = answer.receipts
          const other = 'e'.repeat(64) as NonNullable<typeof first>['sha256']
          return { ...answer, receipts: first ? [{ ...first, sha256: other }, ...rest] : [] }
        },
      }
      const objects = network.store
      const { deps, events } = runDependencies({ home, log, oracle, objects, world })
      await runBatches(deps, { ...PLAN, batches: 1 }, NEVER)
      expect(events).toContainEqual(
        expect.objectContaining({ code: 'PROOF_INVALID', event: 'alarm' }),
      )
      expect(home.store.receipts.list()).toHaveLength(4)
      home.close()
    }))
})

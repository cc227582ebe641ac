import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { clientFaultOf } from '../../gpu-client/faults.ts'
import { type PullWorld, systemPullWorld } from '../../gpu-client/pull/pull-command.ts'
import { createFakeBackend } from './fakes/backend.ts'
import { type FakeDataset, fakeDataset } from './fakes/dataset.ts'
import { inFolder } from './fakes/node.ts'
import { type PullOptions, runPull } from './fakes/pull.ts'

let dataset: FakeDataset
beforeAll(async () => {
  const backend = createFakeBackend(30_000)
  dataset = await inFolder((folder) => fakeDataset({ folder, backend, counts: [9, 12, 5] }))
})

const pull = (folder: string, options?: PullOptions) => runPull(dataset, folder, options)

const licensedBytes = (): number => dataset.record.bytes

describe('a license', () => {
  test('with one changed byte is refused offline, wherever it is', () =>
    inFolder(async (folder) => {
      const { text } = await dataset.license()
      for (let at = 0; at < text.length - 1; at += 37) {
        const changed = `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`
        const { summary, edge } = await pull(folder, { license: changed })
        expect(summary, `byte ${at}`).toMatchObject({ code: 'LICENSE_INVALID' })
        expect(edge.pages).toEqual([])
      }
    }))

  test('of a key that is not pinned is refused offline', () =>
    inFolder(async (folder) => {
      const jwks = join(folder, 'jwks.json')
      const key = { kty: 'OKP', crv: 'Ed25519', x: 'A'.repeat(43) }
      await writeFile(jwks, JSON.stringify({ keys: [key] }))
      const { summary } = await pull(folder, { flags: { jwks } })
      expect(summary).toMatchObject({ code: 'LICENSE_KEY_UNKNOWN' })
    }))

  test('of a pinned key is taken', () =>
    inFolder(async (folder) => {
      const { text } = await dataset.license()
      const [head = ''] = text.split('.')
      const { jwk } = JSON.parse(Buffer.from(head, 'base64url').toString())
      const jwks = join(folder, 'jwks.json')
      await writeFile(jwks, JSON.stringify({ keys: [{ ...jwk, use: 'sig', alg: 'EdDSA' }] }))
      expect((await pull(folder, { flags: { jwks } })).summary).toMatchObject({ verified: 26 })
    }))

  test('that the edge refuses ends the pull with the edge’s reason', () =>
    inFolder(async (folder) => {
      for (const code of ['LICENSE_ENDED', 'LICENSE_REVOKED', 'LICENSE_INVALID']) {
        const refuse = () => ({ status: 403, code })
        const { summary } = await pull(folder, { refuse })
        expect(summary).toMatchObject({ code: 'LICENSE_REFUSED', context: { refusal: code } })
      }
    }))

  test.each([
    ['not_started', -86_400_000 * 7],
    ['ended', 86_400_000 * 40],
  ])('that a wrong clock takes for %s is left to the edge to judge', (term, skewMs) =>
    inFolder(async (folder) => {
      const world = { nowMs: () => Date.now() + skewMs }
      const { summary, events } = await pull(folder, { world })
      expect(summary).toMatchObject({ verified: 26 })
      expect(events[0]).toMatchObject({ event: 'license', term })
      expect(events[1]).toMatchObject({ event: 'note' })
    }),
  )

  test.each([
    ['a count', { count: 27 }],
    ['a size', { bytes: 1 }],
  ])('that states %s other than its snapshot’s is refused', (_what, claims) =>
    inFolder(async (folder) => {
      expect((await pull(folder, { claims })).summary).toMatchObject({ code: 'SNAPSHOT_MISMATCH' })
    }),
  )
})

describe('an edge that serves another snapshot', () => {
  test('is refused by its record', () =>
    inFolder(async (folder) => {
      const record = Buffer.from(dataset.recordBytes.toReversed())
      const instead = new Map([['/v1/datasets/1.0.0/record.json', record]])
      const { summary } = await pull(folder, { instead })
      expect(summary).toMatchObject({ code: 'SNAPSHOT_MISMATCH', context: { what: 'record' } })
    }))

  test('is refused by its rows', () =>
    inFolder(async (folder) => {
      const [[key = '', bytes = new Uint8Array()] = []] = [...dataset.files]
      const changed = Uint8Array.from(bytes)
      changed[bytes.length - 1] = (changed[bytes.length - 1] ?? 0) ^ 1
      const instead = new Map([[`/v1/datasets/files/${key}`, changed]])
      const { summary } = await pull(folder, { instead })
      expect(summary).toMatchObject({ code: 'SNAPSHOT_MISMATCH', context: { what: key } })
    }))
})

describe('a disk', () => {
  test('with too little room is named before anything is fetched', () =>
    inFolder(async (folder) => {
      const world = { freeBytes: async () => 100_000 }
      const { summary, edge } = await pull(folder, { world })
      expect(summary).toMatchObject({ code: 'DISK_TOO_SMALL', context: { freeBytes: '100000' } })
      expect(edge.total()).toBe(0)
    }))

  test('that fills up ends the pull, which goes on with all that was written', () =>
    inFolder(async (folder) => {
      let room = 500_000
      const write: PullWorld['write'] = async (handle, pieces, place) => {
        room -= Buffer.concat(pieces).length
        if (room < 0) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' })
        return systemPullWorld.write(handle, pieces, place)
      }
      const { summary: error } = await pull(folder, { world: { write } })
      expect(clientFaultOf(error)?.code).toBe('DISK_FULL')
      const { summary, edge } = await pull(folder)
      expect(summary).toMatchObject({ verified: 26, missing: 0 })
      expect(summary.skipped).toBeGreaterThan(10)
      expect(edge.total()).toBeLessThan(licensedBytes() - 400_000)
    }))
})

import { writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { uploadObject } from '../../gpu-client/batch/upload-object.ts'
import { Unanswered } from '../../gpu-client/oracle/answer.ts'
import { httpObjectStore } from '../../gpu-client/oracle/object-store.ts'
import type { UploadedPart } from '../../gpu-client/store/part-store.ts'
import { openStore } from '../../gpu-client/store/store.ts'
import { PART_BYTES } from '../../workers/oracle/schema.ts'
import { createFakeLog } from './fakes/log.ts'
import { inFolder, NEVER, WALLET } from './fakes/node.ts'
import { createFakeOracle, refusal } from './fakes/oracle.ts'
import { createFakeWorld } from './fakes/world.ts'

interface Put {
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

const servers: { close(): void }[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

/** A store that answers each PUT with what `answer` says, and remembers what it got. */
async function startStore(answer: (put: Put) => number) {
  const puts: Put[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const put = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) }
      const status = answer(put)
      if (status < 300) puts.push(put)
      response.writeHead(status, { etag: `"${put.path}"` }).end()
    })
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { puts, url: `http://127.0.0.1:${port}` }
}

async function createUpload(folder: string, url: string) {
  const last = 1_000
  const content = Buffer.alloc(2 * PART_BYTES + last)
  for (let i = 0; i < 3; i += 1) content.fill(i + 1, i * PART_BYTES)
  const path = join(folder, 'shard.tar')
  await writeFile(path, content)
  const sizes = [PART_BYTES, PART_BYTES, last]
  const parts = sizes.map((bytes, i) => ({ number: i + 1, bytes, url: `${url}/part/${i + 1}` }))
  const upload = { kind: 'multipart' as const, uploadId: 'upload-1', parts }
  const object = { leaseId: 'lease_a', path, bytes: content.length, attempt: 0 }
  return { content, upload, object, store: openStore(join(folder, 'node.sqlite')) }
}

async function createCompleter(refusedOnce = false) {
  const world = createFakeWorld()
  const log = await createFakeLog()
  const { oracle } = createFakeOracle({
    ...{ log, wallet: WALLET, nowMs: world.nowMs, nodeId: 'node_a' as never },
  })
  const completed: UploadedPart[][] = []
  let refuse = refusedOnce
  const impatientOracle: typeof oracle = {
    ...oracle,
    completeUpload: async (_leaseId, { parts }) => {
      if (refuse) {
        refuse = false
        throw refusal('UPLOAD_INCOMPLETE', 409)
      }
      completed.push(parts)
    },
  }
  return { impatientOracle, completed }
}

describe('a multipart upload', () => {
  test('sends every part once and completes with their etags in order', () =>
    inFolder(async (folder) => {
      const { puts, url } = await startStore(() => 200)
      const { content, upload, object, store } = await createUpload(folder, url)
      const { impatientOracle, completed } = await createCompleter()
      await uploadObject(
        { objects: httpObjectStore, impatientOracle, store },
        upload,
        object,
        NEVER,
      )
      const sent = puts.sort((a, b) => a.path.localeCompare(b.path)).map(({ body }) => body)
      expect(Buffer.concat(sent).equals(content)).toBe(true)
      expect(completed).toEqual([
        [1, 2, 3].map((number) => ({ number, etag: `"/part/${number}"` })),
      ])
      store.close()
    }))

  test('sends only what is missing after a failure', () =>
    inFolder(async (folder) => {
      let failing = true
      const { puts, url } = await startStore(({ path }) =>
        failing && path === '/part/2' ? 500 : 200,
      )
      const { upload, object, store } = await createUpload(folder, url)
      const { impatientOracle, completed } = await createCompleter()
      const deps = { objects: httpObjectStore, impatientOracle, store }
      const once = uploadObject(deps, upload, object, NEVER)
      await expect(once).rejects.toMatchObject({ code: 'STORE_HTTP_500' })
      const before = puts.splice(0).map(({ path }) => path)
      expect(before).not.toContain('/part/2')
      expect(before.length).toBeGreaterThan(0)

      failing = false
      await uploadObject(deps, upload, { ...object, attempt: 1 }, NEVER)
      const after = puts.map(({ path }) => path)
      expect([...before, ...after].sort()).toEqual(['/part/1', '/part/2', '/part/3'])
      expect(completed).toHaveLength(1)
      store.close()
    }))

  test('starts over when the oracle finds parts missing that the client believed sent', () =>
    inFolder(async (folder) => {
      const { puts, url } = await startStore(() => 200)
      const { upload, object, store } = await createUpload(folder, url)
      const { impatientOracle } = await createCompleter(true)
      const deps = { objects: httpObjectStore, impatientOracle, store }
      await expect(uploadObject(deps, upload, object, NEVER)).rejects.toThrow(Unanswered)
      await uploadObject(deps, upload, object, NEVER)
      expect(puts).toHaveLength(6)
      store.close()
    }))
})

describe('a single upload', () => {
  test('sends exactly the headers it was given and the length of the body', () =>
    inFolder(async (folder) => {
      const { puts, url } = await startStore(() => 200)
      const path = join(folder, 'manifest.json')
      await writeFile(path, 'hello')
      const { impatientOracle } = await createCompleter()
      const store = openStore(join(folder, 'node.sqlite'))
      const headers = { 'if-none-match': '*', 'content-length': '5', 'x-amz-meta-a': 'b' }
      await uploadObject(
        { objects: httpObjectStore, impatientOracle, store },
        { kind: 'single', url: `${url}/m`, headers },
        { leaseId: 'lease_a', path, bytes: 5, attempt: 0 },
        NEVER,
      )
      expect(puts[0]?.headers).toMatchObject(headers)
      expect(puts[0]?.body.toString()).toBe('hello')
      store.close()
    }))

  test('takes 412 for an object that is there already', async () => {
    const { url } = await startStore(() => 412)
    const stored = await httpObjectStore.put(`${url}/x`, {}, new Uint8Array(3), NEVER)
    expect(stored).toEqual({ status: 'exists' })
  })

  test('takes an unreachable store for an outage', async () => {
    const put = httpObjectStore.put('http://127.0.0.1:9/x', {}, new Uint8Array(3), NEVER)
    await expect(put).rejects.toMatchObject({ name: 'Unanswered', code: 'UNREACHABLE' })
  })
})

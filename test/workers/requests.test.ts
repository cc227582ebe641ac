import { beforeAll, describe, expect, test } from 'vitest'
import { BODY_BYTES_MAX } from '../../workers/app.ts'
import {
  callAs,
  refusalOf,
  refused,
  registeredNode,
  send,
  signedRequest,
  type TestNode,
  urlOf,
} from '../fixtures-node.ts'
import { someRequestKey } from '../fixtures-queue.ts'

const path = '/v1/oracle/leases'

let node: TestNode
beforeAll(async () => {
  node = await registeredNode()
})

describe('a body', () => {
  test.each(['{', '', 'null,', '{"requestKey":}'])(
    'that is no JSON (%j) is refused',
    async (body) => {
      const response = await callAs(node, { method: 'POST', path, body })
      expect(await refusalOf(response)).toEqual(refused(422, 'REQUEST_INVALID'))
    },
  )
  test.each(['null', '[]', '7', '"text"'])('that is no object (%j) is refused', async (body) => {
    const response = await callAs(node, { method: 'POST', path, body })
    expect(await refusalOf(response)).toEqual(refused(422, 'REQUEST_INVALID', { path: '' }))
  })
  test('of another media type is refused', async () => {
    const body = JSON.stringify({ requestKey: someRequestKey(), countMax: 1 })
    const twist = { headers: { 'content-type': 'text/plain' } }
    const response = await callAs(node, { method: 'POST', path, body }, twist)
    expect(await refusalOf(response)).toEqual(refused(422, 'REQUEST_INVALID'))
  })
  test('that is too long is refused before its signature is looked at', async () => {
    const body = ' '.repeat(BODY_BYTES_MAX + 1)
    const response = await callAs(node, { method: 'POST', path, body })
    expect(await refusalOf(response)).toEqual(
      refused(413, 'BODY_TOO_LARGE', { bytesMax: String(BODY_BYTES_MAX) }),
    )
  })
  test('of unknown length is refused when it turns out too long', async () => {
    const chunk = new Uint8Array(65_536).fill(32)
    let chunks = BODY_BYTES_MAX / chunk.length + 1
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (chunks > 0) controller.enqueue(chunk)
        else controller.close()
        chunks -= 1
      },
    })
    const response = await send(new Request(urlOf(path), { method: 'POST', body: stream }))
    expect(await refusalOf(response)).toEqual(refused(413, 'BODY_TOO_LARGE'))
  })
  test('of unknown length is read when it is short enough', async () => {
    const text = JSON.stringify({ requestKey: someRequestKey(), countMax: 1 })
    const signed = await signedRequest(node, { method: 'POST', path, body: text })
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
    const writer = writable.getWriter()
    const written = writer.write(new TextEncoder().encode(text)).then(() => writer.close())
    const { headers } = signed
    const response = await send(
      new Request(urlOf(path), { method: 'POST', headers, body: readable }),
    )
    await written
    expect(response.status).toBe(201)
  })
  test('with fields that nobody knows is read without them', async () => {
    const body = { requestKey: someRequestKey(), countMax: 1, isAdmin: true }
    expect((await callAs(node, { method: 'POST', path, body })).status).toBe(201)
  })
})

describe('a refusal', () => {
  test('of a path that is not there names method and path', async () => {
    const response = await send(new Request(urlOf('/v1/nowhere'), { method: 'DELETE' }))
    expect(await refusalOf(response)).toEqual(
      refused(404, 'ROUTE_NOT_FOUND', { method: 'DELETE', path: '/v1/nowhere' }),
    )
  })
  test('carries the request id that the header carries', async () => {
    const response = await send(new Request(urlOf('/v1/nowhere')))
    const requestId = response.headers.get('x-request-id')
    expect((await refusalOf(response)).problem.requestId).toBe(requestId)
  })
  test.each([
    ['GET', '/v1/assets/not-a-hash'],
    ['GET', '/v1/previews/x.glb'],
    ['GET', '/c/-1'],
    ['GET', '/c/1e30'],
  ])('answers %s %s', async (method, target) => {
    const { status, problem } = await refusalOf(await send(new Request(urlOf(target), { method })))
    expect([404, 422]).toContain(status)
    expect(problem).toEqual({
      code: expect.stringMatching(/^[A-Z_]+$/),
      context: expect.any(Object),
      requestId: expect.any(String),
    })
  })
})

import { createExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, test, vi } from 'vitest'
import { app } from '../../workers/app.ts'
import { reportFault } from '../../workers/report.ts'
import { refusalOf, refused, urlOf } from '../fixtures-node.ts'

/** Counts by key and lets `most` of each through. */
function limiter(most: number) {
  const counts = new Map<string, number>()
  const limit = async ({ key }: { key: string }) => {
    counts.set(key, (counts.get(key) ?? 0) + 1)
    return { success: (counts.get(key) ?? 0) <= most }
  }
  return { counts, world: { ...env, BUYER_RATE: { limit } } as Env }
}

const post = (world: Env, path: string, address?: string) =>
  app.fetch(
    new Request(urlOf(path), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(address === undefined ? {} : { 'cf-connecting-ip': address }),
      },
      body: '{}',
    }),
    world,
    createExecutionContext(),
  )

test.each([
  ['/v1/orders'],
  ['/v1/orders/order_aaaaaaaaaaaaaaaaaaaaaaaaaa/check'],
  ['/v1/purchases'],
  ['/v1/sessions/nonces'],
])('an address that posts to %s too often is told to wait, and no other', async (path) => {
  const { world } = limiter(1)
  expect((await post(world, path, '192.0.2.1')).status).not.toBe(429)
  const second = await post(world, path, '192.0.2.1')
  expect(second.headers.get('retry-after')).toBe('60')
  expect(await refusalOf(second)).toEqual(
    refused(429, 'REQUESTS_TOO_MANY', { retryAfterSeconds: '60' }),
  )
  expect((await post(world, path, '192.0.2.2')).status).not.toBe(429)
})

test('reading costs nothing of the limit', async () => {
  const { counts, world } = limiter(0)
  const request = new Request(urlOf('/v1/orders/order_aaaaaaaaaaaaaaaaaaaaaaaaaa'))
  expect((await app.fetch(request, world, createExecutionContext())).status).toBe(404)
  expect(counts.size).toBe(0)
})

test('logs do not hold the id of an order, which is the key to its license', () => {
  const written = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const orderId = 'order_abcdefghijklmnopqrstuvwxyz'
  reportFault({ event: 'test', path: `/v1/orders/${orderId}/check` }, new Error(orderId))
  const [line] = written.mock.calls.flat()
  written.mockRestore()
  expect(line).toContain('order_abcdef…')
  expect(line).not.toContain(orderId)
})

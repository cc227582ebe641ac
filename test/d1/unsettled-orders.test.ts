import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { CONFIRMATION_MS } from '../../domain/license/order-money.ts'

test('orders that wait to be settled have an index that knows how long money waits', async () => {
  const { results } = await env.CATALOG.prepare(
    `EXPLAIN QUERY PLAN SELECT id FROM license_order WHERE status <> 'licensed'
       AND checked_at_ms < expires_at_ms + ${CONFIRMATION_MS} AND expires_at_ms < ?
     ORDER BY expires_at_ms LIMIT ?`,
  )
    .bind(1, 1)
    .all<{ detail: string }>()
  expect(results.map(({ detail }) => detail)).toEqual([
    expect.stringContaining('USING INDEX license_order_unsettled'),
  ])
})

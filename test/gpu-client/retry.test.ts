import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Unanswered } from '../../gpu-client/oracle/answer.ts'
import type { ClientEvent } from '../../gpu-client/progress/events.ts'
import { backOffMs, createOutages, untilAnswered } from '../../gpu-client/retry.ts'
import { NEVER } from './fakes/node.ts'
import { refusal } from './fakes/oracle.ts'
import { createFakeWorld } from './fakes/world.ts'

describe('the back-off', () => {
  test('lies between half and the whole of a doubling that ends at a minute', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.double({ min: 0, max: 0.999, noNaN: true }), (n, random) => {
        const wholeMs = Math.min(500 * 2 ** n, 60_000)
        const ms = backOffMs(n, random)
        return ms >= Math.floor(wholeMs / 2) && ms <= wholeMs
      }),
    )
  })
})

describe('an outage', () => {
  test('is reported at its beginning, when its cause changes, and at its end', async () => {
    const events: ClientEvent[] = []
    const outages = createOutages((event) => events.push(event))
    const causes = ['A', 'A', 'A', 'B', 'B']
    const answer = await untilAnswered(
      { world: createFakeWorld(), outages },
      'lease',
      NEVER,
      async () => {
        const cause = causes.shift()
        if (cause !== undefined) throw new Unanswered(cause, '')
        return 'answered'
      },
    )
    expect(answer).toBe('answered')
    expect(events.map((event) => ('code' in event ? event.code : event.event))).toEqual([
      ...['A', 'B', 'recovered'],
    ])
  })

  test('is never made of a refusal', async () => {
    const world = createFakeWorld()
    const patience = { world, outages: createOutages(() => undefined) }
    const refused = untilAnswered(patience, 'lease', NEVER, () =>
      Promise.reject(refusal('LEASE_EXPIRED', 410)),
    )
    await expect(refused).rejects.toMatchObject({ code: 'LEASE_EXPIRED' })
    expect(world.sleeps).toEqual([])
  })

  test('ends with the signal', async () => {
    const stop = new AbortController()
    const patience = { world: createFakeWorld(), outages: createOutages(() => undefined) }
    const stopped = untilAnswered(patience, 'lease', stop.signal, async () => {
      stop.abort(new Error('stop'))
      throw new Unanswered('A', '')
    })
    await expect(stopped).rejects.toThrow('stop')
  })
})

import { expect, test } from 'vitest'
import { REFUSALS, Refusal, type RefusalCode } from '../../domain/errors.ts'

const CODES = Object.keys(REFUSALS) as RefusalCode[]

test.each(CODES)('%s is spelt in capitals and has a status of a refusal', (code) => {
  expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/)
  expect(REFUSALS[code]).toBeGreaterThanOrEqual(400)
  expect(REFUSALS[code]).toBeLessThan(600)
})

test('a refusal carries its code, its context and its cause', () => {
  const cause = new Error('below')
  const refusal = new Refusal('LEASE_UNKNOWN', { leaseId: 'x' }, { cause })
  expect(refusal).toMatchObject({ code: 'LEASE_UNKNOWN', context: { leaseId: 'x' }, cause })
})

import { expect, test } from 'vitest'
import { judgeTerm } from '../../../domain/license/term.ts'

test.each([
  [99_999, 'not_started'],
  [100_000, 'running'],
  [199_999, 'running'],
  [200_000, 'ended'],
])('a term from second 100 to second 200 at %d ms is %s', (nowMs, verdict) => {
  expect(judgeTerm({ nbf: 100, exp: 200 }, nowMs)).toBe(verdict)
})

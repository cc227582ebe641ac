import { describe, expect, test } from 'vitest'
import { isWithinRate, minuteOf, secondsToNextMinute } from '../../../domain/license/rate.ts'

const RATE = { requestsMax: 3, urlsMax: 10 }

describe('the rate of a license', () => {
  test.each([
    [{ requests: 0, urls: 0 }, 10, true],
    [{ requests: 2, urls: 9 }, 1, true],
    [{ requests: 2, urls: 9 }, 2, false],
    [{ requests: 3, urls: 0 }, 0, false],
    [{ requests: 0, urls: 11 }, 0, false],
  ])('allows after %j another request for %d URLs: %s', (used, urls, allowed) => {
    expect(isWithinRate(used, urls, RATE)).toBe(allowed)
  })
  test.each([
    [0, 0, 60],
    [1, 0, 60],
    [59_000, 0, 1],
    [59_001, 0, 1],
    [59_999, 0, 1],
    [60_000, 1, 60],
    [90_500, 1, 30],
  ])('counts %d ms to minute %d, which has %d s left', (nowMs, minute, seconds) => {
    expect(minuteOf(nowMs)).toBe(minute)
    expect(secondsToNextMinute(nowMs)).toBe(seconds)
  })
})

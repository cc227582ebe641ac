import { describe, expect, test } from 'vitest'
import type { LicenseId, Wallet } from '../../../domain/ids.ts'
import { compareVersions, judgeFollow } from '../../../domain/license/follow.ts'

const WALLET = 'So11111111111111111111111111111111111111112' as Wallet
const OTHER = 'SysvarC1ock11111111111111111111111111111111' as Wallet
const license = {
  ...{ id: `license_${'a'.repeat(26)}` as LicenseId, wallet: WALLET, version: '1.9.0' },
  ...{ filter: 'all', revoked: false, renewed: false },
}
const holder = { wallet: WALLET, proof: 'session' as const }
const copy = { wallet: WALLET, proof: 'license' as const }
const request = { wallet: WALLET, holder, version: '1.9.0', filter: 'all' }

describe('an order that goes on from a license', () => {
  test.each([
    ['the same version', {}, 'renewal'],
    ['a newer version', { version: '1.10.0' }, 'extension'],
    ['a newer version and another filter', { version: '2.0.0', filter: 'lamps' }, 'extension'],
    ['an older version', { version: '1.8.9' }, 'invalid'],
    ['the same version and another filter', { filter: 'lamps' }, 'invalid'],
    ['another wallet', { wallet: OTHER }, 'invalid'],
    ['another holder', { holder: { ...holder, wallet: OTHER } }, 'invalid'],
    ['the same version by a copy of the license', { holder: copy }, 'renewal'],
    ['a newer version by a copy of the license', { holder: copy, version: '2.0.0' }, 'invalid'],
    ['no holder', { holder: undefined }, 'invalid'],
  ])('of %s is what it is', (_name, change, status) => {
    expect(judgeFollow(license, { ...request, ...change })).toMatchObject({ status })
  })
  test.each([
    ['revoked', { revoked: true }, '1.9.0', 'invalid'],
    ['revoked', { revoked: true }, '2.0.0', 'invalid'],
    ['renewed', { renewed: true }, '1.9.0', 'invalid'],
    ['renewed', { renewed: true }, '2.0.0', 'extension'],
  ])('that is %s %j, of version %s, is %s', (_name, change, version, status) => {
    expect(judgeFollow({ ...license, ...change }, { ...request, version })).toMatchObject({
      status,
    })
  })
})

test.each([
  ['1.0.0', '1.0.0', 0],
  ['1.2.0', '1.10.0', -1],
  ['2.0.0', '1.99.99', 1],
  ['1.0.1', '1.0.0', 1],
])('version %s to %s compares as %d', (left, right, sign) => {
  expect(Math.sign(compareVersions(left, right))).toBe(sign)
})

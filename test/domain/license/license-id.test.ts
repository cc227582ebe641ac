import { expect, test } from 'vitest'
import { isLicenseId, type OrderId } from '../../../domain/ids.ts'
import { licenseIdOf } from '../../../domain/license/license-id.ts'
import { sha256 } from '../../../signing/sha256.ts'

test('an order has one license id, which tells nothing of the order', () => {
  const one = `order_${'a'.repeat(26)}` as OrderId
  const other = `order_${'b'.repeat(26)}` as OrderId
  expect(isLicenseId(licenseIdOf(sha256, one))).toBe(true)
  expect(licenseIdOf(sha256, one)).toBe(licenseIdOf(sha256, one))
  expect(licenseIdOf(sha256, one)).not.toBe(licenseIdOf(sha256, other))
})

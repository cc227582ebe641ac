import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ATOMS_MAX, atoms } from '../../../domain/money.ts'
import { decimalRender } from '../../../domain/payment/render-token.ts'

test.each([
  [0n, '0'],
  [1n, '0.00000001'],
  [1_250_000_000n, '12.5'],
  [100_000_000n, '1'],
  [ATOMS_MAX, '92233720368.54775807'],
])('%s atoms are %s RENDER', (amount, text) => {
  expect(decimalRender(atoms(amount))).toBe(text)
})

test('loses nothing', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: ATOMS_MAX }), (amount) => {
      const [whole = '', fraction = ''] = decimalRender(atoms(amount)).split('.')
      expect(BigInt(whole + fraction.padEnd(8, '0'))).toBe(amount)
    }),
  )
})

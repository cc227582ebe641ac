import { describe, expect, test } from 'vitest'
import { isVersion } from '../../../domain/dataset/snapshot.ts'
import { compareVersions, nextVersion } from '../../../domain/dataset/version.ts'

describe('the next version', () => {
  test.each([
    [null, 'added', '1.0.0'],
    [null, 'changed', '1.0.0'],
    ['1.0.0', 'added', '1.1.0'],
    ['1.9.0', 'added', '1.10.0'],
    ['1.9.3', 'added', '1.10.0'],
    ['1.9.0', 'changed', '2.0.0'],
    ['9.12.4', 'changed', '10.0.0'],
  ] as const)('after %s, where assets were %s, is %s', (parent, change, version) => {
    expect(nextVersion(parent, change)).toBe(version)
    expect(isVersion(version)).toBe(true)
  })
  test.each(['1', '1.0', '1.0.0-rc1', '01.0.0', 'v1.0.0', ''])('is refused after %s', (parent) => {
    expect(() => nextVersion(parent, 'added')).toThrow(RangeError)
  })
})

test('versions are compared by their numbers', () => {
  const versions = ['1.10.0', '1.9.0', '2.0.0', '1.9.1', '10.0.0']
  const inOrder = ['1.9.0', '1.9.1', '1.10.0', '2.0.0', '10.0.0']
  expect(versions.sort(compareVersions)).toEqual(inOrder)
  expect(compareVersions('1.2.3', '1.2.3')).toBe(0)
})

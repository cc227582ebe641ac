import { describe, expect, test } from 'vitest'
import { rendersViews } from '../../generator/versions.ts'
import { askedWork } from '../../workers/oracle/asked-work.ts'

const PLAIN = { GENERATOR: 'piwa-procedural@1', VIEWS: '0', VIEW_SIZE: '256' }

describe('what new leases ask for', () => {
  test('is the generator of the variables, without views where they name none', () => {
    expect(askedWork(PLAIN)).toEqual({ generator: 'piwa-procedural@1', views: null })
  })
  test.each<[what: string, changes: Partial<typeof PLAIN>]>([
    ['a generator that the edge does not hold', { GENERATOR: 'piwa-procedural@99' }],
    ['no generator', { GENERATOR: '' }],
    ['views in words', { VIEWS: 'some' }],
    ['fewer views than none', { VIEWS: '-1' }],
    ['more views than a lease may ask for', { VIEWS: '33' }],
    ['views of no size', { VIEWS: '4', VIEW_SIZE: '' }],
    ['views of odd size', { VIEWS: '4', VIEW_SIZE: '250' }],
    ['views that are too large', { VIEWS: '4', VIEW_SIZE: '1024' }],
    ['views of a generator that has none', { VIEWS: '4' }],
  ])('is a fault with %s', (_what, changes) => {
    expect(() => askedWork({ ...PLAIN, ...changes })).toThrow(/^(no|piwa)/)
  })
  test('only later generators have views', () => {
    expect(rendersViews('piwa-procedural@1')).toBe(false)
  })
})

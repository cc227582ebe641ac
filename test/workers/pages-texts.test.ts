import { describe, expect, test } from 'vitest'
import { WHOLE_DATASET } from '../../domain/dataset/filter.ts'
import type { LicenseId } from '../../domain/ids.ts'
import { filterQuery, pagePath, parseQuery } from '../../workers/pages/datasets/query.ts'
import { filterLine, filterWords } from '../../workers/pages/datasets/words.ts'
import { orderKey, stageOf } from '../../workers/pages/orders/view.ts'
import { byteText, clockText, renderText, timeLeftText } from '../../workers/pages/texts.ts'

describe('amounts', () => {
  test.each([
    ['0', '0'],
    ['1', '0.00000001'],
    ['100000000', '1'],
    ['123450000000', '1,234.5'],
    ['9223372036854775807', '92,233,720,368.54775807'],
  ])('of %s atoms are written as %s RENDER', (atoms, text) => {
    expect(renderText(atoms)).toBe(text)
  })

  test.each([
    [0, '0 B'],
    [999, '999 B'],
    [1_000, '1.00 KB'],
    [999_499, '999 KB'],
    [999_500, '1.00 MB'],
    [12_340_000, '12.3 MB'],
    [190e12, '190 TB'],
  ])('of %s bytes are written as %s', (bytes, text) => {
    expect(byteText(bytes)).toBe(text)
  })
})

describe('times', () => {
  test('of a term count begun days, and hours on the last one', () => {
    const day = 86_400_000
    expect([90 * day, 90 * day - 1, day, 1, 0].map(timeLeftText)).toEqual([
      ...['90 days left', '90 days left', '24 hours left', '1 hour left', 'ended'],
    ])
  })

  test('of a countdown never show less than is left', () => {
    expect([900_000, 899_001, 899_000, 1, 0, -5].map(clockText)).toEqual([
      ...['15:00', '15:00', '14:59', '0:01', '0:00', '0:00'],
    ])
  })
})

describe('the address of the datasets page', () => {
  const parse = (query: string) => parseQuery(new URLSearchParams(query))

  test('means the same whether a list has commas or repeated keys', () => {
    const one = parse('families=seat,lamp&qualities=high,superior')
    expect(parse('families=lamp&families=seat&qualities=superior&qualities=high')).toEqual(one)
    expect(one.filter.families).toEqual(['lamp', 'seat'])
  })

  test('leaves out what is not known instead of failing', () => {
    const query = parse('qualities=best&nsfw=perhaps&views=maybe&offer=free-1&triangles=1-2')
    expect(query.filter).toEqual(WHOLE_DATASET)
    expect(pagePath(query)).toBe('/datasets')
  })

  test('survives being written and read again', () => {
    const text =
      'families=lamp,seat&qualities=high&kinds=generated&triangles=0-999,100000-&nsfw=only&views=false&tag=chair.n.01&q=red+seat&version=1.0.0&offer=commercial-365'
    const query = parse(text)
    expect(pagePath(query)).toBe(`/datasets?${text}`)
    expect(parse(pagePath(query).slice('/datasets?'.length))).toEqual(query)
  })

  test('takes a limited number of names of limited length', () => {
    const many = Array.from({ length: 1_000 }, (_, place) => `family-${place}`)
    expect(parse(`families=${many.join(',')}`).filter.families).toHaveLength(256)
    expect(parse(`families=${'x'.repeat(65)}`).filter.families).toEqual([])
    expect(parse(`q=${'x'.repeat(200)}`).words).toHaveLength(100)
  })

  test('says nothing of the latest version, which changes', () => {
    expect(parse('version=').version).toBeUndefined()
    expect(parse('version=latest').version).toBeUndefined()
  })

  test('names to the catalog only what is asked for', () => {
    expect(String(filterQuery(WHOLE_DATASET))).toBe('')
  })
})

describe('a filter in words', () => {
  test('names every field that asks for something', () => {
    const filter = {
      ...{ ...WHOLE_DATASET, families: ['lamp', 'seat', 'table'], qualities: ['high'] as const },
      ...{ triangles: ['0-999', '100000-'] as const, views: true, tag: 'oak.n.02' },
    }
    expect(filterLine(filter)).toBe(
      'Families lamp, seat or table, quality high, triangles under 1,000 or 100,000 or more, views with rendered views, tag oak.n.02',
    )
  })

  test('says that the whole dataset is meant', () => {
    expect(filterLine(WHOLE_DATASET)).toBe('All families')
    expect(filterWords(WHOLE_DATASET)).toEqual([
      { term: 'Families', text: 'all' },
      { term: 'NSFW', text: 'left out' },
    ])
  })
})

describe('the stage of an order', () => {
  const open = {
    ...{ status: 'open' as const, license: null, dueAtoms: '5', paidAtoms: '0', creditAtoms: '0' },
    expiresAtMs: 1_000,
  }
  const license = { licenseId: `license_${'a'.repeat(26)}` as LicenseId, jws: 'x', endsAtMs: 9 }

  test.each([
    ['waiting', open, 999],
    ['ending', open, 1_001],
    ['short', { ...open, paidAtoms: '3', dueAtoms: '2' }, 999],
    ['paid', { ...open, paidAtoms: '5', dueAtoms: '0' }, 1_001],
    ['expired', { ...open, status: 'expired' as const }, 2_000],
    ['licensed', { ...open, status: 'licensed' as const, license }, 2_000],
  ])('is %s', (stage, order, nowMs) => {
    expect(stageOf(order, nowMs)).toBe(stage)
  })

  test('has a key that changes with what arrived', () => {
    const keys = [open, { ...open, paidAtoms: '1', dueAtoms: '4' }, { ...open, creditAtoms: '1' }]
    expect(new Set(keys.map(orderKey)).size).toBe(3)
  })
})

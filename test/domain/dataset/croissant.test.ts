import { describe, expect, test } from 'vitest'
import { COLUMNS } from '../../../domain/dataset/columns.ts'
import { type CroissantOffer, croissantOf } from '../../../domain/dataset/croissant.ts'
import type { SnapshotRecord } from '../../../domain/dataset/snapshot.ts'
import type { Sha256Hex } from '../../../domain/ids.ts'
import { croissantIssues } from './croissant-vocabulary.ts'

const hash = (digit: string) => digit.repeat(64) as Sha256Hex
const folder = 'datasets/parts/family=chair/quality=high'

const RECORD: SnapshotRecord = {
  ...{ dataset: 'piwa', version: '1.2.0', parent: '1.1.0', createdAtMs: 1_700_000_000_000 },
  ...{ logOrigin: 'piwa.network/log', logSize: 9, rows: 9, bytes: 900, root: hash('a') },
  ...{ families: ['chair'], tags: ['chair.n.01'] },
  chunks: [{ key: 'datasets/chunks/0', rows: 9, bytes: 600, sha256: hash('b'), root: hash('a') }],
  parts: [0, 5].map((from) => ({
    ...{ key: `${folder}/${from}.parquet`, family: 'chair', quality: 'high' },
    ...{ rows: 4, bytes: 4_000, sha256: hash(String(from)) },
  })),
}

const PLACES = {
  datasetUrl: 'https://piwa.network/v1/datasets/1.2.0',
  parentUrl: 'https://piwa.network/v1/datasets/1.1.0',
  recordUrl: 'https://piwa.network/v1/datasets/1.2.0/record.json',
  recordSha256: hash('c'),
  recordBytes: 1_234,
  fileUrl: (key: string) => `https://piwa.network/v1/datasets/files/${key}`,
  publisherUrl: 'https://piwa.network',
  logUrl: 'https://piwa.network/log/checkpoint',
  createdAt: '2026-11-22T10:00:00.000Z',
  publishedAt: '2026-11-22T10:05:00.000Z',
  currency: 'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp/token:mint',
}

const OFFERS: readonly CroissantOffer[] = [
  { tier: 'research', termDays: 30, price: '1', termsUrl: 'https://piwa.network/terms/research' },
  { tier: 'commercial', termDays: 365, price: '40.5', termsUrl: 'https://piwa.network/terms/full' },
]

type Json = { [key: string]: Json } & Json[]
const made = (changes: Partial<typeof PLACES> = {}): Json =>
  JSON.parse(JSON.stringify(croissantOf(RECORD, { ...PLACES, ...changes }, OFFERS)))

describe('the Croissant document of a version', () => {
  test('is valid by the vocabularies of Croissant 1.1, PROV-O and ODRL', () => {
    expect(croissantIssues(made())).toEqual([])
  })
  test('of the first version names no version before it', () => {
    const document = croissantOf(RECORD, { ...PLACES, parentUrl: null }, OFFERS)
    expect(croissantIssues(document)).toEqual([])
    expect(document['prov:wasRevisionOf']).toBeUndefined()
  })
  test('states version, citation and both texts of terms', () => {
    expect(made()).toMatchObject({
      version: '1.2.0',
      conformsTo: 'http://mlcommons.org/croissant/1.1',
      citeAs: expect.stringContaining(`RFC 6962 root ${hash('a')}`),
      license: ['https://piwa.network/terms/research', 'https://piwa.network/terms/full'],
      'prov:wasDerivedFrom': { name: 'piwa.network/log at size 9' },
    })
  })
  test('has each Parquet file with its hash and size, and all of them as one set', () => {
    const { distribution } = made()
    expect(distribution?.[1]).toMatchObject({
      '@id': `${folder}/0.parquet`,
      ...{ contentSize: '4000 B', sha256: hash('0') },
      contentUrl: `https://piwa.network/v1/datasets/files/${folder}/0.parquet`,
    })
    expect(distribution?.at(-1)).toMatchObject({
      '@type': 'cr:FileSet',
      containedIn: RECORD.parts.map(({ key }) => ({ '@id': key })),
    })
  })
  test('has a field for each column of the Parquet files', () => {
    const columns = made().recordSet?.[0]?.field?.map((field) => field.source?.extract?.column)
    expect(columns).toEqual(COLUMNS.map(({ name }) => name))
  })
  test('offers each term for its price in RENDER', () => {
    const [research] = made().usageInfo?.['odrl:permission'] ?? []
    expect(research).toMatchObject({
      name: 'research, 30 days',
      'odrl:duty': {
        'odrl:action': {
          'odrl:refinement': {
            'odrl:rightOperand': { '@type': 'xsd:decimal', '@value': '1' },
            'odrl:unit': { '@id': PLACES.currency },
          },
        },
      },
    })
  })
})

describe('the check of a Croissant document', () => {
  const changed = (change: (document: Json) => void): string[] => {
    const document = made()
    change(document)
    return croissantIssues(document)
  }
  const set = (target: object | undefined, key: string, value: unknown) => {
    Object.assign(target ?? {}, { [key]: value })
  }
  test.each([
    ['a required property that is missing', (d: Json) => Reflect.deleteProperty(d, 'license')],
    ['a property that no vocabulary has', (d: Json) => set(d, 'licence', 'x')],
    ['a hash that is none', (d: Json) => set(d.distribution?.[1], 'sha256', 'f00')],
    ['a size without a unit', (d: Json) => set(d.distribution?.[1], 'contentSize', 4_000)],
    ['a reference to nothing', (d: Json) => set(d.recordSet?.[0], 'key', { '@id': 'nothing' })],
    ['an id that is used twice', (d: Json) => set(d.distribution?.[1], '@id', 'record.json')],
    ['a type that is none', (d: Json) => set(d.recordSet?.[0]?.field?.[0], 'dataType', 'sc:Int')],
    ['a term without its IRI', (d: Json) => Reflect.deleteProperty(d['@context'] ?? {}, 'citeAs')],
    ['another specification', (d: Json) => set(d, 'conformsTo', 'http://mlcommons.org/croissant/')],
    ['a policy that is no offer', (d: Json) => set(d.usageInfo, '@type', 'odrl:Set')],
    [
      'an action that ODRL does not have',
      (d: Json) => {
        set(d.usageInfo?.['odrl:prohibition'], 'odrl:action', { '@id': 'odrl:sell-on' })
      },
    ],
  ])('finds %s', (_, change) => {
    expect(changed((document) => void change(document))).not.toEqual([])
  })
})

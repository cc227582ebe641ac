import type { Sha256Hex } from '../ids.ts'
import type { LicenseTerm, LicenseTier } from '../license/terms.ts'
import { COLUMNS, type Column } from './columns.ts'
import { odrlOffer } from './croissant-offer.ts'
import type { SnapshotPart, SnapshotRecord } from './snapshot.ts'

export type JsonLd = { readonly [key: string]: unknown }

/** One way to license the whole version. */
export interface CroissantOffer {
  readonly tier: LicenseTier
  readonly termDays: LicenseTerm
  /** In RENDER, as a decimal. */
  readonly price: string
  readonly termsUrl: string
}

/** Where things are, and when they were. Times are ISO 8601. */
export interface CroissantPlaces {
  readonly datasetUrl: string
  readonly parentUrl: string | null
  readonly recordUrl: string
  readonly recordSha256: Sha256Hex
  readonly recordBytes: number
  readonly fileUrl: (key: string) => string
  readonly publisherUrl: string
  readonly logUrl: string
  readonly createdAt: string
  readonly publishedAt: string
  /** The token that pays, as CAIP-19 names it. */
  readonly currency: string
}

export const CROISSANT_CONFORMS_TO = 'http://mlcommons.org/croissant/1.1'

const FILE_SET = 'parquet-files'
const RECORDS = 'assets'

/**
 * A version of the dataset as Croissant 1.1 describes it: JSON-LD of schema.org with the files, the
 * columns, where they are from (PROV-O) and on which terms they are licensed (ODRL). The metadata is
 * open to everyone; the geometry is what a license is for.
 */
export function croissantOf(
  record: SnapshotRecord,
  places: CroissantPlaces,
  offers: readonly CroissantOffer[],
): JsonLd {
  const { version, rows, logSize } = record
  const { datasetUrl, publisherUrl, createdAt, publishedAt } = places
  const publisher = { '@type': 'sc:Organization', name: 'Piwa', url: publisherUrl }
  return {
    '@context': CONTEXT,
    '@type': 'sc:Dataset',
    '@id': datasetUrl,
    conformsTo: CROISSANT_CONFORMS_TO,
    name: 'piwa',
    description:
      `${rows} licensed 3D assets for training: GLB meshes with parts, materials, tags and captions, ` +
      'generated on GPU nodes, verified by re-execution and recorded in a transparency log of ' +
      `${logSize} entries when this version was made.`,
    license: [...new Set(offers.map(({ termsUrl }) => termsUrl))],
    url: datasetUrl,
    creator: publisher,
    publisher,
    ...{ version, dateCreated: createdAt, datePublished: publishedAt },
    keywords: ['3D', 'mesh', 'GLB', 'synthetic', 'training data'],
    inLanguage: 'en',
    isLiveDataset: false,
    citeAs: citation(record, places),
    ...provenance(record, places, publisher),
    usageInfo: odrlOffer(places, offers),
    distribution: distribution(record, places),
    recordSet: [
      {
        '@type': 'cr:RecordSet',
        '@id': RECORDS,
        name: RECORDS,
        description: 'One record for each asset.',
        key: { '@id': fieldId('log_index') },
        field: COLUMNS.map(field),
      },
    ],
  }
}

function distribution(record: SnapshotRecord, places: CroissantPlaces): readonly JsonLd[] {
  const parts = record.parts.map((part) => fileObject(part, places.fileUrl))
  return [
    {
      '@type': 'cr:FileObject',
      '@id': 'record.json',
      name: 'record.json',
      description: 'The record of the version: its chunks of rows, its Parquet files and its root.',
      contentUrl: places.recordUrl,
      contentSize: `${places.recordBytes} B`,
      encodingFormat: 'application/json',
      sha256: places.recordSha256,
    },
    ...parts,
    {
      '@type': 'cr:FileSet',
      '@id': FILE_SET,
      name: FILE_SET,
      description: 'All Parquet files, divided by family and quality.',
      containedIn: parts.map((part) => ({ '@id': part['@id'] })),
      encodingFormat: PARQUET,
      includes: '**/*.parquet',
    },
  ]
}

const PARQUET = 'application/vnd.apache.parquet'

function fileObject(part: SnapshotPart, fileUrl: CroissantPlaces['fileUrl']): JsonLd {
  return {
    '@type': 'cr:FileObject',
    '@id': part.key,
    name: part.key.slice(part.key.lastIndexOf('/') + 1),
    description: `${part.rows} assets of the family ${part.family} and quality ${part.quality}.`,
    contentUrl: fileUrl(part.key),
    contentSize: `${part.bytes} B`,
    encodingFormat: PARQUET,
    sha256: part.sha256,
  }
}

const DATA_TYPES = {
  integer: 'sc:Integer',
  long: 'sc:Integer',
  text: 'sc:Text',
  texts: 'sc:Text',
  boolean: 'sc:Boolean',
  time: 'sc:DateTime',
} as const

const fieldId = (column: Column['name']): string => `${RECORDS}/${column}`

function field({ name, type, description }: Column): JsonLd {
  return {
    '@type': 'cr:Field',
    '@id': fieldId(name),
    ...{ name, description },
    dataType: DATA_TYPES[type],
    ...(type === 'texts' ? { isArray: true, arrayShape: '-1' } : {}),
    source: { fileSet: { '@id': FILE_SET }, extract: { column: name } },
  }
}

/** The version follows from a checkpoint of the log, and from the version before it. */
function provenance(
  { logOrigin, logSize, root }: SnapshotRecord,
  { logUrl, parentUrl, createdAt, publishedAt }: CroissantPlaces,
  publisher: JsonLd,
): JsonLd {
  const checkpoint = {
    '@type': 'prov:Entity',
    '@id': `${logUrl}#${logSize}`,
    name: `${logOrigin} at size ${logSize}`,
    url: logUrl,
  }
  return {
    identifier: root,
    'prov:wasDerivedFrom': checkpoint,
    'prov:wasGeneratedBy': {
      '@type': 'prov:Activity',
      name: 'Snapshot of the registered assets below a size of the log',
      'prov:startedAtTime': { '@type': 'xsd:dateTime', '@value': createdAt },
      'prov:endedAtTime': { '@type': 'xsd:dateTime', '@value': publishedAt },
      'prov:used': { '@id': checkpoint['@id'] },
    },
    'prov:wasAttributedTo': { ...publisher, '@type': ['prov:Agent', 'sc:Organization'] },
    ...(parentUrl === null ? {} : { 'prov:wasRevisionOf': { '@id': parentUrl } }),
  }
}

function citation(
  { version, root }: SnapshotRecord,
  { datasetUrl, publishedAt }: CroissantPlaces,
): string {
  const fields = [
    'title = {Piwa: a licensed dataset of 3D assets}',
    'author = {{Piwa}}',
    `year = {${publishedAt.slice(0, 4)}}`,
    `version = {${version}}`,
    `url = {${datasetUrl}}`,
    `note = {RFC 6962 root ${root}}`,
  ]
  return `@misc{piwa-${version}, ${fields.join(', ')}}`
}

/** As the specification recommends it, with the vocabularies that it has others added by. */
const CONTEXT: JsonLd = {
  '@language': 'en',
  '@vocab': 'http://schema.org/',
  sc: 'http://schema.org/',
  cr: 'http://mlcommons.org/croissant/',
  rai: 'http://mlcommons.org/croissant/RAI/',
  dct: 'http://purl.org/dc/terms/',
  prov: 'http://www.w3.org/ns/prov#',
  odrl: 'http://www.w3.org/ns/odrl/2/',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  annotation: 'cr:annotation',
  arrayShape: 'cr:arrayShape',
  citeAs: 'cr:citeAs',
  column: 'cr:column',
  conformsTo: 'dct:conformsTo',
  containedIn: 'cr:containedIn',
  data: { '@id': 'cr:data', '@type': '@json' },
  dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
  equivalentProperty: 'cr:equivalentProperty',
  examples: { '@id': 'cr:examples', '@type': '@json' },
  excludes: 'cr:excludes',
  extract: 'cr:extract',
  field: 'cr:field',
  fileProperty: 'cr:fileProperty',
  fileObject: 'cr:fileObject',
  fileSet: 'cr:fileSet',
  format: 'cr:format',
  includes: 'cr:includes',
  isArray: 'cr:isArray',
  isLiveDataset: 'cr:isLiveDataset',
  jsonPath: 'cr:jsonPath',
  key: 'cr:key',
  md5: 'cr:md5',
  parentField: 'cr:parentField',
  recordSet: 'cr:recordSet',
  references: 'cr:references',
  regex: 'cr:regex',
  readLines: 'cr:readLines',
  sdVersion: 'cr:sdVersion',
  separator: 'cr:separator',
  source: 'cr:source',
  subField: 'cr:subField',
  transform: 'cr:transform',
  unArchive: 'cr:unArchive',
  value: 'cr:value',
}

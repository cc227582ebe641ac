import {
  checkProperties,
  dateTime,
  either,
  flag,
  isNode,
  isText,
  literal,
  many,
  matching,
  type Node,
  node,
  oneOf,
  type Properties,
  type Property,
  reference,
  required,
  resource,
  text,
  url,
} from './json-ld.ts'

const id: Property = text
const sha256 = matching(/^[0-9a-f]{64}$/, 'a SHA-256')
const size = matching(/^\d+ B$/, 'a size in bytes')
const mediaType = matching(/^[a-z]+\/[a-z0-9.+-]+$/, 'a media type')

// https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html, section by section.
const organization = node([['sc:Organization'], ['prov:Agent', 'sc:Organization']], {
  name: required(text),
  url,
})

const fileObject = node([['cr:FileObject']], {
  '@id': required(id),
  name: required(text),
  description: text,
  contentUrl: required(url),
  contentSize: size,
  encodingFormat: required(many(mediaType)),
  sha256: required(sha256),
  sameAs: many(url),
  containedIn: many(reference),
})

const fileSet = node([['cr:FileSet']], {
  '@id': required(id),
  name: required(text),
  description: text,
  encodingFormat: required(many(mediaType)),
  containedIn: many(reference),
  includes: required(many(text)),
  excludes: many(text),
})

const DATA_TYPES = ['Boolean', 'Date', 'Time', 'DateTime', 'Float', 'Integer', 'Text'].map(
  (type) => `sc:${type}`,
)

const dataSource = node([[], ['cr:DataSource']], {
  fileObject: reference,
  fileSet: reference,
  recordSet: reference,
  extract: node([[], ['cr:Extract']], { column: text, fileProperty: text, jsonPath: text }),
  transform: many(text),
  format: text,
})

const field = node([['cr:Field']], {
  '@id': required(id),
  name: text,
  description: text,
  dataType: required(many(oneOf(...DATA_TYPES))),
  isArray: flag,
  arrayShape: matching(/^-?\d+(,-?\d+)*,?$/, 'a shape'),
  source: required(dataSource),
  references: many(reference),
})

const recordSet = node([['cr:RecordSet']], {
  '@id': required(id),
  name: text,
  description: text,
  key: required(many(reference)),
  field: required(many(field)),
})

// https://www.w3.org/TR/prov-o/ and https://www.w3.org/TR/odrl-vocab/.
const entity = node([['prov:Entity']], { '@id': required(id), name: text, url })
const activity = node([['prov:Activity']], {
  name: text,
  'prov:startedAtTime': literal('xsd:dateTime'),
  'prov:endedAtTime': literal('xsd:dateTime'),
  'prov:used': many(reference),
})

const odrl = (...terms: readonly string[]) => resource(terms.map((term) => `odrl:${term}`))
const action = odrl('use', 'compensate', 'distribute', 'reproduce', 'derive', 'attribute')
const constraint = node([['odrl:Constraint']], {
  'odrl:leftOperand': required(odrl('dateTime', 'elapsedTime', 'payAmount', 'purpose', 'count')),
  'odrl:operator': required(odrl('eq', 'lteq', 'gteq', 'lt', 'gt', 'isA', 'isAnyOf')),
  'odrl:rightOperand': required(
    either(literal('xsd:dateTime', 'xsd:duration', 'xsd:decimal'), resource()),
  ),
  'odrl:unit': resource(),
})
const refined = node([[], ['odrl:Action']], {
  'rdf:value': required(action),
  'odrl:refinement': required(many(constraint)),
})
const duty = node([['odrl:Duty']], {
  'odrl:action': required(either(action, refined)),
  'odrl:constraint': many(constraint),
})
const permission = node([['odrl:Permission']], {
  name: text,
  url,
  'odrl:target': required(resource()),
  'odrl:action': required(action),
  'odrl:constraint': many(constraint),
  'odrl:duty': required(many(duty)),
})
const prohibition = node([['odrl:Prohibition']], {
  'odrl:target': required(resource()),
  'odrl:action': required(action),
  'odrl:constraint': many(constraint),
})
const offer = node([['sc:CreativeWork', 'odrl:Offer']], {
  '@id': required(id),
  name: text,
  url,
  'odrl:uid': required(resource()),
  'odrl:assigner': required(resource()),
  'odrl:target': required(resource()),
  'odrl:permission': required(many(permission)),
  'odrl:prohibition': many(prohibition),
})

const dataset: Properties = {
  '@id': id,
  conformsTo: required(oneOf('http://mlcommons.org/croissant/1.1')),
  name: required(matching(/^[A-Za-z0-9_.-]+$/, 'a plain name')),
  description: required(text),
  license: required(many(url)),
  url: required(url),
  creator: required(many(organization)),
  datePublished: required(dateTime),
  publisher: many(organization),
  version: required(matching(/^\d+\.\d+\.\d+$/, 'a semantic version')),
  dateCreated: dateTime,
  keywords: many(text),
  inLanguage: many(text),
  isLiveDataset: flag,
  citeAs: required(matching(/^@\w+\{[^,]+,.*\}$/, 'BibTeX')),
  identifier: text,
  usageInfo: required(offer),
  distribution: required(many(either(fileObject, fileSet))),
  recordSet: required(many(recordSet)),
  'prov:wasDerivedFrom': required(many(entity)),
  'prov:wasGeneratedBy': required(activity),
  'prov:wasAttributedTo': required(many(organization)),
  'prov:wasRevisionOf': resource(),
}

/** The terms that the recommended context gives Croissant's own IRIs. */
const CROISSANT_TERMS = [
  ...['annotation', 'arrayShape', 'citeAs', 'column', 'containedIn', 'equivalentProperty'],
  ...['excludes', 'extract', 'field', 'fileProperty', 'fileObject', 'fileSet', 'format'],
  ...['includes', 'isArray', 'isLiveDataset', 'jsonPath', 'key', 'md5', 'parentField'],
  ...['recordSet', 'references', 'regex', 'readLines', 'sdVersion', 'separator', 'source'],
  ...['subField', 'transform', 'unArchive', 'value'],
]

const CONTEXT: Node = {
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
  conformsTo: 'dct:conformsTo',
  data: { '@id': 'cr:data', '@type': '@json' },
  dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
  examples: { '@id': 'cr:examples', '@type': '@json' },
  ...Object.fromEntries(CROISSANT_TERMS.map((term) => [term, `cr:${term}`])),
}

/** Issues of a document as Croissant 1.1 with PROV-O and ODRL; none where it is valid. */
export function croissantIssues(document: unknown): string[] {
  if (!isNode(document)) return ['not a document']
  const issues: string[] = []
  const context = isNode(document['@context']) ? document['@context'] : {}
  for (const [term, iri] of Object.entries(CONTEXT)) {
    if (JSON.stringify(context[term]) !== JSON.stringify(iri)) issues.push(`@context.${term}`)
  }
  for (const term of Object.keys(context)) {
    if (!(term in CONTEXT)) issues.push(`@context.${term} is unknown`)
  }
  if (document['@type'] !== 'sc:Dataset') issues.push('the type is not sc:Dataset')
  const found = definedIds(document)
  const repeated = found.filter((one, at) => found.indexOf(one) !== at)
  issues.push(...repeated.map((one) => `${one} is defined twice`))
  issues.push(...checkProperties(document, dataset, '$', { ids: new Set(found) }))
  return issues
}

/** Ids of nodes that say more of themselves than their id. */
function definedIds(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(definedIds)
  if (!isNode(value)) return []
  const { '@context': _, '@id': id, ...others } = value
  const own = isText(id) && Object.keys(others).length > 0 ? [id] : []
  return [...own, ...Object.values(others).flatMap(definedIds)]
}

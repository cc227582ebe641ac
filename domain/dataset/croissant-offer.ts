import type { CroissantOffer, CroissantPlaces, JsonLd } from './croissant.ts'

type OfferPlaces = Pick<CroissantPlaces, 'datasetUrl' | 'publisherUrl' | 'publishedAt' | 'currency'>

/**
 * What may be done with the assets, for how long and for how much, as an ODRL offer inside of
 * `usageInfo`: one permission for each tier and term, each with the duty to pay first.
 */
export function odrlOffer(places: OfferPlaces, offers: readonly CroissantOffer[]): JsonLd {
  const { datasetUrl, publisherUrl } = places
  return {
    '@type': ['sc:CreativeWork', 'odrl:Offer'],
    '@id': `${datasetUrl}#offer`,
    name: 'License of all assets of this version',
    url: datasetUrl,
    'odrl:uid': { '@id': `${datasetUrl}#offer` },
    'odrl:assigner': { '@id': publisherUrl },
    'odrl:target': { '@id': datasetUrl },
    'odrl:permission': offers.map((offer) => permission(places, offer)),
    'odrl:prohibition': {
      '@type': 'odrl:Prohibition',
      'odrl:target': { '@id': datasetUrl },
      'odrl:action': { '@id': 'odrl:distribute' },
    },
  }
}

function permission(
  { datasetUrl, publishedAt, currency }: OfferPlaces,
  { tier, termDays, price, termsUrl }: CroissantOffer,
): JsonLd {
  const amount = constraint('payAmount', 'eq', { '@type': 'xsd:decimal', '@value': price })
  return {
    '@type': 'odrl:Permission',
    name: `${tier}, ${termDays} days`,
    url: termsUrl,
    'odrl:target': { '@id': datasetUrl },
    'odrl:action': { '@id': 'odrl:use' },
    'odrl:constraint': [
      constraint('purpose', 'eq', { '@id': termsUrl }),
      constraint('elapsedTime', 'lteq', { '@type': 'xsd:duration', '@value': `P${termDays}D` }),
      constraint('dateTime', 'gteq', { '@type': 'xsd:dateTime', '@value': publishedAt }),
    ],
    'odrl:duty': {
      '@type': 'odrl:Duty',
      'odrl:action': {
        'rdf:value': { '@id': 'odrl:compensate' },
        'odrl:refinement': { ...amount, 'odrl:unit': { '@id': currency } },
      },
    },
  }
}

function constraint(leftOperand: string, operator: string, rightOperand: JsonLd): JsonLd {
  return {
    '@type': 'odrl:Constraint',
    'odrl:leftOperand': { '@id': `odrl:${leftOperand}` },
    'odrl:operator': { '@id': `odrl:${operator}` },
    'odrl:rightOperand': rightOperand,
  }
}

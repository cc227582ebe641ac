import type { Filter } from '../../domain/dataset/filter.ts'
import { ALLOWED_VALUES, type FilterField, readFilter } from '../../domain/dataset/read-filter.ts'
import { ClientFault } from '../faults.ts'

const isField = (name: string): name is FilterField => Object.hasOwn(ALLOWED_VALUES, name)

/**
 * Reads a filter as the API's query strings have it: `families=seat,lamp&qualities=high`. It narrows
 * what a license allows, so unlike there unsuitable assets are left out only where it says so.
 */
export function parseNarrowing(query: string): Filter {
  const words: { [field in FilterField]?: string[] } = { nsfw: ['include'] }
  const named = new Set<FilterField>()
  for (const [field, value] of new URLSearchParams(query)) {
    if (!isField(field)) throw invalid(field, `one of ${Object.keys(ALLOWED_VALUES).join(', ')}`)
    const before = named.has(field) ? (words[field] ?? []) : []
    words[field] = [...before, ...(field === 'tag' ? [value] : value.split(','))]
    named.add(field)
  }
  if (named.size === 0) throw invalid(query, 'field=value pairs joined by &')
  const reading = readFilter(words)
  if (reading.status === 'invalid') {
    throw invalid(`${reading.field}=${reading.value}`, ALLOWED_VALUES[reading.field])
  }
  return reading.filter
}

function invalid(what: string, allowed: string): ClientFault {
  return new ClientFault('FILTER_INVALID', { filter: what, allowed })
}

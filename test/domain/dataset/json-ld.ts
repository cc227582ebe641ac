/** What a property may hold: a text, a number, a node of one of these types, a reference, or a literal. */
export interface Property {
  readonly required?: true
  readonly many?: true
  readonly check: (value: unknown, at: string, document: Checked) => string[]
}

export type Properties = Readonly<Record<string, Property>>

interface Checked {
  readonly ids: ReadonlySet<string>
}

export type Node = Record<string, unknown>

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const one =
  (holds: (value: unknown) => boolean, what: string) =>
  (value: unknown, at: string): string[] =>
    holds(value) ? [] : [`${at} is not ${what}`]

export const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0
export const text: Property = { check: one(isText, 'a text') }
export const url: Property = {
  check: one((value) => isText(value) && URL.canParse(value), 'a URL'),
}
export const flag: Property = { check: one((value) => typeof value === 'boolean', 'a boolean') }
export const matching = (pattern: RegExp, what: string): Property => ({
  check: one((value) => isText(value) && pattern.test(value), what),
})
export const dateTime = matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/, 'a time')
export const oneOf = (...values: readonly string[]): Property => ({
  check: one((value) => isText(value) && values.includes(value), `one of ${values.join()}`),
})
export const required = (property: Property): Property => ({ ...property, required: true })
export const many = (property: Property): Property => ({ ...property, many: true })

/** A reference to a node of the same document. */
export const reference: Property = {
  check(value, at, { ids }) {
    if (!isNode(value) || !isText(value['@id']) || Object.keys(value).length !== 1) {
      return [`${at} is not a reference`]
    }
    return ids.has(value['@id']) ? [] : [`${at} refers to ${value['@id']}, which is not here`]
  },
}

/** A reference to something outside of the document, or to one of the terms. */
export const resource = (terms?: readonly string[]): Property => ({
  check(value, at) {
    if (!isNode(value) || !isText(value['@id']) || Object.keys(value).length !== 1) {
      return [`${at} is not a resource`]
    }
    const id = value['@id']
    if (terms === undefined) return /^[a-z][a-z0-9+.-]*:/.test(id) ? [] : [`${at} is not an IRI`]
    return terms.includes(id) ? [] : [`${at} is no term of its vocabulary: ${id}`]
  },
})

export const literal = (...types: readonly string[]): Property => ({
  check(value, at) {
    const isLiteral =
      isNode(value) && types.includes(String(value['@type'])) && isText(value['@value'])
    return isLiteral && Object.keys(value).length === 2 ? [] : [`${at} is not a ${types.join()}`]
  },
})

export const either = (...properties: readonly Property[]): Property => ({
  check(value, at, document) {
    const issues = properties.map((property) => property.check(value, at, document))
    return issues.some((found) => found.length === 0) ? [] : (issues[0] ?? [])
  },
})

/** A node with one of these lists of types; `plain` where it needs none. */
export const node = (types: readonly (readonly string[])[], properties: Properties): Property => ({
  check(value, at, document) {
    if (!isNode(value)) return [`${at} is not a node`]
    const stated = [value['@type'] ?? []].flat()
    const isType = types.some((type) => type.join() === stated.join())
    return [
      ...(isType ? [] : [`${at} has the type ${stated.join()}`]),
      ...checkProperties(value, properties, at, document),
    ]
  },
})

export function checkProperties(
  value: Node,
  properties: Properties,
  at: string,
  document: Checked,
) {
  const issues: string[] = []
  for (const [name, property] of Object.entries(properties)) {
    if (property.required && value[name] === undefined) issues.push(`${at}.${name} is missing`)
  }
  for (const [name, held] of Object.entries(value)) {
    if (name === '@type' || name === '@context') continue
    const property = properties[name]
    issues.push(
      ...(property === undefined
        ? [`${at}.${name} is unknown`]
        : checkValues(property, held, `${at}.${name}`, document)),
    )
  }
  return issues
}

function checkValues(property: Property, held: unknown, at: string, document: Checked): string[] {
  if (!Array.isArray(held)) return property.check(held, at, document)
  if (!property.many) return [`${at} has several values`]
  return held.flatMap((item, i) => property.check(item, `${at}[${i}]`, document))
}

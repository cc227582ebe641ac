import { type Parameters, serializeInnerList } from 'structured-headers'

/** One covered part of a message: its component name and its value as RFC 9421 derives it. */
export type Component = readonly [name: string, value: string]

/** The Signature-Input member and the @signature-params value: the covered names and the parameters. */
export function signatureParams(names: readonly string[], parameters: Parameters): string {
  return serializeInnerList([names.map((name) => [name, new Map()]), parameters])
}

/** The exact text that is signed (RFC 9421, section 2.5). */
export function signatureBase(components: readonly Component[], params: string): string {
  const lines = components.map(([name, value]) => `"${name}": ${value}`)
  return [...lines, `"@signature-params": ${params}`].join('\n')
}

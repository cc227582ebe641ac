import { type InnerList, type Item, parseDictionary } from 'structured-headers'
import { ED25519_SIGNATURE_BYTES } from './ed25519.ts'
import { signatureParams } from './signature-base.ts'

export const LABEL = 'sig1'
export const ALGORITHM = 'ed25519'
export const TAG = 'piwa-node'

const FIELD_CHARACTERS_MAX = 2_048
const KEY_ID = /^[\x21-\x7e]{1,128}$/
const NONCE = /^[A-Za-z0-9_-]{22,64}$/
const CREATED_SECONDS_MAX = 2 ** 40
const PARAMETER_NAMES = ['alg', 'created', 'keyid', 'nonce', 'tag'].join()

export interface ParsedSignature {
  readonly keyId: string
  readonly nonce: string
  readonly createdMs: number
  readonly signature: Uint8Array
  /** The @signature-params value, with the parameters in the order they were sent. */
  readonly params: string
}

export interface FieldIssue {
  readonly issue: string
}

/** Reads Signature-Input and Signature, and holds them to the profile. `issue` names the first part that is off. */
export function parseSignature(
  input: string,
  field: string,
  names: readonly string[],
): ParsedSignature | FieldIssue {
  const list = parseMember(input)
  if (!isInnerList(list)) return { issue: 'signature-input' }
  const signature = parseMember(field)?.[0]
  if (!(signature instanceof ArrayBuffer) || signature.byteLength !== ED25519_SIGNATURE_BYTES) {
    return { issue: 'signature' }
  }
  if (!coversExactly(list, names)) return { issue: 'covered components' }

  const parameters = parseParameters(list[1])
  if ('issue' in parameters) return parameters
  return {
    ...parameters,
    signature: new Uint8Array(signature),
    params: signatureParams(names, list[1]),
  }
}

function parseMember(field: string): Item | InnerList | undefined {
  if (field.length > FIELD_CHARACTERS_MAX) return undefined
  try {
    return parseDictionary(field).get(LABEL)
  } catch {
    return undefined
  }
}

function isInnerList(member: Item | InnerList | undefined): member is InnerList {
  return Array.isArray(member?.[0])
}

function coversExactly([items]: InnerList, names: readonly string[]): boolean {
  const covered = items.every(([name, parameters], i) => name === names[i] && parameters.size === 0)
  return covered && items.length === names.length
}

function parseParameters(
  parameters: InnerList[1],
): Pick<ParsedSignature, 'keyId' | 'nonce' | 'createdMs'> | FieldIssue {
  if ([...parameters.keys()].sort().join() !== PARAMETER_NAMES) return { issue: 'parameters' }
  if (parameters.get('alg') !== ALGORITHM) return { issue: 'alg' }
  if (parameters.get('tag') !== TAG) return { issue: 'tag' }
  const created = parameters.get('created')
  if (!isSeconds(created)) return { issue: 'created' }
  const nonce = parameters.get('nonce')
  if (typeof nonce !== 'string' || !NONCE.test(nonce)) return { issue: 'nonce' }
  const keyId = parameters.get('keyid')
  if (typeof keyId !== 'string' || !KEY_ID.test(keyId)) return { issue: 'keyid' }
  return { keyId, nonce, createdMs: created * 1000 }
}

function isSeconds(value: unknown): value is number {
  return (
    typeof value === 'number' &&
    Number.isInteger(value) &&
    value >= 0 &&
    value < CREATED_SECONDS_MAX
  )
}

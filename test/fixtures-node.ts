import { env, exports } from 'cloudflare:workers'
import bs58 from 'bs58'
import { expect } from 'vitest'
import { toBase32, toHex } from '../domain/bytes.ts'
import type { NodeId, Wallet } from '../domain/ids.ts'
import { nodeIdOf, registrationText } from '../domain/registration.ts'
import { type Ed25519Key, ed25519Key } from '../signing/ed25519.ts'
import { type RequestToSign, signRequest } from '../signing/http-signature.ts'
import { sha256 } from '../signing/sha256.ts'
import type { Problem, RegisterRequest } from '../workers/oracle/schema.ts'

/** A node as its operator holds it: its hot key, and the wallet that it works for. */
export interface TestNode {
  readonly id: NodeId
  readonly key: Ed25519Key
  readonly wallet: Wallet
  readonly walletKey: Ed25519Key
}

const randomKey = (): Promise<Ed25519Key> => ed25519Key(crypto.getRandomValues(new Uint8Array(32)))
export const someNonce = (): string => toBase32(crypto.getRandomValues(new Uint8Array(20)))

export async function createNode(): Promise<TestNode> {
  const [key, walletKey] = await Promise.all([randomKey(), randomKey()])
  const wallet = bs58.encode(walletKey.publicKey) as Wallet
  return { id: nodeIdOf(sha256, key.publicKey), key, wallet, walletKey }
}

/** What a request says instead of the honest thing. */
export interface Twist {
  readonly signed?: Partial<RequestToSign>
  /** Sent in place of the body that was signed. */
  readonly sentBody?: string
  /** Set, or left out where null, after signing. */
  readonly headers?: Readonly<Record<string, string | null>>
}

export interface Call {
  readonly method: 'GET' | 'POST'
  readonly path: string
  /** Sent as JSON; a string is sent as it is. */
  readonly body?: unknown
}

export const urlOf = (path: string): string => `${env.PUBLIC_URL}${path}`

const bodyText = (body: unknown): string | undefined =>
  body === undefined || typeof body === 'string' ? body : JSON.stringify(body)

/** A request signed by the node as the protocol asks, but for the twist. */
export async function signedRequest(node: TestNode, call: Call, twist: Twist = {}) {
  const text = bodyText(call.body)
  const signature = await signRequest({
    ...{ method: call.method, url: urlOf(call.path), keyId: node.id, sign: node.key.sign },
    body: text === undefined ? undefined : new TextEncoder().encode(text),
    ...{ createdSeconds: Math.floor(Date.now() / 1000), nonce: someNonce() },
    ...twist.signed,
  })
  const headers = new Headers({ ...signature })
  if (text !== undefined) headers.set('content-type', 'application/json')
  for (const [name, value] of Object.entries(twist.headers ?? {})) {
    if (value === null) headers.delete(name)
    else headers.set(name, value)
  }
  const sent = twist.sentBody ?? text
  return new Request(urlOf(call.path), {
    ...{ method: call.method, headers },
    ...(sent === undefined ? {} : { body: sent }),
  })
}

/** Sends a request through the front door. */
export const send = (request: Request): Promise<Response> => exports.default.fetch(request)

export async function callAs(node: TestNode, call: Call, twist?: Twist): Promise<Response> {
  return send(await signedRequest(node, call, twist))
}

/** The request that registers a node, signed by its wallet. */
export async function registrationOf(
  node: TestNode,
  changes: Partial<RegisterRequest> = {},
): Promise<RegisterRequest> {
  const stated = {
    ...{ publicKey: toHex(node.key.publicKey), wallet: node.wallet, payoutAddress: node.wallet },
    issuedAtMs: Date.now(),
    ...changes,
  }
  const text = registrationText({ ...stated, nodeId: node.id, network: env.LOG_ORIGIN })
  const signature = await node.walletKey.sign(new TextEncoder().encode(text))
  return { ...stated, walletSignature: changes.walletSignature ?? toHex(signature) }
}

export async function register(node: TestNode): Promise<Response> {
  const body = await registrationOf(node)
  return callAs(node, { method: 'POST', path: '/v1/oracle/nodes', body })
}

export async function registeredNode(): Promise<TestNode> {
  const node = await createNode()
  const response = await register(node)
  if (response.status !== 200) throw new Error(`not registered: ${await response.text()}`)
  return node
}

/** A refusal as a caller sees it. */
export interface Refused {
  readonly status: number
  readonly problem: Problem
}

export async function refusalOf(response: Response): Promise<Refused> {
  return { status: response.status, problem: await response.json<Problem>() }
}

/** Matches a refusal with this code and its status; every refusal has the same three fields. */
export const refused = (status: number, code: string, context: object = {}) => ({
  status,
  problem: {
    code,
    context: expect.objectContaining(context),
    requestId: expect.stringMatching(/^[\w-]{8,}$/),
  },
})

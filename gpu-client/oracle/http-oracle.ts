import type { z } from 'zod'
import type { NodeId } from '../../domain/ids.ts'
import { utf8Bytes } from '../../domain/log/utf8.ts'
import type { Ed25519Key } from '../../signing/ed25519.ts'
import { signRequest } from '../../signing/http-signature.ts'
import {
  Lease,
  LeaseState,
  Receipts,
  RegisteredNode,
  Uploads,
} from '../../workers/oracle/schema.ts'
import { LogProofs } from '../../workers/provenance/schema.ts'
import type { World } from '../world.ts'
import { parseAnswer } from './answer.ts'
import { type HttpAnswer, type HttpRequest, requestOnce } from './http.ts'
import type { OracleClient } from './oracle-client.ts'

export interface HttpOracleOptions {
  /** The network's public URL: what the server takes for its own when it checks a signature. */
  readonly url: string
  readonly nodeId: NodeId
  readonly key: Ed25519Key
  readonly world: Pick<World, 'nowMs' | 'randomText'>
}

/** The oracle over HTTP, each request signed by the node's hot key (RFC 9421). */
export function createHttpOracle(options: HttpOracleOptions): OracleClient {
  const at = (path: string): string => new URL(path, options.url).href
  const send = async (
    request: Pick<HttpRequest, 'method' | 'url'> & { json?: object },
    signal: AbortSignal,
  ): Promise<HttpAnswer> => {
    const body = request.json === undefined ? undefined : utf8Bytes(JSON.stringify(request.json))
    const signed = await signedHeaders(options, request, body)
    const type = body === undefined ? {} : { 'content-type': 'application/json' }
    return requestOnce({ ...request, body, headers: { ...signed, ...type } }, signal)
  }
  const get = <T extends z.ZodType>(
    schema: T,
    path: string,
    signal: AbortSignal,
  ): Promise<z.infer<T>> => answered(schema, send({ method: 'GET', url: at(path) }, signal))
  const post = <T extends z.ZodType>(
    schema: T,
    path: string,
    json: object,
    signal: AbortSignal,
  ): Promise<z.infer<T>> => answered(schema, send({ method: 'POST', url: at(path), json }, signal))
  const lease = (leaseId: string, rest = ''): string => `/v1/oracle/leases/${leaseId}${rest}`

  return {
    register: (request, signal) => post(RegisteredNode, '/v1/oracle/nodes', request, signal),
    lease: (request, signal) => post(Lease, '/v1/oracle/leases', request, signal),
    leaseState: (id, signal) => get(LeaseState, lease(id), signal),
    uploads: (id, request, signal) => post(Uploads, lease(id, '/uploads'), request, signal),
    completeUpload: async (id, json, signal) => {
      const url = at(lease(id, '/uploads/complete'))
      await send({ method: 'POST', url, json }, signal)
    },
    commit: (id, request, signal) => post(LeaseState, lease(id, '/commit'), request, signal),
    receipts: (id, signal) => get(Receipts, lease(id, '/receipts'), signal),
    proofs: async (first, count, signal) => {
      const url = at(`/v1/log/proofs?first=${first}&count=${count}`)
      const request = { method: 'GET', url, headers: {}, body: undefined }
      return (await answered(LogProofs, requestOnce(request, signal))).proofs
    },
    witnessRequest: async (oldSize, signal) => {
      const url = at(`/v1/oracle/witness?old=${oldSize}`)
      const { status, text } = await send({ method: 'GET', url }, signal)
      return status === 204 ? undefined : text
    },
    cosign: async (json, signal) => {
      const url = at('/v1/oracle/cosignatures')
      await send({ method: 'POST', url, json }, signal)
    },
  }
}

async function signedHeaders(
  { nodeId, key, world }: HttpOracleOptions,
  { method, url }: { readonly method: string; readonly url: string },
  body: Uint8Array | undefined,
): Promise<Record<string, string>> {
  const signed = await signRequest({
    method,
    url,
    body,
    keyId: nodeId,
    sign: key.sign,
    createdSeconds: Math.floor(world.nowMs() / 1000),
    nonce: world.randomText(),
  })
  return { ...signed }
}

async function answered<T extends z.ZodType>(
  schema: T,
  answer: Promise<HttpAnswer>,
): Promise<z.infer<T>> {
  return parseAnswer(schema, (await answer).text)
}

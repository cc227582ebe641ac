import type { Chain } from './chain.ts'
import { accountMethods } from './rpc/accounts.ts'
import { clusterMethods } from './rpc/cluster.ts'
import { dasMethods } from './rpc/das.ts'
import { faucetMethods } from './rpc/faucet.ts'
import type { Method, Params } from './rpc/params.ts'
import { tokenMethods } from './rpc/tokens.ts'
import { transactionMethods } from './rpc/transactions.ts'
import { RPC_CODES, RpcError } from './rpc-error.ts'

const BATCH_MAX = 100

const METHODS: ReadonlyMap<string, Method> = new Map(
  Object.entries({
    ...accountMethods,
    ...clusterMethods,
    ...dasMethods,
    ...faucetMethods,
    ...tokenMethods,
    ...transactionMethods,
  }),
)

interface Request {
  id: unknown
  method: string
  params: Params
}

function parseRequest(body: unknown): Request {
  if (typeof body !== 'object' || body === null || !('method' in body)) {
    throw new RpcError('invalidRequest', 'Invalid request')
  }
  const { method } = body
  const params = 'params' in body ? (body.params ?? []) : []
  if (typeof method !== 'string' || typeof params !== 'object') {
    throw new RpcError('invalidRequest', 'Invalid request')
  }
  return { id: 'id' in body ? body.id : null, method, params: params as Params }
}

function showFailure(error: unknown) {
  if (error instanceof RpcError) {
    const { code, message, data } = error
    return data === undefined ? { code, message } : { code, message, data }
  }
  console.error(error)
  return { code: RPC_CODES.internal, message: `Internal error: ${String(error)}` }
}

function answerOne(chain: Chain, body: unknown) {
  let id: unknown = null
  try {
    const request = parseRequest(body)
    id = request.id
    if (chain.fault !== undefined) throw chain.fault
    const method = METHODS.get(request.method)
    if (method === undefined)
      throw new RpcError('methodNotFound', `Method not found: ${request.method}`)
    return { jsonrpc: '2.0', id, result: method(chain, request.params) }
  } catch (error) {
    return { jsonrpc: '2.0', id, error: showFailure(error) }
  }
}

/** Answers one request or a batch; never throws. */
export function answerJsonRpc(chain: Chain, text: string): object {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    return { jsonrpc: '2.0', id: null, error: { code: RPC_CODES.parse, message: 'Parse error' } }
  }
  if (!Array.isArray(body)) return answerOne(chain, body)
  if (body.length > BATCH_MAX) {
    const message = `a batch holds at most ${BATCH_MAX} requests`
    return { jsonrpc: '2.0', id: null, error: { code: RPC_CODES.invalidRequest, message } }
  }
  return body.map((item) => answerOne(chain, item))
}

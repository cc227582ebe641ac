import { type WebSocket, WebSocketServer } from 'ws'
import type { Chain } from './chain.ts'
import { RPC_CODES } from './rpc-error.ts'
import type { TransactionError } from './transaction-error.ts'

const MESSAGE_BYTES_MAX = 64 * 1024
const SUBSCRIPTIONS_MAX = 1000

interface Call {
  id: unknown
  method: string
  params: readonly unknown[]
}

interface Session {
  readonly socket: WebSocket
  readonly subscriptions: Map<number, () => void>
  nextId: number
}

function parseCall(text: string): Call | undefined {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    return undefined
  }
  if (typeof body !== 'object' || body === null || !('method' in body)) return undefined
  const params = 'params' in body && Array.isArray(body.params) ? body.params : []
  return { id: 'id' in body ? body.id : undefined, method: String(body.method), params }
}

function reply(session: Session, body: object): void {
  session.socket.send(JSON.stringify({ jsonrpc: '2.0', ...body }))
}

function notify(chain: Chain, session: Session, id: number, err: TransactionError | null): void {
  session.subscriptions.delete(id)
  const result = { context: { slot: Number(chain.clock.slot) }, value: { err } }
  reply(session, { method: 'signatureNotification', params: { subscription: id, result } })
}

function subscribe(chain: Chain, session: Session, call: Call): void {
  if (session.subscriptions.size >= SUBSCRIPTIONS_MAX) {
    const message = `at most ${SUBSCRIPTIONS_MAX} subscriptions a connection`
    reply(session, { id: call.id, error: { code: RPC_CODES.invalidRequest, message } })
    return
  }
  const id = session.nextId
  session.nextId += 1
  reply(session, { id: call.id, result: id })
  const signature = String(call.params[0])
  const entry = chain.ledger.find(signature)
  // The subscription's number has to reach the client before its notification does.
  if (entry !== undefined) setImmediate(() => notify(chain, session, id, entry.record.err))
  else {
    const stop = chain.watch.add(signature, (err) => notify(chain, session, id, err))
    session.subscriptions.set(id, stop)
  }
}

function unsubscribe(session: Session, call: Call): void {
  const id = Number(call.params[0])
  session.subscriptions.get(id)?.()
  session.subscriptions.delete(id)
  reply(session, { id: call.id, result: true })
}

function receive(chain: Chain, session: Session, text: string): void {
  const call = parseCall(text)
  // web3.js sends a ping without an id every few seconds and expects no answer.
  if (call === undefined || call.id === undefined) return
  if (call.method === 'signatureSubscribe') subscribe(chain, session, call)
  else if (call.method === 'signatureUnsubscribe') unsubscribe(session, call)
  else {
    const message = `Method not found: ${call.method}`
    reply(session, { id: call.id, error: { code: RPC_CODES.methodNotFound, message } })
  }
}

function serve(chain: Chain, socket: WebSocket): void {
  const session: Session = { socket, subscriptions: new Map(), nextId: 1 }
  socket.on('message', (data) => receive(chain, session, data.toString()))
  socket.on('error', () => socket.terminate())
  socket.on('close', () => {
    for (const stop of session.subscriptions.values()) stop()
  })
}

/** `signatureSubscribe` for clients that confirm by websocket instead of polling. */
export function listenWebSocket(
  chain: Chain,
  place: { host: string; port: number },
): Promise<WebSocketServer> {
  return new Promise((resolve, reject) => {
    const server = new WebSocketServer({ ...place, maxPayload: MESSAGE_BYTES_MAX })
    server.on('connection', (socket) => serve(chain, socket))
    server.once('error', reject)
    server.once('listening', () => resolve(server))
  })
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import type { WebSocketServer } from 'ws'
import {
  type Chain,
  type ChainOptions,
  closeChain,
  openChain,
  saveSnapshot,
  tick,
} from './chain.ts'
import { answerJsonRpc } from './json-rpc.ts'
import { listenWebSocket } from './websocket.ts'

const HOST = '127.0.0.1'
const BODY_BYTES_MAX = 1024 * 1024
const SLOT_MS = 400
const SNAPSHOT_MS = 5_000
const FREE_PORT_ATTEMPTS = 10
const CLOSE_GRACE_MS = 50

export interface LocalnetOptions {
  /** 0 takes a free port. The websocket listens on the next one, where web3.js looks for it. */
  port: number
  /** Where the state is kept; without it everything is forgotten at the end. */
  stateDir?: string
  /** Milliseconds a slot; 0 stops the timer and gives each transaction a slot of its own. */
  slotMs?: number
  /** A folder of real programs, or '' for the emulation; by default that of `PIWA_PROGRAMS_DIR`. */
  programsDir?: string
}

export interface RunningLocalnet {
  url: string
  wsUrl: string
  localnet: Chain
  /** Writes a snapshot and lets go of ports and files; may be called twice. */
  stop(): Promise<void>
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    bytes += chunk.length
    if (bytes > BODY_BYTES_MAX) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

async function respond(chain: Chain, request: IncomingMessage, response: ServerResponse) {
  response.setHeader('access-control-allow-origin', '*')
  response.setHeader('access-control-allow-headers', '*')
  response.setHeader('access-control-allow-methods', 'GET, POST, OPTIONS')
  if (request.method === 'OPTIONS') return response.end()
  if (request.method === 'GET') return response.end(request.url === '/health' ? 'ok' : '')
  const body = await readBody(request)
  if (body === undefined) {
    response.writeHead(413, { connection: 'close' })
    return response.end()
  }
  response.setHeader('content-type', 'application/json')
  return response.end(JSON.stringify(answerJsonRpc(chain, body)))
}

function listenHttp(chain: Chain, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    respond(chain, request, response).catch((error: unknown) => {
      console.error(error)
      response.destroy()
    })
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, HOST, () => resolve(server))
  })
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}

function startTimers(chain: Chain, slotMs: number): () => void {
  const timers = [
    setInterval(() => {
      const isBehind = chain.ledger.lastSeq() > chain.snapshotSeq
      if (isBehind && chain.fault === undefined) saveSnapshot(chain)
    }, SNAPSHOT_MS),
  ]
  if (slotMs > 0) timers.push(setInterval(() => tick(chain), slotMs))
  for (const timer of timers) timer.unref()
  return () => {
    for (const timer of timers) clearInterval(timer)
  }
}

async function closeServers(http: Server, webSocket: WebSocketServer): Promise<void> {
  for (const client of webSocket.clients) client.terminate()
  await new Promise((resolve) => webSocket.close(resolve))
  // web3.js asks for a status once more after the websocket told it: let that request arrive.
  await setTimeout(CLOSE_GRACE_MS)
  http.closeAllConnections()
  await new Promise((resolve) => http.close(resolve))
}

async function listenOnce(chain: Chain, port: number): Promise<[Server, WebSocketServer]> {
  const http = await listenHttp(chain, port)
  try {
    return [http, await listenWebSocket(chain, { host: HOST, port: portOf(http) + 1 })]
  } catch (error) {
    http.close()
    throw error
  }
}

/** Of the ports that the system offers, the next one may be taken: then it is asked again. */
async function listen(chain: Chain, port: number): Promise<[Server, WebSocketServer]> {
  for (let attempt = 1; port === 0 && attempt < FREE_PORT_ATTEMPTS; attempt++) {
    const servers = await listenOnce(chain, 0).catch(() => undefined)
    if (servers !== undefined) return servers
  }
  return listenOnce(chain, port)
}

function chainOptions(options: LocalnetOptions): ChainOptions {
  const programsDir = options.programsDir ?? process.env.PIWA_PROGRAMS_DIR
  return {
    slotPerTransaction: options.slotMs === 0,
    ...(options.stateDir !== undefined && { stateDir: options.stateDir }),
    ...(programsDir !== undefined && programsDir !== '' && { programsDir }),
  }
}

/** Starts a Solana node for development on this machine only. Rejects where a port is taken. */
export async function startLocalnet(options: LocalnetOptions): Promise<RunningLocalnet> {
  const chain = openChain(chainOptions(options))
  const servers = await listen(chain, options.port).catch((error: unknown) => {
    chain.database.close()
    throw error
  })
  const stopTimers = startTimers(chain, options.slotMs ?? SLOT_MS)
  const port = portOf(servers[0])
  let stopped: Promise<void> | undefined
  const stop = async () => {
    stopTimers()
    await closeServers(...servers)
    closeChain(chain)
  }
  return {
    url: `http://${HOST}:${port}`,
    wsUrl: `ws://${HOST}:${port + 1}`,
    localnet: chain,
    stop() {
      stopped ??= stop()
      return stopped
    },
  }
}

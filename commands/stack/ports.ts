import { createServer } from 'node:net'

export interface Ports {
  readonly edge: number
  readonly rpc: number
}

const HOST = '127.0.0.1'
const EDGE_PORT = 8787
/** Keeps the Solana ports clear of the edge's: 8787 goes with 8899, the port that Solana tools expect. */
const RPC_PORT_DISTANCE = 112

/** PORT moves everything; RPC_PORT moves the local Solana alone. */
export function portsOf(environment: NodeJS.ProcessEnv): Ports {
  const edge = parsePort(environment.PORT, EDGE_PORT)
  return { edge, rpc: parsePort(environment.RPC_PORT, edge + RPC_PORT_DISTANCE) }
}

/** Two neighboring free ports for Solana and one for the edge, as the system gives them. */
export async function freePorts(): Promise<Ports> {
  for (let tries = 0; tries < 20; tries += 1) {
    const edge = await systemPort()
    const rpc = await systemPort()
    if ((await isFree(rpc + 1)) && edge !== rpc + 1) return { edge, rpc }
  }
  throw new Error('found no free ports')
}

/** The first of the ports that someone else holds. */
export async function findBusyPort({ edge, rpc }: Ports): Promise<number | undefined> {
  for (const port of [edge, rpc, rpc + 1]) if (!(await isFree(port))) return port
  return undefined
}

function parsePort(text: string | undefined, otherwise: number): number {
  if (text === undefined || text === '') return otherwise
  const port = Number(text)
  if (!Number.isInteger(port) || port < 1 || port > 65_534) {
    throw new Error(`not a port: ${text}`)
  }
  return port
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, HOST, () => server.close(() => resolve(true)))
  })
}

function systemPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, HOST, () => {
      const address = server.address()
      if (address === null || typeof address === 'string') throw new Error('no port')
      server.close(() => resolve(address.port))
    })
  })
}

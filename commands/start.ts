import { join } from 'node:path'
import { type Child, startChild } from './stack/child.ts'
import { portsOf } from './stack/ports.ts'
import { ROOT, stateDirOf } from './stack/root.ts'
import { type Stack, startStack } from './stack/stack.ts'
import { startTicker } from './stack/ticker.ts'

const stateDir = stateDirOf(process.env)

/** The node of `npm start` leaves the machine to its owner; each limit can be set. */
const NODE_LIMITS = {
  // Not auto: compiling or taking a GPU is for the owner to ask for.
  backend: process.env.NODE_BACKEND ?? 'wasm',
  threads: process.env.NODE_THREADS ?? '1',
  assetsPerSecond: process.env.NODE_PACE ?? '4',
  diskMegabytes: process.env.NODE_DISK_MB ?? '1024',
  batchAssets: process.env.NODE_BATCH ?? '16',
}

function startNode(stack: Stack): Child {
  return startChild({
    name: 'node',
    args: [
      ...[join(ROOT, 'gpu-client/main.ts'), '--edge', stack.edgeUrl, '--dev-wallet'],
      ...['--home', join(stateDir, 'node'), '--threads', NODE_LIMITS.threads],
      ...['--backend', NODE_LIMITS.backend],
      ...['--pace', NODE_LIMITS.assetsPerSecond, '--batch-max', NODE_LIMITS.batchAssets],
      ...['--disk-limit', NODE_LIMITS.diskMegabytes, '--keep-shards'],
    ],
    cwd: ROOT,
    logFile: join(stateDir, 'logs/node.log'),
  })
}

/** Settles at the first signal to stop. */
function untilSignal(): Promise<'signal'> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => resolve('signal'))
    }
  })
}

/** Settles when a part of the system ends by itself. */
async function untilEnded(children: readonly Child[]): Promise<never> {
  const ends = children.map(async (child) => ({ child, code: await child.ended }))
  const { child, code } = await Promise.race(ends)
  throw new Error(`${child.name} ended with code ${code}:\n${child.tail()}`)
}

async function main(): Promise<void> {
  console.info('Piwa is starting; its logs and state are in', stateDir)
  const signalled = untilSignal()
  const starting = startStack(stateDir, portsOf(process.env))
  const stack = await Promise.race([starting, signalled])
  if (stack === 'signal') return (await starting).stop()

  const node = startNode(stack)
  const stopTicker = startTicker(stack)
  const { edgeUrl: edge, rpcUrl: rpc, logUrl: log } = stack
  console.log(JSON.stringify({ ready: true, edge, rpc, log }))
  try {
    await Promise.race([signalled, untilEnded([...stack.children, node])])
  } finally {
    console.info('Piwa is stopping')
    stopTicker()
    await node.stop()
    await stack.stop()
  }
}

try {
  await main()
  process.exit(0)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

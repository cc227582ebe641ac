import { join } from 'node:path'
import { type Child, startChild } from './stack/child.ts'
import { portsOf } from './stack/ports.ts'
import { ROOT, stateDirOf } from './stack/root.ts'
import { type Stack, startStack } from './stack/stack.ts'
import { startTicker } from './stack/ticker.ts'

const stateDir = stateDirOf(process.env)

/** The node of `npm start` leaves the machine to its owner; each limit can be set. */
const NODE_LIMITS = {
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
      ...['--pace', NODE_LIMITS.assetsPerSecond, '--batch-max', NODE_LIMITS.batchAssets],
      ...['--disk-limit', NODE_LIMITS.diskMegabytes, '--keep-shards'],
    ],
    cwd: ROOT,
    logFile: join(stateDir, 'logs/node.log'),
  })
}

/** Settles at the first signal, or when a part of the system ends by itself. */
function untilStopped(children: readonly Child[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => resolve(undefined))
    }
    for (const child of children) {
      void child.ended.then((code) =>
        resolve(`${child.name} ended with code ${code}:\n${child.tail()}`),
      )
    }
  })
}

async function main(): Promise<void> {
  console.info('Piwa is starting; its logs and state are in', stateDir)
  const early = new Promise<'stopped'>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => resolve('stopped'))
    }
  })
  const starting = startStack(stateDir, portsOf(process.env))
  const first = await Promise.race([starting, early])
  if (first === 'stopped') {
    await starting.then((stack) => stack.stop())
    return
  }
  const node = startNode(first)
  const stopped = untilStopped([...first.children, node])
  const stopTicker = startTicker(first)
  const { edgeUrl: edge, rpcUrl: rpc, logUrl: log } = first
  console.log(JSON.stringify({ ready: true, edge, rpc, log }))

  const fault = await stopped
  stopTicker()
  console.info('Piwa is stopping')
  await node.stop()
  await first.stop()
  if (fault !== undefined) throw new Error(fault)
}

try {
  await main()
  process.exit(0)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

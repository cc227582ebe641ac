import { parseArgs } from 'node:util'
import { type RunningLocalnet, startLocalnet } from './server.ts'

const DEFAULT_PORT = 8899
const PORT_MAX = 65_534

function readOptions(): { port: number; stateDir?: string } {
  const { values } = parseArgs({
    options: { port: { type: 'string' }, state: { type: 'string' } },
  })
  const port = Number(values.port ?? DEFAULT_PORT)
  if (!Number.isInteger(port) || port < 0 || port > PORT_MAX) {
    throw new Error(`--port ${values.port} is not a port from 0 to ${PORT_MAX}`)
  }
  return values.state === undefined ? { port } : { port, stateDir: values.state }
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if ('code' in error && error.code === 'EADDRINUSE' && 'port' in error) {
    return `port ${error.port} is already in use`
  }
  if (error.message.includes('database is locked')) {
    return 'the state folder is in use by another localnet'
  }
  return error.message
}

function stopOnSignal(running: RunningLocalnet): void {
  const stop = () => {
    running.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(`localnet: ${explain(error)}`)
        process.exit(1)
      },
    )
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  // Started with an IPC channel, it must not outlive its parent.
  process.once('disconnect', stop)
  if (process.connected === false) stop()
}

try {
  const running = await startLocalnet(readOptions())
  stopOnSignal(running)
  console.log(JSON.stringify({ ready: true, rpc: running.url }))
} catch (error) {
  console.error(`localnet: ${explain(error)}`)
  process.exit(1)
}

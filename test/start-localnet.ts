import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    localnetUrl: string
  }
}

/**
 * One localnet for all test files of the project. It is a process of its own, because modules that
 * this project loads are resolved for Workers.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const localnet = fork('localnet/main.ts', ['--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  if (localnet.stdout === null) throw new Error('the localnet has no output')
  const [line] = await once(createInterface(localnet.stdout), 'line')
  const { rpc } = JSON.parse(line) as { rpc: string }
  project.provide('localnetUrl', rpc)
  return async () => {
    const exited = once(localnet, 'exit')
    localnet.kill('SIGTERM')
    await exited
  }
}

import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { findBusyPort, freePorts } from '../../commands/stack/ports.ts'
import { readCheckpoint, rootOfTiles } from '../workers/independent-reader.ts'
import { type RunningCommand, runCommand, startCommand } from './run-command.ts'

const START_MS = 180_000
const stateDir = mkdtempSync(join(tmpdir(), 'piwa-start-test-'))
const ports = await freePorts()
const environment = {
  ...{ PIWA_STATE: stateDir, PORT: String(ports.edge), RPC_PORT: String(ports.rpc) },
  ...{ NODE_PACE: '0', NODE_BATCH: '8' },
}
const running: RunningCommand[] = []

afterAll(async () => {
  for (const command of running) command.kill('SIGTERM')
  await Promise.all(running.map(({ ended }) => ended))
  rmSync(stateDir, { recursive: true, force: true })
})

async function start(): Promise<{ readonly command: RunningCommand; readonly log: string }> {
  const command = startCommand('start', [], environment)
  running.push(command)
  const ready = JSON.parse(await command.line('"ready":true'))
  expect(ready).toEqual({
    ready: true,
    edge: `http://127.0.0.1:${ports.edge}`,
    rpc: `http://127.0.0.1:${ports.rpc}`,
    log: `http://127.0.0.1:${ports.edge}/log`,
  })
  return { command, log: ready.log }
}

async function untilLogHolds(log: string, leaves: number): Promise<number> {
  for (;;) {
    const response = await fetch(`${log}/checkpoint`)
    const size = Number((await response.text()).split('\n')[1])
    if (size >= leaves) return size
    await setTimeout(250)
  }
}

/** Reads the public endpoints with a reader that shares no code with the log. */
async function expectRootFromTiles(log: string): Promise<void> {
  const edge = log.replace(/\/log$/, '')
  const network = await (await fetch(`${edge}/v1/network`)).json()
  const read = (path: string) => fetch(`${edge}${path}`)
  const { size, root } = await readCheckpoint(read, Object(network).logKey)
  expect(await rootOfTiles(read, size)).toBe(root)
}

test(
  'starts, fills the log, stops without a trace, and goes on where it was',
  async () => {
    const first = await start()
    const before = await untilLogHolds(first.log, 24)
    await expectRootFromTiles(first.log)
    first.command.kill('SIGTERM')
    expect((await first.command.ended).code).toBe(0)
    expect(await findBusyPort(ports)).toBeUndefined()

    const second = await start()
    const after = await untilLogHolds(second.log, before + 8)
    expect(after).toBeGreaterThan(before)
    const reset = await runCommand('reset', [], environment)
    expect(reset).toMatchObject({ code: 1, stderr: expect.stringContaining('stop it before') })
    second.command.kill('SIGINT')
    expect((await second.command.ended).code).toBe(0)
    expect(await findBusyPort(ports)).toBeUndefined()
  },
  2 * START_MS,
)

test(
  'gives assets that verify against the live log, the anchor and the cNFT',
  async () => {
    const { command, log } = await start()
    await untilLogHolds(log, 24)
    const out = join(stateDir, 'out')
    const edge = log.replace(/\/log$/, '')
    const exported = await runCommand('gpu-client/main', [
      ...['export', '--home', join(stateDir, 'node'), '--edge', edge, '--out', out],
    ])
    expect(exported).toMatchObject({ code: 0, stderr: '' })
    await fetch(`${edge}/cdn-cgi/local/scheduled?cron=${encodeURIComponent('*/10 * * * *')}`)

    const glb = join(out, '000000002.glb')
    const live = await runCommand('verify', [glb, '--edge', edge])
    expect(live.stdout).toContain('is verified')
    for (const check of ['latest checkpoint', 'anchor', 'cNFT']) {
      expect(live.stdout).toContain(`ok      ${check}`)
    }
    command.kill('SIGTERM')
    await command.ended
    const away = await runCommand('verify', [glb, '--edge', edge])
    expect(away).toMatchObject({ code: 1, stdout: expect.stringContaining('UNKNOWN network') })
  },
  START_MS,
)

test(
  'leaves nothing behind when it is killed',
  async () => {
    const { command } = await start()
    command.kill('SIGKILL')
    await command.ended
    while ((await findBusyPort(ports)) !== undefined) await setTimeout(250)
  },
  START_MS,
)

test('says which port is busy', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(ports.edge, '127.0.0.1', resolve))
  const result = await runCommand('start', [], environment)
  server.close()
  expect(result.code).toBe(1)
  expect(result.stderr).toContain(`port ${ports.edge} is in use; set PORT`)
})

test('refuses a port that is none', async () => {
  const result = await runCommand('start', [], { ...environment, PORT: 'http' })
  expect(result).toMatchObject({ code: 1, stderr: expect.stringContaining('not a port: http') })
})

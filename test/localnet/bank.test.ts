import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readAccount } from '../../localnet/account.ts'
import { openBank } from '../../localnet/bank.ts'
import { BUBBLEGUM } from '../../localnet/program-ids.ts'
import { startLocalnet } from '../../localnet/server.ts'
import { stubProgram } from '../../localnet/stub-program.ts'

const FILES = [
  'mpl_bubblegum.so',
  'spl_account_compression.so',
  'spl_noop.so',
  'mpl_account_compression.so',
  'mpl_noop.so',
]

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'programs-'))
})

afterEach(() => rm(folder, { recursive: true, force: true }))

describe('a folder of programs', () => {
  test('that lacks some is refused with their names', async () => {
    await writeFile(join(folder, 'mpl_bubblegum.so'), stubProgram())
    await writeFile(join(folder, 'spl_noop.so'), stubProgram())
    const started = startLocalnet({ port: 0, programsDir: folder })
    await expect(started).rejects.toThrow(
      'lacks spl_account_compression.so, mpl_account_compression.so, mpl_noop.so',
    )
  })

  test('that is complete takes the place of the emulation', async () => {
    for (const file of FILES) await writeFile(join(folder, file), stubProgram())
    const net = await startLocalnet({ port: 0, programsDir: folder })
    expect(net.localnet.emulated).toBe(false)
    await net.stop()
  })
})

test('a program is executable in a new bank and in one from a snapshot', () => {
  const fresh = openBank(undefined)
  const restored = openBank(fresh.toBytes())
  for (const bank of [fresh, restored]) {
    expect(readAccount(bank, BUBBLEGUM)?.executable).toBe(true)
  }
})

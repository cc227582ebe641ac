import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readIdentity } from '../../commands/stack/identity.ts'
import { ROOT, stateDirOf } from '../../commands/stack/root.ts'
import { runCommand } from './run-command.ts'

describe('reset', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'piwa-reset-test-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const reset = (stateDir: string) => runCommand('reset', [], { PIWA_STATE: stateDir })

  test('removes the state of a network', async () => {
    const stateDir = join(folder, 'state')
    readIdentity(stateDir, 8787)
    expect(await reset(stateDir)).toMatchObject({ code: 0 })
    expect(existsSync(stateDir)).toBe(false)
  })
  test('has nothing to do where there is none', async () => {
    expect(await reset(join(folder, 'none'))).toMatchObject({ code: 0 })
  })
  test('leaves alone a folder that holds something else', async () => {
    const file = join(folder, 'thesis.txt')
    writeFileSync(file, 'years of work')
    expect(await reset(folder)).toMatchObject({ code: 1 })
    expect(existsSync(file)).toBe(true)
  })
})

test('an empty PIWA_STATE is none, not the folder one stands in', () => {
  expect(stateDirOf({ PIWA_STATE: '' })).toBe(join(ROOT, '.piwa'))
})

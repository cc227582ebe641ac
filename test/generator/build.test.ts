import { readFile, stat } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { buildGenerator } from '../../generator/build.ts'

test('builds nothing the second time', async () => {
  const path = await buildGenerator('piwa-procedural@1')
  const before = await stat(path)
  expect(await buildGenerator('piwa-procedural@1')).toBe(path)
  expect((await stat(path)).mtimeMs).toBe(before.mtimeMs)
})

test('records what went into the module beside it', async () => {
  const record = await readFile(`${await buildGenerator('piwa-procedural@1')}.source-hash`, 'utf8')
  expect(record).toMatch(/^[0-9a-f]{64} [0-9a-f]{64}\n$/)
})

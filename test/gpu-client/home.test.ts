import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { removeOldest } from '../../gpu-client/batch/shard-files.ts'
import { clientFaultOf } from '../../gpu-client/faults.ts'
import { diskUsageBytes } from '../../gpu-client/home/disk-usage.ts'
import { writeDurably } from '../../gpu-client/home/durable-file.ts'
import { openHome } from '../../gpu-client/home/home.ts'
import { inFolder } from './fakes/node.ts'

const LOCK = join(import.meta.dirname, '../../gpu-client/home/lock.ts')

describe('a home', () => {
  test('gives the same node at every start', () =>
    inFolder(async (folder) => {
      const first = await openHome(folder)
      first.close()
      const second = await openHome(folder)
      expect(second.nodeId).toBe(first.nodeId)
      second.close()
    }))

  test('lets nobody else read its key', () =>
    inFolder(async (folder) => {
      const home = await openHome(folder)
      expect((await stat(home.paths.nodeKey)).mode & 0o777).toBe(0o600)
      expect(await readFile(home.paths.nodeKey, 'utf8')).toMatch(/^[0-9a-f]{64}\n$/)
      home.close()
    }))

  test('refuses a second client', () =>
    inFolder(async (folder) => {
      const home = await openHome(folder)
      await expect(openHome(folder)).rejects.toMatchObject({ code: 'HOME_IN_USE' })
      home.close()
      const next = await openHome(folder)
      next.close()
    }))

  test('is free again at once after its client was killed', () =>
    inFolder(async (folder) => {
      const script = `
        const { lockHome } = await import(${JSON.stringify(LOCK)})
        lockHome(${JSON.stringify(join(folder, 'lock.sqlite'))})
        console.log('locked')
        setInterval(() => undefined, 1_000)`
      const args = ['--input-type=module', '-e', script]
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
      await once(child.stdout, 'data')
      await expect(openHome(folder)).rejects.toMatchObject({ code: 'HOME_IN_USE' })
      child.kill('SIGKILL')
      await once(child, 'exit')
      const home = await openHome(folder)
      home.close()
    }))

  test('clears away what a killed client was writing', () =>
    inFolder(async (folder) => {
      await mkdir(join(folder, 'shards'), { recursive: true })
      const partial = join(folder, 'shards', 'lease_a.tar.part')
      await writeFile(partial, 'half')
      const home = await openHome(folder)
      await expect(stat(partial)).rejects.toMatchObject({ code: 'ENOENT' })
      home.close()
    }))

  test('with a damaged key is a fault, not a new node', () =>
    inFolder(async (folder) => {
      await writeFile(join(folder, 'node-key'), 'not a key')
      await expect(openHome(folder)).rejects.toMatchObject({ code: 'HOME_DAMAGED' })
    }))

  test('with a damaged database is one clear fault', () =>
    inFolder(async (folder) => {
      await writeFile(join(folder, 'node.sqlite'), 'x'.repeat(4_096))
      const error = await openHome(folder).catch((thrown: unknown) => thrown)
      expect(clientFaultOf(error)?.code).toBe('HOME_DAMAGED')
    }))

  test.skipIf(process.getuid?.() === 0)('that cannot be written is one clear fault', () =>
    inFolder(async (folder) => {
      await chmod(folder, 0o500)
      const error = await openHome(join(folder, 'home')).catch((thrown: unknown) => thrown)
      await chmod(folder, 0o700)
      expect(clientFaultOf(error)?.code).toBe('HOME_UNWRITABLE')
    }),
  )

  test('under a file is one clear fault', () =>
    inFolder(async (folder) => {
      await writeFile(join(folder, 'file'), '')
      const error = await openHome(join(folder, 'file', 'home')).catch((thrown: unknown) => thrown)
      expect(clientFaultOf(error)?.code).toBe('HOME_UNWRITABLE')
    }))

  test('counts what it takes on the disk', () =>
    inFolder(async (folder) => {
      await mkdir(join(folder, 'deep'))
      await writeFile(join(folder, 'a'), new Uint8Array(1_000))
      await writeFile(join(folder, 'deep', 'b'), new Uint8Array(500))
      expect(await diskUsageBytes(folder)).toBe(1_500)
    }))

  test('gives way by its oldest shards, but none that are in use', () =>
    inFolder(async (folder) => {
      const home = await openHome(folder)
      for (const [seconds, name] of ['old.tar', 'used.tar', 'older.tar', 'new.tar'].entries()) {
        const path = join(home.paths.shards, name)
        await writeFile(path, new Uint8Array(100))
        const time = name === 'older.tar' ? 1 : 10 + seconds
        await utimes(path, time, time)
      }
      expect(await removeOldest(home.paths, new Set(['used']), 150)).toBe(200)
      expect((await readdir(home.paths.shards)).sort()).toEqual(['new.tar', 'used.tar'])
      home.close()
    }))
})

describe('a fault', () => {
  test.each([
    [Object.assign(new Error('full'), { code: 'ENOSPC' }), 'DISK_FULL'],
    [Object.assign(new Error('full'), { code: 'ERR_SQLITE_ERROR', errcode: 13 }), 'DISK_FULL'],
    [Object.assign(new Error('read only'), { code: 'EROFS' }), 'HOME_UNWRITABLE'],
    [Object.assign(new Error('io'), { code: 'ERR_SQLITE_ERROR', errcode: 778 }), 'HOME_UNWRITABLE'],
    [new Error('a bug'), undefined],
  ])('%o is told as %s', (error, code) => {
    expect(clientFaultOf(error)?.code).toBe(code)
  })
})

describe('a durable write', () => {
  test('leaves the old file when it fails', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'file')
      await writeFile(path, 'old')
      const failing = writeDurably(path, async (file) => {
        await file.write('half of the n')
        throw new Error('the disk is full')
      })
      await expect(failing).rejects.toThrow('the disk is full')
      expect(await readFile(path, 'utf8')).toBe('old')
      await expect(stat(`${path}.part`)).rejects.toMatchObject({ code: 'ENOENT' })
    }))
})

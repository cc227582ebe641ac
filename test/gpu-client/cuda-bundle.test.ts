import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { LATEST_GENERATOR } from '../../generator/versions.ts'
import { bundle } from '../../gpu-client/build.ts'
import { copyBackends } from '../../gpu-client/build-backends.ts'
import { USAGE } from '../../gpu-client/flags.ts'
import { buildFakeCuda, hasCompiler, withFakeCuda } from './fakes/fake-cuda.ts'
import { inFolder } from './fakes/node.ts'

const run = promisify(execFile)

describe('the bundle', () => {
  test('starts', () =>
    inFolder(async (folder) => {
      await bundle(folder)
      const { stdout } = await run(process.execPath, [join(folder, 'piwa-node.js'), 'help'])
      expect(stdout).toBe(USAGE)
    }))

  test('has all that a compiler needs to build native code from it', () =>
    inFolder(async (folder) => {
      await copyBackends(folder)
      const generator = join(folder, 'generator')
      for (const name of ['exact', 'v1', 'v2']) {
        expect((await readdir(join(generator, name))).length).toBeGreaterThan(5)
      }
      if (!hasCompiler()) return
      const source = join(generator, 'native', 'serve.cpp')
      const args = ['-std=c++20', '-fsyntax-only', '-Wno-psabi', '-DPIWA_VERSION=1']
      await run('g++', [...args, `-I${join(generator, 'v1')}`, source])
    }))

  test.skipIf(!hasCompiler())(
    'drives a GPU without the repository and its node_modules',
    () =>
      inFolder(async (folder) => {
        const { driver } = await buildFakeCuda(LATEST_GENERATOR)
        await bundle(folder)
        await copyBackends(folder)
        const settings = JSON.stringify({ driver, ordinal: -1 })
        const child = join(folder, 'cuda-child.js')
        const { stdout } = await withFakeCuda({ DEVICES: 2 }, () =>
          run(process.execPath, [child, settings], { cwd: folder }),
        )
        expect(JSON.parse(stdout)).toMatchObject({
          ...{ driverVersion: 13_000, devices: [{ name: 'Fake GPU 0' }, { name: 'Fake GPU 1' }] },
        })
      }),
    300_000,
  )
})

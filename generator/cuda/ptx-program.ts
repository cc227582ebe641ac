import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { EXACT_FLAGS } from '../native/build.ts'
import { type TranslationOptions, translatePtx } from './ptx-to-cpp.ts'

const run = promisify(execFile)

/** Registers and memory of PTX are plain bits, and its integers wrap. */
const BITS_FLAGS = ['-fno-strict-aliasing', '-fwrapv']

/** Compiled side by side. */
const UNITS = 4

// -Og: thousands of statements compile in half the time, and run as fast as with -O1.
const FLAGS = ['-std=c++20', '-Og', '-w', ...EXACT_FLAGS, ...BITS_FLAGS]

/** Translates PTX, compiles it with ptx-main.cpp and returns the path of the program. */
export async function buildPtxProgram(
  ptx: string,
  folder: string,
  options: TranslationOptions = {},
): Promise<string> {
  const sources = translatePtx(ptx, UNITS, options).map(async (text, unit) => {
    const path = join(folder, `kernel-${unit}.cpp`)
    await writeFile(path, text)
    return path
  })
  const paths = [...(await Promise.all(sources)), join(import.meta.dirname, 'ptx-main.cpp')]
  const objects = await Promise.all(
    paths.map(async (path, unit) => {
      const object = join(folder, `${unit}.o`)
      await run('g++', [...FLAGS, `-I${import.meta.dirname}`, '-c', '-o', object, path])
      return object
    }),
  )
  const output = join(folder, 'kernel')
  await run('g++', ['-o', output, ...objects])
  return output
}

import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { EXACT_FLAGS } from '../native/build.ts'
import { type TranslationOptions, translatePtx } from './ptx-to-cpp.ts'

const run = promisify(execFile)

/** Registers and memory of PTX are plain bits, and its integers wrap. */
const BITS_FLAGS = ['-fno-strict-aliasing', '-fwrapv']

/** Translates PTX, compiles it with ptx-main.cpp and returns the path of the program. */
export async function buildPtxProgram(
  ptx: string,
  folder: string,
  options: TranslationOptions = {},
): Promise<string> {
  const source = join(folder, 'kernel.cpp')
  const output = join(folder, 'kernel')
  await writeFile(source, translatePtx(ptx, options))
  const main = join(import.meta.dirname, 'ptx-main.cpp')
  // -Og: thousands of statements compile in half the time, and run as fast as with -O1.
  const flags = ['-std=c++20', '-Og', '-w', ...EXACT_FLAGS, ...BITS_FLAGS]
  await run('g++', [...flags, `-I${import.meta.dirname}`, '-o', output, source, main])
  return output
}

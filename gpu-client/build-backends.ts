import { cp, mkdir, readdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** Sources of the native backend, the kernel of the CUDA backend: by folder, what is taken of it. */
const GENERATOR_FILES: Readonly<Record<string, RegExp>> = {
  native: /^(serve\.cpp|sha256-native\.hpp)$/,
  exact: /\.hpp$/,
  v1: /\.hpp$/,
  v2: /\.hpp$/,
  cuda: /\.ptx\.gz$/,
}

/** What koffi loads; the rest of the package is its own sources. */
const KOFFI_FILES = [
  ...['package.json', 'LICENSE.txt', 'index.js'],
  ...['src/koffi/index.js', 'src/koffi/src/static.js'],
]

/**
 * Puts beside the bundle what native and CUDA need: `generator/`, and `node_modules/` with koffi and its
 * binary for this platform. A bundle made on another platform runs without CUDA.
 */
export async function copyBackends(outFolder: string): Promise<void> {
  const generator = join(import.meta.dirname, '..', 'generator')
  for (const [name, wanted] of Object.entries(GENERATOR_FILES)) {
    const from = join(generator, name)
    const to = join(outFolder, 'generator', name)
    await mkdir(to, { recursive: true })
    const files = (await readdir(from)).filter((file) => wanted.test(file))
    await Promise.all(files.map((file) => cp(join(from, file), join(to, file))))
  }
  await copyKoffi(join(outFolder, 'node_modules'))
}

async function copyKoffi(modules: string): Promise<void> {
  const require = createRequire(import.meta.url)
  const koffi = dirname(require.resolve('koffi'))
  for (const file of KOFFI_FILES) await cp(join(koffi, file), join(modules, 'koffi', file))
  const binaries = join(koffi, '..', '@koromix')
  await cp(binaries, join(modules, '@koromix'), { recursive: true })
}

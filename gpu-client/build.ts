import { chmod, copyFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { buildGenerator } from '../generator/build.ts'
import { moduleFileName } from '../generator/module-name.ts'
import { GENERATOR_IDS } from '../generator/versions.ts'
import { copyBackends } from './build-backends.ts'

const REQUIRE =
  "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);"

/**
 * Bundles the client into a folder that runs without the repository and without node_modules:
 * `piwa-node.js`, `piwa.js`, their threads and children, one module a version of the generator, and what the
 * native and CUDA backends need.
 */
export async function buildClient(outFolder: string): Promise<void> {
  await rm(outFolder, { recursive: true, force: true })
  await bundle(outFolder)
  for (const generator of GENERATOR_IDS) {
    const path = join(outFolder, moduleFileName(generator))
    await copyFile(await buildGenerator(generator), path)
  }
  await copyBackends(outFolder)
  for (const program of ['piwa-node.js', 'piwa.js']) await chmod(join(outFolder, program), 0o755)
}

/** The programs alone. */
export async function bundle(outFolder: string): Promise<void> {
  const folder = import.meta.dirname
  await build({
    entryPoints: {
      'piwa-node': join(folder, 'main.ts'),
      piwa: join(folder, 'piwa.ts'),
      'wasm-thread': join(folder, 'backend', 'wasm-thread.ts'),
      'cuda-child': join(folder, 'backend', 'cuda-child.ts'),
    },
    outdir: outFolder,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    // Packages in CommonJS require modules of Node.
    banner: { js: REQUIRE },
    legalComments: 'linked',
    // It finds its binary by where it lies itself.
    external: ['koffi'],
    plugins: [bundledModule(join(folder, 'backend', 'bundled-module.ts'))],
  })
}

/** The bundle has no sources to compile the core from. */
function bundledModule(path: string): Plugin {
  return {
    name: 'bundled-module',
    setup: ({ onResolve }) =>
      onResolve({ filter: /generator\/node-module\.ts$/ }, () => ({ path })),
  }
}

if (import.meta.main) await buildClient(join(import.meta.dirname, 'dist'))

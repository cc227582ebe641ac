import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { unstable_startWorker } from 'wrangler'

const QUIET = {
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_LOG: 'error',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  X_LOCAL_OBSERVABILITY: 'false',
  X_LOCAL_EXPLORER: 'false',
}

export type BenchWorker = Awaited<ReturnType<typeof unstable_startWorker>>

/**
 * Runs a Worker of this folder under wrangler while `use` lasts. `config` is a wrangler configuration
 * without `main`; the state is new and thrown away.
 */
export async function withWorker<T>(
  file: string,
  config: Readonly<Record<string, unknown>>,
  use: (worker: BenchWorker) => Promise<T>,
): Promise<T> {
  Object.assign(process.env, QUIET)
  const folder = mkdtempSync(join(tmpdir(), 'piwa-bench-'))
  const configFile = join(folder, 'wrangler.json')
  const main = resolve(import.meta.dirname, file)
  const base = { compatibility_date: '2026-10-20', compatibility_flags: ['nodejs_compat'] }
  writeFileSync(configFile, JSON.stringify({ ...base, ...config, main }))
  const worker = await unstable_startWorker({
    config: configFile,
    dev: { persist: join(folder, 'state'), server: { port: 0 }, inspector: false, watch: false },
  })
  try {
    return await use(worker)
  } finally {
    await worker.dispose()
    rmSync(folder, { recursive: true, force: true })
  }
}

import { join } from 'node:path'
import { startChild } from '../stack/child.ts'
import { ROOT } from '../stack/root.ts'
import type { DemoOptions } from './play.ts'

export const nodeHome = (stateDir: string): string => join(stateDir, 'node')

/** Runs an operator's client at full speed until its assets are accepted and minted. */
export async function runNode(
  options: Pick<DemoOptions, 'assets' | 'threads' | 'stateDir' | 'signal'>,
  edgeUrl: string,
): Promise<void> {
  const { assets, threads } = options
  const home = ['--home', nodeHome(options.stateDir)]
  await runClient(options, 'node', [
    ...home,
    ...['--edge', edgeUrl, '--dev-wallet', '--keep-shards'],
    ...['--threads', String(threads), '--assets', String(assets)],
    // Ready at once: nothing to compile, whatever the machine has.
    ...['--backend', process.env.PIWA_BACKEND ?? 'wasm'],
    ...['--poll-ms', '250', '--witness-ms', '2000'],
  ])
}

export async function exportAssets(
  options: DemoOptions,
  edgeUrl: string,
  outDir: string,
): Promise<void> {
  options.say(`writing the accepted assets to ${outDir}`)
  const home = ['--home', nodeHome(options.stateDir)]
  await runClient(options, 'export', ['export', '--edge', edgeUrl, '--out', outDir, ...home])
}

/** Runs a command of the client to its end and answers the last lines that it printed. */
export async function runClient(
  { stateDir, signal }: Pick<DemoOptions, 'stateDir' | 'signal'>,
  name: string,
  args: readonly string[],
): Promise<string> {
  const child = startChild({
    name,
    args: [join(ROOT, 'gpu-client/main.ts'), ...args],
    cwd: ROOT,
    logFile: join(stateDir, `logs/${name}.log`),
  })
  const abort = () => void child.stop()
  signal.addEventListener('abort', abort, { once: true })
  const code = await child.ended
  signal.removeEventListener('abort', abort)
  signal.throwIfAborted()
  if (code !== 0) throw new Error(`${name} ended with code ${code}:\n${child.tail()}`)
  return child.tail()
}

import { spawn } from 'node:child_process'

/** Lint, types and build side by side, since each keeps one core busy; then the tests. */
const PREPARATION = ['biome ci .', 'npm run -s types', 'npm run -s build'] as const

/** Settles with the exit code. */
function run(command: string): Promise<number> {
  const child = spawn(command, { shell: true, stdio: ['ignore', 'inherit', 'inherit'] })
  return new Promise((resolve) => child.once('close', (code) => resolve(code ?? 1)))
}

async function failuresOf(commands: readonly string[]): Promise<string[]> {
  const codes = await Promise.all(commands.map(run))
  return commands.filter((_, i) => codes[i] !== 0)
}

const failed = await failuresOf(PREPARATION)
if (failed.length === 0) failed.push(...(await failuresOf(['vitest run'])))
for (const command of failed) console.error(`failed: ${command}`)
process.exit(failed.length === 0 ? 0 : 1)

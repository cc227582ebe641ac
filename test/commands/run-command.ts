import { spawn } from 'node:child_process'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')

export interface CommandResult {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunningCommand {
  readonly ended: Promise<CommandResult>
  /** Settles with the first line on stdout that holds the text; rejects when the command ends before. */
  line(text: string): Promise<string>
  kill(signal: NodeJS.Signals): void
}

/** Runs a program of the repository; a bare name is that of a command. */
export function startCommand(
  name: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): RunningCommand {
  const file = name.includes('/') ? name : `commands/${name}`
  const child = spawn(process.execPath, [join(ROOT, `${file}.ts`), ...args], {
    cwd: ROOT,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk: Buffer) => {
    output.stdout += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    output.stderr += chunk.toString()
  })
  const ended = new Promise<CommandResult>((resolve) => {
    child.on('close', (code) => resolve({ code, ...output }))
  })
  const find = (text: string) => output.stdout.split('\n').find((line) => line.includes(text))
  return {
    ended,
    line: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = find(text)
          if (found !== undefined) resolve(found)
        }
        child.stdout.on('data', look)
        child.on('close', () => reject(new Error(`ended without "${text}": ${output.stderr}`)))
        look()
      }),
    kill: (signal) => child.kill(signal),
  }
}

export async function runCommand(
  name: string,
  args: readonly string[],
  environment?: NodeJS.ProcessEnv,
): Promise<CommandResult> {
  return startCommand(name, args, environment).ended
}

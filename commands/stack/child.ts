import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** How long a child may take to end before it is killed. */
const STOP_MS = 10_000
const TAIL_LINES = 20
const LOG_BYTES_MAX = 64 * 1024 * 1024

export interface Child {
  readonly name: string
  readonly process: ChildProcess
  /** Settles when the process is gone. */
  readonly ended: Promise<number | null>
  stop(): Promise<void>
  /** The last lines that it printed, for an error message. */
  tail(): string
}

/**
 * Starts a Node program in a process group of its own, so that Ctrl-C reaches it only through `stop`
 * and nothing that it started stays behind. Its output goes to a file.
 */
export function startChild(options: {
  readonly name: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly logFile: string
  readonly environment?: NodeJS.ProcessEnv
  readonly show?: boolean
}): Child {
  mkdirSync(dirname(options.logFile), { recursive: true })
  const log = openLog(options.logFile)
  const output = options.show === true ? 'inherit' : log
  const child = spawn(process.execPath, options.args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.environment },
    stdio: ['ignore', output, output, 'ipc'],
    detached: true,
  })
  closeSync(log)
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => resolve(code))
    child.once('error', () => resolve(null))
  })
  return {
    name: options.name,
    process: child,
    ended,
    stop: () => stopGroup(child, ended),
    tail: () => readFileSync(options.logFile, 'utf8').split('\n').slice(-TAIL_LINES).join('\n'),
  }
}

/** A log goes on where the last one ended, until it is too long to be read. */
function openLog(file: string): number {
  const bytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  return openSync(file, bytes > LOG_BYTES_MAX ? 'w' : 'a', 0o600)
}

async function stopGroup(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  signalGroup(child, 'SIGTERM')
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), STOP_MS)
  await ended
  clearTimeout(timer)
  // Grandchildren that outlived their parent are still in the group.
  signalGroup(child, 'SIGKILL')
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, signal)
  } catch (error) {
    const gone = error instanceof Error && 'code' in error && error.code === 'ESRCH'
    if (!gone) throw error
  }
}

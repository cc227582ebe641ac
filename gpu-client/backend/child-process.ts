import type { ChildProcess } from 'node:child_process'
import {
  ANSWER_FRAME_BYTES_MAX,
  type ChildFrame,
  decodeAnswer,
  encodeRequest,
  type FrameRequest,
} from './frames.ts'
import { createFrameReader } from './frames-reader.ts'

/** A child that was told to end gets so long before it is killed. */
const STOP_GRACE_MS = 1_000
/** Of what it wrote on standard error, the end is kept for the fault that names it. */
const ERRORS_KEPT = 2_000

/** How to start one child; it speaks frames on stdin and stdout, with all three piped. */
export interface ChildProgram {
  readonly name: string
  readonly start: () => ChildProcess
}

export interface Child {
  send(request: FrameRequest): void
  /** Ends it at once; `ended` is called with the reason. */
  kill(reason: string): void
  /** Lets it end by itself, for a while. */
  stop(): Promise<void>
}

export interface ChildHandlers {
  readonly said: (frame: ChildFrame) => void
  /** Called once, when the process is gone and everything it said has been taken. */
  readonly ended: (reason: string) => void
}

/** Starts a child. Whatever goes wrong with it ends in `ended`, never in an exception. */
export function startChild(program: ChildProgram, { said, ended }: ChildHandlers): Child {
  const process = program.start()
  let errors = ''
  let failure: string | undefined
  const kill = (reason: string): void => {
    failure ??= reason
    process.kill('SIGKILL')
  }
  const read = createFrameReader(ANSWER_FRAME_BYTES_MAX, (payload) => said(decodeAnswer(payload)))
  process.stdout?.on('data', (chunk: Buffer) => {
    if (failure !== undefined) return
    try {
      read(chunk)
    } catch (error) {
      kill(`it does not speak the protocol: ${messageOf(error)}`)
    }
  })
  process.stderr?.on('data', (chunk: Buffer) => {
    errors = `${errors}${chunk}`.slice(-ERRORS_KEPT)
  })
  // A child that died is met in 'close'; writing to it only fails.
  process.stdin?.on('error', () => undefined)
  process.on('error', (error) => {
    failure ??= messageOf(error)
  })
  const gone = new Promise<void>((resolve) => {
    process.on('close', (code, signal) => {
      ended(failure ?? describeEnd(code, signal, errors))
      resolve()
    })
  })
  return {
    send: (request) => {
      process.stdin?.write(encodeRequest(request))
    },
    kill,
    stop: async () => {
      process.stdin?.end()
      const timer = setTimeout(() => process.kill('SIGKILL'), STOP_GRACE_MS)
      await gone
      clearTimeout(timer)
    },
  }
}

function describeEnd(code: number | null, signal: NodeJS.Signals | null, errors: string): string {
  const how = signal === null ? `exit code ${code}` : signal
  const cause = causeIn(errors)
  return cause === undefined ? how : `${how}: ${cause}`
}

/** The line that says most. A stack trace names its cause first, a shell last. */
export function causeIn(errors: string): string | undefined {
  const lines = errors.split('\n').filter((line) => line.trim() !== '')
  return (lines.find((line) => /error/i.test(line)) ?? lines.at(-1))?.trim()
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

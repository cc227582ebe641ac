import { parseArgs } from 'node:util'
import type { z } from 'zod'
import { ClientFault } from './faults.ts'
import type { PullReport } from './pull/events.ts'
import { assertComplete, pullCommand } from './pull/pull-command.ts'
import { createPullBar, createPullLines, type PullReporter } from './pull/reporter.ts'
import { PULL_FLAGS, PULL_USAGE, PullSettings } from './pull/settings.ts'
import { samplesCommand } from './samples/samples-command.ts'
import { SAMPLES_FLAGS, SAMPLES_USAGE, SamplesSettings } from './samples/settings.ts'
import { StopRequested, stopSignal } from './stop.ts'
import { systemWorld } from './world.ts'

type Flags = Readonly<Record<string, { readonly type: 'string' | 'boolean' }>>

/** Of failed assets, how many an error names. */
const NAMED_MAX = 20
/** As shells count an interrupted program: what was asked for is not there. */
const INTERRUPTED = 130

const COMMANDS: Readonly<Record<string, (args: readonly string[]) => Promise<void>>> = {
  pull: (args) => runPull(args),
  samples: (args) => runSamples(args),
}

export const BUYER_USAGE = `${PULL_USAGE}\n${SAMPLES_USAGE}`

export function isBuyerCommand(name: string | undefined): boolean {
  return name !== undefined && Object.hasOwn(COMMANDS, name)
}

/** Runs `pull` or `samples`; anything else is answered with the usage. */
export async function runBuyerCommand([name = 'help', ...args]: readonly string[]): Promise<void> {
  const command = COMMANDS[name]
  if (command !== undefined) return command(args)
  if (name === 'help' || name === '--help') return write(BUYER_USAGE)
  throw new ClientFault('CONFIG_INVALID', {
    command: name,
    known: Object.keys(COMMANDS).join(', '),
  })
}

async function runPull(args: readonly string[]): Promise<void> {
  const settings = readSettings(args, PULL_FLAGS, PullSettings)
  if (settings === undefined) return write(PULL_USAGE)
  const reporter = createReporter(settings.json)
  const failed: string[] = []
  const report: PullReport = (event) => {
    if (event.event === 'failed' && failed.length < NAMED_MAX) {
      failed.push(`${event.file}: ${event.issue}`)
    }
    reporter.report(event)
  }
  const signal = stopSignal(process, (reason) => report({ event: 'stopping', reason }))
  try {
    const { pulled } = reporter
    const summary = await pullCommand(settings, { report, pulled }, signal)
    reporter.close()
    write(`${JSON.stringify({ event: 'pulled', ...summary })}\n`)
    assertComplete(summary, failed)
  } catch (error) {
    reporter.close()
    if (error instanceof StopRequested) process.exit(INTERRUPTED)
    throw error
  }
}

async function runSamples(args: readonly string[]): Promise<void> {
  const settings = readSettings(args, SAMPLES_FLAGS, SamplesSettings)
  if (settings === undefined) return write(SAMPLES_USAGE)
  await samplesCommand(
    settings,
    write,
    stopSignal(process, () => undefined),
  )
}

function createReporter(json: boolean): PullReporter {
  const live = process.stdout.isTTY && !json && process.env.CI === undefined
  if (!live) return createPullLines(write, systemWorld.nowMs)
  return createPullBar({ write, columns: () => process.stdout.columns }, systemWorld.nowMs)
}

/** Undefined where help is asked for. Throws ClientFault for flags that cannot be used. */
function readSettings<T extends z.ZodType>(
  args: readonly string[],
  flags: Flags,
  schema: T,
): z.infer<T> | undefined {
  const values = readFlags(args, flags)
  if (values.help === true) return undefined
  const parsed = schema.safeParse(values)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const context = { flag: `--${issue?.path.join('.')}`, issue: issue?.message ?? '' }
  throw new ClientFault('CONFIG_INVALID', context)
}

function readFlags(args: readonly string[], options: Flags): Record<string, unknown> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: false }).values
  } catch (error) {
    const issue = error instanceof Error ? error.message : String(error)
    throw new ClientFault('CONFIG_INVALID', { issue }, { cause: error })
  }
}

function write(text: string): void {
  process.stdout.write(text)
}

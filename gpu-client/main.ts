#!/usr/bin/env node
import { isBuyerCommand, runBuyerCommand } from './buyer-commands.ts'
import { type ClientSettings, parseConfig } from './config.ts'
import { exitCode } from './exit-code.ts'
import { exportCommand } from './export/export-command.ts'
import { USAGE } from './flags.ts'
import { type Home, openHome } from './home/home.ts'
import { createPlainReporter, createTerminalReporter, type Reporter } from './progress/reporter.ts'
import { registrationToSign } from './registration-command.ts'
import { runCommand } from './run-command.ts'
import { stopSignal } from './stop.ts'
import { systemWorld } from './world.ts'

// Whoever read the log is gone; what is stored is whole at any instant.
process.stdout.on('error', () => process.exit(1))

const write = (text: string): void => {
  process.stdout.write(text)
}

async function main(): Promise<void> {
  const args = process.argv.slice(2)
  if (isBuyerCommand(args[0])) return runBuyerCommand(args)
  const config = parseConfig(args, process.env)
  if (config.command === 'help') return write(USAGE)
  const { command, settings } = config
  if (command === 'run') return run(settings)
  const signal = stopSignal(process, () => undefined)
  if (command === 'export') {
    const summary = await exportCommand(settings, signal)
    return write(`${JSON.stringify({ event: 'exported', ...summary, out: settings.out })}\n`)
  }
  const home = await openHome(settings.home)
  try {
    const { text, hint } = await registrationToSign(home, settings, systemWorld.nowMs(), signal)
    write(text)
    process.stderr.write(`\n\nSign exactly the text above, then:\n${hint}\n`)
  } finally {
    home.close()
  }
}

async function run(settings: ClientSettings): Promise<void> {
  const home = await openHome(settings.home)
  const reporter = createReporter(home, settings)
  const { report } = reporter
  try {
    const signal = stopSignal(process, (reason) => report({ event: 'stopping', reason }))
    await runCommand(home, settings, report, signal)
  } finally {
    report({ event: 'stopped', pending: home.store.batches.totals().pending })
    reporter.close()
    home.close()
  }
}

function createReporter({ store }: Home, { plain }: ClientSettings): Reporter {
  const live = process.stdout.isTTY && !plain && process.env.CI === undefined
  if (!live) return createPlainReporter(write, systemWorld.nowMs)
  const screen = { write, columns: () => process.stdout.columns }
  return createTerminalReporter(screen, store.batches.totals(), systemWorld.nowMs)
}

main().then(
  // Idle connections would keep the process for seconds.
  () => process.exit(0),
  (error: unknown) => process.exit(exitCode(error)),
)

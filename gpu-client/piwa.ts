#!/usr/bin/env node
import { runBuyerCommand } from './buyer-commands.ts'
import { exitCode } from './exit-code.ts'

// Whoever read the output is gone; what is stored is whole at any instant.
process.stdout.on('error', () => process.exit(1))

runBuyerCommand(process.argv.slice(2)).then(
  // Idle connections would keep the process for seconds.
  () => process.exit(0),
  (error: unknown) => process.exit(exitCode(error)),
)

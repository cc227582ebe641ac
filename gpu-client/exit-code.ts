import { clientFaultOf } from './faults.ts'
import { StopRequested } from './stop.ts'

/** Says on standard error why a program ends, in one line where that is known; answers its exit code. */
export function exitCode(error: unknown): number {
  if (error instanceof StopRequested) return 0
  const fault = clientFaultOf(error)
  if (fault === undefined) {
    console.error(error)
    return 1
  }
  const { code, message, context } = fault
  console.error(JSON.stringify({ error: code, message, context }))
  return 1
}

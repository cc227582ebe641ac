/** `unknown`: it could not be looked at. That is not a verdict, but nothing is verified by it either. */
export type Outcome = 'passed' | 'failed' | 'unknown'

/** One thing that was looked at, and what was seen. */
export interface Check {
  readonly name: string
  readonly outcome: Outcome
  readonly detail: string
}

export const passed = (name: string, detail: string): Check => ({ name, outcome: 'passed', detail })
export const failed = (name: string, detail: string): Check => ({ name, outcome: 'failed', detail })

export function check(name: string, holds: boolean, detail: string): Check {
  return holds ? passed(name, detail) : failed(name, detail)
}

/** Runs a check that needs somebody else to answer. */
export async function attempt(name: string, run: () => Promise<Check>): Promise<Check> {
  try {
    return await run()
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { name, outcome: 'unknown', detail: `could not be checked: ${reason}` }
  }
}

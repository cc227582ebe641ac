import type { Check } from './check.ts'

const LABELS = { passed: 'ok     ', failed: 'FAILED ', unknown: 'UNKNOWN' } as const

/** One line a check. */
export function printChecks(checks: readonly Check[]): void {
  for (const { name, outcome, detail } of checks) {
    console.info(`${LABELS[outcome]} ${name}: ${printable(detail)}`)
  }
}

/** Details quote what a stranger wrote, who could move the cursor and write another verdict. */
export function printable(text: string): string {
  return text.replaceAll(/\p{C}+/gu, ' ')
}

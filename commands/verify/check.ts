/** One thing that was looked at, and what was seen. */
export interface Check {
  readonly name: string
  readonly passed: boolean
  readonly detail: string
}

export const passed = (name: string, detail: string): Check => ({ name, passed: true, detail })
export const failed = (name: string, detail: string): Check => ({ name, passed: false, detail })

export function check(name: string, holds: boolean, detail: string): Check {
  return { name, passed: holds, detail }
}

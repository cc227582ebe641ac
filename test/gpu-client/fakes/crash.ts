/** The process as it dies: from this moment on nothing it calls does anything. */
export class Crash extends Error {
  override readonly name = 'Crash'
}

export interface CrashPlan {
  /** Calls before the one that the process dies at; Infinity to live. */
  readonly callsBefore: number
  /** Whether that call still takes effect: its answer is lost either way. */
  readonly takesEffect: boolean
}

/** Counts the calls of everything it wraps, and dies at the planned one. */
export function createCrasher({ callsBefore, takesEffect }: CrashPlan) {
  let calls = 0
  let dead = false

  const around = <T>(call: () => T): T => {
    if (dead) throw new Crash()
    calls += 1
    if (calls <= callsBefore) return call()
    dead = true
    if (!takesEffect) throw new Crash()
    const answer = call()
    if (answer instanceof Promise) {
      return answer.then(() => {
        throw new Crash()
      }) as T
    }
    throw new Crash()
  }
  const wrap = <T extends object>(target: T): T =>
    new Proxy(target, {
      get: (object, name) => {
        const value = Reflect.get(object, name)
        if (typeof value !== 'function') return value
        return (...args: unknown[]) => around(() => value.apply(object, args))
      },
    })
  return { wrap, calls: () => calls, dead: () => dead }
}

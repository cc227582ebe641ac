import type { Exclusive } from './deps.ts'

/** Runs so many of what it is given at once, by default one, in the order it was asked. */
export function createExclusive(places = 1): Exclusive {
  const waiting: (() => void)[] = []
  let free = places
  return async (signal, work) => {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      signal.throwIfAborted()
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) free += 1
      else next()
    }
  }
}

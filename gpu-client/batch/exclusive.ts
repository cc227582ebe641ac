import type { Exclusive } from './deps.ts'

/** Runs what it is given one after the other, in the order it was asked. */
export function createExclusive(): Exclusive {
  let last: Promise<unknown> = Promise.resolve()
  return (signal, work) => {
    const turn = last.then(() => {
      signal.throwIfAborted()
      return work()
    })
    last = turn.catch(() => undefined)
    return turn
  }
}

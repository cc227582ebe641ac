/** Wakes who waits for a change; a ring that nobody waits for is remembered. */
export interface Bell {
  ring(): void
  /** Rejects with the signal's reason when that is aborted. */
  wait(signal: AbortSignal): Promise<void>
}

export function createBell(): Bell {
  let rung = false
  let wake: (() => void) | undefined
  return {
    ring: () => {
      rung = true
      wake?.()
    },
    wait: async (signal) => {
      if (!rung) await untilWoken(signal, (woken) => (wake = woken))
      wake = undefined
      rung = false
    },
  }
}

function untilWoken(signal: AbortSignal, expose: (wake: () => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const onAbort = (): void => reject(signal.reason)
    signal.addEventListener('abort', onAbort, { once: true })
    expose(() => {
      signal.removeEventListener('abort', onAbort)
      resolve()
    })
  })
}

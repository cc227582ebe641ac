/**
 * Runs `start` for what the source gives, with at most `ahead` unfinished, and yields the results in
 * order. What has been started is awaited, or its failure ignored, even when the consumer stops early.
 */
export async function* aheadOf<T, Result>(
  source: AsyncIterator<T, undefined>,
  ahead: () => number,
  start: (item: T) => Promise<Result>,
): AsyncGenerator<Result> {
  const pending: Promise<Result>[] = []
  let ended = false
  try {
    for (;;) {
      while (!ended && pending.length < ahead()) {
        const { value, done } = await source.next()
        if (done === true) ended = true
        else {
          const started = start(value)
          // Its failure is met when its turn comes, which may never be.
          started.catch(() => undefined)
          pending.push(started)
        }
      }
      const first = pending.shift()
      if (first === undefined) return
      yield await first
    }
  } finally {
    await Promise.allSettled(pending)
  }
}

/**
 * Runs `start` for 0..count-1 with at most `ahead` unfinished, and yields the results in order. What
 * has been started is awaited, or its failure ignored, even when the consumer stops early.
 */
export async function* inOrder<T>(
  count: number,
  ahead: number,
  start: (index: number) => Promise<T>,
): AsyncGenerator<T> {
  const pending: Promise<T>[] = []
  try {
    for (let index = 0; index < count || pending.length > 0; ) {
      while (index < count && pending.length < ahead) {
        const started = start(index)
        // Its failure is met when its turn comes, which may never be.
        started.catch(() => undefined)
        pending.push(started)
        index += 1
      }
      const first = pending.shift()
      if (first !== undefined) yield await first
    }
  } finally {
    await Promise.allSettled(pending)
  }
}

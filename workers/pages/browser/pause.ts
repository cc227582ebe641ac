const POLL_MS = 2_000
const BACK_OFF_MS_MAX = 30_000
const DOUBLINGS_MAX = 10

/** The wait before the next question: it doubles with every failure in a row. */
export const pauseMs = (failures: number): number =>
  Math.min(BACK_OFF_MS_MAX, POLL_MS * 2 ** Math.min(failures, DOUBLINGS_MAX))

/** What a scripted child does with a request whose seed begins with a byte of `SEED`. */
export const SEED = { good: 0, dies: 1, garbage: 2, silent: 3, rejected: 4, badFacts: 5 } as const

export interface ChildScript {
  readonly capacity: number
  /** What it does instead of saying hello. */
  readonly start?: 'hello' | 'mute' | 'dies' | 'final'
  /** A file: what kills a child happens in the process that makes it, not again. */
  readonly once?: string
}

import { refusalOf, Unanswered } from '../oracle/answer.ts'

/** A line this slow is taken for dead. */
const STALL_MS = 60_000

export interface ByteRange {
  readonly from: number
  /** Without this byte. */
  readonly to: number
}

/** The URL is no longer, or not yet, good. */
export class UrlRefused extends Error {
  override readonly name = 'UrlRefused'
}

/** An answer came, and it is not the bytes that were asked for, or it broke off. */
export class RangeBroken extends Error {
  override readonly name = 'RangeBroken'
}

/** Streams a range of an object. Throws UrlRefused, RangeBroken, or Unanswered where the store is away. */
export async function* streamRange(
  url: string,
  range: ByteRange,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const stall = createStall(signal)
  try {
    const response = await request(url, range, stall.signal)
    stall.moved()
    if (response.body === null) throw new RangeBroken('an empty answer')
    let leftOut = await startOf(response, range)
    let missing = range.to - range.from
    for await (const piece of bodyOf(response.body)) {
      stall.moved()
      const wanted = piece.subarray(Math.min(leftOut, piece.length)).subarray(0, missing)
      leftOut -= Math.min(leftOut, piece.length)
      missing -= wanted.length
      if (wanted.length > 0) yield wanted
      if (missing === 0) return
    }
    throw new RangeBroken(`ended ${missing} bytes early`)
  } finally {
    stall.end()
  }
}

async function request(url: string, { from, to }: ByteRange, signal: AbortSignal) {
  const headers = { range: `bytes=${from}-${to - 1}`, 'accept-encoding': 'identity' }
  try {
    return await fetch(url, { headers, signal })
  } catch (error) {
    const { origin } = new URL(url)
    throw new Unanswered('UNREACHABLE', `${origin}: ${reasonOf(error)}`, { cause: error })
  }
}

/** How many bytes come before the range: none, unless the store sends the whole object. */
async function startOf(response: Response, { from }: ByteRange): Promise<number> {
  const { status } = response
  if (status === 200) return from
  if (status === 206) {
    const stated = response.headers.get('content-range') ?? ''
    if (stated === '' || stated.startsWith(`bytes ${from}-`)) return 0
    await response.body?.cancel()
    throw new RangeBroken(`asked from byte ${from}, got ${stated}`)
  }
  if (status === 429 || status >= 500) throw await refusalOf(response)
  const text = (await response.text().catch(() => '')).slice(0, 200)
  if (status === 401 || status === 403) throw new UrlRefused(`HTTP ${status} ${text}`)
  throw new RangeBroken(`HTTP ${status} ${text}`)
}

async function* bodyOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        throw new RangeBroken(`broke off: ${reasonOf(error)}`, { cause: error })
      })
      if (done) return
      yield value
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

function createStall(signal: AbortSignal) {
  const stalled = new AbortController()
  const timer = setTimeout(() => stalled.abort(new Error('nothing came')), STALL_MS)
  timer.unref()
  return {
    signal: AbortSignal.any([signal, stalled.signal]),
    moved: () => timer.refresh(),
    end: () => clearTimeout(timer),
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error && error.cause.message !== ''
    ? error.cause.message
    : error.message
}

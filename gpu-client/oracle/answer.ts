import type { z } from 'zod'
import { Problem } from '../../workers/oracle/schema.ts'

/** The oracle answered with a refusal: a code that a decision can be based on. */
export class OracleRefusal extends Error {
  override readonly name = 'OracleRefusal'
  readonly code: string
  readonly status: number
  readonly context: Readonly<Record<string, string>>
  readonly requestId: string
  readonly retryAfterMs: number | undefined

  constructor(problem: Problem, status: number, retryAfterMs: number | undefined) {
    super(problem.code)
    this.code = problem.code
    this.status = status
    this.context = problem.context
    this.requestId = problem.requestId
    this.retryAfterMs = retryAfterMs
  }
}

/** No answer that a decision can be based on: nothing came, or a fault, or something not understood. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered'
  readonly code: string
  readonly retryAfterMs: number | undefined

  constructor(
    code: string,
    reason: string,
    options: { retryAfterMs?: number | undefined; cause?: unknown } = {},
  ) {
    super(reason, { cause: options.cause })
    this.code = code
    this.retryAfterMs = options.retryAfterMs
  }
}

export interface OutageCause {
  readonly code: string
  readonly reason: string
  readonly retryAfterMs: number | undefined
}

// The same request, signed anew, can pass: the clock was wrong or the nonce was used up by a lost answer.
const PASSING_CODES = new Set(['SIGNATURE_STALE', 'SIGNATURE_REPLAYED'])

/** Why a call is worth repeating, or undefined when repeating it cannot help. */
export function outageCause(error: unknown): OutageCause | undefined {
  if (error instanceof Unanswered) {
    return { code: error.code, reason: error.message, retryAfterMs: error.retryAfterMs }
  }
  if (!(error instanceof OracleRefusal)) return undefined
  const passing = error.status >= 500 || error.status === 429 || PASSING_CODES.has(error.code)
  if (!passing) return undefined
  return { code: error.code, reason: describeContext(error), retryAfterMs: error.retryAfterMs }
}

export function describeContext(refusal: OracleRefusal): string {
  const context = Object.entries(refusal.context).map(([key, value]) => `${key}=${value}`)
  return [`HTTP ${refusal.status}`, ...context, `request=${refusal.requestId}`].join(' ')
}

/** What a response of another status than 2xx means; a body that is no Problem is no verdict. */
export async function refusalOf(response: Response): Promise<OracleRefusal | Unanswered> {
  const retryAfterMs = parseRetryAfterMs(response.headers.get('retry-after'))
  const text = await response.text()
  const problem = Problem.safeParse(parseJson(text))
  if (problem.success) return new OracleRefusal(problem.data, response.status, retryAfterMs)
  return new Unanswered(`HTTP_${response.status}`, text.slice(0, 200), { retryAfterMs })
}

/** Parses the body of a 2xx response; another shape than agreed counts as no answer. */
export function parseAnswer<T extends z.ZodType>(schema: T, text: string): z.infer<T> {
  const parsed = schema.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new Unanswered('ANSWER_INVALID', `${issue?.path.join('.')}: ${issue?.message}`)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function parseRetryAfterMs(field: string | null): number | undefined {
  return field !== null && /^[0-9]{1,6}$/.test(field) ? Number(field) * 1000 : undefined
}

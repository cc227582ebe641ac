const ANSWER_MS_MAX = 20_000

/** What came of a request: an answer, a refusal with its public code, or nothing that can be relied on. */
export type Answer<Body> =
  | { readonly status: 'answered'; readonly body: Body }
  | {
      readonly status: 'refused'
      readonly code: string
      readonly context: Readonly<Record<string, string>>
    }
  | { readonly status: 'unknown' }

export interface Ask {
  readonly body?: unknown
  readonly token?: string | undefined
  readonly signal?: AbortSignal
}

export const getJson = <Body>(path: string, ask: Ask = {}): Promise<Answer<Body>> =>
  send(path, 'GET', ask)

export const postJson = <Body>(path: string, ask: Ask = {}): Promise<Answer<Body>> =>
  send(path, 'POST', ask)

async function send<Body>(path: string, method: string, ask: Ask): Promise<Answer<Body>> {
  const headers = new Headers({ accept: 'application/json' })
  if (ask.body !== undefined) headers.set('content-type', 'application/json')
  if (ask.token !== undefined) headers.set('authorization', `Bearer ${ask.token}`)
  const limit = AbortSignal.timeout(ANSWER_MS_MAX)
  try {
    const response = await fetch(path, {
      ...{ method, headers, cache: 'no-store' },
      signal: ask.signal === undefined ? limit : AbortSignal.any([ask.signal, limit]),
      ...(ask.body === undefined ? {} : { body: JSON.stringify(ask.body) }),
    })
    // A fault of the edge is no answer to the question, so nothing may be concluded from it.
    if (response.status >= 500) return { status: 'unknown' }
    const body = await response.json()
    return response.ok
      ? { status: 'answered', body }
      : { status: 'refused', code: body.code, context: body.context ?? {} }
  } catch (error) {
    console.info({ event: 'not_answered', path, error })
    return { status: 'unknown' }
  }
}

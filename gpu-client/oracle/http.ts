import { Network } from '../../workers/oracle/schema.ts'
import { parseAnswer, refusalOf, Unanswered } from './answer.ts'

const REQUEST_TIMEOUT_MS = 30_000

export interface HttpRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array | undefined
}

/** A 2xx response, read to its end. */
export interface HttpAnswer {
  readonly status: number
  readonly text: string
}

/** Sends a request once and answers a 2xx response; throws OracleRefusal or Unanswered for all else. */
export async function requestOnce(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
  const response = await fetchOnce(request, signal, REQUEST_TIMEOUT_MS)
  const { url } = request
  if (!response.ok) throw await orUnanswered(url, () => refusalOf(response))
  return { status: response.status, text: await orUnanswered(url, () => response.text()) }
}

/** `fetch` with a time limit, whose failures are Unanswered. */
export function fetchOnce(
  { method, url, headers, body }: HttpRequest,
  signal: AbortSignal,
  timeoutMs: number,
): Promise<Response> {
  const limited = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
  const payload = body === undefined ? {} : { body: new Uint8Array(body) }
  return orUnanswered(url, () => fetch(url, { method, headers, signal: limited, ...payload }))
}

/** Asks an edge which network it speaks for. */
export async function fetchNetwork(edge: string, signal: AbortSignal): Promise<Network> {
  const url = new URL('/v1/network', edge).href
  const request = { method: 'GET', url, headers: {}, body: undefined }
  return parseAnswer(Network, (await requestOnce(request, signal)).text)
}

async function orUnanswered<T>(url: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    throw new Unanswered('UNREACHABLE', `${new URL(url).origin}: ${reasonOf(error)}`, {
      cause: error,
    })
  }
}

/** The reason that `fetch` hides behind "fetch failed". */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error && error.cause.message !== ''
    ? error.cause.message
    : error.message
}

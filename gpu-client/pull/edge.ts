import type { z } from 'zod'
import { RecipePage, ShardPage } from '../../workers/delivery/schema.ts'
import { ClientFault } from '../faults.ts'
import { OracleRefusal, parseAnswer, refusalOf, Unanswered } from '../oracle/answer.ts'
import { fetchOnce } from '../oracle/http.ts'
import { type Patience, untilAnsweredWithin } from './patience.ts'

const TIMEOUT_MS = 120_000
const SHARDS_A_PAGE = 100

/** Where a page starts: at a chunk of the snapshot, or after another page. */
export type PageStart = { readonly chunk: number } | { readonly cursor: string }

/** What a pull asks of an edge; each call is repeated until it is answered or the user's patience ends. */
export interface Edge {
  record(version: string, signal: AbortSignal): Promise<Uint8Array>
  file(key: string, signal: AbortSignal): Promise<Uint8Array>
  shards(start: PageStart, signal: AbortSignal): Promise<ShardPage>
  recipe(start: PageStart, signal: AbortSignal): Promise<RecipePage>
}

export interface EdgeOptions extends Patience {
  readonly url: string
  readonly license: { readonly id: string; readonly token: string }
}

export function createEdge(options: EdgeOptions): Edge {
  const { url, license } = options
  const ask = <T>(
    request: { readonly path: string; readonly headers?: Readonly<Record<string, string>> },
    parse: (bytes: Uint8Array) => T,
    signal: AbortSignal,
  ): Promise<T> =>
    untilAnsweredWithin(options, request.path.replace(/\?.*/, ''), signal, async () =>
      parse(await getOnce(new URL(request.path, url).href, request.headers ?? {}, signal)),
    )
  const page = <T extends z.ZodType>(
    schema: T,
    list: string,
    start: PageStart & { readonly limit?: number },
    signal: AbortSignal,
  ): Promise<z.infer<T>> => {
    const query = new URLSearchParams(
      Object.entries(start).map(([name, value]): [string, string] => [name, String(value)]),
    )
    const path = `/v1/licenses/${license.id}/${list}?${query}`
    const headers = { authorization: `Bearer ${license.token}` }
    const parse = (bytes: Uint8Array) => parseAnswer(schema, new TextDecoder().decode(bytes))
    return ask({ path, headers }, parse, signal)
  }
  const whole = (bytes: Uint8Array): Uint8Array => bytes
  return {
    record: (version, signal) =>
      ask({ path: `/v1/datasets/${version}/record.json` }, whole, signal),
    file: (key, signal) => ask({ path: `/v1/datasets/files/${key}` }, whole, signal),
    shards: (start, signal) =>
      page(ShardPage, 'shards', { ...start, limit: SHARDS_A_PAGE }, signal),
    recipe: (start, signal) => page(RecipePage, 'recipe', start, signal),
  }
}

async function getOnce(
  url: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const request = { method: 'GET', url, headers, body: undefined }
  const response = await fetchOnce(request, signal, TIMEOUT_MS)
  if (!response.ok) throw asFault(url, await refusalOf(response))
  try {
    return new Uint8Array(await response.arrayBuffer())
  } catch (error) {
    throw new Unanswered('BROKEN_OFF', url, { cause: error })
  }
}

/** A refusal that repeating cannot change ends the pull; what is passing is waited out. */
function asFault(url: string, error: OracleRefusal | Unanswered): Error {
  if (!(error instanceof OracleRefusal) || error.status >= 500 || error.status === 429) return error
  const code = error.code.startsWith('LICENSE_') ? 'LICENSE_REFUSED' : 'EDGE_REFUSED'
  const context = { ...error.context, url: new URL(url).pathname, request: error.requestId }
  return new ClientFault(code, { ...context, refusal: error.code }, { cause: error })
}

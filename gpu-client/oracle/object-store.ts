import { Unanswered } from './answer.ts'
import { fetchOnce } from './http.ts'

// Eight MiB over an uplink of half a megabit per second take 134 s.
const PUT_TIMEOUT_MS = 300_000

export type Stored =
  | { readonly status: 'stored'; readonly etag: string }
  /** The key is write-once and something is there already. */
  | { readonly status: 'exists' }

/** The store behind the URLs that the oracle gives. */
export interface ObjectStore {
  /** Throws Unanswered for everything but a stored object; fresh URLs may help. */
  put(
    url: string,
    headers: Readonly<Record<string, string>>,
    body: Uint8Array,
    signal: AbortSignal,
  ): Promise<Stored>
}

export const httpObjectStore: ObjectStore = {
  put: async (url, headers, body, signal) => {
    // A refusal that comes before the body is read resets the connection, and with it whatever is sent on it next.
    const closing = { ...headers, connection: 'close' }
    const response = await fetchOnce(
      { method: 'PUT', url, headers: closing, body },
      signal,
      PUT_TIMEOUT_MS,
    )
    const text = await response.text().catch(() => '')
    if (response.status === 412) return { status: 'exists' }
    if (response.ok) return { status: 'stored', etag: response.headers.get('etag') ?? '' }
    throw new Unanswered(`STORE_HTTP_${response.status}`, text.slice(0, 200))
  },
}

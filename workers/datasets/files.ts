import type { Context } from 'hono'
import { QUALITIES } from '../../domain/dataset/facets.ts'
import { REFUSALS, Refusal } from '../../domain/errors.ts'
import type { AppEnv } from '../router.ts'
import { readRange } from './byte-range.ts'

const SHA256 = '([0-9a-f]{64})'
const CHUNK = new RegExp(`^datasets/chunks/[0-9]{6,12}-${SHA256}\\.bin$`)
const PART = new RegExp(
  `^datasets/parts/family=[\\w.!~*'()%-]{1,600}/quality=(?:${QUALITIES.join('|')})/[0-9]{12,15}-${SHA256}\\.parquet$`,
)

export const FOR_GOOD = 'public, max-age=31536000, immutable'

interface PublicFile {
  readonly key: string
  readonly etag: string
  readonly type: string
}

/**
 * The public file at a path of URLs, by the shape of its key: the bucket holds what is licensed, too.
 * Names hold the hash of the content, so what is found is what was published.
 */
export function publicFile(path: string): PublicFile | undefined {
  const key = decoded(path)
  const [, ofChunk] = CHUNK.exec(key) ?? []
  if (ofChunk !== undefined) {
    return { key, etag: `"${ofChunk}"`, type: 'application/octet-stream' }
  }
  const [, ofPart] = PART.exec(key) ?? []
  if (ofPart === undefined) return undefined
  return { key, etag: `"${ofPart}"`, type: 'application/vnd.apache.parquet' }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return ''
  }
}

/** Answers for a file with all or a part of it, or with the refusal that says why not. */
export async function sendFile(c: Context<AppEnv>, path: string): Promise<Response> {
  const file = publicFile(path)
  const head = file && (await c.env.GEOMETRY.head(file.key))
  if (file === undefined || !head) throw new Refusal('DATASET_FILE_UNKNOWN', { path })
  const headers = {
    etag: file.etag,
    'accept-ranges': 'bytes',
    'cache-control': FOR_GOOD,
    'content-type': file.type,
  }
  if (matchesEtag(c.req.header('if-none-match'), file.etag)) return c.body(null, 304, headers)
  const range = readRange(rangeHeader(c, file.etag), head.size)
  if (range.status === 'unsatisfiable') {
    const problem = {
      code: 'RANGE_UNSATISFIABLE',
      context: { bytes: String(head.size) },
      requestId: c.var.requestId,
    }
    c.header('content-range', `bytes */${head.size}`)
    return c.json(problem, REFUSALS.RANGE_UNSATISFIABLE)
  }
  const { offset, length } = range.status === 'part' ? range : { offset: 0, length: head.size }
  const sent = { ...headers, 'content-length': String(length) }
  const status = range.status === 'part' ? 206 : 200
  if (range.status === 'part') {
    c.header('content-range', `bytes ${offset}-${offset + length - 1}/${head.size}`)
  }
  if (c.req.method === 'HEAD') return c.body(null, status, sent)
  const object = await c.env.GEOMETRY.get(file.key, { range: { offset, length } })
  if (object === null) throw new Error(`${file.key} was there and is gone`)
  return c.body(object.body, status, sent)
}

/** Undefined where the caller wants the part of another file than this one. */
function rangeHeader(c: Context<AppEnv>, etag: string): string | undefined {
  const condition = c.req.header('if-range')
  return condition === undefined || condition === etag ? c.req.header('range') : undefined
}

const matchesEtag = (header = '', etag: string): boolean =>
  header.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')))

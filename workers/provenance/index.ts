import { cors } from 'hono/cors'
import { Refusal } from '../../domain/errors.ts'
import { CHECKPOINT_CACHE_CONTROL, TILE_CACHE_CONTROL } from '../../r2/log-store.ts'
import { createRouter } from '../router.ts'
import { logVerifierKey, provenanceLogOf } from './log.ts'
import { findLogResource, type LogResource } from './resources.ts'
import { readLogState, readProof, readProofs } from './routes.ts'

const READ_PREFIX = '/log/'

/** The public reads of the log: static files as tlog-tiles lays them out, its state, and receipts. */
export const provenanceLog = createRouter()

provenanceLog.use('/log/*', cors({ origin: '*', allowMethods: ['GET', 'HEAD'] }))
provenanceLog.use('/v1/log/*', cors({ origin: '*', allowMethods: ['GET', 'HEAD'] }))

provenanceLog.get('/log/*', async (c) => {
  const path = c.req.path.slice(READ_PREFIX.length)
  const resource = await findLogResource(c.env.GEOMETRY, c.env.LOG_SHARD, path)
  if (resource === undefined) throw new Refusal('LOG_RESOURCE_NOT_FOUND', { path })
  const gzip = /\bgzip\b/.test(c.req.header('accept-encoding') ?? '')
  return c.body(resource.body, 200, resourceHeaders(resource, gzip))
})

provenanceLog.openapi(readLogState, async (c) => {
  const head = await provenanceLogOf(c.env).head()
  const origin = c.env.LOG_ORIGIN
  return c.json({ origin, ...head, verifierKey: await logVerifierKey(c.env) }, 200)
})

provenanceLog.openapi(readProofs, async (c) => {
  const { first, count } = c.req.valid('query')
  const result = await provenanceLogOf(c.env).proofs(first, count)
  switch (result.status) {
    case 'found':
      return c.json({ proofs: result.texts.map((text, i) => ({ index: first + i, text })) }, 200)
    case 'index_unknown': {
      const unknown = Math.max(first, result.size)
      throw new Refusal('LOG_INDEX_UNKNOWN', { index: `${unknown}`, size: `${result.size}` })
    }
  }
})

provenanceLog.openapi(readProof, async (c) => {
  const { index } = c.req.valid('param')
  const result = await provenanceLogOf(c.env).proof(index)
  switch (result.status) {
    case 'found':
      return c.text(result.text, 200)
    case 'index_unknown':
      throw new Refusal('LOG_INDEX_UNKNOWN', { index: String(index), size: String(result.size) })
  }
})

function resourceHeaders({ kind }: LogResource, gzip: boolean): Record<string, string> {
  if (kind === 'checkpoint') {
    return {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': CHECKPOINT_CACHE_CONTROL,
    }
  }
  const headers = {
    'content-type': 'application/octet-stream',
    'cache-control': TILE_CACHE_CONTROL,
  }
  if (kind === 'hashes') return headers
  // The runtime compresses a body that is declared so. Hashes would not become smaller.
  const encoding = gzip ? { 'content-encoding': 'gzip' } : {}
  return { ...headers, ...encoding, vary: 'accept-encoding' }
}

import { bodyLimit } from 'hono/body-limit'
import { HTTPException } from 'hono/http-exception'
import { requestId } from 'hono/request-id'
import { REFUSALS, Refusal } from '../domain/errors.ts'
import { assets } from './assets/index.ts'
import { datasets } from './datasets/index.ts'
import { delivery } from './delivery/index.ts'
import { licenses } from './licenses/index.ts'
import { network } from './network/index.ts'
import { oracle } from './oracle/index.ts'
import { orders } from './orders/index.ts'
import { pages } from './pages/index.ts'
import { payments } from './payments/index.ts'
import { provenanceLog } from './provenance/index.ts'
import { LIMITED_PATHS, limitRate } from './rate-limit.ts'
import { reportFault } from './report.ts'
import { createRouter } from './router.ts'
import { sessions } from './sessions/index.ts'
import { snapshots } from './snapshots/index.ts'
import { stats } from './stats/index.ts'

/** Largest body of any request to the API. Shards go to the store directly. */
export const BODY_BYTES_MAX = 1_048_576

export const app = createRouter()
app.use(requestId())
app.use(
  bodyLimit({
    maxSize: BODY_BYTES_MAX,
    onError: () => {
      throw new Refusal('BODY_TOO_LARGE', { bytesMax: String(BODY_BYTES_MAX) })
    },
  }),
)
for (const path of LIMITED_PATHS) app.use(path, limitRate)
app.route('/v1/oracle', oracle)
app.route('/v1', network)
app.route('/v1', sessions)
app.route('/v1/stats', stats)
app.route('/v1/licenses', delivery)
app.route('/', licenses)
app.route('/', orders)
app.route('/', assets)
app.route('/', provenanceLog)
app.route('/', datasets)
app.route('/', snapshots)
app.route('/', payments)
app.route('/', pages)
app.doc31('/openapi.json', { openapi: '3.1.0', info: { title: 'Piwa', version: '1' } })

app.notFound((c) => {
  throw new Refusal('ROUTE_NOT_FOUND', { method: c.req.method, path: c.req.path })
})

app.onError((error, c) => {
  const { requestId } = c.var
  if (error instanceof Refusal) {
    return c.json({ code: error.code, context: error.context, requestId }, REFUSALS[error.code])
  }
  // The validators throw for a body they cannot read at all: no JSON, or another media type.
  if (error instanceof HTTPException) {
    const context = { path: '', issue: error.message }
    return c.json({ code: 'REQUEST_INVALID', context, requestId }, REFUSALS.REQUEST_INVALID)
  }
  reportFault({ event: 'unhandled_error', requestId, path: c.req.path }, error)
  return c.json({ code: 'INTERNAL', context: {}, requestId }, 500)
})

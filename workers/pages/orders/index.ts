import { type Context, Hono } from 'hono'
import { parseFilter } from '../../../domain/dataset/parse-filter.ts'
import { REFUSALS, Refusal } from '../../../domain/errors.ts'
import { isOrderId } from '../../../domain/ids.ts'
import { orderAnswer } from '../../orders/answer.ts'
import { createOrder } from '../../orders/create.ts'
import { OrderRequest } from '../../orders/schema.ts'
import { reportFault } from '../../report.ts'
import type { AppEnv } from '../../router.ts'
import { renderDatasetsPage } from '../datasets/datasets-page.tsx'
import { parseOffer, parseQuery } from '../datasets/query.ts'
import { readDataset } from '../datasets/read.ts'
import { siteOf } from '../frame.tsx'
import { type OrderPageProps, renderOrderPage } from './order-page.tsx'
import { quoteProblem } from './quote-problems.ts'
import { licenseFile } from './view.ts'

const STATUS = { shown: 200, absent: 404, unknown: 503 } as const

export const orderPages = new Hono<AppEnv>()

/** What the form of a quote sends where no script sends it as JSON. */
orderPages.post('/orders', async (c) => {
  const form = Object.entries(await c.req.parseBody())
  const fields = new URLSearchParams(
    form.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )
  const request = OrderRequest.safeParse(requestOf(fields))
  if (!request.success) return refuse(c, fields, 'REQUEST_INVALID')
  try {
    const order = await createOrder(c.env, request.data, Date.now())
    return c.redirect(`/orders/${order.id}`, 303)
  } catch (error) {
    if (error instanceof Refusal) return refuse(c, fields, error.code)
    throw error
  }
})

orderPages.get('/orders/:orderId', async (c) => {
  const nowMs = Date.now()
  const state = await readState(c.env, c.req.param('orderId'), nowMs)
  c.header('cache-control', 'private, no-store')
  const page = { site: siteOf(c.env), state, nowMs, requestKey: crypto.randomUUID() }
  return c.html(renderOrderPage(page), STATUS[state.status])
})

orderPages.get('/orders/:orderId/license', async (c) => {
  const state = await readState(c.env, c.req.param('orderId'), Date.now())
  if (state.status !== 'shown' || state.order.license === null) {
    throw new Refusal('LICENSE_UNKNOWN', { orderId: c.req.param('orderId') })
  }
  const { licenseId, jws } = state.order.license
  return c.body(`${jws}\n`, 200, {
    'content-type': 'application/jose',
    'content-disposition': `attachment; filename="${licenseFile(licenseId)}"`,
    'cache-control': 'private, no-store',
  })
})

async function readState(
  env: Env,
  orderId: string,
  nowMs: number,
): Promise<OrderPageProps['state']> {
  if (!isOrderId(orderId)) return { status: 'absent' }
  try {
    return { status: 'shown', order: await orderAnswer(env, orderId, nowMs) }
  } catch (error) {
    if (error instanceof Refusal && error.code === 'ORDER_UNKNOWN') return { status: 'absent' }
    reportFault({ event: 'order_unreadable', orderId }, error)
    return { status: 'unknown' }
  }
}

function requestOf(fields: URLSearchParams): unknown {
  return {
    requestKey: fields.get('requestKey') ?? '',
    wallet: (fields.get('wallet') ?? '').trim(),
    version: fields.get('version') ?? undefined,
    filter: filterOf(fields),
    ...parseOffer(fields.get('offer') ?? ''),
  }
}

/** Undefined where it is no filter that this page wrote. */
function filterOf(fields: URLSearchParams) {
  try {
    return parseFilter(JSON.parse(fields.get('filter') ?? ''))
  } catch {
    return undefined
  }
}

/** The page that the form was on, with what was typed and why it was not enough. */
async function refuse(c: Context<AppEnv>, fields: URLSearchParams, code: Refusal['code']) {
  const filter = filterOf(fields)
  const state = await readDataset(
    c.env,
    {
      ...parseQuery(new URLSearchParams({ version: fields.get('version') ?? '' })),
      ...(filter === undefined ? {} : { filter }),
      offer: parseOffer(fields.get('offer') ?? ''),
    },
    Date.now(),
  )
  c.header('cache-control', 'no-store')
  const page = {
    ...{ site: siteOf(c.env), state, requestKey: crypto.randomUUID() },
    ...{ wallet: fields.get('wallet') ?? '', problem: quoteProblem(code) },
  }
  return c.html(renderDatasetsPage(page), REFUSALS[code])
}

import { readHolder } from '../licenses/holder.ts'
import { createRouter } from '../router.ts'
import { answerOf, orderAnswer } from './answer.ts'
import { completeOrder, lookAtOrder } from './complete.ts'
import { createOrder } from './create.ts'
import { checkOrder, payByCredit, placeOrder, readOrder } from './routes.ts'
import { costOf } from './transfers.ts'
import { useCredit } from './use-credit.ts'

/** The answers hold the license. */
const PRIVATE = { 'cache-control': 'private, no-store' }

/** What is bought: quotes that are locked, and what became of them. */
export const orders = createRouter()
  .openapi(placeOrder, async (c) => {
    const request = c.req.valid('json')
    const nowMs = Date.now()
    const authorization = c.req.header('authorization')
    const holder = await readHolder(c.env, authorization, request.follows, nowMs)
    const order = await createOrder(c.env, request, nowMs, holder)
    // Unused time pays for all of it: nothing is left to wait for.
    if (costOf(order) === 0n) await completeOrder(c.env, order.id, nowMs)
    return c.json(await orderAnswer(c.env, order.id, nowMs), 201, PRIVATE)
  })
  .openapi(readOrder, async (c) => {
    const { orderId } = c.req.valid('param')
    return c.json(await orderAnswer(c.env, orderId, Date.now()), 200, PRIVATE)
  })
  .openapi(checkOrder, async (c) => {
    const { orderId } = c.req.valid('param')
    const nowMs = Date.now()
    const state = await lookAtOrder(c.env, orderId, nowMs)
    return c.json(await answerOf(c.env, state, nowMs), 200, PRIVATE)
  })
  .openapi(payByCredit, async (c) => {
    const { orderId } = c.req.valid('param')
    const nowMs = Date.now()
    const state = await useCredit(c.env, { orderId, wallet: c.var.wallet }, nowMs)
    return c.json(await answerOf(c.env, state, nowMs), 200, PRIVATE)
  })

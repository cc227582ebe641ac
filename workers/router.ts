import { OpenAPIHono, type z } from '@hono/zod-openapi'
import type { RequestIdVariables } from 'hono/request-id'
import type { NodeRow } from '../d1/nodes.ts'
import { REFUSALS, type RefusalCode } from '../domain/errors.ts'
import { Problem } from './oracle/schema.ts'

export type AppEnv = { Bindings: Env; Variables: RequestIdVariables }
/** Behind `requireNode` every handler knows who signed the request. */
export type NodeEnv = { Bindings: Env; Variables: RequestIdVariables & { node: NodeRow } }

/** One validation hook for every route, so no handler ever sees unparsed input. */
export function createRouter<E extends AppEnv = AppEnv>() {
  return new OpenAPIHono<E>({
    defaultHook: (result, c) => {
      if (result.success) return
      const first = result.error.issues[0]
      const context = { path: first?.path.join('.') ?? '', issue: first?.message ?? 'invalid' }
      const problem = { code: 'REQUEST_INVALID', context, requestId: c.var.requestId }
      return c.json(problem, REFUSALS.REQUEST_INVALID)
    },
  })
}

interface RefusalResponse {
  readonly description: string
  readonly content: { readonly 'application/json': { readonly schema: typeof Problem } }
}

/** The `responses` entries of the refusals that a route can answer, one a status. */
export function refusals<Code extends RefusalCode>(
  ...codes: readonly Code[]
): Record<(typeof REFUSALS)[Code], RefusalResponse> {
  const byStatus = Map.groupBy(codes, (code) => REFUSALS[code])
  const responses = [...byStatus].map(([status, group]) => [
    status,
    { description: group.join(', '), content: { 'application/json': { schema: Problem } } },
  ])
  return Object.fromEntries(responses)
}

/** An answer in JSON, as a route's `responses` state it. */
export const json = <Schema extends z.ZodType>(description: string, schema: Schema) => ({
  description,
  content: { 'application/json': { schema } },
})

/** A body in JSON that a request must have. */
export const body = <Schema extends z.ZodType>(schema: Schema) => ({
  required: true,
  content: { 'application/json': { schema } },
})

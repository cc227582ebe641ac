import { createRoute, z } from '@hono/zod-openapi'
import { refusals } from '../router.ts'
import { LogIndexParams, LogProofs, LogRangeQuery, LogState } from './schema.ts'

export const readLogState = createRoute({
  method: 'get',
  path: '/v1/log/head',
  operationId: 'readLogState',
  security: [],
  responses: {
    200: {
      description: 'The published checkpoint of the log',
      content: { 'application/json': { schema: LogState } },
    },
  },
})

export const readProofs = createRoute({
  method: 'get',
  path: '/v1/log/proofs',
  operationId: 'readProofs',
  security: [],
  request: { query: LogRangeQuery },
  responses: {
    200: {
      description: 'The receipts of consecutive log entries, all under one checkpoint',
      content: { 'application/json': { schema: LogProofs } },
    },
    ...refusals('LOG_INDEX_UNKNOWN', 'REQUEST_INVALID'),
  },
})

export const readProof = createRoute({
  method: 'get',
  path: '/v1/log/proofs/{index}',
  operationId: 'readProof',
  security: [],
  request: { params: LogIndexParams },
  responses: {
    200: {
      description: 'The receipt of a log entry, a c2sp.org/tlog-proof@v1 file',
      content: { 'text/plain': { schema: z.string() } },
    },
    ...refusals('LOG_INDEX_UNKNOWN'),
  },
})

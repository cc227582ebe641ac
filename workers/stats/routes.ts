import { createRoute, type z } from '@hono/zod-openapi'
import { json, refusals } from '../router.ts'
import {
  BurnStats,
  DayStats,
  DaysQuery,
  DepositStats,
  JobStats,
  ListQuery,
  UserStats,
  UsersQuery,
} from './schema.ts'

const answer = <T extends z.ZodType>(description: string, schema: T) => ({
  200: json(description, schema),
  ...refusals('REQUEST_INVALID'),
})

export const readDeposits = createRoute({
  method: 'get',
  path: '/deposits',
  operationId: 'readDepositStats',
  security: [],
  request: { query: ListQuery },
  responses: answer('Payments, oldest first', DepositStats),
})

export const readJobs = createRoute({
  method: 'get',
  path: '/jobs/completed',
  operationId: 'readJobStats',
  security: [],
  request: { query: ListQuery },
  responses: answer('Licenses that were issued, oldest first', JobStats),
})

export const readBurns = createRoute({
  method: 'get',
  path: '/burns',
  operationId: 'readBurnStats',
  security: [],
  request: { query: ListQuery },
  responses: answer('Nothing: the network burns no RENDER', BurnStats),
})

const DAILY = answer('A row for each day, at most 366; without dates the last 30 days', DayStats)
const USERS = answer('Wallets that were active, in the order of their addresses', UserStats)

/** RNP-023 appends its paths, `stats/` included, to an operator's address. */
export const readDaily = createRoute({
  method: 'get',
  path: '/stats/daily',
  operationId: 'readDailyStats',
  security: [],
  request: { query: DaysQuery },
  responses: DAILY,
})

export const readDailyShort = createRoute({
  method: 'get',
  path: '/daily',
  operationId: 'readDailyStatsByShortPath',
  security: [],
  request: { query: DaysQuery },
  responses: DAILY,
})

export const readUsers = createRoute({
  method: 'get',
  path: '/stats/users',
  operationId: 'readUserStats',
  security: [],
  request: { query: UsersQuery },
  responses: USERS,
})

export const readUsersShort = createRoute({
  method: 'get',
  path: '/users',
  operationId: 'readUserStatsByShortPath',
  security: [],
  request: { query: UsersQuery },
  responses: USERS,
})

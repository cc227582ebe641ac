import { createRouter } from '../router.ts'
import { depositStats, jobStats, listed } from './lists.ts'
import {
  readBurns,
  readDaily,
  readDailyShort,
  readDeposits,
  readJobs,
  readUsers,
  readUsersShort,
} from './routes.ts'
import { dailyStats, userStats } from './totals.ts'

const CACHE = 'public, max-age=60'

export const stats = createRouter()
stats.use(async (c, next) => {
  // Set first, so that a page of another origin can read refusals too.
  c.header('access-control-allow-origin', '*')
  await next()
  if (c.res.ok) c.header('cache-control', CACHE)
})
stats
  .openapi(readDeposits, async (c) => c.json(await depositStats(c.env, c.req.valid('query')), 200))
  .openapi(readJobs, async (c) => c.json(await jobStats(c.env, c.req.valid('query')), 200))
  .openapi(readBurns, (c) => {
    listed('burns', c.req.valid('query'))
    return c.json({ data: [], cursor: null, hasMore: false }, 200)
  })
  .openapi(readDaily, async (c) =>
    c.json(await dailyStats(c.env, c.req.valid('query'), Date.now()), 200),
  )
  .openapi(readDailyShort, async (c) =>
    c.json(await dailyStats(c.env, c.req.valid('query'), Date.now()), 200),
  )
  .openapi(readUsers, async (c) => c.json(await userStats(c.env, c.req.valid('query')), 200))
  .openapi(readUsersShort, async (c) => c.json(await userStats(c.env, c.req.valid('query')), 200))

import { exports } from 'cloudflare:workers'

export { Outbox, Treasury } from '../workers/treasury/index.ts'

/** The treasury with a door for the benchmark: one mint request a call. */
// biome-ignore lint/style/noDefaultExport: the Workers runtime looks for it
export default {
  fetch: async (request) => Response.json(await exports.Treasury.mint(await request.json())),
}

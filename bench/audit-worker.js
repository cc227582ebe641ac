import { manifestKey, shardKey } from '../r2/geometry-store.ts'
import { judge } from '../workers/audit/judge.ts'

/** The audit with a door for the benchmark: PUT stores an object, POST judges a submission `runs` times. */
// biome-ignore lint/style/noDefaultExport: the Workers runtime looks for it
export default {
  fetch: async (request, env) => {
    const { pathname, searchParams } = new URL(request.url)
    if (request.method === 'PUT') {
      const keyOf = pathname === '/shard' ? shardKey : manifestKey
      await env.GEOMETRY.put(
        keyOf(searchParams.get('batch'), searchParams.get('lease')),
        request.body,
      )
      return new Response('stored')
    }
    const { submission, seed, ratePpm, runs } = await request.json()
    let verdict
    for (let run = 0; run < runs; run += 1) {
      verdict = await judge(env.GEOMETRY, {
        submission,
        seed: Uint8Array.from(seed),
        challenge: new Uint8Array(32),
        ratePpm: BigInt(ratePpm),
      })
    }
    return Response.json(verdict)
  },
}

import { batchId } from '../domain/ids.ts'
import { formatEntry } from '../domain/log/entry.ts'
import { ProvenanceLog } from '../durable-objects/provenance-log.ts'

const ENTRIES = 256
const WALLET = 'J2xccRtuG43drESLYznHhLhQkLTdfepcKYbiQ9BsJVaf'

/** The log as it is, with its writes to R2 counted. */
export class CountedLog extends ProvenanceLog {
  #puts

  constructor(ctx, env) {
    const puts = { tiles: 0, checkpoints: 0 }
    const put = (key, ...rest) => {
      puts[key.endsWith('/checkpoint') ? 'checkpoints' : 'tiles'] += 1
      return env.GEOMETRY.put(key, ...rest)
    }
    const bucket = {
      put,
      get: (key) => env.GEOMETRY.get(key),
      delete: (keys) => env.GEOMETRY.delete(keys),
    }
    super(ctx, { ...env, GEOMETRY: bucket })
    this.#puts = puts
  }

  puts() {
    return this.#puts
  }
}

/** `?first=<batch>&batches=<n>&callers=<n>` appends batches; a caller sends its next when one is answered. */
// biome-ignore lint/style/noDefaultExport: the Workers runtime looks for it
export default {
  fetch: async (request, env) => {
    const { searchParams } = new URL(request.url)
    const number = (name) => Number(searchParams.get(name))
    const end = number('first') + number('batches')
    const log = env.PROVENANCE_LOG.getByName(env.LOG_SHARD)
    let next = number('first')
    const call = async () => {
      while (next < end) {
        const batch = next
        next += 1
        await log.append({ id: batchId(batch), entries: entriesOf(batch) })
      }
    }
    await Promise.all(Array.from({ length: number('callers') }, call))
    return Response.json({ puts: await log.puts(), size: (await log.head()).size })
  },
}

function entriesOf(batch) {
  return Array.from({ length: ENTRIES }, (_, index) =>
    formatEntry({
      v: 1,
      kind: 'generated',
      sha256: (batch * ENTRIES + index).toString(16).padStart(64, '0'),
      uploader: WALLET,
      node: 'node_abcdefghijklmnopqrstuvwxyz',
      batch: batchId(batch),
      index,
      generator: 'piwa-procedural@1',
      timeMs: 1_790_000_000_000,
    }),
  )
}

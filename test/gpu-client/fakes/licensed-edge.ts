import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { toHex } from '../../../domain/bytes.ts'
import { type Filter, matcherOf } from '../../../domain/dataset/filter.ts'
import type { Row } from '../../../domain/dataset/row.ts'
import { batchId } from '../../../domain/ids.ts'
import { byteRanges } from '../../../domain/license/ranges.ts'
import { assetSeed } from '../../../domain/seed/asset-seed.ts'
import { batchSeed } from '../../../domain/seed/seed-tree.ts'
import { TAR_END } from '../../../domain/shard/tar.ts'
import { readLicense } from '../../../signing/license-jws.ts'
import { sha256 } from '../../../signing/sha256.ts'
import type { LicensedShard, RecipeItem } from '../../../workers/delivery/schema.ts'
import { childOf, type FakeBatch, type FakeDataset, SEED_ROOT } from './dataset.ts'

const PIECE_BYTES = 4_096

/** A request to the store, for whoever makes it fail. */
export interface StoreRequest {
  readonly batch: number
  readonly from: number
  readonly to: number
  /** Of this shard, from 1. */
  readonly attempt: number
}

export type StoreFault =
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: number }
  /** Ends the answer, as if it were whole, after so many bytes. */
  | { readonly kind: 'short'; readonly bytes: number }
  /** Cuts the connection after so many bytes. */
  | { readonly kind: 'cut'; readonly bytes: number }
  /** Changes the byte at a place in the shard. */
  | { readonly kind: 'flip'; readonly at: number }

export interface EdgeOptions {
  readonly dataset: FakeDataset
  readonly fault?: (request: StoreRequest) => StoreFault | undefined
  /** Between pieces of 4 kB. */
  readonly pieceMs?: number
  readonly pageShards?: number
  /** What the edge answers a license with, by its own clock. */
  readonly refuse?: () => { readonly status: number; readonly code: string } | undefined
  /** Files that are served in place of the snapshot's. */
  readonly instead?: ReadonlyMap<string, Uint8Array>
  /** The longest range of a URL that opens a part of a shard. */
  readonly rangeBytes?: number
  /** Requests that a URL is good for. */
  readonly urlUses?: number
}

/** The public files, the delivery and the store of one dataset, with a count of what is served. */
export async function startLicensedEdge(options: EdgeOptions) {
  const { dataset } = options
  /** Bytes of shards that went out, by batch. */
  const served = new Map<number, number>()
  const attempts = new Map<number, number>()
  const urlUses = new Map<string, number>()
  const pages: string[] = []
  let serial = 0
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      problem(response, 500, String(error))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '', url)
    if (pathname.startsWith('/store/')) return store(request, response)
    const instead = options.instead?.get(pathname)
    if (instead !== undefined) return void response.end(instead)
    if (pathname.endsWith('/record.json')) return void response.end(dataset.recordBytes)
    const file = dataset.files.get(pathname.replace('/v1/datasets/files/', ''))
    if (file !== undefined) return void response.end(file)
    const list = /^\/v1\/licenses\/license_[a-z2-7]{26}\/(shards|recipe)$/.exec(pathname)?.[1]
    if (list === undefined) return problem(response, 404, 'ROUTE_NOT_FOUND')
    pages.push(`${list}?${searchParams}`)
    return page(request, response, list, searchParams)
  }

  async function page(
    request: IncomingMessage,
    response: ServerResponse,
    list: string,
    query: URLSearchParams,
  ): Promise<void> {
    const refused = options.refuse?.()
    if (refused !== undefined) return problem(response, refused.status, refused.code)
    const reading = await readLicense(request.headers.authorization?.slice('Bearer '.length) ?? '')
    if (reading.status === 'invalid') return problem(response, 401, 'LICENSE_INVALID')
    const { claims } = reading
    const items = list === 'shards' ? shards(claims.filter) : recipe(claims.filter)
    const size = options.pageShards ?? Number(query.get('limit') ?? 50)
    const at = Number(query.get('cursor') ?? 0)
    const more = at + size < items.length
    const { version, root } = dataset.record
    response.end(
      JSON.stringify({
        ...{ license: claims.jti, snapshot: { version, root }, data: items.slice(at, at + size) },
        ...{ cursor: more ? String(at + size) : null, hasMore: more },
      }),
    )
  }

  function licensed(filter: Filter): { readonly batch: FakeBatch; readonly rows: Row[] }[] {
    const matches = matcherOf(filter, dataset.record)
    return dataset.batches
      .map((batch) => ({ batch, rows: batch.rows.filter((row) => matches(row.facets, row.tags)) }))
      .filter(({ rows }) => rows.length > 0)
  }

  function shards(filter: Filter): LicensedShard[] {
    return licensed(filter).map(({ batch: { head }, rows }) => {
      serial += 1
      return {
        ...{ batch: batchId(head.batchNumber), lease: head.leaseId, generator: head.generator },
        ...{ grid: head.grid, views: head.views, sha256: head.shardSha256, bytes: head.shardBytes },
        expiresAtMs: Date.now() + 60_000,
        assets: rows.map(({ logIndex, index, sha256: hash, offset, bytes, span }) => {
          return { logIndex, index, sha256: hash, offset, bytes, span }
        }),
        ...urlsOf(head, rows),
      }
    })
  }

  /** As the edge hands them out: of a whole shard, or each with the one range that it opens. */
  function urlsOf({ batchNumber: number, count, shardBytes }: FakeBatch['head'], rows: Row[]) {
    const signed = (range: string) => `${url}/store/${number}.tar?serial=${serial}${range}`
    if (rows.length === count) {
      return {
        url: signed(''),
        ranges: [{ from: 0, to: shardBytes - TAR_END.length, url: null }],
      }
    }
    const ranges = byteRanges(rows, options.rangeBytes).map(({ from, to }) => {
      return { from, to, url: signed(`&range=${from}-${to - 1}`) }
    })
    return { url: null, ranges }
  }

  function recipe(filter: Filter): RecipeItem[] {
    return licensed(filter).map(({ batch: { head }, rows }): RecipeItem => {
      const { generator, grid, views, batchNumber: number, count } = head
      const seed = batchSeed(childOf, SEED_ROOT, number)
      const made = { generator, grid, views }
      const batch = batchId(number)
      if (rows.length === count) {
        const nodes = [{ level: 40, position: number, seed: toHex(seed) }]
        const range = { firstBatch: batch, lastBatch: batch, nodes, counts: [count] }
        return { kind: 'range', ...made, ...range }
      }
      const assets = rows.map(({ index }) => {
        return { index, seed: toHex(assetSeed(sha256, seed, index)) }
      })
      return { kind: 'assets', ...made, batch, assets }
    })
  }

  async function store(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, search } = new URL(request.url ?? '', url)
    const number = Number(/(\d+)\.tar$/.exec(pathname)?.[1])
    const shard = dataset.batches.find(({ head }) => head.batchNumber === number)?.shard
    if (shard === undefined) return problem(response, 404, 'NoSuchKey')
    const code = storeRefusal(request, search)
    if (code !== undefined) {
      return void response.writeHead(403).end(`<Error><Code>${code}</Code></Error>`)
    }
    const range = rangeOf(request, shard)
    const attempt = count(attempts, number)
    const fault = options.fault?.({ batch: number, ...range, attempt })
    if (fault?.kind === 'status') return refuse(response, fault)
    const { content, end, cutAt } = damaged(shard, range, fault)
    response.writeHead(206, {
      'content-range': `bytes ${range.from}-${end - 1}/${shard.length}`,
      'content-length': String(end - range.from),
    })
    const whole = await send(response, number, content.subarray(range.from, Math.min(end, cutAt)))
    if (whole && cutAt < end) response.destroy()
    else response.end()
  }

  /** A URL of a part opens its own range and no other, and nothing without a range. */
  function storeRefusal({ headers }: IncomingMessage, search: string): string | undefined {
    const uses = count(urlUses, search)
    if (options.urlUses !== undefined && uses > options.urlUses) return 'ExpiredRequest'
    const signed = new URLSearchParams(search).get('range')
    const isAsSigned = signed === null || headers.range === `bytes=${signed}`
    return isAsSigned ? undefined : 'SignatureDoesNotMatch'
  }

  /** Answers whether all went out. */
  async function send(response: ServerResponse, number: number, bytes: Buffer): Promise<boolean> {
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      if (response.destroyed) return false
      const piece = bytes.subarray(at, at + PIECE_BYTES)
      response.write(piece)
      served.set(number, (served.get(number) ?? 0) + piece.length)
      if (options.pieceMs !== undefined) await setTimeout(options.pieceMs)
    }
    return true
  }

  const total = (): number => [...served.values()].reduce((sum, bytes) => sum + bytes, 0)
  return { url, served, total, pages, attempts, close: () => server.close() }
}

function count<Key>(counts: Map<Key, number>, key: Key): number {
  const next = (counts.get(key) ?? 0) + 1
  counts.set(key, next)
  return next
}

function rangeOf(request: IncomingMessage, shard: Uint8Array) {
  const [, first = '0', last = ''] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? []
  return { from: Number(first), to: last === '' ? shard.length : Number(last) + 1 }
}

function damaged(
  shard: Uint8Array,
  { from, to }: { readonly from: number; readonly to: number },
  fault: StoreFault | undefined,
): { readonly content: Buffer; readonly end: number; readonly cutAt: number } {
  const content = Buffer.from(shard)
  const whole = { content, end: to, cutAt: Number.POSITIVE_INFINITY }
  if (fault?.kind === 'flip') content[fault.at] = (content[fault.at] ?? 0) ^ 1
  if (fault?.kind === 'short') return { ...whole, end: Math.min(to, from + fault.bytes) }
  return fault?.kind === 'cut' ? { ...whole, cutAt: from + fault.bytes } : whole
}

function refuse(
  response: ServerResponse,
  { status, retryAfter }: Extract<StoreFault, { kind: 'status' }>,
): void {
  const headers = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }
  response.writeHead(status, headers).end('not now')
}

function problem(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status).end(JSON.stringify({ code, context: {}, requestId: 'req_test' }))
}

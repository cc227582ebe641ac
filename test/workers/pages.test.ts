import { env, exports } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { utf8Bytes } from '../../domain/log/utf8.ts'
import { LatestAsset } from '../../workers/network/schema.ts'
import { addSample, histogramOf, paceOf, type Sample } from '../../workers/pages/browser/pace.ts'
import { pauseMs } from '../../workers/pages/browser/pause.ts'
import { figuresOf, rootBars, ruleRows } from '../../workers/pages/figures.ts'
import { networkName } from '../../workers/pages/frame.tsx'
import { renderNetworkPage } from '../../workers/pages/network-page.tsx'
import { shortId, UNKNOWN } from '../../workers/pages/texts.ts'

const get = (path: string, headers: Record<string, string> = {}) =>
  exports.default.fetch(new Request(`http://127.0.0.1:8787${path}`, { headers }))

/** The text that the page shows for a figure. */
const figure = (html: string, name: string) =>
  html.match(new RegExp(`data-figure="${name}">([^<]*)<`))?.[1]

const status = {
  ...{ nodes: 2, batches: 1_200, mintTransactions: 1, treasury: null, latest: [] },
  assets: { accepted: 19_200, rejected: 16, pending: 0, duplicates: 0, minted: 8 },
  rejectedBatches: { SHARD_TRUNCATED: 1, ASSET_NOT_REPRODUCED: 3 },
  log: {
    ...{ origin: '127.0.0.1:8787/log', size: 19_200, cosignatures: 1, anchor: null },
    root: '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
  },
}
const site = {
  ...{ publicUrl: 'http://127.0.0.1:8787', rpcUrl: 'http://127.0.0.1:8899' },
  generator: 'piwa-procedural@1',
}
const props = { site, status }

describe('GET /', () => {
  test('shows the figures of the network in the document itself', async () => {
    const log = env.PROVENANCE_LOG.getByName(env.LOG_SHARD)
    await log.append({ id: 'pages', entries: [utf8Bytes('one'), utf8Bytes('two')] })
    const head = await log.head()
    const response = await get('/')
    expect(response.status).toBe(200)
    const html = await response.text()
    expect(figure(html, 'logSize')).toBe(String(head.size))
    expect(figure(html, 'logRoot')).toBe(head.root)
    expect(figure(html, 'accepted')).toBe('0')
  })

  test('allows the page no origin but its own', async () => {
    const policy = (await get('/')).headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("connect-src 'self' blob:")
    expect(policy).not.toMatch(/https?:|\*|'unsafe-(inline|eval)'/)
  })

  test('is never kept by a cache', async () => {
    expect((await get('/')).headers.get('cache-control')).toBe('no-store')
  })
})

describe('GET /assets/', () => {
  test('serves what the document names and lets it be revalidated', async () => {
    const html = await (await get('/')).text()
    const paths = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(
      (each) => each[1] ?? '',
    )
    expect(paths).toHaveLength(4)
    for (const path of paths) {
      const response = await get(path)
      expect([path, response.status]).toEqual([path, 200])
      expect(response.headers.get('cache-control')).toBe('no-cache')
      const etag = response.headers.get('etag') ?? ''
      expect((await get(path, { 'if-none-match': etag })).status).toBe(304)
    }
  })

  test('lets files that carry their hash be kept for good', async () => {
    const script = await (await get('/assets/network.js')).text()
    const chunk = script.match(/chunks\/[\w-]+\.js/)?.[0]
    const response = await get(`/assets/${chunk}`)
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toContain('immutable')
  })

  test('answers a file that is not there as any unknown route', async () => {
    const response = await get('/assets/absent.js')
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({ code: 'ROUTE_NOT_FOUND' })
  })

  test('keeps the record of the build to itself', async () => {
    expect((await get('/record.json')).status).toBe(404)
    expect((await get('/assets/../record.json')).status).toBe(404)
  })
})

describe('the document', () => {
  test('calls a network on the loopback interface local', () => {
    expect(networkName('http://127.0.0.1:8787')).toBe('local network')
    expect(networkName('http://localhost:1')).toBe('local network')
    expect(networkName('http://[::1]:8787')).toBe('local network')
    expect(networkName('https://piwa.network')).toBe('piwa.network')
    expect(networkName('https://localhost.example')).toBe('localhost.example')
  })

  test('shows unknown figures as unknown and never as zero', async () => {
    const html = String(await renderNetworkPage({ ...props, status: undefined }))
    const shown = [...html.matchAll(/data-figure="[^"]+">([^<]*)</g)].map((each) => each[1])
    expect(shown.length).toBeGreaterThan(15)
    expect(new Set(shown)).toEqual(new Set([UNKNOWN]))
  })

  test('shows markup in a caption as text', async () => {
    const asset = LatestAsset.parse({
      ...{ logIndex: 1, sha256: 'ab'.repeat(32), family: 'gear', triangles: 1, node: 'n' },
      ...{ caption: '<img src=x>', cnft: null, previewUrl: '/v1/previews/1.glb' },
    })
    const html = String(
      await renderNetworkPage({ ...props, status: { ...status, latest: [asset] } }),
    )
    expect(html).toContain('&lt;img src=x&gt;')
    expect(html).not.toContain('<img')
  })
})

describe('figures', () => {
  test('are written with separators and the right number of the noun', () => {
    expect(figuresOf(status)).toMatchObject({
      ...{ accepted: '19,200', mintTransactions: '1 transaction', cosignatures: '1 witness' },
      ...{ anchor: 'none yet', treasury: UNKNOWN },
    })
  })

  test('list the rule that rejected most first, with its meaning', () => {
    expect(ruleRows(status).map(({ text }) => text)).toEqual([
      {
        ...{ rule: 'ASSET_NOT_REPRODUCED', batches: '3 batches' },
        reason: 're-execution gives another asset',
      },
      { rule: 'SHARD_TRUNCATED', batches: '1 batch', reason: 'the shard ends early' },
    ])
  })

  test('draw one bar for each byte of a root', () => {
    expect(rootBars(status.log.root).match(/M/g)).toHaveLength(32)
  })

  test('shorten long ids only', () => {
    expect(shortId('BGUMAp9Gq7iTEuizy4pqaxsTyUCBK68MDfK752saRPUY')).toBe('BGUMAp…RPUY')
    expect(shortId('short')).toBe('short')
  })
})

describe('the pace', () => {
  /** Two assets a second, seen every two seconds. */
  const steady = (seconds: number): Sample[] => {
    let samples: Sample[] = []
    for (let second = 0; second <= seconds; second += 2) {
      samples = addSample(samples, { atMs: second * 1000, accepted: second * 2 })
    }
    return samples
  }

  test('is the mean over what was measured', () => {
    expect(paceOf(steady(30))).toBe(2)
    expect(paceOf(steady(600))).toBe(2)
  })

  test('forgets what is older than a minute', () => {
    const samples = addSample(steady(600), { atMs: 602_000, accepted: 1_204 })
    expect(samples[0]?.atMs).toBe(542_000)
  })

  test('is unknown until it was measured for long enough', () => {
    expect(paceOf([])).toBeUndefined()
    expect(paceOf(steady(4))).toBeUndefined()
  })

  test('starts again when the network was reset', () => {
    const reset = { atMs: 32_000, accepted: 1 }
    expect(addSample(steady(30), reset)).toEqual([reset])
  })

  test('has a histogram that adds up to what was accepted in the minute', () => {
    const bars = histogramOf(steady(60), 30)
    expect(bars).toHaveLength(30)
    expect(bars.reduce((sum, assets) => sum + assets, 0)).toBe(120)
  })
})

test('the page asks an edge in trouble ever less often', () => {
  expect([0, 1, 2, 3, 4, 50].map(pauseMs)).toEqual([2000, 4000, 8000, 16_000, 30_000, 30_000])
})

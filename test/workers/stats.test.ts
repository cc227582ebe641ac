import { beforeAll, describe, expect, test } from 'vitest'
import type { Wallet } from '../../domain/ids.ts'
import { DAY_MS } from '../../domain/license/terms.ts'
import type { DayStats, DepositStats, JobStats, UserStats } from '../../workers/stats/schema.ts'
import { someWallet } from '../fixtures-ledger.ts'
import { refusalOf, refused, send, urlOf } from '../fixtures-node.ts'
import { addLicense, addPayment, addSnapshot } from './stats-rows.ts'

const get = (path: string): Promise<Response> => send(new Request(urlOf(`/v1/stats${path}`)))
async function read<T>(path: string): Promise<T> {
  const response = await get(path)
  if (response.status !== 200) throw new Error(`${path}: ${await response.text()}`)
  return response.json<T>()
}
const at = (text: string): number => Date.parse(text)

const ATOM = 2n ** 53n + 1n

beforeAll(addSnapshot)

/** Every item of a list, read in pages; `between` runs after each page. */
async function readAll<T>(path: string, between?: () => Promise<unknown>): Promise<T[]> {
  const items: T[] = []
  let cursor: string | null = null
  do {
    const behind: string = cursor === null ? '' : `&cursor=${cursor}`
    const page: { data: T[]; cursor: string | null; hasMore: boolean } = await read(path + behind)
    expect(page.hasMore).toBe(page.cursor !== null)
    items.push(...page.data)
    cursor = page.cursor
    await between?.()
  } while (cursor !== null)
  return items
}

describe('deposits', () => {
  test('are payments, by the time of their block, with their status', async () => {
    const [wallet, other] = [someWallet(), someWallet()]
    const late = await addPayment({ wallet, atMs: at('2001-01-02T12:00:00.5Z'), atoms: '7' })
    const atoms = String(ATOM)
    const first = await addPayment({
      ...{ wallet: other, atMs: at('2001-01-01T00:00:00Z'), atoms, status: 'pending' },
    })
    const reversed = await addPayment({
      ...{ wallet, atMs: at('2001-01-02T00:00:00Z'), atoms: '1', status: 'reversed' },
    })
    expect(await read('/deposits?from=2001-01-01&to=2001-01-03')).toEqual({
      data: [
        {
          ...{ depositId: first, userId: other, renderAmount: atoms, status: 'pending' },
          depositedAt: '2001-01-01T00:00:00.000Z',
        },
        {
          ...{ depositId: reversed, userId: wallet, renderAmount: '1', status: 'reversed' },
          depositedAt: '2001-01-02T00:00:00.000Z',
        },
        {
          ...{ depositId: late, userId: wallet, renderAmount: '7', status: 'confirmed' },
          depositedAt: '2001-01-02T12:00:00.500Z',
        },
      ],
      ...{ cursor: null, hasMore: false },
    })
  })

  test('are taken from the start of the window, its end excluded', async () => {
    const wallet = someWallet()
    const times = ['2001-02-01T00:00:00Z', '2001-02-01T23:59:59.999Z', '2001-02-02T00:00:00Z']
    for (const [i, time] of times.entries()) {
      await addPayment({ wallet, atMs: at(time), atoms: String(i) })
    }
    const amounts = async (query: string) =>
      (await read<DepositStats>(`/deposits?${query}`)).data.map((item) => item.renderAmount)
    expect(await amounts('from=2001-02-01&to=2001-02-02')).toEqual(['0', '1'])
    expect(await amounts('from=2001-02-01T00:00:00.001Z&to=2001-02-03')).toEqual(['1', '2'])
    expect(await amounts('from=2001-02-01T01:00:00%2B01:00&to=2001-02-01T00:00:00.001Z')).toEqual([
      '0',
    ])
    expect(await amounts('from=2001-02-02&to=2001-02-02')).toEqual([])
    expect(await amounts('to=2000-01-01')).toEqual([])
  })

  test('of one moment are paged without loss or repetition, while others come in', async () => {
    const wallet = someWallet()
    const atMs = at('2001-03-01T10:00:00Z')
    const sent = await Promise.all(
      Array.from({ length: 25 }, (_, i) =>
        addPayment({ wallet, atMs: atMs + (i % 2), atoms: String(i) }),
      ),
    )
    const path = '/deposits?from=2001-03-01&to=2001-03-02&limit=4'
    const between = () => addPayment({ wallet, atMs: atMs + 1_000, atoms: '99' })
    const items = await readAll<DepositStats['data'][number]>(path, between)
    const ids = items.filter(({ renderAmount }) => renderAmount !== '99')
    expect(ids.map(({ depositId }) => depositId).toSorted()).toEqual(sent.toSorted())
    const known = new Set(items.map(({ depositId }) => depositId))
    expect(known.size).toBe(items.length)
  })
})

describe('completed jobs', () => {
  test('are licenses, with what the ledger has as their revenue', async () => {
    const wallet = someWallet()
    const sale = { wallet, atMs: at('2002-01-01T08:00:00Z'), priceAtoms: String(ATOM) }
    const id = await addLicense(sale)
    const extension = await addLicense({ ...sale, atMs: sale.atMs + 1, discountAtoms: '2' })
    expect(await read<JobStats>('/jobs/completed?from=2002-01-01&to=2002-01-02')).toEqual({
      data: [
        {
          ...{ jobId: id, userId: wallet, renderUsed: '9007199254740993' },
          completedAt: '2002-01-01T08:00:00.000Z',
        },
        {
          ...{ jobId: extension, userId: wallet, renderUsed: '9007199254740991' },
          completedAt: '2002-01-01T08:00:00.001Z',
        },
      ],
      ...{ cursor: null, hasMore: false },
    })
  })

  test('of one moment are paged without loss or repetition', async () => {
    const wallet = someWallet()
    const atMs = at('2002-02-01T08:00:00Z')
    const sold = await Promise.all(Array.from({ length: 9 }, () => addLicense({ wallet, atMs })))
    const path = '/jobs/completed?from=2002-02-01&to=2002-02-02&limit=2'
    const items = await readAll<JobStats['data'][number]>(path)
    expect(items.map(({ jobId }) => jobId)).toEqual(sold.toSorted())
  })
})

test('nothing is ever burned', async () => {
  const nothing = { data: [], cursor: null, hasMore: false }
  expect(await read('/burns')).toEqual(nothing)
  expect(await read('/burns?from=2001-01-01&to=2001-01-02&limit=1000')).toEqual(nothing)
})

describe('daily figures', () => {
  const EMPTY = {
    ...{ totalRenderDeposited: '0', totalRenderBurned: '0', totalRenderUsed: '0' },
    ...{ totalUsdRevenue: null, uniqueDepositingUsers: 0, uniqueActiveUsers: 0 },
    ...{ depositCount: 0, burnCount: 0, jobCount: 0 },
  }

  test('have a row for each day, both ends included, and exact sums', async () => {
    const [payer, buyer] = [someWallet(), someWallet()]
    const atMs = at('2003-01-02T00:00:00Z')
    for (const wallet of [payer, payer, buyer]) {
      await addPayment({ wallet, atMs, atoms: String(ATOM) })
    }
    const lastMs = atMs + DAY_MS - 1
    await addPayment({ wallet: payer, atMs: lastMs, atoms: String(2n ** 63n - 1n) })
    await addPayment({ wallet: buyer, atMs: lastMs, atoms: '5', status: 'pending' })
    await addPayment({ wallet: buyer, atMs: lastMs, atoms: '5', status: 'reversed' })
    await addLicense({ wallet: buyer, atMs, priceAtoms: String(ATOM), discountAtoms: '1' })
    await addLicense({ wallet: someWallet(), atMs: lastMs, priceAtoms: String(ATOM) })
    await addLicense({ wallet: buyer, atMs: lastMs + 1, priceAtoms: '3' })

    const path = '/stats/daily?from=2003-01-01&to=2003-01-03'
    expect(await read<DayStats>(path)).toEqual({
      data: [
        { ...EMPTY, date: '2003-01-01' },
        {
          ...{ ...EMPTY, date: '2003-01-02', uniqueDepositingUsers: 2, uniqueActiveUsers: 3 },
          totalRenderDeposited: String(3n * ATOM + 2n ** 63n - 1n),
          totalRenderUsed: String(2n * ATOM - 1n),
          ...{ depositCount: 4, jobCount: 2 },
        },
        {
          ...{ ...EMPTY, date: '2003-01-03', totalRenderUsed: '3' },
          ...{ uniqueActiveUsers: 1, jobCount: 1 },
        },
      ],
      ...{ cursor: null, hasMore: false },
    })
    expect(await read('/daily?from=2003-01-01&to=2003-01-03')).toEqual(await read(path))
  })

  test('are those of the last thirty days where no date is given', async () => {
    const { data } = await read<DayStats>('/stats/daily')
    const today = new Date().toISOString().slice(0, 10)
    expect([data.length, data.at(-1)?.date]).toEqual([30, today])
    const since = await read<DayStats>(`/stats/daily?from=${data[27]?.date}`)
    expect(since.data.map(({ date }) => date)).toEqual(data.slice(27).map(({ date }) => date))
  })

  test('reach over 366 days and no more', async () => {
    const leap = await read<DayStats>('/stats/daily?from=2004-01-01&to=2004-12-31')
    expect(leap.data).toHaveLength(366)
    expect(leap.data[59]?.date).toBe('2004-02-29')
    const tooLong = await get('/stats/daily?from=2004-01-01&to=2005-01-01')
    expect(await refusalOf(tooLong)).toEqual(refused(422, 'REQUEST_INVALID', { path: 'to' }))
    const one = await read<DayStats>('/stats/daily?from=2004-05-05&to=2004-05-05')
    expect(one.data.map(({ date }) => date)).toEqual(['2004-05-05'])
  })
})

describe('users', () => {
  let wallets: Wallet[]
  beforeAll(async () => {
    wallets = Array.from({ length: 7 }, someWallet).toSorted()
    for (const [i, wallet] of wallets.entries()) {
      const atMs = at('2005-06-01T00:00:00Z') + i * 3_600_000
      await addPayment({ wallet, atMs, atoms: String(ATOM) })
      await addPayment({ wallet, atMs: atMs + 1_000, atoms: String(ATOM) })
      await addPayment({ wallet, atMs, atoms: '8', status: 'pending' })
      if (i % 2 === 0) await addLicense({ wallet, atMs: atMs + 5_000, priceAtoms: '11' })
    }
    const [first = someWallet()] = wallets
    await addLicense({ wallet: first, atMs: at('2005-06-02T23:59:59.999Z'), priceAtoms: '2' })
    await addLicense({ wallet: first, atMs: at('2005-06-03T00:00:00Z'), priceAtoms: '4' })
  })
  const DATES = 'from=2005-06-01&to=2005-06-02'

  test('are wallets with what they did within the dates', async () => {
    const { data } = await read<UserStats>(`/stats/users?${DATES}`)
    expect(data.map(({ userId }) => userId)).toEqual(wallets)
    expect(data.slice(0, 2)).toEqual([
      {
        ...{ userId: wallets[0], totalRenderDeposited: String(2n * ATOM), totalRenderSpent: '13' },
        ...{ depositCount: 2, jobCount: 2, firstActivityAt: '2005-06-01T00:00:00.000Z' },
        lastActivityAt: '2005-06-02T23:59:59.999Z',
      },
      {
        ...{ userId: wallets[1], totalRenderDeposited: String(2n * ATOM), totalRenderSpent: '0' },
        ...{ depositCount: 2, jobCount: 0, firstActivityAt: '2005-06-01T01:00:00.000Z' },
        lastActivityAt: '2005-06-01T01:00:01.000Z',
      },
    ])
    expect(await read(`/users?${DATES}`)).toEqual(await read(`/stats/users?${DATES}`))
  })

  test('are paged without loss or repetition', async () => {
    for (const limit of [1, 2, 3, 7, 8]) {
      const items = await readAll<UserStats['data'][number]>(`/stats/users?${DATES}&limit=${limit}`)
      expect(items.map(({ userId }) => userId)).toEqual(wallets)
    }
  })

  test('are asked for one by one', async () => {
    const { data } = await read<UserStats>(`/stats/users?${DATES}&userId=${wallets[3]}`)
    expect(data.map(({ userId }) => userId)).toEqual([wallets[3]])
    const nobody = { data: [], cursor: null, hasMore: false }
    expect(await read(`/stats/users?userId=${someWallet()}`)).toEqual(nobody)
    expect(await read(`/stats/users?to=2000-01-01&userId=${wallets[3]}`)).toEqual(nobody)
  })
})

describe('every list', () => {
  const LISTS = ['/deposits', '/jobs/completed', '/burns', '/stats/users', '/users']

  test.each([...LISTS, '/stats/daily', '/daily'])('%s is for anyone, anywhere', async (path) => {
    const response = await get(path)
    expect(response.status).toBe(200)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(response.headers.get('cache-control')).toBe('public, max-age=60')
  })

  test.each(LISTS)('%s refuses what is no page of it', async (path) => {
    const { cursor } = await read<DepositStats>('/deposits?limit=1')
    const others = path === '/deposits' ? [] : [`cursor=${cursor}`]
    const queries = ['limit=0', 'limit=1001', 'limit=1.5', 'limit=x', 'from=yesterday']
    const days = ['from=2001-02-30', 'to=2001', 'from=2001-02-03&to=2001-02-02']
    for (const query of [...queries, ...days, 'cursor=', 'cursor=%F0', 'cursor=x', ...others]) {
      const response = await get(`${path}?${query}`)
      expect([query, (await refusalOf(response)).problem.code]).toEqual([query, 'REQUEST_INVALID'])
      expect(response.headers.get('access-control-allow-origin')).toBe('*')
      expect(response.headers.get('cache-control')).toBeNull()
    }
  })

  test('refuses a cursor that was tampered with', async () => {
    const { cursor } = await read<DepositStats>('/deposits?limit=1')
    const text = atob((cursor ?? '').replaceAll('-', '+').replaceAll('_', '/'))
    const forged = [`${text} x`, text.replace(/ \d+ /, ' -1 '), text.replace(/ \d+ /, ' 1e3 ')]
    const huge = text.replace(/ \d+ /, ` ${'9'.repeat(16)} `)
    for (const place of [...forged, huge, 'deposits', 'deposits  ']) {
      const response = await get(`/deposits?cursor=${btoa(place).replace(/=+$/, '')}`)
      expect([place, response.status]).toEqual([place, 422])
    }
    expect((await get(`/deposits?cursor=${cursor}=`)).status).toBe(422)
  })

  test.each([
    ...['from=2001-02-30', 'from=1969-12-31', 'from=9999-01-01', 'from=2001-02-03T00:00:00Z'],
    ...['from=2001-02-03&to=2001-02-02'],
  ])('of days refuses %s', async (query) => {
    for (const path of ['/stats/daily', '/stats/users']) {
      const response = await get(`${path}?${query}`)
      expect(await refusalOf(response)).toEqual(refused(422, 'REQUEST_INVALID'))
    }
  })

  test('refuses a user who is no wallet', async () => {
    const response = await get('/stats/users?userId=1;DROP')
    expect(await refusalOf(response)).toEqual(refused(422, 'REQUEST_INVALID', { path: 'userId' }))
  })
})

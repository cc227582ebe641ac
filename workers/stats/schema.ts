import { z } from '@hono/zod-openapi'
import { PAYMENT_STATUSES } from '../../d1/licensing-schema.ts'
import { WalletText } from '../oracle/schema.ts'

/**
 * The network's figures in the shape of the stats API of RNP-023: a user is a wallet, a deposit is a
 * payment that arrived in the vault, a job is a license that was issued.
 */

export const STATS_LIMIT_DEFAULT = 100
export const STATS_LIMIT_MAX = 1_000
/** Most days of one answer. */
export const STATS_DAYS_MAX = 366
const CURSOR_LENGTH_MAX = 256

const Amount = z
  .string()
  .regex(/^(0|[1-9][0-9]*)$/)
  .openapi({ description: 'Integer in the smallest unit, 10^-8 RENDER', example: '150000000' })
const Count = z.number().int().nonnegative()
const Time = z.iso.datetime().openapi({ example: '2026-11-22T09:30:00.000Z' })
const Day = z.iso.date().openapi({ example: '2026-11-22' })
const User = WalletText.openapi({ description: 'The wallet of a buyer' })

const Moment = (which: string) =>
  z
    .union([z.iso.date(), z.iso.datetime({ offset: true })], 'neither a date nor an ISO 8601 time')
    .openapi({ description: `ISO 8601, ${which}. A date alone is its first moment in UTC.` })
    .optional()
const Limit = z.coerce.number().int().min(1).max(STATS_LIMIT_MAX).default(STATS_LIMIT_DEFAULT)
const Cursor = z
  .string()
  .max(CURSOR_LENGTH_MAX)
  .optional()
  .openapi({ description: 'The cursor of the page before' })

const ENDS_BEFORE_START = { message: 'lies before from', path: ['to'] }

export const ListQuery = z
  .object({
    ...{ from: Moment('inclusive'), to: Moment('exclusive') },
    ...{ cursor: Cursor, limit: Limit },
  })
  .refine(({ from, to }) => !from || !to || Date.parse(from) <= Date.parse(to), ENDS_BEFORE_START)

const QueryDay = z.iso
  .date()
  .refine((text) => /^(19[789]|2)/.test(text), 'not a year from 1970 to 2999')
  .optional()
  .openapi({ description: 'Date in UTC, inclusive', example: '2026-11-22' })

export const DaysQuery = z.object({ from: QueryDay, to: QueryDay })

export const UsersQuery = z
  .object({ from: QueryDay, to: QueryDay, userId: User.optional(), cursor: Cursor, limit: Limit })
  .refine(({ from, to }) => !from || !to || from <= to, ENDS_BEFORE_START)

const page = <T extends z.ZodType>(item: T) =>
  z.object({
    data: z.array(item),
    cursor: z.string().nullable().openapi({ description: 'Of the next page; null at the end' }),
    hasMore: z.boolean(),
  })

export const DepositStat = z
  .object({
    depositId: z.string().openapi({ description: 'The Solana transaction' }),
    userId: User,
    renderAmount: Amount,
    status: z.enum(PAYMENT_STATUSES),
    depositedAt: Time.openapi({ description: 'Time of the block' }),
  })
  .meta({ id: 'DepositStat' })

export const JobStat = z
  .object({
    jobId: z.string().openapi({ description: 'The license' }),
    userId: User,
    renderUsed: Amount.openapi({
      description: 'What the license was sold for, less what unused time of an earlier one paid',
    }),
    completedAt: Time,
  })
  .meta({ id: 'JobStat' })

export const BurnStat = z
  .object({ burnId: z.string(), renderBurned: Amount, txSignature: z.string(), burnedAt: Time })
  .meta({ id: 'BurnStat' })

export const DayStat = z
  .object({
    date: Day,
    totalRenderDeposited: Amount.openapi({ description: 'Of confirmed deposits' }),
    totalRenderBurned: Amount.openapi({ description: 'Zero: the network burns nothing' }),
    totalRenderUsed: Amount,
    totalUsdRevenue: z
      .string()
      .nullable()
      .openapi({ description: 'Null: unknown, as the network is paid in RENDER; it is not zero' }),
    uniqueDepositingUsers: Count,
    uniqueActiveUsers: Count.openapi({ description: 'Who made a deposit or got a license' }),
    depositCount: Count.openapi({ description: 'Of confirmed deposits' }),
    burnCount: Count,
    jobCount: Count,
  })
  .meta({ id: 'DayStat' })

export const UserStat = z
  .object({
    userId: User,
    totalRenderDeposited: Amount.openapi({ description: 'Of confirmed deposits' }),
    totalRenderSpent: Amount,
    depositCount: Count.openapi({ description: 'Of confirmed deposits' }),
    jobCount: Count,
    firstActivityAt: Time,
    lastActivityAt: Time,
  })
  .meta({ id: 'UserStat' })

export const DepositStats = page(DepositStat).meta({ id: 'DepositStats' })
export const JobStats = page(JobStat).meta({ id: 'JobStats' })
export const BurnStats = page(BurnStat).meta({ id: 'BurnStats' })
export const DayStats = page(DayStat).meta({ id: 'DayStats' })
export const UserStats = page(UserStat).meta({ id: 'UserStats' })

export type ListQuery = z.infer<typeof ListQuery>
export type DaysQuery = z.infer<typeof DaysQuery>
export type UsersQuery = z.infer<typeof UsersQuery>
export type DepositStats = z.infer<typeof DepositStats>
export type JobStats = z.infer<typeof JobStats>
export type BurnStats = z.infer<typeof BurnStats>
export type DayStats = z.infer<typeof DayStats>
export type UserStats = z.infer<typeof UserStats>

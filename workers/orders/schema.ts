import { z } from '@hono/zod-openapi'
import { ORDER_KINDS, ORDER_STATUSES } from '../../d1/licensing-schema.ts'
import { isVersion } from '../../domain/dataset/snapshot.ts'
import { isLicenseId, isOrderId } from '../../domain/ids.ts'
import { LICENSE_TERMS, LICENSE_TIERS } from '../../domain/license/terms.ts'
import { FilterBody } from '../datasets/filter-schema.ts'
import { WalletText } from '../oracle/schema.ts'

/** The wire between buyers and the shop. Amounts are decimal digits in atoms, 10^-8 RENDER. */

export const OrderIdText = z.string().refine(isOrderId, 'malformed order id')
export const LicenseIdText = z.string().refine(isLicenseId, 'malformed license id')
export const AtomsText = z.string().regex(/^(0|[1-9][0-9]{0,18})$/, 'not an amount in atoms')
const Count = z.number().int().nonnegative()
const TimeMs = z.number().int().nonnegative()
const VersionName = z.string().refine(isVersion, 'malformed version')
const TermDays = z.union(LICENSE_TERMS.map((days) => z.literal(days)))

/** A filter as the network writes it: every field, in canonical form. */
export const CanonicalFilter = z
  .object({
    ...{ families: z.array(z.string()), qualities: z.array(z.string()), nsfw: z.string() },
    ...{ kinds: z.array(z.string()), triangles: z.array(z.string()) },
    ...{ views: z.boolean().nullable(), tag: z.string().nullable() },
  })
  .meta({ id: 'CanonicalFilter' })

export const OrderRequest = z
  .object({
    /** Chosen by the buyer and hard to guess; the same key of the same wallet gives the same order. */
    requestKey: z.string().regex(/^[A-Za-z0-9_-]{16,64}$/, 'not 16 to 64 url-safe characters'),
    /** The licensee's. */
    wallet: WalletText,
    /** Where none is named: that of the license that the order goes on from, or else the latest. */
    version: z.union([VersionName, z.literal('latest')]).optional(),
    filter: FilterBody,
    tier: z.enum(LICENSE_TIERS),
    termDays: TermDays,
    /**
     * The license that this one renews (same version and filter) or extends to a newer version, which
     * takes its place. Needs the session of its wallet; for a renewal the license itself will do.
     */
    follows: LicenseIdText.optional(),
  })
  .meta({ id: 'OrderRequest' })

export const Order = z
  .object({
    orderId: OrderIdText,
    /** An expired order can still become licensed by a payment that was made in time. */
    status: z.enum(ORDER_STATUSES),
    kind: z.enum(ORDER_KINDS),
    wallet: WalletText,
    version: VersionName,
    filter: CanonicalFilter,
    tier: z.enum(LICENSE_TIERS),
    termDays: TermDays,
    count: Count,
    bytes: Count,
    priceAtoms: AtomsText,
    /** What unused time of the license before takes off the price. */
    discountAtoms: AtomsText,
    /** What is still to be paid. */
    dueAtoms: AtomsText,
    /** All that came in for the order so far, used credit included. */
    paidAtoms: AtomsText,
    /** What of it was given to the wallet as credit. */
    creditAtoms: AtomsText,
    /** A public key that a payment names among its accounts. */
    reference: z.string(),
    vault: WalletText,
    mint: z.string(),
    decimals: z.number().int(),
    /** Solana Pay; null when nothing is to be paid any more. */
    paymentUrl: z.string().nullable(),
    createdAtMs: TimeMs,
    expiresAtMs: TimeMs,
    license: z.object({ licenseId: LicenseIdText, jws: z.string(), endsAtMs: TimeMs }).nullable(),
  })
  .meta({ id: 'Order' })

export type OrderRequest = z.infer<typeof OrderRequest>
export type Order = z.infer<typeof Order>

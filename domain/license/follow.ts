import type { LicenseId, Wallet } from '../ids.ts'

/** The license that an order is to go on from, as far as it matters to it. */
export interface FollowedLicense {
  readonly id: LicenseId
  readonly wallet: Wallet
  readonly version: string
  /** In canonical form. */
  readonly filter: string
  readonly revoked: boolean
  /** It was renewed before. */
  readonly renewed: boolean
}

/**
 * Whom a request speaks for, and by what: the wallet signed in, or the license was sent. Licenses lie
 * on many machines, so one proves less.
 */
export interface Holder {
  readonly wallet: Wallet
  readonly proof: 'session' | 'license'
}

export interface FollowRequest {
  readonly wallet: Wallet
  readonly holder: Holder | undefined
  readonly version: string
  readonly filter: string
}

export type FollowVerdict =
  /** The same content for a further term. */
  | { readonly status: 'renewal' }
  /** A newer version in place of the old license, whose unused time counts. */
  | { readonly status: 'extension' }
  | { readonly status: 'invalid'; readonly issue: string }

/** Whether an order may go on from a license, and as what. */
export function judgeFollow(license: FollowedLicense, request: FollowRequest): FollowVerdict {
  const { wallet, holder, version, filter } = request
  if (holder?.wallet !== license.wallet) {
    return invalid('proof of the license or its wallet is missing')
  }
  if (wallet !== license.wallet) return invalid('the license is of another wallet')
  if (license.revoked) return invalid('the license is revoked or was replaced')
  const order = compareVersions(version, license.version)
  if (order > 0) {
    // It ends the old license and spends its unused time, which is the owner's to decide.
    return holder.proof === 'session'
      ? { status: 'extension' }
      : invalid('an extension needs the session of the wallet')
  }
  if (order < 0) return invalid('the version is older than that of the license')
  if (filter !== license.filter) return invalid('a renewal has the filter of its license')
  return license.renewed ? invalid('the license was renewed before') : { status: 'renewal' }
}

/** Semantic versions of three numbers: below zero where the left one comes first. */
export function compareVersions(left: string, right: string): number {
  const [a, b] = [left, right].map((version) => version.split('.').map(Number))
  const place = a?.findIndex((number, at) => number !== b?.[at]) ?? -1
  return place < 0 ? 0 : (a?.[place] ?? 0) - (b?.[place] ?? 0)
}

const invalid = (issue: string): FollowVerdict => ({ status: 'invalid', issue })

import { PublicKey } from '@solana/web3.js'
import bs58 from 'bs58'
import { z } from 'zod'
import { isBatchId, isSha256Hex, isWallet } from '../../domain/ids.ts'
import { PROGRAMS } from './programs.ts'
import { type AnchorRequest, ASSETS_MAX, type MintRequest, type TreasuryRefused } from './rpc.ts'

/** Highest log index: it bounds the length of a name and of a metadata URL. */
export const LOG_INDEX_MAX = 2 ** 40 - 1
const CHECKPOINT_CHARACTERS_MAX = 16_384

const Mint = z.strictObject({
  id: z.string().refine(isBatchId, 'not a batch id'),
  owner: z.string().refine(isWallet, 'not a wallet'),
  assets: z
    .array(
      z.strictObject({
        logIndex: z.number().int().min(0).max(LOG_INDEX_MAX),
        sha256: z.string().refine(isSha256Hex, 'not a SHA-256 in hex'),
      }),
    )
    .min(1)
    .max(ASSETS_MAX),
})

const Anchor = z.strictObject({
  origin: z.string().regex(/^[!-~]{1,200}$/, 'not an origin'),
  size: z.number().int().min(1).max(LOG_INDEX_MAX),
  root: z.string().regex(/^[A-Za-z0-9+/]{43}=$/, 'not 32 bytes in base64'),
  checkpoint: z.string().max(CHECKPOINT_CHARACTERS_MAX),
})

type Parsed<T> = { readonly status: 'valid'; readonly value: T } | TreasuryRefused

/** Takes a mint request from outside, or says which part of it is not understood. */
export function parseMintRequest(input: unknown): Parsed<MintRequest> {
  const parsed = Mint.safeParse(input)
  if (!parsed.success) return invalid(parsed.error)
  const { owner, assets } = parsed.data
  if (!isSpendableAddress(owner)) {
    return { status: 'refused', code: 'OWNER_INVALID', context: { owner } }
  }
  const repeated = firstRepeat(assets)
  if (repeated !== undefined) return requestInvalid('assets', `repeats ${repeated}`)
  return { status: 'valid', value: parsed.data }
}

/** Takes an anchor request; its note must state the same origin, size and root. */
export function parseAnchorRequest(input: unknown): Parsed<AnchorRequest> {
  const parsed = Anchor.safeParse(input)
  if (!parsed.success) return invalid(parsed.error)
  const { origin, size, root, checkpoint } = parsed.data
  if (!checkpoint.startsWith(`${origin}\n${size}\n${root}\n`)) {
    return requestInvalid('checkpoint', 'states another origin, size or root')
  }
  return { status: 'valid', value: parsed.data }
}

/** A point on the curve that is no program: only such an owner can ever sign a transfer. */
function isSpendableAddress(owner: string): boolean {
  const bytes = bs58.decodeUnsafe(owner)
  return bytes?.length === 32 && !PROGRAMS.includes(owner) && PublicKey.isOnCurve(bytes)
}

function firstRepeat(assets: MintRequest['assets']): string | undefined {
  const seen = new Set<string>()
  for (const { logIndex, sha256 } of assets) {
    for (const key of [String(logIndex), sha256]) {
      if (seen.has(key)) return key
      seen.add(key)
    }
  }
  return undefined
}

function invalid(error: z.ZodError): TreasuryRefused {
  const [issue] = error.issues
  return requestInvalid(issue?.path.join('.') ?? '', issue?.message ?? 'invalid')
}

function requestInvalid(path: string, issue: string): TreasuryRefused {
  return { status: 'refused', code: 'REQUEST_INVALID', context: { path, issue } }
}

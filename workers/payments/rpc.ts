import { z } from 'zod'
import type { FinalizedTransaction, TokenBalance } from '../../domain/payment/judge.ts'

/** A transaction that names an address, as a node lists it. */
export interface ListedSignature {
  readonly signature: string
  readonly slot: number
  readonly failed: boolean
  readonly memo: string | null
  readonly atMs: number | null
}

export interface ListRange {
  /** Only what is older than this one. */
  readonly before?: string | undefined
  /** Only what is newer than this one. */
  readonly until?: string | undefined
  readonly limit: number
}

export type SendReply =
  | { readonly status: 'sent' }
  | { readonly status: 'refused'; readonly issue: string }

/**
 * The questions that payments ask a Solana node, of finalized state where money is read. Each throws for an
 * outage: no answer in time, nonsense, or an error of the node. Null is the node's own word for
 * "not known to me".
 */
export interface PaymentRpc {
  /** Of the endpoint, for messages: the rest of its URL may hold a key. */
  readonly host: string
  /** Newest first. */
  signaturesOf(address: string, range: ListRange): Promise<ListedSignature[]>
  transaction(signature: string): Promise<FinalizedTransaction | null>
  /** Whether it succeeded in a block, final or not. */
  landed(signature: string): Promise<boolean>
  /** Hands over a signed transaction in base64, after the node tried it. */
  send(wire: string): Promise<SendReply>
  latestBlockhash(): Promise<string>
  genesisHash(): Promise<string>
}

export const RPC_TIMEOUT_MS = 10_000
/** The most that a node lists at once. */
export const LISTED_MAX = 1_000

const Count = z.number().int().min(0)
const TimeSeconds = z.number().int().nullish()
const Base58 = z.string().regex(/^[1-9A-HJ-NP-Za-km-z]{32,88}$/)

const Listed = z.array(
  z.object({
    signature: Base58,
    slot: Count,
    err: z.unknown(),
    memo: z.string().nullish(),
    blockTime: TimeSeconds,
  }),
)

const Balances = z.array(
  z.object({
    accountIndex: Count,
    mint: Base58,
    owner: Base58,
    uiTokenAmount: z.object({ amount: z.string().regex(/^[0-9]{1,20}$/) }),
  }),
)

const Landed = z.object({
  slot: Count,
  blockTime: TimeSeconds,
  transaction: z.object({ message: z.object({ accountKeys: z.array(Base58) }) }),
  meta: z.object({
    err: z.unknown(),
    preTokenBalances: Balances,
    postTokenBalances: Balances,
    loadedAddresses: z.object({ writable: z.array(Base58), readonly: z.array(Base58) }).nullish(),
  }),
})

const Envelope = z.union([
  z.object({ error: z.object({ code: z.number(), message: z.string() }) }),
  z.object({ result: z.unknown() }),
])

const FINALIZED = { commitment: 'finalized' }
/** Recent enough to leave a wallet its time, and known to other nodes within a second. */
const CONFIRMED = { commitment: 'confirmed' }
/** What a node answers to a transaction that it tried and did not send on. */
const PREFLIGHT_FAILED = -32002
const SIGNATURE_INVALID = -32003
const PARAMS_INVALID = -32602
const REFUSING = new Set([PREFLIGHT_FAILED, SIGNATURE_INVALID, PARAMS_INVALID])

export function createPaymentRpc(url: string, timeoutMs: number = RPC_TIMEOUT_MS): PaymentRpc {
  const { host } = new URL(url)
  const ask = async (method: string, params: readonly unknown[]) =>
    post({ url, host, timeoutMs, method, params })
  const askFor = async <T>(method: string, params: readonly unknown[], shape: z.ZodType<T>) => {
    const answer = await ask(method, params)
    if ('error' in answer) {
      throw new Error(`${host}: ${method}: ${answer.error.code} ${answer.error.message}`)
    }
    const parsed = shape.safeParse(answer.result)
    if (parsed.success) return parsed.data
    throw new Error(`${host}: ${method}: ${parsed.error.message}`)
  }

  return {
    host,
    signaturesOf: async (address, { before, until, limit }) =>
      (
        await askFor(
          'getSignaturesForAddress',
          [address, { ...FINALIZED, limit, ...(before && { before }), ...(until && { until }) }],
          Listed,
        )
      ).map(({ signature, slot, err, memo, blockTime }) => ({
        ...{ signature, slot, failed: isFailure(err), memo: memo ?? null },
        atMs: timeMs(blockTime),
      })),
    transaction: async (signature) => {
      const options = { ...FINALIZED, encoding: 'json', maxSupportedTransactionVersion: 1 }
      const landed = await askFor('getTransaction', [signature, options], Landed.nullable())
      return landed && factsOf(signature, landed)
    },
    landed: async (signature) => {
      const options = { searchTransactionHistory: true }
      const { value } = await askFor('getSignatureStatuses', [[signature], options], Statuses)
      return value.some((status) => status !== null && !isFailure(status.err))
    },
    send: async (wire) => {
      const options = { encoding: 'base64', preflightCommitment: 'confirmed' }
      const answer = await ask('sendTransaction', [wire, options])
      if (!('error' in answer)) return { status: 'sent' }
      const { code, message } = answer.error
      // Also what it says to the second copy of a transaction that it has.
      if (/already (been )?processed|AlreadyProcessed/.test(message)) return { status: 'sent' }
      if (REFUSING.has(code)) return { status: 'refused', issue: message }
      throw new Error(`${host}: sendTransaction: ${code} ${message}`)
    },
    latestBlockhash: async () =>
      (await askFor('getLatestBlockhash', [CONFIRMED], InContext)).value.blockhash,
    genesisHash: async () => askFor('getGenesisHash', [], Base58),
  }
}

const InContext = z.object({ value: z.object({ blockhash: Base58 }) })
const Statuses = z.object({ value: z.array(z.object({ err: z.unknown() }).nullable()) })

interface Question {
  readonly url: string
  readonly host: string
  readonly timeoutMs: number
  readonly method: string
  readonly params: readonly unknown[]
}

async function post({ url, host, timeoutMs, method, params }: Question) {
  let body: unknown
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
      signal: AbortSignal.timeout(timeoutMs),
    })
    body = await response.json()
  } catch (cause) {
    throw new Error(`${host}: ${method}: no answer`, { cause })
  }
  const envelope = Envelope.safeParse(body)
  if (!envelope.success) throw new Error(`${host}: ${method}: not a JSON-RPC answer`)
  return envelope.data
}

const isFailure = (err: unknown): boolean => err !== null && err !== undefined

const timeMs = (seconds: number | null | undefined): number | null =>
  seconds === null || seconds === undefined ? null : seconds * 1_000

function factsOf(signature: string, landed: z.infer<typeof Landed>): FinalizedTransaction {
  const { slot, blockTime, transaction, meta } = landed
  const { writable, readonly } = meta.loadedAddresses ?? { writable: [], readonly: [] }
  return {
    signature,
    slot,
    failed: isFailure(meta.err),
    atMs: timeMs(blockTime),
    keys: [...transaction.message.accountKeys, ...writable, ...readonly],
    before: balancesOf(meta.preTokenBalances),
    after: balancesOf(meta.postTokenBalances),
  }
}

/** In the order of accounts, so that two nodes' answers compare. */
function balancesOf(balances: z.infer<typeof Balances>): TokenBalance[] {
  return balances
    .map(({ accountIndex, mint, owner, uiTokenAmount }) => ({
      ...{ account: accountIndex, mint, owner, atoms: BigInt(uiTokenAmount.amount) },
    }))
    .toSorted((left, right) => left.account - right.account)
}

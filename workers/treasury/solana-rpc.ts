import { z } from 'zod'

/** `error` is the node's own answer; `unreachable` covers silence, slowness and nonsense alike. */
export type RpcReply<T> =
  | { readonly status: 'ok'; readonly value: T }
  | { readonly status: 'error'; readonly code: number; readonly message: string }
  | { readonly status: 'unreachable'; readonly reason: string }

export type SignatureStatus = z.infer<typeof Status>
export type LandedTransaction = z.infer<typeof Landed>

/** The questions the treasury asks a Solana node. Nothing here throws for what the network does. */
export interface SolanaRpc {
  latestBlockhash(): Promise<
    RpcReply<{ readonly blockhash: string; readonly lastValidBlockHeight: number }>
  >
  /** The finalized block height and slot, taken from one snapshot. */
  finalizedHeight(): Promise<RpcReply<{ readonly blockHeight: number; readonly slot: number }>>
  /** One value per signature, null for one the node has never seen in its whole history. */
  statuses(signatures: readonly string[]): Promise<
    RpcReply<{
      readonly slot: number
      readonly values: readonly (SignatureStatus | null)[]
    }>
  >
  /** Hands the signed bytes over, in base64, without simulation; the same bytes may go out again. */
  send(wire: string): Promise<RpcReply<string>>
  transaction(signature: string): Promise<RpcReply<LandedTransaction | null>>
  rentLamports(bytes: number): Promise<RpcReply<number>>
  balanceLamports(address: string): Promise<RpcReply<number>>
  accountExists(address: string): Promise<RpcReply<boolean>>
}

export const RPC_TIMEOUT_MS = 10_000
/** The node's own limit for one getSignatureStatuses call. */
export const STATUSES_MAX = 256

const Count = z.number().int().min(0)
const inContext = <T extends z.ZodType>(value: T) =>
  z.object({ context: z.object({ slot: Count }), value })
const Blockhash = inContext(
  z.object({
    blockhash: z.string().regex(/^[1-9A-HJ-NP-Za-km-z]{32,44}$/),
    lastValidBlockHeight: Count,
  }),
)
const Status = z.object({
  slot: Count,
  err: z.unknown(),
  confirmationStatus: z.enum(['processed', 'confirmed', 'finalized']).nullish(),
})
const Landed = z.object({
  slot: Count,
  transaction: z.object({ message: z.object({ accountKeys: z.array(z.string()) }) }),
  meta: z.object({
    err: z.unknown(),
    innerInstructions: z.array(
      z.object({
        index: Count,
        instructions: z.array(z.object({ programIdIndex: Count, data: z.string() })),
      }),
    ),
  }),
})
const Envelope = z.union([
  z.object({ error: z.object({ code: z.number(), message: z.string() }) }),
  z.object({ result: z.unknown() }),
])

const FINALIZED = { commitment: 'finalized' }

export function createSolanaRpc(url: string, timeoutMs: number = RPC_TIMEOUT_MS): SolanaRpc {
  const call = <T>(method: string, params: readonly unknown[], result: z.ZodType<T>) =>
    ask(url, { timeoutMs, method, params, result })
  return {
    latestBlockhash: async () =>
      map(
        await call('getLatestBlockhash', [{ commitment: 'confirmed' }], Blockhash),
        ({ value }) => value,
      ),
    finalizedHeight: async () =>
      map(
        await call(
          'getEpochInfo',
          [FINALIZED],
          z.object({ blockHeight: Count, absoluteSlot: Count }),
        ),
        ({ blockHeight, absoluteSlot }) => ({ blockHeight, slot: absoluteSlot }),
      ),
    statuses: async (signatures) =>
      map(
        await call(
          'getSignatureStatuses',
          [signatures, { searchTransactionHistory: true }],
          inContext(z.array(Status.nullable()).length(signatures.length)),
        ),
        ({ context, value }) => ({ slot: context.slot, values: value }),
      ),
    send: (wire) =>
      call(
        'sendTransaction',
        [wire, { encoding: 'base64', skipPreflight: true, maxRetries: 0 }],
        z.string(),
      ),
    transaction: (signature) =>
      call(
        'getTransaction',
        [signature, { ...FINALIZED, encoding: 'json', maxSupportedTransactionVersion: 0 }],
        Landed.nullable(),
      ),
    rentLamports: (bytes) => call('getMinimumBalanceForRentExemption', [bytes], Count),
    balanceLamports: async (address) =>
      map(await call('getBalance', [address, FINALIZED], inContext(Count)), ({ value }) => value),
    accountExists: async (address) =>
      map(
        await call(
          'getAccountInfo',
          [address, { ...FINALIZED, encoding: 'base64', dataSlice: { offset: 0, length: 0 } }],
          inContext(z.object({ lamports: Count }).nullable()),
        ),
        ({ value }) => value !== null,
      ),
  }
}

interface Question<T> {
  readonly timeoutMs: number
  readonly method: string
  readonly params: readonly unknown[]
  readonly result: z.ZodType<T>
}

async function ask<T>(url: string, question: Question<T>): Promise<RpcReply<T>> {
  const { method, params, result } = question
  let body: unknown
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
      signal: AbortSignal.timeout(question.timeoutMs),
    })
    body = await response.json()
  } catch (cause) {
    return { status: 'unreachable', reason: `${method}: ${String(cause)}` }
  }
  const envelope = Envelope.safeParse(body)
  if (!envelope.success) return { status: 'unreachable', reason: `${method}: no JSON-RPC answer` }
  if ('error' in envelope.data) return { status: 'error', ...envelope.data.error }
  const parsed = result.safeParse(envelope.data.result)
  if (!parsed.success)
    return { status: 'unreachable', reason: `${method}: ${parsed.error.message}` }
  return { status: 'ok', value: parsed.data }
}

function map<A, B>(reply: RpcReply<A>, change: (value: A) => B): RpcReply<B> {
  return reply.status === 'ok' ? { status: 'ok', value: change(reply.value) } : reply
}

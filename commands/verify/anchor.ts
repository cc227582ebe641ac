import bs58 from 'bs58'
import { z } from 'zod'
import { anchorMemo } from '../../domain/log/anchor-memo.ts'
import { parseBase64 } from '../../domain/log/base64.ts'
import type { Checkpoint } from '../../domain/log/checkpoint.ts'
import { NetworkStatus } from '../../workers/network/schema.ts'
import { MEMO } from '../../workers/treasury/programs.ts'
import { callRpc } from '../stack/rpc.ts'
import { type Check, check, failed } from './check.ts'
import { isConsistent } from './log-reader.ts'

const Transaction = z.object({
  meta: z.object({ err: z.null() }),
  transaction: z.object({
    message: z.object({
      accountKeys: z.array(z.string()),
      instructions: z.array(z.object({ programIdIndex: z.number(), data: z.string() })),
    }),
  }),
})

/**
 * The last anchor covers the asset, its transaction says so, and it is of one history with the
 * checkpoint that the asset was proven under. What the edge says of its log decides nothing here.
 */
export async function checkAnchor(query: {
  readonly edgeUrl: string
  readonly rpcUrl: string
  readonly logUrl: string
  readonly proven: Checkpoint
  readonly logIndex: number
}): Promise<Check> {
  const { edgeUrl, rpcUrl, logUrl, proven, logIndex } = query
  const name = 'anchor'
  const response = await fetch(`${edgeUrl}/v1/network/status`)
  const { log } = NetworkStatus.parse(await response.json())
  if (log.anchor === null) return failed(name, 'nothing is anchored yet')
  const { size, root, signature } = log.anchor
  if (size <= logIndex) return failed(name, `the last anchor has size ${size}`)

  const memo = anchorMemo({ origin: proven.origin, size, root })
  const found = await readMemos(rpcUrl, signature)
  if (!found.includes(memo)) return failed(name, `transaction ${signature} does not say ${memo}`)
  const anchoredRoot = parseBase64(root)
  if (anchoredRoot === undefined) return failed(name, 'malformed root')
  const anchored = { size, root: anchoredRoot }
  const contained =
    size < proven.size
      ? await isConsistent(logUrl, anchored, proven)
      : await isConsistent(logUrl, proven, anchored)
  return check(name, contained, `size ${size} in transaction ${signature}`)
}

async function readMemos(rpcUrl: string, signature: string): Promise<string[]> {
  const reply = await callRpc(rpcUrl, 'getTransaction', [
    signature,
    { encoding: 'json', maxSupportedTransactionVersion: 0 },
  ])
  const { accountKeys, instructions } = Transaction.parse(reply).transaction.message
  return instructions
    .filter(({ programIdIndex }) => accountKeys[programIdIndex] === MEMO)
    .map(({ data }) => new TextDecoder().decode(bs58.decode(data)))
}

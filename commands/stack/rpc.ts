import { z } from 'zod'

const Reply = z.object({
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
})

const TIMEOUT_MS = 10_000

/** One JSON-RPC call; throws with the method's name when the node refuses or cannot be reached. */
export async function callRpc(
  url: string,
  method: string,
  params: readonly unknown[] | Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  const { result, error } = Reply.parse(await response.json())
  if (error !== undefined) throw new Error(`${method}: ${error.message}`)
  return result
}

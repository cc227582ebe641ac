import { buyerAccount, VAULT } from '../domain/ledger/account.ts'

export { NetworkLedger } from '../durable-objects/network-ledger.ts'

const AT_MS = 1_790_000_000_000
const DIGITS = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

/** `?first=<n>&batches=<n>&size=<n>` posts batches one after the other; `?audit` sums all entries. */
// biome-ignore lint/style/noDefaultExport: the Workers runtime looks for it
export default {
  fetch: async (request, env) => {
    const { searchParams } = new URL(request.url)
    const ledger = env.NETWORK_LEDGER.getByName('network')
    if (searchParams.has('audit')) {
      const { transfers, unequal } = await ledger.audit()
      return Response.json({ transfers, unequal })
    }
    const [first, batches, size] = ['first', 'batches', 'size'].map((name) =>
      Number(searchParams.get(name)),
    )
    for (let batch = 0; batch < batches; batch += 1) {
      const { status } = await ledger.post(transfersOf(first + batch * size, size))
      if (status !== 'posted') return Response.json({ status }, { status: 500 })
    }
    return Response.json({ status: 'posted' })
  },
}

/** Payments by turns to some buyers, with ids as long as those of Solana. */
function transfersOf(first, size) {
  return Array.from({ length: size }, (_, i) => ({
    id: `payment/${String(first + i).padStart(88, '0')}`,
    debit: VAULT,
    credit: buyerAccount(DIGITS.charAt(i % DIGITS.length).padEnd(44, '2')),
    atoms: BigInt(first + i + 1),
    code: 'payment',
    atMs: AT_MS + first + i,
  }))
}

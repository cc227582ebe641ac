import { WorkerEntrypoint } from 'cloudflare:workers'

/** Stands behind the service binding in tests of the edge: a treasury whose work is never done. */
export class Treasury extends WorkerEntrypoint {
  mint(request) {
    return { status: 'pending', minted: 0, total: request.assets.length }
  }

  anchor() {
    return { status: 'pending' }
  }

  vault() {
    return { wallet: 'HQr4uRjgCTjRaMRMQfwTUGmTUfkbTpmfQ6K7oHFwEvJQ' }
  }

  status() {
    return {
      address: 'So11111111111111111111111111111111111111112',
      ...{ balanceLamports: '1000000000', tree: null, minted: 0, transactions: 0, pending: 0 },
    }
  }
}

import { type Answer, postJson } from './api.ts'
import { type Connection, can, chain, solanaFeature } from './wallets.ts'

/** Pays an order from a wallet: the edge makes the transaction, the wallet signs it. */
export async function payOrder(
  orderId: string,
  connection: Connection,
): Promise<Answer<{ readonly signature: string }>> {
  const { account } = connection
  const path = `/v1/orders/${orderId}`
  const made = await postJson<{ transaction: string }>(`${path}/transaction`, {
    body: { account: account.address },
  })
  if (made.status !== 'answered') return made
  const input = { account, transaction: fromBase64(made.body.transaction), chain: chain() }
  // The edge sends what a wallet only signs: it knows the cluster, and an answer tells it arrived.
  if (can(connection, 'solana:signTransaction')) {
    const feature = solanaFeature(connection, 'solana:signTransaction')
    const [signed] = await feature.signTransaction(input)
    if (signed === undefined) throw new Error('The wallet did not sign.')
    return postJson(`${path}/submit`, { body: { transaction: toBase64(signed.signedTransaction) } })
  }
  const feature = solanaFeature(connection, 'solana:signAndSendTransaction')
  const [sent] = await feature.signAndSendTransaction(input)
  if (sent === undefined) throw new Error('The wallet did not send.')
  return { status: 'answered', body: { signature: '' } }
}

const fromBase64 = (text: string): Uint8Array =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0))

const toBase64 = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))

import { addNonce, findNonce, type NonceRow, spendNonce } from '../../d1/sessions.ts'
import { fromHex } from '../../domain/bytes.ts'
import { Refusal } from '../../domain/errors.ts'
import type { Wallet } from '../../domain/ids.ts'
import { buyerAccount } from '../../domain/ledger/account.ts'
import { verifyEd25519 } from '../../signing/ed25519.ts'
import { networkLedger } from '../ledger.ts'
import { createRouter } from '../router.ts'
import { walletKey } from '../wallet.ts'
import { createNonce, NONCE_VALID_MS, nonceFloor } from './nonce.ts'
import { openSession, readAccount, requestSignIn } from './routes.ts'
import { signInText } from './sign-in-text.ts'
import { signSession } from './token.ts'

/** How long an ended nonce is remembered, so that its owner is told what is wrong with it. */
const REMEMBERED_MS = 10 * 60_000

export const sessions = createRouter()
  .openapi(requestSignIn, async (c) => {
    const { wallet } = c.req.valid('json')
    walletKey(wallet, 'wallet')
    const nowMs = Date.now()
    const expiresAtMs = nowMs + NONCE_VALID_MS
    const nonce = createNonce(expiresAtMs)
    const row = { wallet, nonce, expiresAtMs }
    await addNonce(c.env.CATALOG, row, nonceFloor(nowMs - REMEMBERED_MS))
    c.header('cache-control', 'no-store')
    return c.json({ text: signInText(c.env, row), nonce, expiresAtMs }, 201)
  })
  .openapi(openSession, async (c) => {
    const { wallet, nonce, signature } = c.req.valid('json')
    const nowMs = Date.now()
    const row = usableNonce(await findNonce(c.env.CATALOG, nonce), wallet, nowMs)
    const text = new TextEncoder().encode(signInText(c.env, row))
    if (!(await verifyEd25519(walletKey(wallet, 'wallet'), fromHex(signature), text))) {
      throw new Refusal('WALLET_SIGNATURE_INVALID', { wallet })
    }
    // Only a wallet that has signed spends its nonce; of two that come at once, one does.
    if (!(await spendNonce(c.env.CATALOG, nonce, nowMs))) {
      throw new Refusal('SESSION_INVALID', { reason: 'nonce_used' })
    }
    c.header('cache-control', 'no-store')
    return c.json(await signSession(c.env, wallet, nowMs), 201)
  })
  .openapi(readAccount, async (c) => {
    const { wallet } = c.var
    const credit = await networkLedger(c.env).balance(buyerAccount(wallet))
    c.header('cache-control', 'no-store')
    return c.json({ wallet, creditAtoms: String(credit) }, 200)
  })
sessions.openAPIRegistry.registerComponent('securitySchemes', 'session', {
  type: 'http',
  scheme: 'bearer',
  bearerFormat: 'JWT',
  description: 'Token of POST /v1/sessions: the wallet has signed in within the last hour',
})

function usableNonce(row: NonceRow | undefined, wallet: Wallet, nowMs: number): NonceRow {
  const refuse = (reason: string) => new Refusal('SESSION_INVALID', { reason })
  if (row === undefined) throw refuse('nonce_unknown')
  if (row.wallet !== wallet) throw refuse('nonce_of_another_wallet')
  if (row.usedAtMs !== null) throw refuse('nonce_used')
  if (nowMs >= row.expiresAtMs) throw refuse('nonce_expired')
  return row
}

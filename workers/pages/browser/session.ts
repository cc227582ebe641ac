import { type Answer, postJson } from './api.ts'
import { type Connection, can, solanaFeature } from './wallets.ts'

const KEPT = 'piwa-session'
/** A token that is about to end is not used any more. */
const MARGIN_MS = 60_000

interface Session {
  readonly wallet: string
  readonly token: string
  readonly expiresAtMs: number
}

/** The token of a wallet that has signed in before, in this window. */
export function sessionOf(wallet: string): string | undefined {
  try {
    const kept: Session | null = JSON.parse(sessionStorage.getItem(KEPT) ?? 'null')
    const running = kept?.wallet === wallet && kept.expiresAtMs - MARGIN_MS > Date.now()
    return running ? kept.token : undefined
  } catch {
    return undefined
  }
}

export function endSession(): void {
  sessionStorage.removeItem(KEPT)
}

/** The wallet signs a text that moves nothing. Throws what the wallet throws, as when its owner declines. */
export async function signIn(connection: Connection): Promise<Answer<{ readonly token: string }>> {
  const wallet = connection.account.address
  if (!can(connection, 'solana:signMessage')) {
    throw new Error('This wallet cannot sign messages, which signing in needs.')
  }
  const asked = await postJson<{ text: string; nonce: string }>('/v1/sessions/nonces', {
    body: { wallet },
  })
  if (asked.status !== 'answered') return asked
  const { text, nonce } = asked.body
  const [signed] = await solanaFeature(connection, 'solana:signMessage').signMessage({
    account: connection.account,
    message: new TextEncoder().encode(text),
  })
  if (signed === undefined) throw new Error('The wallet did not sign.')
  const signature = Array.from(signed.signature, (byte) => byte.toString(16).padStart(2, '0'))
  const opened = await postJson<{ token: string; expiresAtMs: number }>('/v1/sessions', {
    body: { wallet, nonce, signature: signature.join('') },
  })
  if (opened.status === 'answered') keep({ wallet, ...opened.body })
  return opened
}

function keep(session: Session): void {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(session))
  } catch (error) {
    console.info({ event: 'session_not_kept', error })
  }
}

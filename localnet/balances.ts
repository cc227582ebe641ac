import type { LiteSVM } from 'litesvm'
import { readAccount, readLamports } from './account.ts'
import { TOKEN_PROGRAMS } from './program-ids.ts'
import { parseToken, type TokenAmount, tokenAmount } from './token-account.ts'
import type { TransactionView } from './transaction-view.ts'

export interface TokenBalance {
  accountIndex: number
  mint: string
  owner: string
  programId: string
  uiTokenAmount: TokenAmount
}

export interface Balances {
  lamports: number[]
  tokens: TokenBalance[]
}

export function mintDecimals(svm: LiteSVM, mint: string): number {
  const account = readAccount(svm, mint)
  const parsed = account && parseToken(account)
  return parsed?.kind === 'mint' ? parsed.decimals : 0
}

function tokenBalance(svm: LiteSVM, key: string, accountIndex: number): TokenBalance | undefined {
  const account = readAccount(svm, key)
  const parsed = account && parseToken(account)
  if (account === undefined || parsed?.kind !== 'account') return undefined
  return {
    accountIndex,
    mint: parsed.mint,
    owner: parsed.owner,
    programId: account.owner,
    uiTokenAmount: tokenAmount(parsed.amount, mintDecimals(svm, parsed.mint)),
  }
}

/** Token balances are looked for only where a token program takes part: reading accounts copies. */
export function readBalances(svm: LiteSVM, view: TransactionView): Balances {
  const touchesTokens = view.keys.some((key) => TOKEN_PROGRAMS.has(key))
  return {
    lamports: view.keys.map((key) => Number(readLamports(svm, key))),
    tokens: touchesTokens
      ? view.keys
          .map((key, index) => tokenBalance(svm, key, index))
          .filter((balance) => balance !== undefined)
      : [],
  }
}

import bs58 from 'bs58'
import type { Account } from './account.ts'
import { TOKEN, TOKEN_PROGRAMS } from './program-ids.ts'

const MINT_BYTES = 82
const ACCOUNT_BYTES = 165
const STATES = ['uninitialized', 'initialized', 'frozen'] as const

export interface TokenAmount {
  amount: string
  decimals: number
  uiAmount: number
  uiAmountString: string
}

export interface TokenMint {
  kind: 'mint'
  decimals: number
  supply: bigint
  isInitialized: boolean
  mintAuthority: string | null
  freezeAuthority: string | null
}

export interface TokenAccount {
  kind: 'account'
  mint: string
  owner: string
  amount: bigint
  state: (typeof STATES)[number]
  isNative: boolean
}

function key(bytes: Buffer, offset: number): string {
  return bs58.encode(bytes.subarray(offset, offset + 32))
}

function optionalKey(bytes: Buffer, offset: number): string | null {
  return bytes.readUInt32LE(offset) === 1 ? key(bytes, offset + 4) : null
}

/** Reads a mint or token account of either token program; undefined for anything else. */
export function parseToken(account: Account): TokenMint | TokenAccount | undefined {
  if (!TOKEN_PROGRAMS.has(account.owner)) return undefined
  const bytes = Buffer.from(account.data)
  if (bytes.length === MINT_BYTES) {
    return {
      kind: 'mint',
      decimals: bytes.readUInt8(44),
      supply: bytes.readBigUInt64LE(36),
      isInitialized: bytes[45] === 1,
      mintAuthority: optionalKey(bytes, 0),
      freezeAuthority: optionalKey(bytes, 46),
    }
  }
  if (bytes.length < ACCOUNT_BYTES) return undefined
  return {
    kind: 'account',
    mint: key(bytes, 0),
    owner: key(bytes, 32),
    amount: bytes.readBigUInt64LE(64),
    state: STATES[bytes.readUInt8(108)] ?? 'uninitialized',
    isNative: bytes.readUInt32LE(109) === 1,
  }
}

function decimalText(amount: bigint, decimals: number): string {
  const digits = amount.toString().padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '')
  return fraction === '' ? whole : `${whole}.${fraction}`
}

export function tokenAmount(amount: bigint, decimals: number): TokenAmount {
  return {
    amount: amount.toString(),
    decimals,
    uiAmount: Number(amount) / 10 ** decimals,
    uiAmountString: decimalText(amount, decimals),
  }
}

function parsedInfo(token: TokenMint | TokenAccount, decimals: number): object {
  if (token.kind === 'mint') {
    const { kind, supply, ...info } = token
    return { ...info, supply: supply.toString() }
  }
  const { kind, amount, ...info } = token
  return { ...info, tokenAmount: tokenAmount(amount, decimals) }
}

/** The `jsonParsed` form of a token program's account. */
export function parsedTokenData(
  account: Account,
  token: TokenMint | TokenAccount,
  decimals: number,
): object {
  return {
    program: account.owner === TOKEN ? 'spl-token' : 'spl-token-2022',
    space: account.data.length,
    parsed: { type: token.kind, info: parsedInfo(token, decimals) },
  }
}

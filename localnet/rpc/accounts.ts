import { address } from '@solana/kit'
import bs58 from 'bs58'
import { type Account, fromEncoded, readAccount, readLamports } from '../account.ts'
import { mintDecimals } from '../balances.ts'
import type { Chain } from '../chain.ts'
import { parsedTokenData, parseToken } from '../token-account.ts'
import {
  addressAt,
  asAddress,
  asText,
  integer,
  integerAt,
  invalid,
  type Methods,
  type Options,
  optionsAt,
  textsAt,
  withContext,
} from './params.ts'

const ACCOUNTS_MAX = 100
const ACCOUNT_BYTES_MAX = 10 * 1024 * 1024
const FILTERS_MAX = 4

function sliceData(data: Uint8Array, slice: unknown): Uint8Array {
  if (typeof slice !== 'object' || slice === null) return data
  const { offset, length } = slice as Options
  const limits = { least: 0, most: ACCOUNT_BYTES_MAX }
  const start = integer(offset, { name: 'dataSlice.offset', ...limits })
  return data.subarray(start, start + integer(length, { name: 'dataSlice.length', ...limits }))
}

function encodeData(chain: Chain, account: Account, options: Options): unknown {
  if (options.encoding === 'jsonParsed') {
    const token = parseToken(account)
    if (token !== undefined) {
      const decimals = token.kind === 'account' ? mintDecimals(chain.svm, token.mint) : 0
      return parsedTokenData(account, token, decimals)
    }
  }
  const data = sliceData(account.data, options.dataSlice)
  if (options.encoding === 'base58') return [bs58.encode(data), 'base58']
  return [Buffer.from(data).toString('base64'), 'base64']
}

export function showAccount(chain: Chain, account: Account | undefined, options: Options) {
  if (account === undefined) return null
  return {
    lamports: Number(account.lamports),
    owner: account.owner,
    executable: account.executable,
    rentEpoch: 0,
    space: account.data.length,
    data: encodeData(chain, account, options),
  }
}

function filterBytes(filter: Options): Buffer {
  const bytes = asText(filter.bytes, 'memcmp.bytes')
  return Buffer.from(
    filter.encoding === 'base64' ? Buffer.from(bytes, 'base64') : bs58.decode(bytes),
  )
}

function matches(account: Account, filter: unknown): boolean {
  if (typeof filter !== 'object' || filter === null) throw invalid('a filter is not an object')
  if ('dataSize' in filter) return account.data.length === filter.dataSize
  if (!('memcmp' in filter)) throw invalid('a filter is neither dataSize nor memcmp')
  const memcmp = filter.memcmp as Options
  const wanted = filterBytes(memcmp)
  const limits = { least: 0, most: ACCOUNT_BYTES_MAX }
  const offset = integer(memcmp.offset, { name: 'memcmp.offset', ...limits })
  return wanted.equals(account.data.subarray(offset, offset + wanted.length))
}

export function programAccounts(chain: Chain, program: string): Account[] {
  return chain.svm
    .getProgramAccounts(address(program))
    .map((encoded) => fromEncoded({ ...encoded, data: encoded.data as Uint8Array }))
}

function filteredAccounts(chain: Chain, program: string, options: Options) {
  const filters = options.filters ?? []
  if (!Array.isArray(filters) || filters.length > FILTERS_MAX) {
    throw invalid(`filters is not a list of at most ${FILTERS_MAX}`)
  }
  return programAccounts(chain, program)
    .filter((account) => filters.every((filter) => matches(account, filter)))
    .map((account) => ({
      pubkey: account.address,
      account: showAccount(chain, account, options),
    }))
}

export const accountMethods: Methods = {
  getBalance: (chain, params) =>
    withContext(chain, Number(readLamports(chain.svm, addressAt(params, 0, 'address')))),

  getAccountInfo(chain, params) {
    const account = readAccount(chain.svm, addressAt(params, 0, 'address'))
    return withContext(chain, showAccount(chain, account, optionsAt(params, 1)))
  },

  getMultipleAccounts(chain, params) {
    const keys = textsAt(params, 0, { name: 'addresses', most: ACCOUNTS_MAX })
    const options = optionsAt(params, 1)
    const accounts = keys.map((key) => readAccount(chain.svm, asAddress(key, 'address')))
    return withContext(
      chain,
      accounts.map((account) => showAccount(chain, account, options)),
    )
  },

  getProgramAccounts(chain, params) {
    const options = optionsAt(params, 1)
    const found = filteredAccounts(chain, addressAt(params, 0, 'program'), options)
    return options.withContext === true ? withContext(chain, found) : found
  },

  getMinimumBalanceForRentExemption(chain, params) {
    const bytes = integerAt(params, 0, { name: 'bytes', least: 0, most: ACCOUNT_BYTES_MAX })
    return Number(chain.svm.minimumBalanceForRentExemption(BigInt(bytes)))
  },
}

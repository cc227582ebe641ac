import bs58 from 'bs58'
import { readAccount } from '../account.ts'
import { mintDecimals } from '../balances.ts'
import type { Chain } from '../chain.ts'
import { TOKEN_PROGRAMS } from '../program-ids.ts'
import { parseToken, type TokenAccount, tokenAmount } from '../token-account.ts'
import { programAccounts, showAccount } from './accounts.ts'
import { addressAt, asAddress, invalid, type Methods, optionsAt, withContext } from './params.ts'

function findToken(chain: Chain, key: string) {
  const account = readAccount(chain.svm, key)
  return account && parseToken(account)
}

function ownedAccounts(
  chain: Chain,
  owner: string,
  filter: { mint: string | undefined; programs: Iterable<string> },
) {
  const isWanted = (token: TokenAccount) =>
    token.owner === owner && (filter.mint === undefined || token.mint === filter.mint)
  return [...filter.programs]
    .flatMap((program) => programAccounts(chain, program))
    .filter((account) => {
      const token = parseToken(account)
      return token?.kind === 'account' && isWanted(token)
    })
    .sort((left, right) => Buffer.compare(bs58.decode(left.address), bs58.decode(right.address)))
}

export const tokenMethods: Methods = {
  getTokenAccountBalance(chain, params) {
    const token = findToken(chain, addressAt(params, 0, 'token account'))
    if (token?.kind !== 'account') throw invalid('could not find account')
    return withContext(chain, tokenAmount(token.amount, mintDecimals(chain.svm, token.mint)))
  },

  getTokenSupply(chain, params) {
    const token = findToken(chain, addressAt(params, 0, 'mint'))
    if (token?.kind !== 'mint') throw invalid('not a Token mint')
    return withContext(chain, tokenAmount(token.supply, token.decimals))
  },

  getTokenAccountsByOwner(chain, params) {
    const owner = addressAt(params, 0, 'owner')
    const { mint, programId } = optionsAt(params, 1)
    const accounts = ownedAccounts(chain, owner, {
      mint: mint === undefined ? undefined : asAddress(mint, 'mint'),
      programs: programId === undefined ? TOKEN_PROGRAMS : [asAddress(programId, 'programId')],
    })
    const options = optionsAt(params, 2)
    return withContext(
      chain,
      accounts.map((account) => ({
        pubkey: account.address,
        account: showAccount(chain, account, options),
      })),
    )
  },
}

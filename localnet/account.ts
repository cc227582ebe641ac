import { address, lamports } from '@solana/kit'
import type { LiteSVM } from 'litesvm'

/** One account as the bank holds it. `data` belongs to the caller and may be changed in place. */
export interface Account {
  address: string
  lamports: bigint
  data: Uint8Array
  owner: string
  executable: boolean
}

interface EncodedAccount {
  address: string
  lamports: bigint
  data: Uint8Array
  programAddress: string
  executable: boolean
}

export function fromEncoded(encoded: EncodedAccount): Account {
  return {
    address: encoded.address,
    lamports: encoded.lamports,
    data: encoded.data,
    owner: encoded.programAddress,
    executable: encoded.executable,
  }
}

/** An account without lamports does not exist: the runtime removes it. */
export function readAccount(svm: LiteSVM, key: string): Account | undefined {
  const account = svm.getAccount(address(key))
  if (!account.exists || account.lamports === 0n) return undefined
  return fromEncoded({ ...account, data: account.data as Uint8Array })
}

export function writeAccount(svm: LiteSVM, account: Account): void {
  svm.setAccount({
    address: address(account.address),
    lamports: lamports(account.lamports),
    data: account.data,
    programAddress: address(account.owner),
    executable: account.executable,
    space: BigInt(account.data.length),
  })
}

export function readLamports(svm: LiteSVM, key: string): bigint {
  return svm.getBalance(address(key)) ?? 0n
}

import { VersionedTransaction } from '@solana/web3.js'
import bs58 from 'bs58'
import { readAccount } from '../account.ts'
import type { Chain } from '../chain.ts'
import type { Entry } from '../ledger.ts'
import { RpcError } from '../rpc-error.ts'
import { isFresh, submitTransaction } from '../submit.ts'
import { TRANSACTION_BYTES_MAX, viewTransaction } from '../transaction-view.ts'
import { type Trial, tryTransaction } from '../trial.ts'
import { showAccount } from './accounts.ts'
import {
  addressAt,
  asAddress,
  asText,
  integer,
  invalid,
  isList,
  type Methods,
  type Options,
  optionsAt,
  type Params,
  textAt,
  textsAt,
  withContext,
} from './params.ts'
import { type Encoding, showTransaction } from './show-transaction.ts'

const STATUSES_MAX = 256
const SIGNATURES_MAX = 1000
const ENCODINGS: ReadonlySet<string> = new Set(['json', 'jsonParsed', 'base64', 'base58'])
const WIRE_TEXT_MAX = 2 * TRANSACTION_BYTES_MAX

function readWire(params: Params): Uint8Array {
  const text = textAt(params, 0, 'transaction')
  if (text.length > WIRE_TEXT_MAX) throw invalid(`transaction is over ${WIRE_TEXT_MAX} characters`)
  if (optionsAt(params, 1).encoding === 'base64') {
    return new Uint8Array(Buffer.from(text, 'base64'))
  }
  try {
    return bs58.decode(text)
  } catch {
    throw invalid('transaction is not base58')
  }
}

function showStatus(entry: Entry | undefined) {
  if (entry === undefined) return null
  const { err } = entry.record
  return {
    slot: entry.slot,
    confirmations: null,
    err,
    status: err === null ? { Ok: null } : { Err: err },
    confirmationStatus: 'finalized',
  }
}

function readEncoding(params: Params): { encoding: Encoding; versionMax: unknown } {
  const second = isList(params) ? params[1] : undefined
  const options = optionsAt(params, 1)
  const encoding = (typeof second === 'string' ? second : options.encoding) ?? 'json'
  if (typeof encoding !== 'string' || !ENCODINGS.has(encoding)) throw invalid('unknown encoding')
  return {
    encoding: encoding as Encoding,
    versionMax: options.maxSupportedTransactionVersion,
  }
}

function seqOf(chain: Chain, signature: unknown, absent: number): number {
  if (signature === undefined || signature === null) return absent
  return chain.ledger.find(asText(signature, 'signature'))?.seq ?? absent
}

function simulate(chain: Chain, wire: Uint8Array, verifySignatures: boolean): Trial {
  const { svm, emulated, clock } = chain
  const view = viewTransaction(svm, wire)
  svm.withSigverify(verifySignatures)
  try {
    return tryTransaction({ svm, emulated, slot: clock.slot }, view)
  } finally {
    svm.withSigverify(true)
  }
}

function withNewestBlockhash(chain: Chain, wire: Uint8Array): Uint8Array {
  const transaction = VersionedTransaction.deserialize(wire)
  transaction.message.recentBlockhash = chain.svm.latestBlockhash()
  return transaction.serialize()
}

function showTrialAccounts(chain: Chain, trial: Trial, wanted: unknown) {
  if (typeof wanted !== 'object' || wanted === null) return null
  const addresses = (wanted as Options).addresses
  if (!Array.isArray(addresses)) throw invalid('accounts.addresses is not a list')
  return addresses.map((item) => {
    const key = asAddress(item, 'address')
    const account = trial.accounts.get(key) ?? readAccount(chain.svm, key)
    return showAccount(chain, account, { encoding: 'base64' })
  })
}

function showTrial(chain: Chain, trial: Trial, wantedAccounts: unknown) {
  return withContext(chain, {
    err: trial.err,
    logs: trial.logs,
    accounts: trial.err === null ? showTrialAccounts(chain, trial, wantedAccounts) : null,
    unitsConsumed: trial.units,
    returnData: null,
  })
}

const STALE: Trial = {
  err: 'BlockhashNotFound',
  logs: [],
  units: 0,
  inner: [],
  accounts: new Map(),
  emulation: undefined,
}

export const transactionMethods: Methods = {
  sendTransaction: (chain, params) =>
    submitTransaction(chain, readWire(params), {
      skipPreflight: optionsAt(params, 1).skipPreflight === true,
    }),

  simulateTransaction(chain, params) {
    const options = optionsAt(params, 1)
    const given = readWire(params)
    const replace = options.replaceRecentBlockhash === true
    const wire = replace ? withNewestBlockhash(chain, given) : given
    if (!isFresh(chain, viewTransaction(chain.svm, wire))) return showTrial(chain, STALE, undefined)
    const trial = simulate(chain, wire, options.sigVerify === true)
    return showTrial(chain, trial, options.accounts)
  },

  getSignatureStatuses(chain, params) {
    const signatures = textsAt(params, 0, { name: 'signatures', most: STATUSES_MAX })
    return withContext(
      chain,
      signatures.map((signature) => showStatus(chain.ledger.find(signature))),
    )
  },

  getTransaction(chain, params) {
    const entry = chain.ledger.find(textAt(params, 0, 'signature'))
    if (entry === undefined) return null
    const { encoding, versionMax } = readEncoding(params)
    if (entry.record.version === 0 && versionMax === undefined) {
      const message = 'Transaction version (0) is not supported by the requesting client.'
      throw new RpcError('unsupportedVersion', message)
    }
    const view = viewTransaction(chain.svm, entry.wire, entry.record.loaded)
    return showTransaction(entry, view, encoding)
  },

  getSignaturesForAddress(chain, params) {
    const { before, until, limit } = optionsAt(params, 1)
    const entries = chain.ledger.forAddress(addressAt(params, 0, 'address'), {
      beforeSeq: seqOf(chain, before, Number.MAX_SAFE_INTEGER),
      afterSeq: seqOf(chain, until, 0),
      limit: integer(limit, { name: 'limit', least: 1, most: SIGNATURES_MAX, absent: 1000 }),
    })
    return entries.map(({ signature, slot, timeSeconds, record }) => ({
      signature,
      slot,
      err: record.err,
      memo: record.memo,
      blockTime: timeSeconds,
      confirmationStatus: 'finalized',
    }))
  },
}

import { createHash } from 'node:crypto'
import { VersionedMessage } from '@solana/web3.js'
import bs58 from 'bs58'
import { tick } from '../chain.ts'
import { transactionFee } from '../fee.ts'
import { BLOCKHASH_SLOTS, isBlockhashValid } from '../slot-clock.ts'
import { integerAt, invalid, type Methods, textAt, withContext } from './params.ts'

const SLOTS_PER_EPOCH = 432_000
const ADVANCE_SLOTS_MAX = 10_000
const GENESIS_HASH = bs58.encode(createHash('sha256').update('piwa localnet').digest())

function messageFee(encoded: string): number {
  try {
    const message = VersionedMessage.deserialize(Buffer.from(encoded, 'base64'))
    const instructions = message.compiledInstructions.map((instruction) => ({
      program: message.staticAccountKeys[instruction.programIdIndex]?.toBase58() ?? '',
      accounts: instruction.accountKeyIndexes,
      data: instruction.data,
    }))
    return Number(transactionFee(message.header.numRequiredSignatures, instructions))
  } catch (error) {
    throw invalid(`message: ${String(error)}`)
  }
}

export const clusterMethods: Methods = {
  getHealth: () => 'ok',
  getVersion: () => ({ 'solana-core': '2.3.0', 'feature-set': 0 }),
  getGenesisHash: () => GENESIS_HASH,
  getSlot: (chain) => Number(chain.clock.slot),
  getBlockHeight: (chain) => Number(chain.clock.slot),
  getTransactionCount: (chain) => chain.ledger.count(),
  getBlockTime: (chain) => Number(chain.clock.timeSeconds),

  getEpochInfo(chain) {
    const slot = Number(chain.clock.slot)
    return {
      absoluteSlot: slot,
      blockHeight: slot,
      epoch: Math.floor(slot / SLOTS_PER_EPOCH),
      slotIndex: slot % SLOTS_PER_EPOCH,
      slotsInEpoch: SLOTS_PER_EPOCH,
      transactionCount: chain.ledger.count(),
    }
  },

  getLatestBlockhash: (chain) =>
    withContext(chain, {
      blockhash: chain.svm.latestBlockhash(),
      lastValidBlockHeight: Number(chain.clock.slot + BLOCKHASH_SLOTS),
    }),

  isBlockhashValid: (chain, params) =>
    withContext(chain, isBlockhashValid(chain.clock, textAt(params, 0, 'blockhash'))),

  getFeeForMessage: (chain, params) => withContext(chain, messageFee(textAt(params, 0, 'message'))),

  getRecentPrioritizationFees: () => [],

  /** Lets time pass at once, so that expiry can be tested. Returns the new slot. */
  piwa_advanceSlots(chain, params) {
    const range = { name: 'slots', least: 1, most: ADVANCE_SLOTS_MAX }
    tick(chain, BigInt(integerAt(params, 0, range)))
    return Number(chain.clock.slot)
  },
}

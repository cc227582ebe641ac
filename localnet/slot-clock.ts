import type { LiteSVM } from 'litesvm'

/** Slots for which a blockhash may be used, as on Solana. */
export const BLOCKHASH_SLOTS = 150n

const FIRST_SLOT = 1000n

/** The slot counter and the blockhashes young enough to matter, oldest first. */
export interface SlotClock {
  slot: bigint
  timeSeconds: bigint
  readonly blockhashes: Map<string, bigint>
}

export interface SavedClock {
  slot: string
  timeSeconds: string
  blockhashes: [string, string][]
}

/** Every slot has exactly one blockhash, so replaying slots gives the same hashes again. */
export function advanceSlots(
  svm: LiteSVM,
  clock: SlotClock,
  count: bigint,
  timeSeconds: bigint,
): void {
  for (let step = 0n; step < count; step++) {
    clock.slot += 1n
    svm.expireBlockhash()
    clock.blockhashes.set(svm.latestBlockhash(), clock.slot)
  }
  dropExpired(clock)
  svm.warpToSlot(clock.slot)
  // Lookup tables are derived from a slot that this sysvar has to know.
  const newestFirst = [...clock.blockhashes].reverse()
  svm.setSlotHashes(newestFirst.map(([hash, slot]) => ({ slot, hash })))
  setTime(svm, clock, timeSeconds)
}

export function setTime(svm: LiteSVM, clock: SlotClock, timeSeconds: bigint): void {
  clock.timeSeconds = timeSeconds
  const sysvar = svm.getClock()
  sysvar.unixTimestamp = timeSeconds
  svm.setClock(sysvar)
}

function dropExpired(clock: SlotClock): void {
  for (const [hash, slot] of clock.blockhashes) {
    if (clock.slot - slot <= BLOCKHASH_SLOTS) return
    clock.blockhashes.delete(hash)
  }
}

export function startClock(svm: LiteSVM, timeSeconds: bigint): SlotClock {
  const clock: SlotClock = { slot: FIRST_SLOT, timeSeconds, blockhashes: new Map() }
  advanceSlots(svm, clock, 1n, timeSeconds)
  return clock
}

export function isBlockhashValid(clock: SlotClock, blockhash: string): boolean {
  const slot = clock.blockhashes.get(blockhash)
  return slot !== undefined && clock.slot - slot <= BLOCKHASH_SLOTS
}

export function saveClock(clock: SlotClock): SavedClock {
  return {
    slot: clock.slot.toString(),
    timeSeconds: clock.timeSeconds.toString(),
    blockhashes: [...clock.blockhashes].map(([hash, slot]) => [hash, slot.toString()]),
  }
}

export function restoreClock(saved: SavedClock): SlotClock {
  return {
    slot: BigInt(saved.slot),
    timeSeconds: BigInt(saved.timeSeconds),
    blockhashes: new Map(saved.blockhashes.map(([hash, slot]) => [hash, BigInt(slot)])),
  }
}

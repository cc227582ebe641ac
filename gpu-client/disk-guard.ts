import type { Report } from './progress/events.ts'

const MIB = 1_048_576

/** Watches over the room that the home takes, and tells when it runs out and when there is some again. */
export interface DiskGuard {
  readonly usedBytes: () => Promise<number>
  /** Removes what is kept for convenience alone; answers the bytes that this gave back. */
  readonly giveWay: (bytes: number) => Promise<number>
  readonly limitMb: number
  readonly report: Report
  full: boolean
}

export function createDiskGuard(options: Omit<DiskGuard, 'full'>): DiskGuard {
  return { ...options, full: false }
}

/** Whether another batch may be leased, if need be after kept shards have made room. */
export async function hasRoom(guard: DiskGuard): Promise<boolean> {
  const { limitMb, report } = guard
  const usedBytes = await guard.usedBytes()
  const excess = usedBytes - limitMb * MIB + 1
  const freed = excess > 0 ? await guard.giveWay(excess) : 0
  const usedMb = Math.floor((usedBytes - freed) / MIB)
  const full = usedMb >= limitMb
  if (full && !guard.full) report({ event: 'disk_limit', usedMb, limitMb })
  if (!full && guard.full) report({ event: 'disk_ok', usedMb })
  guard.full = full
  return !full
}

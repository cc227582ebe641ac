import { readdirSync, readFileSync } from 'node:fs'

const KIBIBYTE = 1_024

/** Resident memory of all workerd processes below a process; 0 outside Linux. */
export function descendantRssBytes(pid: number): number {
  return childrenOf(pid).reduce((sum, child) => sum + rssOf(child) + descendantRssBytes(child), 0)
}

function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8')
        .split(' ')
        .filter((child) => child.trim() !== '')
        .map(Number),
    )
  } catch {
    return []
  }
}

function rssOf(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    if (!/^Name:\s+workerd/m.test(status)) return 0
    return Number(/^VmRSS:\s+([0-9]+) kB/m.exec(status)?.[1] ?? 0) * KIBIBYTE
  } catch {
    // It ended between the two reads.
    return 0
  }
}

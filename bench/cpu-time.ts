import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts CPU time in ticks of 10 ms on every platform that Node supports. */
const TICK_MS = 10

interface ProcessTimes {
  readonly pid: number
  readonly parent: number
  readonly cpuMs: number
}

/** User and system time of all living descendants of a process, or undefined outside Linux. */
export function descendantCpuMs(pid: number): number | undefined {
  const processes = readProcesses()
  if (processes === undefined) return undefined
  const below = (parent: number): number =>
    processes
      .filter((process) => process.parent === parent)
      .reduce((sum, process) => sum + process.cpuMs + below(process.pid), 0)
  return below(pid)
}

function readProcesses(): ProcessTimes[] | undefined {
  let names: string[]
  try {
    names = readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name))
  } catch {
    return undefined
  }
  return names.flatMap((name) => {
    try {
      return [parseStat(Number(name), readFileSync(`/proc/${name}/stat`, 'utf8'))]
    } catch {
      // It ended between the two reads.
      return []
    }
  })
}

/** Fields count from behind the program's name, which may hold spaces. Source: proc(5). */
function parseStat(pid: number, stat: string): ProcessTimes {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const ticks = Number(fields[11]) + Number(fields[12])
  return { pid, parent: Number(fields[1]), cpuMs: ticks * TICK_MS }
}

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const fileOf = (stateDir: string): string => join(stateDir, 'running.pid')

/** The process that runs on a state folder, if one does. */
export function runningProcess(stateDir: string): number | undefined {
  let pid: number
  try {
    pid = Number(readFileSync(fileOf(stateDir), 'utf8'))
  } catch {
    return undefined
  }
  return isAlive(pid) ? pid : undefined
}

/** Takes the folder for this process; the answer gives it back. */
export function lockState(stateDir: string): () => void {
  const pid = runningProcess(stateDir)
  if (pid !== undefined) throw new Error(`${stateDir} is in use by process ${pid}; stop it first`)
  mkdirSync(stateDir, { recursive: true })
  writeFileSync(fileOf(stateDir), String(process.pid))
  return () => rmSync(fileOf(stateDir), { force: true })
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

import { DatabaseSync } from 'node:sqlite'
import { ClientFault } from '../faults.ts'

const SQLITE_BUSY = 5

/**
 * Takes the home for this process until the answered function is called. The operating system
 * drops the lock with the process, so a killed client leaves nothing behind to clean up.
 */
export function lockHome(path: string): () => void {
  const database = new DatabaseSync(path)
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    if (isBusy(error)) throw new ClientFault('HOME_IN_USE', { path }, { cause: error })
    throw error
  }
  return () => database.close()
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY
}

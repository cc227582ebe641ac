/** Why the client ends, or refuses to start. Codes are public: add, never rename or reuse. */
export const CLIENT_FAULTS = {
  CONFIG_INVALID: 'the flags or the environment cannot be used',
  HOME_IN_USE: 'another client runs on this folder',
  HOME_UNWRITABLE: 'the folder cannot be written',
  HOME_DAMAGED: 'the folder holds something that this client did not write',
  DISK_FULL: 'the disk is full; what is there stays, and the same command goes on',
  WALLET_MISSING: 'the node is not registered yet and no wallet was given',
  WALLET_MISMATCH: 'the node is registered for another wallet',
  NETWORK_CHANGED: 'the edge speaks for another log than the one this home was used with',
  LOG_KEY_CHANGED: 'the log has another key than the one this home has pinned',
  GENERATOR_UNSUPPORTED: 'the network asks for a generator that this client does not hold',
  GENERATOR_MISMATCH: 'this machine does not reproduce the golden assets',
  GENERATOR_FAILED: 'the generator failed twice on the same asset',
  BACKEND_UNAVAILABLE: 'the backend that the operator asked for does not work on this machine',
  BACKEND_FAILED: 'the backend that the operator asked for broke down',
  ORACLE_REFUSED: 'the oracle refuses this node',
  LICENSE_UNREADABLE: 'the license file cannot be read',
  LICENSE_INVALID: 'this is not a license, or not one as it was signed',
  LICENSE_KEY_UNKNOWN: 'the license is signed by a key that is not in the given set',
  LICENSE_REFUSED: 'the edge refuses this license',
  SNAPSHOT_MISMATCH: 'the edge serves another snapshot than the one that the license names',
  FILTER_INVALID: 'the filter cannot be used',
  PULL_EMPTY: 'the filter leaves nothing of the license',
  PULL_FOLDER_OTHER: 'the folder holds another pull; choose another one',
  PULL_INCOMPLETE: 'some assets could not be had; the same command tries them again',
  DISK_TOO_SMALL: 'the disk has too little room for what is to be pulled',
  EDGE_UNANSWERED: 'the edge did not answer for too long; the same command goes on',
  EDGE_REFUSED: 'the edge refuses the request',
  DATASET_UNREADABLE: 'the folder holds no pulled dataset',
} as const

export type ClientFaultCode = keyof typeof CLIENT_FAULTS

/** Ends the client with one line. What an outage causes is never one of these. */
export class ClientFault extends Error {
  override readonly name = 'ClientFault'
  readonly code: ClientFaultCode
  readonly context: Readonly<Record<string, string>>

  constructor(
    code: ClientFaultCode,
    context: Readonly<Record<string, string>> = {},
    options?: { cause: unknown },
  ) {
    super(CLIENT_FAULTS[code], options)
    this.code = code
    this.context = context
  }
}

const SYSTEM_FAULTS: Readonly<Record<string, ClientFaultCode>> = {
  ENOSPC: 'DISK_FULL',
  EDQUOT: 'DISK_FULL',
  EACCES: 'HOME_UNWRITABLE',
  EPERM: 'HOME_UNWRITABLE',
  EROFS: 'HOME_UNWRITABLE',
  ENOTDIR: 'HOME_UNWRITABLE',
  EEXIST: 'HOME_UNWRITABLE',
  EIO: 'HOME_UNWRITABLE',
}

/** Primary result codes of SQLite. Source: https://www.sqlite.org/rescode.html */
const SQLITE_FAULTS: Readonly<Record<number, ClientFaultCode>> = {
  8: 'HOME_UNWRITABLE',
  10: 'HOME_UNWRITABLE',
  11: 'HOME_DAMAGED',
  13: 'DISK_FULL',
  14: 'HOME_UNWRITABLE',
  26: 'HOME_DAMAGED',
}

/** The fault behind an error of the file system or of SQLite; undefined for anything else. */
export function clientFaultOf(error: unknown): ClientFault | undefined {
  if (error instanceof ClientFault) return error
  if (!(error instanceof Error)) return undefined
  const { code, errcode, path } = error as Error & Record<'code' | 'errcode' | 'path', unknown>
  const fault =
    typeof errcode === 'number' ? SQLITE_FAULTS[errcode & 0xff] : SYSTEM_FAULTS[String(code)]
  if (fault === undefined) return undefined
  const place = typeof path === 'string' ? { path } : {}
  return new ClientFault(fault, { ...place, reason: error.message }, { cause: error })
}

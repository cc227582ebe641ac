/** Why the daemon ends, or refuses to start. Codes are public: add, never rename or reuse. */
export const CLIENT_FAULTS = {
  CONFIG_INVALID: 'the flags or the environment cannot be used',
  HOME_IN_USE: 'another client runs on this home',
  HOME_UNWRITABLE: 'the home cannot be written',
  HOME_DAMAGED: 'the home holds something that this client did not write',
  DISK_FULL: 'the disk that holds the home is full',
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
} as const

export type ClientFaultCode = keyof typeof CLIENT_FAULTS

/** Ends the daemon with one line. What an outage causes is never one of these. */
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

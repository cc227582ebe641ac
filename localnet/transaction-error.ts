import type { FailedTransactionMetadata } from 'litesvm'

export type InstructionFault = string | { Custom: number } | { BorshIoError: string }

export type TransactionError =
  | string
  | { InstructionError: [number, InstructionFault] }
  | { InsufficientFundsForRent: { account_index: number } }
  | { DuplicateInstruction: number }
  | { ProgramExecutionTemporarilyRestricted: { account_index: number } }

/** litesvm's numbers for errors without fields; the order is its own. */
const TRANSACTION_ERRORS =
  `AccountInUse AccountLoadedTwice AccountNotFound ProgramAccountNotFound InsufficientFundsForFee
  InvalidAccountForFee AlreadyProcessed BlockhashNotFound CallChainTooDeep MissingSignatureForFee
  InvalidAccountIndex SignatureFailure InvalidProgramForExecution SanitizeFailure ClusterMaintenance
  AccountBorrowOutstanding WouldExceedMaxBlockCostLimit UnsupportedVersion InvalidWritableAccount
  WouldExceedMaxAccountCostLimit WouldExceedAccountDataBlockLimit TooManyAccountLocks
  AddressLookupTableNotFound InvalidAddressLookupTableOwner InvalidAddressLookupTableData
  InvalidAddressLookupTableIndex InvalidRentPayingAccount WouldExceedMaxVoteCostLimit
  WouldExceedAccountDataTotalLimit MaxLoadedAccountsDataSizeExceeded ResanitizationNeeded
  InvalidLoadedAccountsDataSizeLimit UnbalancedTransaction ProgramCacheHitMaxLimit
  CommitCancelled`.split(/\s+/)

const INSTRUCTION_ERRORS =
  `GenericError InvalidArgument InvalidInstructionData InvalidAccountData AccountDataTooSmall
  InsufficientFunds IncorrectProgramId MissingRequiredSignature AccountAlreadyInitialized
  UninitializedAccount UnbalancedInstruction ModifiedProgramId ExternalAccountLamportSpend
  ExternalAccountDataModified ReadonlyLamportChange ReadonlyDataModified DuplicateAccountIndex
  ExecutableModified RentEpochModified NotEnoughAccountKeys AccountDataSizeChanged
  AccountNotExecutable AccountBorrowFailed AccountBorrowOutstanding DuplicateAccountOutOfSync
  InvalidError ExecutableDataModified ExecutableLamportChange ExecutableAccountNotRentExempt
  UnsupportedProgramId CallDepth MissingAccount ReentrancyNotAllowed MaxSeedLengthExceeded
  InvalidSeeds InvalidRealloc ComputationalBudgetExceeded PrivilegeEscalation
  ProgramEnvironmentSetupFailure ProgramFailedToComplete ProgramFailedToCompile Immutable
  IncorrectAuthority AccountNotRentExempt InvalidAccountOwner ArithmeticOverflow UnsupportedSysvar
  IllegalOwner MaxAccountsDataAllocationsExceeded MaxAccountsExceeded
  MaxInstructionTraceLengthExceeded BuiltinProgramsMustConsumeComputeUnits
  BorshIoError`.split(/\s+/)

type SvmError = ReturnType<FailedTransactionMetadata['err']>
type InstructionSvmError = Extract<SvmError, { index: number; err(): unknown }>

function instructionFault(error: ReturnType<InstructionSvmError['err']>): InstructionFault {
  if (typeof error === 'number') return INSTRUCTION_ERRORS[error] ?? `InstructionError${error}`
  if ('code' in error) return { Custom: error.code }
  return { BorshIoError: error.msg }
}

/** The error in the form in which Solana nodes show it. */
export function transactionError(failed: FailedTransactionMetadata): TransactionError {
  const error = failed.err()
  if (typeof error === 'number') return TRANSACTION_ERRORS[error] ?? `TransactionError${error}`
  if ('err' in error) return { InstructionError: [error.index, instructionFault(error.err())] }
  if ('accountIndex' in error) {
    const isRent = failed.toString().includes('InsufficientFundsForRent')
    return isRent
      ? { InsufficientFundsForRent: { account_index: error.accountIndex } }
      : { ProgramExecutionTemporarilyRestricted: { account_index: error.accountIndex } }
  }
  return { DuplicateInstruction: error.index }
}

/** Refused before execution: costs nothing and leaves no trace in the ledger. */
export function isUnprocessed(error: TransactionError): boolean {
  return typeof error === 'string'
}

function describeFault(fault: InstructionFault): string {
  if (typeof fault === 'string') return fault
  return 'Custom' in fault
    ? `custom program error: 0x${fault.Custom.toString(16)}`
    : fault.BorshIoError
}

/** The sentence that clients search for `Error processing Instruction N`. */
export function describeError(error: TransactionError): string {
  if (typeof error === 'string') return error
  if (!('InstructionError' in error)) return JSON.stringify(error)
  const [index, fault] = error.InstructionError
  return `Error processing Instruction ${index}: ${describeFault(fault)}`
}

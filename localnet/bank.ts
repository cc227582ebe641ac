import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { address } from '@solana/kit'
import { LiteSVM } from 'litesvm'
import { writeAccount } from './account.ts'
import {
  BUBBLEGUM,
  MPL_COMPRESSION,
  MPL_CORE,
  MPL_NOOP,
  SPL_COMPRESSION,
  SPL_NOOP,
} from './program-ids.ts'
import { faucetAccount, renderMintAccount } from './render-mint.ts'
import { stubProgram } from './stub-program.ts'

const PROGRAM_FILES = [
  { id: BUBBLEGUM, file: 'mpl_bubblegum.so', required: true },
  { id: SPL_COMPRESSION, file: 'spl_account_compression.so', required: true },
  { id: SPL_NOOP, file: 'spl_noop.so', required: true },
  { id: MPL_COMPRESSION, file: 'mpl_account_compression.so', required: true },
  { id: MPL_NOOP, file: 'mpl_noop.so', required: true },
  { id: MPL_CORE, file: 'mpl_core.so', required: false },
] as const

/** The files in `PIWA_PROGRAMS_DIR` without which the real programs cannot run. */
export function missingProgramFiles(directory: string): string[] {
  return PROGRAM_FILES.filter(
    ({ file, required }) => required && !existsSync(join(directory, file)),
  ).map(({ file }) => file)
}

function loadPrograms(svm: LiteSVM, programsDir: string | undefined): void {
  const stub = stubProgram()
  for (const { id, file } of PROGRAM_FILES) {
    const path = programsDir === undefined ? undefined : join(programsDir, file)
    if (path !== undefined && existsSync(path)) svm.addProgramFromFile(address(id), path)
    else svm.addProgram(address(id), stub)
  }
}

function assertProgramFiles(programsDir: string): void {
  const missing = missingProgramFiles(programsDir)
  if (missing.length > 0) {
    throw new Error(`PIWA_PROGRAMS_DIR ${programsDir} lacks ${missing.join(', ')}`)
  }
}

/**
 * The SVM with its programs in place, new or from a snapshot. Blockhash age and duplicates are
 * checked by the chain, because litesvm accepts only its newest blockhash.
 */
export function openBank(snapshot: Uint8Array | undefined, programsDir?: string): LiteSVM {
  if (programsDir !== undefined) assertProgramFiles(programsDir)
  const fresh = snapshot === undefined
  const svm = fresh ? new LiteSVM().withNativeMints() : LiteSVM.fromBytes(snapshot)
  svm.withTransactionHistory(0n).withBlockhashCheck(false).withSigverify(true)
  loadPrograms(svm, programsDir)
  if (fresh) {
    writeAccount(svm, renderMintAccount())
    writeAccount(svm, faucetAccount())
  }
  return svm
}

import type { TransactionView } from './transaction-view.ts'

const MEMO_PROGRAMS: ReadonlySet<string> = new Set([
  'MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr',
  'Memo1UhkJRfHyvLMcVucJwxXeuD728EqVDDwQDxFMNo',
])

/** The memos in the form that `getSignaturesForAddress` has; logs differ between memo programs. */
export function readMemo(view: TransactionView): string | null {
  const memos = view.instructions
    .filter(({ program }) => MEMO_PROGRAMS.has(program))
    .map(({ data }) => `[${data.length}] ${Buffer.from(data).toString()}`)
  return memos.length === 0 ? null : memos.join('; ')
}

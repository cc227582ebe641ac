export type ParentErrorCode =
  | 'PARENT_MALFORMED'
  | 'PARENT_TOO_LARGE'
  | 'PARENT_UNSUPPORTED'
  | 'PARENT_NOT_CLOSED'

/** Why a GLB cannot be augmented. Nothing was made. */
export class ParentError extends Error {
  override readonly name = 'ParentError'
  readonly code: ParentErrorCode
  readonly issue: string

  constructor(code: ParentErrorCode, issue: string) {
    super(`${code}: ${issue}`)
    this.code = code
    this.issue = issue
  }
}

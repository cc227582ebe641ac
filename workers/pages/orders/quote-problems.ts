const PROBLEMS: Readonly<Record<string, string>> = {
  FILTER_EMPTY: 'Nothing matches this filter, so there is nothing to license.',
  FILTER_INVALID: 'This version does not know what the filter asks for.',
  SNAPSHOT_UNKNOWN: 'This version of the dataset does not exist.',
  SNAPSHOT_NOT_READY: 'No version of the dataset has been published yet.',
  ORDER_CONFLICT: 'The order was changed meanwhile. Reload the page and ask again.',
  REQUESTS_TOO_MANY: 'Too many requests came from your network. Wait a minute and try again.',
  LICENSE_INVALID: 'The license that this one goes on from is not valid.',
  SESSION_INVALID: 'The session is over. Sign in again.',
  RENEWAL_INVALID: 'This license cannot be renewed like this.',
  REQUEST_INVALID: 'The address is not one of a Solana wallet.',
}

/** Why no quote was given, for whoever asked. `issue` is what the refusal says of it. */
export function quoteProblem(code: string, issue?: string): string {
  const problem = PROBLEMS[code] ?? `The quote was refused: ${code}.`
  return code === 'RENEWAL_INVALID' && issue !== undefined
    ? `${problem.slice(0, -1)}: ${issue}.`
    : problem
}

/** One line of JSON an event: Workers Logs index the fields, and a person can still read it. */
export function report(
  event: Readonly<Record<string, unknown>> & { readonly event: string },
): void {
  console.info(withoutOrders(JSON.stringify(event)))
}

export function reportFault(
  event: Readonly<Record<string, unknown>> & { readonly event: string },
  error: unknown,
): void {
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error)
  console.error(withoutOrders(JSON.stringify({ ...event, error: reason })))
}

/** Whoever knows an order's id is given its license: logs show the first digits, enough to find it. */
const withoutOrders = (line: string): string =>
  line.replaceAll(/(order_[a-z2-7]{6})[a-z2-7]{20}/g, '$1…')

/** One line of JSON an event: Workers Logs index the fields, and a person can still read it. */
export function report(
  event: Readonly<Record<string, unknown>> & { readonly event: string },
): void {
  console.info(JSON.stringify(event))
}

export function reportFault(
  event: Readonly<Record<string, unknown>> & { readonly event: string },
  error: unknown,
): void {
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error)
  console.error(JSON.stringify({ ...event, error: reason }))
}

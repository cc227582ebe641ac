/** What one license may be given in a minute: a license that is passed on does not serve a crowd. */
export interface DeliveryRate {
  readonly requestsMax: number
  readonly urlsMax: number
}

export const DELIVERY_RATE: DeliveryRate = { requestsMax: 600, urlsMax: 20_000 }

export const MINUTE_MS = 60_000

/** Minutes since 1970 that have passed: what is handed out is summed by them. */
export const minuteOf = (nowMs: number): number => (nowMs - (nowMs % MINUTE_MS)) / MINUTE_MS

/** Whole seconds until the next minute starts, at least one. */
export function secondsToNextMinute(nowMs: number): number {
  const leftMs = MINUTE_MS - (nowMs % MINUTE_MS)
  return (leftMs + ((1_000 - (leftMs % 1_000)) % 1_000)) / 1_000
}

/** Whether one more request, and so many more URLs, are within the rate. */
export function isWithinRate(
  used: { readonly requests: number; readonly urls: number },
  urls: number,
  { requestsMax, urlsMax }: DeliveryRate = DELIVERY_RATE,
): boolean {
  return used.requests < requestsMax && used.urls + urls <= urlsMax
}

/**
 * How the pages write things. The Worker renders a page once and the browser renews parts of it, so
 * both must speak alike: no locale, no clock and no time zone of the reader enters here.
 */

/** Stands for a figure that could not be read. It is never a zero. */
export const UNKNOWN = '–'

/** Stands for a thing that does not exist so far. */
export const NONE_YET = 'none yet'

const SHORT_ID_HEAD = 6
const SHORT_ID_TAIL = 4
const RENDER_DECIMALS = 8
const BYTE_UNITS = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'] as const
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

const COUNT = new Intl.NumberFormat('en-US')

export const count = (value: number | bigint): string => COUNT.format(value)

export const plural = (value: number, one: string, many: string): string =>
  `${count(value)} ${value === 1 ? one : many}`

/** Whether a text is a value and does not only stand for one. */
export const isValue = (text: string): boolean => text !== UNKNOWN && text !== NONE_YET

export const shortId = (id: string): string =>
  id.length <= SHORT_ID_HEAD + SHORT_ID_TAIL + 1
    ? id
    : `${id.slice(0, SHORT_ID_HEAD)}…${id.slice(-SHORT_ID_TAIL)}`

/** Captions come as parts of a sentence. */
export const sentence = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

export const utcTime = (timeMs: number): string =>
  `${new Date(timeMs).toISOString().slice(0, 19).replace('T', ' ')} UTC`

export const utcDate = (timeMs: number): string => new Date(timeMs).toISOString().slice(0, 10)

/** Decimal units, three significant digits: `1.24 GB`. */
export function byteText(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 999.5 && unit < BYTE_UNITS.length - 1) {
    value /= 1000
    unit += 1
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2
  return `${value.toFixed(digits)} ${BYTE_UNITS[unit]}`
}

/** Atoms, as decimal digits, in RENDER without zeros at the end: `1,234.5`. */
export function renderText(atoms: string): string {
  const digits = atoms.padStart(RENDER_DECIMALS + 1, '0')
  const whole = count(BigInt(digits.slice(0, -RENDER_DECIMALS)))
  const fraction = digits.slice(-RENDER_DECIMALS).replace(/0+$/, '')
  return fraction === '' ? whole : `${whole}.${fraction}`
}

/** Days of a term, begun ones included; the last one is told in hours. */
export function timeLeftText(leftMs: number): string {
  if (leftMs <= 0) return 'ended'
  if (leftMs > DAY_MS) return `${plural(Math.ceil(leftMs / DAY_MS), 'day', 'days')} left`
  return `${plural(Math.ceil(leftMs / HOUR_MS), 'hour', 'hours')} left`
}

/** Minutes and seconds of a countdown: `14:09`. */
export function clockText(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

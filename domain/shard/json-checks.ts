export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const isText = (value: unknown, lengthMax: number): value is string =>
  typeof value === 'string' && value.length <= lengthMax

/** A text of one byte a character in JSON, so that its length bounds its bytes. */
export const isPlainText = (value: unknown, lengthMax: number): value is string =>
  isText(value, lengthMax) && /^[ !#-[\]-~]*$/.test(value)

export const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0

/**
 * A backend that cannot work, or no longer: the machine lacks something, or its children keep dying.
 * Another backend may still do; a ClientFault, in contrast, ends the daemon.
 */
export class BackendLost extends Error {
  override readonly name = 'BackendLost'
  readonly code: string
  readonly context: Readonly<Record<string, string>>
  /** The backend is lost for every asset, not for one alone. */
  readonly final: boolean

  constructor(code: string, context: Readonly<Record<string, string>> = {}, final = true) {
    super(describe(code, context))
    this.code = code
    this.context = context
    this.final = final
  }
}

function describe(code: string, context: Readonly<Record<string, string>>): string {
  const details = Object.entries(context).map(([key, value]) => `${key} ${value}`)
  return [code, ...details].join(', ')
}

import { env } from 'cloudflare:workers'

/** Whether the call that fails had its effect before its answer was lost. */
export type Moment = 'before' | 'after'

export interface Outage {
  readonly env: Env
  /** Calls to any binding so far. */
  readonly calls: () => number
}

class OutageError extends Error {
  override readonly name = 'OutageError'
}

/** Whether this is our outage, or what a driver made of it. */
export function isOutage(error: unknown): boolean {
  if (error instanceof OutageError) return true
  return error instanceof Error && error.cause !== undefined && isOutage(error.cause)
}

/** Bindings that can be out of order. */
const FAILING = [
  ...(['CATALOG', 'GEOMETRY', 'MINTS', 'WORK_QUEUE', 'PROVENANCE_LOG'] as const),
  ...(['FIRST_UPLOAD_INDEX', 'NETWORK_LEDGER'] as const),
] as const

/** Members that only make the thing whose calls can fail. */
const MAKERS = new Set<PropertyKey>(['prepare', 'bind', 'getByName'])

/** The bindings, of which the n-th call (from 1) fails; with 0 none does. */
export function outageAt(failing: number, moment: Moment, world: Env = env): Outage {
  let calls = 0

  const guard = <T extends object>(target: T): T =>
    new Proxy(target, {
      get(_, name) {
        const member: unknown = Reflect.get(target, name, target)
        if (typeof member !== 'function') return member
        return (...args: unknown[]) => {
          if (MAKERS.has(name)) return guard(Reflect.apply(member, target, args) as object)
          calls += 1
          if (calls !== failing) return Reflect.apply(member, target, args)
          return fail(String(name), () => Reflect.apply(member, target, args))
        }
      },
    })

  const fail = async (name: string, call: () => unknown): Promise<never> => {
    if (moment === 'after') await call()
    throw new OutageError(`outage ${moment} ${name}, call ${failing}`)
  }

  const guarded = Object.fromEntries(FAILING.map((name) => [name, guard(world[name])]))
  return { env: { ...world, ...guarded } as Env, calls: () => calls }
}

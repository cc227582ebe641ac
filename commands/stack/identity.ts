import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const Seed = z.string().regex(/^[0-9a-f]{64}$/)

/** What a local network keeps for life: its log's name and its keys. */
const Identity = z.object({
  logOrigin: z.string().min(1),
  seedSecret: Seed,
  logSigningKey: Seed,
  treasuryKey: Seed,
  licenseSigningKey: Seed,
  operatorToken: Seed,
})

export type Identity = z.infer<typeof Identity>

const fileOf = (stateDir: string): string => join(stateDir, 'identity.json')

/** Whether a folder is the state of a local network, and so ours to remove. */
export const holdsNetwork = (stateDir: string): boolean => existsSync(fileOf(stateDir))

/** Reads the identity of a state folder, or gives a new network one. */
export function readIdentity(stateDir: string, edgePort: number): Identity {
  const file = fileOf(stateDir)
  const known: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const complete = Identity.safeParse(known)
  if (complete.success) return complete.data

  const seed = () => randomBytes(32).toString('hex')
  const fresh: Identity = {
    logOrigin: `127.0.0.1:${edgePort}/log`,
    ...{ seedSecret: seed(), logSigningKey: seed(), treasuryKey: seed() },
    ...{ licenseSigningKey: seed(), operatorToken: seed() },
  }
  // A network of an earlier version keeps what it has and is given what it lacks.
  const identity = Identity.parse({ ...fresh, ...Object(known) })
  mkdirSync(stateDir, { recursive: true })
  writeFileSync(`${file}.new`, JSON.stringify(identity, null, 2), { mode: 0o600 })
  renameSync(`${file}.new`, file)
  return identity
}

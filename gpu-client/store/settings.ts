import type { DatabaseSync } from 'node:sqlite'

/** `log_origin` and `log_key` are pinned at first use; the rest tells how far registration went. */
export type SettingName = 'log_origin' | 'log_key' | 'wallet' | 'public_url' | 'log_url'

export interface Settings {
  get(name: SettingName): string | undefined
  set(values: Readonly<Partial<Record<SettingName, string>>>): void
}

export function createSettings(database: DatabaseSync): Settings {
  const read = database.prepare('SELECT value FROM setting WHERE name = ?')
  const write = database.prepare(
    `INSERT INTO setting SELECT key, value FROM json_each(?) WHERE true
     ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  )
  return {
    get: (name) => {
      const value = read.get(name)?.value
      return typeof value === 'string' ? value : undefined
    },
    set: (values) => {
      write.run(JSON.stringify(values))
    },
  }
}

import type { DatabaseSync } from 'node:sqlite'

export interface UploadedPart {
  readonly number: number
  readonly etag: string
}

/** Parts of unfinished multipart uploads that the store holds already. */
export interface PartStore {
  list(uploadId: string): UploadedPart[]
  add(uploadId: string, part: UploadedPart): void
  forget(uploadId: string): void
}

export function createPartStore(database: DatabaseSync): PartStore {
  const select = database.prepare(
    'SELECT number, etag FROM upload_part WHERE upload_id = ? ORDER BY number',
  )
  const insert = database.prepare('INSERT OR REPLACE INTO upload_part VALUES (?, ?, ?)')
  const remove = database.prepare('DELETE FROM upload_part WHERE upload_id = ?')
  return {
    list: (uploadId) =>
      select.all(uploadId).map((row) => ({ number: Number(row.number), etag: String(row.etag) })),
    add: (uploadId, { number, etag }) => {
      insert.run(uploadId, number, etag)
    },
    forget: (uploadId) => {
      remove.run(uploadId)
    },
  }
}

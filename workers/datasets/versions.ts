import type { LoadedSnapshot } from '../snapshots/load.ts'
import type { Dataset, DatasetDetail } from './schema.ts'

export const FILES_PATH = '/v1/datasets/files/'

/** Where anyone may read a file of a version. Keys hold characters that mean something in a path. */
export const fileUrl = (publicUrl: string, key: string): string =>
  `${publicUrl}${FILES_PATH}${encodeURI(key)}`

export function describeVersion(publicUrl: string, { row, record }: LoadedSnapshot): Dataset {
  const { version, publishedAtMs, logSize, root, assetCount: count, bytes, recordSha256 } = row
  const url = `${publicUrl}/v1/datasets/${version}`
  return {
    ...{ version, parent: record.parent, publishedAtMs, logOrigin: record.logOrigin, logSize },
    ...{ root, count, bytes, recordSha256 },
    ...{ chunks: record.chunks.length, parts: record.parts.length },
    links: {
      version: url,
      record: `${url}/record.json`,
      croissant: `${url}/croissant.json`,
      count: `${url}/count`,
      search: `${url}/search`,
    },
  }
}

export function describeInFull(publicUrl: string, snapshot: LoadedSnapshot): DatasetDetail {
  const { families, tags, chunks, parts } = snapshot.record
  return {
    ...describeVersion(publicUrl, snapshot),
    ...{ families: [...families], tags: [...tags] },
    files: {
      chunks: chunks.map(({ key, rows, bytes, sha256 }) => ({
        ...{ key, rows, bytes, sha256, url: fileUrl(publicUrl, key) },
      })),
      parts: parts.map((part) => ({ ...part, url: fileUrl(publicUrl, part.key) })),
    },
  }
}

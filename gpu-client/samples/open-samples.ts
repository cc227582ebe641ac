import { hash } from 'node:crypto'
import { constants, type FileHandle, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type OrderMode, type SampleOrder, sampleOrder } from '../../domain/dataset/sample-order.ts'
import type { Sha256 } from '../../domain/hash.ts'
import { glbName, recordName } from '../../domain/shard/layout.ts'
import { TAR_BLOCK_BYTES, tarPaddingBytes } from '../../domain/shard/tar.ts'
import { ClientFault } from '../faults.ts'
import {
  DatasetFile,
  INDEX_ENTRY_BYTES,
  type IndexEntry,
  readIndexEntry,
} from '../pull/dataset-file.ts'
import { pullPaths } from '../pull/paths.ts'

/** Shards that are kept open. */
const HANDLES_MAX = 64

/** Faster than a Hash object: an order takes eight a sample. */
const sha256: Sha256 = (bytes) => new Uint8Array(hash('sha256', bytes, 'buffer'))

export interface SampleRecord extends IndexEntry {
  /** Number of the sample in the order of `dataset.json`. */
  readonly sample: number
  readonly file: string
  /** What WebDataset groups by: unique in its shard. */
  readonly key: string
}

export interface SampleFiles {
  readonly glb: Uint8Array
  /** The JSON beside it. */
  readonly record: Uint8Array
}

/** A pulled dataset, read at any place without reading what is before it. */
export interface Samples {
  readonly dataset: DatasetFile
  readonly size: number
  order(request: { mode: OrderMode; seed: number; epoch: number }): SampleOrder
  /** By its number in the order of `dataset.json`. Throws RangeError for no sample's number. */
  find(sample: number): Promise<SampleRecord>
  read(record: SampleRecord): Promise<SampleFiles>
  close(): Promise<void>
}

/** Opens the folder of a pull. Throws ClientFault where it holds none. */
export async function openSamples(dir: string): Promise<Samples> {
  const paths = pullPaths(dir)
  const dataset = await readDataset(paths.dataset)
  const index = await open(paths.index, constants.O_RDONLY)
  const handles = createHandles(dir)
  return {
    dataset,
    size: dataset.samples,
    order: (request) =>
      sampleOrder(sha256, {
        ...request,
        shardSamples: dataset.shards.map(({ samples }) => samples),
      }),
    find: async (sample) => {
      if (!Number.isSafeInteger(sample) || sample < 0 || sample >= dataset.samples) {
        throw new RangeError(`not a sample among ${dataset.samples}: ${sample}`)
      }
      const entry = readIndexEntry(
        await readExactly(index, sample * INDEX_ENTRY_BYTES, INDEX_ENTRY_BYTES),
      )
      const { file } = dataset.shards[entry.shard] ?? {}
      if (file === undefined) throw new ClientFault('DATASET_UNREADABLE', { path: paths.index })
      return { sample, file, key: glbName(entry.index).replace('.glb', ''), ...entry }
    },
    read: async ({ file, offset, bytes, index: at }) => {
      const handle = await handles.open(file)
      // The record follows the GLB; it is rarely longer than what is read along.
      const after = bytes + tarPaddingBytes(bytes)
      const stretch = await readExactly(handle, offset, after + TAR_BLOCK_BYTES)
      const header = Buffer.from(stretch.subarray(after)).toString('latin1')
      const recordBytes = Number.parseInt(header.slice(124, 135), 8)
      if (!header.startsWith(`${recordName(at)}\0`) || !Number.isInteger(recordBytes)) {
        throw new ClientFault('DATASET_UNREADABLE', { path: join(dir, file), at: String(offset) })
      }
      const place = offset + after + TAR_BLOCK_BYTES
      return {
        glb: stretch.subarray(0, bytes),
        record: await readExactly(handle, place, recordBytes),
      }
    },
    close: async () => {
      await Promise.all([index.close(), handles.close()])
    },
  }
}

async function readDataset(path: string): Promise<DatasetFile> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new ClientFault('DATASET_UNREADABLE', { path, reason: error.message }, { cause: error })
  })
  const parsed = DatasetFile.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const at = issue?.path.join('.') ?? ''
  throw new ClientFault('DATASET_UNREADABLE', { path, issue: `${at}: ${issue?.message}` })
}

/** Opens files once and closes those that were opened first when there are many. */
function createHandles(dir: string) {
  const handles = new Map<string, Promise<FileHandle>>()
  return {
    open: async (file: string): Promise<FileHandle> => {
      const known = handles.get(file)
      if (known !== undefined) return known
      const [oldest] = handles
      if (handles.size >= HANDLES_MAX && oldest !== undefined) {
        handles.delete(oldest[0])
        await (await oldest[1]).close()
      }
      const opened = openShard(join(dir, file))
      handles.set(file, opened)
      opened.catch(() => handles.delete(file))
      return opened
    },
    close: async () => {
      await Promise.all([...handles.values()].map(async (handle) => (await handle).close()))
    },
  }
}

async function openShard(path: string): Promise<FileHandle> {
  try {
    return await open(path, constants.O_RDONLY)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new ClientFault('DATASET_UNREADABLE', { path, reason }, { cause: error })
  }
}

async function readExactly(handle: FileHandle, place: number, bytes: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(bytes)
  const { bytesRead } = await handle.read(buffer, 0, bytes, place)
  if (bytesRead < bytes) throw new RangeError(`a file ends before byte ${place + bytes}`)
  return buffer
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

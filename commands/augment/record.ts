import { createHash } from 'node:crypto'
import type { AssetFacts, Generator } from '../../generator/generator.ts'
import type { GeneratorId } from '../../generator/versions.ts'

/** What lies beside an augmented GLB: enough to make it again from its parent. */
export interface AugmentedRecord {
  readonly version: 1
  readonly sha256: string
  readonly bytes: number
  /** SHA-256 of the GLB that it was made of. */
  readonly parent: string
  /** 16 bytes in hex. */
  readonly seed: string
  readonly generator: GeneratorId
  readonly grid: number
  /** Words of the parent that the caption and the tags of the new asset repeat. */
  readonly parentCaption: string | undefined
  readonly parentTags: readonly string[] | undefined
  readonly facts: AssetFacts
}

export interface ParentFile {
  readonly glb: Uint8Array
  readonly caption?: string
  readonly tags?: readonly string[]
}

export const sha256Of = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()

/** The seed of an asset that none was given for: from its parent, so that a retry repeats it. */
export function seedFor(parent: Uint8Array): string {
  return createHash('sha256')
    .update('piwa-augment/1')
    .update(sha256Of(parent))
    .digest('hex')
    .slice(0, 32)
}

/** Throws ParentError for a parent that cannot be augmented. */
export function augmentFile(
  generator: Generator,
  parent: ParentFile,
  seed: string,
): { readonly glb: Uint8Array; readonly record: AugmentedRecord } {
  const sha256 = sha256Of(parent.glb)
  const { glb, facts } = generator.augment({ ...parent, sha256 }, Buffer.from(seed, 'hex'))
  const record: AugmentedRecord = {
    version: 1,
    sha256: sha256Of(glb).toString('hex'),
    bytes: glb.length,
    parent: sha256.toString('hex'),
    ...{ seed, generator: generator.id, grid: generator.grid },
    ...{ parentCaption: parent.caption, parentTags: parent.tags, facts },
  }
  return { glb, record }
}

/** Whether the parent and the record give the recorded asset again. */
export function isReproduced(
  generator: Generator,
  parent: Uint8Array,
  record: AugmentedRecord,
): boolean {
  const { seed, parentCaption, parentTags } = record
  const words = {
    ...(parentCaption === undefined ? {} : { caption: parentCaption }),
    ...(parentTags === undefined ? {} : { tags: parentTags }),
  }
  const again = augmentFile(generator, { glb: parent, ...words }, seed)
  return JSON.stringify(again.record) === JSON.stringify(record)
}

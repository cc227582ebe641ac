import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { type Manifest, parseManifest } from '../../domain/shard/manifest.ts'
import type { Work } from '../stack/work.ts'

export interface CheckedShards {
  readonly shards: number
  readonly assets: number
  readonly files: number
}

const BLOCK_BYTES = 512
const PLANES = ['rgb', 'depth', 'normal', 'part']

/**
 * Reads the shards that the node kept as a user of WebDataset would: file names by key. Throws where
 * one is not of the generator, the views or the files that the demo asked for.
 */
export function checkShards(folder: string, work: Work): CheckedShards {
  const names = readdirSync(folder).filter((name) => name.endsWith('.tar'))
  const counts = names.map((name) => {
    const tar = join(folder, name)
    const manifest = readManifest(tar.replace(/\.tar$/, '.json'))
    assertAsked(tar, manifest, work)
    const expected = manifest.assets.flatMap(({ index }) => filesOf(index, work))
    assertFiles(tar, tarNames(tar), expected)
    return { assets: manifest.count, files: expected.length }
  })
  const sum = (key: 'assets' | 'files') => counts.reduce((total, count) => total + count[key], 0)
  return { shards: names.length, assets: sum('assets'), files: sum('files') }
}

function readManifest(path: string): Manifest {
  const parsed = parseManifest(readFileSync(path, 'utf8'))
  if (parsed.status === 'malformed') throw new Error(`${path}: ${parsed.issue}`)
  return parsed.manifest
}

function assertAsked(tar: string, manifest: Manifest, { generator, views }: Work): void {
  const stated = manifest.version === 1 ? null : manifest.views
  const found = JSON.stringify({ generator: manifest.generator, views: stated })
  const asked = JSON.stringify({ generator, views })
  if (found !== asked) throw new Error(`${tar} is of ${found}, not of ${asked}`)
}

function assertFiles(tar: string, found: readonly string[], expected: readonly string[]): void {
  const missing = expected.filter((name) => !found.includes(name))
  const extra = found.filter((name) => !expected.includes(name))
  if (missing.length + extra.length > 0 || found.length !== expected.length) {
    throw new Error(`${tar} lacks ${missing.join(' ')}, has in addition ${extra.join(' ')}`)
  }
}

function filesOf(index: number, { views }: Work): string[] {
  const key = String(index).padStart(6, '0')
  const sidecars = [`${key}.glb`, `${key}.json`]
  if (views === null) return sidecars
  const images = Array.from({ length: views.count }, (_, view) =>
    PLANES.map((plane) => `${key}.${plane}_${String(view).padStart(2, '0')}.png`),
  )
  return [...sidecars, ...images.flat(), `${key}.transforms.json`]
}

/** Names in the headers of a ustar archive: up to 100 bytes of name, the size in octal at 124. */
function tarNames(path: string): string[] {
  const file = openSync(path, 'r')
  try {
    const names: string[] = []
    const header = Buffer.alloc(BLOCK_BYTES)
    for (let at = 0; readSync(file, header, 0, BLOCK_BYTES, at) > 0 && header[0] !== 0; ) {
      names.push(header.toString('latin1', 0, header.indexOf(0)))
      const bytes = Number.parseInt(header.toString('latin1', 124, 135), 8)
      at += BLOCK_BYTES + Math.ceil(bytes / BLOCK_BYTES) * BLOCK_BYTES
    }
    return names
  } finally {
    closeSync(file)
  }
}

import { createHash, createPublicKey, verify } from 'node:crypto'

// Written from C2SP tlog-tiles and RFC 6962 alone: it shares no code with the log it reads.

type Fetch = (path: string) => Promise<Response>

const hash = (...parts: Uint8Array[]) =>
  new Uint8Array(createHash('sha256').update(Buffer.concat(parts)).digest())
const leafOf = (entry: Uint8Array) => hash(Uint8Array.of(0), entry)
const nodeOf = (left: Uint8Array, right: Uint8Array) => hash(Uint8Array.of(1), left, right)

/** RFC 6962, section 2.1, word for word. */
function treeHash(leaves: readonly Uint8Array[]): Uint8Array {
  const [first] = leaves
  if (first === undefined) return hash()
  if (leaves.length === 1) return first
  let split = 1
  while (split * 2 < leaves.length) split *= 2
  return nodeOf(treeHash(leaves.slice(0, split)), treeHash(leaves.slice(split)))
}

function tileName(number: number): string {
  const digits = String(number).padStart(Math.ceil(String(number).length / 3) * 3, '0')
  const groups = digits.match(/.../g) ?? []
  return groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/')
}

/** Width 1 to 255 is a partial tile, 256 a full one. */
function tilesOf(count: number): { name: string; width: number }[] {
  return Array.from({ length: Math.ceil(count / 256) }, (_, number) => {
    const width = Math.min(256, count - number * 256)
    return { name: `${tileName(number)}${width < 256 ? `.p/${width}` : ''}`, width }
  })
}

async function bytesOf(fetch: Fetch, path: string): Promise<Uint8Array> {
  const response = await fetch(path)
  if (response.status !== 200) throw new Error(`${path}: ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}

/** The size and root that the log signed, checked with its verifier key string. */
export async function readCheckpoint(fetch: Fetch, verifierKey: string) {
  const note = await (await fetch('/log/checkpoint')).text()
  // Base64 has plus signs of its own.
  const [, name, keyId, typed] = /^([^+]+)\+([^+]+)\+(.+)$/.exec(verifierKey) ?? []
  const key = Buffer.from(typed ?? '', 'base64').subarray(1)
  const text = note.slice(0, note.indexOf('\n\n') + 1)
  const line = note.split('\n').find((each) => each.startsWith(`— ${name} `)) ?? ''
  const blob = Buffer.from(line.split(' ')[2] ?? '', 'base64')
  const x = key.toString('base64url')
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  const genuine = verify(null, Buffer.from(text), publicKey, blob.subarray(4))
  const [origin, size, root] = text.split('\n')
  if (!genuine || blob.subarray(0, 4).toString('hex') !== keyId || origin !== name) {
    throw new Error('the checkpoint is not signed by the key')
  }
  return { size: Number(size), root: root ?? '' }
}

/** The root over the entries themselves, in base64. */
export async function rootOfEntries(fetch: Fetch, size: number) {
  const leaves: Uint8Array[] = []
  const entries: Uint8Array[] = []
  for (const { name, width } of tilesOf(size)) {
    const bytes = Buffer.from(await bytesOf(fetch, `/log/tile/entries/${name}`))
    let at = 0
    for (let i = 0; i < width; i += 1) {
      const length = bytes.readUInt16BE(at)
      entries.push(bytes.subarray(at + 2, at + 2 + length))
      at += 2 + length
    }
    if (at !== bytes.length) throw new Error(`${name} is longer than its entries`)
  }
  for (const entry of entries) leaves.push(leafOf(entry))
  return { root: Buffer.from(treeHash(leaves)).toString('base64'), entries, leaves }
}

/** The root from the tiles of hashes; every level is checked against the one below. */
export async function rootOfTiles(fetch: Fetch, size: number): Promise<string> {
  const leaves = await hashesOf(fetch, 0, size)
  let below = leaves
  for (let level = 1, count = size >> 8; count > 0; level += 1, count >>= 8) {
    const hashes = await hashesOf(fetch, level, count)
    for (const [i, hash] of hashes.entries()) {
      const made = treeHash(below.slice(i * 256, i * 256 + 256))
      if (Buffer.compare(made, hash) !== 0) throw new Error(`hash ${i} of level ${level}`)
    }
    below = hashes
  }
  return Buffer.from(treeHash(leaves)).toString('base64')
}

async function hashesOf(fetch: Fetch, level: number, count: number): Promise<Uint8Array[]> {
  const hashes: Uint8Array[] = []
  for (const { name, width } of tilesOf(count)) {
    const bytes = await bytesOf(fetch, `/log/tile/${level}/${name}`)
    if (bytes.length !== width * 32) throw new Error(`${level}/${name} has another width`)
    for (let i = 0; i < width; i += 1) hashes.push(bytes.subarray(i * 32, i * 32 + 32))
  }
  return hashes
}

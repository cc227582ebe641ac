import { existsSync, writeFileSync } from 'node:fs'
import {
  decodeRequest,
  encodeAssetHead,
  encodeFailure,
  encodeText,
  FRAME,
  type FrameRequest,
  REQUEST_FRAME_BYTES_MAX,
} from '../../../gpu-client/backend/frames.ts'
import { createFrameReader } from '../../../gpu-client/backend/frames-reader.ts'
import { type ChildScript, SEED } from './child-script.ts'

const script = JSON.parse(process.argv[2] ?? '{}') as ChildScript

function isMine(): boolean {
  const { once } = script
  if (once === undefined) return true
  if (existsSync(once)) return false
  writeFileSync(once, String(process.pid))
  return true
}

function answer(id: number, assetSeed: Uint8Array, facts: string): Buffer {
  const glb = Buffer.concat([Buffer.from('glTF'), assetSeed])
  const none = Buffer.alloc(0)
  const parts = { glb, facts: Buffer.from(facts), views: none, sha256: Buffer.alloc(32, id) }
  return Buffer.concat([encodeAssetHead(id, parts as never), glb, parts.facts])
}

function serve({ id, assetSeed }: FrameRequest): void {
  const [kind] = assetSeed
  const facts = JSON.stringify({ family: 'scripted', pid: process.pid })
  if (kind === SEED.dies && isMine()) process.exit(3)
  else if (kind === SEED.garbage && isMine()) process.stdout.write(Buffer.alloc(64, 0xff))
  else if (kind === SEED.silent && isMine()) return
  else if (kind === SEED.rejected) process.stdout.write(encodeFailure(id, 1, 'no luck'))
  else if (kind === SEED.badFacts && isMine())
    process.stdout.write(answer(id, assetSeed, 'no JSON'))
  else process.stdout.write(answer(id, assetSeed, facts))
}

const fatal = { code: 'DRIVER_TOO_OLD', context: { driver: 'CUDA 11' }, final: true }
if (script.start === 'dies') process.exit(9)
if (script.start === 'final') process.stdout.write(encodeText(FRAME.fatal, fatal))
if (script.start === 'final') process.exit(1)
const hello = { name: 'scripted', capacity: script.capacity }
if (script.start !== 'mute') process.stdout.write(encodeText(FRAME.hello, hello))
const read = createFrameReader(REQUEST_FRAME_BYTES_MAX, (frame) => serve(decodeRequest(frame)))
process.stdin.on('data', (chunk: Buffer) => read(chunk))
process.stdin.on('end', () => process.exit(0))

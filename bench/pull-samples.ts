import { appendFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ORDER_MODES, type OrderMode } from '../domain/dataset/sample-order.ts'
import { DatasetFile } from '../gpu-client/pull/dataset-file.ts'
import { pullPaths } from '../gpu-client/pull/paths.ts'
import { openSamples } from '../gpu-client/samples/open-samples.ts'

const SAMPLES = 1_000_000
const READS = 400

/** Milliseconds to a sample anywhere in a million, of which the files of a pull stand for all. */
export async function sampleTimes(pulled: string): Promise<Record<string, number>> {
  const folder = makeLarge(pulled)
  const metrics: Record<string, number> = {}
  for (const mode of ORDER_MODES) {
    const { openMs, readMs } = await measure(folder, mode)
    const sorted = readMs.toSorted((a, b) => a - b)
    metrics[`${mode}OpenMs`] = round(openMs)
    metrics[`${mode}SampleMsP50`] = round(sorted[Math.floor(READS / 2)] ?? 0)
    metrics[`${mode}SampleMsMax`] = round(sorted.at(-1) ?? 0)
  }
  return { samples: SAMPLES, ...metrics }
}

async function measure(folder: string, mode: OrderMode) {
  const startedMs = performance.now()
  const samples = await openSamples(folder)
  const order = samples.order({ mode, seed: 1, epoch: 1 })
  const openMs = performance.now() - startedMs
  const readMs: number[] = []
  for (let read = 0; read < READS; read += 1) {
    const n = Math.floor((read / READS) * order.size)
    const fromMs = performance.now()
    const { glb } = await samples.read(await samples.find(order.at(n)))
    if (glb.length === 0) throw new Error(`sample ${n} is empty`)
    readMs.push(performance.now() - fromMs)
  }
  await samples.close()
  return { openMs, readMs }
}

/** The lists of a million samples, over and over of the shards that are there. */
function makeLarge(pulled: string): string {
  const dataset = DatasetFile.parse(JSON.parse(readFileSync(pullPaths(pulled).dataset, 'utf8')))
  const index = readFileSync(pullPaths(pulled).index)
  const large = pullPaths(join(pulled, 'large'))
  mkdirSync(large.out, { recursive: true })
  symlinkSync(join('..', 'shards'), large.shards)
  writeFileSync(large.index, '')
  const shards: DatasetFile['shards'] = []
  let samples = 0
  for (; samples < SAMPLES; samples += dataset.samples) {
    const part = Buffer.from(index)
    for (let at = 0; at < part.length; at += 16) {
      part.writeUInt32LE(part.readUInt32LE(at) + shards.length, at)
    }
    appendFileSync(large.index, part)
    shards.push(...dataset.shards)
  }
  writeFileSync(large.dataset, JSON.stringify({ ...dataset, samples, shards }))
  return large.out
}

const round = (value: number): number => Math.round(value * 100) / 100

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { placesOf } from '../../domain/dataset/sample-order.ts'
import { openSamples, type SampleRecord, type Samples } from './open-samples.ts'
import type { SamplesSettings } from './settings.ts'

/** Lists, or writes out, the samples that come at some places of an order. */
export async function samplesCommand(
  settings: SamplesSettings,
  write: (text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const { from, count, worker, workers, mode, seed, epoch, out } = settings
  const samples = await openSamples(settings.dir)
  try {
    if (out !== undefined) await mkdir(out, { recursive: true })
    const order = samples.order({ mode, seed, epoch })
    const to = Math.min(samples.size, count === undefined ? samples.size : from + count)
    for (const place of placesOf({ from, to }, { worker, workers })) {
      signal.throwIfAborted()
      const record = await samples.find(order.at(place))
      if (out !== undefined) await writeSample(samples, record, join(out, String(place)))
      write(lineOf(place, record, settings.json))
    }
  } finally {
    await samples.close()
  }
}

async function writeSample(samples: Samples, sample: SampleRecord, stem: string): Promise<void> {
  const { glb, record } = await samples.read(sample)
  await writeFile(`${stem}.glb`, glb)
  await writeFile(`${stem}.json`, record)
}

function lineOf(n: number, { sample, file, key, offset, bytes }: SampleRecord, json: boolean) {
  if (json) return `${JSON.stringify({ n, sample, file, key, offset, bytes })}\n`
  return `${[n, sample, file, key, offset, bytes].join('\t')}\n`
}

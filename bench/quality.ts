import { parseArgs } from 'node:util'
import { isGeneratorId, LATEST_GENERATOR } from '../generator/versions.ts'
import type { Neighbors } from './quality/duplicates.ts'
import {
  drawSample,
  type Sample,
  type SampleRequest,
  scoreDiversity,
  searchNeighbors,
  startThreads,
} from './quality/sample.ts'
import { type Summary, sizesWithin, summarize } from './quality/summary.ts'

interface PrintedPair {
  readonly seeds: readonly [first: number, second: number]
  readonly families: readonly [first: string, second: string]
  readonly captions: readonly [first: string, second: string]
  readonly iou: number
}

interface Result extends Summary {
  readonly generator: string
  readonly grid: number
  readonly duplicates?: readonly PrintedPair[]
}

function readRequest(args: readonly string[]): SampleRequest & { duplicates: boolean } {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seeds: { type: 'string', default: '2000' },
      generator: { type: 'string', default: LATEST_GENERATOR },
      grid: { type: 'string', default: '64' },
      family: { type: 'string' },
      duplicates: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  })
  const { generator, family, duplicates } = values
  if (!isGeneratorId(generator)) throw new RangeError(`There is no generator ${generator}`)
  const assets = Number(values.seeds)
  if (!Number.isSafeInteger(assets) || assets < 1) throw new RangeError(`--seeds ${values.seeds}`)
  return { generator, grid: Number(values.grid), assets, family, duplicates }
}

function printedPairs({ assets }: Sample, { pairs }: Neighbors): PrintedPair[] {
  return pairs
    .toSorted((a, b) => b.iou - a.iou)
    .flatMap((pair) => {
      const [first, second] = [assets[pair.first], assets[pair.second]]
      if (first === undefined || second === undefined) return []
      return {
        seeds: [first.seed, second.seed],
        families: [first.family, second.family],
        captions: [first.caption, second.caption],
        iou: Math.round(pair.iou * 1000) / 1000,
      }
    })
}

/**
 * Measures of the data over golden seeds. `--family` keeps only assets of one family, `--duplicates`
 * adds the near-duplicate pairs.
 */
export async function run(args: readonly string[]): Promise<Result> {
  const { duplicates, ...request } = readRequest(args)
  const threads = await startThreads(request)
  try {
    const sample = await drawSample(request, threads)
    const neighbors = await searchNeighbors(sample, threads)
    const vendi = await scoreDiversity(sample, sizesWithin(sample.assets.length), threads)
    return {
      ...summarize(sample, neighbors, vendi),
      generator: request.generator,
      grid: request.grid,
      ...(duplicates ? { duplicates: printedPairs(sample, neighbors) } : {}),
    }
  } finally {
    await threads.close()
  }
}

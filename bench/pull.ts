import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { buyDataset, publishDataset } from '../commands/demo/buyer.ts'
import { runNode } from '../commands/demo/node.ts'
import { freePorts } from '../commands/stack/ports.ts'
import { ROOT } from '../commands/stack/root.ts'
import { type Stack, startStack } from '../commands/stack/stack.ts'
import { recipeRates } from './pull-recipe.ts'
import { sampleTimes } from './pull-samples.ts'

const ASSETS = 512
const ROUNDS = 3
const NEVER = new AbortController().signal

const Page = z.object({
  data: z.array(z.object({ batch: z.string(), bytes: z.number(), url: z.url() })),
  cursor: z.string().nullable(),
})
const Pulled = z.object({
  count: z.number(),
  bytes: z.number(),
  verified: z.number(),
  seconds: z.number(),
})
const License = z.object({ jti: z.string() })

/**
 * A license of a new local network: `piwa pull` against curl of the same shards from the same edge,
 * turn by turn; its recipe against generation alone by the same threads; and samples at any place of a million.
 */
export async function run(): Promise<{ metrics: Record<string, number> }> {
  const stateDir = mkdtempSync(join(tmpdir(), 'piwa-pull-bench-'))
  const stack = await startStack(stateDir, await freePorts())
  try {
    const threads = availableParallelism()
    await runNode({ stateDir, assets: ASSETS, threads, signal: NEVER }, stack.edgeUrl)
    await publishDataset(stack, ASSETS, NEVER)
    const { license } = await buyDataset(stack, NEVER)
    const file = join(stateDir, 'x.license')
    writeFileSync(file, license)
    const rates = await pullRates(stack, stateDir, license)
    const out = join(stateDir, 'pull-0')
    return {
      metrics: {
        ...rates,
        ...(await recipeRates({ license: file, edge: stack.edgeUrl, out: stateDir, threads })),
        ...(await sampleTimes(out)),
      },
    }
  } finally {
    await stack.stop()
    rmSync(stateDir, { recursive: true, force: true })
  }
}

async function pullRates(
  stack: Stack,
  stateDir: string,
  license: string,
): Promise<Record<string, number>> {
  const curls: number[] = []
  const pulls: number[] = []
  let last = { assets: 0, bytes: 0 }
  for (let round = 0; round < ROUNDS; round += 1) {
    curls.push(await curlShards(stack, stateDir, license))
    const { verified, count, bytes, seconds } = pull(stateDir, round)
    if (verified !== count) throw new Error(`${verified} of ${count} verified`)
    pulls.push(bytes / 1e6 / seconds)
    last = { assets: count, bytes }
  }
  const [curl, piwa] = [median(curls), median(pulls)]
  return {
    ...{ assets: last.assets, megabytes: round(last.bytes / 1e6) },
    ...{
      curlMbPerSecond: round(curl),
      pullMbPerSecond: round(piwa),
      pullRatio: round(piwa / curl),
    },
  }
}

/** One after the other, each into a file: what a shell loop over the URLs gives. */
async function curlShards(stack: Stack, stateDir: string, license: string): Promise<number> {
  const folder = join(stateDir, 'curl')
  mkdirSync(folder, { recursive: true })
  const shards = await listShards(stack, license)
  const startedMs = performance.now()
  for (const { batch, url } of shards) {
    execFileSync('curl', ['-sSf', '-o', join(folder, `${batch}.tar`), url])
  }
  const seconds = (performance.now() - startedMs) / 1000
  const bytes = shards.reduce((sum, shard) => sum + shard.bytes, 0)
  rmSync(folder, { recursive: true })
  return bytes / 1e6 / seconds
}

async function listShards(stack: Stack, license: string) {
  const token = license.trim()
  const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()
  const { jti } = License.parse(JSON.parse(payload))
  const shards: z.infer<typeof Page>['data'] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query = cursor === '' ? '' : `&cursor=${cursor}`
    const response = await fetch(`${stack.edgeUrl}/v1/licenses/${jti}/shards?limit=200${query}`, {
      headers: { authorization: `Bearer ${token}` },
    })
    const page = Page.parse(await response.json())
    shards.push(...page.data)
    cursor = page.cursor
  }
  return shards
}

function pull(stateDir: string, round: number): z.infer<typeof Pulled> {
  const out = join(stateDir, `pull-${round}`)
  const program = join(ROOT, 'gpu-client/piwa.ts')
  const flags = ['pull', '--license', join(stateDir, 'x.license'), '--out', out]
  const text = execFileSync(process.execPath, [program, ...flags], { encoding: 'utf8' })
  return Pulled.parse(JSON.parse(text.trim().split('\n').at(-1) ?? ''))
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

const round = (value: number): number => Math.round(value * 100) / 100

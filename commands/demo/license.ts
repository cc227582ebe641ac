import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { z } from 'zod'
import type { Stack } from '../stack/stack.ts'
import { buyDataset, publishDataset } from './buyer.ts'
import { runClient } from './node.ts'
import type { DemoOptions } from './play.ts'

/** What became of the licenses of all buyers. */
export interface LicenseOutcome {
  readonly count: number
  readonly bytes: number
  readonly priceAtoms: string
  readonly paid: boolean
  /** Assets that were fetched as bytes, those of them that verified, and those made from the recipe. */
  readonly pulled: number
  readonly verified: number
  readonly recipeVerified: number
}

const Pulled = z.object({ pulled: z.number(), verified: z.number() })
const Regenerated = z.object({ recipeVerified: z.number() })

/** Publishes the dataset; every buyer licenses it, pulls it as bytes and again as its recipe. */
export async function playBuyers(
  options: DemoOptions,
  stack: Stack,
): Promise<LicenseOutcome | undefined> {
  if (options.buyers === 0) return undefined
  options.say('publishing a version of the dataset')
  await publishDataset(stack, options.assets, options.signal)
  const outcomes: LicenseOutcome[] = []
  for (let buyer = 0; buyer < options.buyers; buyer += 1) {
    outcomes.push(await playBuyer(options, stack, join(options.stateDir, `buyer-${buyer}`)))
  }
  const sum = (key: 'count' | 'bytes' | 'pulled' | 'verified' | 'recipeVerified') =>
    outcomes.reduce((total, outcome) => total + outcome[key], 0)
  const price = outcomes.reduce((total, { priceAtoms }) => total + BigInt(priceAtoms), 0n)
  return {
    ...{ count: sum('count'), bytes: sum('bytes'), priceAtoms: String(price) },
    paid: outcomes.every(({ paid }) => paid),
    ...{ pulled: sum('pulled'), verified: sum('verified') },
    recipeVerified: sum('recipeVerified'),
  }
}

async function playBuyer(
  options: DemoOptions,
  stack: Stack,
  home: string,
): Promise<LicenseOutcome> {
  const { version, license, paid, count, bytes, priceAtoms } = await buyDataset(
    stack,
    options.signal,
  )
  options.say(`a buyer licensed ${count} assets of version ${version} for ${priceAtoms} atoms`)
  mkdirSync(home, { recursive: true })
  const file = join(home, 'dataset.license')
  writeFileSync(file, license)

  const pull = (name: string, more: readonly string[]) =>
    runClient(options, `${basename(home)}-${name}`, [
      ...['pull', '--license', file, '--out', join(home, name), '--json', ...more],
    ])
  const pulled = Pulled.parse(lastJson(await pull('bytes', [])))
  const recipe = ['--recipe', '--threads', String(options.threads), '--backend', 'wasm']
  const { recipeVerified } = Regenerated.parse(lastJson(await pull('recipe', recipe)))
  options.say(`${pulled.verified} pulled and verified, ${recipeVerified} made from the recipe`)
  return { count, bytes, priceAtoms, paid, ...pulled, recipeVerified }
}

function lastJson(output: string): unknown {
  return JSON.parse(output.trim().split('\n').at(-1) ?? '')
}

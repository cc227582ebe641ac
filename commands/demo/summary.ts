import type { ViewsRequest } from '../../domain/lease/views.ts'
import type { GeneratorId } from '../../generator/versions.ts'
import type { CheatOutcome } from '../../simulator/cheater.ts'
import type { NetworkStatus } from '../../workers/network/schema.ts'
import type { Work } from '../stack/work.ts'
import type { CheckedShards } from './check-shards.ts'
import type { LicenseOutcome } from './license.ts'

/** The last line of the demo. `holds` says that everything is as it has to be. */
export interface DemoSummary {
  readonly holds: boolean
  readonly generator: GeneratorId
  readonly views: ViewsRequest | null
  /** What the shards of the node hold, read back. */
  readonly shards: CheckedShards
  readonly assets: {
    readonly generated: number
    readonly accepted: number
    readonly rejected: number
  }
  readonly cheaters: { readonly accepted: number; readonly rules: readonly string[] }
  readonly log: { readonly size: number; readonly root: string; readonly anchored: boolean }
  readonly cnfts: { readonly minted: number; readonly transactions: number }
  /** Left out where nobody bought. */
  readonly license?: LicenseOutcome
  readonly assetsPerSecond: number
  readonly seconds: number
}

export function summarize(outcome: {
  readonly status: NetworkStatus
  readonly cheats: readonly CheatOutcome[]
  readonly seconds: number
  readonly wanted: number
  readonly work: Work
  readonly shards: CheckedShards
  readonly license: LicenseOutcome | undefined
}): DemoSummary {
  const { status, cheats, seconds, wanted, work, shards, license } = outcome
  const { accepted, rejected, duplicates, minted } = status.assets
  const { size, root, anchor } = status.log
  const anchored = anchor?.size === size && anchor.root === root
  const cheated = cheats.reduce((sum, cheat) => sum + cheat.accepted, 0)
  const caught = cheats.every(({ rule, expectedRule }) => rule === expectedRule)
  const kept = shards.assets === accepted + duplicates
  const complete = accepted === wanted && size === accepted && minted === accepted
  return {
    holds: complete && anchored && cheated === 0 && caught && kept && isDelivered(license),
    ...{ generator: work.generator, views: work.views, shards },
    assets: { generated: accepted + rejected, accepted, rejected },
    cheaters: { accepted: cheated, rules: cheats.map(({ rule }) => rule ?? 'ACCEPTED') },
    log: { size, root, anchored },
    cnfts: { minted, transactions: status.mintTransactions },
    ...(license === undefined ? {} : { license }),
    assetsPerSecond: round(accepted / seconds),
    seconds: round(seconds),
  }
}

/** Whether what was paid for arrived, both ways. */
function isDelivered(license: LicenseOutcome | undefined): boolean {
  if (license === undefined) return true
  const { count, paid, pulled, verified, recipeVerified } = license
  return paid && count > 0 && [pulled, verified, recipeVerified].every((assets) => assets === count)
}

const round = (value: number): number => Math.round(value * 10) / 10

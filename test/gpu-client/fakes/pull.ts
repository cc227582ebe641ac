import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PullEvent } from '../../../gpu-client/pull/events.ts'
import {
  type PullWorld,
  pullCommand,
  systemPullWorld,
} from '../../../gpu-client/pull/pull-command.ts'
import { PullSettings } from '../../../gpu-client/pull/settings.ts'
import type { FakeDataset } from './dataset.ts'
import { type EdgeOptions, startLicensedEdge } from './licensed-edge.ts'
import { NEVER } from './node.ts'

export interface PullOptions extends Omit<EdgeOptions, 'dataset'> {
  readonly flags?: Record<string, unknown>
  readonly filter?: Parameters<FakeDataset['license']>[0]
  readonly claims?: Parameters<FakeDataset['license']>[1]
  readonly license?: string
  readonly world?: Partial<PullWorld>
}

/** Runs a pull in this process, against an edge of its own; a fault is in place of the summary. */
export async function runPull(dataset: FakeDataset, folder: string, options: PullOptions = {}) {
  const { flags, filter, claims, ...faults } = options
  const edge = await startLicensedEdge({ dataset, ...faults })
  try {
    const { text } = await dataset.license(filter, { iss: edge.url, ...claims })
    const license = join(folder, 'x.license')
    await writeFile(license, options.license ?? text)
    const out = join(folder, 'out')
    const settings = PullSettings.parse({ license, out, edge: edge.url, connections: 3, ...flags })
    const events: PullEvent[] = []
    const reporter = {
      report: (event: PullEvent) => void events.push(event),
      pulled: () => events.filter(({ event }) => event === 'asset').length,
    }
    const world = { ...systemPullWorld, sleep: async () => {}, ...options.world }
    const summary = await pullCommand(settings, reporter, NEVER, world).catch((error) => error)
    return { summary, events, edge, out }
  } finally {
    edge.close()
  }
}

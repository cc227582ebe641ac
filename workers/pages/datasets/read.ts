import { listSnapshots } from '../../../d1/snapshots.ts'
import { Refusal } from '../../../domain/errors.ts'
import { countAnswer } from '../../datasets/answer.ts'
import { searchSamples } from '../../datasets/samples.ts'
import { reportFault } from '../../report.ts'
import { type LoadedSnapshot, loadSnapshot } from '../../snapshots/load.ts'
import type { DatasetState } from './datasets-page.tsx'
import type { PageQuery } from './query.ts'
import type { DatasetView } from './view.ts'

const VERSIONS_MAX = 20
/** A list that somebody can still look through. */
const FAMILIES_MAX = 400
/** A list of suggestions that a browser can still filter at once. */
const TAGS_MAX = 1_000

/** What the page shows for a query. An outage is a state of its own and never an empty dataset. */
export async function readDataset(
  env: Env,
  query: PageQuery,
  nowMs: number,
): Promise<DatasetState> {
  try {
    const snapshot = await loadSnapshot(env, query.version)
    return { status: 'shown', dataset: await viewOf(env, snapshot, query, nowMs) }
  } catch (error) {
    if (error instanceof Refusal && error.code === 'SNAPSHOT_NOT_READY') return { status: 'none' }
    if (error instanceof Refusal && error.code === 'SNAPSHOT_UNKNOWN') {
      return { status: 'version_unknown', version: query.version ?? '' }
    }
    reportFault({ event: 'dataset_unreadable' }, error)
    return { status: 'unknown' }
  }
}

async function viewOf(
  env: Env,
  snapshot: LoadedSnapshot,
  { filter: asked, words, offer }: PageQuery,
  nowMs: number,
): Promise<DatasetView> {
  const { row, record } = snapshot
  const known = new Set(record.families)
  const filter = { ...asked, families: asked.families.filter((family) => known.has(family)) }
  const [versions, finding, matches] = await Promise.all([
    listSnapshots(env.CATALOG, VERSIONS_MAX),
    countAnswer(env, snapshot, { filter, nowMs }),
    words === '' ? [] : searchSamples(env, record, { q: words, filter }),
  ])
  return {
    versions: versions.map(({ version }) => version),
    ...{ rows: row.assetCount, bytes: row.bytes, tags: record.tags.slice(0, TAGS_MAX) },
    families: record.families.slice(0, FAMILIES_MAX),
    ...{ finding, offer, search: words === '' ? null : { words, matches } },
    absentFamilies: asked.families.filter((family) => !known.has(family)),
  }
}

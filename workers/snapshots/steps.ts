import { type SnapshotRecord, snapshotRoot } from '../../domain/dataset/snapshot.ts'
import { formatRecord, readObject, recordKey, stateKey, stepKey } from '../../r2/snapshot-store.ts'
import { sha256 } from '../../signing/sha256.ts'
import { addRows } from './add-rows.ts'
import { makePart } from './make-parts.ts'
import { hashOf } from './put-object.ts'
import { boundedSamples } from './samples.ts'
import { type BuildState, EMPTY_STATE, formatState, type Phase, parseState } from './state.ts'
import type { BuildPlan, BuildWorld } from './world.ts'

/** Chunks or parts that one step makes: fewer steps, each of them still short. */
const PIECES_A_STEP = 4
/** When so many scatters wait, parts are made of them before more rows are added. */
const SCATTERS_MAX = 64

/** Stores the state that a build begins with, as if a step had ended in it. */
export async function beginBuild({ bucket }: BuildWorld, plan: BuildPlan): Promise<void> {
  const { parent, extendsParent, version } = plan
  const state =
    extendsParent && parent !== null
      ? { ...parseState(await readObject(bucket, stateKey(parent))), phase: 'rows' as const }
      : EMPTY_STATE
  await bucket.put(stepKey(version, 0), formatState(state))
}

/**
 * Goes from the state that step `step` ended in to the next one. It may be cut off and repeated at any
 * time: it reads what earlier steps stored and stores the same bytes again.
 */
export async function runStep(world: BuildWorld, plan: BuildPlan, step: number): Promise<Phase> {
  const { bucket } = world
  let state = parseState(await readObject(bucket, stepKey(plan.version, step)))
  const { phase } = state
  for (let piece = 0; piece < PIECES_A_STEP && state.phase === phase; piece += 1) {
    state = await takePiece(world, plan, state)
  }
  await bucket.put(stepKey(plan.version, step + 1), formatState(state))
  return state.phase
}

async function takePiece(
  world: BuildWorld,
  plan: BuildPlan,
  state: BuildState,
): Promise<BuildState> {
  switch (state.phase) {
    case 'rows':
      return phaseAfterRows(plan, await addRows(world, plan, state))
    case 'parts': {
      const made = await makePart(world, state)
      return made.phase === 'catalog' && made.next < plan.logSize
        ? { ...made, phase: 'rows' }
        : made
    }
    case 'catalog': {
      await world.catalog.putCubes(plan.version, state.cubes)
      await world.catalog.putSamples(plan.version, boundedSamples(state.samples))
      return { ...state, phase: 'publish' }
    }
    case 'publish':
      await publish(world, plan, state)
      return { ...state, phase: 'done' }
    case 'done':
      return state
  }
}

function phaseAfterRows({ logSize }: BuildPlan, state: BuildState): BuildState {
  const isDue = state.next >= logSize || state.scatters.length >= SCATTERS_MAX
  return isDue ? { ...state, phase: 'parts' } : state
}

/** The record is the last thing that is stored; from then on the version can be seen. */
async function publish(
  { bucket, catalog }: BuildWorld,
  plan: BuildPlan,
  state: BuildState,
): Promise<void> {
  if (state.rows !== plan.assets) {
    throw new Error(`version ${plan.version} has ${state.rows} rows of ${plan.assets} assets`)
  }
  const record = recordOf(plan, state)
  const bytes = formatRecord(record)
  const recordSha256 = hashOf(bytes)
  await bucket.put(stateKey(plan.version), formatState(state))
  await bucket.put(recordKey(plan.version), bytes, {
    sha256: recordSha256,
    httpMetadata: { contentType: 'application/json' },
  })
  await catalog.publish(record, recordSha256)
}

function recordOf(plan: BuildPlan, state: BuildState): SnapshotRecord {
  const { version, parent, startedAtMs, logOrigin, logSize } = plan
  const { families, tags, rows, bytes, chunks, parts } = state
  return {
    ...{ dataset: 'piwa', version, parent, createdAtMs: startedAtMs, logOrigin, logSize },
    ...{ rows, bytes, root: snapshotRoot(sha256, chunks), families, tags, chunks, parts },
  }
}

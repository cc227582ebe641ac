import { introspectWorkflowInstance } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { addBuilding, findBuilding, latestSnapshot } from '../../d1/snapshots.ts'
import { buildPrefix } from '../../r2/snapshot-store.ts'
import { runCron } from '../../workers/crons/index.ts'
import { buildWorld } from '../../workers/snapshots/build.ts'
import { instanceIdOf } from '../../workers/snapshots/resume.ts'
import { readPlan, startBuildIfDue } from '../../workers/snapshots/start.ts'
import { beginBuild, runStep } from '../../workers/snapshots/steps.ts'
import { refusalOf, refused, registeredNode, send, type TestNode, urlOf } from '../fixtures-node.ts'
import { beginRegistered, publishRegistered, registerBatch } from '../fixtures-snapshot.ts'

const CRON = '47 4 * * *'
const HOUR_MS = 3_600_000

const askToBuild = (token: string | undefined = env.OPERATOR_TOKEN): Promise<Response> =>
  send(
    new Request(urlOf('/v1/snapshots'), {
      method: 'POST',
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    }),
  )

const exists = () => Promise.reject(new Error('(instance.already_exists) one'))

let node: TestNode
beforeAll(async () => {
  node = await registeredNode()
})

describe('an operator who asks for a version', () => {
  test('is refused without the token, or with another', async () => {
    for (const token of ['', '0'.repeat(64), `${env.OPERATOR_TOKEN}0`]) {
      const answer = await refusalOf(await askToBuild(token))
      expect(answer).toEqual(refused(401, 'OPERATOR_REQUIRED'))
    }
  })
  test('is told where there is no asset yet', async () => {
    expect(await refusalOf(await askToBuild())).toEqual(refused(409, 'SNAPSHOT_NOT_READY'))
  })
  test('starts the workflow that publishes it; asking again meets the same one', async () => {
    await registerBatch(node, 3)
    const id = instanceIdOf('1.0.0')
    await using instance = await introspectWorkflowInstance(env.SNAPSHOTS, id)
    const answers = await Promise.all([askToBuild(), askToBuild()])
    for (const answer of answers) {
      expect(answer.status).toBe(202)
      expect(await answer.json()).toEqual({ version: '1.0.0', status: 'building' })
    }
    await instance.waitForStatus('complete')
    expect(await latestSnapshot(env.CATALOG)).toMatchObject({ version: '1.0.0', assetCount: 3 })
    expect((await env.GEOMETRY.list({ prefix: buildPrefix('1.0.0') })).objects).toEqual([])
  })
  test('is answered the latest version while nothing is new', async () => {
    const answer = await askToBuild()
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { version: '1.0.0', status: 'published' },
    ])
  })
})

describe('a build whose workflow is gone', () => {
  test('goes on from its last step', async () => {
    await registerBatch(node, 2)
    const { version } = await beginRegistered()
    const plan = await readPlan(env, version)
    if (plan === undefined) throw new Error('nothing is being built')
    await beginBuild(buildWorld(env), plan)
    await runStep(buildWorld(env), plan, 0)

    await using instance = await introspectWorkflowInstance(env.SNAPSHOTS, instanceIdOf(version))
    await runCron(CRON, env, Date.now())
    await instance.waitForStatus('complete')
    expect(await instance.waitForStepResult({ name: 'begin' })).toMatchObject({ from: 1 })
    expect(await latestSnapshot(env.CATALOG)).toMatchObject({ version, assetCount: 5 })
  })
  test('is restarted when it has been silent for too long, not before', async () => {
    await registerBatch(node, 2)
    const { version } = await beginRegistered()
    const calls: string[] = []
    const instance = {
      status: async () => ({ status: 'running' }),
      restart: async () => void calls.push('restart'),
    }
    const world = { ...env, SNAPSHOTS: { create: exists, get: async () => instance } as never }
    await startBuildIfDue(world, Date.now())
    expect(calls).toEqual([])
    await startBuildIfDue(world, Date.now() + HOUR_MS)
    expect(calls).toEqual(['restart'])
    expect(await findBuilding(env.CATALOG)).toMatchObject({ version })
  })
  test('is restarted at once when it has failed', async () => {
    const calls: string[] = []
    const instance = {
      status: async () => ({ status: 'errored' }),
      restart: async () => void calls.push('restart'),
    }
    const world = { ...env, SNAPSHOTS: { create: exists, get: async () => instance } as never }
    await startBuildIfDue(world, Date.now())
    expect(calls).toEqual(['restart'])
  })
  test('is not taken for one where the binding is out of order', async () => {
    const outage = { create: () => Promise.reject(new Error('internal')) }
    const world = { ...env, SNAPSHOTS: outage as never }
    const failed = await startBuildIfDue(world, Date.now()).then(null, (error: unknown) => error)
    expect(failed).toMatchObject({ message: 'internal' })
  })
})

describe('the cron', () => {
  test('builds nothing while too little is new', async () => {
    // Publishes what the tests before have begun.
    await env.CATALOG.exec(`DELETE FROM snapshot WHERE status = 'building'`)
    await publishRegistered()
    await registerBatch(node, 8)
    expect(await startBuildIfDue(env, Date.now())).toBeUndefined()
    expect(await findBuilding(env.CATALOG)).toBeUndefined()
  })
  test('builds where a tenth, and 64 at least, is new', async () => {
    const grown = `UPDATE submission SET asset_count = asset_count + 60
      WHERE first_log_index = (SELECT max(first_log_index) FROM submission)`
    await env.CATALOG.exec(grown.replaceAll('\n', ' '))
    const snapshots = { create: async () => null }
    const started = await startBuildIfDue({ ...env, SNAPSHOTS: snapshots as never }, Date.now())
    expect(started).toMatchObject({ status: 'building' })
  })
})

test('only one version is being built at a time', async () => {
  await addBuilding(env.CATALOG, { version: '7.0.0', startedAtMs: 1, logSize: 1 })
  const building = await env.CATALOG.prepare(
    `SELECT count(*) AS n FROM snapshot WHERE status = 'building'`,
  ).first('n')
  expect(building).toBe(1)
})

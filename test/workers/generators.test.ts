import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, test } from 'vitest'
import { batchNumber } from '../../domain/ids.ts'
import { parseEntry } from '../../domain/log/entry.ts'
import { parseProofFile } from '../../domain/log/proof-file.ts'
import { assetSeed } from '../../domain/seed/asset-seed.ts'
import version1 from '../../generator/build/piwa-procedural-1.wasm'
import { createGenerator } from '../../generator/generator.ts'
import { GENERATOR_IDS, type GeneratorId } from '../../generator/versions.ts'
import { sha256 } from '../../signing/sha256.ts'
import type { Lease } from '../../workers/oracle/schema.ts'
import { seedOfBatch } from '../../workers/oracle/seeds.ts'
import { provenanceLogOf } from '../../workers/provenance/log.ts'
import { audit } from '../fixtures-audit.ts'
import {
  generateAssets,
  leaseAs,
  type Packed,
  pack,
  receiptsOf,
  stateOf,
  submit,
  withManifest,
} from '../fixtures-batch.ts'
import { registeredNode, send, type TestNode, urlOf } from '../fixtures-node.ts'

const COUNT = 2
const [FIRST, SECOND] = GENERATOR_IDS

let node: TestNode
beforeEach(async () => {
  node = await registeredNode()
})

const leaseUnder = (generator: GeneratorId): Promise<Lease> =>
  leaseAs(node, COUNT, { GENERATOR: generator, VIEWS: '0' })

/** The edge after its variables were changed. */
const edgeAskingFor = (generator: GeneratorId): Env => ({ ...env, GENERATOR: generator })

/** What was made of a lease, by the version that is named in place of its own. */
const packAs = (lease: Lease, generator: GeneratorId): Packed => {
  const other = { ...lease, generator }
  return pack(other, generateAssets(other))
}

const honest = (lease: Lease): Packed => pack(lease, generateAssets(lease))

describe.each(GENERATOR_IDS)('a batch that is leased under %s', (generator) => {
  const other = generator === FIRST ? SECOND : FIRST

  test('names it in the lease', async () => {
    expect(await leaseUnder(generator)).toMatchObject({ generator, views: null })
  })

  test('is audited by it after the edge has moved on to another version', async () => {
    const lease = await leaseUnder(generator)
    await submit(node, lease, honest(lease))
    await leaseUnder(other)
    await audit(lease, edgeAskingFor(other))
    expect(await stateOf(node, lease)).toMatchObject({ status: 'registered', reexecuted: COUNT })
  })

  test('names it in the log', async () => {
    const lease = await leaseUnder(generator)
    await submit(node, lease, honest(lease))
    await audit(lease, edgeAskingFor(other))
    const [receipt] = await receiptsOf(node, lease)
    const proof = await provenanceLogOf(env).proof(receipt?.logIndex ?? -1)
    if (proof.status !== 'found') throw new Error(proof.status)
    const entry = parseEntry(parseProofFile(proof.text)?.extra ?? new Uint8Array())
    expect(entry).toMatchObject({ generator, batch: lease.batchId })
  })

  test('is rejected where its manifest names another version', async () => {
    const lease = await leaseUnder(generator)
    await submit(node, lease, packAs(lease, other))
    await audit(lease)
    expect(await stateOf(node, lease)).toMatchObject({
      ...{ status: 'rejected', rule: 'MANIFEST_LEASE_MISMATCH', ruleIndex: null },
    })
  })

  test('is rejected where its assets are those of another version', async () => {
    const lease = await leaseUnder(generator)
    const foreign = generateAssets({ ...lease, generator: other })
    const made = generateAssets(lease).map((asset, index) => ({
      ...asset,
      glb: foreign[index]?.glb ?? asset.glb,
    }))
    await submit(node, lease, pack(lease, made))
    await audit(lease)
    expect(await stateOf(node, lease)).toMatchObject({
      ...{ status: 'rejected', rule: 'ASSET_NOT_REPRODUCED', ruleIndex: 0 },
    })
  })

  test('is shown as it is stated', async () => {
    const lease = await leaseUnder(generator)
    const packed = honest(lease)
    await submit(node, lease, packed)
    await audit(lease)
    const [asset] = packed.manifest.assets
    if (asset === undefined) throw new Error('a batch has an asset')
    const response = await send(new Request(urlOf(`/v1/assets/${asset.sha256}`)))
    const stated =
      'tags' in asset
        ? { parts: asset.parts.length, partFacts: asset.parts, tags: asset.tags }
        : { parts: asset.parts, partFacts: [], tags: [] }
    expect(await response.json()).toMatchObject({ generator, ...stated })
  })
})

test('a preview is made by the version of its batch', async () => {
  const lease = await leaseUnder(FIRST)
  await submit(node, lease, honest(lease))
  await audit(lease)
  const [receipt] = await receiptsOf(node, lease)
  const response = await send(new Request(urlOf(`/v1/previews/${receipt?.logIndex}.glb`)))
  const seed = assetSeed(sha256, seedOfBatch(env, batchNumber(lease.batchId)), 0)
  const { glb } = createGenerator(FIRST, version1, Number(env.PREVIEW_GRID)).generate(seed)
  expect(await response.bytes()).toEqual(glb)
})

test.each([64, 256, 512])('an honest batch with views of %i pixels is accepted', async (size) => {
  const asked = { GENERATOR: SECOND, VIEWS: '2', VIEW_SIZE: String(size) }
  const lease = await leaseAs(node, 1, asked)
  expect(lease).toMatchObject({ generator: SECOND, views: { count: 2, size } })
  await submit(node, lease, honest(lease))
  await audit(lease, edgeAskingFor(FIRST))
  expect(await stateOf(node, lease)).toMatchObject({ status: 'registered', reexecuted: 1 })
})

test('a version that the edge does not hold is a fault, no verdict', async () => {
  const unknown = 'piwa-procedural@99'
  const lease = await leaseUnder(SECOND)
  const packed = honest(lease)
  await submit(node, lease, withManifest(packed, { ...packed.manifest, generator: unknown }))
  await env.CATALOG.prepare('UPDATE submission SET generator = ? WHERE lease_id = ?')
    .bind(unknown, lease.leaseId)
    .run()
  await expect(audit(lease)).rejects.toThrow(`no generator ${unknown}`)
  expect(await stateOf(node, lease)).toMatchObject({ status: 'committed', rule: null })
})

test('an edge that is told to ask for what it does not hold leases nothing', async () => {
  await expect(leaseAs(node, 1, { GENERATOR: 'piwa-procedural@99' })).rejects.toThrow('INTERNAL')
})

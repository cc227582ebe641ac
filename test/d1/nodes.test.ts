import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { addNode, countNodes, findNode } from '../../d1/nodes.ts'
import type { Wallet } from '../../domain/ids.ts'
import { nodeRow } from '../fixtures-catalog.ts'
import { someNodeId } from '../fixtures-queue.ts'

const OTHER_WALLET = '4vJ9JU1bJJE96FWSJKvHsmmFADCg4gpZQff4P3bkLKi' as Wallet

describe('nodes', () => {
  test('are found as they were added', async () => {
    const row = nodeRow()
    expect(await addNode(env.CATALOG, row)).toEqual(row)
    expect(await findNode(env.CATALOG, row.id)).toEqual(row)
  })
  test('are undefined where they are not registered', async () => {
    expect(await findNode(env.CATALOG, someNodeId())).toBeUndefined()
  })
  test('stay as they are when they are added again', async () => {
    const row = nodeRow()
    await addNode(env.CATALOG, row)
    const again = await addNode(env.CATALOG, { ...row, wallet: OTHER_WALLET })
    expect(again).toEqual(row)
  })
  test('share no key: the second of a key is not stored', async () => {
    const row = nodeRow()
    await addNode(env.CATALOG, row)
    const fault = await addNode(env.CATALOG, { ...nodeRow(), publicKey: row.publicKey }).catch(
      (error: Error) => error.message,
    )
    expect(fault).toContain('not stored')
  })
  test('are counted', async () => {
    const before = await countNodes(env.CATALOG)
    await addNode(env.CATALOG, nodeRow())
    expect(await countNodes(env.CATALOG)).toBe(before + 1)
  })
})

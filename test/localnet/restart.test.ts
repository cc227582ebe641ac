import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PublicKey } from '@metaplex-foundation/umi'
import { base58 } from '@metaplex-foundation/umi/serializers'
import { Connection } from '@solana/web3.js'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startLocalnet } from '../../localnet/server.ts'
import {
  accountRoot,
  callRpc,
  closeConnections,
  errorOf,
  mintedIn,
  openTree,
  openUmi,
  packMints,
  resultOf,
  type TestUmi,
} from './world.ts'

const MAIN = new URL('../../localnet/main.ts', import.meta.url).pathname

let stateDir: string
const children: ChildProcess[] = []

beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'localnet-'))
})

afterEach(async () => {
  closeConnections()
  for (const child of children.splice(0)) child.kill('SIGKILL')
  await rm(stateDir, { recursive: true, force: true })
})

interface Node {
  child: ChildProcess
  url: string
}

function runMain(args: string[], ipc: boolean): ChildProcess {
  const stdio = ['ignore', 'pipe', 'pipe', ...(ipc ? ['ipc' as const] : [])] as ('pipe' | 'ipc')[]
  const child = spawn(process.execPath, [MAIN, ...args], { stdio })
  children.push(child)
  return child
}

/** The first line that holds the text; packages may print lines of their own before. */
function lineWith(text: string, stream: NodeJS.ReadableStream | null): Promise<string> {
  return new Promise((resolve) => {
    let output = ''
    const look = () => output.split('\n').find((line) => line.includes(text))
    stream?.on('data', (chunk) => {
      output += String(chunk)
      const found = output.endsWith('\n') ? look() : undefined
      if (found !== undefined) resolve(found)
    })
    stream?.on('end', () => resolve(look() ?? output))
  })
}

function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode)
  return new Promise((resolve) => child.once('exit', (code) => resolve(code)))
}

/** On a port of the system's choice, so that no other test can have it. */
async function startNode(ipc = false): Promise<Node> {
  const child = runMain(['--port', '0', '--state', stateDir], ipc)
  const line = await lineWith('{', child.stdout)
  const { ready, rpc } = JSON.parse(line)
  expect(ready).toBe(true)
  return { child, url: rpc }
}

async function signMints(world: TestUmi, tree: PublicKey, transactions: number): Promise<string[]> {
  const { umi, me } = world
  const blockhash = await umi.rpc.getLatestBlockhash()
  const wires: string[] = []
  for (let batch = 0; batch < transactions; batch++) {
    const mints = packMints(umi, tree, { first: 4 * batch, count: 4, owner: me.publicKey })
    const signed = await mints.setBlockhash(blockhash).buildAndSign(umi)
    wires.push(Buffer.from(umi.transactions.serialize(signed)).toString('base64'))
  }
  return wires
}

/** Tree account, config and leaf table tell the same story. */
async function expectConsistent(world: TestUmi, tree: PublicKey, leastMinted: number) {
  const { umi, me } = world
  const minted = Number(await mintedIn(umi, tree))
  expect(minted).toBeGreaterThanOrEqual(leastMinted)
  const url = umi.rpc.getEndpoint()
  const { items } = await resultOf(url, 'getAssetsByOwner', { ownerAddress: me.publicKey })
  expect(items).toHaveLength(minted)
  const proof = await resultOf(url, 'getAssetProof', { id: items[0].id })
  const root = Buffer.from(base58.serialize(proof.root)).toString('hex')
  expect(root).toBe(await accountRoot(umi, tree))
}

describe('a restart', () => {
  test('keeps accounts, history, leaves, slots and blockhashes', async () => {
    const first = await startLocalnet({ port: 0, stateDir })
    const world = await openUmi(first.url)
    const tree = await openTree(world.umi, 'V1')
    const { umi, me } = world
    const mint = packMints(umi, tree, { first: 0, count: 3, owner: me.publicKey })
    const { signature } = await mint.sendAndConfirm(umi)
    const [unsent] = await signMints(world, tree, 1)
    const before = {
      slot: await resultOf(first.url, 'getSlot', []),
      balance: (await umi.rpc.getBalance(me.publicKey)).basisPoints,
      transaction: await resultOf(first.url, 'getTransaction', [
        base58.deserialize(signature)[0],
        { maxSupportedTransactionVersion: 0 },
      ]),
    }
    closeConnections()
    await first.stop()

    const second = await startLocalnet({ port: 0, stateDir })
    const again = { ...world, umi: (await openUmi(second.url)).umi }
    expect(await resultOf(second.url, 'getSlot', [])).toBeGreaterThanOrEqual(before.slot)
    expect((await again.umi.rpc.getBalance(me.publicKey)).basisPoints).toBe(before.balance)
    const transaction = await resultOf(second.url, 'getTransaction', [
      base58.deserialize(signature)[0],
      { maxSupportedTransactionVersion: 0 },
    ])
    expect(transaction).toEqual(before.transaction)
    await resultOf(second.url, 'sendTransaction', [unsent, { encoding: 'base64' }])
    await expectConsistent(again, tree, 7)
    closeConnections()
    await second.stop()
  })

  test('does not run a transaction again that was in the snapshot', async () => {
    const first = await startLocalnet({ port: 0, stateDir })
    const world = await openUmi(first.url)
    const tree = await openTree(world.umi, 'V1')
    const [wire] = await signMints(world, tree, 1)
    const sent = await resultOf(first.url, 'sendTransaction', [wire, { encoding: 'base64' }])
    closeConnections()
    await first.stop()
    const second = await startLocalnet({ port: 0, stateDir })
    const resent = await resultOf(second.url, 'sendTransaction', [wire, { encoding: 'base64' }])
    expect(resent).toBe(sent)
    expect(await mintedIn((await openUmi(second.url)).umi, tree)).toBe(4n)
    closeConnections()
    await second.stop()
  })
})

describe('the command', () => {
  test('killed in the middle of mints, comes back with everything it had answered', async () => {
    const node = await startNode()
    const world = await openUmi(node.url)
    const tree = await openTree(world.umi, 'V1')
    const wires = await signMints(world, tree, 40)
    closeConnections()
    const answered: string[] = []
    const slotBefore = await resultOf(node.url, 'getSlot', [])
    const sending = wires.map(async (wire) => {
      const reply = await callRpc(node.url, 'sendTransaction', [wire, { encoding: 'base64' }])
      answered.push(reply.result)
      if (answered.length === 10) node.child.kill('SIGKILL')
    })
    await Promise.allSettled(sending)
    await exitOf(node.child)
    expect(answered.length).toBeLessThan(wires.length)

    const back = await startNode()
    const again = { ...world, umi: (await openUmi(back.url)).umi }
    const { value } = await resultOf(back.url, 'getSignatureStatuses', [answered])
    expect(value.every((status: any) => status?.err === null)).toBe(true)
    await expectConsistent(again, tree, 4 * answered.length)
    expect(await resultOf(back.url, 'getSlot', [])).toBeGreaterThanOrEqual(slotBefore)

    for (const wire of wires) {
      await resultOf(back.url, 'sendTransaction', [wire, { encoding: 'base64' }])
    }
    expect(await mintedIn(again.umi, tree)).toBe(BigInt(4 * wires.length))
    await expectConsistent(again, tree, 4 * wires.length)
  })

  test('killed, does not make an expired blockhash valid again', async () => {
    const node = await startNode()
    const connection = new Connection(node.url)
    const { blockhash } = await connection.getLatestBlockhash()
    await resultOf(node.url, 'piwa_advanceSlots', [200])
    node.child.kill('SIGKILL')
    await exitOf(node.child)
    const back = await startNode()
    const valid = await new Connection(back.url).isBlockhashValid(blockhash)
    expect(valid.value).toBe(false)
  })

  test('stops cleanly on SIGTERM', async () => {
    const node = await startNode()
    node.child.kill('SIGTERM')
    expect(await exitOf(node.child)).toBe(0)
    expect((await errorOf(fetch(node.url))).message).toContain('fetch failed')
  })

  test('stops when the parent that holds its IPC channel goes', async () => {
    const node = await startNode(true)
    node.child.disconnect()
    expect(await exitOf(node.child)).toBe(0)
  })

  test('says in one line that its port is taken', async () => {
    const { port } = new URL((await startNode()).url)
    const second = runMain(['--port', port], false)
    expect(await lineWith('localnet:', second.stderr)).toBe(
      `localnet: port ${port} is already in use`,
    )
    expect(await exitOf(second)).toBe(1)
  })

  test('says in one line that its state is taken', async () => {
    await startNode()
    const second = runMain(['--port', '0', '--state', stateDir], false)
    expect(await lineWith('localnet:', second.stderr)).toContain('in use by another localnet')
    expect(await exitOf(second)).toBe(1)
  })
})

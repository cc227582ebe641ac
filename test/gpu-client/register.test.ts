import { describe, expect, test } from 'vitest'
import { fromHex, toHex } from '../../domain/bytes.ts'
import { formatVerifierKey } from '../../domain/log/note.ts'
import { nodeIdOf, registrationText } from '../../domain/registration.ts'
import { LATEST_GENERATOR } from '../../generator/versions.ts'
import { type Home, openHome } from '../../gpu-client/home/home.ts'
import { pinNetwork } from '../../gpu-client/network.ts'
import { registerNode, type WalletSource, walletOf } from '../../gpu-client/register.ts'
import { ed25519Key, verifyEd25519 } from '../../signing/ed25519.ts'
import { sha256 } from '../../signing/sha256.ts'
import type { RegisterRequest } from '../../workers/oracle/schema.ts'
import { createFakeLog, ORIGIN } from './fakes/log.ts'
import { inFolder, NEVER, WALLET } from './fakes/node.ts'
import { refusal } from './fakes/oracle.ts'

const SIGNED: WalletSource = {
  ...{ kind: 'signed', wallet: WALLET, signature: 'ab'.repeat(64), issuedAtMs: 5 },
}

async function withRegistrar(
  work: (
    register: (source: WalletSource) => Promise<string>,
    sent: RegisterRequest[],
    home: Home,
  ) => Promise<void>,
): Promise<void> {
  await inFolder(async (folder) => {
    const home = await openHome(folder)
    const sent: RegisterRequest[] = []
    const oracle = {
      register: async (request: RegisterRequest) => {
        sent.push(request)
        const nodeId = nodeIdOf(sha256, fromHex(request.publicKey))
        return { nodeId, wallet: request.wallet, registeredAtMs: 1 }
      },
    }
    const { settings } = home.store
    const publicKey = toHex(home.key.publicKey)
    const identity = { network: ORIGIN, nodeId: home.nodeId, publicKey, payoutAddress: undefined }
    const deps = { oracle, settings, report: () => undefined, nowMs: () => 77 }
    await work((source) => registerNode(deps, identity, source, NEVER), sent, home)
    home.close()
  })
}

describe('registration', () => {
  test('with a development wallet carries its signature over the text', () =>
    withRegistrar(async (register, sent, home) => {
      const key = await ed25519Key(new Uint8Array(32).fill(4))
      const wallet = await register({ kind: 'development', key })
      const [request] = sent
      if (request === undefined) throw new Error('nothing was sent')
      const { publicKey, payoutAddress, issuedAtMs, walletSignature } = request
      expect({ wallet, payoutAddress, issuedAtMs }).toEqual({
        ...{ wallet: walletOf(key), payoutAddress: walletOf(key), issuedAtMs: 77 },
      })
      const text = registrationText({
        ...{ network: ORIGIN, nodeId: home.nodeId, publicKey },
        ...{ wallet: walletOf(key), payoutAddress: walletOf(key), issuedAtMs },
      })
      const message = new TextEncoder().encode(text)
      expect(await verifyEd25519(key.publicKey, fromHex(walletSignature), message)).toBe(true)
    }))

  test('hands an operator’s signature in once and needs it no more', () =>
    withRegistrar(async (register, sent) => {
      expect(await register(SIGNED)).toBe(WALLET)
      expect(await register(SIGNED)).toBe(WALLET)
      expect(await register({ kind: 'none' })).toBe(WALLET)
      expect(sent).toHaveLength(1)
      expect(sent[0]).toMatchObject({ issuedAtMs: 5, walletSignature: 'ab'.repeat(64) })
    }))

  test('is not possible without a wallet', () =>
    withRegistrar(async (register) => {
      await expect(register({ kind: 'none' })).rejects.toMatchObject({ code: 'WALLET_MISSING' })
    }))

  test('does not change hands silently', () =>
    withRegistrar(async (register) => {
      await register(SIGNED)
      const key = await ed25519Key(new Uint8Array(32).fill(4))
      const other = register({ kind: 'development', key })
      await expect(other).rejects.toMatchObject({ code: 'WALLET_MISMATCH' })
    }))

  test('that is refused ends the run with the oracle’s code', () =>
    inFolder(async (folder) => {
      const home = await openHome(folder)
      const oracle = { register: () => Promise.reject(refusal('REGISTRATION_STALE', 401)) }
      const deps = {
        ...{ oracle, settings: home.store.settings, report: () => undefined, nowMs: () => 1 },
      }
      const publicKey = toHex(home.key.publicKey)
      const identity = { network: ORIGIN, nodeId: home.nodeId, publicKey, payoutAddress: WALLET }
      const refused = registerNode(deps, identity, SIGNED, NEVER)
      await expect(refused).rejects.toMatchObject({
        ...{ code: 'ORACLE_REFUSED', context: { refusal: 'REGISTRATION_STALE' } },
      })
      home.close()
    }))
})

describe('the network', () => {
  const network = async (seedByte = 7) => {
    const log = await createFakeLog(seedByte)
    return {
      ...{ publicUrl: 'http://edge', logUrl: 'http://edge/log', logOrigin: ORIGIN },
      ...{
        logKey: formatVerifierKey(sha256, log.key),
        generator: LATEST_GENERATOR,
        rpcUrl: 'http://rpc',
      },
    }
  }

  test('is trusted at first use and held to its log key ever after', () =>
    inFolder(async (folder) => {
      const home = await openHome(folder)
      const { settings } = home.store
      expect(pinNetwork(settings, await network()).name).toBe(ORIGIN)
      expect(pinNetwork(settings, await network()).name).toBe(ORIGIN)
      const changed = await network(8)
      expect(() => pinNetwork(settings, changed)).toThrow(
        expect.objectContaining({ code: 'LOG_KEY_CHANGED' }),
      )
      home.close()
    }))

  test('that wants another generator is refused before anything is leased', () =>
    inFolder(async (folder) => {
      const home = await openHome(folder)
      const other = { ...(await network()), generator: 'piwa-procedural@99' }
      expect(() => pinNetwork(home.store.settings, other)).toThrow(
        expect.objectContaining({ code: 'GENERATOR_UNSUPPORTED' }),
      )
      home.close()
    }))
})

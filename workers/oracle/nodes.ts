import { addNode } from '../../d1/nodes.ts'
import { fromHex } from '../../domain/bytes.ts'
import { Refusal } from '../../domain/errors.ts'
import { isRegistrationFresh, nodeIdOf, registrationText } from '../../domain/registration.ts'
import { verifyEd25519 } from '../../signing/ed25519.ts'
import { sha256 } from '../../signing/sha256.ts'
import { verifySigner } from '../auth.ts'
import { createRouter } from '../router.ts'
import { walletKey } from '../wallet.ts'
import { registerNode } from './routes.ts'

export const nodes = createRouter().openapi(registerNode, async (c) => {
  const request = c.req.valid('json')
  const { wallet, payoutAddress, issuedAtMs, walletSignature } = request
  const publicKey = fromHex(request.publicKey)
  walletKey(payoutAddress, 'payoutAddress')
  const nodeId = nodeIdOf(sha256, publicKey)
  await verifySigner(c, async (signer) => (signer === nodeId ? publicKey : undefined))

  const nowMs = Date.now()
  if (!isRegistrationFresh(issuedAtMs, nowMs)) {
    throw new Refusal('REGISTRATION_STALE', {
      issuedAtMs: String(issuedAtMs),
      nowMs: String(nowMs),
    })
  }
  const text = registrationText({ ...request, nodeId, network: c.env.LOG_ORIGIN })
  const genuine = await verifyEd25519(
    walletKey(wallet, 'wallet'),
    fromHex(walletSignature),
    new TextEncoder().encode(text),
  )
  if (!genuine) throw new Refusal('WALLET_SIGNATURE_INVALID', { wallet })

  const row = await addNode(c.env.CATALOG, {
    ...{ id: nodeId, publicKey: request.publicKey, wallet, payoutAddress },
    ...{ issuedAtMs, walletSignature, registeredAtMs: nowMs },
  })
  if (row.wallet !== wallet || row.payoutAddress !== payoutAddress) {
    throw new Refusal('NODE_CONFLICT', { nodeId, wallet: row.wallet })
  }
  return c.json({ nodeId, wallet, registeredAtMs: row.registeredAtMs }, 200)
})

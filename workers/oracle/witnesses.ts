import { fromHex } from '../../domain/bytes.ts'
import { Refusal } from '../../domain/errors.ts'
import { witnessName } from '../../domain/log/witness-name.ts'
import { provenanceLogOf } from '../provenance/log.ts'
import { createRouter, type NodeEnv } from '../router.ts'
import { addCosignature, readWitnessRequest } from './routes.ts'

export const witnesses = createRouter<NodeEnv>()
  .openapi(readWitnessRequest, async (c) => {
    const { old } = c.req.valid('query')
    const result = await provenanceLogOf(c.env).witnessRequest(old)
    switch (result.status) {
      case 'pending':
        return c.text(result.body, 200)
      case 'current':
        return c.body(null, 204)
      case 'old_unknown':
        throw new Refusal('WITNESS_SIZE_CONFLICT', { old: String(old), size: String(result.size) })
    }
  })
  .openapi(addCosignature, async (c) => {
    const { size, line } = c.req.valid('json')
    const { id, publicKey } = c.var.node
    const result = await provenanceLogOf(c.env).cosign({
      name: witnessName(c.env.LOG_ORIGIN, id),
      publicKey: fromHex(publicKey),
      size,
      line,
    })
    switch (result.status) {
      case 'accepted':
      case 'already_accepted':
        return c.json({ status: 'accepted' as const }, 200)
      case 'size_unknown':
        throw new Refusal('WITNESS_SIZE_CONFLICT', { size: String(size) })
      case 'cosignature_invalid':
        throw new Refusal('COSIGNATURE_INVALID', { size: String(size) })
    }
  })

import { z } from 'zod'
import { callRpc } from '../stack/rpc.ts'
import { type Check, check, failed } from './check.ts'
import type { Evidence } from './evidence.ts'

const DasAsset = z.object({
  content: z.object({ json_uri: z.string() }),
  compression: z.object({ tree: z.string(), leaf_id: z.number() }),
  ownership: z.object({ owner: z.string() }),
})

/** The cNFT exists at the leaf that the record names, and names the asset's log index. */
export async function checkCnft({ record, entry }: Evidence, rpcUrl: string): Promise<Check> {
  const name = 'cNFT'
  if (record.cnft === null) return failed(name, 'not minted when the record was written')
  const { assetId, tree, leafIndex } = record.cnft
  const asset = DasAsset.parse(await callRpc(rpcUrl, 'getAsset', { id: assetId }))
  const isTheOne =
    asset.compression.tree === tree &&
    asset.compression.leaf_id === leafIndex &&
    asset.content.json_uri.endsWith(`/${record.logIndex}`)
  const { owner } = asset.ownership
  const detail = owner === entry.uploader ? `owned by its uploader ${owner}` : `owned by ${owner}`
  return check(name, isTheOne, `${assetId} ${detail}`)
}

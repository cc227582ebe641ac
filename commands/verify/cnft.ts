import { z } from 'zod'
import { AssetRecord as NetworkRecord } from '../../workers/assets/schema.ts'
import { callRpc } from '../stack/rpc.ts'
import { type Check, check, failed } from './check.ts'
import type { Evidence } from './evidence.ts'

const DasAsset = z.object({
  content: z.object({ json_uri: z.string() }),
  compression: z.object({ tree: z.string(), leaf_id: z.number() }),
  ownership: z.object({ owner: z.string() }),
})

/**
 * The network minted this cNFT for the asset, and it exists at its leaf. Anyone can mint one that
 * looks alike into a tree of his own, so the record alone is no evidence of it.
 */
export async function checkCnft(
  { record, entry, contentHash }: Evidence,
  { edgeUrl, rpcUrl }: { readonly edgeUrl: string; readonly rpcUrl: string },
): Promise<Check> {
  const name = 'cNFT'
  if (record.cnft === null) return failed(name, 'not minted when the record was written')
  const { assetId, tree, leafIndex } = record.cnft
  const response = await fetch(`${edgeUrl}/v1/assets/${contentHash}`)
  if (response.status === 404) return failed(name, 'the network does not know the asset')
  if (!response.ok) throw new Error(`the network answered ${response.status} for the asset`)
  const { cnft: minted } = NetworkRecord.parse(await response.json())
  if (minted?.assetId !== assetId || minted.tree !== tree || minted.leafIndex !== leafIndex) {
    return failed(name, `the network minted ${minted?.assetId ?? 'none'}, not ${assetId}`)
  }
  const asset = DasAsset.parse(await callRpc(rpcUrl, 'getAsset', { id: assetId }))
  const isTheOne =
    asset.compression.tree === tree &&
    asset.compression.leaf_id === leafIndex &&
    asset.content.json_uri.endsWith(`/${record.logIndex}`)
  const { owner } = asset.ownership
  const detail = owner === entry.uploader ? `owned by its uploader ${owner}` : `owned by ${owner}`
  return check(name, isTheOne, `${assetId} ${detail}`)
}

import type { AssetRecord, CnftMetadata } from './schema.ts'

export function cnftMetadata(asset: AssetRecord): CnftMetadata {
  const trait = (trait_type: string, value: string) => ({ trait_type, value })
  return {
    name: `Piwa #${asset.logIndex}`,
    symbol: '',
    description: asset.caption,
    external_url: asset.proofUrl,
    animation_url: asset.previewUrl,
    attributes: [
      trait('sha256', asset.sha256),
      trait('log index', String(asset.logIndex)),
      trait('generator', asset.generator),
      trait('family', asset.family),
      trait('batch', asset.batch),
    ],
    properties: {
      category: 'vr',
      files: [{ uri: asset.previewUrl, type: 'model/gltf-binary' }],
    },
  }
}

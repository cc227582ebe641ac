import { AUDIT_RULES } from '../../domain/audit/rules.ts'
import type { LatestAsset, NetworkStatus } from '../network/schema.ts'
import type { Row } from './row.ts'
import { count, NONE_YET, plural, sentence, shortId, UNKNOWN, utcTime } from './texts.ts'

/** What the page says about a status, as text. */

export const LATEST_ASSETS_MAX = 8

const BAR_STEP = 4
const BAR_HEIGHT = 28

export function figuresOf(status: NetworkStatus) {
  const { assets, log } = status
  return {
    accepted: count(assets.accepted),
    rejected: count(assets.rejected),
    pending: count(assets.pending),
    duplicates: count(assets.duplicates),
    minted: count(assets.minted),
    nodes: count(status.nodes),
    batches: count(status.batches),
    mintTransactions: plural(status.mintTransactions, 'transaction', 'transactions'),
    ...{ logOrigin: log.origin, logSize: count(log.size), logRoot: log.root },
    cosignatures: plural(log.cosignatures, 'witness', 'witnesses'),
    ...anchorFigures(log),
    treasury: status.treasury?.address ?? UNKNOWN,
    tree: status.treasury === null ? UNKNOWN : (status.treasury.tree ?? NONE_YET),
  }
}

export type FigureName = keyof ReturnType<typeof figuresOf>

function anchorFigures({ anchor, size }: NetworkStatus['log']) {
  if (anchor === null) {
    return { anchor: NONE_YET, anchorSlot: UNKNOWN, anchorTime: '', anchorSignature: UNKNOWN }
  }
  const since = Math.max(0, size - anchor.size)
  const lag = since === 0 ? 'all leaves covered' : `${count(since)} newer`
  return {
    anchor: `tree size ${count(anchor.size)}, ${lag}`,
    anchorSlot: count(anchor.slot),
    anchorTime: utcTime(anchor.anchoredAtMs),
    anchorSignature: anchor.signature,
  }
}

export function assetRow(asset: LatestAsset): Row {
  return {
    key: String(asset.logIndex),
    text: {
      family: asset.family,
      caption: sentence(asset.caption),
      triangles: plural(asset.triangles, 'triangle', 'triangles'),
      logIndex: `#${count(asset.logIndex)}`,
      cnft: asset.cnft === null ? 'mint pending' : shortId(asset.cnft),
    },
    link: {
      proof: `/v1/log/proofs/${asset.logIndex}`,
      record: `/v1/assets/${asset.sha256}`,
    },
    copy: { cnft: asset.cnft },
  }
}

export function cnftRows(status: NetworkStatus): Row[] {
  return status.latest.flatMap(({ cnft, logIndex, caption, node }) =>
    cnft === null
      ? []
      : [
          {
            key: cnft,
            text: {
              name: `Piwa #${logIndex}`,
              caption: sentence(caption),
              asset: shortId(cnft),
              node: shortId(node),
            },
            link: { metadata: `/c/${logIndex}` },
            copy: { asset: cnft },
          },
        ],
  )
}

export function ruleRows(status: NetworkStatus): Row[] {
  const reasons: Readonly<Record<string, string>> = AUDIT_RULES
  return Object.entries(status.rejectedBatches)
    .sort(([, a], [, b]) => b - a)
    .map(([rule, batches]) => ({
      key: rule,
      text: { rule, reason: reasons[rule] ?? '', batches: plural(batches, 'batch', 'batches') },
    }))
}

/** The 32 bytes of a root as an SVG path of 32 bars, so that the eye sees it change. */
export function rootBars(rootBase64: string): string {
  return Array.from(atob(rootBase64), (character, index) => {
    const height = 2 + (character.charCodeAt(0) / 255) * (BAR_HEIGHT - 2)
    return `M${index * BAR_STEP + BAR_STEP / 2} ${BAR_HEIGHT}v-${height.toFixed(1)}`
  }).join('')
}

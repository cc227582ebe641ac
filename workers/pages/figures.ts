import { AUDIT_RULES } from '../../domain/audit/rules.ts'
import type { LatestAsset, NetworkStatus } from '../network/schema.ts'

/**
 * What the page says about a status, as text. The Worker renders it once and the browser renews it,
 * so both must speak alike: no locale, no clock and no time zone of the reader enters here.
 */

/** Stands for a figure that could not be read. It is never a zero. */
export const UNKNOWN = '–'

/** Stands for a thing that does not exist so far. */
export const NONE_YET = 'none yet'

export const LATEST_ASSETS_MAX = 8

const SHORT_ID_HEAD = 6
const SHORT_ID_TAIL = 4
const BAR_STEP = 4
const BAR_HEIGHT = 28

const COUNT = new Intl.NumberFormat('en-US')

/** One line of a list: texts, links and copyable values by the name of their slot. */
export interface Row {
  readonly key: string
  readonly text: Readonly<Record<string, string>>
  readonly link?: Readonly<Record<string, string>>
  readonly copy?: Readonly<Record<string, string | null>>
}

export const count = (value: number): string => COUNT.format(value)

export const plural = (value: number, one: string, many: string): string =>
  `${count(value)} ${value === 1 ? one : many}`

/** Whether a text is a value and does not only stand for one. */
export const isValue = (text: string): boolean => text !== UNKNOWN && text !== NONE_YET

export const shortId = (id: string): string =>
  id.length <= SHORT_ID_HEAD + SHORT_ID_TAIL + 1
    ? id
    : `${id.slice(0, SHORT_ID_HEAD)}…${id.slice(-SHORT_ID_TAIL)}`

/** Captions come as parts of a sentence. */
export const sentence = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

export const utcTime = (timeMs: number): string =>
  `${new Date(timeMs).toISOString().slice(0, 19).replace('T', ' ')} UTC`

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

export const ANCHOR_MEMO_PREFIX = 'piwa-log/1 '

/** What an anchor says on Solana; `root` is base64, as in the checkpoint. */
export function anchorMemo(anchor: {
  readonly origin: string
  readonly size: number
  readonly root: string
}): string {
  return `${ANCHOR_MEMO_PREFIX}${anchor.origin} ${anchor.size} ${anchor.root}`
}

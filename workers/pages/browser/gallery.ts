import type { LatestAsset } from '../../network/schema.ts'
import { assetRow, LATEST_ASSETS_MAX } from '../figures.ts'
import { element, showRows } from './rows.ts'
import { mountViewer } from './viewers.ts'

/** A view stays at least this long: an asset that is gone at once cannot be looked at. */
const VIEW_MS_MIN = 12_000

export interface Gallery {
  update(latest: readonly LatestAsset[]): void
}

/** Eight views of the latest assets. They wait while someone looks closer, or asks them to. */
export function createGallery(): Gallery {
  const list = element('[data-rows="assets"]')
  const hold = element('#hold')
  let shown: readonly LatestAsset[] = []
  let changedAtMs = Number.NEGATIVE_INFINITY

  hold.addEventListener('click', () => {
    const held = hold.getAttribute('aria-pressed') !== 'true'
    hold.setAttribute('aria-pressed', String(held))
    list.dispatchEvent(new CustomEvent('hold', { detail: held }))
  })
  const isHeld = () =>
    hold.getAttribute('aria-pressed') === 'true' || list.matches(':hover, :focus-within')

  return {
    update(latest) {
      const next = latest.slice(0, LATEST_ASSETS_MAX)
      const full = shown.length === LATEST_ASSETS_MAX
      const wait = full && (isHeld() || performance.now() - changedAtMs < VIEW_MS_MIN)
      const assets = wait ? renewed(shown, next) : next
      if (!wait && assets[0]?.logIndex !== shown[0]?.logIndex) changedAtMs = performance.now()
      shown = assets
      const cards = showRows('assets', assets.map(assetRow))
      for (const [position, asset] of assets.entries()) mountViewer(list, cards[position], asset)
    },
  }
}

/** The same assets with what is known of them by now, such as a cNFT that was minted meanwhile. */
function renewed(shown: readonly LatestAsset[], latest: readonly LatestAsset[]): LatestAsset[] {
  return shown.map((asset) => latest.find(({ logIndex }) => logIndex === asset.logIndex) ?? asset)
}

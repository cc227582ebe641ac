import { assetRow, LATEST_ASSETS_MAX } from './figures.ts'
import type { Row } from './row.ts'
import { CopyableText, Link, type PageStatus, Text } from './slots.tsx'

export function Gallery({ status }: { status: PageStatus }) {
  const rows = (status?.latest ?? []).slice(0, LATEST_ASSETS_MAX).map(assetRow)
  return (
    <section class="gallery" aria-labelledby="latest-title">
      <header class="section-head">
        <div>
          <h2 id="latest-title">Latest assets</h2>
          <p class="lead">Made anew from their seeds on request. Drag one to turn it.</p>
        </div>
        <div class="actions">
          <a class="button" href="/gallery">
            Rendered views
          </a>
          <button type="button" class="button" id="hold" aria-pressed="false">
            Hold still
          </button>
        </div>
      </header>
      <ul class="cards" data-rows="assets">
        {rows.map((row) => (
          <Card row={row} />
        ))}
      </ul>
      <p class="empty empty-gallery" data-empty="assets" hidden={rows.length > 0}>
        <strong>
          {status === undefined ? 'Not known yet.' : 'No asset has been accepted yet.'}
        </strong>
        The first one appears here as soon as a node’s batch has passed its audit.
      </p>
      <template id="assets-row">
        <Card row={undefined} />
      </template>
    </section>
  )
}

function Card({ row }: { row: Row | undefined }) {
  return (
    <li class="card" data-key={row?.key}>
      <div class="stage" data-stage="" />
      <div class="facts">
        <p class="family">
          <Text slot="family" row={row} />
          <Text slot="logIndex" row={row} />
        </p>
        <p class="caption">
          <Text slot="caption" row={row} />
        </p>
        <p class="meta">
          <Text slot="triangles" row={row} />
          <span class="links">
            <Link slot="proof" row={row}>
              Proof
            </Link>
            <Link slot="record" row={row}>
              Record
            </Link>
          </span>
        </p>
        <p class="meta">
          <span>cNFT</span>
          <CopyableText slot="cnft" row={row} label="Copy the cNFT id" />
        </p>
      </div>
    </li>
  )
}

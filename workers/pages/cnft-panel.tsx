import { cnftRows } from './figures.ts'
import { Pair } from './log-panel.tsx'
import type { Row } from './row.ts'
import { CopyableFigure, CopyableText, Link, type PageStatus, Text } from './slots.tsx'

export function CnftPanel({ status }: { status: PageStatus }) {
  const rows = status === undefined ? [] : cnftRows(status)
  return (
    <section class="panel" aria-labelledby="cnfts-title">
      <h2 id="cnfts-title">Last cNFTs</h2>
      <p class="lead">
        One compressed NFT per accepted asset, minted to the wallet of the node’s operator.
      </p>
      <ul class="rows cnfts" data-rows="cnfts">
        {rows.map((row) => (
          <Cnft row={row} />
        ))}
      </ul>
      <p class="empty" data-empty="cnfts" hidden={rows.length > 0}>
        {status === undefined ? 'Not known yet.' : 'None of the latest assets is minted yet.'}
      </p>
      <template id="cnfts-row">
        <Cnft row={undefined} />
      </template>
    </section>
  )
}

function Cnft({ row }: { row: Row | undefined }) {
  return (
    <li data-key={row?.key}>
      <span class="cnft-name">
        <Link slot="metadata" row={row}>
          <Text slot="name" row={row} />
        </Link>
        <span class="cnft-caption">
          <Text slot="caption" row={row} />
        </span>
      </span>
      <CopyableText slot="asset" row={row} label="Copy the cNFT id" />
    </li>
  )
}

export function TreasuryPanel({ status }: { status: PageStatus }) {
  return (
    <section class="panel" aria-labelledby="treasury-title">
      <h2 id="treasury-title">Treasury on Solana</h2>
      <p class="lead">
        The only holder of keys. It pays for mints and writes each anchor in a memo.
      </p>
      <dl class="pairs">
        <Pair term="Address">
          <CopyableFigure name="treasury" status={status} label="Copy the treasury address" />
        </Pair>
        <Pair term="Merkle tree">
          <CopyableFigure name="tree" status={status} label="Copy the tree address" />
        </Pair>
      </dl>
    </section>
  )
}

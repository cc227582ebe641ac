import { type FigureName, ruleRows } from './figures.ts'
import { Figure, type PageStatus, Text } from './slots.tsx'

const TOTALS = [
  { name: 'pending', label: 'Pending', note: 'assets committed, not yet decided' },
  { name: 'rejected', label: 'Rejected', note: 'assets in batches that failed the audit' },
  { name: 'duplicates', label: 'Duplicates', note: 'already registered, earn nothing' },
  { name: 'minted', label: 'cNFTs minted', note: 'in', noteFigure: 'mintTransactions' },
  { name: 'nodes', label: 'Nodes', note: 'registered' },
  { name: 'batches', label: 'Batches', note: 'committed by nodes' },
] as const satisfies readonly {
  readonly name: FigureName
  readonly label: string
  readonly note: string
  readonly noteFigure?: FigureName
}[]

/** The one number that the network exists for, with its pace over the last minute. */
export function Accepted({ status }: { status: PageStatus }) {
  return (
    <div class="accepted">
      <div class="accepted-head">
        <p class="accepted-label">Assets accepted</p>
        <p class="live" id="live" data-state={status === undefined ? 'waiting' : 'live'}>
          <span class="dot" aria-hidden="true" />
          <span id="live-text">{status === undefined ? 'Waiting for the edge' : 'Live'}</span>
        </p>
      </div>
      <p class="accepted-count">
        <Figure name="accepted" status={status} />
      </p>
      <svg class="pace" viewBox="0 0 240 40" preserveAspectRatio="none" aria-hidden="true">
        <path id="pace-bars" />
      </svg>
      <p class="accepted-rate">
        <strong id="rate">–</strong> <span id="rate-note">assets/s over the last minute</span>
      </p>
    </div>
  )
}

export function Totals({ status }: { status: PageStatus }) {
  return (
    <dl class="totals" aria-label="Totals">
      {TOTALS.map((total) => (
        <div>
          <dt>{total.label}</dt>
          <dd class="total">
            <Figure name={total.name} status={status} />
          </dd>
          <dd class="note">
            {total.note}{' '}
            {'noteFigure' in total && <Figure name={total.noteFigure} status={status} />}
          </dd>
        </div>
      ))}
    </dl>
  )
}

export function RejectedRules({ status }: { status: PageStatus }) {
  const rows = status === undefined ? [] : ruleRows(status)
  return (
    <section class="panel" aria-labelledby="rules-title">
      <h2 id="rules-title">Rejected, by rule</h2>
      <p class="lead">
        An audit makes assets again from their seed and compares the bytes. One mismatch rejects the
        whole batch.
      </p>
      <ul class="rows rules" data-rows="rules">
        {rows.map((row) => (
          <Rule row={row} />
        ))}
      </ul>
      <p class="empty" data-empty="rules" hidden={rows.length > 0}>
        {status === undefined ? 'Not known yet.' : 'No batch has been rejected.'}
      </p>
      <template id="rules-row">
        <Rule row={undefined} />
      </template>
    </section>
  )
}

function Rule({ row }: { row: ReturnType<typeof ruleRows>[number] | undefined }) {
  return (
    <li data-key={row?.key}>
      <span class="rule">
        <code>
          <Text slot="rule" row={row} />
        </code>
        <Text slot="reason" row={row} />
      </span>
      <span class="tally">
        <Text slot="batches" row={row} />
      </span>
    </li>
  )
}

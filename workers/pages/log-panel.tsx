import type { PropsWithChildren } from 'hono/jsx'
import { rootBars } from './figures.ts'
import { CopyableFigure, Figure, type PageStatus } from './slots.tsx'

export function LogPanel({ status }: { status: PageStatus }) {
  return (
    <section class="panel log" aria-labelledby="log-title">
      <h2 id="log-title">Provenance log</h2>
      <p class="lead">
        An append-only Merkle log. An asset’s place in it is its proof of first upload.
      </p>
      <div class="root">
        <p class="root-size">
          <Figure name="logSize" status={status} />
          <span class="unit">leaves</span>
        </p>
        <svg viewBox="0 0 128 28" preserveAspectRatio="none" aria-hidden="true">
          <path id="root-bars" d={status === undefined ? '' : rootBars(status.log.root)} />
        </svg>
        <p class="root-hash">
          <span class="term">Root</span>
          <CopyableFigure name="logRoot" status={status} label="Copy the root" />
        </p>
      </div>
      <dl class="pairs">
        <Pair term="Origin">
          <code class="hash">
            <Figure name="logOrigin" status={status} />
          </code>
        </Pair>
        <Pair term="Cosigned by">
          <Figure name="cosignatures" status={status} />
          <span class="note">so far, for this root</span>
        </Pair>
        <Pair term="Last anchor">
          <Figure name="anchor" status={status} />
        </Pair>
        <Pair term="Slot">
          <Figure name="anchorSlot" status={status} />
          <span class="note">
            <Figure name="anchorTime" status={status} />
          </span>
        </Pair>
        <Pair term="Signature">
          <CopyableFigure name="anchorSignature" status={status} label="Copy the signature" />
        </Pair>
      </dl>
    </section>
  )
}

export function Pair({ term, children }: PropsWithChildren<{ term: string }>) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  )
}

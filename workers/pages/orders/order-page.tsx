import { html } from 'hono/html'
import { parseFilter } from '../../../domain/dataset/parse-filter.ts'
import type { Order } from '../../orders/schema.ts'
import { filterWords, TERM_NAMES, TIER_NAMES } from '../datasets/words.ts'
import { networkName, type Site } from '../frame.tsx'
import { Layout } from '../layout.tsx'
import { Copyable } from '../slots.tsx'
import { byteText, count, renderText, utcTime } from '../texts.ts'
import { Stage } from './stages.tsx'
import { orderKey, stageOf, stageTitle } from './view.ts'

export interface OrderPageProps {
  readonly site: Site
  readonly state:
    | { readonly status: 'shown'; readonly order: Order }
    | { readonly status: 'absent' }
    /** It could not be read; of the payment nothing is known. */
    | { readonly status: 'unknown' }
  readonly nowMs: number
  readonly requestKey: string
}

export function renderOrderPage(props: OrderPageProps) {
  return html`<!doctype html>${<OrderPage {...props} />}`
}

function OrderPage({ site, state, nowMs, requestKey }: OrderPageProps) {
  return (
    <Layout
      {...{ site, style: 'order', script: 'order', unlisted: true }}
      title={`Order, Piwa, ${networkName(site.publicUrl)}`}
      skipTo="Skip to the order"
    >
      {state.status === 'shown' ? (
        <ShownOrder {...{ order: state.order, nowMs, requestKey }} publicUrl={site.publicUrl} />
      ) : (
        <NoOrder status={state.status} />
      )}
      <p class="unseen" id="spoken" role="status" />
      <p class="banner" id="banner" role="alert" />
    </Layout>
  )
}

interface ShownOrderProps {
  readonly order: Order
  readonly nowMs: number
  readonly requestKey: string
  readonly publicUrl: string
}

function ShownOrder({ order, nowMs, requestKey, publicUrl }: ShownOrderProps) {
  const stage = stageOf(order, nowMs)
  return (
    <div
      {...{ class: 'order', id: 'order', 'data-order': order.orderId, 'data-stage': stage }}
      {...{ 'data-key': orderKey(order), 'data-now': String(nowMs), 'data-wallet': order.wallet }}
    >
      <header class="page-head">
        <h1 id="order-title" tabindex={-1}>
          {stageTitle(order, stage)}
        </h1>
        <p class="lead order-id">
          Order <Copyable value={order.orderId} label="Copy the id of the order" />
        </p>
      </header>
      <div class="order-parts">
        <section class="panel order-stage" aria-labelledby="order-title">
          <Stage {...{ order, stage, nowMs, requestKey, publicUrl }} />
          <p class="problem" id="pay-problem" role="alert" />
        </section>
        <Content order={order} />
      </div>
    </div>
  )
}

/** What the order is about; none of it changes any more. */
function Content({ order }: { order: Order }) {
  const filter = parseFilter(order.filter)
  return (
    <section class="order-content" aria-labelledby="content-title">
      <h2 id="content-title">What it covers</h2>
      <dl class="facts-list">
        <Fact term="Assets">{`${count(order.count)}, ${byteText(order.bytes)}`}</Fact>
        {filter !== undefined &&
          filterWords(filter).map(({ term, text }) => <Fact term={term}>{text}</Fact>)}
        <Fact term="Version">{order.version}</Fact>
        <Fact term="License">{`${TIER_NAMES[order.tier]}, ${TERM_NAMES[order.termDays]}`}</Fact>
        <div>
          <dt>Licensee</dt>
          <dd>
            <Copyable value={order.wallet} label="Copy the licensee’s wallet" />
          </dd>
        </div>
        <Fact term="Price">{`${renderText(order.priceAtoms)} RENDER`}</Fact>
        {order.discountAtoms !== '0' && (
          <Fact term="Unused time">{`− ${renderText(order.discountAtoms)} RENDER`}</Fact>
        )}
        <Fact term="Quoted">{utcTime(order.createdAtMs)}</Fact>
      </dl>
    </section>
  )
}

function Fact({ term, children }: { term: string; children: string }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function NoOrder({ status }: { status: 'absent' | 'unknown' }) {
  return (
    <header class="page-head">
      <h1>{status === 'absent' ? 'There is no such order' : 'Not known now'}</h1>
      <p class="lead">
        {status === 'absent' ? (
          <>
            The address has a slip in it, or the order is of another network.{' '}
            <a href="/datasets">Ask for a quote</a>.
          </>
        ) : (
          <>
            The order cannot be read at the moment, so nothing is said about its payment. Money that
            was sent is not lost. Load this page again in a minute.
          </>
        )}
      </p>
    </header>
  )
}

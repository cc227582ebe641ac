import type { Order } from '../../orders/schema.ts'
import { Copyable } from '../slots.tsx'
import { clockText, renderText, shortId, timeLeftText, utcTime } from '../texts.ts'
import { QrCode } from './qr-code.tsx'
import { RequoteForm } from './quote-form.tsx'
import { claimsOf, licenseFile, type OrderStage } from './view.ts'

export interface StageProps {
  readonly order: Order
  readonly stage: OrderStage
  readonly nowMs: number
  readonly publicUrl: string
  readonly requestKey: string
}

export function Stage(props: StageProps) {
  switch (props.stage) {
    case 'waiting':
    case 'short':
      return <Pay {...props} />
    case 'paid':
      return <p class="lead">Everything has arrived. This takes a few seconds.</p>
    case 'ending':
      return (
        <p class="lead">
          Whether a payment was made in time is being looked up. If one was, the license follows.
        </p>
      )
    case 'expired':
      return <Expired {...props} />
    case 'licensed':
      return <Licensed {...props} />
  }
}

function Pay({ order, stage, nowMs }: StageProps) {
  const { dueAtoms, paidAtoms, expiresAtMs, paymentUrl } = order
  const due = `${renderText(dueAtoms)} RENDER`
  return (
    <div class="pay">
      <div class="pay-main">
        <p class="due">
          {renderText(dueAtoms)} <span class="unit">RENDER</span>
        </p>
        {stage === 'short' && (
          <p class="notice">
            {renderText(paidAtoms)} RENDER arrived and count. What is missing completes the order.
          </p>
        )}
        <p class="lock">
          Price locked for{' '}
          <strong data-expires={String(expiresAtMs)} role="timer">
            {clockText(expiresAtMs - nowMs)}
          </strong>
          <span class="note plain-only"> until {utcTime(expiresAtMs)}; reload to see news</span>
        </p>
        <p class="pay-actions scripted">
          <button type="button" class="button main" data-pay="">
            Pay with wallet
          </button>
          <button type="button" class="button" data-use-credit="">
            Use my credit
          </button>
        </p>
        <p class="pay-note" id="pay-note" role="status" />
        <p class="lead">
          The payment counts once it is final on Solana, about 15 seconds. You may close this page:
          the order is completed without it, at this address.
        </p>
      </div>
      {paymentUrl !== null && (
        <figure class="scan">
          <QrCode
            text={paymentUrl}
            label={`QR code of a Solana Pay request for ${due} to the vault of the network`}
          />
          <figcaption>
            Scan with a wallet on a phone, or <a href={paymentUrl}>open a wallet on this device</a>.
            <Copyable
              value={paymentUrl}
              text="Solana Pay address"
              label="Copy the Solana Pay address"
            />
          </figcaption>
        </figure>
      )}
    </div>
  )
}

function Expired({ order, requestKey }: StageProps) {
  return (
    <div class="expired">
      <p class="lead">
        The price was held until {utcTime(order.expiresAtMs)}. The order cannot be paid any more.
      </p>
      {order.creditAtoms !== '0' && (
        <p class="notice">
          {renderText(order.creditAtoms)} RENDER came for it and are kept as credit of{' '}
          <code>{shortId(order.wallet)}</code>. Use them for the next order.
        </p>
      )}
      <p class="lead">
        A payment that was sent in time and shows later still completes it. One that comes too late
        becomes credit of the licensee’s wallet; it is not lost.
      </p>
      <RequoteForm order={order} requestKey={requestKey} />
    </div>
  )
}

function Licensed({ order, nowMs, publicUrl }: StageProps) {
  const { license } = order
  if (license === null) throw new Error(`${order.orderId} has no license`)
  const file = licenseFile(license.licenseId)
  return (
    <div class="licensed">
      <div class="license-card">
        <p class="license-id">
          <Copyable value={license.licenseId} label="Copy the id of the license" />
        </p>
        <p class="license-term">
          {timeLeftText(license.endsAtMs - nowMs)}
          <span class="note">until {utcTime(license.endsAtMs)}</span>
        </p>
        <p class="license-actions">
          <a class="button main" href={`/orders/${order.orderId}/license`} download={file}>
            Download the license
          </a>
          <a class="button" href="/licenses">
            My licenses
          </a>
        </p>
        <p class="note">
          The file is the proof of the license and the key to the downloads. Keep it like a
          password.
        </p>
      </div>
      <Receipt order={order} jws={license.jws} />
      <section aria-labelledby="fetch-title">
        <h2 id="fetch-title">Get the data</h2>
        <ol class="commands">
          <li>
            <h3>Check the license, offline</h3>
            <pre class="command">
              <code>{`npm run verify-license -- ${file}`}</code>
            </pre>
          </li>
          <li>
            <h3>Pull the assets</h3>
            <pre class="command">
              <code>{`piwa pull --license ${file} --out data`}</code>
            </pre>
            <p class="note">Goes on where it stopped, and checks every asset.</p>
          </li>
          <li>
            <h3>Or make them anew</h3>
            <pre class="command">
              <code>{`piwa pull --license ${file} --out data --recipe`}</code>
            </pre>
            <p class="note">From seeds, on your CPU or GPU, checked against the root.</p>
          </li>
        </ol>
        <p class="note">
          Programs ask <code>{`${publicUrl}/v1/licenses/${license.licenseId}/shards`}</code> with
          the license as bearer.
        </p>
      </section>
    </div>
  )
}

function Receipt({ order, jws }: { order: Order; jws: string }) {
  const { transactions, termsUri, iat } = claimsOf(jws)
  return (
    <section aria-labelledby="receipt-title">
      <h2 id="receipt-title">Receipt</h2>
      <dl class="facts-list">
        <div>
          <dt>Paid</dt>
          <dd>{renderText(order.paidAtoms)} RENDER</dd>
        </div>
        {order.creditAtoms !== '0' && (
          <div>
            <dt>Too much</dt>
            <dd>{renderText(order.creditAtoms)} RENDER, now your credit</dd>
          </div>
        )}
        <div>
          <dt>Licensed</dt>
          <dd>{utcTime(iat * 1000)}</dd>
        </div>
        <div>
          <dt>{transactions.length > 1 ? 'Transactions' : 'Transaction'}</dt>
          <dd>
            {transactions.length === 0
              ? 'paid from credit'
              : transactions.map((signature) => (
                  <Copyable value={signature} label="Copy the signature" />
                ))}
          </dd>
        </div>
        <div>
          <dt>Terms</dt>
          <dd>
            <a href={termsUri}>{termsUri}</a>
          </dd>
        </div>
      </dl>
    </section>
  )
}

import type { Order } from '../../orders/schema.ts'
import { orderKey } from '../orders/view.ts'
import { clockText, utcTime } from '../texts.ts'
import { type Answer, postJson } from './api.ts'
import { pauseMs } from './pause.ts'
import { payOrder } from './pay.ts'
import { startQuotes } from './quote.ts'
import { element, showText } from './rows.ts'
import './site.ts'
import { sessionOf, signIn } from './session.ts'
import { requireConnection } from './wallet-dialog.ts'

/** A payment that was made in time may show late; after this the sweep of the edge finds it. */
const EXPIRED_LOOKS_MAX = 40

const PAY_PROBLEMS: Readonly<Record<string, string>> = {
  QUOTE_EXPIRED: 'The quote has expired, so nothing was paid.',
  ORDER_SETTLED: 'This order is settled already, so nothing was paid.',
  CREDIT_INSUFFICIENT: 'Your credit does not cover what is missing, so it was left as it is.',
  PAYMENT_INVALID: 'The network did not take this transaction, so nothing was paid.',
  WALLET_SIGNATURE_INVALID: 'The wallet’s signature is not valid.',
}
const SENT = 'Sent. It counts once it is final on Solana, about 15 seconds.'

let skewMs = 0
let note = ''
let problem = ''
let sinceMs: number | undefined
let wake = (): void => {}

const order = (): HTMLElement => element('#order')

function start(): void {
  measureClock()
  setInterval(showClock, 250)
  document.addEventListener('click', (event) => {
    if (!(event.target instanceof Element)) return
    if (event.target.closest('[data-pay]') !== null) void attempt(pay)
    if (event.target.closest('[data-use-credit]') !== null) void attempt(useCredit)
  })
  void follow()
}

/** The edge's clock decides; how far the reader's is from it is known from the page's own time. */
function measureClock(): void {
  skewMs = Number(order().dataset.now) - Date.now()
}

function showClock(): void {
  const clock = document.querySelector<HTMLElement>('[data-expires]')
  if (clock === null) return
  const leftMs = Number(clock.dataset.expires) - (Date.now() + skewMs)
  showText(clock, clockText(leftMs))
  if (leftMs > 0 || clock.dataset.over !== undefined) return
  clock.dataset.over = ''
  wake()
}

/** Looks for news for as long as there may be some, and less often while nothing answers. */
async function follow(): Promise<void> {
  let failures = 0
  for (let looks = 0; order().dataset.stage !== 'licensed' && looks < EXPIRED_LOOKS_MAX; ) {
    await pause(failures)
    const { orderId, looked } = await look()
    failures = looked ? 0 : failures + 1
    if (orderId !== undefined && order().dataset.stage === 'expired') looks += 1
  }
}

function pause(failures: number): Promise<void> {
  // A look asks two RPC endpoints: often only while something is under way.
  const slow = order().dataset.stage === 'expired' ? 8 : note === '' ? 2 : 1
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, pauseMs(failures) * slow)
    wake = () => {
      clearTimeout(timer)
      resolve()
    }
  })
}

async function look(): Promise<{ readonly orderId: string | undefined; readonly looked: boolean }> {
  const orderId = order().dataset.order
  if (document.visibilityState !== 'visible') return { orderId, looked: true }
  const answer = await postJson<Order>(`/v1/orders/${orderId}/check`)
  return { orderId, looked: await showLook(answer) }
}

/** An edge that cannot say is not one that says no. */
async function showLook(answer: Answer<Order>): Promise<boolean> {
  if (answer.status === 'answered') {
    const over = document.querySelector('[data-over]') !== null
    const changed = orderKey(answer.body) !== order().dataset.key || over
    if (!changed || (await renewPage())) {
      showFault(undefined)
      return true
    }
  }
  sinceMs ??= Date.now() + skewMs
  showFault(sinceMs)
  return false
}

function showFault(since: number | undefined): void {
  sinceMs = since
  const text =
    since === undefined
      ? ''
      : `Since ${utcTime(since).slice(11)} it is not known whether a payment has arrived. One that was sent is not lost.`
  element('#banner').classList.toggle('shown', since !== undefined)
  showText(element('#banner'), text)
}

/** The Worker renders the order; what it has to say now takes the place of what it said before. */
async function renewPage(): Promise<boolean> {
  const before = order().dataset.stage
  try {
    const response = await fetch(location.href, { cache: 'no-store' })
    if (!response.ok) return false
    const page = new DOMParser().parseFromString(await response.text(), 'text/html')
    const next = page.querySelector('#order')
    if (next === null) return false
    order().replaceWith(document.adoptNode(next))
  } catch (error) {
    console.info({ event: 'order_unreadable', error })
    return false
  }
  measureClock()
  showClock()
  const { stage } = order().dataset
  if (stage === before) showNote(note)
  else announce()
  // Why nothing was paid matters all the more on the page that says that it is too late.
  if (stage !== 'licensed') showProblem(problem)
  return true
}

function announce(): void {
  const title = document.querySelector<HTMLElement>('#order-title')
  showText(element('#spoken'), title?.textContent ?? '')
  if (document.activeElement === document.body) title?.focus({ preventScroll: true })
}

async function attempt(action: () => Promise<void>): Promise<void> {
  showProblem('')
  setBusy(true)
  try {
    await action()
  } catch (error) {
    // What a wallet throws is its owner's choice, or the wallet's own trouble.
    showNote('')
    showProblem(error instanceof Error ? error.message : 'The wallet did not sign.')
  }
  setBusy(false)
}

async function pay(): Promise<void> {
  const connection = await requireConnection()
  if (connection === undefined) return
  showNote('Waiting for your wallet…')
  const answer = await payOrder(order().dataset.order ?? '', connection)
  showOutcome(answer, SENT)
  wake()
}

async function useCredit(): Promise<void> {
  const connection = await requireConnection()
  if (connection === undefined) return
  if (connection.account.address !== order().dataset.wallet) {
    showProblem('Credit belongs to the licensee’s wallet: connect that one.')
    return
  }
  showNote('Waiting for your wallet…')
  let token = sessionOf(connection.account.address)
  if (token === undefined) {
    const opened = await signIn(connection)
    if (opened.status !== 'answered') return showOutcome(opened, '')
    token = opened.body.token
  }
  const answer = await postJson<Order>(`/v1/orders/${order().dataset.order}/credit`, { token })
  showOutcome(answer, 'Paid from your credit.')
  wake()
}

function showOutcome(answer: Answer<unknown>, done: string): void {
  showNote(answer.status === 'answered' ? done : '')
  if (answer.status === 'refused') {
    showProblem(PAY_PROBLEMS[answer.code] ?? `It was refused: ${answer.code}.`)
  }
  if (answer.status === 'unknown') {
    showProblem(
      'No answer came, so it is not known whether the payment was sent. Wait for this page to find out before you pay again.',
    )
  }
}

function showNote(text: string): void {
  note = text
  showText(document.querySelector('#pay-note'), text)
}

function showProblem(text: string): void {
  problem = text
  showText(document.querySelector('#pay-problem'), text)
}

function setBusy(busy: boolean): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('.pay-actions button')) {
    button.disabled = busy
  }
}

startQuotes()
if (document.querySelector('#order') !== null) start()

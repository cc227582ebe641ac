import { parseOffer } from '../datasets/query.ts'
import { quoteProblem } from '../orders/quote-problems.ts'
import { postJson } from './api.ts'
import { showText } from './rows.ts'
import { sessionOf } from './session.ts'
import { onConnection } from './wallets.ts'

const NOT_KNOWN =
  'No answer came, so it is not known whether the quote was made. Ask again: you will not get two.'

/** Forms that ask for a quote lead to the page of the order. Without this script they do so by themselves. */
export function startQuotes(): void {
  document.addEventListener('submit', (event) => {
    if (!(event.target instanceof HTMLFormElement) || !event.target.matches('[data-quote]')) return
    event.preventDefault()
    void ask(event.target, event.submitter)
  })
  let filled = ''
  onConnection((connection) => {
    const address = connection?.account.address ?? ''
    for (const field of document.querySelectorAll<HTMLInputElement>(
      '[data-quote] input[name="wallet"]:not([type="hidden"])',
    )) {
      // What was typed stays; what a wallet filled in goes with it.
      if (field.value === '' || field.value === filled) field.value = address
    }
    filled = address
  })
}

async function ask(form: HTMLFormElement, button: HTMLElement | null): Promise<void> {
  const body = orderOf(form, button)
  showProblem(form, '')
  button?.setAttribute('aria-busy', 'true')
  const answer = await postJson<{ orderId: string }>('/v1/orders', {
    body,
    // Who goes on from a license proves to hold it.
    token: body.follows === undefined ? undefined : sessionOf(body.wallet),
  })
  button?.removeAttribute('aria-busy')
  switch (answer.status) {
    case 'answered':
      location.assign(`/orders/${answer.body.orderId}`)
      return
    case 'refused':
      renewRequestKey(form)
      showProblem(form, quoteProblem(answer.code, answer.context.issue))
      return
    case 'unknown':
      showProblem(form, NOT_KNOWN)
  }
}

function orderOf(form: HTMLFormElement, button: HTMLElement | null) {
  const fields = new FormData(form, button)
  const text = (name: string): string => String(fields.get(name) ?? '')
  const version = text('version')
  const follows = text('follows')
  return {
    ...{ requestKey: text('requestKey'), wallet: text('wallet').trim() },
    ...{ filter: JSON.parse(text('filter')), ...parseOffer(text('offer')) },
    version: version === '' ? undefined : version,
    follows: follows === '' ? undefined : follows,
  }
}

/** Another question needs another key; the same question asked again keeps its own. */
export function renewRequestKey(form: HTMLFormElement): void {
  const field = form.querySelector<HTMLInputElement>('input[name="requestKey"]')
  if (field !== null) field.value = crypto.randomUUID()
}

function showProblem(form: HTMLFormElement, text: string): void {
  showText(form.querySelector('[data-quote-problem]'), text)
}

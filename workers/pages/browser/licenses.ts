import type { LicenseState } from '../../licenses/schema.ts'
import { licenseRow } from '../licenses/view.ts'
import { licenseFile } from '../orders/view.ts'
import { plural, renderText, UNKNOWN } from '../texts.ts'
import { getJson } from './api.ts'
import { renewRequestKey, startQuotes } from './quote.ts'
import { element, showRows, showText } from './rows.ts'
import { endSession, sessionOf, signIn } from './session.ts'
import './site.ts'
import { requireConnection } from './wallet-dialog.ts'
import { onConnection } from './wallets.ts'

const NOT_KNOWN = 'Your licenses cannot be read now. None of them is lost; try again in a minute.'

let shown: readonly LicenseState[] = []

async function enter(): Promise<void> {
  showProblem('')
  const connection = await requireConnection()
  if (connection === undefined) return
  const wallet = connection.account.address
  const kept = sessionOf(wallet)
  if (kept !== undefined) return showLicenses(wallet, kept)
  try {
    const opened = await signIn(connection)
    if (opened.status === 'answered') await showLicenses(wallet, opened.body.token)
    else if (opened.status === 'refused') showProblem(`Signing in was refused: ${opened.code}.`)
    else showProblem('No answer came from the network. Try again.')
  } catch (error) {
    showProblem(error instanceof Error ? error.message : 'The wallet did not sign.')
  }
}

async function showLicenses(wallet: string, token: string): Promise<void> {
  const [listed, account] = await Promise.all([
    getJson<{ data: LicenseState[] }>('/v1/licenses', { token }),
    getJson<{ creditAtoms: string }>('/v1/account', { token }),
  ])
  if (listed.status === 'refused') {
    endSession()
    showSigned(false)
    return showProblem('The session is over. Sign in again.')
  }
  showBanner(listed.status === 'unknown' || account.status === 'unknown' ? NOT_KNOWN : '')
  showText(element('#account-wallet'), wallet)
  const credit = account.status === 'answered' ? renderText(account.body.creditAtoms) : UNKNOWN
  showText(element('#account-credit'), credit)
  if (listed.status !== 'answered') return
  shown = listed.body.data
  showCards(shown)
  showSigned(true)
  showText(element('#spoken'), plural(shown.length, 'license', 'licenses'))
}

function showCards(licenses: readonly LicenseState[]): void {
  const rows = licenses.map((license) => licenseRow(license, Date.now()))
  for (const [place, card] of showRows('licenses', rows).entries()) {
    const license = licenses[place]
    const form = card.querySelector<HTMLFormElement>('form[data-quote]')
    if (license === undefined || form === null) continue
    const set = rows[place]?.set
    card.dataset.status = license.status
    form.hidden = set?.renew?.['data-hidden'] === 'true'
    renewRequestKey(form)
    const offer = form.querySelector<HTMLSelectElement>('select[name="offer"]')
    if (offer !== null) offer.value = set?.offer?.value ?? offer.value
    offer?.setAttribute('aria-label', `Tier and term for ${license.licenseId}`)
  }
}

function download(button: HTMLElement): void {
  const id = button.closest<HTMLElement>('[data-key]')?.dataset.key
  const license = shown.find(({ licenseId }) => licenseId === id)
  if (license === undefined) return
  const link = document.createElement('a')
  const url = URL.createObjectURL(new Blob([`${license.jws}\n`], { type: 'application/jose' }))
  link.href = url
  link.download = licenseFile(license.licenseId)
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

function showSigned(signed: boolean): void {
  element('#signed-in').hidden = !signed
  element('#signed-out').hidden = signed
}

function showBanner(text: string): void {
  element('#banner').classList.toggle('shown', text !== '')
  showText(element('#banner'), text)
}

function showProblem(text: string): void {
  showText(element('#sign-in-problem'), text)
}

startQuotes()
element('#sign-in').addEventListener('click', () => void enter())
element('#sign-out').addEventListener('click', () => {
  endSession()
  shown = []
  showRows('licenses', [])
  showSigned(false)
})
element('[data-rows="licenses"]').addEventListener('click', (event) => {
  const button =
    event.target instanceof Element ? event.target.closest<HTMLElement>('[data-download]') : null
  if (button !== null) download(button)
})
onConnection((connection) => {
  const token = connection === undefined ? undefined : sessionOf(connection.account.address)
  if (connection === undefined || token === undefined) showSigned(false)
  else void showLicenses(connection.account.address, token)
})

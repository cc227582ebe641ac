import type { Wallet } from '@wallet-standard/base'
import { shortId } from '../texts.ts'
import { element, showText } from './rows.ts'
import {
  type Connection,
  connect,
  connected,
  disconnect,
  onConnection,
  onWallets,
  reconnect,
  solanaWallets,
} from './wallets.ts'

const button = element('#wallet-button')
const dialog = document.querySelector<HTMLDialogElement>('#wallet-dialog')
let choosing = true
let waiting: ((connection: Connection | undefined) => void)[] = []

/** Gives the header its wallet: on every page, once. */
export function startWallet(): void {
  button.addEventListener('click', () => open(connected() === undefined))
  dialog?.addEventListener('click', onClick)
  dialog?.addEventListener('close', settle)
  onWallets(showWallets)
  onConnection(showConnection)
  reconnect()
}

/** The connection there is, or the one that the reader makes now; undefined when the dialog is closed. */
export function requireConnection(): Promise<Connection | undefined> {
  const connection = connected()
  if (connection !== undefined) return Promise.resolve(connection)
  open(true)
  return new Promise((resolve) => {
    waiting.push(resolve)
  })
}

function open(choose: boolean): void {
  choosing = choose
  showProblem('')
  showWallets()
  showPanels()
  dialog?.showModal()
}

function settle(): void {
  const answered = waiting
  waiting = []
  for (const resolve of answered) resolve(connected())
}

function onClick(event: Event): void {
  if (event.target === dialog) dialog?.close()
  const pressed =
    event.target instanceof Element
      ? event.target.closest<HTMLElement>('button[data-wallet]')
      : null
  switch (pressed?.dataset.wallet) {
    case 'close':
      dialog?.close()
      break
    case 'another':
      choosing = true
      showPanels()
      break
    case 'copy':
      void copyAddress(pressed)
      break
    case 'disconnect':
      dialog?.close()
      disconnect().catch((error) => console.info({ event: 'wallet_kept_connection', error }))
      break
  }
}

async function copyAddress(pressed: HTMLElement): Promise<void> {
  const address = element('#wallet-address')
  try {
    await navigator.clipboard.writeText(address.textContent ?? '')
    showText(pressed, 'Copied')
  } catch {
    getSelection()?.selectAllChildren(address)
  }
}

async function choose(wallet: Wallet): Promise<void> {
  showProblem('')
  try {
    await connect(wallet)
    dialog?.close()
  } catch (error) {
    showProblem(error instanceof Error ? error.message : 'The wallet did not connect.')
  }
}

function showConnection(connection: Connection | undefined): void {
  const address = connection?.account.address
  showText(button, address === undefined ? 'Connect wallet' : shortId(address))
  if (address === undefined) delete button.dataset.address
  else button.dataset.address = address
  if (address === undefined) button.removeAttribute('aria-label')
  else button.setAttribute('aria-label', `Wallet ${shortId(address)}`)
  showText(element('#wallet-address'), address ?? '')
  showText(element('#wallet-name'), connection === undefined ? '' : connection.wallet.name)
  showPanels()
}

function showPanels(): void {
  const panel = connected() === undefined || choosing ? 'choose' : 'connected'
  for (const each of document.querySelectorAll<HTMLElement>('[data-wallet-panel]')) {
    each.hidden = each.dataset.walletPanel !== panel
  }
}

function showWallets(): void {
  const wallets = solanaWallets()
  element('#wallets').replaceChildren(...wallets.map(choiceOf))
  element('#no-wallets').hidden = wallets.length > 0
}

function choiceOf(wallet: Wallet): HTMLElement {
  const item = document.createElement('li')
  const choice = document.createElement('button')
  const icon = document.createElement('img')
  choice.type = 'button'
  choice.className = 'wallet-choice'
  icon.src = wallet.icon
  icon.alt = ''
  choice.append(icon, wallet.name)
  choice.addEventListener('click', () => void choose(wallet))
  item.append(choice)
  return item
}

function showProblem(text: string): void {
  showText(element('#wallet-problem'), text)
}

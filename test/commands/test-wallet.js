import { registerWallet } from '@wallet-standard/wallet'

// A wallet for tests, bundled and run before the page's own scripts. Its key stays in the test
// process: `piwaTestSign` takes bytes in hex and answers with a signature in hex.

const { address, publicKey, name, features } = globalThis.piwaTestWallet

const chains = ['solana:mainnet', 'solana:devnet', 'solana:localnet']
const account = { address, publicKey: fromHex(publicKey), chains, features }
const listeners = new Set()
let accounts = []

async function connect({ silent = false } = {}) {
  if (silent && localStorage.getItem('test-wallet-trusts') === null) return { accounts: [] }
  localStorage.setItem('test-wallet-trusts', 'yes')
  accounts = [account]
  for (const listener of listeners) listener({ accounts })
  return { accounts }
}

async function disconnect() {
  localStorage.removeItem('test-wallet-trusts')
  accounts = []
  for (const listener of listeners) listener({ accounts })
}

async function sign(bytes) {
  return fromHex(await globalThis.piwaTestSign(toHex(bytes)))
}

async function signTransaction(...inputs) {
  return Promise.all(
    inputs.map(async ({ transaction }) => {
      const signatures = transaction[0]
      const message = transaction.slice(1 + 64 * signatures)
      const signedTransaction = transaction.slice()
      signedTransaction.set(await sign(message), 1 + 64 * placeOf(message))
      return { signedTransaction }
    }),
  )
}

/** Where the signature of this wallet goes: as its key stands among the message's accounts. */
function placeOf(message) {
  const keys = (message[0] & 0x80 ? 1 : 0) + 4
  const signers = message[keys - 4]
  for (let place = 0; place < signers; place += 1) {
    const key = message.slice(keys + 32 * place, keys + 32 * place + 32)
    if (toHex(key) === publicKey) return place
  }
  throw new Error('this wallet is no signer of the transaction')
}

async function signMessage(...inputs) {
  return Promise.all(
    inputs.map(async ({ message }) => ({ signedMessage: message, signature: await sign(message) })),
  )
}

const on = (_event, listener) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

registerWallet({
  version: '1.0.0',
  name,
  icon: 'data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHZpZXdCb3g9IjAgMCA4IDgiPjxjaXJjbGUgY3g9IjQiIGN5PSI0IiByPSI0IiBmaWxsPSIjNGM2ZWY1Ii8+PC9zdmc+',
  chains,
  get accounts() {
    return accounts
  },
  features: {
    'standard:connect': { version: '1.0.0', connect },
    'standard:disconnect': { version: '1.0.0', disconnect },
    'standard:events': { version: '1.0.0', on },
    'solana:signTransaction': {
      version: '1.0.0',
      supportedTransactionVersions: ['legacy', 0],
      signTransaction,
    },
    'solana:signMessage': { version: '1.1.0', signMessage },
  },
})

function fromHex(hex) {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

function toHex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

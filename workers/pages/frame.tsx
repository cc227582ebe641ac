import { WalletDialog } from './wallet-dialog.tsx'

/** What every page says of the network that it belongs to. */
export interface Site {
  readonly publicUrl: string
  readonly rpcUrl: string
  readonly generator: string
}

export const siteOf = (env: Pick<Env, 'PUBLIC_URL' | 'PUBLIC_RPC_URL' | 'GENERATOR'>): Site => ({
  ...{ publicUrl: env.PUBLIC_URL, rpcUrl: env.PUBLIC_RPC_URL, generator: env.GENERATOR },
})

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

const PAGES = [
  { page: 'network', path: '/', label: 'Network' },
  { page: 'datasets', path: '/datasets', label: 'Datasets' },
  { page: 'gallery', path: '/gallery', label: 'Gallery' },
  { page: 'licenses', path: '/licenses', label: 'My licenses' },
] as const

export type SitePage = (typeof PAGES)[number]['page']

/** What the network calls itself: a network on the loopback interface is nobody else's. */
export function networkName(publicUrl: string): string {
  const { host, hostname } = new URL(publicUrl)
  return LOOPBACK.test(hostname) ? 'local network' : host
}

export function Masthead({ site, at }: { site: Site; at: SitePage | undefined }) {
  return (
    <header class="masthead">
      <p class="brand">
        <a href="/" aria-label="Piwa, the network">
          <Mark />
          Piwa
        </a>
        <span class="network">{networkName(site.publicUrl)}</span>
      </p>
      <nav class="nav" aria-label="Pages">
        <ul>
          {PAGES.map(({ page, path, label }) => (
            <li>
              <a href={path} aria-current={page === at ? 'page' : undefined}>
                {label}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <button
        type="button"
        class="button wallet-button scripted"
        id="wallet-button"
        aria-haspopup="dialog"
      >
        Connect wallet
      </button>
      <WalletDialog />
    </header>
  )
}

export function Foot({ generator }: { generator: string }) {
  return (
    <footer class="foot">
      <span>Piwa, Apache-2.0</span>
      <span>
        Generator <code>{generator}</code>
      </span>
      <a href="/openapi.json">API description</a>
      <a href="/log/checkpoint">Log checkpoint</a>
    </footer>
  )
}

function Mark() {
  return (
    <svg class="mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
      <path d="M12 2 21 7v10l-9 5-9-5V7z" />
      <path d="M12 12 21 7M12 12v10M12 12 3 7" />
    </svg>
  )
}

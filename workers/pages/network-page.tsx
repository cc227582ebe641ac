import { html } from 'hono/html'
import { CheckPanel } from './check-panel.tsx'
import { CnftPanel, TreasuryPanel } from './cnft-panel.tsx'
import { networkName, type Site } from './frame.tsx'
import { Gallery } from './gallery.tsx'
import { Layout } from './layout.tsx'
import { LogPanel } from './log-panel.tsx'
import type { PageStatus } from './slots.tsx'
import { Accepted, RejectedRules, Totals } from './totals.tsx'

export interface NetworkPageProps {
  readonly site: Site
  readonly status: PageStatus
}

/** The whole document, with the figures of `status` in it. */
export function renderNetworkPage(props: NetworkPageProps) {
  return html`<!doctype html>${<NetworkPage {...props} />}`
}

function NetworkPage({ site, status }: NetworkPageProps) {
  return (
    <Layout
      {...{ site, at: 'network', style: 'network', script: 'network' }}
      title={`Piwa, ${networkName(site.publicUrl)}`}
      skipTo="Skip to the figures"
    >
      <div class="opening">
        <div class="claim">
          <h1>3D training data that anyone can check, asset by asset.</h1>
          <p>
            Nodes generate assets from seeds. An audit makes them again and compares the bytes
            before a batch is accepted. Each accepted asset gets a place in a public log and a
            compressed NFT.
          </p>
        </div>
        <Accepted status={status} />
      </div>
      <Totals status={status} />
      <Gallery status={status} />
      <div class="panels">
        <div class="column">
          <LogPanel status={status} />
          <TreasuryPanel status={status} />
        </div>
        <div class="column">
          <CnftPanel status={status} />
          <RejectedRules status={status} />
        </div>
      </div>
      <CheckPanel publicUrl={site.publicUrl} />
      <p class="banner" id="banner" role="alert" />
      <noscript>
        <p class="banner shown">Without JavaScript these figures do not renew themselves.</p>
      </noscript>
    </Layout>
  )
}

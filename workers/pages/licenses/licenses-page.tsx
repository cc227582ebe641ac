import { html } from 'hono/html'
import { LICENSE_TERMS, LICENSE_TIERS } from '../../../domain/license/terms.ts'
import { offerId } from '../datasets/view.ts'
import { TERM_NAMES, TIER_NAMES } from '../datasets/words.ts'
import { networkName, type Site } from '../frame.tsx'
import { Layout } from '../layout.tsx'
import { CopyableText, Link, Text } from '../slots.tsx'
import { UNKNOWN } from '../texts.ts'

/** Whose licenses they are is known once a wallet has signed in, so the browser fills this page. */
export function renderLicensesPage(props: { readonly site: Site }) {
  return html`<!doctype html>${<LicensesPage {...props} />}`
}

function LicensesPage({ site }: { site: Site }) {
  return (
    <Layout
      {...{ site, at: 'licenses', style: 'licenses', script: 'licenses', unlisted: true }}
      title={`My licenses, Piwa, ${networkName(site.publicUrl)}`}
      skipTo="Skip to the licenses"
    >
      <header class="page-head">
        <h1>My licenses</h1>
        <p class="lead">
          What your wallet has licensed, how long it still runs, and what the network owes you.
        </p>
      </header>
      <SignedOut />
      <SignedIn />
      <p class="unseen" id="spoken" role="status" />
      <p class="banner" id="banner" role="alert" />
      <template id="licenses-row">
        <LicenseCard />
      </template>
    </Layout>
  )
}

function SignedOut() {
  return (
    <section class="panel sign-in" id="signed-out" aria-labelledby="sign-in-title">
      <h2 id="sign-in-title">Sign in with your wallet</h2>
      <p class="lead">
        It signs a short text, which moves no money. So only you see what you have licensed.
      </p>
      <p class="scripted">
        <button type="button" class="button main" id="sign-in">
          Sign in
        </button>
      </p>
      <p class="problem" id="sign-in-problem" role="alert" />
      <p class="lead plain-only">
        This needs JavaScript. Without it: the page of each order, whose address you have, shows its
        license, and <code>npm run verify-license -- FILE</code> shows what a license file says.
      </p>
    </section>
  )
}

function SignedIn() {
  return (
    <section id="signed-in" hidden aria-label="Licenses of your wallet">
      <dl class="account">
        <div>
          <dt>Wallet</dt>
          <dd>
            <code class="hash" id="account-wallet" />
          </dd>
        </div>
        <div>
          <dt>Credit</dt>
          <dd>
            <span id="account-credit">{UNKNOWN}</span> RENDER
          </dd>
        </div>
        <div>
          <dd>
            <button type="button" class="button" id="sign-out">
              Sign out
            </button>
          </dd>
        </div>
      </dl>
      <ul class="license-list" data-rows="licenses" />
      <p class="empty empty-gallery" data-empty="licenses" hidden>
        <strong>This wallet has no license.</strong>
        <span>
          <a href="/datasets">Find what you need</a> and license it for a term.
        </span>
      </p>
    </section>
  )
}

function LicenseCard() {
  const row = undefined
  return (
    <li class="panel license" data-set="card">
      <header class="license-head">
        <h2>
          <Text slot="content" row={row} />
        </h2>
        <p class="license-status">
          <Text slot="left" row={row} />
          <Text slot="status" row={row} />
        </p>
      </header>
      <svg class="meter" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
        <rect class="meter-term" width="100" height="4" />
        <rect data-set="meter" width="0" height="4" />
      </svg>
      <p class="license-filter">
        <Text slot="filter" row={row} />
      </p>
      <p class="license-facts">
        <Text slot="version" row={row} />
        <Text slot="tier" row={row} />
        <Text slot="term" row={row} />
        <Text slot="price" row={row} />
      </p>
      <p class="license-id">
        <CopyableText slot="id" row={row} label="Copy the id of the license" />
      </p>
      <div class="license-actions">
        <button type="button" class="button" data-download="">
          Download the license
        </button>
        <Link slot="order" row={row}>
          Receipt and commands
        </Link>
        <RenewForm />
      </div>
    </li>
  )
}

function RenewForm() {
  const offers = LICENSE_TIERS.flatMap((tier) =>
    LICENSE_TERMS.map((termDays) => ({ tier, termDays })),
  )
  return (
    <form class="renew" method="post" action="/orders" data-quote="" data-set="renew">
      <input type="hidden" name="requestKey" value="" />
      <input type="hidden" name="wallet" data-set="wallet" value="" />
      <input type="hidden" name="filter" data-set="filter" value="" />
      <input type="hidden" name="follows" data-set="follows" value="" />
      <label>
        <span class="unseen">Tier and term</span>
        <select class="field" name="offer">
          {offers.map((offer) => (
            <option value={offerId(offer)}>
              {TIER_NAMES[offer.tier]}, {TERM_NAMES[offer.termDays]}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" class="button" name="version" data-set="same" value="">
        Renew
      </button>
      <button type="submit" class="button" name="version" value="latest">
        Extend to the latest version
      </button>
      <p class="problem" data-quote-problem="" role="alert" />
    </form>
  )
}

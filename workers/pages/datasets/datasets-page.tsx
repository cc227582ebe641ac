import { html } from 'hono/html'
import { networkName, type Site } from '../frame.tsx'
import { Layout } from '../layout.tsx'
import { Copyable } from '../slots.tsx'
import { byteText, count, utcDate } from '../texts.ts'
import { Contents } from './contents.tsx'
import { Facets, FILTER_FORM } from './facets.tsx'
import { OfferCard } from './offer.tsx'
import { Samples } from './samples.tsx'
import { type DatasetView, findingTexts } from './view.ts'

export type DatasetState =
  | { readonly status: 'shown'; readonly dataset: DatasetView }
  /** No version is published so far. */
  | { readonly status: 'none' }
  | { readonly status: 'version_unknown'; readonly version: string }
  /** The catalog could not be read. */
  | { readonly status: 'unknown' }

export interface DatasetsPageProps {
  readonly site: Site
  readonly state: DatasetState
  readonly requestKey: string
  readonly wallet?: string
  readonly problem?: string
}

export function renderDatasetsPage(props: DatasetsPageProps) {
  return html`<!doctype html>${<DatasetsPage {...props} />}`
}

function DatasetsPage({ site, state, requestKey, wallet, problem }: DatasetsPageProps) {
  return (
    <Layout
      {...{ site, at: 'datasets', style: 'datasets', script: 'datasets' }}
      title={`Datasets, Piwa, ${networkName(site.publicUrl)}`}
      skipTo="Skip to the data"
    >
      <header class="page-head">
        <h1>3D assets, licensed by the query</h1>
        <p class="lead">
          Filter the set until it is what you train on. The count, the bytes and the price are exact
          before you pay, and anyone can check which assets a license covers.
        </p>
      </header>
      {state.status === 'shown' ? (
        <Dataset
          {...{ dataset: state.dataset, requestKey }}
          {...{ wallet: wallet ?? '', problem: problem ?? '' }}
        />
      ) : (
        <Absent site={site} state={state} />
      )}
    </Layout>
  )
}

interface DatasetProps {
  readonly dataset: DatasetView
  readonly requestKey: string
  readonly wallet: string
  readonly problem: string
}

function Dataset({ dataset, requestKey, wallet, problem }: DatasetProps) {
  return (
    <>
      <Version dataset={dataset} />
      {dataset.absentFamilies.length > 0 && (
        <p class="notice">
          Version {dataset.finding.version} has no family {dataset.absentFamilies.join(', ')}; it
          was left out of the filter.
        </p>
      )}
      <div class="browse">
        <Facets dataset={dataset} />
        <Contents dataset={dataset} />
        <OfferCard {...{ dataset, requestKey, wallet, problem }} />
        <Samples dataset={dataset} />
      </div>
      <Dock dataset={dataset} />
      <p class="banner" id="banner" role="alert" />
    </>
  )
}

/** Which version this is, and what of it is public: everything but the assets themselves. */
function Version({ dataset }: { dataset: DatasetView }) {
  const { versions, rows, bytes, finding } = dataset
  const { version, root, publishedAtMs } = finding
  return (
    <dl class="version">
      <div>
        <dt>
          <label for="version">Version</label>
        </dt>
        <dd>
          <select id="version" name="version" form={FILTER_FORM} class="field">
            {[...new Set([version, ...versions])].map((each) => (
              <option value={each === versions[0] ? '' : each} selected={each === version}>
                {each === versions[0] ? `${each}, the latest` : each}
              </option>
            ))}
          </select>
        </dd>
      </div>
      <div>
        <dt>Holds</dt>
        <dd>
          {count(rows)} assets, {byteText(bytes)}
        </dd>
      </div>
      <div>
        <dt>Published</dt>
        <dd>{utcDate(publishedAtMs)}</dd>
      </div>
      <div>
        <dt>Root</dt>
        <dd>
          <Copyable value={root} text={`${root.slice(0, 12)}…`} label="Copy the root" />
        </dd>
      </div>
      <div>
        <dt>Metadata</dt>
        <dd class="links">
          <a href={`/v1/datasets/${version}/record.json`}>Record</a>
          <a href={`/v1/datasets/${version}/croissant.json`}>Croissant</a>
          <a href={`/v1/datasets/${version}`}>Parquet</a>
        </dd>
      </div>
    </dl>
  )
}

/** On a phone the figures stay in sight while the filter is scrolled through. */
function Dock({ dataset: { finding, offer } }: { dataset: DatasetView }) {
  const texts = findingTexts(finding, offer)
  return (
    <div class="dock">
      <p>
        <strong data-finding="count">{texts.count}</strong>{' '}
        <span data-finding="noun">{texts.noun}</span>
        <br />
        <span data-finding="price">{texts.price}</span> RENDER
      </p>
      <a class="button main" href="#license">
        License
      </a>
    </div>
  )
}

function Absent({
  site,
  state,
}: {
  site: Site
  state: Exclude<DatasetState, { readonly status: 'shown' }>
}) {
  switch (state.status) {
    case 'none':
      return (
        <div class="panel absent">
          <h2>No version has been published yet</h2>
          <p class="lead">
            A version is built each night from the assets that the network has accepted, as soon as
            there are any. An operator makes one at once:
          </p>
          <pre class="command">
            <code>{`curl -X POST ${site.publicUrl}/v1/snapshots -H "authorization: Bearer $OPERATOR_TOKEN"`}</code>
          </pre>
          <p class="lead">
            Meanwhile <a href="/gallery">the gallery</a> shows what has been accepted.
          </p>
        </div>
      )
    case 'version_unknown':
      return (
        <div class="panel absent">
          <h2>There is no version {state.version}</h2>
          <p class="lead">
            Published versions stay for good, so the address has a slip in it.{' '}
            <a href="/datasets">See the latest version</a>.
          </p>
        </div>
      )
    case 'unknown':
      return (
        <div class="panel absent">
          <h2>Not known now</h2>
          <p class="lead">
            The catalog cannot be read at the moment. Nothing is lost;{' '}
            <a href="/datasets">try again</a> in a minute.
          </p>
        </div>
      )
  }
}

import { html } from 'hono/html'
import { PICTURE_SIZE } from '../assets/preview.ts'
import { networkName, type Site } from './frame.tsx'
import { Layout } from './layout.tsx'
import type { Plate } from './plates.ts'

export interface GalleryPageProps {
  readonly site: Site
  /** Undefined when they could not be read. */
  readonly plates: readonly Plate[] | undefined
}

/** The latest assets of the network as the generator itself renders them. */
export function renderGalleryPage(props: GalleryPageProps) {
  return html`<!doctype html>${<GalleryPage {...props} />}`
}

function GalleryPage({ site, plates }: GalleryPageProps) {
  return (
    <Layout
      {...{ site, at: 'gallery', style: 'gallery', script: 'site' }}
      title={`Rendered views, Piwa, ${networkName(site.publicUrl)}`}
      skipTo="Skip to the assets"
    >
      <header class="page-head">
        <h1>Rendered views</h1>
        <p class="lead">
          The latest registered assets. Each picture is rendered from its seed when you ask for it,
          by the code that renders the views of the data set.
        </p>
      </header>
      <ul class="plates">
        {(plates ?? []).map((plate) => (
          <PlateCard plate={plate} />
        ))}
      </ul>
      {(plates === undefined || plates.length === 0) && (
        <p class="empty empty-gallery">
          <strong>
            {plates === undefined ? 'Not known yet.' : 'No asset has been accepted yet.'}
          </strong>
          The first ones appear here as soon as a node’s batch has passed its audit.
        </p>
      )}
    </Layout>
  )
}

function PlateCard({ plate }: { plate: Plate }) {
  return (
    <li class="plate">
      <a class="plate-picture" href={plate.record} aria-label={`Record of ${plate.caption}`}>
        {plate.picture === undefined ? (
          <span class="plate-none">No views in this version</span>
        ) : (
          <img
            src={plate.picture}
            width={PICTURE_SIZE}
            height={PICTURE_SIZE}
            loading="lazy"
            alt={plate.caption}
          />
        )}
      </a>
      <p class="family">
        <span>{plate.family}</span>
        <span>{plate.logIndex}</span>
      </p>
      <p class="plate-caption">{plate.caption}</p>
      <p class="links">
        <a href={plate.record}>Record</a>
        <a href={plate.proof}>Proof</a>
      </p>
    </li>
  )
}

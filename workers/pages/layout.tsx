import type { PropsWithChildren } from 'hono/jsx'
import { chainOf } from '../chain.ts'
import { Foot, Masthead, type Site, type SitePage } from './frame.tsx'

interface LayoutProps {
  readonly site: Site
  readonly title: string
  /** Which entry of the navigation this page is, where it is one. */
  readonly at?: SitePage
  /** Of the page's own files in `styles/`. */
  readonly style: string
  /** Of the page's own entry in `browser/`. */
  readonly script: string
  readonly skipTo: string
  /** Pages that are somebody's own are for no search engine. */
  readonly unlisted?: boolean
}

/** What all pages have around their content. */
export function Layout(props: PropsWithChildren<LayoutProps>) {
  const { site, title, at, style, script, skipTo, unlisted, children } = props
  return (
    <html lang="en" data-chain={chainOf(site.rpcUrl)}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta
          name="description"
          content="3D training data, generated on GPU nodes, verified by re-execution and recorded in a transparency log."
        />
        {unlisted === true && <meta name="robots" content="noindex" />}
        <title>{title}</title>
        <link rel="icon" href="/assets/mark.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/base.css" />
        <link rel="stylesheet" href={`/assets/${style}.css`} />
        <script type="module" src={`/assets/${script}.js`} />
      </head>
      <body>
        <a class="skip" href="#main">
          {skipTo}
        </a>
        <Masthead site={site} at={at} />
        <main id="main">{children}</main>
        <Foot generator={site.generator} />
      </body>
    </html>
  )
}

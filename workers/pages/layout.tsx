import type { PropsWithChildren } from 'hono/jsx'

interface LayoutProps {
  readonly title: string
  /** Whether the figures of the page renew themselves. */
  readonly live: boolean
}

export function Layout({ title, live, children }: PropsWithChildren<LayoutProps>) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta
          name="description"
          content="3D training data, generated on GPU nodes, verified by re-execution and recorded in a transparency log."
        />
        <title>{title}</title>
        <link rel="icon" href="/assets/mark.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/network.css" />
        {live && <script type="module" src="/assets/network.js" />}
      </head>
      <body>{children}</body>
    </html>
  )
}

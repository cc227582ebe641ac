import type { PropsWithChildren } from 'hono/jsx'

export function Layout({ title, children }: PropsWithChildren<{ title: string }>) {
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
        <script type="module" src="/assets/network.js" />
      </head>
      <body>{children}</body>
    </html>
  )
}

import type { secureHeaders } from 'hono/secure-headers'

/** The one style element that model-viewer 4.4.0 writes into its shadow root. */
const MODEL_VIEWER_STYLE = "'sha256-PXtZZkJMMyc18o/DN1ZEFOJ2qEGq95IQbVaJFMOXOb0='"

/**
 * The page talks to its own origin and to nobody else. WebAssembly is for the mesh decoder inside
 * model-viewer, which compiles when it is loaded; blob URLs are for textures.
 */
export const PAGE_SECURITY: NonNullable<Parameters<typeof secureHeaders>[0]> = {
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
    styleSrc: ["'self'", MODEL_VIEWER_STYLE],
    imgSrc: ["'self'", 'blob:', 'data:'],
    connectSrc: ["'self'", 'blob:'],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
  referrerPolicy: 'no-referrer',
  xFrameOptions: 'DENY',
  permissionsPolicy: { camera: [], geolocation: [], microphone: [] },
}

/** Chunks carry the hash of their content in their name; the rest is asked for again by its ETag. */
export const cachingOf = (path: string): string =>
  path.startsWith('/assets/chunks/') ? 'public, max-age=31536000, immutable' : 'no-cache'

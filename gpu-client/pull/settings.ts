import { z } from 'zod'
import { BACKEND_FLAGS, BackendSettings } from '../backend/backend-settings.ts'

const text = { type: 'string' } as const
const toggle = { type: 'boolean' } as const
const Whole = z.coerce.number().int()

export const PULL_FLAGS = {
  license: text,
  out: text,
  edge: text,
  filter: text,
  jwks: text,
  connections: text,
  wait: text,
  verify: toggle,
  recipe: toggle,
  ...BACKEND_FLAGS,
  resume: toggle,
  json: toggle,
  help: toggle,
} as const

export const PullSettings = z.object({
  license: z.string().min(1),
  out: z.string().min(1),
  edge: z.url({ protocol: /^https?$/ }).optional(),
  filter: z.string().optional(),
  jwks: z.string().min(1).optional(),
  connections: Whole.min(1).max(64).default(8),
  /** Seconds. */
  wait: Whole.min(0).max(86_400).default(600),
  verify: z.boolean().default(false),
  recipe: z.boolean().default(false),
  ...BackendSettings.shape,
  /** Taken for those who expect to have to ask for it. */
  resume: z.boolean().default(true),
  json: z.boolean().default(false),
})
export type PullSettings = z.infer<typeof PullSettings>

export const PULL_USAGE = `piwa pull --license FILE --out DIR    fetches what a license covers and verifies each asset

  --edge URL           the edge (default: the one that issued the license)
  --filter QUERY       less than the license covers, as in 'families=seat,lamp&qualities=high'
  --recipe             makes the assets on this machine from their seeds instead of fetching them
  --jwks FILE          refuses licenses that no key of this set has signed
  --verify             reads all files that are there again; without it their lengths are compared
  --connections N      requests at once (default 8)
  --wait SECONDS       how long an edge that does not answer is waited for (default 600)
  --json               JSON lines even on a terminal
  --backend NAME       for --recipe: auto, cuda, native or wasm (default auto: the best that works)
  --threads N          for --recipe: threads of native and wasm (default: all cores)
  --devices LIST, --gpu-memory MB, --cuda-driver PATH, --compiler COMMAND
                       for --recipe: as for piwa-node

The same command goes on with what is in DIR, whatever ended the last one. DIR/shards/*.tar are
WebDataset shards, DIR/dataset.json lists them. A recipe gives GLB and record; rendered views are in
fetched shards only.
`

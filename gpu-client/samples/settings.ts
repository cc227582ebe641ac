import { z } from 'zod'
import { ORDER_MODES } from '../../domain/dataset/sample-order.ts'

const text = { type: 'string' } as const
const toggle = { type: 'boolean' } as const
const Whole = z.coerce.number().int().min(0)

export const SAMPLES_FLAGS = {
  dir: text,
  seed: text,
  epoch: text,
  from: text,
  count: text,
  workers: text,
  worker: text,
  mode: text,
  out: text,
  json: toggle,
  help: toggle,
} as const

export const SamplesSettings = z
  .object({
    dir: z.string().min(1),
    seed: Whole.max(Number.MAX_SAFE_INTEGER).default(0),
    epoch: Whole.max(Number.MAX_SAFE_INTEGER).default(0),
    from: Whole.default(0),
    count: Whole.optional(),
    workers: Whole.min(1).max(1_000_000).default(1),
    worker: Whole.default(0),
    mode: z.enum(ORDER_MODES).default('global'),
    out: z.string().min(1).optional(),
    json: z.boolean().default(false),
  })
  .refine(({ worker, workers }) => worker < workers, {
    path: ['worker'],
    message: 'workers are numbered from 0',
  })
export type SamplesSettings = z.infer<typeof SamplesSettings>

export const SAMPLES_USAGE = `piwa samples --dir DIR    the samples of a pulled dataset in a shuffled order that is always the same

  --seed N --epoch N       which order (default 0 and 0)
  --from N --count N       places in that order (default: from 0 to the end)
  --workers W --worker I   every W-th of them, for worker I of 0..W-1 (default 1 and 0)
  --mode NAME              global, or shards: whole shards one after the other (default global)
  --out FOLDER             writes each GLB and record as N.glb and N.json
  --json                   JSON lines instead of columns
`

import { BACKEND_FLAGS } from './backend/backend-settings.ts'

const text = { type: 'string' } as const
const toggle = { type: 'boolean' } as const

export const FLAGS = {
  edge: text,
  home: text,
  ...BACKEND_FLAGS,
  pace: text,
  'disk-limit': text,
  'batch-max': text,
  'in-flight': text,
  batches: text,
  assets: text,
  once: toggle,
  'poll-ms': text,
  'witness-ms': text,
  'keep-shards': toggle,
  plain: toggle,
  'dev-wallet': toggle,
  wallet: text,
  'wallet-signature': text,
  'issued-at': text,
  payout: text,
  out: text,
  help: toggle,
} as const

export type FlagName = keyof typeof FLAGS

export const USAGE = `piwa-node [run]             lease, generate, upload, commit, witness
piwa-node registration-text prints what the operator's wallet has to sign
piwa-node export --out DIR  writes accepted assets with their proofs
piwa-node pull, samples     what the program piwa does for buyers: piwa pull --help

  --edge URL               the network's edge (required)
  --home DIR               keys, database, shards (default ~/.piwa-node)
  --backend NAME           auto, cuda, native or wasm (default auto: the best that works)
  --threads N              worker threads of native and wasm (default: all cores)
  --devices LIST           GPUs to use, by number or UUID, as in 0,1 (default: all)
  --gpu-memory MB          memory to take on each GPU at most (default: what is free)
  --cuda-driver PATH       the CUDA driver's library (default: where the system finds it)
  --compiler COMMAND       the C++ compiler for native (default: g++, clang++ or c++)
  --pace N                 assets a second at most (default 0: as fast as it goes)
  --disk-limit MB          no new lease while the home is larger (default 20480)
  --keep-shards            keep accepted shards, for export, until the disk limit needs their room
  --batch-max N            assets in one lease, 1 to 256 (default 256)
  --in-flight N            batches between lease and log, 1 to 4 (default 2)
  --batches N, --once      end after N batches, or one, have come to their end
  --assets N               end once N assets are accepted, earlier runs included
  --poll-ms N              longest wait before a verdict is asked for again (default 2000)
  --witness-ms N           how often the log is checked (default 5000)
  --plain                  log lines even on a terminal
  --wallet ADDRESS         the operator's wallet
  --wallet-signature SIG   its signature over the registration text, hex or base58
  --issued-at MS           the time in that text
  --payout ADDRESS         where rewards go (default: the wallet)
  --dev-wallet             a wallet in the home that signs for itself, for development

Each flag can be set as PIWA_<NAME>, for example PIWA_DISK_LIMIT=4096.
`

import { WorkerEntrypoint } from 'cloudflare:workers'
import type {
  AnchorReply,
  AnchorRequest,
  MintReply,
  MintRequest,
  TreasuryService,
  TreasuryStatus,
} from './rpc.ts'
import { parseAnchorRequest, parseMintRequest } from './schema.ts'
import type { TreasuryEnv } from './settings.ts'

export { Outbox } from './outbox.ts'

const OUTBOX_NAME = 'main'

/** The treasury's only door, for Workers that bind it as a service. It trusts no caller's types. */
export class Treasury extends WorkerEntrypoint<TreasuryEnv> implements TreasuryService {
  /** Idempotent by `id`. Each log index and each hash is minted at most once over all requests. */
  async mint(request: MintRequest): Promise<MintReply> {
    const parsed = parseMintRequest(request)
    return parsed.status === 'valid' ? this.#outbox().mint(parsed.value) : parsed
  }

  /** Idempotent by origin and size. Sizes of one origin only grow. */
  async anchor(request: AnchorRequest): Promise<AnchorReply> {
    const parsed = parseAnchorRequest(request)
    return parsed.status === 'valid' ? this.#outbox().anchor(parsed.value) : parsed
  }

  async status(): Promise<TreasuryStatus> {
    return this.#outbox().status()
  }

  async vault(): Promise<{ readonly wallet: string }> {
    return this.#outbox().vault()
  }

  #outbox() {
    return this.env.OUTBOX.getByName(OUTBOX_NAME)
  }
}

export default {
  fetch: () => new Response(null, { status: 404 }),
} satisfies ExportedHandler<TreasuryEnv>

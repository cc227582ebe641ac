import type { GeneratorId } from '../../generator/versions.ts'
import { ClientFault } from '../faults.ts'
import type { Backend, GenerationRequest, HashedAsset } from './backend.ts'
import { BackendLost } from './child-lost.ts'
import type { BackendChoice, Candidate, OpenBackend } from './choose-candidate.ts'
import { inWords } from './choose-words.ts'

export interface BackendNews {
  /** What was chosen and why nothing better was. */
  readonly chosen: (news: {
    readonly backend: string
    readonly generator: GeneratorId
    readonly threads: number
    readonly reason: string
  }) => void
  /** A backend is given up for the next one. */
  readonly lost: (news: { readonly backend: string; readonly reason: string }) => void
}

export interface ChooserOptions {
  /** The best first; the last one has to do. */
  readonly candidates: readonly Candidate[]
  readonly choice: BackendChoice
  /** Throws ClientFault GENERATOR_MISMATCH when the backend makes other bytes than the released ones. */
  readonly prove: (backend: Backend, generator: GeneratorId, signal: AbortSignal) => Promise<void>
  readonly news: BackendNews
}

interface Choice extends OpenBackend {
  readonly index: number
  readonly candidate: Candidate
}

/**
 * The best backend that works, chosen anew for each version of the generator and whenever one is
 * lost. A backend that the operator forces is never replaced: without it the daemon ends.
 */
export async function chooseBackend(
  options: ChooserOptions,
  first: GeneratorId,
  signal: AbortSignal,
): Promise<Backend> {
  const opened = new Map<string, Promise<Choice>>()
  const current = new Map<GeneratorId, number>()
  const working = new Map<GeneratorId, Choice>()

  /** The first that works at or after a place in the list of candidates. */
  const openFrom = (generator: GeneratorId, index: number): Promise<Choice> => {
    const key = `${generator} ${index}`
    const known = opened.get(key)
    if (known !== undefined) return known
    const choice = search(options, generator, index, signal)
    opened.set(key, choice)
    // What failed for want of time, say, may be tried again.
    choice.catch(() => opened.delete(key))
    return choice
  }
  const choose = async (generator: GeneratorId): Promise<Choice> => {
    const choice = await openFrom(generator, current.get(generator) ?? 0)
    working.set(generator, choice)
    return choice
  }
  const instead = async (lost: Choice, generator: GeneratorId, error: BackendLost) => {
    const { backend, index } = lost
    if (isForced(options, generator)) throw failed(lost, error)
    const next = index + 1
    if (error.final && (current.get(generator) ?? 0) <= index) {
      current.set(generator, next)
      options.news.lost({ backend: backend.name, reason: inWords(error) })
      backend.close().catch(() => undefined)
      return choose(generator)
    }
    return openFrom(generator, Math.max(next, current.get(generator) ?? 0))
  }
  const generate = async (request: GenerationRequest, wanted: AbortSignal) => {
    const { generator } = request
    let choice = await choose(generator)
    for (;;) {
      const made = await tryGenerate(choice, request, wanted)
      if (!(made instanceof BackendLost)) return made
      choice = await instead(choice, generator, made)
    }
  }
  const { backend } = await choose(first)
  return {
    get name() {
      return (working.get(first)?.backend ?? backend).name
    },
    get threads() {
      return Math.max(...[...working.values()].map((choice) => choice.backend.threads))
    },
    generate,
    close: async () => {
      const settled = await Promise.allSettled(opened.values())
      const backends = settled.flatMap((each) =>
        each.status === 'fulfilled' ? [each.value.backend] : [],
      )
      await Promise.all([...new Set(backends)].map((each) => each.close()))
    },
  }
}

async function tryGenerate(
  { backend }: Choice,
  request: GenerationRequest,
  signal: AbortSignal,
): Promise<HashedAsset | BackendLost> {
  try {
    return await backend.generate(request, signal)
  } catch (error) {
    if (error instanceof BackendLost) return error
    throw error
  }
}

/** Opens and proves one candidate after the other. */
async function search(
  options: ChooserOptions,
  generator: GeneratorId,
  from: number,
  signal: AbortSignal,
): Promise<Choice> {
  const passedOver: string[] = []
  let refused: ClientFault | undefined
  for (const [index, candidate] of options.candidates.entries()) {
    if (index < from || !isEligible(options, candidate, generator)) continue
    if (!candidate.serves(generator)) {
      passedOver.push(`${candidate.kind} does not serve ${generator}`)
      continue
    }
    try {
      const { backend, says } = await openProven(options, candidate, generator, signal)
      const reason = [...passedOver, says].join('; ')
      options.news.chosen({ backend: backend.name, generator, threads: backend.threads, reason })
      return { backend, says, index, candidate }
    } catch (error) {
      const reason = whyNot(error, candidate)
      passedOver.push(reason)
      refused = refusal(error, candidate, reason)
      if (isMismatch(error)) options.news.lost({ backend: candidate.kind, reason })
    }
  }
  throw refused ?? new ClientFault('BACKEND_UNAVAILABLE', { backend: options.choice, generator })
}

async function openProven(
  { prove }: ChooserOptions,
  candidate: Candidate,
  generator: GeneratorId,
  signal: AbortSignal,
): Promise<OpenBackend> {
  const opened = await candidate.open(generator, signal)
  try {
    await prove(opened.backend, generator, signal)
    return opened
  } catch (error) {
    await opened.backend.close()
    throw error
  }
}

/** The kernel serves one version; another one is not what the operator meant to force onto the GPU. */
function isForced({ choice, candidates }: ChooserOptions, generator: GeneratorId): boolean {
  return candidates.some(({ kind, serves }) => kind === choice && serves(generator))
}

function isEligible(options: ChooserOptions, candidate: Candidate, generator: GeneratorId) {
  return candidate.kind === options.choice || !isForced(options, generator)
}

/** Made another golden asset than the released one, or none. */
const isMismatch = (error: unknown): error is ClientFault =>
  error instanceof ClientFault &&
  (error.code === 'GENERATOR_MISMATCH' || error.code === 'GENERATOR_FAILED')

/** Why a candidate is passed over; throws what no other candidate would change. */
function whyNot(error: unknown, { kind }: Candidate): string {
  if (error instanceof BackendLost) return inWords(error)
  if (isMismatch(error)) return `${kind} ${inWords(error)}`
  throw error
}

function refusal(error: unknown, { kind }: Candidate, reason: string): ClientFault {
  if (isMismatch(error)) return error
  return new ClientFault('BACKEND_UNAVAILABLE', { backend: kind, reason }, { cause: error })
}

function failed({ candidate }: Choice, error: BackendLost): ClientFault {
  const context = { backend: candidate.kind, reason: inWords(error) }
  return new ClientFault('BACKEND_FAILED', context, { cause: error })
}

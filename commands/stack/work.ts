import { isViewsRequest, type ViewsRequest } from '../../domain/lease/views.ts'
import {
  GENERATOR_IDS,
  type GeneratorId,
  isGeneratorId,
  LATEST_GENERATOR,
  rendersViews,
} from '../../generator/versions.ts'

/** What the leases of a local network ask for. */
export interface Work {
  readonly generator: GeneratorId
  readonly views: ViewsRequest | null
}

export const LATEST_WORK: Work = { generator: LATEST_GENERATOR, views: null }

export interface WorkFlags {
  readonly generator: string
  readonly views: string
  readonly 'view-size': string
}

/** Throws RangeError with a line for the user. */
export function parseWork({ generator, views: count, 'view-size': size }: WorkFlags): Work {
  if (!isGeneratorId(generator)) {
    throw new RangeError(`--generator is one of ${GENERATOR_IDS.join(', ')}, not ${generator}`)
  }
  if (count === '0') return { generator, views: null }
  const views = { count: Number(count), size: Number(size) }
  if (!isViewsRequest(views)) {
    throw new RangeError('--views is 0 to 32, --view-size 64 to 512 in steps of 8')
  }
  if (!rendersViews(generator)) throw new RangeError(`${generator} has no --views`)
  return { generator, views }
}

/** The variables of the edge that ask for it. */
export function workVariables({ generator, views }: Work): Record<string, string> {
  return {
    GENERATOR: generator,
    VIEWS: String(views?.count ?? 0),
    ...(views === null ? {} : { VIEW_SIZE: String(views.size) }),
  }
}

import { isViewsRequest, type ViewsRequest } from '../../domain/lease/views.ts'
import { type GeneratorId, isGeneratorId, rendersViews } from '../../generator/versions.ts'

export interface AskedWork {
  readonly generator: GeneratorId
  readonly views: ViewsRequest | null
}

type Settings = Pick<Env, 'GENERATOR' | 'VIEWS' | 'VIEW_SIZE'>

/**
 * What new leases ask for. Leases that are out keep what they were given. Throws where the variables
 * name what the edge could not audit.
 */
export function askedWork(env: Settings): AskedWork {
  const generator = askedGenerator(env)
  if (env.VIEWS === '0') return { generator, views: null }
  const views = { count: Number(env.VIEWS), size: Number(env.VIEW_SIZE) }
  if (!isViewsRequest(views)) throw new Error(`no views: ${env.VIEWS} of ${env.VIEW_SIZE} pixels`)
  if (!rendersViews(generator)) throw new Error(`${generator} has no views`)
  return { generator, views }
}

export function askedGenerator({ GENERATOR: generator }: Pick<Env, 'GENERATOR'>): GeneratorId {
  if (!isGeneratorId(generator)) throw new Error(`no generator: ${generator}`)
  return generator
}

import { z } from '@hono/zod-openapi'

/** A version that is being built, or the latest where nothing is new. */
export const BuildState = z
  .object({
    version: z.string().openapi({ example: '1.1.0' }),
    status: z.enum(['building', 'published']),
  })
  .meta({ id: 'SnapshotBuild' })

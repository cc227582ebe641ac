import { availableParallelism } from 'node:os'
import { z } from 'zod'
import { BACKEND_CHOICES } from './choose-candidate.ts'

const text = { type: 'string' } as const
const Whole = z.coerce.number().int()

/** The flags of every command that generates. */
export const BACKEND_FLAGS = {
  backend: text,
  threads: text,
  devices: text,
  'gpu-memory': text,
  'cuda-driver': text,
  compiler: text,
} as const

export const BackendSettings = z.object({
  backend: z.enum(BACKEND_CHOICES).default('auto'),
  threads: Whole.min(1).max(256).default(availableParallelism()),
  devices: z
    .string()
    .regex(/^[\w-]+(,[\w-]+)*$/, 'not a list such as 0,1')
    .transform((list) => list.split(','))
    .optional(),
  'gpu-memory': Whole.min(64).optional(),
  'cuda-driver': z.string().min(1).optional(),
  compiler: z.string().min(1).optional(),
})
export type BackendSettings = z.infer<typeof BackendSettings>

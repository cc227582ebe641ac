import type { BackendLost } from './child-lost.ts'

type Context = Readonly<Record<string, string>>

/** Why a backend is not to be had, in words that an operator can act on. */
const WORDS: Readonly<Record<string, (context: Context) => string>> = {
  NO_DRIVER: ({ library }) => `no NVIDIA driver (${library} not found)`,
  DRIVER_BROKEN: ({ reason }) => `the NVIDIA driver cannot be asked (${reason})`,
  NO_DEVICE: () => 'the NVIDIA driver finds no GPU',
  NO_SUCH_DEVICE: ({ wanted, known }) => `no GPU ${wanted} (there are ${known})`,
  NO_KERNEL: ({ path }) => `no kernel at ${path}`,
  DRIVER_TOO_OLD: ({ driver, kernel }) =>
    `the NVIDIA driver is too old: it supports ${driver}, the kernel is ${kernel}`,
  DEVICE_TOO_OLD: ({ name, capability, needed }) =>
    `${name} has compute capability ${dotted(capability)}, the kernel needs ${dotted(needed)}`,
  DEVICE_MEMORY: ({ freeBytes, arenaBytes }) =>
    `too little device memory: ${megabytes(freeBytes)} free, a block needs ${megabytes(arenaBytes)}`,
  NO_COMPILER: ({ tried }) => `no C++ compiler (tried ${tried})`,
  NO_SOURCES: () => 'the sources of the generator are not here',
  GENERATOR_MISMATCH: ({ assetSeed }) => `does not reproduce the golden asset ${assetSeed}`,
  GENERATOR_FAILED: ({ assetSeed }) => `does not make the golden asset ${assetSeed}`,
}

export function inWords({
  code,
  context,
  message,
}: Pick<BackendLost, 'code' | 'context' | 'message'>) {
  return WORDS[code]?.(context) ?? message
}

function dotted(capability = ''): string {
  return `${capability.slice(0, -1)}.${capability.slice(-1)}`
}

function megabytes(bytes = ''): string {
  return `${Math.round(Number(bytes) / 1e6)} MB`
}

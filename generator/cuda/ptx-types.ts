import { UnknownPtxError } from './ptx-module.ts'

/**
 * C++ type of each PTX type; `b` types are plain bits, so unsigned. Built-in names, since a compiler
 * looks up every other name among thousands of registers.
 */
const CPP_TYPES: Readonly<Record<string, string>> = {
  pred: 'bool',
  b8: 'unsigned char',
  u8: 'unsigned char',
  s8: 'signed char',
  b16: 'unsigned short',
  u16: 'unsigned short',
  s16: 'short',
  b32: 'unsigned int',
  u32: 'unsigned int',
  s32: 'int',
  b64: 'unsigned long long',
  u64: 'unsigned long long',
  s64: 'long long',
  f32: 'float',
}

export function cppType(type: string): string {
  const found = CPP_TYPES[type]
  if (found === undefined) throw new UnknownPtxError(`type .${type}`)
  return found
}

export const isFloat = (type: string): boolean => type === 'f32'

export const isPredicate = (type: string): boolean => type === 'pred'

export const bitsOfType = (type: string): number => (isPredicate(type) ? 1 : Number(type.slice(1)))

/** The unsigned type of the same width, in which PTX arithmetic wraps. */
export const unsignedType = (type: string): string => `u${bitsOfType(type)}`

export const twiceAsWide = (type: string): string => `${type[0]}${bitsOfType(type) * 2}`

export const toFloat = (bits: string): string => `__builtin_bit_cast(float, ${bits})`

export const toBits = (value: string): string => `__builtin_bit_cast(unsigned int, ${value})`

/** A name that C++ accepts: registers begin with a percent sign, others may hold a dollar. */
export function cppName(name: string): string {
  return name.replace(/^%/, 'r_').replaceAll('$', 'd_')
}

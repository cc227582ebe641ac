import { PublicKey } from '@solana/web3.js'
import type { Chain } from '../chain.ts'
import { RpcError } from '../rpc-error.ts'

/** A method's parameters: a list, or one object (the DAS API's way). */
export type Params = readonly unknown[] | Readonly<Record<string, unknown>>

export type Method = (chain: Chain, params: Params) => unknown

export type Methods = Readonly<Record<string, Method>>

export type Options = Readonly<Record<string, unknown>>

function isRecord(value: unknown): value is Options {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function at(params: Params, position: number): unknown {
  return Array.isArray(params) ? params[position] : undefined
}

export function isList(params: unknown): params is readonly unknown[] {
  return Array.isArray(params)
}

export function optionsAt(params: Params, position: number): Options {
  const value = at(params, position)
  return isRecord(value) ? value : {}
}

/** Parameters by name; a list may hold them as its first element. */
export function named(params: Params): Options {
  return isList(params) ? optionsAt(params, 0) : params
}

export function invalid(message: string): RpcError {
  return new RpcError('invalidParams', `Invalid params: ${message}`)
}

export function asText(value: unknown, name: string): string {
  if (typeof value !== 'string') throw invalid(`${name} is not a string`)
  return value
}

export function textAt(params: Params, position: number, name: string): string {
  return asText(at(params, position), name)
}

export function asAddress(value: unknown, name: string): string {
  const text = asText(value, name)
  try {
    return new PublicKey(text).toBase58()
  } catch {
    throw invalid(`${name} is not an address`)
  }
}

export function addressAt(params: Params, position: number, name: string): string {
  return asAddress(at(params, position), name)
}

/** A whole number within limits, with a value to fall back on where it is left out. */
export function integer(
  value: unknown,
  range: { name: string; least: number; most: number; absent?: number },
): number {
  const given = value ?? range.absent
  const { name, least, most } = range
  if (typeof given !== 'number' || !Number.isSafeInteger(given) || given < least || given > most) {
    throw invalid(`${name} is not a whole number from ${least} to ${most}`)
  }
  return given
}

export function integerAt(
  params: Params,
  position: number,
  range: { name: string; least: number; most: number; absent?: number },
): number {
  return integer(at(params, position), range)
}

export function textsAt(
  params: Params,
  position: number,
  limit: { name: string; most: number },
): string[] {
  const value = at(params, position)
  if (!Array.isArray(value) || value.length > limit.most) {
    throw invalid(`${limit.name} is not a list of at most ${limit.most}`)
  }
  return value.map((item) => asText(item, limit.name))
}

export function withContext<T>(chain: Chain, value: T) {
  return { context: { slot: Number(chain.clock.slot), apiVersion: '2.3.0' }, value }
}

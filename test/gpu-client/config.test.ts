import bs58 from 'bs58'
import { describe, expect, test } from 'vitest'
import { parseConfig } from '../../gpu-client/config.ts'
import { FLAGS, USAGE } from '../../gpu-client/flags.ts'
import { WALLET } from './fakes/node.ts'

const EDGE = ['--edge', 'http://127.0.0.1:8787']
const settingsOf = (args: string[], environment: Record<string, string> = {}) => {
  const config = parseConfig(args, environment)
  if (config.command === 'help') throw new Error('help')
  return config.settings
}
const refusalOf = (args: string[]): unknown => {
  try {
    return parseConfig(args, {})
  } catch (error) {
    return error
  }
}

describe('the configuration', () => {
  test('runs a node on all cores by default', () => {
    const config = parseConfig(EDGE, {})
    expect(config).toMatchObject({
      command: 'run',
      settings: { pace: 0, 'batch-max': 256, 'in-flight': 2, 'keep-shards': false },
    })
  })

  test('takes flags from the environment, but rather from the command line', () => {
    const environment = { PIWA_EDGE: 'http://edge:1', PIWA_DISK_LIMIT: '7', PIWA_PACE: '3' }
    expect(settingsOf(['--pace', '5'], environment)).toMatchObject({
      ...{ edge: 'http://edge:1', 'disk-limit': 7, pace: 5 },
    })
  })

  test.each([
    ['1', true],
    ['true', true],
    ['0', false],
    ['false', false],
  ])('reads PIWA_KEEP_SHARDS=%s as %s', (value, expected) => {
    expect(settingsOf(EDGE, { PIWA_KEEP_SHARDS: value })['keep-shards']).toBe(expected)
  })

  test('takes --once for one batch', () => {
    expect(settingsOf([...EDGE, '--once']).batches).toBe(1)
  })

  test('takes a wallet’s signature in base58 too', () => {
    const bytes = new Uint8Array(64).fill(9)
    const flags = ['--wallet', WALLET, '--issued-at', '5', '--wallet-signature', bs58.encode(bytes)]
    expect(settingsOf([...EDGE, ...flags])['wallet-signature']).toBe('09'.repeat(64))
  })

  test.each([
    [[]],
    [['--edge', 'ftp://example.org']],
    [[...EDGE, '--threads', '0']],
    [[...EDGE, '--threads', 'many']],
    [[...EDGE, '--pace', '-1']],
    [[...EDGE, '--batch-max', '257']],
    [[...EDGE, '--wallet', 'nobody']],
    [[...EDGE, '--wallet', WALLET, '--dev-wallet']],
    [[...EDGE, '--wallet', WALLET, '--issued-at', '5']],
    [[...EDGE, '--unknown']],
    [[...EDGE, 'dance']],
    [[...EDGE, 'run', 'run']],
  ])('refuses %j', (args) => {
    expect(refusalOf(args)).toMatchObject({ name: 'ClientFault', code: 'CONFIG_INVALID' })
  })

  test('explains every flag it takes', () => {
    for (const name of Object.keys(FLAGS).filter((flag) => flag !== 'help')) {
      expect(USAGE).toContain(`--${name}`)
    }
    expect(parseConfig(['--help'], {})).toEqual({ command: 'help' })
  })
})

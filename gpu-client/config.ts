import { parseArgs } from 'node:util'
import bs58 from 'bs58'
import { z } from 'zod'
import { toHex } from '../domain/bytes.ts'
import { isWallet } from '../domain/ids.ts'
import { BackendSettings } from './backend/backend-settings.ts'
import { ClientFault } from './faults.ts'
import { FLAGS, type FlagName } from './flags.ts'
import { HOME_DEFAULT } from './home/paths.ts'

const WalletFlag = z.string().refine(isWallet, 'not a Solana address')
const Whole = z.coerce.number().int()

const Settings = z.object({
  edge: z.url({ protocol: /^https?$/ }),
  home: z.string().min(1).default(HOME_DEFAULT),
  ...BackendSettings.shape,
  pace: z.coerce.number().min(0).max(1_000_000).default(0),
  'disk-limit': Whole.min(1).default(20_480),
  'batch-max': Whole.min(1).max(256).default(256),
  'in-flight': Whole.min(1).max(4).default(2),
  batches: Whole.min(1).optional(),
  assets: Whole.min(1).optional(),
  'poll-ms': Whole.min(50).max(60_000).default(2_000),
  'witness-ms': Whole.min(50).max(3_600_000).default(5_000),
  'keep-shards': z.boolean().default(false),
  plain: z.boolean().default(false),
  'dev-wallet': z.boolean().default(false),
  wallet: WalletFlag.optional(),
  'wallet-signature': z.string().transform(parseSignature).optional(),
  'issued-at': Whole.positive().optional(),
  payout: WalletFlag.optional(),
  out: z.string().min(1).optional(),
})

export type ClientSettings = z.infer<typeof Settings>

export const COMMANDS = ['run', 'export', 'registration-text', 'help'] as const

export interface ClientConfig {
  readonly command: (typeof COMMANDS)[number]
  readonly settings: ClientSettings
}

/** Reads command and flags; a flag that is not given is looked up as PIWA_<NAME>. Throws ClientFault. */
export function parseConfig(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): ClientConfig | { readonly command: 'help' } {
  const { values, positionals } = parseFlags(args)
  const command = COMMANDS.find((name) => name === (positionals[0] ?? 'run'))
  if (values.help === true || command === 'help') return { command: 'help' }
  if (command === undefined || positionals.length > 1) {
    throw new ClientFault('CONFIG_INVALID', { command: positionals.join(' ') })
  }
  const given = Object.fromEntries(
    Object.keys(FLAGS).flatMap((name) => {
      const value = values[name] ?? fromEnvironment(name as FlagName, environment)
      return value === undefined ? [] : [[name, value]]
    }),
  )
  if (given.once === true) given.batches ??= '1'
  const parsed = Settings.safeParse(given)
  if (parsed.success) return { command, settings: checkWallet(parsed.data) }
  const [issue] = parsed.error.issues
  throw new ClientFault('CONFIG_INVALID', {
    flag: `--${issue?.path.join('.')}`,
    issue: issue?.message ?? '',
  })
}

function parseFlags(args: readonly string[]) {
  try {
    const parsed = parseArgs({ args: [...args], options: FLAGS, allowPositionals: true })
    return { ...parsed, values: parsed.values as Record<string, string | boolean | undefined> }
  } catch (error) {
    const issue = error instanceof Error ? error.message : String(error)
    throw new ClientFault('CONFIG_INVALID', { issue }, { cause: error })
  }
}

function fromEnvironment(
  name: FlagName,
  environment: Readonly<Record<string, string | undefined>>,
): string | boolean | undefined {
  const value = environment[`PIWA_${name.toUpperCase().replaceAll('-', '_')}`]
  if (value === undefined || value === '') return undefined
  return FLAGS[name].type === 'boolean' ? value !== '0' && value !== 'false' : value
}

function checkWallet(settings: ClientSettings): ClientSettings {
  const { 'wallet-signature': signature, 'issued-at': issuedAtMs, wallet } = settings
  const flags = { flag: '--wallet --wallet-signature --issued-at' }
  if (settings['dev-wallet'] && wallet !== undefined) {
    throw new ClientFault('CONFIG_INVALID', { flag: '--dev-wallet', issue: 'excludes --wallet' })
  }
  const halfSigned = (signature === undefined) !== (issuedAtMs === undefined)
  if (halfSigned || (signature !== undefined && wallet === undefined)) {
    throw new ClientFault('CONFIG_INVALID', { ...flags, issue: 'are given together' })
  }
  return settings
}

/** Wallets show signatures as hex or as base58; both become 128 hex digits. */
function parseSignature(text: string, context: z.RefinementCtx): string {
  if (/^[0-9a-f]{128}$/.test(text)) return text
  const bytes = bs58.decodeUnsafe(text)
  if (bytes?.length === 64) return toHex(bytes)
  context.addIssue({ code: 'custom', message: 'not 64 bytes in hex or base58' })
  return z.NEVER
}

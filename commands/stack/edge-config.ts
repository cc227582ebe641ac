import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parse } from 'smol-toml'
import { z } from 'zod'
import type { Identity } from './identity.ts'
import type { Ports } from './ports.ts'
import { type Work, workVariables } from './work.ts'

const EdgeConfig = z.looseObject({
  main: z.string(),
  vars: z.record(z.string(), z.string()),
  dev: z.looseObject({}),
  assets: z.looseObject({ directory: z.string() }),
  d1_databases: z.array(z.looseObject({ migrations_dir: z.string() })),
})
const TreasuryConfig = z.looseObject({ main: z.string(), vars: z.record(z.string(), z.string()) })

export interface EdgeConfigs {
  readonly edge: string
  readonly treasury: string
}

/**
 * Writes the two wrangler configurations of a local network into its state folder: the checked-in
 * ones with its own ports, keys and absolute paths. Production sections are left out.
 */
export function writeEdgeConfigs(
  root: string,
  stateDir: string,
  ports: Ports,
  identity: Identity,
  work: Work,
): EdgeConfigs {
  const folder = join(stateDir, 'config')
  mkdirSync(folder, { recursive: true })
  const publicUrl = `http://127.0.0.1:${ports.edge}`
  const rpcUrl = `http://127.0.0.1:${ports.rpc}`

  const edge = EdgeConfig.parse(readToml(join(root, 'wrangler.toml')))
  edge.main = resolve(root, edge.main)
  edge.assets.directory = resolve(root, edge.assets.directory)
  edge.dev.port = ports.edge
  for (const database of edge.d1_databases) {
    database.migrations_dir = resolve(root, database.migrations_dir)
  }
  Object.assign(edge.vars, {
    PUBLIC_URL: publicUrl,
    LOG_ORIGIN: identity.logOrigin,
    S3_ENDPOINT: `${publicUrl}/cdn-cgi/local/r2/s3`,
    PUBLIC_RPC_URL: rpcUrl,
    SEED_SECRET: identity.seedSecret,
    LOG_SIGNING_KEY: identity.logSigningKey,
    LICENSE_SIGNING_KEY: identity.licenseSigningKey,
    OPERATOR_TOKEN: identity.operatorToken,
    PAYMENT_RPC_URLS: `${rpcUrl} ${rpcUrl}`,
    ...workVariables(work),
  })

  const treasuryFolder = join(root, 'workers/treasury')
  const treasury = TreasuryConfig.parse(readToml(join(treasuryFolder, 'wrangler.toml')))
  treasury.main = resolve(treasuryFolder, treasury.main)
  Object.assign(treasury.vars, {
    SOLANA_RPC_URL: rpcUrl,
    METADATA_URL: `${publicUrl}/c`,
    TREASURY_KEY: identity.treasuryKey,
  })
  return {
    edge: writeConfig(join(folder, 'edge.json'), edge),
    treasury: writeConfig(join(folder, 'treasury.json'), treasury),
  }
}

function readToml(file: string): unknown {
  const { env: _production, ...local } = parse(readFileSync(file, 'utf8'))
  return local
}

/** The file holds keys of the local network, so only its owner may read it. */
function writeConfig(file: string, config: unknown): string {
  writeFileSync(file, JSON.stringify(config, null, 2), { mode: 0o600 })
  return file
}

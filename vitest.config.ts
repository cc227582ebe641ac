import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

/** Collects messages for longer than a test file runs. */
const IDLE_CONSUMER = { maxBatchSize: 100, maxBatchTimeout: 60 }

const migrations = await readD1Migrations('d1/migrations')

export default defineConfig({
  test: {
    // The default leaves a core idle, which of two is half.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          include: [
            'test/{domain,signing,generator,localnet,gpu-client,commands,house}/**/*.test.ts',
          ],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        plugins: [
          cloudflareTest({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: {
              // Previews as coarse as in production.
              bindings: { MIGRATIONS: migrations, PREVIEW_GRID: '32' },
              // Tests call the consumers themselves; no message may arrive behind their back.
              queueConsumers: { audits: IDLE_CONSUMER, mints: IDLE_CONSUMER },
              workers: [
                {
                  name: 'piwa-treasury',
                  modules: true,
                  scriptPath: 'test/fakes/treasury.js',
                  compatibilityDate: '2026-10-20',
                },
              ],
            },
          }),
        ],
        test: {
          name: 'edge',
          include: ['test/{workers,durable-objects,d1,r2}/**/*.test.ts'],
          setupFiles: ['test/apply-migrations.ts'],
          globalSetup: ['test/start-localnet.ts'],
          testTimeout: 30_000,
        },
      },
      {
        plugins: [
          cloudflareTest({
            main: './test/fakes/itty-ledger.ts',
            miniflare: {
              compatibilityDate: '2026-10-20',
              compatibilityFlags: ['nodejs_compat'],
              durableObjects: {
                ITTY_LEDGER: { className: 'IttyLedger', useSQLite: true },
                NATIVE_LEDGER: { className: 'NativeLedger', useSQLite: true },
              },
            },
          }),
        ],
        test: {
          name: 'itty',
          include: ['test/itty-durable/**/*.test.ts'],
          // Its CommonJS entry requires files that are ES modules.
          deps: { optimizer: { ssr: { enabled: true, include: ['itty-durable'] } } },
        },
      },
      {
        plugins: [cloudflareTest({ wrangler: { configPath: './workers/treasury/wrangler.toml' } })],
        test: {
          name: 'treasury',
          include: ['test/treasury/**/*.test.ts'],
          globalSetup: ['test/start-localnet.ts'],
          testTimeout: 60_000,
        },
      },
    ],
  },
})

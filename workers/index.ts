import { app } from './app.ts'
import { runCron } from './crons/index.ts'
import { consume } from './queues/index.ts'

export { FirstUploadIndex } from '../durable-objects/first-upload-index.ts'
export { NetworkLedger } from '../durable-objects/network-ledger.ts'
export { ProvenanceLog } from '../durable-objects/provenance-log.ts'
export { ReplayGuard } from '../durable-objects/replay-guard.ts'
export { WorkQueue } from '../durable-objects/work-queue.ts'
export { SnapshotBuild } from './snapshots/build.ts'

export default {
  fetch: app.fetch,
  queue: consume,
  scheduled: (controller, env) => runCron(controller.cron, env, controller.scheduledTime),
} satisfies ExportedHandler<Env, never>

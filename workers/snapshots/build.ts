import { WorkflowEntrypoint } from 'cloudflare:workers'

/** Builds one version of the dataset in steps that can be repeated. */
export class SnapshotBuild extends WorkflowEntrypoint<Env> {
  override async run(): Promise<void> {}
}

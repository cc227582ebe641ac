import type { NodeId } from '../ids.ts'

/** The signed-note key name under which a node cosigns checkpoints. */
export function witnessName(origin: string, nodeId: NodeId): string {
  return `${origin}/witness/${nodeId}`
}

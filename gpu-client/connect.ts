import type { NoteKey } from '../domain/log/note.ts'
import type { Network } from '../workers/oracle/schema.ts'
import type { Home } from './home/home.ts'
import { pinNetwork } from './network.ts'
import { fetchNetwork } from './oracle/http.ts'
import { createHttpOracle } from './oracle/http-oracle.ts'
import type { OracleClient } from './oracle/oracle-client.ts'
import { type Patience, untilAnswered } from './retry.ts'
import type { World } from './world.ts'

export interface Connection {
  readonly network: Network
  readonly log: NoteKey
  readonly oracle: OracleClient
}

/** Asks the edge, however long that takes, which network it is, and holds the home to it. */
export async function connect(
  { store, nodeId, key }: Pick<Home, 'store' | 'nodeId' | 'key'>,
  edge: string,
  patience: Patience & { readonly world: World },
  signal: AbortSignal,
): Promise<Connection> {
  return untilAnswered(patience, 'network', signal, async () => {
    const network = await fetchNetwork(edge, signal)
    const log = pinNetwork(store.settings, network)
    const { world } = patience
    return {
      network,
      log,
      oracle: createHttpOracle({ url: network.publicUrl, nodeId, key, world }),
    }
  })
}

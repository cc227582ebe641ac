import type { NetworkLedger } from '../durable-objects/network-ledger.ts'

const LEDGER_NAME = 'network'

export function networkLedger(env: Env): DurableObjectStub<NetworkLedger> {
  return env.NETWORK_LEDGER.getByName(LEDGER_NAME)
}

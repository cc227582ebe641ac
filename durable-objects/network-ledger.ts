import { DurableObject } from 'cloudflare:workers'

/** The network's accounts in double entry: what is in the vault, and whose it is. */
export class NetworkLedger extends DurableObject<Env> {}

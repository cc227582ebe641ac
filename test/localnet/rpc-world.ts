import {
  type Connection,
  Keypair,
  LAMPORTS_PER_SOL,
  type PublicKey,
  SystemProgram,
  Transaction,
} from '@solana/web3.js'
import { afterAll, beforeAll } from 'vitest'
import { type RunningLocalnet, startLocalnet } from '../../localnet/server.ts'
import { closeConnections, openConnection } from './world.ts'

export let net: RunningLocalnet
export let connection: Connection

/** Gives the tests of the calling file a localnet of their own, as `net` and `connection`. */
export function runLocalnet(): void {
  beforeAll(async () => {
    net = await startLocalnet({ port: 0 })
    connection = openConnection(net.url)
  })

  afterAll(async () => {
    closeConnections()
    await net.stop()
  })
}

export async function fund(lamports = LAMPORTS_PER_SOL): Promise<Keypair> {
  const keypair = Keypair.generate()
  await connection.requestAirdrop(keypair.publicKey, lamports)
  return keypair
}

export async function signedTransfer(from: Keypair, to: PublicKey, lamports: number) {
  const lifetime = await connection.getLatestBlockhash()
  const transaction = new Transaction({ feePayer: from.publicKey, ...lifetime }).add(
    SystemProgram.transfer({ fromPubkey: from.publicKey, toPubkey: to, lamports }),
  )
  transaction.sign(from)
  return { wire: transaction.serialize(), lifetime }
}

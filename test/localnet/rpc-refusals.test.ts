import { Keypair, LAMPORTS_PER_SOL } from '@solana/web3.js'
import { describe, expect, test } from 'vitest'
import { connection, fund, net, runLocalnet, signedTransfer } from './rpc-world.ts'
import { callRpc, errorOf, resultOf } from './world.ts'

runLocalnet()

describe('refusals', () => {
  test('refuses a transaction whose blockhash has expired', async () => {
    const from = await fund()
    const { wire, lifetime } = await signedTransfer(from, Keypair.generate().publicKey, 1_000_000)
    await resultOf(net.url, 'piwa_advanceSlots', [151])
    const error = await errorOf(connection.sendRawTransaction(wire, { skipPreflight: true }))
    expect(error.message).toContain('BlockhashNotFound')
    expect((await connection.isBlockhashValid(lifetime.blockhash)).value).toBe(false)
  })

  test('accepts a blockhash in its last slot', async () => {
    const from = await fund()
    const to = Keypair.generate().publicKey
    const { wire, lifetime } = await signedTransfer(from, to, 1_000_000)
    const left = lifetime.lastValidBlockHeight - (await connection.getBlockHeight())
    await resultOf(net.url, 'piwa_advanceSlots', [left - 20])
    await connection.sendRawTransaction(wire)
    expect(await connection.getBalance(to)).toBe(1_000_000)
  })

  test('refuses a wrong signature and charges nothing', async () => {
    const from = await fund()
    const { wire } = await signedTransfer(from, Keypair.generate().publicKey, 1_000_000)
    wire[10] = (wire[10] ?? 0) ^ 1
    const error = await errorOf(connection.sendRawTransaction(wire, { skipPreflight: true }))
    expect(error.message).toContain('signature verification failure')
    expect(await connection.getBalance(from.publicKey)).toBe(LAMPORTS_PER_SOL)
  })

  test('refuses in preflight what would fail, and charges nothing', async () => {
    const from = await fund()
    const { wire } = await signedTransfer(from, Keypair.generate().publicKey, 2 * LAMPORTS_PER_SOL)
    const error = await errorOf(connection.sendRawTransaction(wire))
    expect(error.message).toContain('custom program error: 0x1')
    expect(await connection.getBalance(from.publicKey)).toBe(LAMPORTS_PER_SOL)
  })

  test('records what fails without preflight, and charges the fee alone', async () => {
    const from = await fund()
    const { wire } = await signedTransfer(from, Keypair.generate().publicKey, 2 * LAMPORTS_PER_SOL)
    const signature = await connection.sendRawTransaction(wire, { skipPreflight: true })
    const { value } = await connection.getSignatureStatus(signature)
    expect(value?.err).toEqual({ InstructionError: [0, { Custom: 1 }] })
    expect(await connection.getBalance(from.publicKey)).toBe(LAMPORTS_PER_SOL - 5000)
  })

  test('answers bytes that are no transaction with a parameter error', async () => {
    const { error } = await callRpc(net.url, 'sendTransaction', ['AAAA', { encoding: 'base64' }])
    expect(error.code).toBe(-32602)
  })

  test('answers an unknown method with its name', async () => {
    const { error } = await callRpc(net.url, 'getNothing', [])
    expect(error).toEqual({ code: -32601, message: 'Method not found: getNothing' })
  })

  test('refuses a body above one megabyte', async () => {
    const response = await fetch(net.url, { method: 'POST', body: 'x'.repeat(1024 * 1024 + 1) })
    expect(response.status).toBe(413)
  })

  test('refuses a transaction that was cut short', async () => {
    const from = await fund()
    const { wire } = await signedTransfer(from, from.publicKey, 1)
    const cut = wire.subarray(0, wire.length - 3).toString('base64')
    const { error } = await callRpc(net.url, 'sendTransaction', [cut, { encoding: 'base64' }])
    expect(error.code).toBe(-32602)
  })
})

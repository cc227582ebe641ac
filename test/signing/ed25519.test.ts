import { describe, expect, test } from 'vitest'
import { fromHex, toHex } from '../../domain/bytes.ts'
import { ed25519Key, verifyEd25519 } from '../../signing/ed25519.ts'

// RFC 8032, section 7.1, test 2.
const SEED = fromHex('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb')
const PUBLIC_KEY = '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c'
const SIGNATURE =
  '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00'
const MESSAGE = Uint8Array.from([0x72])

describe('ed25519', () => {
  test('grows the public key and the signature of RFC 8032 from the seed', async () => {
    const key = await ed25519Key(SEED)
    expect(toHex(key.publicKey)).toBe(PUBLIC_KEY)
    expect(toHex(await key.sign(MESSAGE))).toBe(SIGNATURE)
  })

  test('verifies its own signature and no other message, key or length', async () => {
    const publicKey = fromHex(PUBLIC_KEY)
    const signature = fromHex(SIGNATURE)
    expect(await verifyEd25519(publicKey, signature, MESSAGE)).toBe(true)
    expect(await verifyEd25519(publicKey, signature, Uint8Array.from([0x73]))).toBe(false)
    expect(await verifyEd25519(SEED, signature, MESSAGE)).toBe(false)
    expect(await verifyEd25519(publicKey.subarray(1), signature, MESSAGE)).toBe(false)
    expect(await verifyEd25519(publicKey, signature.subarray(1), MESSAGE)).toBe(false)
  })

  test('answers false for bytes that are no curve point', async () => {
    const noPoint = new Uint8Array(32).fill(255)
    expect(await verifyEd25519(noPoint, fromHex(SIGNATURE), MESSAGE)).toBe(false)
  })

  test('refuses a seed of another length', async () => {
    await expect(ed25519Key(new Uint8Array(31))).rejects.toThrow(RangeError)
  })
})

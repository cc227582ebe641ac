/** SHA-256 of the bytes, as 32 bytes. Passed in, because the rules here own no cryptography. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array

export const SHA256_BYTES = 32

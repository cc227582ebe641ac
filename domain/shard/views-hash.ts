import { concatBytes, fromHex, toHex } from '../bytes.ts'
import type { Sha256 } from '../hash.ts'
import { type Sha256Hex, sha256Hex } from '../ids.ts'

/** SHA-256 of the raw planes of each view. */
export const viewDigests = (
  sha256: Sha256,
  views: readonly { readonly planes: Uint8Array }[],
): Sha256Hex[] => views.map(({ planes }) => sha256Hex(toHex(sha256(planes))))

/** SHA-256 over the digests of the views, in their order: what the manifest states of them all. */
export function viewsHash(sha256: Sha256, digests: readonly Sha256Hex[]): Sha256Hex {
  return sha256Hex(toHex(sha256(concatBytes(...digests.map(fromHex)))))
}

import { concatBytes, toHex } from '../bytes.ts'
import type { Sha256 } from '../hash.ts'
import { type Sha256Hex, sha256Hex } from '../ids.ts'

/** SHA-256 over the SHA-256 digests of each view's raw planes, in the order of the views. */
export function viewsHash(
  sha256: Sha256,
  views: readonly { readonly planes: Uint8Array }[],
): Sha256Hex {
  const digests = views.map(({ planes }) => sha256(planes))
  return sha256Hex(toHex(sha256(concatBytes(...digests))))
}

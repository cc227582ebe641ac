import { base64url } from 'jose'
import { readStatuses } from '../../d1/licenses.ts'
import { statusBits } from '../../domain/license/status-list.ts'
import { licenseKey } from '../../signing/license-jws.ts'

export const STATUS_LIST_TYPE = 'statuslist+jwt'
export const STATUS_LIST_PATH = '/v1/licenses/status-list'

/** Readers ask again after this; a revocation ends the delivery at once all the same. */
export const STATUS_TTL_SECONDS = 300
const STATUS_VALID_SECONDS = 86_400

/** Which licenses are revoked, as a signed IETF Token Status List. */
export async function statusList(env: Env, nowMs: number): Promise<string> {
  const { size, revoked } = await readStatuses(env.CATALOG)
  const iat = Math.floor(nowMs / 1_000)
  const claims = {
    sub: `${env.PUBLIC_URL}${STATUS_LIST_PATH}`,
    ...{ iat, exp: iat + STATUS_VALID_SECONDS, ttl: STATUS_TTL_SECONDS },
    status_list: { bits: 1, lst: base64url.encode(await deflate(statusBits(size, revoked))) },
  }
  const key = await licenseKey(env)
  return key.sign(STATUS_LIST_TYPE, JSON.stringify(claims))
}

/** In the zlib format, as the list wants it. */
async function deflate(bytes: Uint8Array): Promise<Uint8Array> {
  const packed = new Blob([Uint8Array.from(bytes)])
    .stream()
    .pipeThrough(new CompressionStream('deflate'))
  return new Uint8Array(await new Response(packed).arrayBuffer())
}

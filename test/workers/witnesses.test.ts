import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { cosign, witnessKey } from '../../domain/log/cosignature.ts'
import { formatSignatureLine, parseNote } from '../../domain/log/note.ts'
import { witnessName } from '../../domain/log/witness-name.ts'
import { parseWitnessRequest } from '../../domain/log/witness-request.ts'
import { sha256 } from '../../signing/sha256.ts'
import { audit, logSize } from '../fixtures-audit.ts'
import { submitHonest } from '../fixtures-batch.ts'
import { callAs, refusalOf, refused, registeredNode, type TestNode } from '../fixtures-node.ts'

const COSIGNATURES = '/v1/oracle/cosignatures'

let node: TestNode
beforeAll(async () => {
  node = await registeredNode()
  await audit(await submitHonest(node, 2))
})

const witness = (old: number | string): Promise<Response> =>
  callAs(node, { method: 'GET', path: `/v1/oracle/witness?old=${old}` })

/** The line by which a node's key vouches for the latest checkpoint under some name. */
async function lineBy(
  signer: TestNode,
  name = witnessName(env.LOG_ORIGIN, signer.id),
): Promise<string> {
  const request = parseWitnessRequest(await (await witness(0)).text())
  const checkpointText = parseNote(request?.checkpoint ?? '')?.text ?? ''
  const deps = { sha256, sign: signer.key.sign }
  const statement = { checkpointText, timeSeconds: 1_700_000_000 }
  return formatSignatureLine(await cosign(deps, witnessKey(name, signer.key.publicKey), statement))
}

const addLine = async (line: string, size?: number): Promise<Response> =>
  callAs(node, {
    ...{ method: 'POST', path: COSIGNATURES },
    body: { size: size ?? (await logSize()), line: line.trimEnd() },
  })

describe('GET /v1/oracle/witness', () => {
  test('is an add-checkpoint body from the size that the node last saw', async () => {
    const request = parseWitnessRequest(await (await witness(1)).text())
    expect(request).toMatchObject({ oldSize: 1 })
    expect(request?.checkpoint).toContain(`${env.LOG_ORIGIN}\n2\n`)
  })
  test('is empty when the log has not grown', async () => {
    const response = await witness(await logSize())
    expect([response.status, await response.text()]).toEqual([204, ''])
  })
  test('refuses a size that the log has not reached', async () => {
    const size = await logSize()
    expect(await refusalOf(await witness(size + 1))).toEqual(
      refused(409, 'WITNESS_SIZE_CONFLICT', { old: String(size + 1), size: String(size) }),
    )
  })
  test.each(['-1', '1.5', 'x'])('refuses old=%s', async (old) => {
    expect(await refusalOf(await witness(old))).toEqual(
      refused(422, 'REQUEST_INVALID', { path: 'old' }),
    )
  })
})

describe('POST /v1/oracle/cosignatures', () => {
  test('keeps the line of a node, and again', async () => {
    const line = await lineBy(node)
    for (let i = 0; i < 2; i += 1) {
      const response = await addLine(line)
      expect([response.status, await response.json()]).toEqual([200, { status: 'accepted' }])
    }
  })
  test('refuses the line of another node', async () => {
    const line = await lineBy(await registeredNode())
    expect(await refusalOf(await addLine(line))).toEqual(refused(422, 'COSIGNATURE_INVALID'))
  })
  test('refuses a line under another name', async () => {
    const line = await lineBy(node, 'elsewhere.example/witness')
    expect(await refusalOf(await addLine(line))).toEqual(refused(422, 'COSIGNATURE_INVALID'))
  })
  test('refuses a line over another checkpoint', async () => {
    const line = await lineBy(node)
    expect(await refusalOf(await addLine(line, 0))).toEqual(refused(422, 'COSIGNATURE_INVALID'))
  })
  test('refuses a size that has no checkpoint', async () => {
    expect(await refusalOf(await addLine(await lineBy(node), 1_000))).toEqual(
      refused(409, 'WITNESS_SIZE_CONFLICT', { size: '1000' }),
    )
  })
  test.each(['', 'x'.repeat(513)])('refuses a line of a wrong length', async (line) => {
    expect(await refusalOf(await addLine(line))).toEqual(
      refused(422, 'REQUEST_INVALID', { path: 'line' }),
    )
  })
})

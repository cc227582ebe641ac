import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromHex, toHex } from '../../../domain/bytes.ts'
import {
  formatCheckpoint,
  logKey,
  openCheckpoint,
  parseCheckpoint,
} from '../../../domain/log/checkpoint.ts'
import {
  cosign,
  cosignedMessage,
  verifyCosignature,
  witnessKey,
} from '../../../domain/log/cosignature.ts'
import { formatNote, noteKeyId, parseNote } from '../../../domain/log/note.ts'
import { formatProofFile, parseProofFile } from '../../../domain/log/proof-file.ts'
import { parseUtf8, utf8Bytes } from '../../../domain/log/utf8.ts'
import { formatWitnessRequest, parseWitnessRequest } from '../../../domain/log/witness-request.ts'
import { ed25519Key, verifyEd25519 } from '../../../signing/ed25519.ts'
import { sha256 } from '../../../signing/sha256.ts'

const deps = { sha256, verify: verifyEd25519 }
const hash = fc.uint8Array({ minLength: 32, maxLength: 32 })
const size = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER })
const ROOT = 'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I='
const TEXT = `example.com/log\n20852163\n${ROOT}\n`
const signer = await ed25519Key(new Uint8Array(32).fill(1))
const witnessSigner = await ed25519Key(new Uint8Array(32).fill(2))
const key = logKey('example.com/log', signer.publicKey)
const witness = witnessKey('witness.example/w1', witnessSigner.publicKey)

async function signedCheckpoint(text = TEXT): Promise<string> {
  const signature = await signer.sign(utf8Bytes(text))
  const line = { name: key.name, keyId: noteKeyId(sha256, key), signature }
  return formatNote({ text, signatures: [line] })
}

describe('a checkpoint', () => {
  test('is written as the specification shows', () => {
    const checkpoint = parseCheckpoint(TEXT)
    expect(checkpoint?.origin).toBe('example.com/log')
    expect(checkpoint?.size).toBe(20852163)
    expect(checkpoint && formatCheckpoint(checkpoint)).toBe(TEXT)
  })

  test('reads back as it was written', () => {
    fc.assert(
      fc.property(
        fc.webPath().map((path) => `log${path}`),
        size,
        hash,
        (origin, size, root) => {
          const checkpoint = { origin, size, root }
          expect(parseCheckpoint(formatCheckpoint(checkpoint))).toEqual(checkpoint)
        },
      ),
    )
  })

  test.each([
    ['an extension line', `${TEXT}more\n`],
    ['no last line feed', TEXT.trimEnd()],
    ['no origin', TEXT.replace('example.com/log', '')],
    ['a leading zero', TEXT.replace('20852163', '020852163')],
    ['a sign', TEXT.replace('20852163', '+1')],
    ['a size beyond 2^53', TEXT.replace('20852163', '9007199254740992')],
    ['a short root', TEXT.replace(ROOT, 'AAAA')],
    ['two lines', 'example.com/log\n1\n'],
    ['nothing', ''],
  ])('is not one with %s', (_what, text) => {
    expect(parseCheckpoint(text)).toBeUndefined()
  })

  test('opens with the key of the log it names and no other', async () => {
    const signed = await signedCheckpoint()
    expect((await openCheckpoint(deps, key, signed))?.checkpoint.size).toBe(20852163)
    const renamed = logKey('example.org/log', signer.publicKey)
    expect(await openCheckpoint(deps, renamed, signed)).toBeUndefined()
    const rekeyed = logKey('example.com/log', witnessSigner.publicKey)
    expect(await openCheckpoint(deps, rekeyed, signed)).toBeUndefined()
    expect(await openCheckpoint(deps, key, signed.replace('20852163', '20852164'))).toBeUndefined()
    expect(await openCheckpoint(deps, key, 'no note')).toBeUndefined()
  })

  test('of another origin does not open, though the key signed it', async () => {
    const foreign = await signedCheckpoint(TEXT.replace('example.com', 'example.net'))
    expect(await openCheckpoint(deps, key, foreign)).toBeUndefined()
  })
})

describe('a cosignature', () => {
  const cosigned = (text: string, timeSeconds: number) =>
    cosign({ sha256, sign: witnessSigner.sign }, witness, { checkpointText: text, timeSeconds })

  test('signs the time and the whole checkpoint', () => {
    expect(parseUtf8(cosignedMessage(TEXT, 1679315147))).toBe(
      `cosignature/v1\ntime 1679315147\nexample.com/log\n20852163\n${ROOT}\n`,
    )
  })

  test('states its time in eight bytes before the signature', async () => {
    const line = await cosigned(TEXT, 0x0102030405)
    expect(toHex(line.signature.slice(0, 8))).toBe('0000000102030405')
    expect(line.signature).toHaveLength(72)
    expect(await verifyCosignature(deps, witness, TEXT, line)).toBe(0x0102030405)
  })

  test('survives the note it is carried in', async () => {
    const note = parseNote(await signedCheckpoint())
    if (note === undefined) throw new Error('no note')
    const line = await cosigned(note.text, 1_700_000_000)
    const read = parseNote(formatNote({ ...note, signatures: [...note.signatures, line] }))
    expect(read?.signatures[1]).toEqual(line)
  })

  test('is not valid for another text, time, witness or type of key', async () => {
    const line = await cosigned(TEXT, 1_700_000_000)
    const later = line.signature.with(7, 1)
    const log = { ...witness, type: 1 } as const
    const forgeries = [
      [witness, TEXT.replace('2085', '2086'), line],
      [witness, TEXT, { ...line, signature: later }],
      [witness, TEXT, { ...line, signature: line.signature.slice(8) }],
      [{ ...witness, name: 'other' }, TEXT, line],
      [witnessKey(witness.name, signer.publicKey), TEXT, line],
      [log, TEXT, line],
    ] as const
    for (const [by, text, each] of forgeries) {
      expect(await verifyCosignature(deps, by, text, each)).toBeUndefined()
    }
  })

  test('has the key ID of type 4', () => {
    const preimage = `witness.example/w1\n\u0004`
    const bytes = [...utf8Bytes(preimage), ...witnessSigner.publicKey]
    expect(noteKeyId(sha256, witness)).toBe(toHex(sha256(Uint8Array.from(bytes))).slice(0, 8))
  })
})

const hashes = fc.array(hash, { maxLength: 63 })
const CHECKPOINT = `${TEXT}\n— example.com/log AAAAAAA=\n`

describe('a proof file', () => {
  test('is written as the specification shows', () => {
    const proof = {
      extra: fromHex('00ff'),
      index: 5,
      hashes: [new Uint8Array(32)],
      checkpoint: CHECKPOINT,
    }
    expect(formatProofFile(proof)).toBe(
      `c2sp.org/tlog-proof@v1\nextra AP8=\nindex 5\n${'A'.repeat(43)}=\n\n${CHECKPOINT}`,
    )
  })

  test('reads back as it was written', () => {
    const extra = fc.option(fc.uint8Array({ maxLength: 300 }), { nil: undefined })
    fc.assert(
      fc.property(extra, size, hashes, (extra, index, hashes) => {
        const proof = { extra, index, hashes, checkpoint: CHECKPOINT }
        expect(parseProofFile(formatProofFile(proof))).toEqual(proof)
      }),
      { numRuns: 30 },
    )
  })

  test.each([
    ['another version', `c2sp.org/tlog-proof@v2\nindex 5\n\n${CHECKPOINT}`],
    ['no index', `c2sp.org/tlog-proof@v1\n\n${CHECKPOINT}`],
    ['the extra after the index', `c2sp.org/tlog-proof@v1\nindex 5\nextra AP8=\n\n${CHECKPOINT}`],
    ['an extra that is no base64', `c2sp.org/tlog-proof@v1\nextra !\nindex 5\n\n${CHECKPOINT}`],
    ['a signed index', `c2sp.org/tlog-proof@v1\nindex -5\n\n${CHECKPOINT}`],
    ['a short hash', `c2sp.org/tlog-proof@v1\nindex 5\nAAAA\n\n${CHECKPOINT}`],
    ['64 hashes', `c2sp.org/tlog-proof@v1\nindex 5\n${`${ROOT}\n`.repeat(64)}\n${CHECKPOINT}`],
    ['no blank line', 'c2sp.org/tlog-proof@v1\nindex 5\n'],
  ])('is not one with %s', (_what, text) => {
    expect(parseProofFile(text)).toBeUndefined()
  })
})

describe('a witness request', () => {
  test('is written as the specification shows', () => {
    const request = { oldSize: 20852014, proof: [new Uint8Array(32)], checkpoint: CHECKPOINT }
    expect(formatWitnessRequest(request)).toBe(`old 20852014\n${'A'.repeat(43)}=\n\n${CHECKPOINT}`)
  })

  test('reads back as it was written', () => {
    fc.assert(
      fc.property(size, hashes, (oldSize, proof) => {
        const request = { oldSize, proof, checkpoint: CHECKPOINT }
        expect(parseWitnessRequest(formatWitnessRequest(request))).toEqual(request)
      }),
      { numRuns: 30 },
    )
  })

  test.each([
    ['no old size', `${ROOT}\n\n${CHECKPOINT}`],
    ['a leading zero', `old 01\n\n${CHECKPOINT}`],
    ['64 hashes', `old 1\n${`${ROOT}\n`.repeat(64)}\n${CHECKPOINT}`],
    ['no blank line', 'old 1\n'],
  ])('is not one with %s', (_what, body) => {
    expect(parseWitnessRequest(body)).toBeUndefined()
  })
})

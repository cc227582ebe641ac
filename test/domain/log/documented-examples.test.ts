import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { openCheckpoint } from '../../../domain/log/checkpoint.ts'
import { verifyCosignature } from '../../../domain/log/cosignature.ts'
import { parseEntry } from '../../../domain/log/entry.ts'
import { leafHash, verifyInclusion } from '../../../domain/log/merkle.ts'
import { parseSignatureLine, parseVerifierKey } from '../../../domain/log/note.ts'
import { parseProofFile } from '../../../domain/log/proof-file.ts'
import { parseWitnessRequest } from '../../../domain/log/witness-request.ts'
import { verifyEd25519 } from '../../../signing/ed25519.ts'
import { sha256 } from '../../../signing/sha256.ts'

// docs/log.md promises that its examples are one log and verify.
const blocks = [
  ...readFileSync('docs/log.md', 'utf8').matchAll(/^```([a-z-]*)\n([\s\S]*?)\n```$/gm),
].map(([, language = '', text = '']) => ({ language, text }))
const example = (language: string) => {
  const found = blocks.find((block) => block.language === language)
  if (found === undefined) throw new Error(`docs/log.md has no ${language}`)
  return `${found.text}\n`
}
const deps = { sha256, verify: verifyEd25519 }
const keys = blocks.flatMap(({ text }) => parseVerifierKey(sha256, text) ?? [])

const [log, witness] = keys
if (log === undefined || witness === undefined) throw new Error('docs/log.md has not both keys')

test('the documented receipt verifies and its entry parses', async () => {
  const proof = parseProofFile(example('tlog-proof'))
  const opened = proof && (await openCheckpoint(deps, log, proof.checkpoint))
  if (!proof?.extra || !opened) throw new Error('the receipt is unsound')
  expect(parseEntry(proof.extra)?.index).toBe(1)
  const { size, root } = opened.checkpoint
  const leaf = leafHash(sha256, proof.extra)
  const claim = { leaf, index: proof.index, size, proof: proof.hashes, root }
  expect(verifyInclusion(sha256, claim)).toBe(true)
})

test('the documented cosignature is over the checkpoint of the documented request', async () => {
  const request = parseWitnessRequest(example('add-checkpoint'))
  const opened = request && (await openCheckpoint(deps, log, request.checkpoint))
  const line = parseSignatureLine(example('cosignature'))
  if (!opened || !line) throw new Error('the request or the line is unsound')
  expect(request.oldSize).toBe(2)
  expect(await verifyCosignature(deps, witness, opened.note.text, line)).toBe(1_790_000_060)
})

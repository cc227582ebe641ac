import { expect, test } from 'vitest'
import { utf8Bytes } from '../../domain/log/utf8.ts'
import { checkContentDigest, contentDigest } from '../../signing/content-digest.ts'

// RFC 9530, appendix D: the body with its line feed.
const BODY = utf8Bytes('{"hello": "world"}\n')
const DIGEST = 'sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:'

test('writes the digest of RFC 9530', () => {
  expect(contentDigest(BODY)).toBe(DIGEST)
})

test.each([
  [DIGEST, 'match'],
  [`sha-512=:AAAA:, ${DIGEST}`, 'match'],
  ['sha-256=:AAAA:', 'mismatch'],
  ['sha-256=AAAA', 'malformed'],
  ['sha-512=:AAAA:', 'malformed'],
  ['', 'malformed'],
  ['sha-256=:', 'malformed'],
] as const)('reads %j as a %s', (field, expected) => {
  expect(checkContentDigest(field, BODY)).toBe(expected)
})

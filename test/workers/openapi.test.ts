import { expect, test } from 'vitest'
import checkedIn from '../../docs/openapi.json'
import { REFUSALS } from '../../domain/errors.ts'
import { send, urlOf } from '../fixtures-node.ts'

interface Operation {
  readonly operationId?: string
  readonly security?: readonly Readonly<Record<string, unknown>>[]
  readonly responses: Readonly<Record<string, { readonly description: string }>>
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly securitySchemes?: object }
}

const readDocument = async (): Promise<Document> =>
  (await send(new Request(urlOf('/openapi.json')))).json<Document>()

const operations = async (): Promise<[name: string, operation: Operation][]> => {
  const { paths } = await readDocument()
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method} ${path}`,
      operation,
    ]),
  )
}

// To write it anew while `npm start` runs: curl -s http://127.0.0.1:8787/openapi.json |
//   npx biome format --stdin-file-path=docs/openapi.json > openapi.tmp && mv openapi.tmp docs/openapi.json
test('the document is the one in docs/openapi.json', async () => {
  expect(await readDocument()).toEqual(checkedIn)
})

test('every route has an operation id of its own', async () => {
  const ids = (await operations()).map(([, { operationId }]) => operationId)
  expect(ids.filter((id) => id === undefined)).toEqual([])
  expect(new Set(ids).size).toBe(ids.length)
})

test('every route says who may call it: anyone, or who signs', async () => {
  const document = await readDocument()
  const schemes = Object.keys(document.components.securitySchemes ?? {})
  for (const [name, { security }] of await operations()) {
    expect(security, name).toBeDefined()
    const named = (security ?? []).flatMap((entry) => Object.keys(entry))
    expect(schemes, name).toEqual(expect.arrayContaining(named))
  }
})

test('what nodes call is signed, and nothing else is', async () => {
  for (const [name, { security }] of await operations()) {
    const signed = (security ?? []).some((entry) => 'nodeSignature' in entry)
    expect([name, signed]).toEqual([name, name.includes('/v1/oracle/')])
  }
})

test('every refusal that a route names has the status of its code', async () => {
  const codes: Readonly<Record<string, number>> = REFUSALS
  for (const [name, { responses }] of await operations()) {
    for (const [status, { description }] of Object.entries(responses)) {
      const named = description.match(/\b[A-Z]+(_[A-Z]+)+\b/g) ?? []
      for (const code of named)
        expect([name, code, String(codes[code])]).toEqual([name, code, status])
    }
  }
})

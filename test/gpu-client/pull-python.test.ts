import { execFile, execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { pullCommand } from '../../gpu-client/pull/pull-command.ts'
import { PullSettings } from '../../gpu-client/pull/settings.ts'
import { openSamples } from '../../gpu-client/samples/open-samples.ts'
import { createFakeBackend } from './fakes/backend.ts'
import { type FakeDataset, fakeDataset } from './fakes/dataset.ts'
import { startLicensedEdge } from './fakes/licensed-edge.ts'
import { inFolder, NEVER } from './fakes/node.ts'

const hasPython = spawnSync('python3', ['--version']).status === 0
if (!hasPython) console.warn('SKIPPED: no python3 to run the scripts of docs/buyers.md with')

const DOCUMENT = readFileSync(join(import.meta.dirname, '../../docs/buyers.md'), 'utf8')

function scriptOf(name: string): string {
  const found = new RegExp(`<!-- script: ${name} -->\n\`\`\`python\n([\\s\\S]*?)\`\`\``).exec(
    DOCUMENT,
  )
  if (found?.[1] === undefined) throw new Error(`docs/buyers.md has no ${name}`)
  return found[1]
}

async function python(folder: string, name: string, ...args: readonly string[]): Promise<string> {
  const script = join(folder, name)
  await writeFile(script, scriptOf(name))
  const { stdout } = await promisify(execFile)('python3', [script, ...args])
  return stdout
}

async function pulled(
  folder: string,
  filter: Parameters<FakeDataset['license']>[0] = {},
): Promise<string> {
  const dataset = await fakeDataset({ folder, backend: createFakeBackend(), counts: [9, 3, 14] })
  const edge = await startLicensedEdge({ dataset })
  const license = join(folder, 'x.license')
  await writeFile(license, (await dataset.license(filter, { iss: edge.url })).text)
  const out = join(folder, 'out')
  const reporter = { report: () => {}, pulled: () => 0 }
  await pullCommand(PullSettings.parse({ license, out }), reporter, NEVER)
  edge.close()
  return out
}

describe.skipIf(!hasPython)('the Python of docs/buyers.md', () => {
  test('reads pulled shards as webdataset groups them', () =>
    inFolder(async (folder) => {
      const out = await pulled(folder)
      const said = await python(folder, 'read_shards.py', out)
      expect(JSON.parse(said)).toEqual({ samples: 26, shards: 3 })
    }))

  test('reads shards of which a filter left a part', () =>
    inFolder(async (folder) => {
      const out = await pulled(folder, { qualities: ['medium', 'superior'] })
      const said = await python(folder, 'read_shards.py', out)
      expect(JSON.parse(said)).toEqual({ samples: 13, shards: 3 })
    }))

  test('notices a changed byte', () =>
    inFolder(async (folder) => {
      const out = await pulled(folder)
      const file = join(out, 'shards/000000000004.tar')
      const content = readFileSync(file)
      content[600] = (content[600] ?? 0) ^ 1
      await writeFile(file, content)
      await expect(python(folder, 'read_shards.py', out)).rejects.toThrow('AssertionError')
    }))

  test('has the order of piwa samples', () =>
    inFolder(async (folder) => {
      const out = await pulled(folder)
      const lines = (await python(folder, 'order.py', out, '7', '3', '5', '99')).trim().split('\n')
      const samples = await openSamples(out)
      const order = samples.order({ mode: 'global', seed: 7, epoch: 3 })
      const expected: string[] = []
      for (let n = 5; n < samples.size; n += 1) {
        const found = await samples.find(order.at(n))
        const { glb } = await samples.read(found)
        const hash = createHash('sha256').update(glb).digest('hex')
        const { file, key, offset, bytes } = found
        expected.push([n, file, key, offset, bytes, hash].join('\t'))
      }
      await samples.close()
      expect(lines).toEqual(expected)
    }))

  test('lists the Parquet files of a version', () =>
    inFolder(async (folder) => {
      const record = JSON.stringify({ parts: [{ key: 'datasets/parts/a.parquet' }] })
      const server = createServer((_request, response) => void response.end(record))
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      const edge = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
      const said = await python(folder, 'list_parts.py', edge, 'latest')
      expect(said).toBe(`${edge}/v1/datasets/files/datasets/parts/a.parquet\n`)
      server.close()
    }))

  test('is all of it accepted by the compiler', () =>
    inFolder(async (folder) => {
      for (const [index, found] of [...DOCUMENT.matchAll(/```python\n([\s\S]*?)```/g)].entries()) {
        const script = join(folder, `${index}.py`)
        await writeFile(script, found[1] ?? '')
        execFileSync('python3', ['-m', 'py_compile', script])
      }
    }))
})

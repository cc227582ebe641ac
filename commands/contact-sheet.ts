import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { assetSeed } from '../domain/seed/asset-seed.ts'
import { createGenerator, type Generator } from '../generator/generator.ts'
import { loadGeneratorModule } from '../generator/node-module.ts'
import { encodePlane } from '../generator/view-png.ts'
import { sha256 } from '../signing/sha256.ts'

/** Draws the assets of a batch seed on one sheet, by the views of the generator itself. */

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'docs/contact-sheet.png' },
    seed: { type: 'string', default: '1' },
    grid: { type: 'string', default: '64' },
    side: { type: 'string', default: '8' },
    cell: { type: 'string', default: '216' },
    view: { type: 'string', default: '0' },
  },
})
const side = Number(values.side)
const cell = Number(values.cell)

const VIEWS = 16
const CHANNELS = 3

const id = 'piwa-procedural@2'
const generator = createGenerator(id, await loadGeneratorModule(id), Number(values.grid))
const batchSeed = createHash('sha256').update(`contact sheet ${values.seed}`).digest()
const sheet = new Uint8Array(CHANNELS * (side * cell) ** 2)
for (let place = 0; place < side * side; place += 1) {
  const { facts } = generator.generate(assetSeed(sha256, batchSeed, place))
  paste(renderCell(generator, Number(values.view)), place)
  console.info(`${place} ${facts.family}: ${facts.caption}`)
}
// -1 lets the library choose a filter a row.
const options = { deflateLevel: 9, filterType: -1 }
await writeFile(values.out, encodePlane(sheet, { channels: 3, bits: 8 }, side * cell, options))
console.info(values.out)

/** One view at twice the size, so that four pixels make one. */
function renderCell(generator: Generator, view: number): Uint8Array {
  const size = 2 * cell
  const { planes } = generator.view({ count: VIEWS, size }, view)
  const small = new Uint8Array(CHANNELS * cell * cell)
  for (let at = 0; at < small.length; at += 1) {
    const pixel = Math.floor(at / CHANNELS)
    const x = 2 * (pixel % cell)
    const y = 2 * Math.floor(pixel / cell)
    const from = (y * size + x) * CHANNELS + (at % CHANNELS)
    const corners = [from, from + CHANNELS, from + CHANNELS * size, from + CHANNELS * (size + 1)]
    const sum = corners.reduce((total, corner) => total + (planes[corner] ?? 0), 0)
    small[at] = (sum + 2) >> 2
  }
  return small
}

function paste(pixels: Uint8Array, place: number): void {
  const row = CHANNELS * cell
  const left = (place % side) * row
  const top = Math.floor(place / side) * cell
  for (let y = 0; y < cell; y += 1) {
    sheet.set(pixels.subarray(y * row, (y + 1) * row), (top + y) * side * row + left)
  }
}

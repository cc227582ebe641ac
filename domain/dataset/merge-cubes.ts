import type { Cube } from './cube.ts'

export const EMPTY_CUBE: Cube = {
  facets: new Uint32Array(),
  counts: new Uint32Array(),
  bytes: new Float64Array(),
}

/** The cube of the assets of both, in one pass over their cells, which are in order. */
export function mergeCubes(a: Cube, b: Cube): Cube {
  const room = a.facets.length + b.facets.length
  const facets = new Uint32Array(room)
  const counts = new Uint32Array(room)
  const bytes = new Float64Array(room)
  let inA = 0
  let inB = 0
  let cells = 0
  while (inA < a.facets.length || inB < b.facets.length) {
    const ofA = a.facets[inA] ?? Number.POSITIVE_INFINITY
    const ofB = b.facets[inB] ?? Number.POSITIVE_INFINITY
    const takesA = Number(ofA <= ofB)
    const takesB = Number(ofB <= ofA)
    facets[cells] = takesA === 1 ? ofA : ofB
    counts[cells] = takesA * (a.counts[inA] ?? 0) + takesB * (b.counts[inB] ?? 0)
    bytes[cells] = takesA * (a.bytes[inA] ?? 0) + takesB * (b.bytes[inB] ?? 0)
    inA += takesA
    inB += takesB
    cells += 1
  }
  // Copies, so that the room of cells that fell together is given back.
  return {
    facets: facets.slice(0, cells),
    counts: counts.slice(0, cells),
    bytes: bytes.slice(0, cells),
  }
}

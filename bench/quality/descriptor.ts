import { boundsOf, type Geometry } from './geometry.ts'
import { blockCounts } from './occupancy.ts'

const BLOCKS = 512
const DISTANCE_BINS = 64
const COLOR_LEVELS = 3
const COLOR_BINS = COLOR_LEVELS ** 3
const PAIRS = 2048

export const DESCRIPTOR_WIDTH = BLOCKS + DISTANCE_BINS + COLOR_BINS

/** Shares of the three parts in the kernel: shape by place, shape by distances, color. */
const WEIGHTS = { blocks: 0.5, distances: 0.25, colors: 0.25 } as const

/** Mulberry32: the same draws for every asset, so that a descriptor depends on the asset alone. */
function createRandom(): () => number {
  let state = 1
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let bits = Math.imul(state ^ (state >>> 15), state | 1)
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61)
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Running sums of the triangles' areas. */
function areaSums({ positions, triangles }: Geometry): Float64Array {
  const sums = new Float64Array(triangles.length / 3)
  let sum = 0
  for (let triangle = 0; triangle < sums.length; triangle += 1) {
    const [a = 0, b = 0, c = 0] = triangles.subarray(triangle * 3, triangle * 3 + 3)
    const edge = (to: number, axis: number) =>
      (positions[to * 3 + axis] ?? 0) - (positions[a * 3 + axis] ?? 0)
    const x = edge(b, 1) * edge(c, 2) - edge(b, 2) * edge(c, 1)
    const y = edge(b, 2) * edge(c, 0) - edge(b, 0) * edge(c, 2)
    const z = edge(b, 0) * edge(c, 1) - edge(b, 1) * edge(c, 0)
    sum += Math.hypot(x, y, z)
    sums[triangle] = sum
  }
  return sums
}

function firstAbove(sums: Float64Array, value: number): number {
  let [low, high] = [0, sums.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sums[middle] ?? 0) > value) high = middle
    else low = middle + 1
  }
  return low
}

interface SurfacePoint {
  readonly place: readonly number[]
  readonly color: readonly number[]
}

function drawPoint(geometry: Geometry, sums: Float64Array, random: () => number): SurfacePoint {
  const triangle = firstAbove(sums, random() * (sums.at(-1) ?? 0))
  const [a = 0, b = 0, c = 0] = geometry.triangles.subarray(triangle * 3, triangle * 3 + 3)
  const root = Math.sqrt(random())
  const along = random()
  const shares = [1 - root, root * (1 - along), root * along] as const
  const mix = (values: Int16Array | Uint8Array) =>
    [0, 1, 2].map(
      (k) =>
        shares[0] * (values[a * 3 + k] ?? 0) +
        shares[1] * (values[b * 3 + k] ?? 0) +
        shares[2] * (values[c * 3 + k] ?? 0),
    )
  return { place: mix(geometry.positions), color: mix(geometry.colors) }
}

function colorBin(color: readonly number[]): number {
  const level = (k: number) =>
    Math.min(COLOR_LEVELS - 1, Math.floor(((color[k] ?? 0) * COLOR_LEVELS) / 256))
  return (level(0) * COLOR_LEVELS + level(1)) * COLOR_LEVELS + level(2)
}

/** Histograms over random points of the surface: distances of pairs (Osada's D2), and colors. */
function histograms(geometry: Geometry): { distances: Float32Array; colors: Float32Array } {
  const sums = areaSums(geometry)
  const random = createRandom()
  const farthest = Math.sqrt(3) * boundsOf(geometry).extent
  const distances = new Float32Array(DISTANCE_BINS)
  const colors = new Float32Array(COLOR_BINS)
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const first = drawPoint(geometry, sums, random)
    const second = drawPoint(geometry, sums, random)
    const distance = Math.hypot(...first.place.map((value, k) => value - (second.place[k] ?? 0)))
    const bin = Math.min(DISTANCE_BINS - 1, Math.floor((distance / farthest) * DISTANCE_BINS))
    distances[bin] = (distances[bin] ?? 0) + 1
    for (const { color } of [first, second]) {
      colors[colorBin(color)] = (colors[colorBin(color)] ?? 0) + 1
    }
  }
  return { distances, colors }
}

function scaled(values: Iterable<number>, weight: number): number[] {
  const list = [...values]
  const length = Math.hypot(...list)
  return list.map((value) => (length === 0 ? 0 : (value * Math.sqrt(weight)) / length))
}

/**
 * A unit vector whose inner products are the kernel of the Vendi score: half the cosine of the
 * solids' 8^3 block counts, a quarter of that of the distances, a quarter of that of the colors.
 */
export function descriptorOf(geometry: Geometry, occupancy: Uint32Array): Float32Array {
  const { distances, colors } = histograms(geometry)
  return Float32Array.from([
    ...scaled(blockCounts(occupancy, 8), WEIGHTS.blocks),
    ...scaled(distances, WEIGHTS.distances),
    ...scaled(colors, WEIGHTS.colors),
  ])
}

const ITERATIONS_MAX = 60

/** The lower triangle of a symmetric matrix, row after row; row k has k + 1 entries. */
export interface SymmetricMatrix {
  readonly size: number
  readonly lower: Float64Array
}

export function symmetricMatrix(
  size: number,
  entry: (row: number, column: number) => number,
): SymmetricMatrix {
  const lower = new Float64Array((size * (size + 1)) / 2)
  let at = 0
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1, at += 1) lower[at] = entry(row, column)
  }
  return { size, lower }
}

function rowOf({ lower }: SymmetricMatrix, row: number): Float64Array {
  return lower.subarray((row * (row + 1)) / 2, ((row + 1) * (row + 2)) / 2)
}

function dotProduct(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let k = 0; k < a.length; k += 1) sum += (a[k] ?? 0) * (b[k] ?? 0)
  return sum
}

/** What is still to be subtracted from the matrix: v w' + w v'. */
interface Pending {
  readonly v: Float64Array
  readonly w: Float64Array
}

function subtractFromRow(line: Float64Array, { v, w }: Pending): void {
  const last = line.length - 1
  const [vLast = 0, wLast = 0] = [v[last], w[last]]
  for (let k = 0; k <= last; k += 1) {
    line[k] = (line[k] ?? 0) - vLast * (w[k] ?? 0) - wLast * (v[k] ?? 0)
  }
}

/** Subtracts `pending` from one row, adds what its entries give to the product of matrix and `u`. */
function updateAndMultiply(
  line: Float64Array,
  { v, w }: Pending,
  u: Float64Array,
  product: Float64Array,
): void {
  const last = line.length - 1
  const [vLast = 0, wLast = 0, uLast = 0] = [v[last], w[last], u[last]]
  let sum = 0
  for (let k = 0; k < last; k += 1) {
    const entry = (line[k] ?? 0) - vLast * (w[k] ?? 0) - wLast * (v[k] ?? 0)
    line[k] = entry
    sum += entry * (u[k] ?? 0)
    product[k] = (product[k] ?? 0) + entry * uLast
  }
  const diagonal = (line[last] ?? 0) - 2 * vLast * wLast
  line[last] = diagonal
  product[last] = (product[last] ?? 0) + sum + diagonal * uLast
}

/** Normal of the mirror that leaves of a vector only its last entry, which it returns beside. */
function mirrorOf(vector: Float64Array): { normal: Float64Array; kept: number; scale: number } {
  const normal = vector.slice()
  const norm = Math.sqrt(dotProduct(vector, vector))
  const last = vector.at(-1) ?? 0
  const kept = last > 0 ? -norm : norm
  normal[normal.length - 1] = last - kept
  return { normal, kept, scale: norm * norm - kept * last }
}

interface Tridiagonal {
  readonly diagonal: Float64Array
  /** Entry k couples k and k + 1. */
  readonly coupling: Float64Array
}

/**
 * Householder's reduction, from the last row up; uses the matrix up. Each pass over what is left
 * subtracts the mirror image of the row before and multiplies by the next mirror's normal: memory,
 * not arithmetic, is the bound.
 */
function tridiagonalize(matrix: SymmetricMatrix): Tridiagonal {
  const { size } = matrix
  const diagonal = new Float64Array(size)
  const coupling = new Float64Array(size)
  let pending: Pending = { v: new Float64Array(size), w: new Float64Array(size) }
  for (let row = size - 1; row >= 0; row -= 1) {
    const line = rowOf(matrix, row)
    subtractFromRow(line, pending)
    diagonal[row] = line[row] ?? 0
    if (row === 0) break
    const { normal, kept, scale } = mirrorOf(line.subarray(0, row))
    coupling[row - 1] = kept
    const product = new Float64Array(row)
    for (let k = 0; k < row; k += 1) updateAndMultiply(rowOf(matrix, k), pending, normal, product)
    const factor = scale === 0 ? 0 : 1 / scale
    const half = (dotProduct(product, normal) * factor * factor) / 2
    pending = {
      v: normal,
      w: product.map((value, k) => value * factor - half * (normal[k] ?? 0)),
    }
  }
  return { diagonal, coupling }
}

/** One implicit QL step with Wilkinson's shift on rows `first` to `last`. */
function stepQl({ diagonal, coupling }: Tridiagonal, first: number, last: number): void {
  const at = (values: Float64Array, k: number) => values[k] ?? 0
  const start = at(coupling, first)
  const gap = (at(diagonal, first + 1) - at(diagonal, first)) / (2 * start)
  const root = Math.hypot(gap, 1)
  let g = at(diagonal, last) - at(diagonal, first) + start / (gap + (gap < 0 ? -root : root))
  let [sine, cosine, shift] = [1, 1, 0]
  for (let k = last - 1; k >= first; k -= 1) {
    const f = sine * at(coupling, k)
    const b = cosine * at(coupling, k)
    const length = Math.hypot(f, g)
    coupling[k + 1] = length
    if (length === 0) {
      diagonal[k + 1] = at(diagonal, k + 1) - shift
      coupling[last] = 0
      return
    }
    sine = f / length
    cosine = g / length
    g = at(diagonal, k + 1) - shift
    const r = (at(diagonal, k) - g) * sine + 2 * cosine * b
    shift = sine * r
    diagonal[k + 1] = g + shift
    g = cosine * r - b
  }
  diagonal[first] = at(diagonal, first) - shift
  coupling[first] = g
  coupling[last] = 0
}

function findSplit({ diagonal, coupling }: Tridiagonal, first: number): number {
  let last = first
  while (last < diagonal.length - 1) {
    const scale = Math.abs(diagonal[last] ?? 0) + Math.abs(diagonal[last + 1] ?? 0)
    if (Math.abs(coupling[last] ?? 0) <= Number.EPSILON * scale) break
    last += 1
  }
  return last
}

/** All eigenvalues, largest first. The matrix is used up. */
export function eigenvaluesOf(matrix: SymmetricMatrix): Float64Array {
  const tridiagonal = tridiagonalize(matrix)
  for (let first = 0; first < matrix.size; first += 1) {
    let iterations = 0
    for (let last = findSplit(tridiagonal, first); last > first; ) {
      iterations += 1
      if (iterations > ITERATIONS_MAX) throw new Error('The eigenvalues do not converge')
      stepQl(tridiagonal, first, last)
      last = findSplit(tridiagonal, first)
    }
  }
  return tridiagonal.diagonal.sort().reverse()
}

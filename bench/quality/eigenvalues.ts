const ITERATIONS_MAX = 60

/** Row `index` of a square matrix, as a view. */
function rowOf(matrix: Float64Array, size: number, index: number): Float64Array {
  return matrix.subarray(index * size, index * size + size)
}

function dotProduct(a: Float64Array, b: Float64Array, length: number): number {
  let sum = 0
  for (let k = 0; k < length; k += 1) sum += (a[k] ?? 0) * (b[k] ?? 0)
  return sum
}

interface Tridiagonal {
  readonly diagonal: Float64Array
  /** Entry k couples k and k + 1. */
  readonly coupling: Float64Array
}

/** Subtracts v w' + w v' from the leading rows and columns. */
function subtractOuter(matrix: Float64Array, size: number, v: Float64Array, w: Float64Array): void {
  for (let k = 0; k < w.length; k += 1) {
    const line = rowOf(matrix, size, k)
    const [factor = 0, other = 0] = [v[k], w[k]]
    for (let j = 0; j < w.length; j += 1) {
      line[j] = (line[j] ?? 0) - factor * (w[j] ?? 0) - other * (v[j] ?? 0)
    }
  }
}

/**
 * Mirrors the leading `row` rows and columns so that the row keeps one entry beside its diagonal,
 * and returns that entry. The row itself then holds the mirror's normal.
 */
function reflect(matrix: Float64Array, size: number, row: number): number {
  const normal = rowOf(matrix, size, row)
  const norm = Math.sqrt(dotProduct(normal, normal, row))
  const last = normal[row - 1] ?? 0
  const kept = last > 0 ? -norm : norm
  const scale = norm * norm - kept * last
  if (scale === 0) return last
  normal[row - 1] = last - kept
  const image = Float64Array.from(
    { length: row },
    (_, k) => dotProduct(rowOf(matrix, size, k), normal, row) / scale,
  )
  const half = dotProduct(image, normal, row) / (2 * scale)
  subtractOuter(
    matrix,
    size,
    normal,
    image.map((value, k) => value - half * (normal[k] ?? 0)),
  )
  return kept
}

/** Householder's reduction, from the last row up; uses the matrix up. */
function tridiagonalize(matrix: Float64Array, size: number): Tridiagonal {
  const diagonal = new Float64Array(size)
  const coupling = new Float64Array(size)
  for (let row = size - 1; row > 0; row -= 1) {
    coupling[row - 1] = reflect(matrix, size, row)
    diagonal[row] = matrix[row * size + row] ?? 0
  }
  diagonal[0] = matrix[0] ?? 0
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

/** All eigenvalues of a symmetric matrix in row order, largest first. */
export function symmetricEigenvalues(matrix: Float64Array, size: number): Float64Array {
  const tridiagonal = tridiagonalize(matrix.slice(), size)
  for (let first = 0; first < size; first += 1) {
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

import type { GeneratedAsset } from '../../generator/generator.ts'
import { componentsOf } from './components.ts'
import { boundsOf, type Geometry, isTextured, readGeometry, weld } from './geometry.ts'
import { occupancyOf } from './occupancy.ts'
import { countCrossing } from './self-intersection.ts'
import { topologyOf } from './topology.ts'
import { buildTriangleGrid, HALF_CUBE } from './triangle-grid.ts'
import { validate } from './validator.ts'
import { wallCells } from './walls.ts'

export interface AssetMeasures {
  readonly family: string
  readonly caption: string
  /** Attempts that the generator itself threw away before this one. */
  readonly rejectedAttempts: number
  readonly triangles: number
  readonly watertight: boolean
  readonly edgeManifold: boolean
  readonly vertexManifold: boolean
  /** Triangles that cross another one. */
  readonly crossingTriangles: number
  readonly shells: number
  readonly solids: number
  readonly specks: number
  /** Thickness of the walls in cells, but for 1% of the surface; 3 and more are alike. */
  readonly wallCells: number
  readonly touchesFloor: boolean
  readonly fillsCube: boolean
  readonly validatorErrors: number
  readonly validatorWarnings: number
}

export interface MeasuredAsset {
  readonly measures: AssetMeasures
  readonly occupancy: Uint32Array
}

/** Both within a cell: extraction cannot place a surface better. */
function placementOf(geometry: Geometry, cellSize: number) {
  const { least, extent } = boundsOf(geometry)
  return {
    touchesFloor: Math.abs(least[1] + HALF_CUBE) <= cellSize,
    fillsCube: Math.abs(extent - 2 * HALF_CUBE) <= cellSize,
  }
}

export async function measureAsset(
  { glb, facts }: GeneratedAsset,
  gridSize: number,
): Promise<MeasuredAsset> {
  const raw = readGeometry(glb)
  const geometry = isTextured(glb) ? weld(raw) : raw
  const cellSize = (2 * HALF_CUBE) / gridSize
  const grid = buildTriangleGrid(geometry, gridSize / 2)
  const { errors, warnings } = await validate(glb)
  return {
    measures: {
      family: facts.family,
      caption: facts.caption,
      rejectedAttempts: facts.attempt,
      triangles: geometry.triangles.length / 3,
      ...topologyOf(geometry),
      ...componentsOf(geometry),
      ...placementOf(geometry, cellSize),
      crossingTriangles: countCrossing(geometry, grid),
      wallCells: wallCells(geometry, grid, cellSize),
      validatorErrors: errors,
      validatorWarnings: warnings,
    },
    occupancy: occupancyOf(geometry),
  }
}

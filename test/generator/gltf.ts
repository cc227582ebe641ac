import type { Accessor } from '../../bench/quality/geometry.ts'

interface Material {
  readonly name: string
  readonly pbrMetallicRoughness: {
    readonly metallicFactor: number
    readonly roughnessFactor: number
    readonly baseColorTexture?: { readonly index: number }
  }
}

/** As much of an asset's glTF as tests look at. */
export interface Gltf {
  readonly asset: { readonly extras: Readonly<Record<string, string | number>> }
  readonly accessors: readonly Accessor[]
  readonly bufferViews: readonly {
    readonly byteOffset: number
    readonly byteLength: number
    readonly byteStride?: number
  }[]
  readonly images?: readonly { readonly bufferView: number; readonly mimeType: string }[]
  readonly materials: readonly Material[]
  readonly meshes: readonly {
    readonly primitives: readonly {
      readonly attributes: Readonly<Record<string, number>>
      readonly indices: number
      readonly material: number
    }[]
    readonly extras: { readonly parts: readonly string[] }
  }[]
  readonly nodes: readonly { readonly scale: readonly number[]; readonly name: string }[]
}

export interface ReadGlb {
  readonly gltf: Gltf
  readonly binary: Buffer
}

export function readGltf(glb: Uint8Array): ReadGlb {
  const bytes = Buffer.from(glb.buffer, glb.byteOffset, glb.byteLength)
  const jsonEnd = 20 + bytes.readUInt32LE(12)
  return {
    gltf: JSON.parse(bytes.toString('utf8', 20, jsonEnd)) as Gltf,
    binary: bytes.subarray(jsonEnd + 8),
  }
}

/** The first number of each element of an accessor of 16-bit integers. */
export function shortsOf({ gltf, binary }: ReadGlb, accessor: number, component = 0): number[] {
  const { bufferView = -1, byteOffset = 0, count = 0 } = gltf.accessors[accessor] ?? {}
  const view = gltf.bufferViews[bufferView]
  if (view === undefined) throw new Error(`No accessor ${accessor}`)
  const start = view.byteOffset + byteOffset + component * 2
  const stride = view.byteStride ?? 2
  return Array.from({ length: count }, (_, i) => binary.readUInt16LE(start + i * stride))
}

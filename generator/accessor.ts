import { countOf, type Glb, memberOf } from './glb-reader.ts'
import { ParentError } from './parent-error.ts'

interface Component {
  readonly bytes: number
  /** Largest value of a normalized integer, 1 for floats. */
  readonly most: number
  read(view: DataView, offset: number): number
}

const COMPONENTS: Readonly<Record<number, Component>> = {
  5121: { bytes: 1, most: 255, read: (view, offset) => view.getUint8(offset) },
  5122: { bytes: 2, most: 32_767, read: (view, offset) => view.getInt16(offset, true) },
  5123: { bytes: 2, most: 65_535, read: (view, offset) => view.getUint16(offset, true) },
  5125: { bytes: 4, most: 4_294_967_295, read: (view, offset) => view.getUint32(offset, true) },
  5126: { bytes: 4, most: 1, read: (view, offset) => view.getFloat32(offset, true) },
}

const WIDTHS: Readonly<Record<string, number>> = { SCALAR: 1, VEC2: 2, VEC3: 3, VEC4: 4 }

export interface Values {
  readonly count: number
  readonly width: number
  /** Of a normalized integer; 1 for floats. */
  readonly most: number
  at(element: number, component: number): number
}

/**
 * The values of an accessor, its whole extent checked against its buffer view and the binary chunk
 * before the first is read. Throws ParentError.
 */
export function readAccessor(glb: Glb, index: unknown, elementsMax: number): Values {
  const accessor = memberOf(glb.json, 'accessors', index)
  if (accessor.sparse !== undefined) throw new ParentError('PARENT_UNSUPPORTED', 'sparse accessor')
  const count = countOf(accessor, 'count')
  if (count > elementsMax) throw new ParentError('PARENT_TOO_LARGE', `${count} elements`)
  const width = WIDTHS[String(accessor.type)]
  const component = COMPONENTS[countOf(accessor, 'componentType')]
  if (width === undefined || component === undefined) {
    throw new ParentError('PARENT_UNSUPPORTED', 'accessor type')
  }
  const view = memberOf(glb.json, 'bufferViews', accessor.bufferView)
  if (countOf(view, 'buffer') !== 0) throw new ParentError('PARENT_UNSUPPORTED', 'second buffer')
  const packed = width * component.bytes
  const stride = countOf(view, 'byteStride', packed)
  const inView = countOf(accessor, 'byteOffset', 0)
  const start = countOf(view, 'byteOffset', 0) + inView
  const extent = count === 0 ? 0 : (count - 1) * stride + packed
  const fits =
    stride >= packed &&
    inView + extent <= countOf(view, 'byteLength') &&
    start + extent <= glb.binary.byteLength
  if (!fits) throw new ParentError('PARENT_MALFORMED', 'accessor beyond its buffer')
  return {
    ...{ count, width, most: component.most },
    at: (element, part) =>
      component.read(glb.binary, start + element * stride + part * component.bytes),
  }
}

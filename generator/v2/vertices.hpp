// The vertices of the dual mesh: one for each surface sheet in a cell.
#pragma once
#include "material.hpp"
#include "sharp.hpp"

namespace piwa {

struct CellVertex {
  i32 place;
  i32 component;
};

/// What the lanes of one group of vertices are made from.
template <i32 width>
struct Placing {
  Cell cell[width];
  Point<f32> inCell[width];
  Point<f32> normal[width];
  Crossing crossing[width][crossingsMax];
  i32 crossings[width];
  bool alone[width];
};

/// Gradient of the trilinear interpolant at t.
PIWA_INLINE Point<f32> trilinearGradient(const f32* d, const Point<f32>& t) {
  const f32 u = 1.f - t.x;
  const f32 v = 1.f - t.y;
  const f32 w = 1.f - t.z;
  const f32 xLow = (d[1] - d[0]) * v + (d[3] - d[2]) * t.y;
  const f32 xHigh = (d[5] - d[4]) * v + (d[7] - d[6]) * t.y;
  const f32 yLow = (d[2] - d[0]) * u + (d[3] - d[1]) * t.x;
  const f32 yHigh = (d[6] - d[4]) * u + (d[7] - d[5]) * t.x;
  const f32 zLow = (d[4] - d[0]) * u + (d[5] - d[1]) * t.x;
  const f32 zHigh = (d[6] - d[2]) * u + (d[7] - d[3]) * t.x;
  return {xLow * w + xHigh * t.z, yLow * w + yHigh * t.z, zLow * v + zHigh * t.y};
}

PIWA_INLINE void setNormal(Vertex& out, const Point<f32>& normal) {
  const f32 length = length3(normal.x, normal.y, normal.z);
  const bool flat = length <= 1e-12f;
  const f32 scale = flat ? 0.f : 127.f / length;
  out.normalX = (i8)roundClamped(normal.x * scale, 127.f);
  out.normalY = flat ? 127 : (i8)roundClamped(normal.y * scale, 127.f);
  out.normalZ = (i8)roundClamped(normal.z * scale, 127.f);
}

PIWA_INLINE void setPosition(const Context& c, Vertex& out, const Cell& cell,
                             const Point<f32>& inCell) {
  out.x = (i16)roundClamped(coordinate(c, (f32)cell.x + inCell.x) * 32767.f, 32767.f);
  out.y = (i16)roundClamped(coordinate(c, (f32)cell.y + inCell.y) * 32767.f, 32767.f);
  out.z = (i16)roundClamped(coordinate(c, (f32)cell.z + inCell.z) * 32767.f, 32767.f);
}

template <i32 width>
PIWA_INLINE void prepareVertex(const Context& c, u32 brick, const Neighborhood& n,
                               const CellVertex& wanted, i32 l, Placing<width>& placing) {
  const Cell origin = brickOrigin(c, brick);
  const i32 q = wanted.place;
  f32 d[8];
  cornerValues(n, q, d);
  const u32 crossing = c.crossingEdges[c.corners[brick * 64 + (u32)q]];
  const u32 components = componentsOf(c, brick, q);
  placing.cell[l] = {origin.x + (q & 3), origin.y + (q >> 2 & 3), origin.z + (q >> 4)};
  placing.crossings[l] =
      findCrossings(d, crossing, components, wanted.component, placing.crossing[l]);
  placing.alone[l] = components >> 24 == 1;
  placing.inCell[l] = meanOf(placing.crossing[l], placing.crossings[l]);
  placing.normal[l] = trilinearGradient(d, placing.inCell[l]);
}

/// Places `count` vertices of a brick; the lanes beyond repeat the first.
template <class F>
PIWA_SHARED void placeVertices(Context& c, u32 brick, const Neighborhood& n,
                               const CellVertex* wanted, i32 count, Vertex* out) {
  constexpr i32 width = Lanes<F>::width;
  const u64 mask = c.brickMask[brick];
  Placing<width> placing;
  Point<F> world{broadcast(0.f, F{}), broadcast(0.f, F{}), broadcast(0.f, F{})};
  for (i32 l = 0; l < width; l++) {
    const i32 source = l < count ? l : 0;
    if (l < count) {
      prepareVertex<width>(c, brick, n, wanted[l], l, placing);
    }
    const Cell& cell = placing.cell[source];
    const Point<f32>& t = placing.inCell[source];
    setLane(world.x, l, coordinate(c, (f32)cell.x + t.x));
    setLane(world.y, l, coordinate(c, (f32)cell.y + t.y));
    setLane(world.z, l, coordinate(c, (f32)cell.z + t.z));
  }
  const Owner<F> owner = ownerAt(c.recipe, mask, world);
  for (i32 l = 0; l < count; l++) {
    const f32 miss = lane(owner.field, l) / c.cell;
    if (placing.alone[l] && absolute(miss) > sharpFrom) {
      Crossing* planes = placing.crossing[l];
      findNormals<F>(c, mask, placing.cell[l], planes, placing.crossings[l]);
      placing.inCell[l] = meetPlanes(planes, placing.crossings[l], placing.inCell[l]);
      placing.normal[l] = meanNormal(planes, placing.crossings[l]);
    } else if (placing.alone[l]) {
      placing.inCell[l] = movedAlong(placing.inCell[l], placing.normal[l], -miss);
    }
    setPosition(c, out[l], placing.cell[l], placing.inCell[l]);
    setNormal(out[l], placing.normal[l]);
  }
  colorVertices<F>(c.recipe, owner, count, out);
}

template <class F>
PIWA_PHASE void buildVertices(Context& c, u32 brick) {
  if (c.activeCells[brick] == 0) {
    return;
  }
  constexpr i32 width = Lanes<F>::width;
  Neighborhood n;
  gather(c, brickOrigin(c, brick), n);
  Vertex* out = c.vertexDraft + c.vertexBase[brick];
  CellVertex wanted[width];
  i32 count = 0;
  for (u64 rest = c.activeCells[brick]; rest; rest &= rest - 1) {
    const i32 q = lowestBit64(rest);
    const i32 components = (i32)(componentsOf(c, brick, q) >> 24);
    for (i32 component = 0; component < components; component++) {
      wanted[count++] = {q, component};
      if (count == width) {
        placeVertices<F>(c, brick, n, wanted, count, out);
        out += count;
        count = 0;
      }
    }
  }
  if (count > 0) {
    placeVertices<F>(c, brick, n, wanted, count, out);
  }
}

}  // namespace piwa

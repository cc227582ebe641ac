// The dual mesh: a vertex for each surface sheet in a cell, a quad for each crossing edge.
#pragma once
#include "cells.hpp"
#include "material.hpp"

namespace piwa {

struct CellVertex {
  i32 place;
  i32 component;
};

PIWA_INLINE void cornerValues(const Neighborhood& n, i32 q, f32* values) {
  const f32* low = n.value + ((q >> 4) * 5 + (q >> 2 & 3)) * 5 + (q & 3);
  for (i32 t = 0; t < 8; t++) {
    values[t] = low[(t >> 2) * 25 + (t >> 1 & 1) * 5 + (t & 1)];
  }
}

/// Mean of the crossings of the component's edges, in cell units from the cell's first corner.
PIWA_INLINE Point<f32> meanCrossing(const f32* d, u32 crossing, u32 components,
                                    i32 component) {
  f32 sum[3] = {0.f, 0.f, 0.f};
  i32 count = 0;
  for (u32 rest = crossing; rest; rest &= rest - 1) {
    const i32 edge = lowestBit(rest);
    if ((i32)(components >> (edge * 2) & 3) != component) {
      continue;
    }
    const i32 a = lowerCornerOf(edge);
    const i32 b = upperCornerOf(edge);
    f32 at[3] = {(f32)(a & 1), (f32)(a >> 1 & 1), (f32)(a >> 2)};
    at[edge >> 2] = d[a] / (d[a] - d[b]);
    sum[0] += at[0];
    sum[1] += at[1];
    sum[2] += at[2];
    count++;
  }
  const f32 scale = 1.f / (f32)count;
  return {sum[0] * scale, sum[1] * scale, sum[2] * scale};
}

/// Gradient of the trilinear interpolant at t, as a normalized byte vector.
PIWA_INLINE void setNormal(Vertex& out, const f32* d, const Point<f32>& t) {
  const f32 u = 1.f - t.x;
  const f32 v = 1.f - t.y;
  const f32 w = 1.f - t.z;
  const f32 xLow = (d[1] - d[0]) * v + (d[3] - d[2]) * t.y;
  const f32 xHigh = (d[5] - d[4]) * v + (d[7] - d[6]) * t.y;
  const f32 yLow = (d[2] - d[0]) * u + (d[3] - d[1]) * t.x;
  const f32 yHigh = (d[6] - d[4]) * u + (d[7] - d[5]) * t.x;
  const f32 zLow = (d[4] - d[0]) * u + (d[5] - d[1]) * t.x;
  const f32 zHigh = (d[6] - d[2]) * u + (d[7] - d[3]) * t.x;
  const f32 x = xLow * w + xHigh * t.z;
  const f32 y = yLow * w + yHigh * t.z;
  const f32 z = zLow * v + zHigh * t.y;
  const f32 length = length3(x, y, z);
  const bool flat = length <= 1e-12f;
  const f32 scale = flat ? 0.f : 127.f / length;
  out.normalX = (i8)roundClamped(x * scale, 127.f);
  out.normalY = flat ? 127 : (i8)roundClamped(y * scale, 127.f);
  out.normalZ = (i8)roundClamped(z * scale, 127.f);
  out.normalPadding = 0;
}

template <class F>
PIWA_INLINE void placeVertices(Context& c, u32 brick, const Neighborhood& n,
                               const CellVertex* wanted, i32 count, Vertex* out) {
  const Cell origin = brickOrigin(c, brick);
  F x = broadcast(0.f, F{});
  F y = x;
  F z = x;
  for (i32 l = 0; l < count; l++) {
    const i32 q = wanted[l].place;
    f32 d[8];
    cornerValues(n, q, d);
    const u32 crossing = c.crossingEdges[c.corners[brick * 64 + (u32)q]];
    const u32 components = componentsOf(c, brick, q);
    const Point<f32> t = meanCrossing(d, crossing, components, wanted[l].component);
    const f32 worldX = coordinate(c, (f32)(origin.x + (q & 3)) + t.x);
    const f32 worldY = coordinate(c, (f32)(origin.y + (q >> 2 & 3)) + t.y);
    const f32 worldZ = coordinate(c, (f32)(origin.z + (q >> 4)) + t.z);
    setLane(x, l, worldX);
    setLane(y, l, worldY);
    setLane(z, l, worldZ);
    out[l].x = (i16)roundClamped(worldX * 32767.f, 32767.f);
    out[l].y = (i16)roundClamped(worldY * 32767.f, 32767.f);
    out[l].z = (i16)roundClamped(worldZ * 32767.f, 32767.f);
    out[l].padding = 0;
    setNormal(out[l], d, t);
  }
  colorVertices<F>(c, c.brickMask[brick], {x, y, z}, count, out);
}

template <class F>
PIWA_INLINE void buildVertices(Context& c, u32 brick) {
  if (c.activeCells[brick] == 0) {
    return;
  }
  constexpr i32 width = Lanes<F>::width;
  Neighborhood n;
  gather(c, brickOrigin(c, brick), n);
  Vertex* out = c.vertex + c.vertexBase[brick];
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

constexpr u32 noVertex = 0xffffffffu;

/// Number of the vertex of `cell` that owns the given edge.
PIWA_INLINE u32 vertexOfEdge(const Context& c, const Cell& cell, i32 edge) {
  const i32 slot = c.slot[slotOfCell(c, cell)];
  const u32 q = placeInBrick(cell);
  if (slot < 0 || (c.activeCells[slot] >> q & 1) == 0) {
    return noVertex;
  }
  const u32 brick = (u32)slot;
  const u64 before = (1ull << q) - 1;
  const u32 earlier = bitCount(c.activeCells[brick] & before) +
                      bitCount(c.secondVertex[brick] & before) +
                      bitCount(c.thirdVertex[brick] & before) +
                      bitCount(c.fourthVertex[brick] & before);
  const u32 component = componentsOf(c, brick, (i32)q) >> (edge * 2) & 3;
  return c.vertexBase[brick] + earlier + component;
}

PIWA_INLINE u64 squaredDistance(const Vertex& a, const Vertex& b) {
  const i64 x = a.x - b.x;
  const i64 y = a.y - b.y;
  const i64 z = a.z - b.z;
  return (u64)(x * x) + (u64)(y * y) + (u64)(z * z);
}

/// Two triangles over the shorter diagonal of the quad a, b, d, e.
PIWA_INLINE void writeQuad(const Context& c, u32* out, u32 a, u32 b, u32 d, u32 e) {
  const u64 first = squaredDistance(c.vertex[a], c.vertex[d]);
  const u64 second = squaredDistance(c.vertex[b], c.vertex[e]);
  const bool overFirst = first <= second;
  out[0] = a;
  out[1] = b;
  out[2] = overFirst ? d : e;
  out[3] = overFirst ? a : b;
  out[4] = d;
  out[5] = e;
}

/// The quad around one crossing edge. Returns false where a cell around the edge was culled:
/// the distance bound was broken and the mesh would have a hole.
PIWA_INLINE bool buildQuad(const Context& c, const Cell& at, i32 axis, bool inside, u32* out) {
  const i32 dx = axis == 0 ? 0 : 1;
  const i32 dy = axis == 1 ? 0 : 1;
  const i32 dz = axis == 2 ? 0 : 1;
  const Cell left{at.x - (axis == 2), at.y - (axis == 0), at.z - (axis == 1)};
  const Cell right{at.x - (axis == 1), at.y - (axis == 2), at.z - (axis == 0)};
  const i32 edge = axis * 4;
  const u32 far = vertexOfEdge(c, {at.x - dx, at.y - dy, at.z - dz}, edge + 3);
  const u32 near = vertexOfEdge(c, at, edge);
  const u32 leftVertex = vertexOfEdge(c, left, edge + (axis == 1 ? 2 : 1));
  const u32 rightVertex = vertexOfEdge(c, right, edge + (axis == 1 ? 1 : 2));
  if (far == noVertex || near == noVertex || leftVertex == noVertex || rightVertex == noVertex) {
    return false;
  }
  if (inside) {
    writeQuad(c, out, far, rightVertex, near, leftVertex);
  } else {
    writeQuad(c, out, far, leftVertex, near, rightVertex);
  }
  return true;
}

PIWA_INLINE void buildQuads(Context& c, u32 brick) {
  const Cell origin = brickOrigin(c, brick);
  const f32* samples = c.sample + (u64)brick * 64;
  u32* out = c.index + (u64)c.quadBase[brick] * 6;
  for (i32 axis = 0; axis < 3; axis++) {
    for (u64 rest = c.edges[axis][brick]; rest; rest &= rest - 1) {
      const i32 q = lowestBit64(rest);
      const Cell at{origin.x + (q & 3), origin.y + (q >> 2 & 3), origin.z + (q >> 4)};
      if (!buildQuad(c, at, axis, samples[q] < 0.f, out)) {
        c.holes[brick] = 1;
      }
      out += 6;
    }
  }
}

}  // namespace piwa

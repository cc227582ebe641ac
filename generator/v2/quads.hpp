// The quads of the dual mesh: one for each edge that crosses the surface.
#pragma once
#include "cells.hpp"

namespace piwa {

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

/// Twice the area of a triangle, as a vector along its normal, in units of 1024 a side.
PIWA_INLINE Point<f32> areaOf(const Vertex& a, const Vertex& b, const Vertex& c) {
  constexpr f32 unit = 1.f / 1024.f;
  const Point<f32> u{(f32)(b.x - a.x) * unit, (f32)(b.y - a.y) * unit, (f32)(b.z - a.z) * unit};
  const Point<f32> v{(f32)(c.x - a.x) * unit, (f32)(c.y - a.y) * unit, (f32)(c.z - a.z) * unit};
  return {u.y * v.z - u.z * v.y, u.z * v.x - u.x * v.z, u.x * v.y - u.y * v.x};
}

PIWA_INLINE f32 dotProduct(const Point<f32>& a, const Point<f32>& b) {
  return a.x * b.x + a.y * b.y + a.z * b.z;
}

/// The squared cosine between the normals of a quad's two triangles, with the cosine's sign, as a
/// fraction: `over` is zero when a triangle has no area.
struct Flatness {
  f32 cosine;
  f32 over;
};

/// Of the quad a, b, d, e along its diagonal a, d.
PIWA_INLINE Flatness flatnessOf(const Vertex& a, const Vertex& b, const Vertex& d,
                                const Vertex& e) {
  const Point<f32> first = areaOf(a, b, d);
  const Point<f32> second = areaOf(a, d, e);
  const f32 product = dotProduct(first, second);
  return {product * absolute(product), dotProduct(first, first) * dotProduct(second, second)};
}

PIWA_INLINE bool isFlatter(const Flatness& a, const Flatness& b) {
  if (a.over <= 0.f || b.over <= 0.f) {
    return a.over > b.over;
  }
  return a.cosine * b.over > b.cosine * a.over;
}

/// Two triangles over the diagonal that bends the quad a, b, d, e less: bent over the other one it
/// may cross its neighbors, and a crease would run across it. Of equal ones the shorter.
PIWA_INLINE void writeQuad(const Context& c, u32* out, u32 a, u32 b, u32 d, u32 e) {
  const Vertex* v = c.vertexDraft;
  const Flatness first = flatnessOf(v[a], v[b], v[d], v[e]);
  const Flatness second = flatnessOf(v[b], v[d], v[e], v[a]);
  const bool shorter = squaredDistance(v[a], v[d]) <= squaredDistance(v[b], v[e]);
  const bool overFirst = isFlatter(first, second) || (shorter && !isFlatter(second, first));
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

PIWA_PHASE void buildQuads(Context& c, u32 brick) {
  const Cell origin = brickOrigin(c, brick);
  const f32* samples = c.sample + (u64)brick * 64;
  u32* out = c.indexDraft + (u64)c.quadBase[brick] * 6;
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

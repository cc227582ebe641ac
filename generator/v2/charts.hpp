// Charts of the texture atlas: the quads of one brick that face the same way share a square of the
// atlas, seen along their axis. A vertex is split where its quads lie in different charts.
#pragma once
#include "quads.hpp"
#include "settle.hpp"

namespace piwa {

constexpr i32 texelsPerCell = 2;
/// A brick's quads span five cells; one texel around them is a margin for filtering.
constexpr i32 chartTexels = 5 * texelsPerCell + 2;
constexpr i32 chartsPerRow = 85;
constexpr i32 atlasWidth = chartsPerRow * chartTexels;
constexpr i32 directions = chartDirections;
constexpr i32 edgesOfCell = 12;

/// Corners a, b, d, e of a quad in order, from its two triangles.
struct QuadCorners {
  u32 corner[4];
};

PIWA_INLINE QuadCorners cornersOfQuad(const u32* t) {
  return {{t[0], t[1], t[3] == t[0] ? t[2] : t[4], t[5]}};
}

/// 0..5: the axis that the quad faces most, twice, plus one when it faces backwards.
PIWA_INLINE i32 facingOf(const Context& c, u32 quad) {
  const QuadCorners q = cornersOfQuad(c.indexDraft + (u64)quad * 6);
  const Vertex* v = c.vertexDraft;
  const Vertex& a = v[q.corner[0]];
  const Vertex& b = v[q.corner[1]];
  const Vertex& d = v[q.corner[2]];
  const Vertex& e = v[q.corner[3]];
  const i64 firstX = d.x - a.x;
  const i64 firstY = d.y - a.y;
  const i64 firstZ = d.z - a.z;
  const i64 secondX = e.x - b.x;
  const i64 secondY = e.y - b.y;
  const i64 secondZ = e.z - b.z;
  const i64 normal[3] = {firstY * secondZ - firstZ * secondY, firstZ * secondX - firstX * secondZ,
                         firstX * secondY - firstY * secondX};
  i32 axis = 0;
  i64 most = 0;
  for (i32 i = 0; i < 3; i++) {
    const i64 size = normal[i] < 0 ? -normal[i] : normal[i];
    if (size > most) {
      most = size;
      axis = i;
    }
  }
  return axis * 2 + (normal[axis] < 0);
}

PIWA_INLINE u32 endOfQuads(const Context& c, u32 brick) {
  return brick + 1 < c.brickCount ? c.quadBase[brick + 1] : c.quadDrafts;
}

PIWA_PHASE void chartBrick(Context& c, u32 brick) {
  u32* flags = c.chartFlag + (u64)brick * directions;
  for (i32 i = 0; i < directions; i++) {
    flags[i] = 0;
  }
  for (u32 quad = c.quadBase[brick]; quad < endOfQuads(c, brick); quad++) {
    const u32 key = brick * directions + (u32)facingOf(c, quad);
    c.quadChart[quad] = key;
    if (isKept(c, c.indexDraft[(u64)quad * 6])) {
      c.chartFlag[key] = 1;
    }
  }
}

/// Number of the quad around the edge from a sample along an axis.
PIWA_INLINE u32 quadOfEdge(const Context& c, const Cell& sample, i32 axis) {
  const u32 brick = (u32)c.slot[slotOfCell(c, sample)];
  u32 quad = c.quadBase[brick];
  for (i32 i = 0; i < axis; i++) {
    quad += bitCount(c.edges[i][brick]);
  }
  return quad + bitCount(c.edges[axis][brick] & ((1ull << placeInBrick(sample)) - 1));
}

/// The quads around a vertex and the distinct charts they lie in, in the order of the cell's edges.
struct Fan {
  i32 quads;
  u32 quad[edgesOfCell];
  i32 rank[edgesOfCell];
  i32 charts;
  u32 chart[edgesOfCell];
};

PIWA_INLINE Fan fanOf(const Context& c, const Cell& cell, u32 crossing, u32 components,
                      i32 component) {
  Fan fan;
  fan.quads = 0;
  fan.charts = 0;
  for (u32 rest = crossing; rest; rest &= rest - 1) {
    const i32 edge = lowestBit(rest);
    if ((i32)(components >> (edge * 2) & 3) != component) {
      continue;
    }
    const i32 corner = lowerCornerOf(edge);
    const Cell sample{cell.x + (corner & 1), cell.y + (corner >> 1 & 1), cell.z + (corner >> 2)};
    const u32 quad = quadOfEdge(c, sample, edge >> 2);
    const u32 chart = c.quadChart[quad];
    i32 rank = 0;
    while (rank < fan.charts && fan.chart[rank] != chart) {
      rank++;
    }
    if (rank == fan.charts) {
      fan.chart[fan.charts++] = chart;
    }
    fan.quad[fan.quads] = quad;
    fan.rank[fan.quads++] = rank;
  }
  return fan;
}

/// Calls visit(vertex, fan) for every kept vertex of a brick, in the order they were built.
template <class Function>
PIWA_INLINE void forEachFan(const Context& c, u32 brick, Function visit) {
  const Cell origin = brickOrigin(c, brick);
  u32 v = c.vertexBase[brick];
  for (u64 rest = c.activeCells[brick]; rest; rest &= rest - 1) {
    const i32 q = lowestBit64(rest);
    const Cell cell{origin.x + (q & 3), origin.y + (q >> 2 & 3), origin.z + (q >> 4)};
    const u32 crossing = c.crossingEdges[c.corners[brick * 64 + (u32)q]];
    const u32 components = componentsOf(c, brick, q);
    for (i32 component = 0; component < (i32)(components >> 24); component++) {
      if (isKept(c, v)) {
        visit(v, fanOf(c, cell, crossing, components, component));
      } else {
        c.splitBase[v] = 0;
      }
      v++;
    }
  }
}

PIWA_INLINE i32 axisOf(const Vertex& v, i32 axis) { return axis == 0 ? v.x : axis == 1 ? v.y : v.z; }

/// Where a draft lies in a chart, in texels from the chart's corner.
struct Texel {
  f32 u;
  f32 v;
};

PIWA_INLINE f32 alongChart(const Context& c, i32 draft, i32 origin) {
  const f32 sample = ((f32)draft * (1.f / 32767.f) + 1.f) * (.5f * (f32)c.grid) - .5f;
  return (sample - (f32)origin + 1.f) * (f32)texelsPerCell + 1.f;
}

PIWA_INLINE Texel texelIn(const Context& c, u32 key, const Vertex& draft) {
  const Cell origin = brickOrigin(c, key / directions);
  const i32 from[3] = {origin.x, origin.y, origin.z};
  const i32 axis = (i32)(key % directions) >> 1;
  const i32 u = axis == 0 ? 1 : 0;
  const i32 v = axis == 2 ? 1 : 2;
  return {alongChart(c, axisOf(draft, u), from[u]), alongChart(c, axisOf(draft, v), from[v])};
}

PIWA_INLINE u32 atlasHeight(const Context& c) {
  return (c.chartCount + chartsPerRow - 1) / chartsPerRow * chartTexels;
}

PIWA_INLINE void splitVertex(Context& c, u32 v, const Fan& fan) {
  const Vertex& draft = c.vertexDraft[v];
  const u32 base = c.splitBase[v];
  for (i32 i = 0; i < fan.charts; i++) {
    const u32 chart = c.chartNumber[fan.chart[i]];
    const Texel texel = texelIn(c, fan.chart[i], draft);
    const f32 left = (f32)(chart % chartsPerRow * chartTexels);
    const f32 top = (f32)(chart / chartsPerRow * chartTexels);
    const u32 at = base + (u32)i;
    c.vertex[at] = settledVertex(c, draft);
    c.textureU[at] = (u16)roundClamped((left + texel.u) * (65535.f / (f32)atlasWidth), 65535.f);
    c.textureV[at] = (u16)roundClamped((top + texel.v) * (65535.f / (f32)atlasHeight(c)), 65535.f);
  }
  for (i32 i = 0; i < fan.quads; i++) {
    const u64 first = (u64)fan.quad[i] * 6;
    for (i32 k = 0; k < 6; k++) {
      if (c.indexDraft[first + (u64)k] == v) {
        c.splitIndex[first + (u64)k] = base + (u32)fan.rank[i];
      }
    }
  }
}

/// Lays out the atlas and splits the vertices. False when it would be too big: then the asset has
/// vertex colors as at coarser grids.
template <class Executor>
PIWA_INLINE bool chartMesh(Executor& run, Context& c) {
  run.forEach(c.brickCount, [&](u32 brick) { chartBrick(c, brick); });
  const u32 charts =
      run.compact(c.chartFlag, c.brickCount * directions, [&](u32 key, u32 number) {
        c.chartNumber[key] = number;
        if (number < chartsMax) {
          c.chartKey[number] = key;
        }
      });
  run.forEach(c.brickCount, [&](u32 brick) {
    forEachFan(c, brick, [&](u32 v, const Fan& fan) { c.splitBase[v] = (u32)fan.charts; });
  });
  const u32 vertices = run.scan(c.splitBase, c.vertexDrafts);
  if (charts > chartsMax || vertices > c.bricksMax * verticesPerBrickMax) {
    return false;
  }
  run.single([&] {
    c.chartCount = charts;
    c.vertexCount = vertices;
  });
  run.forEach(c.brickCount, [&](u32 brick) {
    forEachFan(c, brick, [&](u32 v, const Fan& fan) { splitVertex(c, v, fan); });
  });
  return true;
}

}  // namespace piwa

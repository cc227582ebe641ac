// From drafts to the asset: floating specks and hidden cavities go, the rest is fitted to the unit
// cube with its lowest point on the floor, and the quads are grouped by paint.
#pragma once
#include "context.hpp"

namespace piwa {

/// A component below this share of the volume is a speck.
constexpr i64 speckShare = 100;

constexpr i32 fittedMost = 32767;

/// Six times the signed volume between the origin and a triangle.
PIWA_INLINE i64 sixVolumes(const Vertex& a, const Vertex& b, const Vertex& d) {
  const i64 x = (i64)b.y * d.z - (i64)b.z * d.y;
  const i64 y = (i64)b.z * d.x - (i64)b.x * d.z;
  const i64 z = (i64)b.x * d.y - (i64)b.y * d.x;
  return a.x * x + a.y * y + a.z * z;
}

PIWA_INLINE i64 quadVolume(const Context& c, u32 quad) {
  const u32* t = c.indexDraft + (u64)quad * 6;
  const Vertex* v = c.vertexDraft;
  return sixVolumes(v[t[0]], v[t[1]], v[t[2]]) + sixVolumes(v[t[3]], v[t[4]], v[t[5]]);
}

/// Whether the component of a draft vertex is more than a speck, and not a cavity.
PIWA_INLINE bool isKept(const Context& c, u32 v) {
  return c.volume[c.label[v]] * speckShare >= c.totalVolume;
}

template <class Executor>
PIWA_INLINE void measureComponents(Executor& run, Context& c) {
  const u32 vertices = c.vertexDrafts;
  run.components(c.label, vertices, c.quadDrafts, [&](u32 quad, auto&& join) {
    const u32* t = c.indexDraft + (u64)quad * 6;
    join(t[0], t[1]);
    join(t[0], t[2]);
    join(t[3], t[4]);
    join(t[3], t[5]);
  });
  run.forEach(vertices, [&](u32 v) { c.volume[v] = 0; });
  run.single([&] { c.totalVolume = 0; });
  run.forEach(c.quadDrafts, [&](u32 quad) {
    const i64 volume = quadVolume(c, quad);
    run.addTo(&c.volume[c.label[c.indexDraft[(u64)quad * 6]]], volume);
    run.addTo(&c.totalVolume, volume);
  });
}

/// Bounds of the kept vertices of a brick.
PIWA_PHASE void boundBrick(Context& c, u32 brick) {
  i32* bounds = c.brickBounds + (u64)brick * 6;
  for (i32 i = 0; i < 3; i++) {
    bounds[i] = fittedMost;
    bounds[i + 3] = -fittedMost;
  }
  const u32 end = brick + 1 < c.brickCount ? c.vertexBase[brick + 1] : c.vertexDrafts;
  for (u32 v = c.vertexBase[brick]; v < end; v++) {
    if (!isKept(c, v)) {
      continue;
    }
    const Vertex& vertex = c.vertexDraft[v];
    const i32 at[3] = {vertex.x, vertex.y, vertex.z};
    for (i32 i = 0; i < 3; i++) {
      bounds[i] = at[i] < bounds[i] ? at[i] : bounds[i];
      bounds[i + 3] = at[i] > bounds[i + 3] ? at[i] : bounds[i + 3];
    }
  }
}

PIWA_INLINE void joinBounds(Context& c) {
  for (i32 i = 0; i < 3; i++) {
    c.least[i] = fittedMost;
    c.most[i] = -fittedMost;
  }
  for (u32 brick = 0; brick < c.brickCount; brick++) {
    const i32* bounds = c.brickBounds + (u64)brick * 6;
    for (i32 i = 0; i < 3; i++) {
      c.least[i] = bounds[i] < c.least[i] ? bounds[i] : c.least[i];
      c.most[i] = bounds[i + 3] > c.most[i] ? bounds[i + 3] : c.most[i];
    }
  }
  c.extent = 1;
  for (i32 i = 0; i < 3; i++) {
    const i32 side = c.most[i] - c.least[i];
    c.extent = side > c.extent ? side : c.extent;
  }
}

/// Twice the numerator over the extent, rounded half away from zero.
PIWA_INLINE i32 fittedCoordinate(i64 twice, i32 extent) {
  const i64 scaled = twice * fittedMost;
  const i64 half = extent / 2;
  const i64 rounded = (scaled < 0 ? scaled - half : scaled + half) / extent;
  return (i32)(rounded > fittedMost ? fittedMost : rounded < -fittedMost ? -fittedMost : rounded);
}

/// x and z are centered; the lowest y becomes the floor of the cube.
PIWA_INLINE i32 fitted(const Context& c, i32 axis, i32 at) {
  if (axis == 1) {
    return fittedCoordinate(2 * (i64)(at - c.least[1]) - c.extent, c.extent);
  }
  return fittedCoordinate(2 * (i64)at - c.least[axis] - c.most[axis], c.extent);
}

PIWA_INLINE Vertex settledVertex(const Context& c, const Vertex& draft) {
  Vertex vertex = draft;
  vertex.x = (i16)fitted(c, 0, draft.x);
  vertex.y = (i16)fitted(c, 1, draft.y);
  vertex.z = (i16)fitted(c, 2, draft.z);
  return vertex;
}

template <class Executor>
PIWA_INLINE void groupQuads(Executor& run, Context& c) {
  u32 placed = 0;
  for (i32 paint = 0; paint < c.recipe.paintCount; paint++) {
    run.forEach(c.quadDrafts, [&](u32 quad) {
      const u32 v = c.indexDraft[(u64)quad * 6];
      c.quadFlag[quad] = c.vertexDraft[v].paint == paint && isKept(c, v);
    });
    const u32 count = run.compact(c.quadFlag, c.quadDrafts, [&](u32 quad, u32 at) {
      c.quadPlace[quad] = placed + at;
    });
    run.single([&] { c.quadsOfPaint[paint] = count; });
    placed += count;
  }
  run.single([&] { c.quadCount = placed; });
}

/// Finds what is kept and its bounds. False when nothing solid is left.
template <class Executor>
PIWA_INLINE bool measureMesh(Executor& run, Context& c) {
  measureComponents(run, c);
  if (c.totalVolume <= 0) {
    return false;
  }
  run.forEach(c.brickCount, [&](u32 brick) { boundBrick(c, brick); });
  run.single([&] { joinBounds(c); });
  groupQuads(run, c);
  return true;
}

/// The kept vertices in their order; each quad refers to them by `splitIndex`.
template <class Executor>
PIWA_INLINE void settleVertices(Executor& run, Context& c) {
  run.forEach(c.vertexDrafts, [&](u32 v) { c.quadFlag[v] = isKept(c, v); });
  const u32 kept = run.compact(c.quadFlag, c.vertexDrafts, [&](u32 v, u32 at) {
    c.splitBase[v] = at;
    c.vertex[at] = settledVertex(c, c.vertexDraft[v]);
  });
  run.single([&] { c.vertexCount = kept; });
  run.forEach(c.quadDrafts * 6, [&](u32 i) { c.splitIndex[i] = c.splitBase[c.indexDraft[i]]; });
}

PIWA_INLINE void settleQuad(Context& c, u32 quad) {
  const u64 from = (u64)quad * 6;
  if (isKept(c, c.indexDraft[from])) {
    copyBytes(c.index + (u64)c.quadPlace[quad] * 6, c.splitIndex + from, 24);
  }
}

}  // namespace piwa

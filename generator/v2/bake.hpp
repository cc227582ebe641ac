// Bakes the atlas: every texel that a quad of its chart covers takes the color of the surface there.
#pragma once
#include "charts.hpp"
#include "material.hpp"
#include "png.hpp"

namespace piwa {

constexpr i32 texelsOfChart = chartTexels * chartTexels;
constexpr i32 dilations = 2;

/// A chart in the making: positions in the domain, then colors.
struct ChartBake {
  bool covered[texelsOfChart];
  f32 x[texelsOfChart];
  f32 y[texelsOfChart];
  f32 z[texelsOfChart];
  u8 color[texelsOfChart][3];
};

PIWA_INLINE f32 domainOf(i32 draft) { return (f32)draft * (1.f / 32767.f); }

/// Texels whose centers lie in the triangle, or within a hair of it.
PIWA_INLINE void coverTriangle(const Context& c, u32 key, const u32* t, ChartBake& bake) {
  const Vertex& a = c.vertexDraft[t[0]];
  const Vertex& b = c.vertexDraft[t[1]];
  const Vertex& d = c.vertexDraft[t[2]];
  const Texel ta = texelIn(c, key, a);
  const Texel tb = texelIn(c, key, b);
  const Texel td = texelIn(c, key, d);
  const f32 area = (tb.u - ta.u) * (td.v - ta.v) - (tb.v - ta.v) * (td.u - ta.u);
  if (absolute(area) < 1e-4f) {
    return;
  }
  const f32 inverse = 1.f / area;
  const i32 left = (i32)clamp(smaller(ta.u, smaller(tb.u, td.u)) - .6f, 0.f, chartTexels - 1.f);
  const i32 right = (i32)clamp(larger(ta.u, larger(tb.u, td.u)) + .1f, 0.f, chartTexels - 1.f);
  const i32 top = (i32)clamp(smaller(ta.v, smaller(tb.v, td.v)) - .6f, 0.f, chartTexels - 1.f);
  const i32 bottom = (i32)clamp(larger(ta.v, larger(tb.v, td.v)) + .1f, 0.f, chartTexels - 1.f);
  for (i32 row = top; row <= bottom; row++) {
    for (i32 column = left; column <= right; column++) {
      const f32 u = (f32)column + .5f;
      const f32 v = (f32)row + .5f;
      const f32 ofB = ((u - ta.u) * (td.v - ta.v) - (v - ta.v) * (td.u - ta.u)) * inverse;
      const f32 ofD = ((tb.u - ta.u) * (v - ta.v) - (tb.v - ta.v) * (u - ta.u)) * inverse;
      const f32 ofA = 1.f - ofB - ofD;
      if (ofA < -.01f || ofB < -.01f || ofD < -.01f) {
        continue;
      }
      const i32 at = row * chartTexels + column;
      bake.covered[at] = true;
      bake.x[at] = domainOf(a.x) * ofA + domainOf(b.x) * ofB + domainOf(d.x) * ofD;
      bake.y[at] = domainOf(a.y) * ofA + domainOf(b.y) * ofB + domainOf(d.y) * ofD;
      bake.z[at] = domainOf(a.z) * ofA + domainOf(b.z) * ofB + domainOf(d.z) * ofD;
    }
  }
}

/// Detail finer than a vertex color can show.
template <class F>
PIWA_INLINE void colorTexels(const Recipe& recipe, u64 mask, ChartBake& bake, const i32* texels,
                             i32 count) {
  constexpr i32 width = Lanes<F>::width;
  Point<F> world{broadcast(0.f, F{}), broadcast(0.f, F{}), broadcast(0.f, F{})};
  for (i32 l = 0; l < width; l++) {
    const i32 at = texels[l < count ? l : 0];
    setLane(world.x, l, bake.x[at]);
    setLane(world.y, l, bake.y[at]);
    setLane(world.z, l, bake.z[at]);
  }
  const Owner<F> owner = ownerAt(recipe, mask, world);
  const F detail = noise<F>(world.x * 47.f, world.y * 47.f, world.z * 47.f, recipe.noiseSeed + 2);
  Vertex colored[width];
  colorVertices<F>(recipe, owner, count, colored);
  for (i32 l = 0; l < count; l++) {
    const f32 light = 1.f + .06f * lane(detail, l);
    u8* color = bake.color[texels[l]];
    color[0] = (u8)roundClamped((f32)colored[l].red * light, 255.f);
    color[1] = (u8)roundClamped((f32)colored[l].green * light, 255.f);
    color[2] = (u8)roundClamped((f32)colored[l].blue * light, 255.f);
  }
}

/// Uncovered texels take the color of a covered neighbor, twice; what is left stays neutral.
PIWA_INLINE void dilateChart(ChartBake& bake) {
  for (i32 pass = 0; pass < dilations; pass++) {
    bool grown[texelsOfChart];
    for (i32 at = 0; at < texelsOfChart; at++) {
      grown[at] = bake.covered[at];
      const i32 column = at % chartTexels;
      const i32 neighbors[4] = {column > 0 ? at - 1 : at, column + 1 < chartTexels ? at + 1 : at,
                                at >= chartTexels ? at - chartTexels : at,
                                at + chartTexels < texelsOfChart ? at + chartTexels : at};
      for (i32 i = 0; i < 4 && !grown[at]; i++) {
        const i32 from = neighbors[i];
        if (bake.covered[from]) {
          grown[at] = true;
          for (i32 k = 0; k < 3; k++) {
            bake.color[at][k] = bake.color[from][k];
          }
        }
      }
    }
    for (i32 at = 0; at < texelsOfChart; at++) {
      bake.covered[at] = grown[at];
    }
  }
}

template <class F>
PIWA_INLINE void colorChart(const Recipe& recipe, u64 mask, ChartBake& bake) {
  constexpr i32 width = Lanes<F>::width;
  i32 texels[width];
  i32 count = 0;
  for (i32 at = 0; at < texelsOfChart; at++) {
    if (bake.covered[at]) {
      texels[count++] = at;
    }
    if (count == width) {
      colorTexels<F>(recipe, mask, bake, texels, count);
      count = 0;
    }
  }
  if (count > 0) {
    colorTexels<F>(recipe, mask, bake, texels, count);
  }
}

template <class F>
PIWA_PHASE void bakeChart(Context& c, u32 number) {
  constexpr u8 neutral = 128;
  const u32 key = c.chartKey[number];
  const u32 brick = key / directions;
  ChartBake bake;
  for (i32 at = 0; at < texelsOfChart; at++) {
    bake.covered[at] = false;
    for (i32 k = 0; k < 3; k++) {
      bake.color[at][k] = neutral;
    }
  }
  for (u32 quad = c.quadBase[brick]; quad < endOfQuads(c, brick); quad++) {
    const u32* t = c.indexDraft + (u64)quad * 6;
    if (c.quadChart[quad] == key && isKept(c, t[0])) {
      coverTriangle(c, key, t, bake);
      coverTriangle(c, key, t + 3, bake);
    }
  }
  colorChart<F>(c.recipe, c.brickMask[brick], bake);
  dilateChart(bake);
  u8* png = c.glb + c.glbBinaryAt + atlasOffset(c);
  const u32 left = number % chartsPerRow * chartTexels;
  const u32 top = number / chartsPerRow * chartTexels;
  for (i32 at = 0; at < texelsOfChart; at++) {
    u8* pixel = png + pixelOffset(left + (u32)(at % chartTexels), top + (u32)(at / chartTexels));
    for (i32 k = 0; k < 3; k++) {
      pixel[k] = bake.color[at][k];
    }
  }
}

/// Writes the PNG into its place in the GLB.
template <class F, class Executor>
PIWA_INLINE void bakeAtlas(Executor& run, Context& c) {
  u8* png = c.glb + c.glbBinaryAt + atlasOffset(c);
  const u32 rows = atlasHeight(c) / chartTexels;
  run.forEach(rows, [&](u32 row) { clearPngBlock(png, row, rows); });
  run.forEach(c.chartCount, [&](u32 chart) { bakeChart<F>(c, chart); });
  run.forEach(rows, [&](u32 row) { sumPngBlock(c, png, row); });
  run.single([&] { finishPng(c, png, rows); });
}

}  // namespace piwa

// Light that no camera changes, once an asset: at each vertex how much of the key light and of the
// sky arrives, by depth maps from the light and from directions all around.
#pragma once
#include "views-state.hpp"

namespace piwa {

/// Each serves two directions: what lies nearest on one side, and on the other.
constexpr u32 skyAxes = 12;
constexpr u32 emptyTexel = 0xffffffffu;

/// Towards the light: from the left, above, and the front.
PIWA_TABLE f32 keyLight[3] = {-0.49236596f, 0.73854894f, 0.46159309f};

/// A parallel projection onto a square map that holds the whole bounding sphere.
struct LightView {
  f32 right[3];
  f32 up[3];
  f32 back[3];
  f32 reach;
  f32 texel;
  f32 scale;
  i32 size;
};

PIWA_INLINE LightView lightView(const Views& views, const f32* towards, i32 size) {
  const f32 aside = larger(length2(towards[0], towards[2]), 1e-6f);
  const f32 sa = towards[0] / aside;
  const f32 ca = towards[2] / aside;
  LightView light{{ca, 0.f, -sa},
                  {-towards[1] * sa, aside, -towards[1] * ca},
                  {towards[0], towards[1], towards[2]}, 0.f, 0.f, 0.f, size};
  light.reach = views.sphere.radius * frameMargin;
  light.scale = (f32)(size - 12) * (.5f * subsamples) / light.reach;
  light.texel = subsamples / light.scale;
  return light;
}

/// In 28.4 texels; the map is large enough for every vertex and a lift of two texels.
PIWA_INLINE ScreenVertex projectParallel(const LightView& light, const f32* point) {
  const f32 half = (f32)light.size * (.5f * subsamples) + .5f;
  const f32 x = half + dot(point, light.right) * light.scale;
  const f32 y = half - dot(point, light.up) * light.scale;
  const f32 depth = 2.f * light.reach - dot(point, light.back);
  return {(i32)clamp(x, 0.f, 16000.f), (i32)clamp(y, 0.f, 16000.f), depth};
}

PIWA_INLINE void placeOf(const Views& views, u32 v, f32* out) {
  for (i32 axis = 0; axis < 3; axis++) {
    out[axis] = views.place[axis][v];
  }
}

PIWA_INLINE void clearMaps(Views& views, u32 texel) {
  views.nearMap[texel] = emptyTexel;
  views.farMap[texel] = 0;
}

/// Vertices are no farther apart than a texel of a sky map: they leave their depths as points.
PIWA_PHASE void splatSky(Views& views, const LightView& light, u32 v) {
  f32 point[3];
  placeOf(views, v, point);
  const ScreenVertex at = projectParallel(light, point);
  const i32 texel = (at.y >> subsampleBits) * light.size + (at.x >> subsampleBits);
  const u32 bits = (u32)bitsOf(at.depth);
  least(views.nearMap + texel, bits);
  most(views.farMap + texel, bits);
}

PIWA_PHASE void rasterShadow(Views& views, const Context& c, i32 size, u32 triangle) {
  const u32* index = c.index + (u64)triangle * 3;
  const ScreenVertex& a = views.screen[index[0]];
  const ScreenVertex& b = views.screen[index[1]];
  const ScreenVertex& d = views.screen[index[2]];
  const i32 area = areaOf(a, b, d);
  if (area >= 0) {
    return;
  }
  u32* map = views.nearMap;
  rasterTriangle(a, d, b, -area, sampleBox(a, b, d, 2 * size - 1),
                 [=](i32 row, i32 column, f32 depth, i32 outside) {
                   leastInside(map + (row >> 1) * size + column, (u32)bitsOf(depth), outside);
                 });
}

/// The vertex lifted off its own surface, as the light sees it.
PIWA_INLINE ScreenVertex receiver(const Views& views, const LightView& light, u32 v, f32 side) {
  f32 point[3];
  placeOf(views, v, point);
  const f32* n = views.corner[v].normal;
  const f32 lift = 1.2f * light.texel;
  for (i32 i = 0; i < 3; i++) {
    point[i] = point[i] + (n[i] + light.back[i] * (side * .6f)) * lift;
  }
  return projectParallel(light, point);
}

/// Share of the light that passes at a texel, soft by two texels of depth. Depths of the far map
/// grow towards its light: `side` is -1 there.
PIWA_INLINE f32 passes(u32 texel, f32 depth, f32 side, f32 softness) {
  const f32 blocker = texel == emptyTexel ? 1e6f : fromBits((i32)texel);
  return clamp(1.f + (blocker - depth) * side * softness, 0.f, 1.f);
}

/// Mean over a tent of `reach` texels on each side of the receiver; texel centers lie at halves.
/// The rim of the map is wide enough: no texel is outside.
template <i32 reach>
PIWA_INLINE f32 lightAt(const LightView& light, const u32* map, const ScreenVertex& at, f32 side) {
  const i32 x = at.x - 8;
  const i32 y = at.y - 8;
  const u32* corner = map + ((y >> subsampleBits) - (reach - 1)) * light.size +
                      ((x >> subsampleBits) - (reach - 1));
  const i32 fromX = (x & 15) + (reach - 1) * 16;
  const i32 fromY = (y & 15) + (reach - 1) * 16;
  const f32 softness = .5f / light.texel;
  f32 sum = 0.f;
  for (i32 row = 0; row < 2 * reach; row++) {
    const i32 down = row < reach ? reach * 16 - fromY + row * 16 : reach * 16 + fromY - row * 16;
    for (i32 column = 0; column < 2 * reach; column++) {
      const i32 across =
          column < reach ? reach * 16 - fromX + column * 16 : reach * 16 + fromX - column * 16;
      const u32 texel = corner[row * light.size + column];
      sum += passes(texel, at.depth, side, softness) * (f32)(down * across);
    }
  }
  return sum * (1.f / (f32)(reach * reach * reach * reach * 256));
}

PIWA_PHASE void addSky(Views& views, const LightView& light, u32 v) {
  ViewCorner& corner = views.corner[v];
  const f32 along = dot(corner.normal, light.back);
  const f32 side = along < 0.f ? -1.f : 1.f;
  const u32* map = along < 0.f ? views.farMap : views.nearMap;
  const f32 facing = absolute(along);
  corner.sky += lightAt<1>(light, map, receiver(views, light, v, side), side) * facing;
  views.skyTotal[v] += facing;
}

/// Axis k of the upper hemisphere.
PIWA_INLINE void skyAxis(u32 k, f32* out) {
  constexpr u32 goldenTurn = 2654435769u;
  const f32 height = ((f32)k + .5f) * (1.f / (f32)skyAxes);
  const f32 aside = squareRoot(1.f - height * height);
  const f32 turn = (f32)(k * goldenTurn >> 8) * (1.f / 16777216.f);
  const SineCosine<f32> azimuth = sineCosine(turn * fullTurn);
  out[0] = aside * azimuth.sine;
  out[1] = height;
  out[2] = aside * azimuth.cosine;
}

template <class Executor>
PIWA_INLINE void lightFromSky(Executor& run, const Context& c, Views& views) {
  const i32 size = lesser(c.grid + c.grid / 4, skyMapMax);
  for (u32 k = 0; k < skyAxes; k++) {
    f32 towards[3];
    skyAxis(k, towards);
    const LightView light = lightView(views, towards, size);
    run.forEach((u32)(size * size), [&](u32 i) { clearMaps(views, i); });
    run.forEach(c.vertexCount, [&](u32 v) { splatSky(views, light, v); });
    run.forEach(c.vertexCount, [&](u32 v) { addSky(views, light, v); });
  }
  run.forEach(c.vertexCount, [&](u32 v) {
    views.corner[v].sky = views.corner[v].sky / views.skyTotal[v];
  });
}

/// The map has a row of samples for each half texel, as the views have: only one of two columns
/// counts in a row, so a texel takes the nearer of its two samples.
template <class Executor>
PIWA_INLINE void lightFromKey(Executor& run, const Context& c, Views& views) {
  const LightView light = lightView(views, keyLight, shadowMapSize);
  const u32 texels = (u32)(shadowMapSize * shadowMapSize);
  run.forEach(texels, [&](u32 i) { clearMaps(views, i); });
  run.forEach(c.vertexCount, [&](u32 v) {
    f32 point[3];
    placeOf(views, v, point);
    ScreenVertex at = projectParallel(light, point);
    at.x *= 2;
    at.y *= 2;
    views.screen[v] = at;
  });
  run.forEach(c.quadCount * 2, [&](u32 t) { rasterShadow(views, c, light.size, t); });
  run.forEach(c.vertexCount, [&](u32 v) {
    const ScreenVertex at = receiver(views, light, v, 1.f);
    views.corner[v].shadow = lightAt<2>(light, views.nearMap, at, 1.f);
  });
}

}  // namespace piwa

// Light that no camera changes, once an asset: at each vertex how much of the key light and of the
// sky arrives, by depth maps from the light and from directions all around.
#pragma once
#include "views-state.hpp"

namespace piwa {

/// Each serves two directions: what lies nearest on one side, and on the other.
constexpr u32 skyAxes = 12;
constexpr u32 emptyTexel = 0xffffffffu;

/// Towards the light: from the left, above, and the front.
constexpr f32 keyLight[3] = {-0.49236596f, 0.73854894f, 0.46159309f};

PIWA_INLINE f32 byteToLinear(u8 byte) {
  const f32 x = (f32)byte * (1.f / 255.f);
  return x * (x * (x * 0.305306011f + 0.682171111f) + 0.012522878f);
}

PIWA_INLINE void findSphere(Views& views, const Context& c) {
  views.reach = 0;
  for (i32 i = 0; i < 3; i++) {
    views.sphere.center[i] = (f32)(c.least[i] + c.most[i]) * (.5f * worldPerStep);
  }
}

/// In half steps, so that the center of the box is whole.
PIWA_INLINE void reachVertex(Views& views, const Context& c, u32 v) {
  const Vertex& vertex = c.vertex[v];
  const i64 x = 2 * vertex.x - (c.least[0] + c.most[0]);
  const i64 y = 2 * vertex.y - (c.least[1] + c.most[1]);
  const i64 z = 2 * vertex.z - (c.least[2] + c.most[2]);
  most(&views.reach, (u64)(x * x + y * y + z * z));
}

/// Vertex from the center of the asset, in world units.
PIWA_INLINE void fromCenter(const Views& views, const Vertex& vertex, f32* out) {
  out[0] = (f32)vertex.x * worldPerStep - views.sphere.center[0];
  out[1] = (f32)vertex.y * worldPerStep - views.sphere.center[1];
  out[2] = (f32)vertex.z * worldPerStep - views.sphere.center[2];
}

PIWA_INLINE void openCorner(Views& views, const Context& c, u32 v) {
  const Vertex& vertex = c.vertex[v];
  Corner& corner = views.corner[v];
  const f32 x = (f32)vertex.normalX;
  const f32 y = (f32)vertex.normalY;
  const f32 z = (f32)vertex.normalZ;
  const f32 scale = 1.f / larger(length3(x, y, z), 1.f);
  corner.normal[0] = x * scale;
  corner.normal[1] = y * scale;
  corner.normal[2] = z * scale;
  corner.albedo[0] = byteToLinear(vertex.red);
  corner.albedo[1] = byteToLinear(vertex.green);
  corner.albedo[2] = byteToLinear(vertex.blue);
  corner.shadow = 0.f;
  corner.sky = 0.f;
  views.skyTotal[v] = 1e-3f;
}

struct FaceNormal {
  f32 x;
  f32 y;
  f32 z;
  /// False where the three corners lie on a line.
  bool known;
};

PIWA_INLINE FaceNormal faceNormal(const Context& c, const u32* index) {
  const Vertex& a = c.vertex[index[0]];
  const Vertex& b = c.vertex[index[1]];
  const Vertex& d = c.vertex[index[2]];
  const f32 bx = (f32)(b.x - a.x);
  const f32 by = (f32)(b.y - a.y);
  const f32 bz = (f32)(b.z - a.z);
  const f32 dx = (f32)(d.x - a.x);
  const f32 dy = (f32)(d.y - a.y);
  const f32 dz = (f32)(d.z - a.z);
  const f32 x = by * dz - bz * dy;
  const f32 y = bz * dx - bx * dz;
  const f32 z = bx * dy - by * dx;
  const f32 length = length3(x, y, z);
  const bool known = length > 1.f;
  const f32 scale = known ? 1.f / length : 0.f;
  return {x * scale, y * scale, z * scale, known};
}

/// A corner whose normal turns further away from its face than this is a crease there.
constexpr f32 creaseCosine = 0.86f;

/// One bit a corner where the face's own normal is the better one.
PIWA_INLINE void findCreases(Views& views, const Context& c, u32 triangle) {
  const u32* index = c.index + (u64)triangle * 3;
  const FaceNormal face = faceNormal(c, index);
  u32 bits = 0;
  for (u32 i = 0; i < 3 && face.known; i++) {
    const f32* n = views.corner[index[i]].normal;
    const f32 along = n[0] * face.x + n[1] * face.y + n[2] * face.z;
    bits |= along < creaseCosine ? 1u << i : 0u;
  }
  views.crease[triangle] = (u8)bits;
}

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
                  {towards[0], towards[1], towards[2]}, 0.f, 0.f, 0.f, 0};
  light.reach = views.sphere.radius * frameMargin;
  light.size = size;
  light.scale = (f32)(size - 4) * (.5f * subsamples) / light.reach;
  light.texel = subsamples / light.scale;
  return light;
}

PIWA_INLINE ScreenVertex projectParallel(const LightView& light, const f32* point) {
  const f32 half = (f32)light.size * (.5f * subsamples);
  const f32 x = dot(point, light.right) * light.scale + half;
  const f32 y = half - dot(point, light.up) * light.scale;
  const f32 depth = 2.f * light.reach - dot(point, light.back);
  return {roundClamped(x, 16000.f), roundClamped(y, 16000.f), depth};
}

/// Front faces leave their nearest depth, back faces their farthest: the nearest from behind.
PIWA_INLINE void rasterLight(Views& views, const Context& c, i32 size, bool backs, u32 triangle) {
  const u32* index = c.index + (u64)triangle * 3;
  const ScreenVertex& a = views.screen[index[0]];
  const ScreenVertex& b = views.screen[index[1]];
  const ScreenVertex& d = views.screen[index[2]];
  const i32 area = areaOf(a, b, d);
  if (area == 0 || (area > 0 && !backs)) {
    return;
  }
  const SampleBox box = sampleBox(a, b, d, size - 1);
  if (area < 0) {
    rasterTriangle(a, d, b, -area, box, [&](i32 x, i32 y, f32 depth) {
      least(views.nearMap + y * size + x, (u32)bitsOf(depth));
    });
  } else {
    rasterTriangle(a, b, d, area, box, [&](i32 x, i32 y, f32 depth) {
      most(views.farMap + y * size + x, (u32)bitsOf(depth));
    });
  }
}

template <class Executor>
PIWA_INLINE void drawLight(Executor& run, Views& views, const Context& c, const LightView& light,
                           bool backs) {
  run.forEach((u32)(light.size * light.size), [&](u32 i) {
    views.nearMap[i] = emptyTexel;
    views.farMap[i] = 0;
  });
  run.forEach(c.vertexCount, [&](u32 v) {
    f32 point[3];
    fromCenter(views, c.vertex[v], point);
    views.screen[v] = projectParallel(light, point);
  });
  run.forEach(c.quadCount * 2,
              [&](u32 triangle) { rasterLight(views, c, light.size, backs, triangle); });
}

/// The vertex lifted off its own surface, as the light sees it.
PIWA_INLINE ScreenVertex receiver(const Views& views, const Context& c, const LightView& light,
                                  u32 v, f32 side) {
  f32 point[3];
  fromCenter(views, c.vertex[v], point);
  const f32* n = views.corner[v].normal;
  const f32 lift = 1.2f * light.texel;
  for (i32 i = 0; i < 3; i++) {
    point[i] = point[i] + (n[i] + light.back[i] * (side * .6f)) * lift;
  }
  return projectParallel(light, point);
}

/// Share of the light that passes at a texel, soft by two texels of depth. Depths of the far map
/// grow towards its light: `side` is -1 there.
PIWA_INLINE f32 passes(u32 texel, f32 depth, f32 side, f32 texelSize) {
  const f32 blocker = texel == emptyTexel ? 1e6f : fromBits((i32)texel);
  return clamp(1.f + (blocker - depth) * side / (2.f * texelSize), 0.f, 1.f);
}

/// Mean over a tent of texels around the receiver.
PIWA_INLINE f32 lightAt(const LightView& light, const u32* map, const ScreenVertex& at, f32 side,
                        i32 radius) {
  const i32 x = (at.x + 8) >> subsampleBits;
  const i32 y = (at.y + 8) >> subsampleBits;
  f32 sum = 0.f;
  f32 total = 0.f;
  for (i32 dy = -radius; dy <= radius; dy++) {
    for (i32 dx = -radius; dx <= radius; dx++) {
      const i32 column = x + dx;
      const i32 row = y + dy;
      const i32 fromX = greater((column << subsampleBits) - at.x, at.x - (column << subsampleBits));
      const i32 fromY = greater((row << subsampleBits) - at.y, at.y - (row << subsampleBits));
      const f32 weight =
          (f32)(greater((radius + 1) * 16 - fromX, 0) * greater((radius + 1) * 16 - fromY, 0));
      const bool within = column >= 0 && row >= 0 && column < light.size && row < light.size;
      const u32 texel = within ? map[row * light.size + column] : side > 0.f ? emptyTexel : 0u;
      sum += passes(texel, at.depth, side, light.texel) * weight;
      total += weight;
    }
  }
  return sum / total;
}

PIWA_INLINE void addSky(Views& views, const Context& c, const LightView& light, u32 v, f32 side) {
  Corner& corner = views.corner[v];
  const f32 facing = dot(corner.normal, light.back) * side;
  if (facing <= 0.f) {
    return;
  }
  const u32* map = side > 0.f ? views.nearMap : views.farMap;
  corner.sky += lightAt(light, map, receiver(views, c, light, v, side), side, 1) * facing;
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

/// After generate(), before the first view of the asset.
template <class Executor>
PIWA_INLINE void prepareViews(Executor& run, const Context& c, Views& views) {
  run.single([&] { findSphere(views, c); });
  run.forEach(c.vertexCount, [&](u32 v) { reachVertex(views, c, v); });
  run.single([&] {
    views.sphere.radius = squareRoot((f32)views.reach) * (.5f * worldPerStep);
  });
  run.forEach(c.vertexCount, [&](u32 v) { openCorner(views, c, v); });
  run.forEach(c.quadCount * 2, [&](u32 triangle) { findCreases(views, c, triangle); });
  for (u32 k = 0; k < skyAxes; k++) {
    f32 towards[3];
    skyAxis(k, towards);
    const LightView light = lightView(views, towards, skyMapSize);
    drawLight(run, views, c, light, true);
    run.forEach(c.vertexCount, [&](u32 v) {
      addSky(views, c, light, v, 1.f);
      addSky(views, c, light, v, -1.f);
    });
  }
  const LightView light = lightView(views, keyLight, shadowMapSize);
  drawLight(run, views, c, light, false);
  run.forEach(c.vertexCount, [&](u32 v) {
    Corner& corner = views.corner[v];
    corner.shadow = lightAt(light, views.nearMap, receiver(views, c, light, v, 1.f), 1.f, 2);
    corner.sky = corner.sky / views.skyTotal[v];
  });
  run.forEach(sampleCount(views), [&](u32 i) { views.key[i] = noKey; });
  run.forEach(tileCount(views), [&](u32 i) { views.tile[i] = 0; });
}

}  // namespace piwa

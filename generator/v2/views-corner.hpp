// What the corners of the mesh bring to every view: place, normal, color, finish of the paint.
#pragma once
#include "views-light.hpp"

namespace piwa {

/// Bounds are counted from -32768, so that they are never negative.
PIWA_INLINE void boundVertex(Views& views, const Context& c, u32 v) {
  const Vertex& vertex = c.vertex[v];
  const u32 at[3] = {(u32)(vertex.x + 32768), (u32)(vertex.y + 32768), (u32)(vertex.z + 32768)};
  for (i32 i = 0; i < 3; i++) {
    least(views.bounds + i, at[i]);
    most(views.bounds + 3 + i, at[i]);
  }
}

/// In half steps, so that the center of the box is whole.
PIWA_INLINE i64 fromMiddle(const Views& views, i32 axis, i32 at) {
  return 2 * (at + 32768) - (i32)(views.bounds[axis] + views.bounds[3 + axis]);
}

PIWA_INLINE void reachVertex(Views& views, const Context& c, u32 v) {
  const Vertex& vertex = c.vertex[v];
  const i64 x = fromMiddle(views, 0, vertex.x);
  const i64 y = fromMiddle(views, 1, vertex.y);
  const i64 z = fromMiddle(views, 2, vertex.z);
  most(&views.reach, (u64)(x * x + y * y + z * z));
}

/// The sphere around the middle of the box that holds every vertex.
template <class Executor>
PIWA_INLINE void findSphere(Executor& run, const Context& c, Views& views) {
  run.single([&] {
    views.reach = 0;
    for (i32 i = 0; i < 3; i++) {
      views.bounds[i] = 65535;
      views.bounds[3 + i] = 0;
    }
  });
  run.forEach(c.vertexCount, [&](u32 v) { boundVertex(views, c, v); });
  run.forEach(c.vertexCount, [&](u32 v) { reachVertex(views, c, v); });
  run.single([&] {
    views.sphere.radius = squareRoot((f32)views.reach) * (.5f * worldPerStep);
    for (i32 i = 0; i < 3; i++) {
      const i32 middle = (i32)(views.bounds[i] + views.bounds[3 + i]) - 65536;
      views.sphere.center[i] = (f32)middle * (.5f * worldPerStep);
    }
  });
}

PIWA_INLINE f32 byteToLinear(u8 byte) {
  const f32 x = (f32)byte * (1.f / 255.f);
  return x * (x * (x * 0.305306011f + 0.682171111f) + 0.012522878f);
}

/// How a paint answers to light.
PIWA_INLINE void setFinish(ViewCorner& corner, const Paint& paint) {
  const bool cloth = paint.kind == Material::fabric;
  const bool soft = paint.kind == Material::skin || paint.kind == Material::leaf ||
                    paint.kind == Material::food;
  const bool glass = paint.kind == Material::glass;
  corner.roughness = clamp((f32)paint.roughnessPercent * .01f, .06f, 1.f);
  corner.metalness = (f32)paint.metallicPercent * .01f;
  corner.gloss = glass ? .1f : .04f;
  corner.wrap = soft ? .3f : cloth ? .2f : 0.f;
  corner.sheen = cloth ? .22f : 0.f;
  corner.clear = glass ? .35f : 0.f;
  corner.unused[0] = 0.f;
  corner.unused[1] = 0.f;
}

PIWA_PHASE void openCorner(Views& views, const Context& c, u32 v) {
  const Vertex& vertex = c.vertex[v];
  views.place[0][v] = (f32)vertex.x * worldPerStep - views.sphere.center[0];
  views.place[1][v] = (f32)vertex.y * worldPerStep - views.sphere.center[1];
  views.place[2][v] = (f32)vertex.z * worldPerStep - views.sphere.center[2];
  ViewCorner& corner = views.corner[v];
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
  setFinish(corner, c.recipe.paint[vertex.paint]);
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
PIWA_PHASE void findCreases(Views& views, const Context& c, u32 triangle) {
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

/// After generate(), before the first view of the asset.
template <class Executor>
PIWA_PHASE void prepareViews(Executor& run, const Context& c, Views& views) {
  findSphere(run, c, views);
  run.forEach(c.vertexCount, [&](u32 v) { openCorner(views, c, v); });
  run.forEach(c.quadCount * 2, [&](u32 triangle) { findCreases(views, c, triangle); });
  lightFromSky(run, c, views);
  lightFromKey(run, c, views);
  run.forEach(sampleCount(views), [&](u32 i) { views.key[i] = noKey; });
  run.forEach(tileCount(views), [&](u32 i) { views.tile[i] = 0; });
}

}  // namespace piwa

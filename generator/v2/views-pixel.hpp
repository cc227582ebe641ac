// From samples to pixels: which surfaces a pixel shows, and the bytes of its four planes.
#pragma once
#include "views-corner.hpp"
#include "views-shade.hpp"

namespace piwa {

template <class F>
PIWA_INLINE F loadLanes(const f32* from) {
  F value;
  copyBytes(&value, from, sizeof(F));
  return value;
}

PIWA_INLINE f32 inverseDepthOf(u64 key) { return fromBits((i32)(0x7fffffffu - (u32)(key >> 32))); }

/// What one pixel shows: up to two surfaces and the background, in eighths. A surface's sample
/// counts in half pixels from the upper left corner of the pixel.
struct Blend {
  u64 first;
  u64 second;
  i32 firstX, firstY;
  i32 secondX, secondY;
  i32 firstWeight;
  i32 secondWeight;
};

/// Surfaces whose inverse depths differ by more than this share are two.
constexpr f32 sameSurface = 0.012f;

/// The center of a pixel counts four eighths, each corner one. The first surface is the center's,
/// or the nearest one where the center shows background.
PIWA_INLINE Blend blendOf(const Views& views, i32 x, i32 y) {
  const u64* above = views.key + 2 * y * views.sampleStride + x;
  const u64* below = above + 2 * views.sampleStride;
  const u64 corner[4] = {above[0], above[1], below[0], below[1]};
  const u64 center = above[views.sampleStride];
  Blend blend{center, noKey, 1, 1, 0, 0, center == noKey ? 0 : 4, 0};
  if (center == noKey) {
    for (i32 i = 0; i < 4; i++) {
      if (corner[i] < blend.first) {
        blend.first = corner[i];
        blend.firstX = (i & 1) * 2;
        blend.firstY = i & 2;
      }
    }
    if (blend.first == noKey) {
      return blend;
    }
  }
  const f32 inverse = inverseDepthOf(blend.first);
  const f32 margin = sameSurface * inverse;
  for (i32 i = 0; i < 4; i++) {
    if (corner[i] == noKey) {
      continue;
    }
    if (absolute(inverseDepthOf(corner[i]) - inverse) <= margin) {
      blend.firstWeight++;
      continue;
    }
    blend.secondWeight++;
    if (corner[i] < blend.second) {
      blend.second = corner[i];
      blend.secondX = (i & 1) * 2;
      blend.secondY = i & 2;
    }
  }
  return blend;
}

/// What the lanes of one group of pixels blended from their triangles.
template <i32 width>
struct Gathered {
  f32 mixed[width][cornerFloats];
  f32 x[width];
  f32 y[width];
};

/// The normal where some corners are creases: those take the face's own.
PIWA_NOINLINE void mixCreased(const Views& views, const Context& c, u32 triangle,
                              const f32* weight, f32* normal) {
  const u32* index = c.index + (u64)triangle * 3;
  const FaceNormal face = faceNormal(c, index);
  const f32 flat[3] = {face.x, face.y, face.z};
  for (i32 i = 0; i < 3; i++) {
    normal[i] = 0.f;
    for (i32 k = 0; k < 3; k++) {
      const bool creased = views.crease[triangle] >> k & 1;
      normal[i] += (creased ? flat[i] : views.corner[index[k]].normal[i]) * weight[k];
    }
  }
}

template <i32 width>
PIWA_INLINE void gatherCorners(const Views& views, const Context& c, u64 key, i32 x, i32 y, i32 l,
                               Gathered<width>& out) {
  const u32 triangle = (u32)key;
  const u32* index = c.index + (u64)triangle * 3;
  const ScreenVertex& a = views.screen[index[0]];
  const ScreenVertex& b = views.screen[index[1]];
  const ScreenVertex& d = views.screen[index[2]];
  const ScreenVertex at{x * 16, y * 16, 0.f};
  const f32 u = (f32)areaOf(b, at, d) * a.depth;
  const f32 v = (f32)areaOf(d, at, a) * b.depth;
  const f32 w = (f32)areaOf(a, at, b) * d.depth;
  const f32 scale = 1.f / (u + v + w);
  const f32 weight[3] = {u * scale, v * scale, w * scale};
  const f32* first = (const f32*)&views.corner[index[0]];
  const f32* second = (const f32*)&views.corner[index[1]];
  const f32* third = (const f32*)&views.corner[index[2]];
  f32* mixed = out.mixed[l];
  for (i32 i = 0; i < cornerFloats; i++) {
    mixed[i] = first[i] * weight[0] + second[i] * weight[1] + third[i] * weight[2];
  }
  if (views.crease[triangle]) {
    mixCreased(views, c, triangle, weight, mixed);
  }
  out.x[l] = (f32)x;
  out.y[l] = (f32)y;
}

template <class F>
PIWA_INLINE F fieldOf(const Gathered<Lanes<F>::width>& g, i32 field) {
  F value = broadcast(0.f, F{});
  for (i32 l = 0; l < Lanes<F>::width; l++) {
    setLane(value, l, g.mixed[l][field]);
  }
  return value;
}

template <class F>
PIWA_INLINE Surface<F> surfaceOf(const Views& views, const Gathered<Lanes<F>::width>& g) {
  const Camera& camera = views.camera;
  Surface<F> s;
  const F nx = fieldOf<F>(g, 0);
  const F ny = fieldOf<F>(g, 1);
  const F nz = fieldOf<F>(g, 2);
  const F scale = 1.f / larger(length3(nx, ny, nz), broadcast(1e-4f, nx));
  s.normal[0] = nx * scale;
  s.normal[1] = ny * scale;
  s.normal[2] = nz * scale;
  for (i32 i = 0; i < 3; i++) {
    s.albedo[i] = fieldOf<F>(g, 3 + i);
  }
  s.shadow = fieldOf<F>(g, 6);
  s.sky = fieldOf<F>(g, 7);
  s.roughness = fieldOf<F>(g, 8);
  s.metalness = fieldOf<F>(g, 9);
  s.gloss = fieldOf<F>(g, 10);
  s.wrap = fieldOf<F>(g, 11);
  s.sheen = fieldOf<F>(g, 12);
  s.clear = fieldOf<F>(g, 13);
  const f32 step = .5f / camera.focal;
  const F x = (loadLanes<F>(g.x) - (f32)views.size) * step;
  const F y = ((f32)views.size - loadLanes<F>(g.y)) * step;
  F away[3];
  for (i32 i = 0; i < 3; i++) {
    away[i] = camera.back[i] - x * camera.right[i] - y * camera.up[i];
  }
  const F shrink = 1.f / length3(away[0], away[1], away[2]);
  for (i32 i = 0; i < 3; i++) {
    s.toEye[i] = away[i] * shrink;
  }
  return s;
}

struct Planes {
  u8* color;
  u8* depth;
  u8* normal;
  u8* part;
};

PIWA_INLINE Planes planesOf(const Views& views) {
  const u64 pixels = (u64)views.size * (u64)views.size;
  return {views.planes, views.planes + 3 * pixels, views.planes + 5 * pixels,
          views.planes + 8 * pixels};
}

PIWA_INLINE void writeBackground(const Views& views, u32 first, u32 count) {
  const Planes planes = planesOf(views);
  for (u32 i = first * 3; i < (first + count) * 3; i++) {
    planes.color[i] = backgroundByte;
    planes.normal[i] = 0;
  }
  for (u32 i = first; i < first + count; i++) {
    planes.depth[i * 2] = 0;
    planes.depth[i * 2 + 1] = 0;
    planes.part[i] = 0;
  }
}

/// The part of the corner that counts most at a sample.
PIWA_INLINE u8 partAt(const Views& views, const Context& c, u32 triangle, i32 x, i32 y) {
  const u32* index = c.index + (u64)triangle * 3;
  const ScreenVertex& a = views.screen[index[0]];
  const ScreenVertex& b = views.screen[index[1]];
  const ScreenVertex& d = views.screen[index[2]];
  const ScreenVertex at{x * 16, y * 16, 0.f};
  const i32 u = areaOf(b, at, d);
  const i32 v = areaOf(d, at, a);
  const i32 w = areaOf(a, at, b);
  const i32 corner = u <= v && u <= w ? 0 : v <= w ? 1 : 2;
  return (u8)(c.vertex[index[corner]].part + 1);
}

/// Depth, normal and part of the pixels that show surface at their centers.
template <class F>
PIWA_INLINE void writeGeometry(const Views& views, const Context& c, const Blend* blend,
                               const Surface<F>& s, i32 x, i32 y) {
  const Planes planes = planesOf(views);
  const Camera& camera = views.camera;
  F inverse = broadcast(1.f, F{});
  for (i32 l = 0; l < Lanes<F>::width; l++) {
    setLane(inverse, l, blend[l].first == noKey ? 1.f : inverseDepthOf(blend[l].first));
  }
  const F share = (1.f / inverse - camera.nearest) * (65535.f / (camera.farthest - camera.nearest));
  const auto step = toInt(clamp<F>(share + .5f, 1.f, 65535.f));
  const auto across = toInt(s.normal[0] * 127.5f + 128.f);
  const auto up = toInt(s.normal[1] * 127.5f + 128.f);
  const auto back = toInt(s.normal[2] * 127.5f + 128.f);
  for (i32 l = 0; l < Lanes<F>::width; l++) {
    const Blend& b = blend[l];
    if (b.first == noKey || b.firstX != 1 || b.firstY != 1) {
      continue;
    }
    const u32 pixel = (u32)(y * views.size + x + l);
    planes.depth[pixel * 2] = (u8)lane(step, l);
    planes.depth[pixel * 2 + 1] = (u8)(lane(step, l) >> 8);
    planes.normal[pixel * 3] = (u8)lesser(lane(across, l), 255);
    planes.normal[pixel * 3 + 1] = (u8)lesser(lane(up, l), 255);
    planes.normal[pixel * 3 + 2] = (u8)lesser(lane(back, l), 255);
    planes.part[pixel] = partAt(views, c, (u32)b.first, 2 * (x + l) + 1, 2 * y + 1);
  }
}

/// The surfaces of `width` pixels in a row, blended over the background in linear light.
template <class F>
PIWA_INLINE void writeColors(const Views& views, const Blend* blend, const F* first,
                             const F* second, u32 pixel) {
  constexpr i32 width = Lanes<F>::width;
  const Planes planes = planesOf(views);
  F weight = broadcast(0.f, F{});
  F other = weight;
  for (i32 l = 0; l < width; l++) {
    setLane(weight, l, (f32)blend[l].firstWeight * .125f);
    setLane(other, l, (f32)blend[l].secondWeight * .125f);
  }
  const F rest = 1.f - weight - other;
  for (u32 i = 0; i < 3; i++) {
    const F mixed =
        shoulder(first[i]) * weight + shoulder(second[i]) * other + backgroundLight * rest;
    const auto byte = toInt(linearToByte<F>(clamp(mixed, 0.f, 1.f)));
    for (i32 l = 0; l < width; l++) {
      if (blend[l].first != noKey) {
        planes.color[(pixel + (u32)l) * 3 + i] = (u8)lane(byte, l);
      }
    }
  }
}

/// Pixels x..x + width - 1 of row y; their bytes hold background so far.
template <class F>
PIWA_INLINE void shadePixels(const Views& views, const Context& c, i32 x, i32 y) {
  constexpr i32 width = Lanes<F>::width;
  Blend blend[width];
  i32 some = -1;
  bool doubled = false;
  for (i32 l = 0; l < width; l++) {
    blend[l] = blendOf(views, x + l, y);
    some = blend[l].first != noKey ? l : some;
    doubled = doubled || blend[l].second != noKey;
  }
  if (some < 0) {
    return;
  }
  Gathered<width> g;
  for (i32 l = 0; l < width; l++) {
    const i32 from = blend[l].first != noKey ? l : some;
    const Blend& b = blend[from];
    gatherCorners<width>(views, c, b.first, 2 * (x + from) + b.firstX, 2 * y + b.firstY, l, g);
  }
  const Surface<F> surface = surfaceOf<F>(views, g);
  F first[3];
  shade(surface, first);
  F second[3] = {first[0], first[1], first[2]};
  if (doubled) {
    for (i32 l = 0; l < width; l++) {
      const Blend& b = blend[l];
      if (b.second != noKey) {
        gatherCorners<width>(views, c, b.second, 2 * (x + l) + b.secondX, 2 * y + b.secondY, l, g);
      }
    }
    shade(surfaceOf<F>(views, g), second);
  }
  writeColors(views, blend, first, second, (u32)(y * views.size + x));
  writeGeometry(views, c, blend, surface, x, y);
}

}  // namespace piwa

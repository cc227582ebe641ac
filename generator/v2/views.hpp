// Views of one asset: color, depth, normal and part of every pixel, exact as the mesh.
// After generate(): prepareViews() once, then renderView() for each camera.
#pragma once
#include "views-shade.hpp"

namespace piwa {

template <class F>
PIWA_INLINE F loadLanes(const f32* from) {
  F value;
  copyBytes(&value, from, sizeof(F));
  return value;
}

PIWA_INLINE ScreenVertex projectVertex(const Views& views, const Vertex& vertex) {
  const Camera& camera = views.camera;
  f32 point[3];
  fromCenter(views, vertex, point);
  const f32 inverse = 1.f / (camera.distance - dot(point, camera.back));
  const f32 scale = camera.focal * (2.f * subsamples) * inverse;
  const f32 middle = (f32)views.size * subsamples;
  const f32 x = middle + dot(point, camera.right) * scale;
  const f32 y = middle - dot(point, camera.up) * scale;
  return {roundClamped(x, 16400.f), roundClamped(y, 16400.f), inverse};
}

PIWA_INLINE u64 keyOf(f32 inverse, u32 triangle) {
  return (u64)(0x7fffffffu - (u32)bitsOf(inverse)) << 32 | triangle;
}

PIWA_INLINE f32 inverseDepthOf(u64 key) {
  return fromBits((i32)(0x7fffffffu - (u32)(key >> 32)));
}

PIWA_INLINE void rasterView(Views& views, const Context& c, u32 triangle) {
  const u32* index = c.index + (u64)triangle * 3;
  const ScreenVertex& a = views.screen[index[0]];
  const ScreenVertex& b = views.screen[index[1]];
  const ScreenVertex& d = views.screen[index[2]];
  const i32 area = areaOf(a, b, d);
  if (area >= 0) {
    return;
  }
  const SampleBox box = sampleBox(a, b, d, 2 * views.size);
  if (box.left > box.right || box.top > box.bottom) {
    return;
  }
  for (i32 y = box.top / tileSamples; y <= box.bottom / tileSamples; y++) {
    for (i32 x = box.left / tileSamples; x <= box.right / tileSamples; x++) {
      views.tile[y * views.tilesPerAxis + x] = 1;
    }
  }
  rasterTriangle(a, d, b, -area, box, [&](i32 x, i32 y, f32 inverse) {
    least(views.key + y * views.sampleStride + x, keyOf(inverse, triangle));
  });
}

/// What one pixel shows: up to two surfaces and the background, in sixteenths.
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

/// The nine samples around the center of a pixel under a tent; the first surface is the center's,
/// or the nearest one where the center shows background.
PIWA_INLINE Blend blendOf(const Views& views, i32 x, i32 y) {
  const u64* corner = views.key + 2 * y * views.sampleStride + 2 * x;
  Blend blend{corner[views.sampleStride + 1], noKey, 1, 1, 0, 0, 0, 0};
  if (blend.first == noKey) {
    for (i32 i = 0; i < 9; i++) {
      const u64 key = corner[i / 3 * views.sampleStride + i % 3];
      if (key < blend.first) {
        blend.first = key;
        blend.firstX = i % 3;
        blend.firstY = i / 3;
      }
    }
  }
  if (blend.first == noKey) {
    return blend;
  }
  const f32 inverse = inverseDepthOf(blend.first);
  for (i32 i = 0; i < 9; i++) {
    const u64 key = corner[i / 3 * views.sampleStride + i % 3];
    if (key == noKey) {
      continue;
    }
    const i32 weight = (i % 3 == 1 ? 2 : 1) * (i / 3 == 1 ? 2 : 1);
    if (absolute(inverseDepthOf(key) - inverse) <= sameSurface * inverse) {
      blend.firstWeight += weight;
      continue;
    }
    blend.secondWeight += weight;
    if (key < blend.second) {
      blend.second = key;
      blend.secondX = i % 3;
      blend.secondY = i / 3;
    }
  }
  return blend;
}

/// Fields of a surface, one row of lanes each, as gathered from its triangles.
template <i32 width>
struct Gathered {
  f32 corner[8][width];
  f32 finish[6][width];
  f32 x[width];
  f32 y[width];
};

template <i32 width>
PIWA_INLINE void gatherCorners(const Views& views, const Context& c, u64 key, i32 x, i32 y, i32 l,
                        Gathered<width>& out) {
  const u32 triangle = (u32)key;
  const u32* index = c.index + (u64)triangle * 3;
  const ScreenVertex& a = views.screen[index[0]];
  const ScreenVertex& b = views.screen[index[1]];
  const ScreenVertex& d = views.screen[index[2]];
  const ScreenVertex at{x * 16, y * 16, 0.f};
  f32 u = (f32)areaOf(b, at, d) * a.depth;
  f32 v = (f32)areaOf(d, at, a) * b.depth;
  f32 w = (f32)areaOf(a, at, b) * d.depth;
  const f32 scale = 1.f / (u + v + w);
  u *= scale;
  v *= scale;
  w *= scale;
  const f32* first = (const f32*)&views.corner[index[0]];
  const f32* second = (const f32*)&views.corner[index[1]];
  const f32* third = (const f32*)&views.corner[index[2]];
  f32 mixed[8];
  for (i32 i = 0; i < 8; i++) {
    mixed[i] = first[i] * u + second[i] * v + third[i] * w;
  }
  const u32 crease = views.crease[triangle];
  if (crease) {
    const FaceNormal face = faceNormal(c, index);
    const f32 flat = (crease & 1 ? u : 0.f) + (crease & 2 ? v : 0.f) + (crease & 4 ? w : 0.f);
    const f32 normal[3] = {face.x, face.y, face.z};
    for (i32 i = 0; i < 3; i++) {
      mixed[i] = normal[i] * flat + (crease & 1 ? 0.f : first[i] * u) +
                 (crease & 2 ? 0.f : second[i] * v) + (crease & 4 ? 0.f : third[i] * w);
    }
  }
  for (i32 i = 0; i < 8; i++) {
    out.corner[i][l] = mixed[i];
  }
  const Finish& finish = views.finish[c.vertex[index[0]].paint];
  out.finish[0][l] = finish.roughness;
  out.finish[1][l] = finish.metalness;
  out.finish[2][l] = finish.gloss;
  out.finish[3][l] = finish.wrap;
  out.finish[4][l] = finish.sheen;
  out.finish[5][l] = finish.clear;
  out.x[l] = (f32)x;
  out.y[l] = (f32)y;
}

template <class F>
PIWA_INLINE Surface<F> surfaceOf(const Views& views, const Gathered<Lanes<F>::width>& g) {
  const Camera& camera = views.camera;
  const F zero = broadcast(0.f, F{});
  Surface<F> s;
  const F nx = loadLanes<F>(g.corner[0]);
  const F ny = loadLanes<F>(g.corner[1]);
  const F nz = loadLanes<F>(g.corner[2]);
  const F scale = 1.f / larger(length3(nx, ny, nz), zero + 1e-4f);
  s.normal[0] = nx * scale;
  s.normal[1] = ny * scale;
  s.normal[2] = nz * scale;
  for (i32 i = 0; i < 3; i++) {
    s.albedo[i] = loadLanes<F>(g.corner[3 + i]);
  }
  s.shadow = loadLanes<F>(g.corner[6]);
  s.sky = loadLanes<F>(g.corner[7]);
  s.roughness = loadLanes<F>(g.finish[0]);
  s.metalness = loadLanes<F>(g.finish[1]);
  s.gloss = loadLanes<F>(g.finish[2]);
  s.wrap = loadLanes<F>(g.finish[3]);
  s.sheen = loadLanes<F>(g.finish[4]);
  s.clear = loadLanes<F>(g.finish[5]);
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

PIWA_INLINE void writeBackground(const Views& views, u32 first, i32 count) {
  const Planes planes = planesOf(views);
  for (i32 i = 0; i < count; i++) {
    const u64 pixel = first + (u32)i;
    for (i32 k = 0; k < 3; k++) {
      planes.color[pixel * 3 + (u32)k] = backgroundByte;
      planes.normal[pixel * 3 + (u32)k] = 0;
    }
    planes.depth[pixel * 2] = 0;
    planes.depth[pixel * 2 + 1] = 0;
    planes.part[pixel] = 0;
  }
}

/// The part of the corner that counts most at the center of the pixel.
PIWA_INLINE u8 partAt(const Views& views, const Context& c, u32 triangle, i32 x, i32 y) {
  const u32* index = c.index + (u64)triangle * 3;
  const ScreenVertex& a = views.screen[index[0]];
  const ScreenVertex& b = views.screen[index[1]];
  const ScreenVertex& d = views.screen[index[2]];
  const ScreenVertex at{x * 16, y * 16, 0.f};
  const i32 u = areaOf(b, at, d);
  const i32 v = areaOf(d, at, a);
  const i32 w = areaOf(a, at, b);
  const i32 corner = u >= v && u >= w ? 0 : v >= w ? 1 : 2;
  return (u8)(c.vertex[index[corner]].part + 1);
}

/// Depth, normal and part at the center of a pixel that shows surface there.
template <class F>
PIWA_INLINE void writeGeometry(const Views& views, const Context& c, u64 key, i32 x, i32 y,
                               const Surface<F>& s, i32 l) {
  const Planes planes = planesOf(views);
  const Camera& camera = views.camera;
  const u64 pixel = (u64)(y * views.size + x);
  const f32 depth = 1.f / inverseDepthOf(key);
  const f32 share = (depth - camera.nearest) / (camera.farthest - camera.nearest);
  const i32 step = greater(roundClamped(share * 65535.f, 65535.f), 1);
  planes.depth[pixel * 2] = (u8)step;
  planes.depth[pixel * 2 + 1] = (u8)(step >> 8);
  for (i32 i = 0; i < 3; i++) {
    const f32 byte = (lane(s.normal[i], l) + 1.f) * 127.5f;
    planes.normal[pixel * 3 + (u32)i] = (u8)roundClamped(byte, 255.f);
  }
  planes.part[pixel] = partAt(views, c, (u32)key, 2 * x + 1, 2 * y + 1);
}

/// Pixels first..first + width - 1 of one row.
template <class F>
PIWA_INLINE void shadePixels(const Views& views, const Context& c, i32 x, i32 y) {
  constexpr i32 width = Lanes<F>::width;
  Blend blend[width];
  i32 covered = 0;
  i32 doubled = 0;
  for (i32 l = 0; l < width; l++) {
    blend[l] = blendOf(views, x + l, y);
    covered |= (blend[l].first != noKey) << l;
    doubled |= (blend[l].second != noKey) << l;
  }
  writeBackground(views, (u32)(y * views.size + x), width);
  if (covered == 0) {
    return;
  }
  const i32 any = lowestBit((u32)covered);
  Gathered<width> g;
  for (i32 l = 0; l < width; l++) {
    const i32 from = covered >> l & 1 ? l : any;
    const Blend& b = blend[from];
    gatherCorners<width>(views, c, b.first, 2 * (x + from) + b.firstX, 2 * y + b.firstY, l, g);
  }
  const Surface<F> surface = surfaceOf<F>(views, g);
  F color[3];
  shade(surface, color);
  F weight = broadcast(0.f, F{});
  F other = weight;
  for (i32 l = 0; l < width; l++) {
    setLane(weight, l, (f32)blend[l].firstWeight * .0625f);
    setLane(other, l, (f32)blend[l].secondWeight * .0625f);
  }
  F second[3] = {color[0], color[1], color[2]};
  if (doubled) {
    for (i32 l = 0; l < width; l++) {
      const Blend& b = blend[l];
      if (b.second != noKey) {
        gatherCorners<width>(views, c, b.second, 2 * (x + l) + b.secondX, 2 * y + b.secondY, l, g);
      }
    }
    shade(surfaceOf<F>(views, g), second);
  }
  const Planes planes = planesOf(views);
  const F rest = 1.f - weight - other;
  for (i32 i = 0; i < 3; i++) {
    const F mixed =
        shoulder(color[i]) * weight + shoulder(second[i]) * other + backgroundLight * rest;
    const F byte = linearToByte<F>(clamp(mixed, 0.f, 1.f));
    for (i32 l = 0; l < width; l++) {
      if (covered >> l & 1) {
        planes.color[(u32)(y * views.size + x + l) * 3 + (u32)i] = (u8)(i32)lane(byte, l);
      }
    }
  }
  for (i32 l = 0; l < width; l++) {
    const u64 key = blend[l].first;
    if (key != noKey && blend[l].firstX == 1 && blend[l].firstY == 1) {
      writeGeometry(views, c, key, x + l, y, surface, l);
    }
  }
}

/// One row of pixels of a tile. A tile without surface is background all over.
template <class F>
PIWA_INLINE void shadeTileRow(const Views& views, const Context& c, u32 item) {
  const i32 across = views.size / tilePixels;
  const i32 y = (i32)item / across;
  const i32 column = (i32)item % across;
  const u8* tile = views.tile + y / tilePixels * views.tilesPerAxis + column;
  const bool drawn = tile[0] | tile[1] | tile[views.tilesPerAxis] | tile[views.tilesPerAxis + 1];
  if (!drawn) {
    writeBackground(views, (u32)(y * views.size + column * tilePixels), tilePixels);
    return;
  }
  for (i32 x = 0; x < tilePixels; x += Lanes<F>::width) {
    shadePixels<F>(views, c, column * tilePixels + x, y);
  }
}

/// Takes the samples of a drawn tile back to none.
PIWA_INLINE void clearTile(Views& views, u32 index) {
  if (!views.tile[index]) {
    return;
  }
  const i32 x = (i32)index % views.tilesPerAxis * tileSamples;
  const i32 y = (i32)index / views.tilesPerAxis * tileSamples;
  for (i32 row = 0; row < tileSamples; row++) {
    u64* key = views.key + (y + row) * views.sampleStride + x;
    for (i32 i = 0; i < tileSamples; i++) {
      key[i] = noKey;
    }
  }
  views.tile[index] = 0;
}

/// Camera `index` of `count`, into views.planes and views.cameraRow.
template <class F, class Executor>
PIWA_INLINE void renderView(Executor& run, const Context& c, Views& views, u32 index, u32 count) {
  run.single([&] {
    for (i32 i = 0; i < c.recipe.paintCount && i < finishesMax; i++) {
      views.finish[i] = finishOf(c.recipe.paint[i]);
    }
    views.camera = cameraOf(index, count, views.sphere, views.size);
    writeCamera(views.camera, views.cameraRow);
  });
  run.forEach(tileCount(views), [&](u32 i) { clearTile(views, i); });
  run.forEach(c.vertexCount, [&](u32 v) { views.screen[v] = projectVertex(views, c.vertex[v]); });
  run.forEach(c.quadCount * 2, [&](u32 triangle) { rasterView(views, c, triangle); });
  run.forEach((u32)(views.size * views.size / tilePixels),
              [&](u32 item) { shadeTileRow<F>(views, c, item); });
}

}  // namespace piwa

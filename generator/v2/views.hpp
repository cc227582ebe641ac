// Views of one asset: color, depth, normal and part of every pixel, exact as the mesh.
// After generate(): prepareViews() once, then renderView() for each camera.
#pragma once
#include "views-pixel.hpp"

namespace piwa {

/// Vertices first..first + width - 1; the tables have room for a whole number of lanes.
template <class F>
PIWA_PHASE void projectVertices(Views& views, u32 first) {
  const Camera& camera = views.camera;
  const F x = loadLanes<F>(views.place[0] + first);
  const F y = loadLanes<F>(views.place[1] + first);
  const F z = loadLanes<F>(views.place[2] + first);
  const f32* r = camera.right;
  const f32* u = camera.up;
  const f32* b = camera.back;
  const F inverse = 1.f / (camera.distance - (x * b[0] + y * b[1] + z * b[2]));
  const F scale = inverse * (camera.focal * (2.f * subsamples));
  const f32 middle = (f32)views.size * subsamples + .5f;
  const F across = middle + (x * r[0] + y * r[1] + z * r[2]) * scale;
  const F down = middle - (x * u[0] + y * u[1] + z * u[2]) * scale;
  const auto column = toInt(clamp(across, 0.f, 16400.f));
  const auto row = toInt(clamp(down, 0.f, 16400.f));
  ScreenVertex* out = views.screen + first;
  for (i32 l = 0; l < Lanes<F>::width; l++) {
    out[l] = {lane(column, l), lane(row, l), lane(inverse, l)};
  }
}

PIWA_INLINE u64 keyOf(f32 inverse, u32 triangle) {
  return (u64)(0x7fffffffu - (u32)bitsOf(inverse)) << 32 | triangle;
}

PIWA_PHASE void rasterView(const Views& views, const Context& c, u32 triangle) {
  const u32* index = c.index + (u64)triangle * 3;
  const ScreenVertex a = views.screen[index[0]];
  const ScreenVertex b = views.screen[index[1]];
  const ScreenVertex d = views.screen[index[2]];
  const i32 area = areaOf(a, b, d);
  if (area >= 0) {
    return;
  }
  const SampleBox box = sampleBox(a, b, d, 2 * views.size);
  if (box.left > box.right || box.top > box.bottom) {
    return;
  }
  for (i32 y = box.top >> tileRowBits; y <= box.bottom >> tileRowBits; y++) {
    for (i32 x = box.left >> tileRowBits; x <= box.right >> tileRowBits; x++) {
      views.tile[y * views.tilesPerAxis + x] = 1;
    }
  }
  u64* key = views.key;
  const i32 stride = views.sampleStride;
  rasterTriangle(a, d, b, -area, box, [=](i32 row, i32 column, f32 inverse, i32 outside) {
    leastInside(key + row * stride + column, keyOf(inverse, triangle), outside);
  });
}

/// One row of pixels of a tile. A tile without surface is background all over.
template <class F>
PIWA_PHASE void shadeTileRow(const Views& views, const Context& c, u32 item) {
  const i32 across = views.size / tilePixels;
  const i32 y = (i32)item / across;
  const i32 column = (i32)item % across;
  const u8* tile = views.tile + y / tilePixels * views.tilesPerAxis + column;
  writeBackground(views, (u32)(y * views.size + column * tilePixels), tilePixels);
  if (tile[0] | tile[1] | tile[views.tilesPerAxis] | tile[views.tilesPerAxis + 1]) {
    for (i32 x = 0; x < tilePixels; x += Lanes<F>::width) {
      shadePixels<F>(views, c, column * tilePixels + x, y);
    }
  }
}

/// Takes the samples of a drawn tile back to none.
PIWA_INLINE void clearTile(Views& views, u32 index) {
  if (!views.tile[index]) {
    return;
  }
  const i32 x = (i32)index % views.tilesPerAxis * tilePixels;
  const i32 y = (i32)index / views.tilesPerAxis * tileRows;
  for (i32 row = 0; row < tileRows; row++) {
    u64* key = views.key + (y + row) * views.sampleStride + x;
    for (i32 i = 0; i < tilePixels; i++) {
      key[i] = noKey;
    }
  }
  views.tile[index] = 0;
}

PIWA_INLINE void aimView(Views& views, u32 index, u32 count) {
  views.camera = cameraOf(index, count, views.sphere, views.size);
  writeCamera(views.camera, views.cameraRow);
}

/// Camera `index` of `count`, into views.planes and views.cameraRow.
template <class F = f32, class Executor>
PIWA_INLINE void renderView(Executor& run, const Context& c, Views& views, u32 index, u32 count) {
  constexpr u32 width = (u32)Lanes<F>::width;
  run.single([&] { aimView(views, index, count); });
  run.forEach(tileCount(views), [&](u32 i) { clearTile(views, i); });
  run.forEach((c.vertexCount + width - 1) / width,
              [&](u32 i) { projectVertices<F>(views, i * width); });
  run.forEach(c.quadCount * 2, [&](u32 triangle) { rasterView(views, c, triangle); });
  run.forEach((u32)(views.size * views.size / tilePixels),
              [&](u32 item) { shadeTileRow<F>(views, c, item); });
}

}  // namespace piwa

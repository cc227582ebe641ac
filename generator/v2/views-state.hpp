// The working state of the views of one asset: tables carved from an arena of their own.
#pragma once
#include "context.hpp"
#include "views-camera.hpp"
#include "views-raster.hpp"

namespace piwa {

constexpr i32 viewSizeMin = 64;
constexpr i32 viewSizeMax = 512;
/// A view is cut into tiles of this many pixels; its size is a multiple of it.
constexpr i32 tilePixels = 8;
/// Rows of samples in a tile: pixels have their centers in the odd ones, corners in the even ones.
constexpr i32 tileRows = 2 * tilePixels;
constexpr i32 tileRowBits = 4;
constexpr i32 cameraFloats = 19;
constexpr u64 planeBytesPerPixel = 9;
constexpr u64 noKey = ~0ull;

constexpr i32 shadowMapSize = 256;
constexpr i32 skyMapMax = 128;

/// What a pixel blends from its three corners.
struct ViewCorner {
  f32 normal[3];
  f32 albedo[3];
  f32 shadow;
  f32 sky;
  f32 roughness;
  f32 metalness;
  /// Reflectance straight on of what is not metal.
  f32 gloss;
  /// How far light creeps around to the shaded side.
  f32 wrap;
  /// Pale edge of cloth.
  f32 sheen;
  /// Share of the background that shines through.
  f32 clear;
  f32 unused[2];
};

constexpr i32 cornerFloats = 16;

struct Views {
  i32 size;
  i32 sampleStride;
  i32 tilesPerAxis;
  Sphere sphere;
  Camera camera;
  f32 cameraRow[cameraFloats];
  u64 reach;
  u32 bounds[6];
  /// Vertices from the center of the asset, in world units.
  f32* place[3];
  ViewCorner* corner;
  f32* skyTotal;
  ScreenVertex* screen;
  u8* crease;
  u32* nearMap;
  u32* farMap;
  u64* key;
  u8* tile;
  u8* planes;
};

PIWA_INLINE u64 planeBytes(i32 size) { return planeBytesPerPixel * (u64)size * (u64)size; }

PIWA_INLINE u32 sampleCount(const Views& views) {
  return (u32)(views.sampleStride * views.tilesPerAxis * tileRows);
}

PIWA_INLINE u32 tileCount(const Views& views) {
  return (u32)(views.tilesPerAxis * views.tilesPerAxis);
}

/// Sets the tables for views of `size` pixels of an asset in `c` and returns the bytes they need,
/// 0 for a size that is not a multiple of 8 in 64..512. The base must be aligned to 64 bytes.
PIWA_NOINLINE u64 layOutViews(Views& views, u8* base, const Context& c, i32 size) {
  if (size < viewSizeMin || size > viewSizeMax || size % tilePixels != 0) {
    return 0;
  }
  views.size = size;
  views.tilesPerAxis = size / tilePixels + 1;
  views.sampleStride = views.tilesPerAxis * tilePixels;
  const u64 vertices = (u64)c.bricksMax * verticesPerBrickMax;
  const u64 samples = (u64)views.sampleStride * (u64)(views.tilesPerAxis * tileRows);
  const u64 texels = (u64)shadowMapSize * shadowMapSize;
  Arena arena{base, 0};
  for (i32 axis = 0; axis < 3; axis++) {
    arena.take(views.place[axis], vertices);
  }
  arena.take(views.corner, vertices);
  arena.take(views.skyTotal, vertices);
  arena.take(views.screen, vertices);
  arena.take(views.crease, vertices * 2);
  arena.take(views.nearMap, texels);
  arena.take(views.farMap, texels);
  arena.take(views.key, samples);
  arena.take(views.tile, (u64)views.tilesPerAxis * (u64)views.tilesPerAxis);
  arena.take(views.planes, planeBytes(size));
  return arena.used;
}

}  // namespace piwa

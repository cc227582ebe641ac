// The parent of an augmented asset: a closed mesh in the units of a settled asset, the names and
// surfaces of its parts, and the volume that it encloses.
#pragma once
#include "context.hpp"

namespace piwa {

constexpr u32 parentVerticesMax = 262144;
constexpr u32 parentTrianglesMax = 524288;
constexpr u32 parentTextMax = 4096;

/// Samples along each axis of the volume, their spacing and the place of the first: in halves of
/// the units of a vertex, all odd, so that no line of samples passes through a vertex.
constexpr i32 volumeSamples = 64;
constexpr i32 volumeStep = 2294;
constexpr i32 volumeFirst = 1147 - 73408;

/// In the units of a settled asset's positions.
constexpr f32 volumeCell = 2294.f / 65534.f;
constexpr f32 volumeStart = -72261.f / 65534.f;

/// Distances are exact up to here, in cells of the volume; beyond they are lower bounds.
constexpr f32 volumeBand = 2.6f;

constexpr u32 noTriangle = 0xffffffffu;

/// A name as an offset into the text, which ends every name with a zero.
struct ParentPart {
  u32 name;
  u32 paint;
};

struct ParentPaint {
  u32 kind;
  u32 roughnessPercent;
  u32 metallicPercent;
};

struct ParentHead {
  u32 vertices;
  u32 triangles;
  u32 parts;
  u32 paints;
  u32 tags;
  u32 family;
  u32 caption;
  u32 firstTag;
  /// Whether the vertices have colors of their own.
  u32 colored;
  ParentPart part[partsMax];
  ParentPaint paint[paintsMax];
  u8 sha256[32];
};

struct Volume {
  ParentHead head;
  char text[parentTextMax];
  u64* nearest;
  f32* distance;
  u64* inside;
  u8* reach;
  u8* reachDraft;
  Vertex* vertex;
  u32* index;
  u32 open;
};

constexpr u32 volumeCount = (u32)(volumeSamples * volumeSamples * volumeSamples);
constexpr i32 volumeBricks = volumeSamples / 4;
constexpr u32 volumeBrickCount = (u32)(volumeBricks * volumeBricks * volumeBricks);

/// Sets the tables for a parent and returns the bytes they need; base 0 asks for the size.
PIWA_NOINLINE u64 layOutVolume(Volume& v, u8* base, u32 vertices, u32 triangles) {
  Arena arena{base, 0};
  arena.take(v.nearest, volumeCount);
  arena.take(v.distance, volumeCount);
  arena.take(v.inside, (u64)(volumeSamples * volumeSamples));
  arena.take(v.reach, volumeBrickCount);
  arena.take(v.reachDraft, volumeBrickCount);
  arena.take(v.vertex, vertices);
  arena.take(v.index, (u64)triangles * 3);
  return arena.used;
}

PIWA_INLINE u32 volumeIndex(i32 x, i32 y, i32 z) {
  return (u32)((z * volumeSamples + y) * volumeSamples + x);
}

PIWA_INLINE i32 clampInt(i32 value, i32 low, i32 high) {
  return value < low ? low : value > high ? high : value;
}

}  // namespace piwa

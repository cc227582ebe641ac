// What is said of an asset beside its GLB: an 88-byte descriptor for near-duplicates and one JSON
// record. Integers and exact operations only, so that the facts are as reproducible as the mesh.
#pragma once
#include "context.hpp"
#include "../exact/text.hpp"

namespace piwa {

constexpr i32 occupancyAxis = 8;
constexpr u32 pairCount = 2048;
constexpr i32 distanceBins = 16;

/// 8^3 bits: at least half of the bricks there are not empty. Bit order x, then y, then z.
PIWA_NOINLINE void describeOccupancy(const Context& c, u8* out) {
  const i32 span = c.bricksPerAxis / occupancyAxis;
  for (i32 bit = 0; bit < 512; bit++) {
    const i32 x = (bit & 7) * span;
    const i32 y = (bit >> 3 & 7) * span;
    const i32 z = (bit >> 6) * span;
    i32 filled = 0;
    for (i32 i = 0; i < span * span * span; i++) {
      const u32 at = slotIndex(c, x + i % span, y + i / span % span, z + i / (span * span));
      filled += c.slot[at] != slotOutside;
    }
    if (filled * 2 >= span * span * span) {
      out[bit >> 3] |= (u8)(1 << (bit & 7));
    }
  }
}

PIWA_INLINE i32 distanceBin(const Vertex& a, const Vertex& b) {
  const i32 x = (a.x - b.x) >> 3;
  const i32 y = (a.y - b.y) >> 3;
  const i32 z = (a.z - b.z) >> 3;
  const f32 distance = squareRoot((f32)(x * x + y * y + z * z)) * (6.f / 4096.f);
  const i32 bin = (i32)distance;
  return bin < distanceBins ? bin : distanceBins - 1;
}

/// Histograms over 2048 vertex pairs from a fixed sequence: distances (16 bins) and colors (8).
PIWA_NOINLINE void describeSurface(const Context& c, u8* distances, u8* colors) {
  u32 distanceCount[distanceBins] = {};
  u32 colorCount[8] = {};
  u32 state = 12345;
  for (u32 i = 0; i < pairCount; i++) {
    state = state * 1664525u + 1013904223u;
    const Vertex& a = c.vertex[(u32)(((u64)state * c.vertexCount) >> 32)];
    state = state * 1664525u + 1013904223u;
    const Vertex& b = c.vertex[(u32)(((u64)state * c.vertexCount) >> 32)];
    distanceCount[distanceBin(a, b)]++;
    colorCount[(a.red >> 7) | (a.green >> 7) << 1 | (a.blue >> 7) << 2]++;
  }
  for (i32 i = 0; i < distanceBins; i++) {
    distances[i] = (u8)(distanceCount[i] * 255 / pairCount);
  }
  for (i32 i = 0; i < 8; i++) {
    colors[i] = (u8)(colorCount[i] * 255 / pairCount);
  }
}

PIWA_NOINLINE void writeFacts(Context& c) {
  for (i32 i = 0; i < descriptorBytes; i++) {
    c.descriptor[i] = 0;
  }
  describeOccupancy(c, c.descriptor);
  describeSurface(c, c.descriptor + 64, c.descriptor + 80);
  Text text{c.facts, factsBytesMax, 0};
  text.write("{\"family\":\"");
  text.write(familyName(c.recipe.family));
  text.write("\",\"attempt\":");
  text.decimal(c.attempt);
  text.write(",\"parts\":");
  text.decimal(c.recipe.count);
  text.write(",\"vertices\":");
  text.decimal((i32)c.vertexCount);
  text.write(",\"triangles\":");
  text.decimal((i32)c.quadCount * 2);
  text.write(",\"caption\":\"");
  text.copy(c.recipe.caption, c.recipe.captionLength);
  text.write("\",\"descriptor\":\"");
  for (i32 i = 0; i < descriptorBytes; i++) {
    text.hex(c.descriptor[i]);
  }
  text.write("\"}");
  c.factsLength = text.length;
}

}  // namespace piwa

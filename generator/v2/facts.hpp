// What is said of an asset beside its GLB: an 88-byte descriptor for near-duplicates and one JSON
// record. Integers and exact operations only, so that the facts are as reproducible as the mesh.
#pragma once
#include "../exact/text.hpp"
#include "context.hpp"

namespace piwa {

constexpr i32 occupancyAxis = 8;
constexpr u32 pairCount = 2048;
constexpr i32 distanceBins = 16;

/// Eight of the 8^3 bits: at least half of the bricks there are not empty. Order x, then y, then z.
PIWA_PHASE void describeOccupancy(Context& c, u32 byte) {
  const i32 span = c.bricksPerAxis / occupancyAxis;
  const i32 y = (i32)(byte & 7) * span;
  const i32 z = (i32)(byte >> 3) * span;
  u32 bits = 0;
  for (i32 bit = 0; bit < 8; bit++) {
    i32 filled = 0;
    for (i32 i = 0; i < span * span * span; i++) {
      const u32 at = slotIndex(c, bit * span + i % span, y + i / span % span, z + i / (span * span));
      filled += c.slot[at] != slotOutside;
    }
    bits |= (u32)(filled * 2 >= span * span * span) << bit;
  }
  c.descriptor[byte] = (u8)bits;
}

PIWA_INLINE i32 distanceBin(const Vertex& a, const Vertex& b) {
  const i32 x = (a.x - b.x) >> 3;
  const i32 y = (a.y - b.y) >> 3;
  const i32 z = (a.z - b.z) >> 3;
  const f32 distance = squareRoot((f32)(x * x + y * y + z * z)) * (6.f / 4096.f);
  const i32 bin = (i32)distance;
  return bin < distanceBins ? bin : distanceBins - 1;
}

/// A fixed sequence of vertices: the same for every asset.
PIWA_INLINE const Vertex& vertexOfSequence(const Context& c, u32 step) {
  u32 h = step * 0x9E3779B9u + 12345u;
  h ^= h >> 16;
  h *= 0x85ebca6bu;
  h ^= h >> 13;
  return c.vertex[(u32)(((u64)h * c.vertexCount) >> 32)];
}

/// Histograms over 2048 vertex pairs: distances (16 bins) and colors (8).
template <class Executor>
PIWA_INLINE void describeSurface(Executor& run, Context& c) {
  run.forEach((u32)histogramBins, [&](u32 bin) { c.histogram[bin] = 0; });
  run.forEach(pairCount, [&](u32 pair) {
    const Vertex& a = vertexOfSequence(c, pair * 2);
    const Vertex& b = vertexOfSequence(c, pair * 2 + 1);
    const i32 color = (a.red >> 7) | (a.green >> 7) << 1 | (a.blue >> 7) << 2;
    run.addTo(&c.histogram[distanceBin(a, b)], 1);
    run.addTo(&c.histogram[distanceBins + color], 1);
  });
  run.forEach((u32)histogramBins, [&](u32 bin) {
    c.descriptor[64 + bin] = (u8)(c.histogram[bin] * 255 / pairCount);
  });
}

template <class Executor>
PIWA_INLINE void describeAsset(Executor& run, Context& c) {
  run.forEach(64, [&](u32 byte) { describeOccupancy(c, byte); });
  describeSurface(run, c);
}

PIWA_NOINLINE void writeParts(Text& text, const Recipe& recipe) {
  text.write(",\"parts\":[");
  for (i32 i = 0; i < recipe.partCount; i++) {
    const PartName& part = recipe.part[i];
    text.write(i == 0 ? "{\"name\":\"" : ",{\"name\":\"");
    text.write(part.name);
    text.write("\",\"material\":\"");
    text.write(materialName(recipe.paint[part.paint].kind));
    text.write("\"}");
  }
  text.put(']');
}

PIWA_NOINLINE void writeTags(Text& text, const Recipe& recipe) {
  text.write(",\"tags\":[");
  for (i32 i = 0; i < recipe.tagCount; i++) {
    text.write(i == 0 ? "\"" : ",\"");
    text.write(recipe.tag[i]);
    text.put('"');
  }
  text.put(']');
}

PIWA_NOINLINE void writeFacts(Context& c) {
  Text text{c.facts, factsBytesMax, 0};
  text.write("{\"family\":\"");
  text.write(c.recipe.family);
  text.write("\",\"attempt\":");
  text.decimal(c.attempt);
  writeParts(text, c.recipe);
  text.write(",\"vertices\":");
  text.decimal((i32)c.vertexCount);
  text.write(",\"triangles\":");
  text.decimal((i32)c.quadCount * 2);
  text.write(",\"caption\":\"");
  text.copy(c.recipe.caption, c.recipe.captionLength);
  text.put('"');
  writeTags(text, c.recipe);
  text.write(",\"descriptor\":\"");
  for (i32 i = 0; i < descriptorBytes; i++) {
    text.hex(c.descriptor[i]);
  }
  text.write("\"}");
  c.factsLength = text.length;
}

}  // namespace piwa

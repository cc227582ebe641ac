// The working state of one asset: a recipe, counts, and tables carved from one arena.
// Nothing is assumed about what the arena holds beforehand.
#pragma once
#include "recipe.hpp"

namespace piwa {

/// Quantized vertex: position and normal as glTF normalized integers, color as sRGB bytes.
/// Drafts are in the units of the domain; the asset's are fitted to the unit cube.
struct Vertex {
  i16 x, y, z;
  u16 part;
  i8 normalX, normalY, normalZ;
  u8 paint;
  u8 red, green, blue, alpha;
};

constexpr i32 slotOutside = -1;
constexpr i32 slotInside = -2;
constexpr u32 verticesPerBrickMax = 12;
constexpr u32 glbHeaderBytesMax = 8192;
constexpr u32 factsBytesMax = 4096;
constexpr i32 histogramBins = 24;
/// From this grid on, colors are in a texture.
constexpr i32 textureGridMin = 128;
constexpr i32 chartDirections = 6;
constexpr u32 chartsMax = 12288;
constexpr u64 atlasBytesMax = 5500000;
constexpr i32 descriptorBytes = 88;

struct Context {
  Recipe recipe;
  i32 grid;
  i32 blocksPerAxis;
  i32 bricksPerAxis;
  f32 cell;
  u32 bricksMax;
  i32 attempt;

  u32 blockCount;
  u32 brickCount;
  u32 vertexDrafts;
  u32 quadDrafts;
  u32 vertexCount;
  u32 quadCount;
  u32 quadsOfPaint[paintsMax];
  i64 totalVolume;
  bool textured;
  u32 chartCount;
  i32 extent;
  i64 histogram[histogramBins];
  u32 glbLength;
  u32 glbBinaryAt;
  u32 factsLength;
  i32 least[3];
  i32 most[3];
  u8 descriptor[descriptorBytes];

  u32* blockFlag;
  u64* blockMask;
  u32* blockList;
  i32* slot;
  u32* brickFlag;
  u64* brickMaskDraft;
  u32* brickList;
  u64* brickMask;
  f32* sample;
  u8* corners;
  u8* flippedFace;
  u64* activeCells;
  u64* secondVertex;
  u64* thirdVertex;
  u64* fourthVertex;
  u64* edges[3];
  u32* vertexBase;
  u32* quadBase;
  u32* holes;
  i32* brickBounds;
  Vertex* vertexDraft;
  u32* indexDraft;
  u32* label;
  u32* splitBase;
  u32* splitIndex;
  i64* volume;
  u32* quadFlag;
  u32* quadPlace;
  u32* quadChart;
  u32* chartFlag;
  u32* chartNumber;
  u32* chartKey;
  u16* textureU;
  u16* textureV;
  u32* pngSums;
  Vertex* vertex;
  u32* index;
  u8* glb;
  u8* facts;
  u16* linearOf;
  u32* crcTable;
  u32* edgeComponents;
  u8* ambiguousFaces;
  u32* crossingEdges;
};

struct Arena {
  u8* base;
  u64 used;

  template <class T>
  PIWA_INLINE void take(T*& table, u64 count) {
    table = (T*)(base + used);
    used = (used + sizeof(T) * count + 63) & ~63ull;
  }
};

/// Sets the tables for a grid of 32, 64 or 128 and returns the bytes they need.
/// Call it with base 0 to learn the size. The base must be aligned to 64 bytes.
PIWA_NOINLINE u64 layOut(Context& c, u8* base, i32 grid) {
  c.grid = grid;
  c.blocksPerAxis = grid / 16;
  c.bricksPerAxis = grid / 4;
  c.cell = 2.f / (f32)grid;
  const u64 blocks = (u64)c.blocksPerAxis * c.blocksPerAxis * c.blocksPerAxis;
  const u64 bricks = blocks * 64;
  const u64 budget = (u64)grid * grid;
  c.bricksMax = (u32)(budget < bricks ? budget : bricks);
  const u64 most = c.bricksMax;
  const u64 vertices = most * verticesPerBrickMax;
  const u64 quads = vertices;
  Arena arena{base, 0};
  arena.take(c.blockFlag, blocks);
  arena.take(c.blockMask, blocks);
  arena.take(c.blockList, blocks);
  arena.take(c.slot, bricks);
  arena.take(c.brickFlag, bricks);
  arena.take(c.brickMaskDraft, bricks);
  arena.take(c.brickList, most);
  arena.take(c.brickMask, most);
  arena.take(c.sample, most * 64);
  arena.take(c.corners, most * 64);
  arena.take(c.flippedFace, most * 64);
  arena.take(c.activeCells, most);
  arena.take(c.secondVertex, most);
  arena.take(c.thirdVertex, most);
  arena.take(c.fourthVertex, most);
  for (i32 axis = 0; axis < 3; axis++) {
    arena.take(c.edges[axis], most);
  }
  arena.take(c.vertexBase, most);
  arena.take(c.quadBase, most);
  arena.take(c.holes, most);
  arena.take(c.brickBounds, most * 6);
  arena.take(c.vertexDraft, vertices);
  arena.take(c.indexDraft, quads * 6);
  arena.take(c.label, vertices);
  arena.take(c.splitBase, vertices);
  arena.take(c.splitIndex, quads * 6);
  arena.take(c.volume, vertices);
  arena.take(c.quadFlag, quads);
  arena.take(c.quadPlace, quads);
  arena.take(c.vertex, vertices);
  arena.take(c.index, quads * 6);
  const bool atlas = grid >= textureGridMin;
  arena.take(c.quadChart, atlas ? quads : 0);
  arena.take(c.chartFlag, atlas ? most * chartDirections : 0);
  arena.take(c.chartNumber, atlas ? most * chartDirections : 0);
  arena.take(c.chartKey, atlas ? (u64)chartsMax : 0);
  arena.take(c.textureU, atlas ? vertices : 0);
  arena.take(c.textureV, atlas ? vertices : 0);
  arena.take(c.pngSums, atlas ? (u64)chartsMax : 0);
  arena.take(c.glb, vertices * 24 + quads * 24 + glbHeaderBytesMax + (atlas ? atlasBytesMax : 0));
  arena.take(c.facts, (u64)factsBytesMax);
  arena.take(c.linearOf, 256);
  arena.take(c.crcTable, 256);
  arena.take(c.edgeComponents, 256 * 7);
  arena.take(c.ambiguousFaces, 256);
  arena.take(c.crossingEdges, 256);
  return arena.used;
}

PIWA_INLINE f32 coordinate(const Context& c, f32 sample) { return -1.f + (sample + .5f) * c.cell; }

/// A cell or sample by its three indices.
struct Cell {
  i32 x;
  i32 y;
  i32 z;
};

PIWA_INLINE u32 slotIndex(const Context& c, i32 x, i32 y, i32 z) {
  return (u32)((z * c.bricksPerAxis + y) * c.bricksPerAxis + x);
}

PIWA_INLINE u32 slotOfCell(const Context& c, const Cell& cell) {
  return slotIndex(c, cell.x >> 2, cell.y >> 2, cell.z >> 2);
}

PIWA_INLINE u32 placeInBrick(const Cell& cell) {
  return (u32)((cell.x & 3) | (cell.y & 3) << 2 | (cell.z & 3) << 4);
}

/// First sample of the brick that holds slot `index`.
PIWA_INLINE Cell originOfSlot(const Context& c, u32 index) {
  const i32 n = c.bricksPerAxis;
  return {(i32)index % n * 4, (i32)index / n % n * 4, (i32)index / (n * n) * 4};
}

PIWA_INLINE Cell brickOrigin(const Context& c, u32 brick) {
  return originOfSlot(c, c.brickList[brick]);
}

}  // namespace piwa

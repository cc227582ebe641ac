// Cells of the dual mesh: corner signs, crossing edges, and how many vertices each cell holds.
#pragma once
#include "context.hpp"
#include "../exact/manifold-table.hpp"

namespace piwa {

/// The 5^3 samples of a brick and of its far neighbors.
struct Neighborhood {
  f32 value[125];
};

PIWA_INLINE void copySlab(const Context& c, Neighborhood& n, const Cell& origin, i32 far) {
  const i32 dx = far & 1;
  const i32 dy = far >> 1 & 1;
  const i32 dz = far >> 2;
  const Cell cell{origin.x + dx * 4, origin.y + dy * 4, origin.z + dz * 4};
  const bool beyond = cell.x >= c.grid || cell.y >= c.grid || cell.z >= c.grid;
  const i32 slot = beyond ? slotOutside : c.slot[slotOfCell(c, cell)];
  const f32* samples = slot < 0 ? nullptr : c.sample + (u64)slot * 64;
  const f32 filler = slot == slotInside ? -1.f : 1.f;
  for (i32 k = 0; k < (dz ? 1 : 4); k++) {
    for (i32 j = 0; j < (dy ? 1 : 4); j++) {
      f32* row = n.value + ((k + dz * 4) * 5 + j + dy * 4) * 5 + dx * 4;
      for (i32 i = 0; i < (dx ? 1 : 4); i++) {
        row[i] = samples ? samples[i | j << 2 | k << 4] : filler;
      }
    }
  }
}

PIWA_INLINE void gather(const Context& c, const Cell& origin, Neighborhood& n) {
  for (i32 far = 0; far < 8; far++) {
    copySlab(c, n, origin, far);
  }
}

struct BrickBits {
  u64 active;
  u64 edges[3];
};

/// Cells beyond the last sample exist only on paper: they have no corners and no edges.
PIWA_INLINE void clearBeyondLast(Context& c, u32 brick, const Cell& origin, BrickBits& bits) {
  const i32 last = c.grid - 1;
  for (i32 q = 0; q < 64; q++) {
    const bool inside = origin.x + (q & 3) < last && origin.y + (q >> 2 & 3) < last &&
                        origin.z + (q >> 4) < last;
    if (inside) {
      continue;
    }
    const u64 others = ~(1ull << q);
    c.corners[brick * 64 + (u32)q] = 0;
    bits.active &= others;
    for (i32 axis = 0; axis < 3; axis++) {
      bits.edges[axis] &= others;
    }
  }
}

/// Corner signs of one row of four cells, from the sign bits of its four rows of samples.
PIWA_INLINE void classifyRow(u8* corners, BrickBits& bits, const u32* signs, i32 shift) {
  const u32 a = signs[0];
  const u32 b = signs[1];
  const u32 d = signs[2];
  const u32 e = signs[3];
  const u32 some = a | b | d | e;
  const u32 every = a & b & d & e;
  const u32 mixed = (some | some >> 1) & ~(every & every >> 1) & 15;
  for (i32 i = 0; i < 4; i++) {
    const u32 low = (a >> i & 3) | (b >> i & 3) << 2;
    const u32 high = (d >> i & 3) | (e >> i & 3) << 2;
    corners[shift + i] = (u8)(low | high << 4);
  }
  bits.active |= (u64)mixed << shift;
  bits.edges[0] |= (u64)((a ^ a >> 1) & 15) << shift;
  bits.edges[1] |= (u64)((a ^ b) & 15) << shift;
  bits.edges[2] |= (u64)((a ^ d) & 15) << shift;
}

/// Whether a culled brick below this one disagrees in sign with the samples that face it: the
/// crossing edge would belong to no brick and the mesh would have a hole.
PIWA_INLINE bool facesHole(const Context& c, const Cell& origin, const Neighborhood& n, i32 axis) {
  const Cell below{origin.x - (axis == 0), origin.y - (axis == 1), origin.z - (axis == 2)};
  if (below.x < 0 || below.y < 0 || below.z < 0) {
    return false;
  }
  const i32 slot = c.slot[slotOfCell(c, below)];
  if (slot >= 0) {
    return false;
  }
  const i32 stepU = axis == 0 ? 5 : 1;
  const i32 stepV = axis == 2 ? 5 : 25;
  u32 differing = 0;
  for (i32 i = 0; i < 16; i++) {
    const bool negative = n.value[(i & 3) * stepU + (i >> 2) * stepV] < 0.f;
    differing |= negative != (slot == slotInside);
  }
  return differing != 0;
}

PIWA_PHASE void classifyCells(Context& c, u32 brick) {
  const Cell origin = brickOrigin(c, brick);
  Neighborhood n;
  gather(c, origin, n);
  u32 signs[25];
  for (i32 row = 0; row < 25; row++) {
    u32 negative = 0;
    for (i32 i = 0; i < 5; i++) {
      negative |= (u32)(n.value[row * 5 + i] < 0.f) << i;
    }
    signs[row] = negative;
  }
  const bool holed = facesHole(c, origin, n, 0) || facesHole(c, origin, n, 1) ||
                     facesHole(c, origin, n, 2);
  c.holes[brick] = holed;
  BrickBits bits{};
  u8* corners = c.corners + brick * 64;
  for (i32 k = 0; k < 4; k++) {
    for (i32 j = 0; j < 4; j++) {
      const u32* low = signs + k * 5 + j;
      const u32 rows[4] = {low[0], low[1], low[5], low[6]};
      classifyRow(corners, bits, rows, (k * 4 + j) * 4);
    }
  }
  const i32 last = c.grid - 4;
  if (origin.x == last || origin.y == last || origin.z == last) {
    clearBeyondLast(c, brick, origin, bits);
  }
  c.activeCells[brick] = bits.active;
  u32 quads = 0;
  for (i32 axis = 0; axis < 3; axis++) {
    c.edges[axis][brick] = bits.edges[axis];
    quads += bitCount(bits.edges[axis]);
  }
  c.quadBase[brick] = quads;
}

PIWA_INLINE u32 cornersAt(const Context& c, const Cell& cell) {
  const i32 last = c.grid - 1;
  if (cell.x < 0 || cell.y < 0 || cell.z < 0) {
    return 0;
  }
  if (cell.x >= last || cell.y >= last || cell.z >= last) {
    return 0;
  }
  const i32 slot = c.slot[slotOfCell(c, cell)];
  return slot < 0 ? 0u : c.corners[(u32)slot * 64 + placeInBrick(cell)];
}

/// The face to flip, plus one, or 0: the first whose neighbor also joins all four edges there.
PIWA_INLINE u32 faceToFlip(const Context& c, const Cell& cell, u32 faces) {
  for (u32 rest = faces; rest; rest &= rest - 1) {
    const i32 face = lowestBit(rest);
    const i32 step = face & 1 ? 1 : -1;
    const i32 axis = face >> 1;
    const Cell neighbor{cell.x + (axis == 0 ? step : 0), cell.y + (axis == 1 ? step : 0),
                        cell.z + (axis == 2 ? step : 0)};
    if (c.ambiguousFaces[cornersAt(c, neighbor)] >> (face ^ 1) & 1) {
      return (u32)face + 1;
    }
  }
  return 0;
}

PIWA_INLINE u32 componentsOf(const Context& c, u32 brick, i32 q) {
  const u32 at = brick * 64 + (u32)q;
  return c.edgeComponents[c.corners[at] * faceChoices + c.flippedFace[at]];
}

PIWA_PHASE void countVertices(Context& c, u32 brick) {
  const Cell origin = brickOrigin(c, brick);
  u64 second = 0;
  u64 third = 0;
  u64 fourth = 0;
  for (u64 rest = c.activeCells[brick]; rest; rest &= rest - 1) {
    const i32 q = lowestBit64(rest);
    const u32 at = brick * 64 + (u32)q;
    const u32 faces = c.ambiguousFaces[c.corners[at]];
    const Cell cell{origin.x + (q & 3), origin.y + (q >> 2 & 3), origin.z + (q >> 4)};
    c.flippedFace[at] = (u8)(faces ? faceToFlip(c, cell, faces) : 0);
    const u32 count = componentsOf(c, brick, q) >> 24;
    second |= (u64)(count > 1) << q;
    third |= (u64)(count > 2) << q;
    fourth |= (u64)(count > 3) << q;
  }
  c.secondVertex[brick] = second;
  c.thirdVertex[brick] = third;
  c.fourthVertex[brick] = fourth;
  c.vertexBase[brick] =
      bitCount(c.activeCells[brick]) + bitCount(second) + bitCount(third) + bitCount(fourth);
}

}  // namespace piwa

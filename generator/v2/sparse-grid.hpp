// The sparse grid: 16^3 blocks, then 4^3 bricks are culled by the distance bound at their centers;
// only bricks that can hold surface are sampled.
#pragma once
#include "context.hpp"
#include "program.hpp"

namespace piwa {

constexpr f32 cubeDiagonal = 1.7320509f;

PIWA_INLINE i32 emptySlot(f32 field) { return field > 0.f ? slotOutside : slotInside; }

/// A solid that leaves the domain is closed at its border, so the border inside it counts too.
PIWA_INLINE bool mayHoldSurface(f32 field, f32 radius, bool onBorder) {
  return field <= radius && (onBorder || field >= -radius);
}

PIWA_INLINE bool onBorder(const Cell& at, i32 count) {
  const i32 last = count - 1;
  return at.x == 0 || at.y == 0 || at.z == 0 || at.x == last || at.y == last || at.z == last;
}

PIWA_INLINE Cell blockPosition(const Context& c, i32 block) {
  const i32 n = c.blocksPerAxis;
  return {block % n, block / n % n, block / (n * n)};
}

PIWA_INLINE void fillBlock(Context& c, const Cell& block, i32 state) {
  for (i32 k = 0; k < 4; k++) {
    for (i32 j = 0; j < 4; j++) {
      for (i32 i = 0; i < 4; i++) {
        c.slot[slotIndex(c, block.x * 4 + i, block.y * 4 + j, block.z * 4 + k)] = state;
      }
    }
  }
}

/// Cell positions of the lanes, `half` a cell unit from their first sample, in world units.
template <class F>
PIWA_INLINE Point<F> centersOf(const Context& c, const Cell* cells, f32 scale, f32 half) {
  F x = broadcast(0.f, F{});
  F y = x;
  F z = x;
  for (i32 l = 0; l < Lanes<F>::width; l++) {
    setLane(x, l, (f32)cells[l].x);
    setLane(y, l, (f32)cells[l].y);
    setLane(z, l, (f32)cells[l].z);
  }
  return {-1.f + (x * scale + half) * c.cell, -1.f + (y * scale + half) * c.cell,
          -1.f + (z * scale + half) * c.cell};
}

template <class F>
PIWA_PHASE void cullBlocks(Context& c, u32 group) {
  constexpr i32 width = Lanes<F>::width;
  Cell cells[width];
  for (i32 l = 0; l < width; l++) {
    cells[l] = blockPosition(c, (i32)group * width + l);
  }
  const f32 radius = 8.5f * cubeDiagonal * c.cell;
  u64 masks[width];
  const Point<F> center = centersOf<F>(c, cells, 16.f, 8.f);
  const F field = fieldAndMasks(c.recipe, allPrimitives(c.recipe), center, radius, masks);
  for (i32 l = 0; l < width; l++) {
    const u32 block = group * width + (u32)l;
    const bool border = onBorder(cells[l], c.blocksPerAxis);
    const bool active = mayHoldSurface(lane(field, l), radius, border);
    c.blockFlag[block] = active;
    c.blockMask[block] = masks[l];
    if (!active) {
      fillBlock(c, cells[l], emptySlot(lane(field, l)));
    }
  }
}

/// Brick `entry & 63` of the active block `entry >> 6`, in bricks.
PIWA_INLINE Cell brickPosition(const Context& c, u32 entry) {
  const Cell block = blockPosition(c, (i32)c.blockList[entry >> 6]);
  const i32 inner = (i32)(entry & 63);
  return {block.x * 4 + (inner & 3), block.y * 4 + (inner >> 2 & 3), block.z * 4 + (inner >> 4)};
}

/// The radius reaches one sample beyond the brick: both ends of every crossing edge are sampled.
template <class F>
PIWA_PHASE void cullBricks(Context& c, u32 group) {
  constexpr i32 width = Lanes<F>::width;
  const u32 entry = group * width;
  Cell cells[width];
  for (i32 l = 0; l < width; l++) {
    cells[l] = brickPosition(c, entry + (u32)l);
  }
  const f32 radius = 2.5f * cubeDiagonal * c.cell;
  u64 masks[width];
  const Point<F> center = centersOf<F>(c, cells, 4.f, 2.f);
  const u64 blockMask = c.blockMask[c.blockList[entry >> 6]];
  const F field = fieldAndMasks(c.recipe, blockMask, center, radius, masks);
  for (i32 l = 0; l < width; l++) {
    const bool border = onBorder(cells[l], c.bricksPerAxis);
    const bool active = mayHoldSurface(lane(field, l), radius, border);
    c.brickFlag[entry + (u32)l] = active;
    c.brickMaskDraft[entry + (u32)l] = masks[l];
    if (!active) {
      c.slot[slotIndex(c, cells[l].x, cells[l].y, cells[l].z)] = emptySlot(lane(field, l));
    }
  }
}

PIWA_INLINE void openBrick(Context& c, u32 entry, u32 brick) {
  if (brick >= c.bricksMax) {
    return;
  }
  const Cell at = brickPosition(c, entry);
  const u32 index = slotIndex(c, at.x, at.y, at.z);
  c.brickList[brick] = index;
  c.slot[index] = (i32)brick;
  c.brickMask[brick] = c.brickMaskDraft[entry];
}

/// Samples on the border of the domain count as outside, so that every surface closes.
PIWA_INLINE f32 closedSample(const Context& c, const Cell& cell, f32 field) {
  const f32 outside = c.cell * .25f;
  return onBorder(cell, c.grid) && field < outside ? outside : field;
}

/// Samples per item of the sampling phase, as vectors.
constexpr i32 sampleBatch = 8;

template <class F>
PIWA_PHASE void sampleBrick(Context& c, u32 item) {
  constexpr i32 width = Lanes<F>::width;
  constexpr u32 count = (u32)(width * sampleBatch);
  const u32 first = item * count;
  const u32 brick = first >> 6;
  const Cell origin = brickOrigin(c, brick);
  Point<F> points[sampleBatch];
  for (i32 k = 0; k < sampleBatch; k++) {
    Cell cells[width];
    for (i32 l = 0; l < width; l++) {
      const i32 q = (i32)(first & 63) + k * width + l;
      cells[l] = {origin.x + (q & 3), origin.y + (q >> 2 & 3), origin.z + (q >> 4)};
    }
    points[k] = centersOf<F>(c, cells, 1.f, .5f);
  }
  F field[sampleBatch];
  fieldAt<F, sampleBatch>(c.recipe, c.brickMask[brick], points, field);
  const bool border = onBorder({origin.x >> 2, origin.y >> 2, origin.z >> 2}, c.bricksPerAxis);
  for (i32 i = 0; i < (i32)count; i++) {
    const f32 value = lane(field[i / width], i % width);
    const i32 q = (i32)(first & 63) + i;
    const Cell cell{origin.x + (q & 3), origin.y + (q >> 2 & 3), origin.z + (q >> 4)};
    c.sample[first + (u32)i] = border ? closedSample(c, cell, value) : value;
  }
}

}  // namespace piwa

// Triangles to samples in fixed point. Coordinates are 28.4, samples lie at whole numbers, edges
// follow the top-left rule, and a sample keeps the least key: no order of triangles can show.
#pragma once
#include "../exact/math.hpp"
#include "../exact/order-free.hpp"

namespace piwa {

struct ScreenVertex {
  i32 x;
  i32 y;
  f32 depth;
};

constexpr i32 subsampleBits = 4;
constexpr f32 subsamples = 16.f;

/// The same where `outside` is 0, nothing where it is -1. Without a branch on a processor: whether
/// a sample lies inside its triangle is a coin toss.
PIWA_INLINE void leastInside(u64* cell, u64 key, i32 outside) {
#if defined(__CUDA_ARCH__)
  if (outside == 0) {
    atomicMin(cell, key);
  }
#else
  least(cell, key | (u64)(i64)outside);
#endif
}

PIWA_INLINE void leastInside(u32* cell, u32 key, i32 outside) {
#if defined(__CUDA_ARCH__)
  if (outside == 0) {
    atomicMin(cell, key);
  }
#else
  least(cell, key | (u32)outside);
#endif
}

PIWA_INLINE void most(u64* cell, u64 key) {
#if defined(__CUDA_ARCH__)
  atomicMax(cell, key);
#else
  *cell = key > *cell ? key : *cell;
#endif
}

PIWA_INLINE void most(u32* cell, u32 key) {
#if defined(__CUDA_ARCH__)
  atomicMax(cell, key);
#else
  *cell = key > *cell ? key : *cell;
#endif
}

PIWA_INLINE i32 lesser(i32 a, i32 b) { return a < b ? a : b; }
PIWA_INLINE i32 greater(i32 a, i32 b) { return a > b ? a : b; }

/// One edge from a to b: how its value changes with a sample step, and its value at the origin.
struct Edge {
  i32 alongX;
  i32 alongY;
  i32 start;
  /// -1 where a sample on the edge belongs to the neighbor.
  i32 bias;
};

PIWA_INLINE Edge edgeOf(const ScreenVertex& a, const ScreenVertex& b, i32 x, i32 y) {
  const i32 dx = b.x - a.x;
  const i32 dy = b.y - a.y;
  const bool topLeft = dy < 0 || (dy == 0 && dx > 0);
  return {-dy * 16, dx * 16, dx * (y - a.y) - dy * (x - a.x), topLeft ? 0 : -1};
}

/// Twice the area; positive for a front face. Coordinates must be within 0..16,400.
PIWA_INLINE i32 areaOf(const ScreenVertex& a, const ScreenVertex& b, const ScreenVertex& d) {
  return (b.x - a.x) * (d.y - a.y) - (b.y - a.y) * (d.x - a.x);
}

struct SampleBox {
  i32 left;
  i32 top;
  i32 right;
  i32 bottom;
};

/// The samples that a triangle may cover, within [0, last].
PIWA_INLINE SampleBox sampleBox(const ScreenVertex& a, const ScreenVertex& b,
                                const ScreenVertex& d, i32 last) {
  const i32 left = lesser(a.x, lesser(b.x, d.x));
  const i32 right = greater(a.x, greater(b.x, d.x));
  const i32 top = lesser(a.y, lesser(b.y, d.y));
  const i32 bottom = greater(a.y, greater(b.y, d.y));
  return {greater((left + 15) >> subsampleBits, 0), greater((top + 15) >> subsampleBits, 0),
          lesser(right >> subsampleBits, last), lesser(bottom >> subsampleBits, last)};
}

/// Samples are the points of a quincunx: even columns of even rows, odd columns of odd rows.
/// Calls put(row, column / 2, depth, outside) for each one in the box; `outside` is 0 for those in
/// the triangle, whose area is positive, and -1 for the others.
template <class Put>
PIWA_INLINE void rasterTriangle(const ScreenVertex& a, const ScreenVertex& b,
                                const ScreenVertex& d, i32 area, const SampleBox& box, Put put) {
  const i32 x = box.left << subsampleBits;
  const i32 y = box.top << subsampleBits;
  Edge first = edgeOf(b, d, x, y);
  Edge second = edgeOf(d, a, x, y);
  Edge third = edgeOf(a, b, x, y);
  const f32 scale = 1.f / (f32)area;
  const f32 towardsB = (b.depth - a.depth) * scale;
  const f32 towardsD = (d.depth - a.depth) * scale;
  for (i32 row = box.top; row <= box.bottom; row++) {
    const i32 skip = (box.left ^ row) & 1;
    i32 u = first.start + first.bias + first.alongX * skip;
    i32 v = second.start + second.alongX * skip;
    i32 w = third.start + third.alongX * skip;
    for (i32 column = box.left + skip; column <= box.right; column += 2) {
      const i32 outside = (u | (v + second.bias) | (w + third.bias)) >> 31;
      put(row, column >> 1, a.depth + ((f32)v * towardsB + (f32)w * towardsD), outside);
      u += 2 * first.alongX;
      v += 2 * second.alongX;
      w += 2 * third.alongX;
    }
    first.start += first.alongY;
    second.start += second.alongY;
    third.start += third.alongY;
  }
}

}  // namespace piwa

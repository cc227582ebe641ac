// The parent's volume as one more primitive: distances between its samples, colors of its surface.
#pragma once
#include "parent.hpp"
#include "placement.hpp"

namespace piwa {

/// Trilinear between the samples; beyond them the way to the outermost ones is added.
template <class F>
PIWA_INLINE F volumeField(const Volume& v, const Point<F>& q) {
  constexpr i32 width = Lanes<F>::width;
  constexpr f32 last = (f32)(volumeSamples - 1);
  constexpr f32 inverse = 1.f / volumeCell;
  const Point<F> at{(q.x - volumeStart) * inverse, (q.y - volumeStart) * inverse,
                    (q.z - volumeStart) * inverse};
  const Point<F> held{clamp<F>(at.x, 0.f, last), clamp<F>(at.y, 0.f, last),
                      clamp<F>(at.z, 0.f, last)};
  F field = broadcast(0.f, q.x);
  for (i32 l = 0; l < width; l++) {
    const f32 x = lane(held.x, l);
    const f32 y = lane(held.y, l);
    const f32 z = lane(held.z, l);
    const i32 i = clampInt((i32)x, 0, volumeSamples - 2);
    const i32 j = clampInt((i32)y, 0, volumeSamples - 2);
    const i32 k = clampInt((i32)z, 0, volumeSamples - 2);
    const f32 u = x - (f32)i;
    const f32 s = y - (f32)j;
    const f32 w = z - (f32)k;
    const f32* d = v.distance + volumeIndex(i, j, k);
    const f32* up = d + volumeSamples * volumeSamples;
    const f32 a = d[0] + (d[1] - d[0]) * u;
    const f32 b = d[volumeSamples] + (d[volumeSamples + 1] - d[volumeSamples]) * u;
    const f32 c = up[0] + (up[1] - up[0]) * u;
    const f32 e = up[volumeSamples] + (up[volumeSamples + 1] - up[volumeSamples]) * u;
    const f32 low = a + (b - a) * s;
    const f32 high = c + (e - c) * s;
    setLane(field, l, low + (high - low) * w);
  }
  const F beyond = length3<F>(at.x - held.x, at.y - held.y, at.z - held.z) * volumeCell;
  return field + beyond;
}

/// The vertex of the parent whose color and part a point of its surface takes.
PIWA_INLINE const Vertex& parentVertexAt(const Volume& v, f32 x, f32 y, f32 z) {
  constexpr f32 inverse = 1.f / volumeCell;
  const f32 last = (f32)(volumeSamples - 1);
  const i32 i = (i32)(clamp((x - volumeStart) * inverse, 0.f, last) + .5f);
  const i32 j = (i32)(clamp((y - volumeStart) * inverse, 0.f, last) + .5f);
  const i32 k = (i32)(clamp((z - volumeStart) * inverse, 0.f, last) + .5f);
  const u64 nearest =
      v.nearest[volumeIndex(clampInt(i, 0, volumeSamples - 1), clampInt(j, 0, volumeSamples - 1),
                            clampInt(k, 0, volumeSamples - 1))];
  const u32 triangle = nearest == ~0ull ? 0u : (u32)nearest;
  return v.vertex[v.index[(u64)triangle * 3]];
}

}  // namespace piwa

// From a closed mesh to signed distances on the samples of the volume. Sides are decided in
// integers; distances are exact near the surface and lower bounds away from it.
#pragma once
#include "../exact/order-free.hpp"
#include "parent.hpp"

namespace piwa {

struct Triangle {
  const Vertex* corner[3];
};

PIWA_INLINE Triangle triangleOf(const Volume& v, u32 triangle) {
  const u32* t = v.index + (u64)triangle * 3;
  return {{v.vertex + t[0], v.vertex + t[1], v.vertex + t[2]}};
}

PIWA_INLINE i32 coordinateOf(const Vertex& v, i32 axis) {
  return axis == 0 ? v.x : axis == 1 ? v.y : v.z;
}

/// First sample at or above twice a vertex coordinate.
PIWA_INLINE i32 sampleFrom(i64 doubled) {
  const i64 steps = doubled - volumeFirst;
  const i64 up = steps >= 0 ? (steps + volumeStep - 1) / volumeStep : -(-steps / volumeStep);
  return clampInt((i32)up, 0, volumeSamples);
}

struct Range {
  i32 first;
  i32 end;
};

PIWA_INLINE Range samplesAround(const Triangle& t, i32 axis, i32 margin) {
  i32 low = coordinateOf(*t.corner[0], axis);
  i32 high = low;
  for (i32 i = 1; i < 3; i++) {
    const i32 at = coordinateOf(*t.corner[i], axis);
    low = at < low ? at : low;
    high = at > high ? at : high;
  }
  return {sampleFrom(2 * (i64)low - margin), sampleFrom(2 * (i64)high + margin)};
}

/// Twice the area that a, b and the line at (y, z) span in the yz plane, in halves of a unit.
PIWA_INLINE i64 spanAt(const Vertex& a, const Vertex& b, i64 y, i64 z) {
  return (2 * (i64)b.y - 2 * (i64)a.y) * (z - 2 * (i64)a.z) -
         (2 * (i64)b.z - 2 * (i64)a.z) * (y - 2 * (i64)a.y);
}

/// An edge that the line meets belongs to one of its two triangles.
PIWA_INLINE bool ownsEdge(const Vertex& a, const Vertex& b) {
  return b.z < a.z || (b.z == a.z && b.y > a.y);
}

PIWA_INLINE bool passes(i64 span, const Vertex& a, const Vertex& b) {
  return span > 0 || (span == 0 && ownsEdge(a, b));
}

/// Turns over the side of all samples beyond the point where the line of one row meets a triangle.
PIWA_INLINE void crossRow(Volume& v, const Triangle& t, bool flipped, i32 y, i32 z) {
  const Vertex& a = *t.corner[0];
  const Vertex& b = *t.corner[flipped ? 2 : 1];
  const Vertex& d = *t.corner[flipped ? 1 : 2];
  const i64 atY = volumeFirst + (i64)y * volumeStep;
  const i64 atZ = volumeFirst + (i64)z * volumeStep;
  const i64 ofD = spanAt(a, b, atY, atZ);
  const i64 ofA = spanAt(b, d, atY, atZ);
  const i64 ofB = spanAt(d, a, atY, atZ);
  if (!passes(ofD, a, b) || !passes(ofA, b, d) || !passes(ofB, d, a)) {
    return;
  }
  const i64 area = ofA + ofB + ofD;
  const i64 doubled = 2 * (ofA * a.x + ofB * b.x + ofD * d.x);
  const i64 floor = doubled >= 0 ? doubled / area : -((-doubled + area - 1) / area);
  const i32 first = sampleFrom(floor + 1);
  if (first < volumeSamples) {
    toggle(v.inside + z * volumeSamples + y, ~0ull << first);
  }
}

PIWA_INLINE void crossTriangle(Volume& v, u32 triangle) {
  const Triangle t = triangleOf(v, triangle);
  const Vertex& a = *t.corner[0];
  const Vertex& b = *t.corner[1];
  const Vertex& d = *t.corner[2];
  const i64 area = ((i64)b.y - a.y) * ((i64)d.z - a.z) - ((i64)b.z - a.z) * ((i64)d.y - a.y);
  if (area == 0) {
    return;
  }
  const Range rows = samplesAround(t, 1, 0);
  const Range layers = samplesAround(t, 2, 0);
  for (i32 z = layers.first; z < layers.end; z++) {
    for (i32 y = rows.first; y < rows.end; y++) {
      crossRow(v, t, area < 0, y, z);
    }
  }
}

struct Corner {
  f32 x;
  f32 y;
  f32 z;
};

PIWA_INLINE Corner cornerOf(const Vertex& v) {
  return {(f32)v.x * (1.f / 32767.f), (f32)v.y * (1.f / 32767.f), (f32)v.z * (1.f / 32767.f)};
}

template <class F>
PIWA_INLINE F squaredToEdge(F px, F py, F pz, const Corner& edge, f32 inverse) {
  const F t = clamp<F>((px * edge.x + py * edge.y + pz * edge.z) * inverse, 0.f, 1.f);
  const F x = px - t * edge.x;
  const F y = py - t * edge.y;
  const F z = pz - t * edge.z;
  return x * x + y * y + z * z;
}

/// What the distance to a triangle needs, once a triangle.
struct TrianglePlanes {
  Corner corner[3];
  Corner edge[3];
  f32 inverse[3];
  Corner inward[3];
  Corner normal;
  f32 normalInverse;
};

PIWA_INLINE Corner crossProduct(const Corner& a, const Corner& b) {
  return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}

PIWA_INLINE f32 squaredLength(const Corner& a) { return a.x * a.x + a.y * a.y + a.z * a.z; }

PIWA_INLINE TrianglePlanes planesOf(const Triangle& t) {
  TrianglePlanes p;
  for (i32 i = 0; i < 3; i++) {
    p.corner[i] = cornerOf(*t.corner[i]);
  }
  for (i32 i = 0; i < 3; i++) {
    const Corner& from = p.corner[i];
    const Corner& to = p.corner[i == 2 ? 0 : i + 1];
    p.edge[i] = {to.x - from.x, to.y - from.y, to.z - from.z};
    p.inverse[i] = 1.f / larger(squaredLength(p.edge[i]), 1e-12f);
  }
  const Corner back{-p.edge[2].x, -p.edge[2].y, -p.edge[2].z};
  p.normal = crossProduct(p.edge[0], back);
  p.normalInverse = 1.f / larger(squaredLength(p.normal), 1e-20f);
  for (i32 i = 0; i < 3; i++) {
    p.inward[i] = crossProduct(p.normal, p.edge[i]);
  }
  return p;
}

template <class F>
PIWA_INLINE F squaredToTriangle(const TrianglePlanes& p, F x, F y, F z) {
  F side[3];
  F squared = broadcast(1e12f, x);
  for (i32 i = 0; i < 3; i++) {
    const F px = x - p.corner[i].x;
    const F py = y - p.corner[i].y;
    const F pz = z - p.corner[i].z;
    side[i] = px * p.inward[i].x + py * p.inward[i].y + pz * p.inward[i].z;
    squared = smaller<F>(squared, squaredToEdge<F>(px, py, pz, p.edge[i], p.inverse[i]));
  }
  const F above = (x - p.corner[0].x) * p.normal.x + (y - p.corner[0].y) * p.normal.y +
                  (z - p.corner[0].z) * p.normal.z;
  const F least = smaller<F>(side[0], smaller<F>(side[1], side[2]));
  return select(least > 0.f, above * above * p.normalInverse, squared);
}

PIWA_INLINE f32 volumeCoordinate(i32 sample) { return volumeStart + (f32)sample * volumeCell; }

/// Distances to a triangle at the samples within the band around it.
template <class F>
PIWA_INLINE void spreadTriangle(Volume& v, u32 triangle) {
  constexpr i32 width = Lanes<F>::width;
  const i32 margin = (i32)(volumeBand * (f32)volumeStep) + 1;
  const Triangle t = triangleOf(v, triangle);
  const TrianglePlanes planes = planesOf(t);
  const Range columns = samplesAround(t, 0, margin);
  const Range rows = samplesAround(t, 1, margin);
  const Range layers = samplesAround(t, 2, margin);
  const f32 most = volumeBand * volumeCell * (volumeBand * volumeCell);
  for (i32 z = layers.first; z < layers.end; z++) {
    for (i32 y = rows.first; y < rows.end; y++) {
      for (i32 first = columns.first; first < columns.end; first += width) {
        F x = broadcast(0.f, F{});
        for (i32 l = 0; l < width; l++) {
          setLane(x, l, volumeCoordinate(first + l));
        }
        const F squared =
            squaredToTriangle<F>(planes, x, broadcast(volumeCoordinate(y), x),
                                 broadcast(volumeCoordinate(z), x));
        for (i32 l = 0; l < width && first + l < columns.end; l++) {
          const f32 at = lane(squared, l);
          if (at < most) {
            least(v.nearest + volumeIndex(first + l, y, z), (u64)(u32)bitsOf(at) << 32 | triangle);
          }
        }
      }
    }
  }
}

PIWA_INLINE u32 volumeBrickOf(i32 x, i32 y, i32 z) {
  return (u32)(((z >> 2) * volumeBricks + (y >> 2)) * volumeBricks + (x >> 2));
}

PIWA_INLINE Cell volumeBrickAt(u32 brick) {
  return {(i32)brick % volumeBricks, (i32)brick / volumeBricks % volumeBricks,
          (i32)brick / (volumeBricks * volumeBricks)};
}

/// 0 for a brick with samples in the band, else far.
PIWA_INLINE void markBrick(Volume& v, u32 brick) {
  const Cell at = volumeBrickAt(brick);
  u8 reach = volumeBricks;
  for (i32 i = 0; i < 64; i++) {
    const u32 sample = volumeIndex(at.x * 4 + (i & 3), at.y * 4 + (i >> 2 & 3), at.z * 4 + (i >> 4));
    reach = v.nearest[sample] != ~0ull ? 0 : reach;
  }
  v.reach[brick] = reach;
}

/// One more than the least of the neighbors, where that is less.
PIWA_INLINE void spreadReach(const Volume& v, const u8* from, u8* to, u32 brick) {
  const Cell at = volumeBrickAt(brick);
  i32 reach = from[brick];
  for (i32 i = 0; i < 27; i++) {
    const i32 x = at.x + i % 3 - 1;
    const i32 y = at.y + i / 3 % 3 - 1;
    const i32 z = at.z + i / 9 - 1;
    const bool within = x >= 0 && y >= 0 && z >= 0 && x < volumeBricks && y < volumeBricks &&
                        z < volumeBricks;
    if (within) {
      const i32 neighbor = from[(z * volumeBricks + y) * volumeBricks + x] + 1;
      reach = neighbor < reach ? neighbor : reach;
    }
  }
  to[brick] = (u8)reach;
}

PIWA_INLINE void signSample(Volume& v, u32 sample) {
  const i32 x = (i32)sample % volumeSamples;
  const i32 row = (i32)sample / volumeSamples;
  const u64 nearest = v.nearest[sample];
  f32 distance = volumeBand * volumeCell;
  if (nearest != ~0ull) {
    distance = squareRoot(fromBits((i32)(u32)(nearest >> 32)));
  } else {
    const i32 reach = v.reach[volumeBrickOf(x, row % volumeSamples, row / volumeSamples)];
    distance = larger(distance, ((f32)(reach - 1) * 4.f - 2.f) * volumeCell);
  }
  v.distance[sample] = v.inside[row] >> x & 1 ? -distance : distance;
}

constexpr i32 reachPasses = 8;

/// Fills the volume. `open` counts the rows whose last sample is inside: the mesh has holes.
template <class F, class Executor>
PIWA_INLINE void voxelize(Executor& run, Volume& v) {
  const u32 triangles = v.head.triangles;
  const u32 rows = (u32)(volumeSamples * volumeSamples);
  run.forEach(volumeCount, [&](u32 i) { v.nearest[i] = ~0ull; });
  run.forEach(rows, [&](u32 row) { v.inside[row] = 0; });
  run.forEach(triangles, [&](u32 triangle) { crossTriangle(v, triangle); });
  run.forEach(triangles, [&](u32 triangle) { spreadTriangle<F>(v, triangle); });
  run.forEach(volumeBrickCount, [&](u32 brick) { markBrick(v, brick); });
  for (i32 pass = 0; pass < reachPasses; pass++) {
    u8* from = pass & 1 ? v.reachDraft : v.reach;
    u8* to = pass & 1 ? v.reach : v.reachDraft;
    run.forEach(volumeBrickCount, [&](u32 brick) { spreadReach(v, from, to, brick); });
  }
  run.forEach(volumeCount, [&](u32 sample) { signSample(v, sample); });
  run.single([&] {
    v.open = 0;
    for (u32 row = 0; row < rows; row++) {
      v.open += (u32)(v.inside[row] >> (volumeSamples - 1));
    }
  });
}

}  // namespace piwa

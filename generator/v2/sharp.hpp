// Sharp features: where the surface bends within a cell, the vertex moves to the point where the
// tangent planes at the cell's crossings meet.
#pragma once
#include "cells.hpp"
#include "program.hpp"

namespace piwa {

/// A mean crossing further from the surface than this, in cells, is next to an edge or a corner;
/// a closer one only has to move along its normal.
constexpr f32 sharpFrom = .1f;
constexpr i32 crossingsMax = 12;
constexpr i32 projectionSweeps = 6;
/// In cells: how far the vertex of a cell stays from its walls, and the step of the gradient.
constexpr f32 cellMargin = .02f;
constexpr f32 gradientStep = .06f;

struct Crossing {
  Point<f32> at;
  Point<f32> normal;
};

PIWA_INLINE void cornerValues(const Neighborhood& n, i32 q, f32* values) {
  const f32* low = n.value + ((q >> 4) * 5 + (q >> 2 & 3)) * 5 + (q & 3);
  for (i32 t = 0; t < 8; t++) {
    values[t] = low[(t >> 2) * 25 + (t >> 1 & 1) * 5 + (t & 1)];
  }
}

/// The crossings of a component's edges, in cell units from the first corner. Returns their number.
PIWA_INLINE i32 findCrossings(const f32* d, u32 crossing, u32 components, i32 component,
                              Crossing* out) {
  i32 count = 0;
  for (u32 rest = crossing; rest; rest &= rest - 1) {
    const i32 edge = lowestBit(rest);
    if ((i32)(components >> (edge * 2) & 3) != component) {
      continue;
    }
    const i32 a = lowerCornerOf(edge);
    const i32 b = upperCornerOf(edge);
    f32 at[3] = {(f32)(a & 1), (f32)(a >> 1 & 1), (f32)(a >> 2)};
    at[edge >> 2] = d[a] / (d[a] - d[b]);
    out[count++].at = {at[0], at[1], at[2]};
  }
  return count;
}

PIWA_INLINE Point<f32> meanOf(const Crossing* crossings, i32 count) {
  Point<f32> sum{0.f, 0.f, 0.f};
  for (i32 i = 0; i < count; i++) {
    sum.x = sum.x + crossings[i].at.x;
    sum.y = sum.y + crossings[i].at.y;
    sum.z = sum.z + crossings[i].at.z;
  }
  const f32 scale = 1.f / (f32)count;
  return {sum.x * scale, sum.y * scale, sum.z * scale};
}

/// Corner `k` of the tetrahedron around a point: signs of its three offsets.
PIWA_INLINE Point<f32> tetrahedronCorner(i32 k) {
  return {k == 0 || k == 3 ? 1.f : -1.f, k == 2 || k == 3 ? 1.f : -1.f,
          k == 1 || k == 3 ? 1.f : -1.f};
}

/// Field at `count` points of the domain, a vector of lanes at a time.
template <class F>
PIWA_INLINE void fieldAtPoints(const Recipe& recipe, u64 mask, const Point<f32>* points, i32 count,
                               f32* out) {
  constexpr i32 width = Lanes<F>::width;
  constexpr i32 batch = width >= 8 ? 2 : 4;
  constexpr i32 chunk = width * batch;
  for (i32 first = 0; first < count; first += chunk) {
    Point<F> lanes[batch];
    for (i32 k = 0; k < batch; k++) {
      lanes[k].x = broadcast(0.f, F{});
      lanes[k].y = lanes[k].x;
      lanes[k].z = lanes[k].x;
      for (i32 l = 0; l < width; l++) {
        const i32 wanted = first + k * width + l;
        const Point<f32>& point = points[wanted < count ? wanted : count - 1];
        setLane(lanes[k].x, l, point.x);
        setLane(lanes[k].y, l, point.y);
        setLane(lanes[k].z, l, point.z);
      }
    }
    F field[batch];
    fieldAt<F, batch>(recipe, mask, lanes, field);
    for (i32 i = 0; i < chunk && first + i < count; i++) {
      out[first + i] = lane(field[i / width], i % width);
    }
  }
}

/// Unit normals at the crossings, from differences over a tetrahedron.
template <class F>
PIWA_SHARED void findNormals(const Context& c, u64 mask, const Cell& at, Crossing* crossings,
                             i32 count) {
  Point<f32> points[crossingsMax * 4];
  f32 field[crossingsMax * 4];
  const f32 step = gradientStep * c.cell;
  for (i32 i = 0; i < count; i++) {
    const f32 x = coordinate(c, (f32)at.x + crossings[i].at.x);
    const f32 y = coordinate(c, (f32)at.y + crossings[i].at.y);
    const f32 z = coordinate(c, (f32)at.z + crossings[i].at.z);
    for (i32 k = 0; k < 4; k++) {
      const Point<f32> sign = tetrahedronCorner(k);
      points[i * 4 + k] = {x + sign.x * step, y + sign.y * step, z + sign.z * step};
    }
  }
  fieldAtPoints<F>(c.recipe, mask, points, count * 4, field);
  for (i32 i = 0; i < count; i++) {
    const f32* f = field + i * 4;
    const f32 x = (f[0] - f[1]) + (f[3] - f[2]);
    const f32 y = (f[2] - f[0]) + (f[3] - f[1]);
    const f32 z = (f[1] - f[0]) + (f[3] - f[2]);
    const f32 length = length3(x, y, z);
    const f32 scale = length > 1e-12f ? 1.f / length : 0.f;
    crossings[i].normal = {x * scale, y * scale, z * scale};
  }
}

PIWA_INLINE f32 beyondPlane(const Crossing& plane, const Point<f32>& point) {
  return plane.normal.x * (point.x - plane.at.x) + plane.normal.y * (point.y - plane.at.y) +
         plane.normal.z * (point.z - plane.at.z);
}

PIWA_INLINE f32 squaredMiss(const Crossing* planes, i32 count, const Point<f32>& point) {
  f32 sum = 0.f;
  for (i32 i = 0; i < count; i++) {
    const f32 miss = beyondPlane(planes[i], point);
    sum = sum + miss * miss;
  }
  return sum;
}

/// Projects the point onto the planes in turn, there and back (Kaczmarz), within the cell.
/// Where that does not bring it closer to all of them, it stays.
PIWA_INLINE Point<f32> meetPlanes(const Crossing* planes, i32 count, const Point<f32>& from) {
  Point<f32> point = from;
  for (i32 sweep = 0; sweep < projectionSweeps; sweep++) {
    for (i32 i = 0; i < count; i++) {
      const Crossing& plane = planes[sweep & 1 ? count - 1 - i : i];
      const f32 miss = beyondPlane(plane, point) * .9f;
      point.x = clamp(point.x - plane.normal.x * miss, cellMargin, 1.f - cellMargin);
      point.y = clamp(point.y - plane.normal.y * miss, cellMargin, 1.f - cellMargin);
      point.z = clamp(point.z - plane.normal.z * miss, cellMargin, 1.f - cellMargin);
    }
  }
  return squaredMiss(planes, count, point) < squaredMiss(planes, count, from) ? point : from;
}

/// Within the cell.
PIWA_INLINE Point<f32> movedAlong(const Point<f32>& from, const Point<f32>& normal, f32 by) {
  const f32 length = length3(normal.x, normal.y, normal.z);
  const f32 scale = length > 1e-12f ? by / length : 0.f;
  return {clamp(from.x + normal.x * scale, cellMargin, 1.f - cellMargin),
          clamp(from.y + normal.y * scale, cellMargin, 1.f - cellMargin),
          clamp(from.z + normal.z * scale, cellMargin, 1.f - cellMargin)};
}

/// Normal of a vertex on an edge: the mean of its planes.
PIWA_INLINE Point<f32> meanNormal(const Crossing* planes, i32 count) {
  Point<f32> sum{0.f, 0.f, 0.f};
  for (i32 i = 0; i < count; i++) {
    sum.x = sum.x + planes[i].normal.x;
    sum.y = sum.y + planes[i].normal.y;
    sum.z = sum.z + planes[i].normal.z;
  }
  return sum;
}

}  // namespace piwa

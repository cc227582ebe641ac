// Rotations of primitives and frames, and the way of a point into the own frame of a primitive.
#pragma once
#include "recipe.hpp"

namespace piwa {

template <class F>
struct Point {
  F x;
  F y;
  F z;
};

struct Extent {
  f32 x;
  f32 y;
  f32 z;
};

PIWA_INLINE void identityRotation(f32* m) {
  for (i32 i = 0; i < 9; i++) {
    m[i] = i % 4 == 0 ? 1.f : 0.f;
  }
}

/// Columns are the turned axes. The axis must not be zero.
PIWA_NOINLINE void axisRotation(f32* m, f32 ax, f32 ay, f32 az, f32 angle) {
  const f32 scale = 1.f / length3(ax, ay, az);
  const f32 x = ax * scale;
  const f32 y = ay * scale;
  const f32 z = az * scale;
  const SineCosine<f32> turn = sineCosine(angle);
  const f32 s = turn.sine;
  const f32 c = turn.cosine;
  const f32 rest = 1.f - c;
  m[0] = c + x * x * rest;
  m[1] = x * y * rest - z * s;
  m[2] = x * z * rest + y * s;
  m[3] = y * x * rest + z * s;
  m[4] = c + y * y * rest;
  m[5] = y * z * rest - x * s;
  m[6] = z * x * rest - y * s;
  m[7] = z * y * rest + x * s;
  m[8] = c + z * z * rest;
}

PIWA_NOINLINE void multiplyRotations(f32* out, const f32* a, const f32* b) {
  for (i32 row = 0; row < 3; row++) {
    for (i32 column = 0; column < 3; column++) {
      out[row * 3 + column] = a[row * 3] * b[column] + a[row * 3 + 1] * b[3 + column] +
                              a[row * 3 + 2] * b[6 + column];
    }
  }
}

PIWA_INLINE void clearRotation(Primitive& p) {
  p.turned = 0;
  identityRotation(p.rotation);
}

/// Turns the primitive further; turns add up in the order of the calls.
PIWA_NOINLINE void rotateAround(Primitive& p, f32 ax, f32 ay, f32 az, f32 angle) {
  f32 turn[9];
  f32 before[9];
  axisRotation(turn, ax, ay, az, angle);
  for (i32 i = 0; i < 9; i++) {
    before[i] = p.rotation[i];
  }
  multiplyRotations(p.rotation, turn, before);
  p.turned = 1;
}

/// Turns the primitive's own y axis towards (x, y, z), which must not be zero.
PIWA_NOINLINE void pointAlong(Primitive& p, f32 x, f32 y, f32 z) {
  const f32 length = length3(x, y, z);
  const f32 up = y / length;
  clearRotation(p);
  if (up > 0.9999f) {
    return;
  }
  if (up < -0.9999f) {
    rotateAround(p, 1.f, 0.f, 0.f, pi);
    return;
  }
  const f32 aside = length2(x, z) / length;
  rotateAround(p, z, 0.f, -x, arcTangent2(aside, up));
}

/// A frame within a frame becomes one in the recipe.
PIWA_NOINLINE void nestFrame(const Frame& outer, Frame& inner) {
  f32 rotation[9];
  multiplyRotations(rotation, outer.rotation, inner.rotation);
  const f32 x = inner.origin[0];
  const f32 y = inner.origin[1];
  const f32 z = inner.origin[2];
  const f32* r = outer.rotation;
  inner.origin[0] = outer.origin[0] + outer.scale * (r[0] * x + r[1] * y + r[2] * z);
  inner.origin[1] = outer.origin[1] + outer.scale * (r[3] * x + r[4] * y + r[5] * z);
  inner.origin[2] = outer.origin[2] + outer.scale * (r[6] * x + r[7] * y + r[8] * z);
  inner.scale = outer.scale * inner.scale;
  for (i32 i = 0; i < 9; i++) {
    inner.rotation[i] = rotation[i];
  }
}

/// m transposed times v: from the outer axes into the turned ones.
template <class F>
PIWA_INLINE Point<F> intoRotation(const f32* m, F x, F y, F z) {
  return {x * m[0] + y * m[3] + z * m[6], x * m[1] + y * m[4] + z * m[7],
          x * m[2] + y * m[5] + z * m[8]};
}

/// Nearest of `count` copies, `step` apart, around zero.
template <class F>
PIWA_INLINE F nearestCopy(F x, i32 count, f32 step) {
  const f32 half = .5f * (f32)count;
  const F index = clamp<F>(floorOf<F>(x * (1.f / step) + half), 0.f, (f32)(count - 1));
  return x - (index - (half - .5f)) * step;
}

template <class F>
PIWA_INLINE Point<F> foldPoint(const Point<F>& q, f32 angle) {
  const F sector = floorOf<F>(arcTangent2(q.z, q.x) * (1.f / angle) + 0.5f);
  const SineCosine<F> turn = sineCosine<F>(sector * angle);
  return {q.x * turn.cosine + q.z * turn.sine, q.y,
          absolute<F>(q.z * turn.cosine - q.x * turn.sine)};
}

/// Frame, mirrors, fold, move, turn, repeat: in this order.
template <class F>
PIWA_INLINE Point<F> toLocal(const Recipe& recipe, const Primitive& p, const Point<F>& point) {
  Point<F> q = point;
  if (p.frame != noFrame) {
    const Frame& frame = recipe.frame[p.frame];
    const f32 s = frame.inverseScale;
    q = intoRotation<F>(frame.rotation, (q.x - frame.origin[0]) * s, (q.y - frame.origin[1]) * s,
                        (q.z - frame.origin[2]) * s);
  }
  if (p.mirrorX) {
    q.x = absolute(q.x);
  }
  if (p.mirrorZ) {
    q.z = absolute(q.z);
  }
  if (p.foldAngle > 0.f) {
    q = foldPoint(q, p.foldAngle);
  }
  q = {q.x - p.center[0], q.y - p.center[1], q.z - p.center[2]};
  if (p.turned) {
    q = intoRotation<F>(p.rotation, q.x, q.y, q.z);
  }
  if (p.repeatCount[0] > 1) {
    q.x = nearestCopy(q.x, p.repeatCount[0], p.repeatStep[0]);
  }
  if (p.repeatCount[1] > 1) {
    q.y = nearestCopy(q.y, p.repeatCount[1], p.repeatStep[1]);
  }
  if (p.repeatCount[2] > 1) {
    q.z = nearestCopy(q.z, p.repeatCount[2], p.repeatStep[2]);
  }
  return q;
}

/// Distances in a primitive's own frame, times this, are distances in the recipe.
PIWA_INLINE f32 scaleOf(const Recipe& recipe, const Primitive& p) {
  return p.frame == noFrame ? 1.f : recipe.frame[p.frame].scale;
}

}  // namespace piwa

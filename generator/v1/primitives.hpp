// Signed distance to one primitive: negative inside, and never more than the true distance.
#pragma once
#include "recipe.hpp"

namespace piwa {

template <class F>
struct Point {
  F x;
  F y;
  F z;
};

/// Mirror, fold, move and turn a point into the primitive's own frame.
template <class F>
PIWA_INLINE Point<F> toLocal(const Primitive& p, const Point<F>& world) {
  F x = p.mirrorX ? absolute(world.x) : world.x;
  F z = p.mirrorZ ? absolute(world.z) : world.z;
  if (p.foldAngle > 0.f) {
    const F sector = floorOf<F>(arcTangent2(z, x) * (1.f / p.foldAngle) + 0.5f);
    const SineCosine<F> turn = sineCosine<F>(sector * p.foldAngle);
    const F folded = x * turn.cosine + z * turn.sine;
    z = absolute<F>(z * turn.cosine - x * turn.sine);
    x = folded;
  }
  x = x - p.center[0];
  const F y = world.y - p.center[1];
  z = z - p.center[2];
  if (!p.turned) {
    return {x, y, z};
  }
  const f32* m = p.rotation;
  return {x * m[0] + y * m[3] + z * m[6], x * m[1] + y * m[4] + z * m[7],
          x * m[2] + y * m[5] + z * m[8]};
}

template <class F>
PIWA_INLINE F boxDistance(F a, F b, F c) {
  const F zero = broadcast(0.f, a);
  const F outside = length3(larger(a, zero), larger(b, zero), larger(c, zero));
  return outside + smaller(larger(a, larger(b, c)), zero);
}

template <class F>
PIWA_INLINE F ellipsoidDistance(const Primitive& p, const Point<F>& q) {
  const f32* inverse = p.derived;
  return (length3<F>(q.x * inverse[0], q.y * inverse[1], q.z * inverse[2]) - 1.f) * inverse[3];
}

template <class F>
PIWA_INLINE F roundedBoxDistance(const Primitive& p, const Point<F>& q) {
  const F a = absolute(q.x) - (p.size[0] - p.rounding);
  const F b = absolute(q.y) - (p.size[1] - p.rounding);
  const F c = absolute(q.z) - (p.size[2] - p.rounding);
  return boxDistance(a, b, c) - p.rounding;
}

template <class F>
PIWA_INLINE F cylinderDistance(const Primitive& p, const Point<F>& q) {
  const F zero = broadcast(0.f, q.x);
  const F a = length2(q.x, q.z) - (p.size[0] - p.rounding);
  const F b = absolute(q.y) - (p.size[1] - p.rounding);
  return length2(larger(a, zero), larger(b, zero)) + smaller(larger(a, b), zero) - p.rounding;
}

template <class F>
PIWA_INLINE F coneDistance(const Primitive& p, const Point<F>& q) {
  const f32 lower = p.size[0];
  const f32 upper = p.size[2];
  const f32 height = p.size[1];
  const f32 taper = upper - lower;
  const F across = length2(q.x, q.z);
  const F rim = select(q.y < 0.f, broadcast(lower, q.x), broadcast(upper, q.x));
  const F capX = across - smaller(across, rim);
  const F capY = absolute(q.y) - height;
  const F along = ((upper - across) * taper + (height - q.y) * (2.f * height)) * p.derived[0];
  const F t = clamp(along, 0.f, 1.f);
  const F sideX = across - upper + taper * t;
  const F sideY = q.y - height + (2.f * height) * t;
  const F cap = capX * capX + capY * capY;
  const F side = sideX * sideX + sideY * sideY;
  const F distance = squareRoot(smaller(cap, side));
  const F inside = select(capY < 0.f, -distance, distance);
  return select(sideX < 0.f, inside, distance);
}

template <class F>
PIWA_INLINE F superquadricDistance(const Primitive& p, const Point<F>& q) {
  const f32 exponent = p.size[3];
  const F x = power<F>(absolute(q.x) * p.derived[0], exponent);
  const F y = power<F>(absolute(q.y) * p.derived[1], exponent);
  const F z = power<F>(absolute(q.z) * p.derived[2], exponent);
  return (power<F>(x + y + z, 1.f / exponent) - 1.f) * p.derived[3];
}

template <class F>
PIWA_INLINE F capsuleDistance(const Primitive& p, const Point<F>& q) {
  const F t = clamp<F>(q.y * p.derived[0] + .5f, 0.f, 1.f);
  const F beyond = q.y - clamp(q.y, -p.size[0], p.size[0]);
  const F radius = p.size[1] + (p.size[2] - p.size[1]) * t;
  return (length3(q.x, beyond, q.z) - radius) * p.derived[1];
}

template <class F>
PIWA_INLINE F frameDistance(const Primitive& p, const Point<F>& q) {
  const f32 bar = p.size[3];
  const F a = absolute(q.x) - p.size[0];
  const F b = absolute(q.y) - p.size[1];
  const F c = absolute(q.z) - p.size[2];
  const F e = absolute<F>(a + bar) - bar;
  const F f = absolute<F>(b + bar) - bar;
  const F g = absolute<F>(c + bar) - bar;
  return smaller(boxDistance(a, f, g), smaller(boxDistance(e, b, g), boxDistance(e, f, c)));
}

/// Radius of a lathe at a height: the outline of vessels.
template <class F>
PIWA_INLINE F latheRadius(const f32* size, F y) {
  const F wide = sineCosine<F>(y * 5.f + size[3]).cosine;
  const F fine = sineCosine<F>(y * 11.f - size[3] * 1.7f).cosine;
  return size[0] + size[2] * wide + size[2] * .25f * fine;
}

template <class F>
PIWA_INLINE F latheDistance(const Primitive& p, const Point<F>& q) {
  const F side = (length2(q.x, q.z) - latheRadius(p.size, q.y)) * p.derived[0];
  return larger<F>(side, absolute(q.y) - p.size[1]);
}

template <class F>
PIWA_INLINE F torusDistance(const Primitive& p, const Point<F>& q) {
  return length2<F>(length2(q.x, q.z) - p.size[0], q.y) - p.size[1];
}

template <Shape shape, class F>
PIWA_INLINE F shapeDistance(const Primitive& p, const Point<F>& q) {
  if constexpr (shape == Shape::ellipsoid) {
    return ellipsoidDistance(p, q);
  } else if constexpr (shape == Shape::box) {
    return roundedBoxDistance(p, q);
  } else if constexpr (shape == Shape::cylinder) {
    return cylinderDistance(p, q);
  } else if constexpr (shape == Shape::cone) {
    return coneDistance(p, q);
  } else if constexpr (shape == Shape::torus) {
    return torusDistance(p, q);
  } else if constexpr (shape == Shape::superquadric) {
    return superquadricDistance(p, q);
  } else if constexpr (shape == Shape::capsule) {
    return capsuleDistance(p, q);
  } else if constexpr (shape == Shape::frame) {
    return frameDistance(p, q);
  } else {
    return latheDistance(p, q);
  }
}

template <Shape shape, class F, i32 Batch>
PIWA_INLINE void shapeDistances(const Primitive& p, const Point<F>* q, F* out) {
  for (i32 k = 0; k < Batch; k++) {
    out[k] = shapeDistance<shape>(p, q[k]);
  }
}

/// Without displacement, at `Batch` points: one dispatch for all of them.
template <class F, i32 Batch>
PIWA_INLINE void smoothDistances(const Primitive& p, const Point<F>* q, F* out) {
  switch (p.shape) {
    case Shape::ellipsoid:
      return shapeDistances<Shape::ellipsoid, F, Batch>(p, q, out);
    case Shape::box:
      return shapeDistances<Shape::box, F, Batch>(p, q, out);
    case Shape::cylinder:
      return shapeDistances<Shape::cylinder, F, Batch>(p, q, out);
    case Shape::cone:
      return shapeDistances<Shape::cone, F, Batch>(p, q, out);
    case Shape::torus:
      return shapeDistances<Shape::torus, F, Batch>(p, q, out);
    case Shape::superquadric:
      return shapeDistances<Shape::superquadric, F, Batch>(p, q, out);
    case Shape::capsule:
      return shapeDistances<Shape::capsule, F, Batch>(p, q, out);
    case Shape::frame:
      return shapeDistances<Shape::frame, F, Batch>(p, q, out);
    default:
      return shapeDistances<Shape::lathe, F, Batch>(p, q, out);
  }
}

/// Distances at `Batch` points in the primitive's own frame.
template <class F, i32 Batch>
PIWA_INLINE void localDistances(const Primitive& p, const Point<F>* q, F* out) {
  smoothDistances<F, Batch>(p, q, out);
  if (p.displacement <= 0.f) {
    return;
  }
  const f32 frequency = p.displacementFrequency;
  for (i32 k = 0; k < Batch; k++) {
    const F bump = noise<F>(q[k].x * frequency, q[k].y * frequency, q[k].z * frequency, p.seed);
    out[k] = (out[k] + p.displacement * bump) * p.slope;
  }
}

template <class F>
PIWA_INLINE F localDistance(const Primitive& p, const Point<F>& q) {
  F distance;
  localDistances<F, 1>(p, &q, &distance);
  return distance;
}

}  // namespace piwa

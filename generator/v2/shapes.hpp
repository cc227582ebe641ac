// Signed distance to one primitive: negative inside, and never more than the true distance.
#pragma once
#include "volume.hpp"

namespace piwa {

template <class F>
PIWA_INLINE F boxDistance(F a, F b, F c) {
  const F zero = broadcast(0.f, a);
  const F outside = length3(larger(a, zero), larger(b, zero), larger(c, zero));
  return outside + smaller(larger(a, larger(b, c)), zero);
}

/// Distance to the corner of a quadrant, given the distances to its two sides.
template <class F>
PIWA_INLINE F cornerDistance(F a, F b) {
  const F zero = broadcast(0.f, a);
  return length2(larger(a, zero), larger(b, zero)) + smaller(larger(a, b), zero);
}

/// Opens a solid at the top: `inner` is its cavity, which goes on upwards without end.
template <class F>
PIWA_INLINE F hollowOut(F outer, F inner) {
  return larger<F>(outer, -inner);
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
  const F outer = boxDistance(a, b, c) - p.rounding;
  if (p.hollow <= 0.f) {
    return outer;
  }
  const f32 inset = p.hollow - p.rounding;
  const F floor = (p.hollow - p.size[1]) - q.y;
  return hollowOut(outer, larger<F>(larger<F>(a + inset, c + inset), floor));
}

template <class F>
PIWA_INLINE F cylinderDistance(const Primitive& p, const Point<F>& q) {
  const F a = length2(q.x, q.z) - (p.size[0] - p.rounding);
  const F b = absolute(q.y) - (p.size[1] - p.rounding);
  const F outer = cornerDistance(a, b) - p.rounding;
  if (p.hollow <= 0.f) {
    return outer;
  }
  return hollowOut(outer, larger<F>(a + (p.hollow - p.rounding), (p.hollow - p.size[1]) - q.y));
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
  const F outer = select(sideX < 0.f, inside, distance);
  if (p.hollow <= 0.f) {
    return outer;
  }
  const F wall = (across - (.5f * (lower + upper) + q.y * (taper / (2.f * height)))) * p.derived[1];
  return hollowOut(outer, larger<F>(wall + p.hollow, (p.hollow - height) - q.y));
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

template <class F>
PIWA_INLINE F torusDistance(const Primitive& p, const Point<F>& q) {
  return length2<F>(length2(q.x, q.z) - p.size[0], q.y) - p.size[1];
}

template <class F>
PIWA_INLINE F arcDistance(const Primitive& p, const Point<F>& q) {
  const F x = absolute(q.x);
  const auto within = p.derived[1] * x <= p.derived[0] * q.y;
  const F reach = x * p.derived[0] + q.y * p.derived[1];
  const F along = select(within, length2(x, q.y), reach);
  const F squared = x * x + q.y * q.y + q.z * q.z + (p.size[0] * p.size[0]) -
                    (2.f * p.size[0]) * along;
  return squareRoot(larger(squared, broadcast(0.f, x))) - p.size[1];
}

/// Radius of a lathe at a height, without its scale: a uniform cubic B-spline of eight radii.
template <class F>
PIWA_INLINE F splineRadius(const Profile& profile, f32 halfHeight, F y) {
  const F t = clamp<F>((y * (.5f / halfHeight) + .5f) * (f32)(latheRadii - 3), 0.f,
                       (f32)(latheRadii - 3));
  F radius = broadcast(0.f, y);
  for (i32 i = 0; i < latheRadii; i++) {
    const F u = absolute<F>(t - (f32)(i - 1));
    const F a = larger<F>(2.f - u, broadcast(0.f, y));
    const F b = larger<F>(1.f - u, broadcast(0.f, y));
    const F weight = a * a * a - 4.f * (b * b * b);
    radius = radius + weight * (profile.x[i] * (1.f / 6.f));
  }
  return radius;
}

template <class F>
PIWA_INLINE F latheDistance(const Profile& profile, const Primitive& p, const Point<F>& q) {
  const F radius = splineRadius(profile, p.size[1], q.y) * p.size[0];
  const F side = (length2(q.x, q.z) - radius) * p.derived[0];
  const F outer = cornerDistance<F>(side, absolute(q.y) - p.size[1]);
  if (p.hollow <= 0.f) {
    return outer;
  }
  return hollowOut(outer, larger<F>(side + p.hollow, (p.hollow - p.size[1]) - q.y));
}

/// Signed distance to a closed polygon.
template <class F>
PIWA_INLINE F polygonDistance(const Profile& profile, F x, F y) {
  F squared = broadcast(1e12f, x);
  F sign = broadcast(1.f, x);
  i32 last = profile.count - 1;
  for (i32 i = 0; i < profile.count; i++) {
    const f32 fromX = profile.x[last];
    const f32 fromY = profile.y[last];
    const f32 edgeX = fromX - profile.x[i];
    const f32 edgeY = fromY - profile.y[i];
    const F px = x - profile.x[i];
    const F py = y - profile.y[i];
    const F t = clamp<F>((px * edgeX + py * edgeY) * profile.inverse[i], 0.f, 1.f);
    const F awayX = px - t * edgeX;
    const F awayY = py - t * edgeY;
    squared = smaller<F>(squared, awayX * awayX + awayY * awayY);
    const F side = py * edgeX - px * edgeY;
    const F above = select(py >= 0.f, broadcast(1.f, x), broadcast(-1.f, x));
    const F below = select(y < fromY, broadcast(1.f, x), broadcast(-1.f, x));
    const F turn = select(side > 0.f, broadcast(1.f, x), broadcast(-1.f, x));
    const F total = above + below + turn;
    sign = select(total * total > 8.f, -sign, sign);
    last = i;
  }
  return squareRoot(squared) * sign;
}

template <class F>
PIWA_INLINE F turnedDistance(const Profile& profile, const Primitive& p, const Point<F>& q) {
  return polygonDistance(profile, length2(q.x, q.z), q.y) - p.rounding;
}

template <class F>
PIWA_INLINE F prismDistance(const Profile& profile, const Primitive& p, const Point<F>& q) {
  const F flat = polygonDistance(profile, q.x, q.y) + p.rounding;
  return cornerDistance<F>(flat, absolute(q.z) - (p.size[2] - p.rounding)) - p.rounding;
}

template <class F>
PIWA_INLINE F volumeDistance(const Volume& volume, const Primitive& p, const Point<F>& q) {
  const Point<F> own{q.x * p.derived[0], q.y * p.derived[1], q.z * p.derived[2]};
  return volumeField(volume, own) * p.derived[3] - p.rounding;
}

}  // namespace piwa

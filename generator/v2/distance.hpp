// Dispatch over the shapes, and the constants that a shape needs at every sample.
#pragma once
#include "shapes.hpp"

namespace piwa {

template <Shape shape, class F>
PIWA_INLINE F shapeDistance(const Recipe& recipe, const Primitive& p, const Point<F>& q) {
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
  } else if constexpr (shape == Shape::lathe) {
    return latheDistance(recipe.profile[p.profile], p, q);
  } else if constexpr (shape == Shape::turned) {
    return turnedDistance(recipe.profile[p.profile], p, q);
  } else if constexpr (shape == Shape::prism) {
    return prismDistance(recipe.profile[p.profile], p, q);
  } else if constexpr (shape == Shape::arc) {
    return arcDistance(p, q);
  } else {
    return volumeDistance(*recipe.volume, p, q);
  }
}

template <Shape shape, class F, i32 Batch>
PIWA_INLINE void shapeDistances(const Recipe& recipe, const Primitive& p, const Point<F>* q,
                                F* out) {
  for (i32 k = 0; k < Batch; k++) {
    out[k] = shapeDistance<shape>(recipe, p, q[k]);
  }
}

/// Without displacement, at `Batch` points: one dispatch for all of them.
template <class F, i32 Batch>
PIWA_INLINE void smoothDistances(const Recipe& recipe, const Primitive& p, const Point<F>* q,
                                 F* out) {
  switch (p.shape) {
    case Shape::ellipsoid:
      return shapeDistances<Shape::ellipsoid, F, Batch>(recipe, p, q, out);
    case Shape::box:
      return shapeDistances<Shape::box, F, Batch>(recipe, p, q, out);
    case Shape::cylinder:
      return shapeDistances<Shape::cylinder, F, Batch>(recipe, p, q, out);
    case Shape::cone:
      return shapeDistances<Shape::cone, F, Batch>(recipe, p, q, out);
    case Shape::torus:
      return shapeDistances<Shape::torus, F, Batch>(recipe, p, q, out);
    case Shape::superquadric:
      return shapeDistances<Shape::superquadric, F, Batch>(recipe, p, q, out);
    case Shape::capsule:
      return shapeDistances<Shape::capsule, F, Batch>(recipe, p, q, out);
    case Shape::frame:
      return shapeDistances<Shape::frame, F, Batch>(recipe, p, q, out);
    case Shape::lathe:
      return shapeDistances<Shape::lathe, F, Batch>(recipe, p, q, out);
    case Shape::turned:
      return shapeDistances<Shape::turned, F, Batch>(recipe, p, q, out);
    case Shape::prism:
      return shapeDistances<Shape::prism, F, Batch>(recipe, p, q, out);
    case Shape::arc:
      return shapeDistances<Shape::arc, F, Batch>(recipe, p, q, out);
    default:
      return shapeDistances<Shape::volume, F, Batch>(recipe, p, q, out);
  }
}

/// Distances in the recipe at `Batch` points of the primitive's own frame.
template <class F, i32 Batch>
PIWA_INLINE void localDistances(const Recipe& recipe, const Primitive& p, const Point<F>* q,
                                F* out) {
  smoothDistances<F, Batch>(recipe, p, q, out);
  if (p.displacement > 0.f) {
    const f32 frequency = p.displacementFrequency;
    for (i32 k = 0; k < Batch; k++) {
      const F bump = noise<F>(q[k].x * frequency, q[k].y * frequency, q[k].z * frequency, p.seed);
      out[k] = (out[k] + p.displacement * bump) * p.slope;
    }
  }
  if (p.frame != noFrame) {
    const f32 scale = recipe.frame[p.frame].scale;
    for (i32 k = 0; k < Batch; k++) {
      out[k] = out[k] * scale;
    }
  }
}

template <class F>
PIWA_INLINE F localDistance(const Recipe& recipe, const Primitive& p, const Point<F>& q) {
  F distance;
  localDistances<F, 1>(recipe, p, &q, &distance);
  return distance;
}

/// Rough surface. The slope bound grows with it, so that culling stays safe.
PIWA_INLINE void displace(Primitive& p, f32 amplitude, f32 frequency) {
  p.displacement = amplitude;
  p.displacementFrequency = frequency;
  p.slope = 1.f / (1.f + amplitude * frequency * noiseSlope);
}

/// A B-spline is never steeper than the differences of its control values.
PIWA_NOINLINE f32 steepestOfLathe(const Profile& profile, const Primitive& p) {
  f32 steepest = 0.f;
  for (i32 i = 1; i < latheRadii; i++) {
    steepest = larger(steepest, absolute(profile.x[i] - profile.x[i - 1]));
  }
  return steepest * p.size[0] * (f32)(latheRadii - 3) * (.5f / p.size[1]);
}

/// Divisions that do not depend on the sample point, done once.
PIWA_NOINLINE void deriveConstants(const Recipe& recipe, Primitive& p) {
  const f32* size = p.size;
  f32* out = p.derived;
  switch (p.shape) {
    case Shape::ellipsoid:
    case Shape::volume:
    case Shape::superquadric: {
      const f32 least = smaller(size[0], smaller(size[1], size[2]));
      for (i32 i = 0; i < 3; i++) {
        out[i] = 1.f / size[i];
      }
      out[3] = p.shape == Shape::superquadric && size[3] < 2.f ? least * .58f : least;
      break;
    }
    case Shape::cone: {
      const f32 taper = size[2] - size[0];
      const f32 height = 2.f * size[1];
      out[0] = 1.f / (taper * taper + height * height);
      out[1] = height / length2(taper, height);
      break;
    }
    case Shape::capsule: {
      const f32 taper = (size[2] - size[1]) * (.5f / size[0]);
      out[0] = .5f / size[0];
      out[1] = 1.f / (1.f + absolute(taper));
      break;
    }
    case Shape::lathe: {
      const f32 steep = steepestOfLathe(recipe.profile[p.profile], p);
      out[0] = 1.f / squareRoot(1.f + steep * steep);
      break;
    }
    case Shape::arc: {
      const SineCosine<f32> turn = sineCosine(p.size[2]);
      out[0] = turn.sine;
      out[1] = turn.cosine;
      break;
    }
    default:
      break;
  }
}

PIWA_NOINLINE void deriveEdges(Profile& profile) {
  i32 last = profile.count - 1;
  for (i32 i = 0; i < profile.count; i++) {
    const f32 x = profile.x[last] - profile.x[i];
    const f32 y = profile.y[last] - profile.y[i];
    profile.inverse[i] = 1.f / larger(x * x + y * y, 1e-9f);
    last = i;
  }
}

}  // namespace piwa

// The signed-distance program: primitives combined in order, with pruning by distance bounds.
#pragma once
#include "primitives.hpp"

namespace piwa {

constexpr f32 farAway = 1e9f;

template <class F>
PIWA_INLINE F smoothMinimum(F a, F b, f32 blend) {
  const F least = smaller(a, b);
  if (blend <= 0.f) {
    return least;
  }
  const F overlap = larger<F>(blend - absolute<F>(a - b), broadcast(0.f, a));
  return least - overlap * overlap * (.25f / blend);
}

template <class F>
PIWA_INLINE F combine(const Primitive& p, F field, F distance) {
  if (p.operation == Operation::unite) {
    return smoothMinimum(field, distance, p.blend);
  }
  return -smoothMinimum<F>(-field, distance, p.blend);
}

template <class F>
PIWA_INLINE Point<F> untwist(const Recipe& recipe, const Point<F>& point) {
  if (recipe.twist == 0.f) {
    return point;
  }
  const SineCosine<F> turn = sineCosine<F>(point.y * recipe.twist);
  return {point.x * turn.cosine - point.z * turn.sine, point.y,
          point.x * turn.sine + point.z * turn.cosine};
}

PIWA_INLINE u32 allPrimitives(const Recipe& recipe) {
  return recipe.count >= 32 ? ~0u : (1u << recipe.count) - 1;
}

/// Field of the primitives in the mask at `Batch` points; each dispatch serves all of them.
template <class F, i32 Batch>
PIWA_INLINE void fieldAt(const Recipe& recipe, u32 mask, const Point<F>* world, F* field) {
  Point<F> point[Batch];
  for (i32 k = 0; k < Batch; k++) {
    point[k] = untwist(recipe, world[k]);
    field[k] = broadcast(farAway, point[k].x);
  }
  for (u32 rest = mask; rest; rest &= rest - 1) {
    const Primitive& p = recipe.primitive[lowestBit(rest)];
    Point<F> local[Batch];
    for (i32 k = 0; k < Batch; k++) {
      local[k] = toLocal(p, point[k]);
    }
    F distance[Batch];
    localDistances<F, Batch>(p, local, distance);
    for (i32 k = 0; k < Batch; k++) {
      field[k] = combine(p, field[k], distance[k]);
    }
  }
  for (i32 k = 0; k < Batch; k++) {
    field[k] = field[k] * recipe.slope;
  }
}

/// Field at the center of a block of the given radius. `masks` receives, for every lane, the
/// primitives that can change the field anywhere within the block.
template <class F>
PIWA_INLINE F fieldAndMasks(const Recipe& recipe, u32 mask, const Point<F>& world, f32 radius,
                            u32* masks) {
  constexpr i32 width = Lanes<F>::width;
  const Point<F> point = untwist(recipe, world);
  const f32 reach = radius / recipe.slope;
  F field = broadcast(farAway, point.x);
  for (i32 l = 0; l < width; l++) {
    masks[l] = 0;
  }
  for (u32 rest = mask; rest; rest &= rest - 1) {
    const i32 index = lowestBit(rest);
    const Primitive& p = recipe.primitive[index];
    const F distance = localDistance(p, toLocal(p, point));
    const f32 slack = 2.f * reach + p.blend + 1e-4f;
    const bool unites = p.operation == Operation::unite;
    const F lead = unites ? distance - field : field + distance;
    const auto kept = lead <= slack;
    const auto hidesOthers = -lead > slack;
    for (i32 l = 0; l < width; l++) {
      if (unites && maskLane(hidesOthers, l)) {
        masks[l] = 0;
      }
      if (maskLane(kept, l)) {
        masks[l] |= 1u << index;
      }
    }
    field = combine(p, field, distance);
  }
  return field * recipe.slope;
}

}  // namespace piwa

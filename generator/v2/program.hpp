// The signed-distance program: primitives combined in order, with pruning by distance bounds.
#pragma once
#include "distance.hpp"

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

/// From the domain [-1, 1]^3 into the units of the recipe, untwisted.
template <class F>
PIWA_INLINE Point<F> intoRecipe(const Recipe& recipe, const Point<F>& world) {
  const f32 s = recipe.fitInverse;
  const Point<F> point{world.x * s + recipe.fitOffset[0], world.y * s + recipe.fitOffset[1],
                       world.z * s + recipe.fitOffset[2]};
  if (recipe.twist == 0.f) {
    return point;
  }
  const SineCosine<F> turn = sineCosine<F>(point.y * recipe.twist);
  return {point.x * turn.cosine - point.z * turn.sine, point.y,
          point.x * turn.sine + point.z * turn.cosine};
}

/// A distance in the recipe times this is a bound of the distance in the domain.
PIWA_INLINE f32 fieldScale(const Recipe& recipe) { return recipe.slope * recipe.fitScale; }

PIWA_INLINE u64 allPrimitives(const Recipe& recipe) {
  return recipe.count >= 64 ? ~0ull : (1ull << recipe.count) - 1;
}

/// Field of the primitives in the mask at `Batch` points; each dispatch serves all of them.
template <class F, i32 Batch>
PIWA_SHARED void fieldAt(const Recipe& recipe, u64 mask, const Point<F>* world, F* field) {
  Point<F> point[Batch];
  for (i32 k = 0; k < Batch; k++) {
    point[k] = intoRecipe(recipe, world[k]);
    field[k] = broadcast(farAway, point[k].x);
  }
  for (u64 rest = mask; rest; rest &= rest - 1) {
    const Primitive& p = recipe.primitive[lowestBit64(rest)];
    Point<F> local[Batch];
    for (i32 k = 0; k < Batch; k++) {
      local[k] = toLocal(recipe, p, point[k]);
    }
    F distance[Batch];
    localDistances<F, Batch>(recipe, p, local, distance);
    for (i32 k = 0; k < Batch; k++) {
      field[k] = combine(p, field[k], distance[k]);
    }
  }
  for (i32 k = 0; k < Batch; k++) {
    field[k] = field[k] * fieldScale(recipe);
  }
}

/// Field at the center of a block of the given radius. `masks` receives, for every lane, the
/// primitives that can change the field anywhere within the block.
template <class F>
PIWA_SHARED F fieldAndMasks(const Recipe& recipe, u64 mask, const Point<F>& world, f32 radius,
                            u64* masks) {
  constexpr i32 width = Lanes<F>::width;
  const Point<F> point = intoRecipe(recipe, world);
  const f32 reach = radius / fieldScale(recipe);
  F field = broadcast(farAway, point.x);
  for (i32 l = 0; l < width; l++) {
    masks[l] = 0;
  }
  for (u64 rest = mask; rest; rest &= rest - 1) {
    const i32 index = lowestBit64(rest);
    const Primitive& p = recipe.primitive[index];
    const F distance = localDistance(recipe, p, toLocal(recipe, p, point));
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
        masks[l] |= 1ull << index;
      }
    }
    field = combine(p, field, distance);
  }
  return field * fieldScale(recipe);
}

}  // namespace piwa

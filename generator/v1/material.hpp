// Vertex colors: the primitive that owns a point, its pattern, and a little noise.
#pragma once
#include "context.hpp"
#include "program.hpp"

namespace piwa {

template <class F>
struct Owner {
  typename Lanes<F>::Int primitive;
  Point<F> local;
};

/// The last primitive that changed the field at each lane, and the point in its frame.
template <class F>
PIWA_INLINE Owner<F> ownerAt(const Recipe& recipe, u32 mask, const Point<F>& world) {
  const Point<F> point = untwist(recipe, world);
  F field = broadcast(farAway, point.x);
  Owner<F> owner{toInt(broadcast(0.f, point.x)), point};
  for (u32 rest = mask; rest; rest &= rest - 1) {
    const i32 index = lowestBit(rest);
    const Primitive& p = recipe.primitive[index];
    const Point<F> local = toLocal(p, point);
    const F distance = localDistance(p, local);
    const bool unites = p.operation == Operation::unite;
    const auto wins = unites ? distance < field : -distance > field;
    owner.primitive = select(wins, toInt(broadcast((f32)index, point.x)), owner.primitive);
    owner.local.x = select(wins, local.x, owner.local.x);
    owner.local.y = select(wins, local.y, owner.local.y);
    owner.local.z = select(wins, local.z, owner.local.z);
    field = combine(p, field, distance);
  }
  return owner;
}

/// How much of color B, in [0, 1]; x, y, z in pattern units.
PIWA_INLINE f32 patternWeight(Pattern pattern, f32 x, f32 y, f32 z, f32 grain) {
  f32 weight = 0.f;
  switch (pattern) {
    case Pattern::plain:
      weight = .15f * (grain + 1.f);
      break;
    case Pattern::checker: {
      const i32 parity = (i32)floorOf(x) + (i32)floorOf(y) + (i32)floorOf(z);
      weight = (parity & 1 ? .9f : .1f) + .1f * grain;
      break;
    }
    case Pattern::mottled:
      weight = .5f + .6f * grain;
      break;
    case Pattern::stripes:
      weight = .5f + .5f * sineCosine(y * 3.f + grain * 2.f).sine;
      break;
    case Pattern::rings:
      weight = .5f + .5f * sineCosine(length2(x, z) * 4.f + grain * 3.f).sine;
      break;
    default:
      weight = grain > .1f ? .85f : .1f;
      break;
  }
  return clamp(weight, 0.f, 1.f);
}

PIWA_INLINE u8 colorByte(f32 a, f32 b, f32 weight, f32 light) {
  const f32 value = (a + (b - a) * weight) * light * 255.f;
  return (u8)roundClamped(larger(value, 0.f), 255.f);
}

/// Colors the first `count` lanes.
template <class F>
PIWA_INLINE void colorVertices(const Context& c, u32 mask, const Point<F>& world, i32 count,
                               Vertex* out) {
  const Recipe& recipe = c.recipe;
  const Owner<F> owner = ownerAt(recipe, mask, world);
  F x = owner.local.x;
  F y = owner.local.y;
  F z = owner.local.z;
  for (i32 l = 0; l < Lanes<F>::width; l++) {
    const f32 frequency = recipe.primitive[lane(owner.primitive, l)].patternFrequency;
    setLane(x, l, lane(x, l) * frequency);
    setLane(y, l, lane(y, l) * frequency);
    setLane(z, l, lane(z, l) * frequency);
  }
  const F coarse = noise<F>(x, y, z, recipe.noiseSeed);
  const F fine = noise<F>(x * 2.13f, y * 2.13f, z * 2.13f, recipe.noiseSeed + 1);
  const F grain = coarse + .5f * fine;
  for (i32 l = 0; l < count; l++) {
    const Primitive& p = recipe.primitive[lane(owner.primitive, l)];
    const f32 g = lane(grain, l);
    const f32 weight = patternWeight(p.pattern, lane(x, l), lane(y, l), lane(z, l), g);
    const f32 light = 1.f + .12f * g;
    out[l].red = colorByte(p.colorA[0], p.colorB[0], weight, light);
    out[l].green = colorByte(p.colorA[1], p.colorB[1], weight, light);
    out[l].blue = colorByte(p.colorA[2], p.colorB[2], weight, light);
    out[l].alpha = 255;
  }
}

}  // namespace piwa

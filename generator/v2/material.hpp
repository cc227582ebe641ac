// Vertex colors: the primitive that owns a point, and the pattern of its paint there.
#pragma once
#include "context.hpp"
#include "program.hpp"

namespace piwa {

template <class F>
struct Owner {
  typename Lanes<F>::Int primitive;
  Point<F> local;
  /// In the domain's units.
  F field;
};

/// The last primitive with a part that changed the field at each lane, and the point in its frame.
template <class F>
PIWA_SHARED Owner<F> ownerAt(const Recipe& recipe, u64 mask, const Point<F>& world) {
  const Point<F> point = intoRecipe(recipe, world);
  F field = broadcast(farAway, point.x);
  Owner<F> owner{toInt(broadcast(0.f, point.x)), point, field};
  for (u64 rest = mask; rest; rest &= rest - 1) {
    const i32 index = lowestBit64(rest);
    const Primitive& p = recipe.primitive[index];
    const Point<F> local = toLocal(recipe, p, point);
    const F distance = localDistance(recipe, p, local);
    if (p.part != noPart) {
      const bool unites = p.operation == Operation::unite;
      const auto wins = unites ? distance < field : -distance > field;
      owner.primitive = select(wins, toInt(broadcast((f32)index, point.x)), owner.primitive);
      owner.local.x = select(wins, local.x, owner.local.x);
      owner.local.y = select(wins, local.y, owner.local.y);
      owner.local.z = select(wins, local.z, owner.local.z);
    }
    field = combine(p, field, distance);
  }
  owner.field = field * fieldScale(recipe);
  return owner;
}

/// How much a pattern is drawn out along each own axis of the primitive.
PIWA_INLINE Extent patternStretch(Pattern pattern) {
  switch (pattern) {
    case Pattern::grain:
      return {2.2f, .3f, 2.2f};
    case Pattern::brushed:
      return {.4f, 3.f, .4f};
    default:
      return {1.f, 1.f, 1.f};
  }
}

PIWA_INLINE f32 fractionOf(f32 x) { return x - floorOf(x); }

/// Mortar between courses of stones, each course moved by half a stone.
PIWA_INLINE f32 mortar(f32 x, f32 y, f32 z) {
  const f32 course = floorOf(y);
  const f32 shift = .5f * fractionOf(course * .5f) * 2.f;
  const f32 along = fractionOf((x + z) * .5f + shift);
  const f32 up = y - course;
  return up < .14f || along < .08f ? 1.f : 0.f;
}

/// How much of color B, in [0, 1]; x, y, z in pattern units, coarse and fine are noise in [-1, 1].
PIWA_NOINLINE f32 patternWeight(Pattern pattern, f32 x, f32 y, f32 z, f32 coarse, f32 fine) {
  const f32 grain = coarse + .5f * fine;
  f32 weight = 0.f;
  switch (pattern) {
    case Pattern::plain:
      weight = .12f * (grain + 1.f);
      break;
    case Pattern::grain:
      weight = .45f + .4f * sineCosine(coarse * 5.f + fine).sine;
      break;
    case Pattern::brushed:
      weight = .35f + .35f * grain;
      break;
    case Pattern::speckled:
      weight = clamp((fine - .2f) * 3.f, 0.f, 1.f) + .1f * (coarse + 1.f);
      break;
    case Pattern::weave: {
      const f32 across = sineCosine((x + z) * 3.f).sine;
      const f32 up = sineCosine((y + z) * 3.f).sine;
      weight = .5f + .4f * across * up + .1f * fine;
      break;
    }
    case Pattern::veined:
      weight = clamp(1.f - absolute(grain) * 4.f, 0.f, 1.f) * .8f + .08f * (coarse + 1.f);
      break;
    case Pattern::mottled:
      weight = .5f + .6f * grain;
      break;
    case Pattern::stripes:
      weight = sineCosine(y * 3.f + coarse * .4f).sine > 0.f ? .92f : .05f;
      break;
    case Pattern::checker: {
      const i32 parity = (i32)floorOf(x) + (i32)floorOf(y) + (i32)floorOf(z);
      weight = (parity & 1 ? .9f : .1f) + .06f * grain;
      break;
    }
    case Pattern::patches:
      weight = grain > .1f ? .85f : .1f;
      break;
    case Pattern::scales: {
      const f32 row = fractionOf(y * 1.5f);
      weight = .2f + .6f * row * row + .15f * grain;
      break;
    }
    default:
      weight = mortar(x, y, z) > .5f ? .95f : .15f + .12f * (grain + 1.f);
      break;
  }
  return clamp(weight, 0.f, 1.f);
}

/// What a lane is painted with: its part, and the parent's own color where that stays.
struct Painted {
  i32 part;
  const Vertex* parent;
};

PIWA_INLINE Painted paintedAt(const Recipe& recipe, const Primitive& p, f32 x, f32 y, f32 z) {
  if (p.shape != Shape::volume) {
    return {p.part, nullptr};
  }
  const f32* inverse = p.derived;
  const Vertex& from =
      parentVertexAt(*recipe.volume, x * inverse[0], y * inverse[1], z * inverse[2]);
  return {from.part, recipe.repainted ? nullptr : &from};
}

PIWA_INLINE u8 colorByte(f32 a, f32 b, f32 weight, f32 light) {
  const f32 value = (a + (b - a) * weight) * light * 255.f;
  return (u8)roundClamped(larger(value, 0.f), 255.f);
}

/// Colors the first `count` lanes and names their parts.
template <class F>
PIWA_SHARED void colorVertices(const Recipe& recipe, const Owner<F>& owner, i32 count,
                               Vertex* out) {
  constexpr i32 width = Lanes<F>::width;
  Painted painted[width];
  F x = owner.local.x;
  F y = owner.local.y;
  F z = owner.local.z;
  for (i32 l = 0; l < width; l++) {
    const Primitive& p = recipe.primitive[lane(owner.primitive, l)];
    painted[l] = paintedAt(recipe, p, lane(x, l), lane(y, l), lane(z, l));
    const Paint& paint = recipe.paint[recipe.part[painted[l].part].paint];
    const Extent stretch = patternStretch(paint.pattern);
    setLane(x, l, lane(x, l) * (paint.frequency * stretch.x));
    setLane(y, l, lane(y, l) * (paint.frequency * stretch.y));
    setLane(z, l, lane(z, l) * (paint.frequency * stretch.z));
  }
  const F coarse = noise<F>(x, y, z, recipe.noiseSeed);
  const F fine = noise<F>(x * 2.13f, y * 2.13f, z * 2.13f, recipe.noiseSeed + 1);
  for (i32 l = 0; l < count; l++) {
    const i32 slot = recipe.part[painted[l].part].paint;
    const Paint& paint = recipe.paint[slot];
    const f32 low = lane(coarse, l);
    const f32 high = lane(fine, l);
    const f32 weight =
        patternWeight(paint.pattern, lane(x, l), lane(y, l), lane(z, l), low, high);
    const f32 light = 1.f + .05f * low + .03f * high;
    out[l].part = (u16)painted[l].part;
    out[l].paint = (u8)slot;
    out[l].red = colorByte(paint.colorA[0], paint.colorB[0], weight, light);
    out[l].green = colorByte(paint.colorA[1], paint.colorB[1], weight, light);
    out[l].blue = colorByte(paint.colorA[2], paint.colorB[2], weight, light);
    out[l].alpha = 255;
    if (painted[l].parent) {
      out[l].red = painted[l].parent->red;
      out[l].green = painted[l].parent->green;
      out[l].blue = painted[l].parent->blue;
    }
  }
}

}  // namespace piwa

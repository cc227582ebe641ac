// What the living families share: directions, limbs, leaves, eyes, colors of nature.
#pragma once
#include "maker.hpp"

namespace piwa {

using Spot = Point<f32>;

PIWA_INLINE Spot between(const Spot& a, const Spot& b, f32 t) {
  return {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t, a.z + (b.z - a.z) * t};
}

PIWA_INLINE Spot along(const Spot& from, const Spot& direction, f32 length) {
  return {from.x + direction.x * length, from.y + direction.y * length,
          from.z + direction.z * length};
}

PIWA_INLINE Spot shifted(const Spot& from, f32 x, f32 y, f32 z) {
  return {from.x + x, from.y + y, from.z + z};
}

/// Yaw 0 looks to +z and turns towards +x; pitch lifts.
PIWA_NOINLINE Spot aim(f32 yaw, f32 pitch) {
  const SineCosine<f32> turn = sineCosine(yaw);
  const SineCosine<f32> lift = sineCosine(pitch);
  return {turn.sine * lift.cosine, lift.sine, turn.cosine * lift.cosine};
}

/// A paint of a chosen color and pattern; the second color is the first one, darker.
PIWA_NOINLINE i32 paintAs(Maker& maker, Material kind, const Color& color, Pattern pattern,
                          f32 frequency) {
  const i32 slot = maker.paint(kind, color);
  maker.recipe.paint[slot].pattern = pattern;
  maker.recipe.paint[slot].frequency = frequency;
  return slot;
}

/// The same with a second color of its own.
PIWA_NOINLINE i32 paintTwo(Maker& maker, Material kind, const Color& color, Pattern pattern,
                           f32 frequency, const Color& second) {
  const i32 slot = paintAs(maker, kind, color, pattern, frequency);
  toRgb(second, maker.recipe.paint[slot].colorB);
  return slot;
}

PIWA_INLINE i32 paintDark(Maker& maker) {
  return paintAs(maker, Material::plastic, {.6f, .2f, .06f}, Pattern::plain, 3.f);
}

PIWA_INLINE i32 paintWhite(Maker& maker) {
  return paintAs(maker, Material::ceramic, {.12f, .04f, .96f}, Pattern::plain, 3.f);
}

/// Two limbs with a joint.
PIWA_NOINLINE void jointed(Maker& maker, const Spot& a, const Spot& b, const Spot& c,
                           const Extent& radii, f32 blend) {
  maker.limb(a, b, radii.x, radii.y).blend = blend;
  maker.limb(b, c, radii.y, radii.z).blend = blend;
}

/// An ellipsoid whose long axis goes from one spot to another.
PIWA_NOINLINE Primitive& oval(Maker& maker, const Spot& a, const Spot& b, f32 width, f32 depth) {
  const f32 x = b.x - a.x;
  const f32 y = b.y - a.y;
  const f32 z = b.z - a.z;
  const f32 length = larger(length3(x, y, z), .001f);
  Primitive& p = maker.ball(.5f * (a.x + b.x), .5f * (a.y + b.y), .5f * (a.z + b.z), width,
                            .5f * length, depth);
  if (length > .001f) {
    pointAlong(p, x, y, z);
  }
  return p;
}

/// Turns a primitive that grows along +y, flat along z, so that it grows along yaw and pitch with
/// its flat side up.
PIWA_NOINLINE void growAlong(Primitive& p, f32 yaw, f32 pitch) {
  rotateAround(p, 1.f, 0.f, 0.f, halfPi - pitch);
  rotateAround(p, 0.f, 1.f, 0.f, yaw);
}

/// A flat leaf or petal from its root.
PIWA_NOINLINE Primitive& blade(Maker& maker, const Spot& root, f32 yaw, f32 pitch,
                               const Extent& size) {
  const Spot middle = along(root, aim(yaw, pitch), size.y * .96f);
  Primitive& p = maker.ball(middle.x, middle.y, middle.z, size.x, size.y, size.z * 1.25f);
  growAlong(p, yaw, pitch);
  return p;
}

/// A cone that points somewhere: spikes, ears, beaks, horns.
PIWA_NOINLINE Primitive& spike(Maker& maker, const Spot& root, const Spot& tip, f32 radius,
                               f32 point) {
  const f32 x = tip.x - root.x;
  const f32 y = tip.y - root.y;
  const f32 z = tip.z - root.z;
  const f32 length = larger(length3(x, y, z), .01f);
  Primitive& p = maker.cone(.5f * (root.x + tip.x), .5f * (root.y + tip.y), .5f * (root.z + tip.z),
                            radius, .5f * length, point);
  pointAlong(p, x, y, z);
  return p;
}

/// Dark balls left and right.
PIWA_NOINLINE void eyePair(Maker& maker, i32 paint, const Spot& at, f32 radius) {
  maker.begin("eye", paint);
  maker.ball(at.x, at.y, at.z, radius, radius, radius).mirrorX = 1;
}

/// White eyes with dark pupils that look along a direction.
PIWA_NOINLINE void wideEyes(Maker& maker, i32 white, i32 dark, const Spot& at, f32 radius,
                            const Spot& look) {
  maker.begin("eye", white);
  maker.ball(at.x, at.y, at.z, radius, radius, radius).mirrorX = 1;
  maker.begin("pupil", dark);
  const Spot front = along(at, look, radius * .62f);
  const f32 pupil = radius * .62f;
  maker.ball(front.x, front.y, front.z, pupil, pupil, pupil).mirrorX = 1;
}

/// A curve of limbs that bends from one pitch to another in the vertical plane of a yaw.
/// Returns its end.
PIWA_NOINLINE Spot curl(Maker& maker, const Spot& root, f32 yaw, f32 pitchFrom, f32 pitchTo,
                        f32 length, i32 steps, f32 radiusFrom, f32 radiusTo, f32 blend) {
  Spot at = root;
  const f32 part = 1.f / (f32)steps;
  for (i32 i = 0; i < steps; i++) {
    const f32 t = ((f32)i + .5f) * part;
    const Spot next = along(at, aim(yaw, pitchFrom + (pitchTo - pitchFrom) * t), length * part);
    const f32 before = radiusFrom + (radiusTo - radiusFrom) * ((f32)i * part);
    const f32 after = radiusFrom + (radiusTo - radiusFrom) * ((f32)(i + 1) * part);
    maker.limb(at, next, before, after).blend = blend;
    at = next;
  }
  return at;
}

/// Bark, in five kinds: brown, gray, pale, dark, reddish.
PIWA_NOINLINE Color barkColor(RandomStream& random) {
  constexpr Color barks[5] = {{.075f, .5f, .42f},
                              {.09f, .2f, .45f},
                              {.1f, .25f, .62f},
                              {.06f, .5f, .27f},
                              {.04f, .5f, .45f}};
  return drawFrom(random, barks, 5);
}

PIWA_NOINLINE Color greenColor(RandomStream& random) {
  constexpr Color greens[7] = {{.28f, .65f, .55f}, {.33f, .62f, .42f}, {.23f, .68f, .66f},
                               {.37f, .5f, .42f},  {.3f, .5f, .68f},   {.25f, .75f, .45f},
                               {.4f, .35f, .55f}};
  return drawFrom(random, greens, 7);
}

PIWA_NOINLINE Color petalColor(RandomStream& random) {
  constexpr Color petals[10] = {{.99f, .75f, .85f}, {.93f, .5f, .92f},  {.13f, .75f, .96f},
                                {.78f, .5f, .75f},  {.06f, .75f, .96f}, {.1f, .06f, .97f},
                                {.66f, .5f, .85f},  {.96f, .35f, .95f}, {.0f, .85f, .65f},
                                {.58f, .45f, .92f}};
  return drawFrom(random, petals, 10);
}

PIWA_NOINLINE Color furColor(RandomStream& random) {
  constexpr Color furs[9] = {{.07f, .55f, .6f},  {.08f, .4f, .8f}, {.06f, .6f, .35f},
                             {.1f, .12f, .9f},   {.6f, .05f, .5f}, {.05f, .7f, .72f},
                             {.08f, .25f, .25f}, {.6f, .1f, .2f},  {.09f, .5f, .7f}};
  return drawFrom(random, furs, 9);
}

}  // namespace piwa

// Bodies of small animals: beetles, spiders, butterflies and what they share.
#pragma once
#include "living-kit.hpp"

namespace piwa {

struct BugPaints {
  i32 body;
  i32 second;
  i32 dark;
  i32 white;
  i32 wing;
};

/// Pairs of bent legs, spread from front to rear.
PIWA_NOINLINE void bugLegs(Maker& maker, i32 paint, i32 pairs, f32 wide, f32 front, f32 rear,
                           f32 reach, f32 rise) {
  RandomStream& random = maker.random;
  maker.begin("leg", paint);
  for (i32 i = 0; i < pairs; i++) {
    const f32 t = pairs > 1 ? (f32)i / (f32)(pairs - 1) : .5f;
    const f32 uneven = random.between(.85f, 1.2f);
    const f32 yaw = .75f + 1.65f * t;
    const f32 z = front + (rear - front) * t;
    const Spot root{wide * .5f, 0, z};
    const Spot knee = shifted(along(root, aim(yaw, 0.f), reach * .5f * uneven), 0, rise, 0);
    const Spot foot = along(root, aim(yaw, 0.f), reach * uneven);
    maker.limb(root, knee, .05f, .05f).mirrorX = 1;
    maker.limb(knee, {foot.x, -.28f, foot.z}, .05f, .045f).mirrorX = 1;
  }
}

PIWA_NOINLINE void feelers(Maker& maker, i32 paint, const Spot& root, f32 length, f32 lift,
                           bool clubbed) {
  maker.begin("antenna", paint);
  const Spot bend = along(root, aim(.5f, lift), length * .55f);
  const Spot tip = along(bend, aim(.7f, lift * .3f), length * .45f);
  maker.limb(root, bend, .048f, .045f).mirrorX = 1;
  maker.limb(bend, tip, .045f, .045f).mirrorX = 1;
  if (clubbed) {
    maker.ball(tip.x, tip.y, tip.z, .075f, .075f, .075f).mirrorX = 1;
  }
}

PIWA_NOINLINE void makeBeetle(Maker& maker, const BugPaints& paints, bool lady) {
  RandomStream& random = maker.random;
  const f32 length = random.between(.4f, .65f);
  const f32 width = length * random.between(.6f, .95f);
  const f32 high = random.between(.24f, .42f);
  const bool horned = !lady && random.chance(.6f);
  const bool open = random.chance(.25f);
  const f32 spread = open ? random.between(.3f, .7f) : 0.f;
  maker.begin("abdomen", paints.dark);
  maker.ball(0, 0, -.08f, width * .92f, high * .7f, length * .95f);
  maker.begin("shell", paints.body);
  Primitive& shell = maker.ball(width * .34f + spread * .25f, .06f + spread * .2f, -.08f,
                                width * .64f, high, length);
  rotateAround(shell, 0, 1, 0, -spread * .8f);
  rotateAround(shell, 0, 0, 1, spread * .6f);
  shell.mirrorX = 1;
  if (lady || random.chance(.3f)) {
    maker.begin("spot", paints.dark);
    const i32 spots = 2 + random.below(2);
    for (i32 i = 0; i < spots && !open; i++) {
      const f32 z = .5f - .5f * (f32)i;
      const f32 x = i == 1 ? .55f : .35f;
      const f32 y = squareRoot(larger(.05f, 1.f - x * x - z * z * .8f));
      maker.ball(width * (x + .1f), .06f + high * y, -.08f + length * z, .11f, .08f, .11f).mirrorX =
          1;
    }
  }
  maker.begin("thorax", lady ? paints.dark : paints.second);
  maker.ball(0, .03f, length * .78f, width * .68f, high * .72f, length * .3f);
  maker.begin("head", paints.dark);
  maker.ball(0, 0, length * 1.08f, width * .42f, high * .5f, length * .22f);
  if (horned) {
    maker.begin("horn", paints.second);
    curl(maker, {0, .04f, length * 1.15f}, 0.f, .2f, 1.7f, random.between(.3f, .55f), 3, .075f,
         .045f, .02f);
    maker.phrases.add("a horn");
  } else {
    feelers(maker, paints.dark, {.08f, .05f, length * 1.15f}, random.between(.25f, .5f), .8f,
            false);
  }
  if (open) {
    maker.phrases.add("raised wing cases");
  }
  eyePair(maker, paints.white, {width * .28f, high * .3f, length * 1.18f}, .065f);
  bugLegs(maker, paints.dark, 3, width, length * .6f, -length * .4f,
          width * random.between(.9f, 1.3f), .05f);
}

PIWA_NOINLINE void makeSpider(Maker& maker, const BugPaints& paints) {
  RandomStream& random = maker.random;
  const f32 size = random.between(.25f, .42f);
  const f32 rise = random.between(.1f, .5f);
  const f32 reach = random.between(.7f, 1.1f);
  maker.begin("abdomen", paints.body);
  maker.ball(0, .12f, -size * 1.2f, size * .95f, size * random.between(.75f, 1.f), size * 1.15f);
  maker.begin("head", paints.second);
  maker.ball(0, .04f, .12f, size * .68f, size * .6f, size * .75f);
  eyePair(maker, paints.white, {.09f, size * .45f, size * .75f}, .075f);
  maker.begin("pupil", paints.dark);
  maker.ball(.1f, size * .48f, size * .75f + .06f, .05f, .05f, .05f).mirrorX = 1;
  maker.begin("fang", paints.dark);
  spike(maker, {.08f, -.05f, size * .8f}, {.09f, -.2f, size * .95f}, .07f, .03f).mirrorX = 1;
  bugLegs(maker, paints.dark, 4, size * .8f, .2f, -.15f, reach, rise);
}

PIWA_NOINLINE void addSails(Maker& maker, const BugPaints& paints, f32 size, f32 lift,
                            bool narrow) {
  RandomStream& random = maker.random;
  const f32 front = random.between(.7f, 1.f) * size;
  const f32 rear = narrow ? front * .9f : random.between(.5f, .8f) * size;
  const f32 wide = narrow ? .13f : random.between(.24f, .4f);
  const f32 sweep = random.between(.2f, .6f);
  maker.begin("wing", paints.wing);
  Primitive& a = blade(maker, {.04f, .08f, .08f}, halfPi - sweep, lift, {wide, front * .5f, .052f});
  a.mirrorX = 1;
  Primitive& b = blade(maker, {.04f, .08f, -.06f}, halfPi + sweep * .9f, lift,
                       {wide * (narrow ? 1.f : .85f), rear * .5f, .052f});
  b.mirrorX = 1;
  if (!narrow) {
    maker.begin("wing_spot", paints.second);
    const Spot at = along({.04f, .08f, .08f}, aim(halfPi - sweep, lift), front * .62f);
    maker.ball(at.x, at.y + .02f, at.z, .11f, .07f, .11f).mirrorX = 1;
    const Spot low = along({.04f, .08f, -.06f}, aim(halfPi + sweep * .9f, lift), rear * .6f);
    maker.ball(low.x, low.y + .02f, low.z, .09f, .07f, .09f).mirrorX = 1;
  }
}

PIWA_NOINLINE void makeButterfly(Maker& maker, const BugPaints& paints) {
  RandomStream& random = maker.random;
  const f32 lift = random.between(.05f, 1.25f);
  const f32 size = random.between(.8f, 1.2f);
  addSails(maker, paints, size, lift, false);
  maker.begin("body", paints.dark);
  maker.limb({0, .03f, -.38f}, {0, .05f, .2f}, .06f, .08f);
  maker.ball(0, .08f, .3f, .095f, .095f, .095f);
  feelers(maker, paints.dark, {.04f, .12f, .36f}, random.between(.3f, .5f), .7f, true);
}

}  // namespace piwa

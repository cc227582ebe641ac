// Masks and winged emblems.
#pragma once
#include "abstract-kit.hpp"

namespace piwa {

PIWA_NOINLINE const char* makeMask(Maker& maker, const AbstractPaints& paints) {
  RandomStream& random = maker.random;
  const f32 wide = random.between(.4f, .8f);
  const f32 high = random.between(.6f, 1.f);
  const i32 face = random.below(3);
  const i32 eyes = random.below(4);
  const i32 top = random.below(5);
  const i32 mouth = random.below(4);
  const f32 nose = random.between(.12f, .35f);
  const f32 eyeX = wide * random.between(.35f, .5f);
  const f32 eyeY = high * random.between(.1f, .35f);
  const f32 eye = wide * random.between(.18f, .28f);
  const f32 horn = random.between(.3f, .7f);
  const bool cheeks = random.chance(.5f);
  maker.begin("face", paints.first);
  if (face == 0) {
    maker.ball(0, 0, 0, wide, high, .26f);
  } else if (face == 1) {
    maker.box(0, 0, 0, wide, high, .14f, .1f);
  } else {
    const f32 points[14] = {-wide, high * .6f, -wide * .5f, high,       wide * .5f,
                            high,  wide,       high * .6f,  wide * .7f, -high * .5f,
                            0.f,   -high,      -wide * .7f, -high * .5f};
    maker.prism(0, 0, 0, points, 7, .14f);
  }
  maker.begin("brow", paints.second);
  maker.limb({.08f, eyeY + eye * 1.2f, .2f}, {eyeX + eye, eyeY + eye * 1.6f, .12f}, .08f, .06f)
      .mirrorX = 1;
  maker.begin("nose", paints.second);
  const f32 shape[6] = {-.13f, -nose, .13f, -nose, 0.f, nose * 1.4f};
  maker.prism(0, -.04f, .18f, shape, 3, .14f);
  maker.begin("eye", paints.third);
  if (eyes == 0) {
    Primitive& p = recess(maker, eyeX, eyeY, .2f, eye, eye * .5f, .4f);
    p.mirrorX = 1;
  } else if (eyes == 1) {
    ring(maker, eyeX, eyeY, .2f, eye * .8f, .07f).mirrorX = 1;
    maker.ball(eyeX, eyeY, .16f, eye * .4f, eye * .4f, .16f).mirrorX = 1;
  } else if (eyes == 2) {
    Primitive& p = maker.cut({Shape::ellipsoid, eyeX, eyeY, .2f, eye, eye * .65f, .5f});
    p.part = maker.part;
    p.mirrorX = 1;
  } else {
    maker.ball(eyeX, eyeY, .18f, eye * .8f, eye * .55f, .14f).mirrorX = 1;
  }
  maker.begin("mouth", paints.third);
  const f32 y = -high * .52f;
  if (mouth == 0) {
    recess(maker, 0, y, .2f, wide * .4f, .07f, .4f);
  } else if (mouth == 1) {
    ring(maker, 0, y, .16f, wide * .22f, .07f);
  } else if (mouth == 2) {
    Primitive& p = maker.arc(0, y + wide * .35f, .15f, wide * .42f, .065f, 1.1f);
    rotateAround(p, 0, 0, 1, pi);
  } else {
    Primitive& p = maker.box(0, y, .18f, .05f, .1f, .07f);
    p.repeatCount[0] = 4;
    p.repeatStep[0] = .16f;
    maker.box(0, y, .12f, .35f, .13f, .07f, .03f);
  }
  if (cheeks) {
    maker.begin("cheek", paints.third);
    maker.ball(wide * .55f, -high * .2f, .16f, .12f, .12f, .09f).mirrorX = 1;
  }
  maker.begin("crest", paints.second);
  if (top == 0) {
    maker.limb({wide * .5f, high * .7f, 0}, {wide * .9f, high + horn, 0}, .15f, .05f).mirrorX = 1;
    maker.phrases.add("two horns");
  } else if (top == 1) {
    const i32 rays = 5;
    for (i32 i = 0; i < rays; i++) {
      const SineCosine<f32> at = sineCosine(.4f * (f32)i);
      Primitive& p =
          maker.limb({wide * .5f * at.sine, high * .7f * at.cosine, -.03f},
                     {(wide + horn) * at.sine, (high + horn) * at.cosine, -.03f}, .1f, .06f);
      p.mirrorX = 1;
    }
    maker.phrases.add("a crown of rays");
  } else if (top == 2) {
    maker.ball(wide * .95f, eyeY, -.02f, .14f + horn * .2f, .3f, .1f).mirrorX = 1;
    maker.phrases.add("big ears");
  } else if (top == 3) {
    disc(maker, 0, high + .12f, 0, horn * .7f, .08f);
    maker.begin("jewel", paints.third);
    maker.ball(0, high + .12f, .1f, horn * .35f, horn * .35f, .12f);
    maker.phrases.add("a disc on top");
  } else {
    maker.box(0, high + horn * .4f, 0, wide * .25f, horn * .6f, .09f, .02f);
    maker.box(0, high + horn * .7f, 0, wide * .8f, .09f, .09f, .02f);
    maker.phrases.add("a carved headdress");
  }
  maker.phrases.add(eyes == 0   ? "slit eyes"
                    : eyes == 1 ? "ringed eyes"
                    : eyes == 2 ? "hollow eyes"
                                : "bulging eyes");
  maker.tag("mask.n.01");
  return face == 1 ? "square mask" : face == 2 ? "angular mask" : "oval mask";
}

PIWA_NOINLINE const char* makeEmblem(Maker& maker, const AbstractPaints& paints) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(4);
  const f32 span = random.between(.6f, 1.2f);
  const f32 high = random.between(.4f, .9f);
  const i32 feathers = 3 + random.below(3);
  const f32 sweep = random.between(-.2f, .7f);
  const i32 center = random.below(4);
  const f32 size = random.between(.22f, .4f);
  const bool base = random.chance(.5f);
  maker.begin("wing", paints.first);
  for (i32 i = 0; i < feathers; i++) {
    const f32 t = (f32)i / (f32)(feathers - 1);
    const f32 angle = sweep - t * (kind == 1 ? 1.8f : 1.1f);
    const SineCosine<f32> at = sineCosine(angle);
    const f32 reach = span * (1.f - .4f * t);
    if (kind == 2) {
      maker.limb({.1f, 0, 0}, {reach * at.cosine, reach * at.sine + high * .3f, 0}, .08f, .13f)
          .mirrorX = 1;
    } else {
      maker
          .limb({.1f, -.1f * (f32)i, 0},
                {.1f + reach * at.cosine, -.1f * (f32)i + reach * at.sine, 0}, .12f, .07f)
          .mirrorX = 1;
    }
  }
  maker.begin("center", paints.second);
  if (center == 0) {
    disc(maker, 0, 0, 0, size, .14f, .03f);
    maker.begin("jewel", paints.third);
    maker.ball(0, 0, .12f, size * .5f, size * .5f, .14f);
  } else if (center == 1) {
    const f32 points[10] = {-size,       size, size,         size,        size * .9f,
                            -size * .3f, 0.f,  -size * 1.4f, -size * .9f, -size * .3f};
    maker.prism(0, 0, 0, points, 5, .15f);
    maker.begin("bar", paints.third);
    maker.box(0, .1f, .15f, size * .7f, .07f, .06f);
  } else if (center == 2) {
    f32 star[20];
    starPoints(star, 10, size * 1.5f, size * .7f, 0.f);
    maker.prism(0, 0, 0, star, 10, .16f);
  } else {
    maker.ball(0, .05f, 0, size * .6f, size * 1.1f, .2f);
    maker.begin("head", paints.third);
    maker.ball(0, size * 1.3f, .05f, size * .45f, size * .45f, .18f);
    maker.cone(0, size * 1.3f, .22f, .07f, .1f, .02f);
    rotateAround(maker.recipe.primitive[maker.recipe.count - 1], 1, 0, 0, halfPi);
  }
  maker.begin("staff", paints.third);
  maker.limb({0, -high, 0}, {0, high * .5f, 0}, .075f, .075f);
  if (kind == 3) {
    ring(maker, 0, high * .5f + .25f, 0, .24f, .07f);
  } else {
    maker.ball(0, high * .5f + .1f, 0, .13f, .13f, .13f);
  }
  if (base) {
    maker.begin("base", paints.first);
    maker.cylinder(0, -high - .06f, 0, size * 1.3f, .09f, .02f);
    maker.cylinder(0, -high + .06f, 0, size * .9f, .08f, .02f);
  } else {
    maker.begin("tail", paints.first);
    maker.limb({0, -high * .6f, 0}, {.35f, -high - .1f, 0}, .09f, .06f).mirrorX = 1;
  }
  maker.phrases.addCounted(2 * feathers, "feather", "feathers");
  maker.phrases.add(center == 0   ? "a round jewel"
                    : center == 1 ? "a shield"
                    : center == 2 ? "a star"
                                  : "a bird");
  maker.tag("emblem.n.01");
  return kind == 1 ? "fanned winged emblem" : "winged emblem";
}

}  // namespace piwa

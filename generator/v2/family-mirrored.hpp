// Bilateral compositions: masks, emblems, spacecraft, idols, insects of parts. They face +z.
#pragma once
#include "family-mirrored-face.hpp"

namespace piwa {

PIWA_NOINLINE const char* makeSpacecraft(Maker& maker, const AbstractPaints& paints) {
  RandomStream& random = maker.random;
  const f32 length = random.between(.5f, 1.f);
  const f32 wide = random.between(.14f, .35f);
  const f32 high = random.between(.12f, .26f);
  const i32 hull = random.below(4);
  const i32 wings = 1 + random.below(3);
  const i32 engines = 1 + random.below(3);
  const f32 engine = random.between(.1f, .2f);
  const i32 panels = random.below(3);
  maker.begin("hull", paints.first);
  if (hull == 0) {
    maker.box(0, 0, 0, wide, high, length, .06f);
    Primitive& nose = maker.cone(0, 0, length + .2f, wide, .25f, .06f);
    rotateAround(nose, 1, 0, 0, halfPi);
  } else if (hull == 1) {
    maker.limb({0, 0, length}, {0, 0, -length}, wide * .45f, wide * 1.1f);
  } else if (hull == 2) {
    const f32 points[12] = {0.f, length * 1.3f, wide * 1.5f, 0.f,     wide * 2.f,   -length,
                            0.f, -length * .7f, -wide * 2.f, -length, -wide * 1.5f, 0.f};
    Primitive& p = maker.prism(0, 0, 0, points, 6, high);
    rotateAround(p, 1, 0, 0, halfPi);
  } else {
    maker.ball(0, 0, length * .6f, wide * 1.3f, wide * 1.3f, wide * 1.3f);
    disc(maker, 0, 0, -.2f, wide * .6f, length);
    ring(maker, 0, 0, -.3f * length, wide * 2.6f, .1f);
    maker.box(0, 0, -.3f * length, wide * 2.6f, .06f, .07f);
    maker.box(0, 0, -.3f * length, .06f, wide * 2.6f, .07f);
  }
  maker.begin("wing", paints.second);
  for (i32 i = 0; i < wings; i++) {
    const f32 span = random.between(.3f, .9f);
    const f32 tilt = random.between(-.7f, .7f);
    const f32 back = random.between(-.9f, .2f);
    const f32 chord = random.between(.2f, .5f);
    const f32 forward = random.between(-.5f, .35f);
    const f32 points[8] = {
        0.f,  length * back + chord,   span, length * back + chord * .4f + forward,
        span, length * back + forward, 0.f,  length * back};
    Primitive& p = maker.prism(wide * .7f, 0, 0, points, 4, .05f);
    rotateAround(p, 1, 0, 0, halfPi);
    rotateAround(p, 0, 0, 1, tilt);
    p.mirrorX = 1;
    if (panels == 1 && i == 0) {
      maker.begin("cannon", paints.third);
      const SineCosine<f32> at = sineCosine(tilt);
      const f32 x = wide * .7f + span * at.cosine;
      maker
          .limb({x, span * at.sine, length * back + forward},
                {x, span * at.sine, length * back + forward + .7f}, .08f, .05f)
          .mirrorX = 1;
      maker.begin("wing", paints.second);
    }
  }
  maker.begin("cockpit", paints.third);
  maker.ball(0, high, length * .45f, wide * .6f, high, .25f);
  maker.begin("engine", paints.third);
  for (i32 i = 0; i < engines; i++) {
    const f32 x = engines == 1 ? 0.f : wide * (.5f + .8f * (f32)i);
    disc(maker, x, 0, -length * .85f, engine, .28f, .03f).mirrorX = 1;
    Primitive& nozzle = maker.cone(x, 0, -length * .85f - .3f, engine * .7f, .1f, engine * 1.15f);
    rotateAround(nozzle, 1, 0, 0, -halfPi);
    nozzle.mirrorX = 1;
  }
  if (panels == 2) {
    maker.begin("fin", paints.second);
    maker.box(0, high + .22f, -length * .6f, .05f, .3f, .2f);
    maker.phrases.add("a tail fin");
  }
  maker.phrases.addCounted(2 * wings, "wing", "wings");
  maker.phrases.addCounted(engines == 1 ? 1 : 2 * engines, "engine", "engines");
  maker.tag("spacecraft.n.01");
  return hull == 3   ? "spacecraft with a ring"
         : hull == 2 ? "arrow-shaped spacecraft"
                     : "spacecraft";
}

PIWA_NOINLINE const char* makeTotem(Maker& maker, const AbstractPaints& paints) {
  RandomStream& random = maker.random;
  const i32 stories = 2 + random.below(3);
  const bool wings = random.chance(.6f);
  f32 y = -1.f;
  for (i32 i = 0; i < stories; i++) {
    const i32 kind = random.below(4);
    const f32 half = random.between(.2f, .38f);
    const f32 wide = random.between(.25f, .5f);
    const i32 face = random.below(3);
    const f32 arm = random.between(.2f, .6f);
    const f32 lift = random.between(-.3f, .4f);
    maker.begin("block", i % 2 == 0 ? paints.first : paints.second);
    y += half;
    if (kind == 0) {
      maker.box(0, y, 0, wide, half + .02f, wide * .8f, .06f);
    } else if (kind == 1) {
      maker.cylinder(0, y, 0, wide, half + .02f, .05f);
    } else if (kind == 2) {
      maker.ball(0, y, 0, wide, half + .06f, wide);
    } else {
      maker.cone(0, y, 0, wide, half + .02f, wide * .7f);
    }
    maker.begin("eye", paints.third);
    const f32 front = wide * (kind == 0 ? .8f : .88f);
    maker.ball(wide * .42f, y + half * .3f, front, .11f, .11f, .1f).mirrorX = 1;
    if (face == 0) {
      maker.cone(0, y - half * .1f, front + .1f, .12f, .22f, .03f);
      rotateAround(maker.recipe.primitive[maker.recipe.count - 1], 1, 0, 0, halfPi);
    } else if (face == 1) {
      maker.box(0, y - half * .45f, front, wide * .5f, .07f, .08f);
    } else {
      ring(maker, 0, y - half * .35f, front, .13f, .06f);
    }
    maker.begin("limb", i % 2 == 0 ? paints.second : paints.first);
    if (wings && i + 1 == stories) {
      const f32 points[8] = {0.f,        .12f,       arm * 2.f, .12f + lift + .2f,
                             arm * 1.7f, lift - .1f, 0.f,       -.2f};
      maker.prism(wide * .8f, y, 0, points, 4, .07f).mirrorX = 1;
    } else {
      maker.limb({wide * .8f, y, 0}, {wide + arm, y + lift * .5f, .15f}, .1f, .085f).mirrorX = 1;
    }
    y += half;
  }
  maker.begin("top", paints.third);
  maker.cone(0, y + .12f, 0, .2f, .16f, .05f);
  maker.phrases.addCounted(stories, "carved face", "carved faces");
  maker.tag("totem_pole.n.01");
  return wings ? "winged totem pole" : "totem pole";
}

PIWA_NOINLINE const char* makeTrophy(Maker& maker, const AbstractPaints& paints) {
  RandomStream& random = maker.random;
  const f32 cup = random.between(.35f, .6f);
  const f32 high = random.between(.25f, .5f);
  const f32 stem = random.between(.12f, .4f);
  const f32 handle = random.between(.2f, .38f);
  const i32 top = random.below(4);
  const i32 tiers = 1 + random.below(3);
  const f32 base = random.between(.3f, .5f);
  maker.begin("cup", paints.first);
  maker.cone(0, 0, 0, cup * .4f, high, cup).hollow = top == 3 ? .1f : 0.f;
  maker.begin("handle", paints.second);
  Primitive& p = maker.arc(cup * .75f, 0, 0, handle, .065f, 2.f);
  rotateAround(p, 0, 0, 1, -halfPi);
  p.mirrorX = 1;
  maker.begin("stem", paints.first);
  maker.cylinder(0, -high - stem, 0, .09f, stem + .05f);
  maker.ball(0, -high - stem, 0, .16f, .1f, .16f);
  maker.begin("base", paints.third);
  for (i32 i = 0; i < tiers; i++) {
    maker.box(0, -high - 2.f * stem - .08f - .15f * (f32)i, 0, base + .08f * (f32)i, .09f,
              base + .08f * (f32)i, .02f);
  }
  maker.begin("top", paints.second);
  if (top == 0) {
    f32 star[20];
    starPoints(star, 10, .4f, .19f, 0.f);
    maker.prism(0, high + .44f, 0, star, 10, .08f);
    maker.cylinder(0, high + .05f, 0, cup, .06f);
    maker.cylinder(0, high + .2f, 0, .08f, .2f);
    maker.phrases.add("a star on top");
  } else if (top == 1) {
    maker.ball(0, high, 0, cup * .95f, .2f, cup * .95f);
    maker.limb({0, high + .1f, 0}, {0, high + .45f, 0}, .14f, .09f);
    maker.ball(0, high + .62f, 0, .13f, .13f, .13f);
    maker.limb({.08f, high + .45f, 0}, {.4f, high + .7f, 0}, .07f, .06f).mirrorX = 1;
    maker.phrases.add("a figure on top");
  } else if (top == 2) {
    maker.ball(0, high + cup * .6f, 0, cup * .8f, cup * .8f, cup * .8f);
    maker.phrases.add("a ball on top");
  } else {
    maker.torus(0, high, 0, cup - .03f, .06f);
    maker.phrases.add("an open cup");
  }
  maker.phrases.add("two handles");
  maker.tag("trophy.n.02");
  return "trophy";
}

PIWA_NOINLINE void makeMirrored(Maker& maker) {
  const i32 kind = maker.random.below(8);
  const AbstractPaints paints = drawAbstractPaints(maker);
  const char* noun = "";
  switch (kind) {
    case 0:
    case 1:
      noun = makeMask(maker, paints);
      break;
    case 2:
      noun = makeEmblem(maker, paints);
      break;
    case 3:
    case 4:
    case 5:
      noun = makeSpacecraft(maker, paints);
      break;
    case 6:
      noun = makeTotem(maker, paints);
      break;
    default:
      noun = makeTrophy(maker, paints);
      break;
  }
  describeAs(maker, "", paints.first, noun);
  listParts(maker);
  maker.tag("artifact.n.01");
}

}  // namespace piwa

// Hats of many kinds.
#pragma once
#include "family-wear.hpp"

namespace piwa {

PIWA_NOINLINE void addFeather(Maker& maker, f32 x, f32 y, f32 z, f32 size) {
  const i32 color = maker.random.below(5);
  maker.begin("feather", maker.paintScheme(Material::fabric, color));
  const i32 outer = maker.openFrame(x, y, z, .5f, 1.f);
  maker.tiltFrame(0, 0, 1, -.6f);
  maker.ball(0, size * .8f, 0, size * .22f, size, .06f);
  maker.limb({0, -.15f, 0}, {0, size * .5f, 0}, .05f, .05f);
  maker.closeFrame(outer);
  maker.phrases.add("a feather");
}

PIWA_NOINLINE const char* makeBrimHat(Maker& maker, const WearPaints& paints) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(6);
  const f32 radius = random.between(.35f, .5f);
  const f32 brim = random.between(.14f, .55f);
  const f32 high = random.between(.3f, .95f);
  const bool feather = random.chance(.4f);
  const f32 bend = random.between(-.35f, .35f);
  const f32 droop = random.between(0.f, .16f);
  const f32 reach = radius + brim;
  maker.begin("brim", paints.main);
  if (kind == 2) {
    maker.ball(0, 0, 0, reach * 1.05f, .09f, reach * .82f);
    Primitive& roll =
        maker.limb({reach * .8f, .1f, reach * .4f}, {reach * .8f, .1f, -reach * .4f}, .09f, .09f);
    roll.mirrorX = 1;
    roll.blend = .1f;
  } else if (kind == 4) {
    maker.begin("side", paints.main);
    const f32 points[12] = {-reach, 0.f, -reach * .4f,     -.04f,        reach * .4f, -.04f, reach,
                            0.f,    0.f, high * .9f + .2f, -reach * .5f, high * .5f};
    maker.prism(0, 0, radius * .7f, points, 5, .06f).mirrorZ = 1;
    maker.ball(0, .05f, 0, radius * 1.2f, high * .7f, radius * .75f);
    maker.begin("emblem", paintPale(maker, Material::plastic));
    maker.ball(0, high * .4f, radius * .7f + .06f, .13f, .13f, .06f);
    maker.limb({-.2f, high * .2f, radius * .76f}, {.2f, high * .12f, radius * .76f}, .055f, .055f)
        .mirrorX = 1;
    maker.phrases.add("an emblem");
    maker.tag("hat.n.01");
    return "pirate hat";
  } else {
    maker.cone(0, -droop * .5f, 0, reach, .05f + droop * .5f, radius * .9f);
  }
  maker.begin("crown", paints.main);
  f32 top = high;
  if (kind == 0) {
    maker.cone(0, high * .5f, 0, radius, high * .5f, radius * 1.06f);
  } else if (kind == 1) {
    maker.ball(0, .02f, 0, radius, high * .75f, radius);
    top = high * .7f;
  } else if (kind == 2) {
    maker.cone(0, high * .35f, 0, radius * .95f, high * .35f, radius * .7f);
    maker.cut({Shape::ellipsoid, 0, high * .78f, 0, .12f, .16f, radius * .75f});
    top = high * .6f;
  } else if (kind == 3) {
    maker.limb({0, 0, 0}, {bend * .4f, high, 0}, radius * .85f, radius * .42f);
    maker.limb({bend * .4f, high, 0}, {bend * 1.6f, high * 1.6f, -.1f}, radius * .4f, .06f);
    maker.cut({Shape::box, 0, -1.05f, 0, 3.f, 1.f, 3.f});
  } else {
    maker.cylinder(0, high * .3f, 0, radius, high * .3f, .05f);
    top = high * .6f;
  }
  maker.begin("band", paints.trim);
  maker.cylinder(0, .13f, 0, radius * (kind == 1 ? .97f : 1.f) + .045f, .08f);
  maker.phrases.add("a band");
  if (kind == 3) {
    maker.begin("buckle", paintBrass(maker));
    maker.box(0, .13f, radius + .04f, .14f, .12f, .06f, .02f);
    maker.phrases.add("a buckle");
  } else if (feather) {
    addFeather(maker, radius, .2f, 0, larger(.3f, top * .6f));
  }
  maker.tag(kind == 0   ? "dress_hat.n.01"
            : kind == 1 ? "bowler_hat.n.01"
            : kind == 2 ? "cowboy_hat.n.01"
                        : "hat.n.01");
  return kind == 0   ? (high > .6f ? "tall top hat" : "top hat")
         : kind == 1 ? "bowler hat"
         : kind == 2 ? "cowboy hat"
         : kind == 3 ? "witch's hat"
                     : "boater";
}

PIWA_NOINLINE const char* makeCap(Maker& maker, const WearPaints& paints) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(5);
  const f32 radius = random.between(.5f, .65f);
  const f32 high = random.between(.4f, .75f);
  const f32 peak = random.between(.25f, .55f);
  const f32 knob = random.between(.12f, .26f);
  const f32 flop = random.between(.3f, .7f);
  maker.begin("crown", paints.main);
  if (kind == 3) {
    maker.cone(0, high * .9f, 0, radius * .8f, high * .9f, .05f);
    maker.begin("dot", paints.trim);
    maker.ball(0, high * .3f, radius * .62f, .14f, .14f, .12f);
    maker.ball(0, high * 1.f, radius * .34f, .13f, .13f, .12f);
    maker.ball(0, high * 1.8f, 0, knob, knob, knob);
    maker.ball(radius * .7f, .02f, 0, .2f, .2f, .2f).foldAngle = fullTurn / 7.f;
    maker.phrases.add("pompoms");
    maker.tag("hat.n.01");
    return "clown hat";
  }
  if (kind == 4) {
    maker.box(0, high * .8f, 0, radius * .95f, .06f, radius * .95f);
    rotateAround(maker.recipe.primitive[maker.recipe.count - 1], 0, 1, 0, .5f * halfPi);
    maker.cylinder(0, high * .4f, 0, radius * .65f, high * .4f).hollow = 0.f;
    maker.begin("tassel", paints.trim);
    maker.limb({0, high * .8f + .08f, 0}, {radius * .9f, high * .8f + .08f, .2f}, .05f, .05f);
    maker.limb({radius * .95f, high * .8f + .08f, .2f}, {radius * 1.f, high * .3f, .2f}, .05f,
               .09f);
    maker.ball(0, high * .8f + .08f, 0, .1f, .08f, .1f);
    maker.phrases.add("a tassel");
    maker.tag("mortarboard.n.02");
    return "graduation cap";
  }
  maker.ball(0, 0, 0, radius, high, radius);
  maker.cut({Shape::box, 0, -1.f, 0, 3.f, 1.f, 3.f});
  if (kind == 0) {
    maker.begin("peak", paints.trim);
    maker.ball(0, .04f, radius * .6f, radius * .75f, .065f, radius * .5f + peak);
    maker.begin("button", paints.trim);
    maker.ball(0, high, 0, .09f, .06f, .09f);
    maker.phrases.add("a peak");
    maker.tag("baseball_cap.n.01");
    return "baseball cap";
  }
  if (kind == 1) {
    maker.begin("cuff", paints.trim);
    maker.cylinder(0, .08f, 0, radius + .05f, .13f, .06f);
    maker.begin("pompom", paints.trim);
    maker.roughen(maker.ball(0, high + knob * .7f, 0, knob, knob, knob), .1f, 7.f);
    maker.phrases.add("a pompom");
    maker.tag("hat.n.01");
    return "knitted hat";
  }
  maker.begin("tail", paints.main);
  maker.limb({.1f, high * .8f, 0}, {flop, high * 1.05f, 0}, radius * .5f, radius * .32f).blend =
      .12f;
  maker.limb({flop, high * 1.05f, 0}, {flop + .4f, high * .35f, .05f}, radius * .32f, .1f).blend =
      .08f;
  maker.begin("pompom", paints.trim);
  maker.ball(flop + .42f, high * .28f, .05f, knob * .8f, knob * .8f, knob * .8f);
  maker.cylinder(0, .06f, 0, radius + .07f, .13f, .08f);
  maker.phrases.add("a drooping tip");
  maker.tag("ski_cap.n.01");
  return "stocking cap";
}

}  // namespace piwa

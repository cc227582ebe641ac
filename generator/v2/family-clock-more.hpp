// Hourglasses and cuckoo clocks; and the choice between all clocks.
#pragma once
#include "family-clock.hpp"

namespace piwa {

PIWA_NOINLINE void makeHourglass(Maker& maker) {
  RandomStream& random = maker.random;
  const f32 radius = random.between(.3f, .65f);
  const f32 half = random.between(.36f, .8f);
  const f32 post = random.between(.05f, .1f);
  const f32 bead = random.between(-.6f, .6f);
  const i32 finials = random.below(3);
  const i32 posts = 3 + random.below(3);
  const f32 level = random.between(.3f, .8f);
  const f32 plate = random.between(1.15f, 1.4f);
  const bool square = random.chance(.3f);
  const i32 wood = maker.paintNatural(Material::wood);
  const i32 glass = maker.paintNatural(Material::glass);
  const i32 sand = maker.paint(Material::stone, {.11f, .45f, .9f});
  maker.begin("plate", wood);
  for (i32 i = 0; i < 2; i++) {
    const f32 y = i == 0 ? -half - .04f : half + .04f;
    if (square) {
      maker.box(0, y, 0, radius * plate, .08f, radius * plate, .03f);
    } else {
      maker.cylinder(0, y, 0, radius * plate, .08f, .03f);
    }
  }
  maker.begin("post", wood);
  const f32 reach = radius * plate - .1f;
  maker.cylinder(reach, 0, 0, post, half).foldAngle = fullTurn / (f32)posts;
  maker.ball(reach, half * bead, 0, post * 1.6f, .14f, post * 1.6f).foldAngle =
      fullTurn / (f32)posts;
  if (finials > 0) {
    const f32 y = half + .08f + post;
    maker.ball(reach, y, 0, post * 1.7f, post * 2.f, post * 1.7f).foldAngle = fullTurn / (f32)posts;
    maker.phrases.add("finials");
  }
  if (finials == 2) {
    maker.ball(reach, -half - .08f - post, 0, .1f, .12f, .1f).foldAngle = fullTurn / (f32)posts;
  }
  maker.begin("glass", glass);
  maker.cone(0, half * .5f, 0, .1f, half * .5f, radius * .75f);
  maker.begin("sand", sand);
  maker.cone(0, -half * .5f, 0, radius * .75f, half * .5f * level + .1f, .1f);
  maker.cone(0, half * .3f, 0, .11f, half * .3f * level, radius * .5f);
  maker.phrases.addCounted(posts, "post", "posts");
  maker.phrases.add("sand inside");
  describe(maker, wood, "hourglass");
  maker.tag("hourglass.n.01");
}

PIWA_NOINLINE void makeCuckooClock(Maker& maker, i32 face, i32 mark) {
  RandomStream& random = maker.random;
  const f32 wide = random.between(.4f, .6f);
  const f32 half = random.between(.35f, .55f);
  const f32 deep = random.between(.2f, .34f);
  const f32 roof = random.between(.35f, .65f);
  const f32 chain = random.between(.3f, .8f);
  const f32 second = random.between(.2f, 1.f);
  const bool bird = random.chance(.7f);
  const i32 color = random.below(5);
  const i32 wood = maker.paintNatural(Material::wood);
  const i32 tile = maker.paintScheme(Material::wood, color);
  const i32 brass = paintBrass(maker);
  maker.begin("house", wood);
  const f32 points[10] = {-wide, -half, wide, -half, wide, half, 0, half + roof, -wide, half};
  maker.prism(0, 0, 0, points, 5, deep);
  maker.begin("roof", tile);
  maker.limb({0, half + roof + .02f, 0}, {wide + .2f, half - .1f, 0}, .07f, .07f).mirrorX = 1;
  Primitive& slab = maker.recipe.primitive[maker.recipe.count - 1];
  slab.shape = Shape::box;
  slab.size[1] = slab.size[0];
  slab.size[0] = .06f;
  slab.size[2] = deep + .1f;
  addDial(maker, face, mark, 0, -half * .2f, deep, wide * .62f);
  maker.begin("door", tile);
  maker.box(0, half + .05f, deep, .13f, .14f, .06f);
  if (bird) {
    maker.begin("bird", maker.paintScheme(Material::wood, color + 2));
    maker.ball(0, half + .05f, deep + .14f, .1f, .12f, .18f);
    maker.phrases.add("a cuckoo");
  }
  maker.begin("chain", brass);
  maker.limb({-wide * .4f, -half + .05f, 0}, {-wide * .4f, -half - chain, 0}, .04f, .04f);
  maker.limb({wide * .4f, -half + .05f, 0}, {wide * .4f, -half - chain * second - .1f, 0}, .04f,
             .04f);
  maker.begin("weight", brass);
  maker.ball(-wide * .4f, -half - chain, 0, .1f, .2f, .1f);
  maker.ball(wide * .4f, -half - chain * second - .1f, 0, .1f, .2f, .1f);
  maker.phrases.add("two weights on chains");
  describe(maker, wood, "cuckoo clock");
  maker.tag("cuckoo_clock.n.01");
}

PIWA_NOINLINE void makeClock(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(6);
  const i32 color = random.below(5);
  const bool darkFace = random.chance(.25f);
  if (kind == 0) {
    makeHourglass(maker);
  } else {
    const i32 face = darkFace ? maker.paint(Material::metal, {.6f, .2f, .16f})
                              : paintPale(maker, Material::ceramic);
    const i32 mark = darkFace ? maker.paint(Material::metal, {.12f, .5f, .9f})
                              : maker.paint(Material::metal, {.6f, .2f, .12f});
    switch (kind) {
      case 1:
        makeAlarmClock(maker, maker.paintScheme(Material::metal, color), face, mark);
        break;
      case 2:
      case 3:
        makeMantelClock(maker, face, mark);
        break;
      case 4:
        makeTallClock(maker, face, mark);
        break;
      default:
        makeCuckooClock(maker, face, mark);
        break;
    }
  }
  maker.phrases.write(maker.caption, " with ");
  maker.tag("timepiece.n.01");
}

}  // namespace piwa

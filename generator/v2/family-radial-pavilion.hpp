// Fountains, gazebos and carousels.
#pragma once
#include "abstract-kit.hpp"

namespace piwa {

PIWA_NOINLINE const char* makeFountain(Maker& maker, const AbstractPaints& paints) {
  RandomStream& random = maker.random;
  const i32 basins = 1 + random.below(3);
  const f32 first = random.between(.6f, 1.f);
  const f32 step = random.between(.35f, .6f);
  const i32 folds = 3 + random.below(6);
  const i32 top = random.below(3);
  const bool jets = random.chance(.6f);
  const i32 thing = random.below(smallThings);
  const i32 water = maker.paint(Material::glass, {.55f, .5f, .85f});
  f32 y = 0.f;
  f32 radius = first;
  for (i32 i = 0; i < basins; i++) {
    maker.begin("basin", i % 2 == 0 ? paints.first : paints.second);
    if (i == 0) {
      maker.cylinder(0, .06f, 0, radius, .18f).hollow = .11f;
    } else {
      maker.cone(0, y, 0, radius * .35f, .14f, radius).hollow = .1f;
    }
    maker.begin("water", water);
    maker.cylinder(0, y + .03f, 0, radius - .08f, .055f);
    const f32 less = random.between(.45f, .7f);
    maker.begin("column", paints.second);
    maker.cylinder(0, y + step * .5f, 0, .11f, step * .5f + .06f);
    maker.ball(0, y + step * .4f, 0, .17f, .11f, .17f);
    radius = radius * less;
    y += step;
  }
  if (jets) {
    maker.begin("jet", water);
    Primitive& jet = maker.arc(first * .5f, .1f, 0, first * .32f, .05f, 1.5f);
    jet.foldAngle = fullTurn / (f32)folds;
    maker.phrases.addCounted(folds, "jet of water", "jets of water");
  } else {
    maker.begin("post", paints.third);
    maker.cylinder(first, .12f, 0, .09f, .26f).foldAngle = fullTurn / (f32)folds;
    maker.ball(first, .44f, 0, .13f, .13f, .13f).foldAngle = fullTurn / (f32)folds;
    maker.phrases.addCounted(folds, "post", "posts around it");
  }
  maker.begin("top", top == 0 ? water : paints.third);
  if (top == 0) {
    maker.cone(0, y + .2f, 0, .12f, .3f, .05f);
    maker.ball(.14f, y + .1f, 0, .12f, .1f, .12f).foldAngle = fullTurn / 5.f;
  } else if (top == 1) {
    maker.ball(0, y + .16f, 0, .22f, .26f, .22f);
  } else {
    maker.cylinder(0, y, 0, .2f, .06f);
    const char* phrase = placeSmallThing(maker, thing < 8 ? 12 : thing, 0, y + .03f, 0, .28f);
    if (phrase) {
      maker.phrases.add(phrase);
    }
  }
  maker.phrases.addCounted(basins, "basin", "basins");
  maker.tag("fountain.n.01");
  return basins > 1 ? "tiered fountain" : "fountain";
}

PIWA_NOINLINE const char* makeGazebo(Maker& maker, const AbstractPaints& paints) {
  RandomStream& random = maker.random;
  const i32 posts = 4 + random.below(6);
  const f32 radius = random.between(.5f, .9f);
  const f32 high = random.between(.5f, 1.2f);
  const f32 rise = random.between(.2f, .7f);
  const i32 roof = random.below(3);
  const i32 inside = random.below(3);
  const f32 horse = random.between(.12f, .2f);
  const f32 base = random.between(.07f, .18f);
  const f32 angle = fullTurn / (f32)posts;
  const f32 over = random.between(1.05f, 1.35f);
  maker.begin("floor", paints.third);
  maker.cylinder(0, 0, 0, radius * 1.12f, base);
  maker.begin("post", paints.first);
  maker.cylinder(radius, base + high * .5f, 0, .06f, high * .5f + .05f).foldAngle = angle;
  maker.begin("roof", paints.second);
  const f32 top = base + high;
  if (roof == 0) {
    maker.cone(0, top + rise * .5f, 0, radius * over, rise * .5f, .06f);
  } else if (roof == 1) {
    maker.ball(0, top, 0, radius * over, rise, radius * over);
    maker.cut({Shape::box, 0, top - 1.04f, 0, 3.f, 1.f, 3.f});
    maker.begin("post", paints.first);
    maker.cylinder(radius, base + high * .5f, 0, .06f, high * .5f + .05f).foldAngle = angle;
    maker.begin("floor", paints.third);
    maker.cylinder(0, 0, 0, radius * 1.12f, base);
  } else {
    maker.torus(0, top, 0, radius, .09f);
    maker.limb({radius, top, 0}, {0, top + rise, 0}, .06f, .06f).foldAngle = angle;
  }
  maker.begin("finial", paints.third);
  maker.ball(0, top + rise + .06f, 0, .11f, .15f, .11f);
  if (inside == 0) {
    maker.begin("rail", paints.first);
    maker.torus(0, base + high * .3f, 0, radius, .05f);
    maker.phrases.add("a rail");
  } else if (inside == 1) {
    maker.begin("pole", paints.third);
    maker.cylinder(radius * .6f, base + high * .5f, 0, .05f, high * .5f + .08f).foldAngle = angle;
    maker.cylinder(0, base + high * .5f, 0, radius * .22f, high * .5f + .05f);
    maker.begin("horse", paints.second);
    maker.ball(radius * .6f, base + high * .45f, 0, horse * .7f, horse * .8f, horse * 1.2f)
        .foldAngle = angle;
    maker.phrases.add("riding animals");
  } else {
    maker.begin("pillar", paints.third);
    maker.cylinder(0, base + .15f, 0, .18f, .2f);
    const char* phrase = placeSmallThing(maker, maker.random.below(smallThings), 0, base + .3f, 0,
                                         smaller(.24f, high * .22f));
    if (phrase) {
      maker.phrases.add(phrase);
    }
  }
  maker.phrases.addCounted(posts, "post", "posts");
  maker.tag(inside == 1 ? "carousel.n.02" : "gazebo.n.01");
  return inside == 1 ? "carousel" : roof == 2 ? "open pavilion" : "gazebo";
}

}  // namespace piwa

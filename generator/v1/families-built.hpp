// Built families: gears and towers.
#pragma once
#include "maker.hpp"

namespace piwa {

PIWA_NOINLINE void addGearHub(Maker& maker, f32 radius, f32 half, Phrases& phrases) {
  RandomStream& random = maker.random;
  const bool recessed = random.chance(.6f);
  const f32 hubY = random.between(0.f, .3f);
  const f32 hubRadius = radius * random.between(.2f, .4f);
  const f32 hubHalf = half * random.between(1.2f, 3.f);
  const i32 holes = 3 + random.below(6);
  const f32 holeRadius = radius * random.between(.1f, .2f);
  const bool bored = random.chance(.75f);
  const bool rimmed = random.chance(.5f);
  if (recessed) {
    maker.cut({Shape::cylinder, 0, half, 0, radius * .8f, half * .5f, 0}, secondColor);
    phrases.add("a recessed face");
  }
  const Part hub{Shape::cylinder, 0, hubY, 0, hubRadius, hubHalf, 0};
  maker.add(hub, secondColor).rounding = .02f;
  const Part hole{Shape::cylinder, radius * .58f, 0, 0, holeRadius, 1.f, 0};
  foldAround(maker.cut(hole, accentColor), holes);
  phrases.addCounted(holes, "round hole", "round holes");
  if (bored) {
    maker.cut({Shape::cylinder, 0, 0, 0, radius * .13f, 1.f, 0}, accentColor);
    phrases.add("a bored hub");
  }
  if (rimmed) {
    maker.add({Shape::torus, 0, 0, 0, radius + .02f, .045f, 0}, secondColor);
    phrases.add("a rounded rim");
  }
}

PIWA_NOINLINE void makeGear(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 teeth = 6 + random.below(18);
  const f32 radius = random.between(.4f, .62f);
  const f32 half = random.between(.08f, .25f);
  const f32 rounding = random.between(0.f, .03f);
  const bool boxTeeth = random.chance(.7f);
  const bool bare = random.chance(.6f);
  const f32 tint = random.between(.05f, .3f);
  if (bare) {
    maker.recipe.metallic = 1;
    for (i32 i = 0; i < 3; i++) {
      maker.palette.color[i].saturation *= tint;
    }
  }
  maker.add({Shape::cylinder, 0, 0, 0, radius, half, 0}, mainColor).rounding = rounding;
  const f32 toothWidth = 1.2f * radius / (f32)teeth;
  const Shape shape = boxTeeth ? Shape::box : Shape::cone;
  const f32 depth = boxTeeth ? .1f : toothWidth * 1.4f;
  const Part part{shape, radius + .06f, 0, 0, depth, half * .9f, toothWidth};
  Primitive& tooth = maker.add(part, mainColor);
  foldAround(tooth, teeth);
  tooth.rounding = boxTeeth ? .01f : 0.f;
  Phrases phrases{};
  phrases.addCounted(teeth, "tooth", "teeth");
  addGearHub(maker, radius, half, phrases);
  Text& caption = maker.caption;
  startCaption(caption, bare ? "metal" : maker.mainColorWord());
  caption.write(half > .18f ? " thick gear" : " gear");
  phrases.write(caption, " with ");
}

struct Storey {
  f32 y;
  f32 half;
  f32 width;
  f32 depth;
  bool round;
};

/// A round storey has windows all around; a square one on each of its four faces.
PIWA_NOINLINE void addWindows(Maker& maker, const Storey& storey, bool arched) {
  RandomStream& random = maker.random;
  const i32 copies = 4 * (1 + random.below(3));
  const f32 tall = random.between(.4f, .7f) * storey.half;
  const f32 w = storey.width;
  const Shape shape = arched ? Shape::capsule : Shape::box;
  Part part{shape, w, storey.y, 0, .1f, tall, 1.8f * w / (f32)copies};
  if (!storey.round) {
    part.c = storey.depth * .45f;
  }
  if (arched) {
    part.a = storey.half * .4f;
    part.b = .07f;
    part.c = .07f;
  }
  Primitive& side = maker.cut(part, accentColor);
  if (storey.round) {
    foldAround(side, copies);
    return;
  }
  side.mirrorX = 1;
  if (!arched) {
    part.a = w * .25f;
    part.c = .1f;
  }
  part.x = w * .5f;
  part.z = storey.depth;
  Primitive& front = maker.cut(part, accentColor);
  front.mirrorX = 1;
  front.mirrorZ = 1;
}

PIWA_NOINLINE void addStorey(Maker& maker, const Storey& storey, bool arched, i32* windowed) {
  RandomStream& random = maker.random;
  const bool soft = random.chance(.4f);
  const bool opens = random.chance(.7f);
  const bool ledged = random.chance(.6f);
  const f32 w = storey.width;
  const Shape shape = storey.round ? Shape::cylinder : Shape::box;
  const Part body{shape, 0, storey.y, 0, w, storey.half, storey.depth};
  maker.add(body, mainColor).rounding = soft ? .02f : 0.f;
  if (opens) {
    addWindows(maker, storey, arched);
    *windowed += 1;
  }
  if (ledged) {
    const f32 y = storey.y + storey.half;
    maker.add({shape, 0, y, 0, w * 1.12f, .035f, storey.depth * 1.12f}, secondColor);
  }
}

PIWA_NOINLINE void captionTower(Maker& maker, bool round, i32 storeys, const Phrases& listed) {
  Text& caption = maker.caption;
  startCaption(caption, maker.mainColorWord());
  caption.write(maker.recipe.twist != 0.f ? " twisted" : "");
  caption.write(round ? " round tower of " : " square tower of ");
  writeNumber(caption, storeys);
  caption.write(storeys == 1 ? " storey" : " storeys");
  Phrases phrases = listed;
  phrases.write(caption, " with ");
}

PIWA_NOINLINE void makeTower(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 wanted = 2 + random.below(4);
  const bool round = random.chance(.4f);
  const bool arched = random.chance(.5f);
  f32 width = random.between(.38f, .65f);
  f32 y = -.9f;
  i32 storeys = 0;
  i32 windowed = 0;
  for (i32 i = 0; i < wanted; i++) {
    const f32 half = random.between(.1f, .3f);
    const f32 depth = width * random.between(.65f, 1.f);
    const f32 shrink = random.between(.65f, .95f);
    if (y + 2.f * half > .8f) {
      break;
    }
    addStorey(maker, {y + half, half, width, depth, round}, arched, &windowed);
    y += 2.f * half;
    width *= shrink;
    storeys++;
  }
  const bool roofed = random.chance(.7f);
  const f32 roofTop = width * random.between(.03f, .4f);
  const bool twists = random.chance(.2f);
  const f32 twist = random.between(-1.f, 1.f);
  if (roofed) {
    maker.add({Shape::cone, 0, smaller(y + .13f, .82f), 0, width, .15f, roofTop}, secondColor);
  }
  if (twists) {
    twistRecipe(maker.recipe, twist);
  }
  Phrases phrases{};
  if (windowed > 0) {
    phrases.add(arched ? "arched windows" : "rectangular windows");
  }
  if (roofed) {
    phrases.add(roofTop < width * .15f ? "a pointed roof" : "a blunt conical roof");
  }
  captionTower(maker, round, storeys, phrases);
}

}  // namespace piwa

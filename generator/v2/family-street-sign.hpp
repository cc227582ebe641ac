// Signs, traffic lights, wells and booths.
#pragma once
#include "built-kit.hpp"

namespace piwa {

struct StreetPaints {
  i32 color;
  i32 metal;
  i32 wood;
  i32 light;
  i32 stone;
};

PIWA_NOINLINE StreetPaints drawStreetPaints(Maker& maker) {
  const i32 color = maker.random.below(5);
  const i32 main = maker.paintScheme(Material::metal, color);
  maker.recipe.paint[main].metallicPercent = 20;
  setPattern(maker, main, Pattern::plain, 3.f);
  const i32 metal = paintSteel(maker);
  const i32 wood = maker.paintNatural(Material::wood);
  const i32 light = maker.paint(Material::glass, {.13f, .4f, .97f});
  const i32 stone = maker.paintNatural(Material::stone);
  return {main, metal, wood, light, stone};
}

PIWA_NOINLINE const char* makeSign(Maker& maker, const StreetPaints& paints) {
  RandomStream& random = maker.random;
  const i32 count = 1 + random.below(3);
  const f32 high = random.between(.7f, 1.2f);
  const i32 post = random.below(2);
  const f32 base = random.between(.15f, .35f);
  maker.begin("post", post == 0 ? paints.metal : paints.wood);
  maker.limb({0, -high, 0}, {0, high, 0}, .07f, .065f);
  maker.begin("base", paints.stone);
  maker.cone(0, -high, 0, base, .1f, base * .7f);
  f32 y = high * .95f;
  for (i32 i = 0; i < count; i++) {
    const i32 kind = random.below(5);
    const f32 size = random.between(.22f, .42f);
    const f32 side = drawSide(random);
    const f32 turn = random.between(-.5f, .5f);
    const i32 outer = maker.openFrame(0, y - size, 0, turn, 1.f);
    maker.begin("board", i % 2 == 0 ? paints.color : paints.light);
    if (kind == 0) {
      disc(maker, 0, 0, .06f, size, .05f);
      maker.begin("bar", i % 2 == 0 ? paints.light : paints.color);
      maker.box(0, 0, .11f, size * .65f, size * .18f, .05f);
    } else if (kind == 1) {
      const f32 p[6] = {-size, -size * .7f, size, -size * .7f, 0.f, size};
      maker.prism(0, 0, .06f, p, 3, .05f);
      maker.begin("bar", i % 2 == 0 ? paints.light : paints.color);
      maker.box(0, -.02f, .11f, .06f, size * .35f, .05f);
    } else if (kind == 2) {
      const f32 reach = size * 1.9f;
      const f32 p[10] = {
          -side * .15f, -size * .4f,  side * reach, -size * .4f,  side * (reach + size * .5f),
          0.f,          side * reach, size * .4f,   -side * .15f, size * .4f};
      maker.prism(0, 0, .06f, p, 5, .05f);
    } else if (kind == 3) {
      const f32 p[8] = {0.f, -size, size, 0.f, 0.f, size, -size, 0.f};
      maker.prism(0, 0, .06f, p, 4, .05f);
      maker.begin("dot", i % 2 == 0 ? paints.light : paints.color);
      disc(maker, 0, 0, .1f, size * .35f, .05f);
    } else {
      f32 p[16];
      starPoints(p, 8, size, size, pi / 8.f);
      maker.prism(0, 0, .06f, p, 8, .05f);
      maker.begin("bar", i % 2 == 0 ? paints.light : paints.color);
      maker.box(0, 0, .11f, size * .6f, size * .15f, .05f);
    }
    maker.closeFrame(outer);
    y -= 2.f * size * (kind == 2 ? .55f : 1.f) + .05f;
  }
  maker.phrases.addCounted(count, "board", "boards");
  maker.tag(count > 1 ? "signpost.n.01" : "street_sign.n.01");
  return count > 1 ? "signpost" : "street sign";
}

PIWA_NOINLINE const char* makeTrafficLight(Maker& maker, const StreetPaints& paints) {
  RandomStream& random = maker.random;
  const i32 lamps = 2 + random.below(2);
  const f32 high = random.between(.5f, 1.f);
  const f32 reach = random.between(.4f, .9f);
  const bool arm = random.chance(.5f);
  const bool second = random.chance(.5f);
  const f32 size = random.between(.11f, .17f);
  constexpr Color colors[3] = {{.0f, .85f, .9f}, {.13f, .85f, .95f}, {.38f, .8f, .75f}};
  const f32 half = size * 1.25f * (f32)lamps;
  maker.begin("post", paints.metal);
  maker.limb({0, -high, 0}, {0, high, 0}, .08f, .065f);
  maker.begin("base", paints.stone);
  maker.box(0, -high, 0, .24f, .12f, .24f, .03f);
  const f32 x = arm ? reach : 0.f;
  const f32 y = arm ? high - half : high + half * .4f;
  if (arm) {
    maker.begin("arm", paints.metal);
    maker.limb({0, high - .02f, 0}, {reach + .1f, high + .08f, 0}, .065f, .055f);
  }
  maker.begin("housing", paints.color);
  maker.box(x, y, .04f, size * 1.3f, half, .13f, .04f);
  if (second) {
    maker.box(0, -high * .1f, .1f, size * 1.2f, size * 1.9f, .12f, .03f);
  }
  for (i32 i = 0; i < lamps; i++) {
    const f32 at = y + size * 2.4f * (.5f * (f32)(lamps - 1) - (f32)i);
    maker.begin("lamp", maker.paint(Material::glass, colors[i]));
    disc(maker, x, at, .18f, size * .85f, .07f, .02f);
    maker.begin("visor", paints.color);
    maker.arc(x, at, .26f, size * .9f, .05f, 1.3f);
  }
  maker.phrases.addCounted(lamps, "lamp", "lamps");
  if (second) {
    maker.phrases.add("a signal for walkers");
  }
  maker.tag("traffic_light.n.01");
  return arm ? "traffic light on an arm" : "traffic light";
}

PIWA_NOINLINE const char* makeWell(Maker& maker, const StreetPaints& paints) {
  RandomStream& random = maker.random;
  const f32 radius = random.between(.4f, .7f);
  const f32 high = random.between(.2f, .4f);
  const f32 post = random.between(.6f, 1.1f);
  const i32 roof = random.below(3);
  const f32 rise = random.between(.2f, .5f);
  const f32 drop = random.between(.1f, .4f);
  const bool square = random.chance(.3f);
  const i32 tiles = paintTiles(maker);
  setPattern(maker, paints.stone, Pattern::bricks, 6.f);
  maker.begin("wall", paints.stone);
  if (square) {
    maker.box(0, high, 0, radius, high, radius).hollow = .12f;
  } else {
    maker.cylinder(0, high, 0, radius, high).hollow = .12f;
  }
  maker.begin("post", paints.wood);
  const f32 x = radius - .06f;
  maker.box(x, high + post * .5f, 0, .075f, high * .9f + post * .5f, .075f).mirrorX = 1;
  const f32 top = 2.f * high + post;
  barrel(maker, 0, top - .3f, 0, .08f, radius + .2f);
  maker.limb({radius + .2f, top - .3f, 0}, {radius + .2f, top - .5f, .12f}, .055f, .055f);
  maker.begin("rope", maker.paint(Material::fabric, {.1f, .4f, .7f}));
  barrel(maker, 0, top - .3f, 0, .12f, .16f);
  maker.limb({0, top - .3f, .08f}, {0, 2.f * high + drop, .08f}, .05f, .05f);
  maker.begin("bucket", paints.color);
  maker.cone(0, 2.f * high + drop - .05f, .08f, .11f, .13f, .16f);
  if (roof == 0) {
    gableRoof(maker, paints.wood, tiles, top - .04f, radius, rise, radius * .7f, .1f);
    maker.phrases.add("a gable roof");
  } else if (roof == 1) {
    maker.begin("roof", tiles);
    maker.cone(0, top + rise * .5f - .04f, 0, radius * 1.2f, rise * .5f, .05f);
    maker.phrases.add("a pointed roof");
  } else {
    maker.begin("beam", paints.wood);
    maker.box(0, top, 0, radius + .1f, .08f, .09f);
  }
  maker.phrases.add("a bucket on a rope");
  maker.tag("well.n.01");
  return square ? "square draw well" : "round draw well";
}

PIWA_NOINLINE const char* makeBooth(Maker& maker, const StreetPaints& paints) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(3);
  const f32 wide = random.between(.3f, .5f);
  const f32 high = random.between(.6f, 1.f);
  const f32 deep = random.between(.3f, .5f);
  const i32 rows = 3 + random.below(3);
  const f32 over = random.between(.05f, .25f);
  const i32 color = random.below(5);
  const i32 pane = paintPane(maker);
  const i32 cloth = maker.paintScheme(Material::fabric, color);
  maker.pattern(cloth, Pattern::stripes, color + 2, 4.f);
  maker.begin("body", paints.color);
  maker.box(0, 0, 0, wide, high, deep, .02f);
  maker.begin("window", pane);
  if (kind == 0) {
    windowRows(maker, .06f, wide * .85f, high * .8f, deep, {2, rows, .36f, .34f});
    sideWindows(maker, .06f, wide, high * .8f, deep * .85f, {2, rows, .36f, .34f});
    maker.begin("roof", paints.color);
    maker.box(0, high + .07f, 0, wide + .05f, .1f, deep + .05f, .02f);
    maker.ball(0, high + .15f, 0, wide * .9f, .14f, deep * .9f);
    maker.begin("sign", paints.light);
    maker.box(0, high + .07f, deep + .05f, wide * .7f, .06f, .05f);
    maker.phrases.addCounted(rows, "row of panes", "rows of panes");
    maker.tag("telephone_booth.n.01");
    return "telephone booth";
  }
  recess(maker, 0, .15f, deep, wide * .75f, high * .35f, deep * .8f);
  maker.begin("counter", paints.wood);
  maker.box(0, .1f - high * .3f, deep + .08f, wide * 1.05f, .05f, .14f);
  maker.begin("roof", kind == 1 ? cloth : paints.metal);
  if (kind == 1) {
    const f32 points[6] = {-wide - over, 0.f, wide + over, 0.f, 0.f, .4f};
    maker.prism(0, high - .02f, 0, points, 3, deep + over + .1f);
    maker.phrases.add("a striped roof");
  } else {
    rotateAround(maker.box(0, high + .06f, .06f, wide + over, .06f, deep + over + .12f, .02f), 1, 0,
                 0, .12f);
    maker.phrases.add("a sloping roof");
  }
  const char* thing = placeSmallThing(maker, random.below(smallThings), wide * .5f,
                                      .14f - high * .3f, deep + .08f, .13f);
  if (thing) {
    maker.phrases.add(thing);
  }
  maker.tag("stall.n.03");
  return "market stall";
}

}  // namespace piwa

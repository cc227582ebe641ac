// Paints of buildings; apartment blocks and shops.
#pragma once
#include "built-kit.hpp"

namespace piwa {

struct HousePaints {
  i32 wall;
  i32 roof;
  i32 trim;
  i32 glass;
  i32 stone;
};

struct HouseSize {
  f32 wide;
  f32 high;
  f32 deep;
};

PIWA_NOINLINE HousePaints drawHousePaints(Maker& maker) {
  const i32 color = maker.random.below(5);
  const i32 wall = paintWall(maker);
  const i32 roof = paintTiles(maker);
  const i32 trim = maker.paintScheme(Material::wood, color);
  const i32 glass = paintPane(maker);
  const i32 stone = maker.paintNatural(Material::stone);
  return {wall, roof, trim, glass, stone};
}

PIWA_NOINLINE void makeBlock(Maker& maker, const HousePaints& paints) {
  RandomStream& random = maker.random;
  const f32 high = random.between(.6f, 1.f);
  const f32 wide = random.between(.3f, .9f);
  const f32 deep = random.between(.28f, .6f);
  const f32 pitch = random.between(.26f, .36f);
  const f32 half = random.between(.24f, .34f);
  const i32 balconies = random.below(3);
  const bool tank = random.chance(.5f);
  const bool annex = random.chance(.5f);
  const f32 low = random.between(.3f, .6f);
  const i32 columns = fitting(wide - .04f, pitch, 6);
  const i32 rows = fitting(high - .1f, pitch * 1.05f, 7);
  const i32 sides = fitting(deep - .04f, pitch, 4);
  maker.begin("wall", paints.wall);
  maker.box(0, 0, 0, wide, high, deep);
  maker.begin("window", paints.glass);
  windowRows(maker, .06f, wide - .04f, high - .1f, deep, {columns, rows, half, half});
  sideWindows(maker, .06f, wide, high - .1f, deep - .04f, {sides, rows, half, half});
  maker.begin("roof", paints.stone);
  maker.box(0, high + .04f, 0, wide + .05f, .1f, deep + .05f).hollow = .1f;
  if (tank) {
    maker.begin("water tank", paints.trim);
    maker.cylinder(wide * .4f, high + .2f, 0, .16f, .2f);
    maker.cone(wide * .4f, high + .46f, 0, .2f, .08f, .03f);
    maker.phrases.add("a water tank on the roof");
  }
  if (balconies > 0 && rows > 1) {
    maker.begin("balcony", paints.trim);
    const f32 step = 2.f * (high - .1f) / (f32)rows;
    const f32 x = balconies == 1 ? 0.f : wide * (1.f - 1.f / (f32)columns);
    Primitive& p =
        maker.box(x, -step * .3f + .5f * step, deep + .1f, wide / (f32)columns * .8f, .07f, .13f);
    p.repeatCount[1] = rows - 1;
    p.repeatStep[1] = step;
    p.mirrorX = balconies == 2 ? 1 : 0;
    maker.phrases.add(balconies == 1 ? "a column of balconies" : "two columns of balconies");
  }
  if (annex) {
    maker.begin("annex", paints.stone);
    maker.box(wide + low * .5f, -high + low * .5f, 0, low * .5f + .05f, low * .5f, deep * .8f);
    maker.phrases.add("an annex");
  }
  maker.begin("door", paints.trim);
  maker.box(0, -high + .14f, deep, .15f, .14f, .07f);
  startCaption(maker.caption, paintWord(maker, paints.wall));
  maker.caption.write(high > wide * 1.5f ? " high-rise block of " : " apartment block of ");
  writeNumber(maker.caption, rows);
  maker.caption.write(rows == 1 ? " floor" : " floors");
  maker.tag("apartment_building.n.01");
}

PIWA_NOINLINE void makeShop(Maker& maker, const HousePaints& paints) {
  RandomStream& random = maker.random;
  const f32 wide = random.between(.45f, 1.f);
  const f32 high = random.between(.35f, .9f);
  const f32 deep = random.between(.35f, .8f);
  const f32 reach = random.between(.2f, .36f);
  const f32 side = drawSide(random);
  const i32 top = random.below(3);
  const i32 color = random.below(5);
  const f32 wares = random.between(.1f, .16f);
  const i32 cloth = maker.paintScheme(Material::fabric, color);
  maker.pattern(cloth, Pattern::stripes, color + 2, 5.f);
  maker.begin("wall", paints.wall);
  maker.box(0, 0, 0, wide, high, deep);
  maker.begin("shop window", paints.glass);
  const f32 pane = wide * .55f;
  recess(maker, -side * (wide - pane - .08f), -high + .34f, deep, pane, .18f, .07f);
  if (high > .6f) {
    windowRows(maker, high * .45f, wide, high * .5f, deep, {fitting(wide, .4f, 4), 1, .28f, .28f});
  }
  maker.begin("door", paints.trim);
  maker.box(side * wide * .72f, -high + .22f, deep, wide * .16f, .22f, .06f);
  maker.begin("awning", cloth);
  const f32 points[6] = {0.f, .16f, reach + .05f, -.06f, 0.f, -.06f};
  rotateAround(maker.prism(0, -high + .66f, deep - .03f, points, 3, wide * .95f), 0, 1, 0, -halfPi);
  maker.phrases.add("a striped awning");
  maker.begin("cornice", paints.stone);
  maker.box(0, high, 0, wide + .06f, .07f, deep + .06f);
  if (top == 0) {
    maker.begin("sign", paints.trim);
    maker.box(0, high + .2f, deep * .8f, wide * .7f, .18f, .06f);
    maker.phrases.add("a sign on the roof");
  } else if (top == 1) {
    gableRoof(maker, paints.wall, paints.roof, high, wide, wide * .6f, deep, .08f);
    maker.phrases.add("a gable roof");
  } else {
    maker.begin("sign", paints.trim);
    disc(maker, 0, high + .28f, deep * .6f, .26f, .06f);
    maker.cylinder(0, high + .05f, deep * .6f, .06f, .1f);
    maker.phrases.add("a round sign");
  }
  maker.begin("crate", paints.trim);
  Primitive& crate = maker.box(-side * (wide - .3f), -high + wares, deep + .16f, .12f, wares, .12f);
  crate.repeatCount[0] = 2;
  crate.repeatStep[0] = .34f;
  maker.phrases.add("crates in front");
  startCaption(maker.caption, paintWord(maker, paints.wall));
  writeWord(maker.caption, high > .6f ? "two-story shop" : "small shop");
  maker.tag("shop.n.01");
}

}  // namespace piwa

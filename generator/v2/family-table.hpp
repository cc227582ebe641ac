// Tables: dining, coffee, pedestal, trestle and console tables, and desks; they carry small things.
#pragma once
#include "slots.hpp"

namespace piwa {

struct TableSizes {
  f32 wide;
  f32 deep;
  f32 high;
  f32 thick;
};

/// Places up to `most` different things on a top of the given half sides at height y.
PIWA_NOINLINE void placeThings(Maker& maker, i32 most, f32 wide, f32 deep, f32 y) {
  RandomStream& random = maker.random;
  const i32 count = random.below((u32)(most + 1));
  const i32 first = random.below((u32)smallThings);
  const i32 stride = 1 + random.below(4);
  for (i32 i = 0; i < count; i++) {
    const f32 size = random.between(.13f, .24f);
    const f32 aside = random.between(-.3f, .3f);
    const f32 away = random.between(-.45f, .45f);
    const f32 step = 2.f * wide / (f32)count;
    const f32 x = -wide + step * ((f32)i + .5f + aside);
    const f32 fit = smaller(size, smaller(.42f * step, deep * .8f));
    const f32 z = (deep - fit) * away;
    const char* phrase = placeSmallThing(maker, (first + i * stride) % smallThings, x, y, z, fit);
    if (phrase != nullptr) {
      maker.phrases.add(phrase);
    }
  }
}

/// Returns the paint of the top.
PIWA_NOINLINE i32 addTableTop(Maker& maker, i32 wood, const TableSizes& s, i32 form) {
  RandomStream& random = maker.random;
  const i32 color = random.below(5);
  const i32 roll = random.below(5);
  const i32 top = roll == 0   ? maker.paintNatural(Material::stone)
                  : roll == 1 ? maker.paintNatural(Material::glass)
                  : roll == 2 ? maker.paintScheme(Material::wood, color)
                              : wood;
  maker.begin("top", top);
  if (form == 0) {
    maker.box(0, s.high, 0, s.wide, s.thick, s.deep, .02f);
  } else if (form == 1) {
    maker.cylinder(0, s.high, 0, s.wide, s.thick, .02f);
  } else if (form == 2) {
    const f32 x = s.wide;
    const f32 z = s.deep;
    const f32 points[16] = {x,  .45f * z,  .6f * x,  z,  -.6f * x, z,  -x, .45f * z,
                            -x, -.45f * z, -.6f * x, -z, .6f * x,  -z, x,  -.45f * z};
    rotateAround(maker.prism(0, s.high, 0, points, 8, s.thick), 1, 0, 0, halfPi);
  } else {
    maker.box(0, s.high, 0, s.wide - s.deep, s.thick, s.deep);
    maker.cylinder(s.wide - s.deep, s.high, 0, s.deep, s.thick).mirrorX = 1;
  }
  return top;
}

PIWA_NOINLINE void makeLeggedTable(Maker& maker, bool low) {
  RandomStream& random = maker.random;
  TableSizes s;
  s.wide = random.between(.55f, 1.1f);
  const f32 narrow = random.between(.45f, .9f);
  s.high = low ? random.between(.3f, .5f) : random.between(.7f, 1.3f);
  s.thick = random.between(.045f, .09f);
  const i32 form = random.below(4);
  const i32 style = random.below(legStyles);
  const f32 radius = random.between(.055f, .1f);
  const f32 splay = random.between(0.f, .18f);
  const bool apron = random.chance(.5f);
  const bool shelf = random.chance(low ? .5f : .25f);
  const i32 drawers = random.below(3);
  const f32 level = random.between(.2f, .4f);
  s.deep = form == 1 ? s.wide : s.wide * narrow;
  const i32 wood = maker.paintNatural(Material::wood);
  const i32 top = addTableTop(maker, wood, s, form);
  const f32 x = form == 0 ? s.wide - radius - .03f : s.wide * .62f;
  const f32 z = form == 0 ? s.deep - radius - .03f : s.deep * .62f;
  maker.begin("leg", wood);
  fourLegs(maker, (LegStyle)style, x, z, s.high, radius, splay);
  maker.phrases.add(legWords((LegStyle)style));
  if (apron) {
    maker.begin("apron", wood);
    maker.box(0, s.high - .12f, z, x, .1f, .045f).mirrorZ = 1;
    maker.box(x, s.high - .12f, 0, .045f, .1f, z).mirrorX = 1;
    if (drawers > 0) {
      maker.begin("drawer", top == wood ? maker.paintScheme(Material::wood, 1) : top);
      Primitive& front = maker.box(0, s.high - .14f, z + .04f, x * .8f / (f32)drawers - .05f, .08f,
                                   .045f);
      front.repeatCount[0] = drawers;
      front.repeatStep[0] = 2.f * x * .8f / (f32)drawers;
      maker.phrases.addCounted(drawers, "drawer", "drawers");
    }
  }
  if (shelf) {
    maker.begin("shelf", wood);
    maker.box(0, s.high * level, 0, x, .045f, z);
    maker.phrases.add("a shelf");
  }
  placeThings(maker, 3, s.wide * (form == 0 ? .9f : .6f), s.deep * (form == 0 ? .9f : .6f),
              s.high + s.thick - .02f);
  describe(maker, top, low                ? "coffee table"
                       : form == 1        ? "round table"
                       : form == 2        ? "eight-sided table"
                       : form == 3        ? "oval table"
                       : s.wide < .7f     ? "side table"
                                          : "dining table");
  maker.tag(low ? "coffee_table.n.01" : s.wide > .7f ? "dining_table.n.01" : "table.n.02");
}

PIWA_NOINLINE void makePedestalTable(Maker& maker) {
  RandomStream& random = maker.random;
  TableSizes s;
  s.wide = random.between(.5f, 1.f);
  s.high = random.between(.6f, 1.4f);
  s.thick = random.between(.045f, .1f);
  const f32 narrow = random.between(.6f, 1.f);
  const i32 form = random.below(4);
  const i32 foot = random.below(3);
  const f32 post = random.between(.08f, .18f);
  const f32 reach = s.wide * random.between(.45f, .85f);
  const i32 feet = 3 + random.below(3);
  const f32 bead = random.between(1.3f, 2.1f);
  const f32 at = random.between(.3f, .7f);
  s.deep = form == 1 ? s.wide : s.wide * narrow;
  const i32 wood = maker.paintNatural(Material::wood);
  const i32 top = addTableTop(maker, wood, s, form);
  maker.begin("post", wood);
  maker.cylinder(0, s.high * .5f, 0, post, s.high * .5f);
  maker.ball(0, s.high * at, 0, post * bead, s.high * .16f, post * bead).blend = .04f;
  maker.begin("foot", wood);
  if (foot == 0) {
    maker.cone(0, .1f, 0, reach, .1f, post * 1.4f);
    maker.phrases.add("a round foot");
  } else {
    Primitive& leg = maker.limb({post * .5f, s.high * (foot == 1 ? .12f : .32f), 0},
                                {reach, .07f, 0}, .085f, .06f);
    leg.foldAngle = fullTurn / (f32)feet;
    maker.phrases.addCounted(feet, "foot", "spreading feet");
  }
  placeThings(maker, 2, s.wide * .6f, s.deep * .6f, s.high + s.thick - .02f);
  describe(maker, top, form == 1 ? "round pedestal table" : "pedestal table");
  maker.tag("pedestal_table.n.01");
}

PIWA_NOINLINE void makeTrestleTable(Maker& maker) {
  RandomStream& random = maker.random;
  TableSizes s;
  s.wide = random.between(.7f, 1.2f);
  s.deep = random.between(.35f, .6f);
  s.high = random.between(.5f, .9f);
  s.thick = random.between(.05f, .08f);
  const bool picnic = random.chance(.5f);
  const bool crossed = random.chance(.6f);
  const f32 inset = random.between(.15f, .35f);
  const f32 bench = random.between(.45f, .6f);
  const i32 planks = 3 + random.below(2);
  const i32 wood = maker.paintNatural(Material::wood);
  const f32 x = s.wide - inset;
  const f32 step = 2.f * s.deep / (f32)planks;
  maker.begin("plank", wood);
  Primitive& top = maker.box(0, s.high, 0, s.wide, s.thick, step * .5f - .02f, .015f);
  top.repeatCount[2] = planks;
  top.repeatStep[2] = step;
  maker.begin("beam", wood);
  maker.box(x, s.high - .08f, 0, .07f, .06f, s.deep).mirrorX = 1;
  maker.begin("leg", wood);
  const f32 out = picnic ? s.deep + .2f : s.deep;
  Primitive& leg = maker.limb({x, .06f, out}, {x, s.high, crossed ? -s.deep * .6f : .1f}, .065f,
                              .065f);
  leg.mirrorX = 1;
  leg.mirrorZ = crossed ? 0 : 1;
  if (crossed) {
    maker.limb({x, .06f, -out}, {x, s.high, s.deep * .6f}, .065f, .065f).mirrorX = 1;
  }
  if (picnic) {
    const f32 y = s.high * bench;
    maker.begin("bench", wood);
    Primitive& plank = maker.box(0, y, s.deep + .42f, s.wide, .05f, .13f, .02f);
    plank.mirrorZ = 1;
    maker.begin("beam", wood);
    maker.box(x, y - .08f, 0, .05f, .06f, s.deep + .48f).mirrorX = 1;
    maker.phrases.add("two benches");
  } else {
    maker.box(0, s.high * .4f, 0, x, .06f, .06f);
    maker.phrases.add("a long stretcher");
  }
  maker.phrases.add(crossed ? "crossed legs" : "leaning legs");
  placeThings(maker, 3, s.wide * .9f, s.deep * .9f, s.high + s.thick - .02f);
  describe(maker, wood, picnic ? "picnic table" : "trestle table");
  maker.tag("trestle_table.n.01");
}

}  // namespace piwa

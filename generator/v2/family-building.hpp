// Buildings: houses, apartment blocks, shops, churches, temples, huts and factories.
#pragma once
#include "family-building-more.hpp"

namespace piwa {

PIWA_NOINLINE void addDormer(Maker& maker, const HousePaints& paints, f32 x, f32 y, f32 z) {
  const i32 outer = maker.openFrame(x, y, z, 0.f, 1.f);
  maker.begin("dormer", paints.wall);
  maker.box(0, 0, -.1f, .17f, .16f, .22f);
  maker.begin("window", paints.glass);
  recess(maker, 0, 0, .12f, .09f, .09f, .05f);
  gableRoof(maker, paints.wall, paints.roof, .15f, .17f, .16f, .2f, .05f);
  maker.closeFrame(outer);
}

/// Over the door: a slab on two posts, maybe a lamp under it.
PIWA_NOINLINE void addPorch(Maker& maker, const HousePaints& paints, f32 y, f32 z, f32 wide,
                            f32 deep) {
  maker.begin("porch", paints.trim);
  maker.box(0, y, z + deep * .5f, wide, .05f, deep * .5f + .05f);
  maker.cylinder(wide - .06f, y * .5f, z + deep - .06f, .05f, y * .5f).mirrorX = 1;
  maker.begin("step", paints.stone);
  maker.box(0, .05f, z + deep * .5f, wide + .05f, .05f, deep * .5f + .08f);
  maker.phrases.add("a porch");
}

PIWA_NOINLINE void addDoor(Maker& maker, const HousePaints& paints, f32 x, f32 z, f32 half,
                           f32 high) {
  RandomStream& random = maker.random;
  const bool framed = random.chance(.5f);
  const bool lamp = random.chance(.35f);
  if (framed) {
    maker.begin("door frame", paints.stone);
    maker.box(x, high + .02f, z, half + .06f, high + .06f, .07f);
  }
  maker.begin("door", paints.trim);
  maker.box(x, high, z + .02f, half, high, .08f);
  if (lamp) {
    maker.begin("lamp", paints.glass);
    maker.ball(x + half + .16f, high * 1.7f, z + .05f, .07f, .1f, .07f);
    maker.phrases.add("a lamp by the door");
  }
}

PIWA_NOINLINE const char* addHouseRoof(Maker& maker, const HousePaints& paints, i32 kind,
                                       const HouseSize& size, f32 high, f32 over) {
  switch (kind) {
    case 0: {
      gableRoof(maker, paints.wall, paints.roof, size.high, size.wide, high, size.deep, over);
      return "a gable roof";
    }
    case 1: {
      const i32 outer = maker.openFrame(0, 0, 0, halfPi, 1.f);
      gableRoof(maker, paints.wall, paints.roof, size.high, size.deep, high, size.wide, over);
      maker.closeFrame(outer);
      return "a long gable roof";
    }
    case 2: {
      const f32 w = size.wide;
      const f32 points[12] = {-w - over, 0.f,         w + over,  0.f,
                              w * .68f,  high * .75f, 0.f,       high * 1.1f,
                              -w * .68f, high * .75f, -w - over, .02f};
      maker.begin("roof", paints.roof);
      maker.prism(0, size.high, 0, points, 5, size.deep + over);
      return "a gambrel roof";
    }
    case 3: {
      const f32 w = size.wide;
      const f32 points[8] = {-w - over, 0.f, w + over, 0.f, w + over, high * .25f, -w - over, high};
      maker.begin("roof", paints.roof);
      maker.prism(0, size.high, 0, points, 4, size.deep + over);
      return "a slanted roof";
    }
    default: {
      maker.begin("roof", paints.roof);
      maker.box(0, size.high + .08f, 0, size.wide + .06f, .14f, size.deep + .06f).hollow = .1f;
      return "a flat roof";
    }
  }
}

/// A hip roof: a prism whose ends are cut. It comes first, since it would cut the walls too.
PIWA_NOINLINE void addHipRoof(Maker& maker, const HousePaints& paints, const HouseSize& size,
                              f32 high, f32 over) {
  const f32 w = size.wide + over;
  const f32 d = size.deep + over;
  const f32 points[6] = {-w, 0.f, w, 0.f, 0.f, high};
  const f32 lean = .6f * d;
  maker.begin("roof", paints.roof);
  maker.prism(0, size.high, 0, points, 3, d);
  const f32 angle = arcTangent2(lean, high);
  const SineCosine<f32> turn = sineCosine(angle);
  Primitive& end =
      maker.cut({Shape::box, 0, size.high + turn.sine, d + turn.cosine, 4.f, 3.f, 1.f});
  end.part = maker.part;
  rotateAround(end, 1, 0, 0, -angle);
  end.mirrorZ = 1;
}

PIWA_NOINLINE void addWing(Maker& maker, const HousePaints& paints, const HouseSize& size) {
  RandomStream& random = maker.random;
  const f32 wide = size.wide * random.between(.35f, .6f);
  const f32 reach = random.between(.3f, .6f);
  const f32 high = size.high * random.between(.55f, .85f);
  const f32 side = drawSide(random);
  const f32 rise = random.between(.2f, .45f);
  const f32 x = side * (size.wide - wide);
  const i32 outer = maker.openFrame(x, 0, size.deep + reach * .5f, 0, 1.f);
  maker.begin("wing", paints.wall);
  maker.box(0, high * .5f, 0, wide, high * .5f, reach * .5f + .05f);
  gableRoof(maker, paints.wall, paints.roof, high, wide, rise, reach * .5f + .05f, .06f);
  maker.begin("window", paints.glass);
  recess(maker, 0, high * .5f, reach * .5f + .05f, wide * .4f, high * .22f, .06f);
  maker.closeFrame(outer);
  maker.phrases.add("a front wing");
}

PIWA_NOINLINE void addHouseWindows(Maker& maker, const HousePaints& paints, const HouseSize& size,
                                   i32 floors) {
  RandomStream& random = maker.random;
  const f32 half = random.between(.22f, .34f);
  const f32 high = random.between(.22f, .34f);
  const f32 floor = size.high / (f32)floors;
  const i32 columns = fitting(size.wide - .06f, random.between(.3f, .45f), 5);
  const i32 sides = fitting(size.deep - .06f, random.between(.3f, .5f), 4);
  maker.begin("window", paints.glass);
  const f32 middle = .5f * size.high + .1f * floor;
  windowRows(maker, middle, size.wide - .06f, .5f * size.high, size.deep,
             {columns, floors, half, high});
  sideWindows(maker, middle, size.wide, .5f * size.high, size.deep - .06f,
              {sides, floors, half, high});
}

PIWA_NOINLINE void makeHouse(Maker& maker, const HousePaints& paints) {
  RandomStream& random = maker.random;
  const f32 wide = random.between(.45f, 1.f);
  const f32 deep = random.between(.4f, .9f);
  const i32 floors = 1 + random.below(3);
  const f32 high = (f32)floors * random.between(.38f, .52f);
  const i32 kind = random.below(6);
  const f32 rise = random.between(.3f, .85f);
  const f32 over = random.between(.06f, .14f);
  const f32 spot = random.between(-.6f, .6f);
  const i32 chimneys = random.below(3);
  const bool wing = random.chance(.35f);
  const bool porch = random.chance(.4f);
  const bool dormer = random.chance(.5f);
  const HouseSize size{wide, high, deep};
  if (kind == 5) {
    addHipRoof(maker, paints, size, rise, over);
  }
  maker.begin("wall", paints.wall);
  maker.box(0, .5f * high, 0, wide, .5f * high + .02f, deep);
  addHouseWindows(maker, paints, size, floors);
  maker.phrases.add(kind == 5 ? "a hip roof" : addHouseRoof(maker, paints, kind, size, rise, over));
  if (chimneys > 0) {
    maker.begin("chimney", paints.stone);
    maker.box(wide * .5f, high + rise * .6f, -deep * .35f, .09f, rise * .6f, .1f).mirrorX =
        chimneys == 2 ? 1 : 0;
    maker.box(wide * .5f, high + rise * 1.2f, -deep * .35f, .12f, .05f, .13f).mirrorX =
        chimneys == 2 ? 1 : 0;
    maker.phrases.addCounted(chimneys, "chimney", "chimneys");
  }
  const f32 doorHigh = smaller(.22f, .2f * (high + .5f));
  addDoor(maker, paints, wing ? 0.f : spot * (wide - .2f), deep, .12f, doorHigh);
  if (wing) {
    addWing(maker, paints, size);
  } else if (porch) {
    addPorch(maker, paints, 2.f * doorHigh + .1f, deep, wide * .8f, .32f);
  }
  if (dormer && kind == 1 && rise > .4f) {
    addDormer(maker, paints, 0, high + rise * .35f, deep * .62f);
    maker.phrases.add("a dormer");
  }
  maker.caption.write("a ");
  maker.caption.write(numberWord(floors));
  maker.caption.write("-story ");
  maker.caption.write(paintWord(maker, paints.wall));
  writeWord(maker.caption, wide > deep * 1.4f   ? "long house"
                           : high > wide * 1.5f ? "tall house"
                                                : "house");
  maker.tag("house.n.01");
}

PIWA_NOINLINE void makeBuilding(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(10);
  const HousePaints paints = drawHousePaints(maker);
  switch (kind) {
    case 0:
    case 1:
    case 2:
    case 9:
      makeHouse(maker, paints);
      break;
    case 3:
      makeBlock(maker, paints);
      break;
    case 4:
      makeShop(maker, paints);
      break;
    case 5:
      makeChurch(maker, paints);
      break;
    case 6:
      makeTemple(maker, paints);
      break;
    case 7:
      makeHut(maker, paints);
      break;
    default:
      makeFactory(maker, paints);
      break;
  }
  listParts(maker);
  maker.tag("building.n.01");
}

}  // namespace piwa

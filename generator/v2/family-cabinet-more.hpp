// Chests of drawers, sideboards and cube shelves; and the choice between all cabinets.
#pragma once
#include "family-cabinet.hpp"

namespace piwa {

PIWA_NOINLINE void makeChestOfDrawers(Maker& maker) {
  RandomStream& random = maker.random;
  const f32 half = random.between(.35f, .95f);
  const f32 wide = random.between(.4f, .95f);
  const f32 deep = random.between(.26f, .45f);
  const i32 rows = 2 + random.below(half > .6f ? 4 : 2);
  const i32 columns = wide > .6f ? 1 + random.below(3) : 1;
  const i32 feet = random.below(3);
  const f32 leg = random.between(.12f, .4f);
  const bool bars = random.chance(.4f);
  const i32 color = random.below(5);
  const bool plain = random.chance(.3f);
  const i32 wood = maker.paintNatural(Material::wood);
  const i32 front = plain ? wood : maker.paintScheme(Material::wood, color);
  const i32 metal = paintBrass(maker);
  const f32 stepY = 2.f * (half - .04f) / (f32)rows;
  const f32 stepX = 2.f * (wide - .04f) / (f32)columns;
  maker.begin("case", wood);
  maker.box(0, 0, 0, wide, half, deep, .015f);
  maker.begin("top", wood);
  maker.box(0, half, .02f, wide + .06f, .06f, deep + .06f, .02f);
  maker.begin("drawer", front);
  Primitive& drawer = maker.box(0, -.03f, deep + .02f, stepX * .5f - .045f,
                                larger(stepY * .5f - .045f, .05f), .06f, .015f);
  maker.begin("handle", metal);
  Primitive& handle = bars ? maker.box(0, -.03f, deep + .1f, stepX * .24f, .045f, .05f, .03f)
                           : maker.ball(0, -.03f, deep + .1f, .065f, .055f, .06f);
  drawer.repeatCount[0] = columns;
  drawer.repeatStep[0] = stepX;
  drawer.repeatCount[1] = rows;
  drawer.repeatStep[1] = stepY;
  handle.repeatCount[0] = columns;
  handle.repeatStep[0] = stepX;
  handle.repeatCount[1] = rows;
  handle.repeatStep[1] = stepY;
  maker.begin("leg", wood);
  if (feet == 0) {
    maker.box(0, -half - .04f, 0, wide + .04f, .06f, deep + .04f);
  } else {
    const i32 outer = maker.openFrame(0, -half - leg, 0, 0, 1.f);
    fourLegs(maker, feet == 1 ? LegStyle::tapered : LegStyle::curved, wide - .08f, deep - .08f,
             leg + .04f, .075f, .08f);
    maker.closeFrame(outer);
    maker.phrases.add(feet == 1 ? "four tapered legs" : "four curved legs");
  }
  placeThings(maker, 3, wide * .9f, deep * .9f, half + .05f);
  describe(maker, wood, rows > 3 ? "tall chest of " : "chest of ");
  writeNumber(maker.caption, rows * columns);
  writeWord(maker.caption, "drawers");
  maker.tag("chest_of_drawers.n.01");
}

PIWA_NOINLINE void addRaisedShelf(Maker& maker, i32 wood, const Extent& s, f32 high) {
  maker.begin("shelf", wood);
  maker.box(-s.x * .5f, s.y + high, -s.z + .05f, s.x * .5f, high, .06f);
  maker.box(-s.x * .5f, s.y + 2.f * high, 0, s.x * .5f + .05f, .05f, s.z);
  maker.box(-s.x, s.y + high, 0, .05f, high, s.z);
  maker.phrases.add("a raised shelf on one side");
}

PIWA_NOINLINE void addShelfLegs(Maker& maker, i32 wood, LegStyle style, const Extent& s) {
  const i32 outer = maker.openFrame(0, -s.y - .25f, 0, 0, 1.f);
  maker.begin("leg", wood);
  fourLegs(maker, style, s.x - .06f, s.z - .06f,
           .27f, .065f, .06f);
  maker.closeFrame(outer);
}

/// An open grid of compartments, some of them filled.
PIWA_NOINLINE void makeCubeShelf(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 columns = 1 + random.below(3);
  const i32 rows = columns == 1 ? 2 + random.below(2) : 1 + random.below(3);
  const f32 cell = random.between(.3f, .42f);
  const f32 high = random.between(.28f, .42f);
  const f32 deep = random.between(.2f, .32f);
  const i32 legs = random.below(3);
  const bool stepped = random.chance(.35f);
  const i32 color = random.below(5);
  const i32 wood = maker.paintNatural(Material::wood);
  const i32 cloth = maker.paintScheme(Material::fabric, color);
  const f32 wide = cell * (f32)columns;
  const f32 half = high * (f32)rows;
  maker.begin("shelf", wood);
  Primitive& plank = maker.box(0, 0, 0, wide + .05f, .05f, deep);
  plank.repeatCount[1] = rows + 1;
  plank.repeatStep[1] = 2.f * high;
  maker.begin("divider", wood);
  Primitive& wall = maker.box(0, 0, 0, .05f, half, deep);
  wall.repeatCount[0] = columns + 1;
  wall.repeatStep[0] = 2.f * cell;
  maker.begin("back", wood);
  maker.box(0, 0, -deep + .02f, wide, half, .05f);
  i32 baskets = 0;
  for (i32 i = 0; i < columns * rows; i++) {
    const f32 x = -wide + cell + 2.f * cell * (f32)(i % columns);
    const f32 floor = -half + .03f + 2.f * high * (f32)(i / columns);
    const i32 filling = random.below(4);
    const i32 thing = random.below((u32)smallThings);
    if (filling == 0) {
      maker.begin("basket", cloth);
      maker.box(x, floor + high * .7f, .04f, cell - .11f, high * .7f, deep - .02f, .04f);
      baskets++;
    } else if (filling < 3) {
      const f32 size = smaller(smaller(cell - .12f, high * .82f - .04f), deep - .05f);
      const char* phrase = placeSmallThing(maker, thing, x, floor, .03f, size);
      if (phrase != nullptr) {
        maker.phrases.add(phrase);
      }
    }
  }
  if (stepped) {
    addRaisedShelf(maker, wood, {wide, half, deep}, high);
  } else {
    placeThings(maker, 2, wide * .9f, deep, half + .03f);
  }
  if (legs > 0) {
    addShelfLegs(maker, wood, legs == 1 ? LegStyle::tapered : LegStyle::square, {wide, half, deep});
  }
  if (baskets > 0) {
    maker.phrases.addCounted(baskets, "cloth basket", "cloth baskets");
  }
  describe(maker, wood, "shelf of ");
  writeNumber(maker.caption, columns * rows);
  writeWord(maker.caption, columns * rows == 1 ? "compartment" : "compartments");
  maker.tag("shelf.n.01");
}

PIWA_NOINLINE void makeCabinet(Maker& maker) {
  const i32 kind = maker.random.below(7);
  if (kind < 2) {
    makeBookcase(maker);
  } else if (kind < 4) {
    makeWardrobe(maker);
  } else if (kind < 6) {
    makeChestOfDrawers(maker);
  } else {
    makeCubeShelf(maker);
  }
  maker.phrases.write(maker.caption, " with ");
  maker.tag("furniture.n.01");
}

}  // namespace piwa

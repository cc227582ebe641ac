// Cabinets: bookcases, open shelves, wardrobes, chests of drawers.
#pragma once
#include "family-desk.hpp"

namespace piwa {

struct CaseSizes {
  f32 wide;
  f32 deep;
  f32 half;
};

/// A run of books that stand side by side on a shelf, from x0 on. Returns where it ends.
PIWA_NOINLINE f32 addBookRun(Maker& maker, i32 paint, f32 x0, f32 x1, f32 floor, f32 room,
                             f32 deep) {
  RandomStream& random = maker.random;
  const f32 thick = random.between(.05f, .085f);
  const f32 high = room * random.between(.55f, .92f);
  const i32 wanted = 1 + random.below(4);
  const bool leaning = random.chance(.15f);
  const i32 fits = (i32)((x1 - x0) / (2.f * thick));
  const i32 count = wanted < fits ? wanted : fits;
  if (count < 1) {
    return x1 + 1.f;
  }
  const f32 end = x0 + 2.f * thick * (f32)count;
  maker.begin("book", paint);
  Primitive& books = maker.box(.5f * (x0 + end), floor + high * .5f, .02f, thick - .006f,
                               high * .5f + .02f, deep * .8f, .01f);
  books.repeatCount[0] = count;
  books.repeatStep[0] = 2.f * thick;
  if (leaning && count == 1) {
    rotateAround(books, 0, 0, 1, .2f);
  }
  return end;
}

PIWA_NOINLINE void addShelfContents(Maker& maker, const i32* paints, const CaseSizes& s, f32 floor,
                                    f32 room) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(5);
  const i32 thing = random.below((u32)smallThings);
  const f32 aside = random.between(-.5f, .5f);
  const f32 size = smaller(room * .44f, smaller(s.deep * .8f, s.wide * .4f));
  f32 x = -s.wide + .09f;
  f32 end = s.wide - .09f;
  if (kind == 0) {
    end = -.1f;
  }
  if (kind < 2) {
    const f32 at = kind == 0 ? s.wide * .5f : s.wide * aside;
    const char* phrase = placeSmallThing(maker, thing, at, floor, 0, size);
    if (phrase != nullptr) {
      maker.phrases.add(phrase);
    }
  }
  if (kind == 1) {
    return;
  }
  for (i32 i = 0; i < 4 && x < end - .08f && maker.room() > 8; i++) {
    const i32 color = random.below(3);
    x = addBookRun(maker, paints[color], x, end, floor, room, s.deep);
  }
}

PIWA_NOINLINE void makeBookcase(Maker& maker) {
  RandomStream& random = maker.random;
  CaseSizes s;
  s.wide = random.between(.42f, .95f);
  s.deep = random.between(.17f, .28f);
  s.half = random.between(.55f, 1.1f);
  const i32 rows = 2 + random.below(s.half > .8f ? 3 : 2);
  const bool ladderSides = random.chance(.3f);
  const bool backed = random.chance(.7f);
  const bool crown = random.chance(.4f);
  const bool full = random.chance(.75f);
  const f32 foot = random.between(.05f, .2f);
  const i32 color = random.below(5);
  const i32 wood = maker.paintNatural(Material::wood);
  const f32 step = (2.f * s.half - .1f) / (f32)rows;
  maker.begin("side", wood);
  if (ladderSides) {
    maker.box(s.wide, -foot * .5f, s.deep - .05f, .055f, s.half + foot * .5f, .055f).mirrorX = 1;
    maker.box(s.wide, -foot * .5f, -s.deep + .05f, .055f, s.half + foot * .5f, .055f).mirrorX = 1;
  } else {
    maker.box(s.wide, 0, 0, .05f, s.half, s.deep).mirrorX = 1;
  }
  maker.begin("shelf", wood);
  Primitive& shelf = maker.box(0, 0, 0, s.wide + .02f, .045f, s.deep);
  shelf.repeatCount[1] = rows + 1;
  shelf.repeatStep[1] = step;
  if (backed || ladderSides) {
    maker.begin("back", wood);
    maker.box(0, 0, -s.deep + .03f, s.wide, s.half - .05f, .045f);
  }
  if (crown) {
    maker.begin("crown", wood);
    maker.box(0, s.half + .03f, 0, s.wide + .12f, .06f, s.deep + .07f);
  }
  const i32 paints[3] = {maker.paintScheme(Material::paper, color),
                         maker.paintScheme(Material::paper, color + 1),
                         maker.paintScheme(Material::paper, color + 3)};
  const f32 room = step - .1f;
  for (i32 i = 0; i < rows; i++) {
    const bool filled = random.chance(full ? 1.f : .5f);
    if (filled) {
      const f32 floor = -.5f * step * (f32)rows + step * (f32)i + .03f;
      addShelfContents(maker, paints, s, floor, room);
    }
  }
  maker.phrases.add("books");
  const f32 top = s.half + (crown ? .08f : -.02f);
  placeThings(maker, 2, s.wide * .9f, s.deep, top);
  describe(maker, wood, s.half < .75f ? "low bookcase" : "bookcase");
  writeWord(maker.caption, "of ");
  writeNumber(maker.caption, rows);
  writeWord(maker.caption, "shelves");
  maker.tag("bookcase.n.01");
}

struct WardrobeSizes {
  f32 wide;
  f32 half;
  f32 deep;
  f32 doorY;
  f32 doorHalf;
};

/// One or two leaves that stand open before a hollow with clothes on a rail.
PIWA_NOINLINE void addOpenDoors(Maker& maker, const WardrobeSizes& s, i32 door, i32 brass,
                                i32 doors) {
  RandomStream& random = maker.random;
  const i32 clothes = 2 + random.below(4);
  const i32 color = random.below(5);
  const f32 length = s.doorHalf * random.between(.4f, .8f);
  const f32 step = 2.f * (s.wide - .12f) / (f32)clothes;
  maker.cut({Shape::box, 0, s.doorY, .1f + s.deep, s.wide - .1f, s.doorHalf - .06f, 2.f * s.deep});
  maker.begin("clothes", maker.paintScheme(Material::fabric, color));
  Primitive& coat = maker.box(0, s.doorY + s.doorHalf - .1f - length, -.02f, step * .5f - .05f,
                              length, s.deep * .7f, .04f);
  coat.repeatCount[0] = clothes;
  coat.repeatStep[0] = step;
  for (i32 i = 0; i < doors; i++) {
    const f32 angle = random.between(.5f, 1.9f);
    const f32 side = i == 0 ? 1.f : -1.f;
    const f32 leaf = doors == 1 ? s.wide * .98f : s.wide * .5f;
    const i32 outer = maker.openFrame(side * s.wide, s.doorY, s.deep, side * angle, 1.f);
    maker.begin("door", door);
    maker.box(-side * leaf, 0, .03f, leaf, s.doorHalf, .06f, .015f);
    maker.begin("knob", brass);
    maker.ball(-side * (2.f * leaf - .12f), 0, .12f, .06f, .1f, .06f);
    maker.closeFrame(outer);
  }
  maker.phrases.add(doors == 1 ? "its door open" : "both doors open");
  maker.phrases.add("clothes inside");
}

/// `doors` leaves side by side, with panels or mirrors.
PIWA_NOINLINE void addShutDoors(Maker& maker, const WardrobeSizes& s, i32 door, i32 wood,
                                i32 brass, i32 doors) {
  RandomStream& random = maker.random;
  const bool panels = random.chance(.6f);
  const bool mirror = random.chance(.3f);
  const f32 step = 2.f * (s.wide - .04f) / (f32)doors;
  maker.begin("door", door);
  Primitive& leaf =
      maker.box(0, s.doorY, s.deep + .02f, step * .5f - .045f, s.doorHalf, .06f, .015f);
  leaf.repeatCount[0] = doors;
  leaf.repeatStep[0] = step;
  if (panels) {
    maker.begin(mirror ? "mirror" : "panel",
                mirror ? maker.paint(Material::glass, {.55f, .1f, .93f}) : wood);
    Primitive& panel =
        maker.box(0, s.doorY, s.deep + .07f, step * .5f - .15f, s.doorHalf * .75f, .045f);
    panel.repeatCount[0] = doors;
    panel.repeatStep[0] = step;
  }
  maker.begin("knob", brass);
  if (doors == 2) {
    maker.ball(.11f, s.doorY, s.deep + .11f, .06f, .1f, .06f).mirrorX = 1;
  } else {
    Primitive& knob = maker.ball(step * .5f - .11f, s.doorY, s.deep + .11f, .06f, .1f, .06f);
    knob.repeatCount[0] = doors;
    knob.repeatStep[0] = step;
  }
  maker.phrases.add(mirror && panels ? "mirrored doors" : panels ? "paneled doors" : "plain doors");
}

PIWA_NOINLINE void addCrown(Maker& maker, i32 wood, const WardrobeSizes& s, i32 crown, f32 peak) {
  maker.begin("crown", wood);
  if (crown == 1) {
    maker.box(0, s.half + .03f, .02f, s.wide + .1f, .07f, s.deep + .08f);
  } else if (crown == 2) {
    const f32 points[6] = {-s.wide - .08f, 0, s.wide + .08f, 0, 0, peak};
    maker.prism(0, s.half - .02f, 0, points, 3, s.deep + .05f);
  } else if (crown == 3) {
    disc(maker, 0, s.half - s.wide * .6f, 0, s.wide * 1.1f, s.deep * .9f);
  }
}

PIWA_NOINLINE void makeWardrobe(Maker& maker) {
  RandomStream& random = maker.random;
  WardrobeSizes s;
  s.half = random.between(.6f, 1.1f);
  s.wide = random.between(.36f, .95f);
  s.deep = random.between(.22f, .48f);
  const i32 doors = 1 + random.below(s.wide > .6f ? 3 : 2);
  const i32 crown = random.below(4);
  const f32 feet = random.between(.1f, .35f);
  const bool drawer = random.chance(.5f);
  const bool open = random.chance(.55f);
  const f32 peak = random.between(.12f, .4f);
  const i32 color = random.below(5);
  const i32 wood = maker.paintNatural(Material::wood);
  const i32 door = maker.paintScheme(Material::wood, color);
  const i32 brass = paintBrass(maker);
  const f32 low = drawer ? -s.half + .36f : -s.half + .05f;
  s.doorHalf = .5f * (s.half - .05f - low);
  s.doorY = .5f * (s.half - .05f + low);
  maker.begin("case", wood);
  maker.box(0, 0, 0, s.wide, s.half, s.deep, .015f);
  if (open && doors < 3) {
    addOpenDoors(maker, s, door, brass, doors);
  } else {
    addShutDoors(maker, s, door, wood, brass, doors);
  }
  if (drawer) {
    addDrawers(maker, door, brass, 0, -s.half + .19f, s.deep + .02f, s.wide - .02f, .14f, 1);
    maker.phrases.add("a drawer");
  }
  maker.begin("foot", wood);
  Primitive& foot =
      maker.ball(s.wide - .1f, -s.half - feet * .4f, s.deep - .1f, .1f, feet * .7f, .1f);
  foot.mirrorX = 1;
  foot.mirrorZ = 1;
  addCrown(maker, wood, s, crown, peak);
  describe(maker, wood, "wardrobe of ");
  maker.caption.write(numberWord(doors));
  writeWord(maker.caption, doors == 1 ? "door" : "doors");
  maker.tag("wardrobe.n.01");
}

}  // namespace piwa

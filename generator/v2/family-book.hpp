// Books: stacks, rows between bookends, open books on stands, scrolls, quill and ink.
#pragma once
#include "slots.hpp"

namespace piwa {

/// A book that lies flat on y = 0: covers, spine towards -x, pages.
PIWA_NOINLINE void addClosedBook(Maker& maker, i32 cover, i32 pages, f32 wide, f32 thick,
                                 f32 deep) {
  maker.begin("cover", cover);
  Primitive& lid = maker.box(0, thick, 0, wide, .03f, deep);
  lid.repeatCount[1] = 2;
  lid.repeatStep[1] = 2.f * thick;
  maker.box(-wide, thick, 0, .05f, thick + .03f, deep, .02f);
  maker.begin("pages", pages);
  maker.box(.0f, thick, 0, wide - .06f, thick, deep - .06f);
}

PIWA_NOINLINE void makeBookStack(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 count = 2 + random.below(5);
  const f32 wild = random.between(.1f, .8f);
  const i32 color = random.below(5);
  const i32 thing = random.below((u32)smallThings);
  const bool topped = random.chance(.5f);
  const bool leaning = random.chance(.35f);
  const i32 pages = paintPale(maker, Material::paper);
  i32 covers[3];
  for (i32 i = 0; i < 3; i++) {
    covers[i] = maker.paintScheme(i == 0 ? Material::leather : Material::paper, color + i);
  }
  f32 y = .03f;
  for (i32 i = 0; i < count; i++) {
    const f32 wide = random.between(.38f, .62f);
    const f32 deep = wide * random.between(1.1f, 1.5f);
    const f32 thick = random.between(.07f, .16f);
    const f32 turn = random.between(-wild, wild);
    const f32 x = random.between(-.12f, .12f);
    const i32 outer = maker.openFrame(x, y, 0, halfPi + turn, 1.f);
    addClosedBook(maker, covers[i % 3], pages, wide, thick, deep);
    maker.closeFrame(outer);
    y += 2.f * thick + .05f;
  }
  if (leaning) {
    const i32 outer = maker.openFrame(.78f, .35f, 0, 0, .9f);
    maker.tiltFrame(0, 0, 1, 1.2f);
    addClosedBook(maker, covers[1], pages, .42f, .1f, .55f);
    maker.closeFrame(outer);
    maker.phrases.add("another one leaning on it");
  }
  if (topped) {
    const char* phrase = placeSmallThing(maker, thing, 0, y - .02f, 0, .26f);
    if (phrase != nullptr) {
      maker.phrases.add(phrase);
    }
  }
  startCaption(maker.caption, "stack of ");
  maker.caption.write(numberWord(count));
  maker.caption.write(" books");
  maker.tag("book.n.02");
}

PIWA_NOINLINE void makeBookRow(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 count = 3 + random.below(5);
  const i32 ends = random.below(4);
  const i32 color = random.below(5);
  const f32 deep = random.between(.3f, .45f);
  const bool shelf = random.chance(.6f);
  const f32 last = random.between(.1f, .35f);
  const f32 size = random.between(.3f, .45f);
  const i32 pages = paintPale(maker, Material::paper);
  const i32 wood = maker.paintNatural(Material::wood);
  i32 covers[4];
  for (i32 i = 0; i < 4; i++) {
    covers[i] = maker.paintScheme(i == 0 ? Material::leather : Material::paper, color + i);
  }
  f32 x = 0.f;
  for (i32 i = 0; i < count; i++) {
    const f32 thick = random.between(.06f, .13f);
    const f32 half = random.between(.35f, .65f);
    const f32 band = random.between(.5f, .8f);
    const bool leans = i + 1 == count && ends != 0;
    x += thick;
    maker.begin("book", covers[i % 4]);
    Primitive& book = maker.box(leans ? x + half * last : x, half, 0, thick, half, deep, .02f);
    if (leans) {
      rotateAround(book, 0, 0, 1, last);
    }
    maker.begin("pages", pages);
    Primitive& paper = maker.box(leans ? x + half * last * 1.02f : x, half + .03f, -.03f,
                                 thick - .04f, half - .01f, deep - .04f);
    if (leans) {
      rotateAround(paper, 0, 0, 1, last);
    }
    if (!leans && i % 2 == 0) {
      maker.begin("spine band", covers[(i + 1) % 4]);
      maker.box(x, half * band * 2.f, .02f, thick + .012f, .05f, deep);
    }
    x += thick + .012f;
  }
  maker.begin("bookend", wood);
  if (ends == 0 || ends == 1) {
    const f32 right = ends == 0 ? x + .04f : -.06f;
    maker.box(-.06f, size, 0, .06f, size, deep * .8f);
    maker.box(right, size, 0, .06f, size, deep * .8f);
    maker.phrases.add(ends == 0 ? "two bookends" : "one bookend");
  } else {
    maker.ball(-size * .7f, size * .8f, 0, size * .75f, size * .8f, size * .7f);
    maker.phrases.add("a round bookend");
  }
  if (shelf) {
    maker.begin("shelf", wood);
    maker.box(x * .5f, -.04f, 0, x * .5f + .5f, .06f, deep + .1f, .02f);
    maker.phrases.add("a shelf below");
  }
  startCaption(maker.caption, "row of ");
  maker.caption.write(numberWord(count));
  maker.caption.write(" books");
  maker.tag("book.n.02");
}

PIWA_NOINLINE void addBookStand(Maker& maker, i32 wood, f32 high, f32 wide, i32 feet) {
  maker.begin("post", wood);
  maker.cylinder(0, high * .5f, 0, .08f, high * .5f);
  maker.limb({.05f, .16f, 0}, {wide * .7f, .06f, 0}, .08f, .06f).foldAngle =
      fullTurn / (f32)feet;
  maker.phrases.add(feet == 3 ? "a three-footed stand" : "a four-footed stand");
}

/// A board below the book, with a candle when there is room.
PIWA_NOINLINE void addReadingBoard(Maker& maker, i32 wood, f32 wide, f32 deep) {
  const char* phrase = placeSmallThing(maker, 4, wide * .7f, 0, -deep - .25f, .24f);
  maker.begin("desk", wood);
  maker.box(0, -.05f, -.2f, wide + .2f, .07f, deep + .4f, .02f);
  maker.phrases.add("a board below");
  if (phrase != nullptr) {
    maker.phrases.add(phrase);
  }
}

PIWA_NOINLINE void makeOpenBook(Maker& maker) {
  RandomStream& random = maker.random;
  const f32 wide = random.between(.5f, .75f);
  const f32 deep = random.between(.5f, .8f);
  const f32 rise = random.between(.05f, .35f);
  const i32 support = random.below(4);
  const f32 high = random.between(.5f, 1.4f);
  const f32 slope = random.between(.4f, .9f);
  const f32 thick = random.between(.06f, .12f);
  const bool ribbon = random.chance(.7f);
  const i32 color = random.below(5);
  const i32 cover = maker.paintScheme(Material::leather, color);
  const i32 pages = paintPale(maker, Material::paper);
  const i32 wood = maker.paintNatural(Material::wood);
  const bool stand = support < 2;
  const i32 outer = maker.openFrame(0, stand ? high : 0.f, 0, 0, 1.f);
  if (stand) {
    maker.tiltFrame(1, 0, 0, slope);
  }
  for (i32 i = 0; i < 2; i++) {
    const f32 side = i == 0 ? -1.f : 1.f;
    const i32 leaf = maker.openFrame(0, .04f, 0, 0, 1.f);
    maker.tiltFrame(0, 0, 1, side * rise);
    maker.begin("cover", cover);
    maker.box(side * wide * .5f, 0, 0, wide * .5f + .03f, .045f, deep, .01f);
    maker.begin("pages", pages);
    maker.box(side * wide * .48f, thick, 0, wide * .47f, thick, deep - .06f, .04f);
    maker.begin("line of text", wood);
    Primitive& line = maker.box(side * wide * .5f, 2.f * thick + .01f, 0, wide * .32f, .02f, .045f);
    line.repeatCount[2] = 3;
    line.repeatStep[2] = deep * .5f;
    maker.closeFrame(leaf);
  }
  if (ribbon) {
    maker.begin("ribbon", maker.paintScheme(Material::fabric, color + 2));
    maker.limb({0, .12f, -deep + .1f}, {.04f, .14f, deep + .05f}, .05f, .05f);
    maker.limb({.04f, .14f, deep + .05f}, {.08f, -.06f, deep + .2f}, .05f, .05f);
    maker.phrases.add("a ribbon");
  }
  if (stand) {
    maker.begin("stand", wood);
    maker.box(0, -.08f, 0, wide * .8f, .06f, deep * .95f, .02f);
    maker.box(0, .02f, deep + .05f, wide * .8f, .12f, .06f, .02f);
  }
  maker.closeFrame(outer);
  if (stand) {
    addBookStand(maker, wood, high, wide, support == 0 ? 3 : 4);
  } else if (support == 2) {
    maker.begin("cushion", maker.paintScheme(Material::fabric, color + 1));
    maker.box(0, -.12f, 0, wide * .9f, .15f, deep * .9f, .12f);
    maker.phrases.add("a cushion below");
  } else {
    addReadingBoard(maker, wood, wide, deep);
  }
  describe(maker, cover, "open book");
  maker.tag("book.n.02");
}

PIWA_NOINLINE void makeScroll(Maker& maker) {
  RandomStream& random = maker.random;
  const f32 wide = random.between(.4f, .7f);
  const f32 length = random.between(.5f, 1.1f);
  const f32 upper = random.between(.12f, .22f);
  const f32 lower = random.between(.12f, .26f);
  const f32 tilt = random.between(.15f, 1.2f);
  const bool ink = random.chance(.7f);
  const f32 quill = random.between(.6f, .9f);
  const i32 color = random.below(5);
  const i32 paper = maker.paint(Material::paper, {.1f, .28f, .9f});
  const i32 wood = maker.paintNatural(Material::wood);
  const i32 outer = maker.openFrame(0, lower + .02f, length * .5f, 0, 1.f);
  maker.tiltFrame(1, 0, 0, -halfPi + tilt);
  maker.begin("sheet", paper);
  maker.box(0, length, -.02f, wide, length, .045f);
  maker.begin("roll", paper);
  barrel(maker, 0, 0, 0, lower, wide);
  barrel(maker, 0, 2.f * length, 0, upper, wide);
  maker.begin("rod", wood);
  barrel(maker, 0, 0, 0, .07f, wide + .16f);
  barrel(maker, 0, 2.f * length, 0, .07f, wide + .16f);
  maker.begin("line of text", wood);
  Primitive& line = maker.box(0, length, .02f, wide * .7f, .045f, .035f);
  line.repeatCount[1] = 4;
  line.repeatStep[1] = length * .38f;
  maker.closeFrame(outer);
  if (tilt > .4f) {
    const SineCosine<f32> turn = sineCosine(tilt);
    const f32 top = lower + 2.f * length * turn.sine;
    const f32 back = length * .5f - 2.f * length * turn.cosine;
    maker.begin("prop", wood);
    maker.limb({wide * .5f, top, back}, {wide * .5f, .06f, back - .3f}, .06f, .06f).mirrorX = 1;
    maker.phrases.add("a prop behind");
  }
  if (ink) {
    maker.begin("inkwell", maker.paintScheme(Material::glass, color));
    maker.cone(wide + .3f, .14f, .3f, .22f, .16f, .13f);
    maker.begin("quill", paintPale(maker, Material::leaf));
    maker.limb({wide + .3f, .2f, .3f}, {wide + .5f, .2f + quill, .1f}, .045f, .045f);
    Primitive& feather = maker.ball(wide + .46f, .2f + quill * .8f, .14f, .12f, quill * .42f, .05f);
    pointAlong(feather, .2f, quill, -.2f);
    maker.phrases.add("an inkwell");
    maker.phrases.add("a quill");
    maker.begin("mat", maker.paintScheme(Material::leather, color + 1));
    maker.box(.2f, -.03f, .1f, wide + .4f, .05f, length * .7f + .2f, .02f);
  }
  startCaption(maker.caption, "paper scroll on two rods");
  maker.tag("scroll.n.02");
}

PIWA_NOINLINE void makeBook(Maker& maker) {
  const i32 kind = maker.random.below(7);
  if (kind < 2) {
    makeBookStack(maker);
  } else if (kind < 4) {
    makeBookRow(maker);
  } else if (kind < 6) {
    makeOpenBook(maker);
  } else {
    makeScroll(maker);
  }
  maker.phrases.write(maker.caption, " with ");
}

}  // namespace piwa

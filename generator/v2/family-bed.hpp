// Beds: single and double beds, bunk beds, canopy beds, cradles, camp beds.
#pragma once
#include "slots.hpp"

namespace piwa {

struct BedPaints {
  i32 frame;
  i32 linen;
  i32 cover;
};

PIWA_NOINLINE BedPaints drawBedPaints(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 color = random.below(5);
  const i32 roll = random.below(4);
  const bool patterned = random.chance(.5f);
  const bool checked = random.chance(.4f);
  const f32 frequency = random.between(2.f, 5.f);
  const i32 frame = roll == 0   ? maker.paintNatural(Material::metal)
                    : roll == 1 ? maker.paintScheme(Material::wood, color + 2)
                                : maker.paintNatural(Material::wood);
  const i32 linen = paintPale(maker, Material::fabric);
  const i32 cover = maker.paintScheme(Material::fabric, color);
  if (patterned) {
    maker.pattern(cover, checked ? Pattern::checker : Pattern::stripes, color + 1, frequency);
  }
  return {frame, linen, cover};
}

/// Head towards -z, at y = 0; `half` high and as wide as the bed. Returns the caption's phrase.
PIWA_NOINLINE const char* addBoard(Maker& maker, i32 paint, i32 form, f32 z, f32 wide, f32 high) {
  RandomStream& random = maker.random;
  const i32 bars = 3 + random.below(4);
  const f32 knob = random.between(.08f, .13f);
  maker.begin(z < 0 ? "headboard" : "footboard", paint);
  if (form == 1 || form == 3) {
    maker.box(wide, high * .5f, z, .07f, high * .5f + .04f, .07f, .02f).mirrorX = 1;
  }
  if (form == 0) {
    maker.box(0, high * .5f, z, wide, high * .5f, .07f, .05f);
    return "a solid headboard";
  }
  if (form == 1) {
    maker.box(0, high - .05f, z, wide, .07f, .06f, .02f);
    Primitive& bar = maker.cylinder(0, high * .5f, z, .05f, high * .5f - .02f);
    bar.repeatCount[0] = bars;
    bar.repeatStep[0] = 2.f * wide / (f32)(bars + 1);
    maker.ball(wide, high + knob * .7f, z, knob, knob, knob).mirrorX = 1;
    return "a barred headboard";
  }
  if (form == 2) {
    maker.box(0, high * .3f, z, wide, high * .3f, .07f, .02f);
    Primitive& top = maker.cylinder(0, high * .6f, z, wide * .98f, .07f);
    rotateAround(top, 1, 0, 0, halfPi);
    maker.cut({Shape::box, 0, -1.f - .02f, z, wide * 2.f, 1.f, .2f});
    return "a round headboard";
  }
  if (form == 3) {
    Primitive& slats = maker.box(0, high * .58f, z, wide, .08f, .05f, .02f);
    slats.repeatCount[1] = 2;
    slats.repeatStep[1] = larger(high * .4f, .28f);
    return "a slatted headboard";
  }
  maker.box(0, high * .4f, z, wide, high * .4f, .06f);
  const f32 points[6] = {-wide, 0, wide, 0, 0, high * .4f};
  maker.prism(0, high * .78f, z, points, 3, .06f);
  return "a pointed headboard";
}

/// Mattress, cover and pillows of a bed of the given half sides, its frame's top at y.
PIWA_NOINLINE void addBedding(Maker& maker, const BedPaints& paints, f32 y, f32 wide, f32 deep,
                              f32 thick) {
  RandomStream& random = maker.random;
  const i32 pillows = wide > .5f ? 1 + random.below(3) : 1;
  const f32 covered = random.between(.3f, .8f);
  const bool folded = random.chance(.5f);
  const f32 puff = random.between(.07f, .13f);
  const f32 tilt = random.between(0.f, .5f);
  maker.begin("mattress", paints.linen);
  maker.box(0, y + thick, 0, wide, thick, deep, .05f);
  maker.begin("blanket", paints.cover);
  const f32 half = deep * covered;
  maker.box(0, y + thick + .03f, deep - half + .02f, wide + .04f, thick + .03f, half, .05f);
  if (folded) {
    maker.begin("fold", paints.linen);
    maker.box(0, y + 2.f * thick + .05f, deep - 2.f * half + .1f, wide + .05f, .06f, .11f, .04f);
  }
  maker.begin("pillow", paints.linen);
  const f32 step = 2.f * wide / (f32)pillows;
  Primitive& pillow = maker.box(0, y + 2.f * thick + puff * .7f, -deep + .24f,
                                smaller(step * .5f - .06f, .42f), puff, .17f, puff * .9f);
  rotateAround(pillow, 1, 0, 0, tilt);
  pillow.repeatCount[0] = pillows;
  pillow.repeatStep[0] = step;
  maker.phrases.addCounted(pillows, "pillow", "pillows");
  maker.phrases.add("a blanket");
}

PIWA_NOINLINE void makePlainBed(Maker& maker, bool canopy) {
  RandomStream& random = maker.random;
  const BedPaints paints = drawBedPaints(maker);
  const f32 wide = random.between(.35f, .85f);
  const f32 deep = random.between(.75f, 1.1f);
  const f32 legs = random.between(.1f, .4f);
  const f32 thick = random.between(.09f, .2f);
  const f32 head = random.between(.55f, 1.2f);
  const f32 foot = random.between(.3f, .6f);
  const i32 form = random.below(5);
  const bool footed = random.chance(.5f);
  const bool drawers = random.chance(.3f);
  const f32 tall = random.between(1.1f, 1.7f);
  const bool roofed = random.chance(.5f);
  const bool stand = random.chance(.3f);
  const i32 thing = random.below((u32)smallThings);
  maker.begin("bed frame", paints.frame);
  maker.box(0, legs + .06f, 0, wide + .04f, .08f, deep + .03f, .02f);
  if (drawers) {
    maker.box(0, legs * .5f, 0, wide, legs * .5f, deep * .96f);
    maker.phrases.add("a closed base");
  } else {
    maker.begin("leg", paints.frame);
    fourLegs(maker, LegStyle::square, wide - .04f, deep - .06f, legs + .05f, .075f, 0);
  }
  addBedding(maker, paints, legs + .1f, wide, deep - .04f, thick);
  const f32 low = legs + 2.f * thick;
  const f32 board = low + head * .6f;
  maker.phrases.add(addBoard(maker, paints.frame, form, -deep - .03f, wide + .04f, board));
  if (footed) {
    addBoard(maker, paints.frame, form == 2 ? 0 : form, deep + .03f, wide + .04f,
             low + foot * (canopy ? .2f : .45f));
  }
  if (canopy) {
    maker.begin("post", paints.frame);
    Primitive& post = maker.cylinder(wide + .02f, tall * .5f, deep + .02f, .065f, tall * .5f);
    post.mirrorX = 1;
    post.mirrorZ = 1;
    maker.begin("canopy", roofed ? paints.cover : paints.frame);
    if (roofed) {
      maker.box(0, tall, 0, wide + .1f, .08f, deep + .1f, .03f);
    } else {
      maker.box(wide + .02f, tall, 0, .055f, .055f, deep + .04f).mirrorX = 1;
      maker.box(0, tall, deep + .02f, wide + .04f, .055f, .055f).mirrorZ = 1;
    }
    maker.phrases.add(roofed ? "a cloth canopy" : "a canopy frame");
  } else if (stand) {
    const f32 x = wide + .27f;
    maker.begin("bedside table", paints.frame);
    maker.box(x, (low + .1f) * .5f, -deep + .22f, .26f, (low + .1f) * .5f, .22f, .02f);
    const char* phrase = placeSmallThing(maker, thing, x, low + .08f, -deep + .22f, .17f);
    maker.phrases.add("a bedside table");
    if (phrase != nullptr) {
      maker.phrases.add(phrase);
    }
  }
  describe(maker, paints.cover,
           canopy ? "four-poster bed" : wide > .58f ? "double bed" : "single bed");
  maker.tag(canopy ? "four-poster.n.01" : "bed.n.01");
}

PIWA_NOINLINE void makeBunkBed(Maker& maker) {
  RandomStream& random = maker.random;
  const BedPaints paints = drawBedPaints(maker);
  const f32 wide = random.between(.34f, .5f);
  const f32 deep = random.between(.75f, 1.05f);
  const f32 low = random.between(.2f, .4f);
  const f32 gap = random.between(.6f, .95f);
  const f32 thick = random.between(.08f, .12f);
  const i32 rungs = 3 + random.below(3);
  const bool desk = random.chance(.35f);
  const f32 ladder = deep * random.between(.2f, .7f);
  const f32 top = low + gap;
  const f32 tall = top + .45f;
  maker.begin("post", paints.frame);
  Primitive& post = maker.box(wide + .03f, tall * .5f, deep, .07f, tall * .5f, .07f, .02f);
  post.mirrorX = 1;
  post.mirrorZ = 1;
  maker.begin("bed frame", paints.frame);
  maker.box(0, top, 0, wide + .03f, .08f, deep);
  addBedding(maker, paints, top + .04f, wide - .02f, deep - .08f, thick);
  maker.begin("rail", paints.frame);
  maker.box(-wide - .03f, top + .36f, 0, .05f, .05f, deep);
  maker.box(0, top + .38f, deep, wide, .05f, .05f).mirrorZ = 1;
  if (desk) {
    maker.begin("desk", paints.frame);
    maker.box(-.05f, low + .25f, 0, wide, .05f, deep);
    maker.phrases.add("a desk below");
  } else {
    maker.box(0, low, 0, wide + .03f, .08f, deep);
    maker.begin("mattress", paints.linen);
    maker.box(0, low + .04f + thick, 0, wide - .02f, thick, deep - .08f, .05f);
    maker.begin("blanket", paints.cover);
    maker.box(0, low + .07f + thick, deep * .35f, wide + .02f, thick + .03f, deep * .6f, .05f);
    maker.begin("pillow", paints.linen);
    maker.box(0, low + .1f + 2.f * thick, -deep + .26f, wide * .7f, .08f, .16f, .07f);
  }
  maker.begin("ladder", paints.frame);
  const i32 outer = maker.openFrame(wide + .1f, 0, ladder, 0, 1.f);
  maker.tiltFrame(0, 0, 1, .06f);
  maker.box(0, top * .55f, .2f, .05f, top * .55f, .05f).mirrorZ = 1;
  Primitive& rung = maker.box(0, top * .5f, 0, .05f, .045f, .2f);
  rung.repeatCount[1] = rungs;
  rung.repeatStep[1] = top / ((f32)rungs + .3f);
  maker.closeFrame(outer);
  maker.phrases.addCounted(rungs, "rung in its ladder", "rungs in its ladder");
  describe(maker, paints.frame, desk ? "loft bed" : "bunk bed");
  maker.tag("bunk_bed.n.01");
}

PIWA_NOINLINE void makeCradle(Maker& maker) {
  RandomStream& random = maker.random;
  const BedPaints paints = drawBedPaints(maker);
  const f32 wide = random.between(.4f, .6f);
  const f32 deep = random.between(.6f, .95f);
  const f32 half = random.between(.22f, .38f);
  const f32 legs = random.between(.2f, .6f);
  const bool rockers = random.chance(.5f);
  const bool barred = random.chance(.6f);
  const i32 bars = 4 + random.below(4);
  const f32 hood = random.between(.25f, .5f);
  const bool hooded = random.chance(.45f);
  const f32 floor = rockers ? .18f : legs;
  maker.begin("side", paints.frame);
  if (barred) {
    maker.box(0, floor + 2.f * half, 0, wide, .06f, deep, .02f);
    maker.cut({Shape::box, 0, floor + 2.f * half, 0, wide - .13f, .3f, deep - .13f});
    Primitive& bar = maker.cylinder(wide - .06f, floor + half, 0, .05f, half);
    bar.mirrorX = 1;
    bar.repeatCount[2] = bars;
    bar.repeatStep[2] = 2.f * deep / ((f32)bars + .4f);
    maker.box(0, floor + half, deep - .06f, wide, half, .055f).mirrorZ = 1;
  } else {
    maker.box(0, floor + half, 0, wide, half, deep, .05f).hollow = .1f;
  }
  maker.begin("base", paints.frame);
  maker.box(0, floor, 0, wide, .06f, deep);
  maker.begin("mattress", paints.linen);
  maker.box(0, floor + half * .5f, 0, wide - .1f, half * .5f, deep - .1f);
  maker.begin("blanket", paints.cover);
  maker.box(0, floor + half * 1.05f, deep * .3f, wide - .1f, .1f, deep * .6f, .06f);
  maker.begin("pillow", paints.linen);
  maker.box(0, floor + half + .1f, -deep + .32f, wide * .5f, .1f, .15f, .08f);
  if (hooded) {
    maker.begin("hood", paints.cover);
    maker.ball(0, floor + 2.f * half - .05f, -deep + .12f, wide, hood, .34f);
    maker.cut({Shape::ellipsoid, 0, floor + 2.f * half - .2f, -deep + .4f, wide - .1f, hood, .34f});
    maker.phrases.add("a hood");
  }
  maker.begin(rockers ? "rocker" : "leg", paints.frame);
  if (rockers) {
    Primitive& rocker = maker.arc(0, 1.06f, deep * .7f, 1.f, .06f, .62f);
    rotateAround(rocker, 0, 0, 1, pi);
    rocker.mirrorZ = 1;
    maker.box(wide * .4f, .14f, deep * .7f, .06f, .1f, .06f).mirrorX = 1;
    maker.recipe.primitive[maker.recipe.count - 1].mirrorZ = 1;
  } else {
    fourLegs(maker, LegStyle::square, wide - .07f, deep - .07f, floor + .05f, .065f, 0);
  }
  maker.phrases.add(rockers ? "two rockers" : "four legs");
  maker.phrases.add(barred ? "barred sides" : "closed sides");
  describe(maker, paints.frame, rockers ? "cradle" : "crib");
  maker.tag(rockers ? "cradle.n.01" : "crib.n.01");
}

PIWA_NOINLINE void makeBed(Maker& maker) {
  const i32 kind = maker.random.below(7);
  if (kind < 3) {
    makePlainBed(maker, false);
  } else if (kind == 3) {
    makePlainBed(maker, true);
  } else if (kind < 6) {
    makeBunkBed(maker);
  } else {
    makeCradle(maker);
  }
  maker.phrases.write(maker.caption, " with ");
  maker.tag("bed.n.01");
  maker.tag("furniture.n.01");
}

}  // namespace piwa

// Instruments with keys, bars, skins and bellows: pianos, xylophones, drums, accordions.
#pragma once
#include "family-instrument.hpp"

namespace piwa {

/// A row of white and black keys, along x at the front edge z.
PIWA_NOINLINE void addKeys(Maker& maker, f32 y, f32 z, f32 wide, f32 deep) {
  const i32 white = maker.paint(Material::plastic, {.12f, .06f, .96f});
  const i32 black = maker.paint(Material::plastic, {.6f, .1f, .08f});
  const i32 blacks = (i32)(wide * 7.f);
  maker.begin("white key", white);
  maker.box(0, y, z, wide, .05f, deep);
  maker.begin("black key", black);
  Primitive& keys = maker.box(0, y + .06f, z - deep * .35f, .05f, .05f, deep * .6f);
  keys.repeatCount[0] = blacks;
  keys.repeatStep[0] = 2.f * wide / (f32)blacks;
}

/// A low bench before the keys.
PIWA_NOINLINE void addStool(Maker& maker, i32 body, f32 floor) {
  maker.begin("stool", body);
  maker.box(0, floor * .6f, .68f, .36f, .08f, .2f, .04f);
  fourLegs(maker, LegStyle::square, .28f, .12f, floor * .6f, .05f, 0);
  for (i32 i = maker.recipe.count - 1; i < maker.recipe.count; i++) {
    Primitive& leg = maker.recipe.primitive[i];
    leg.mirrorZ = 0;
    leg.center[2] = .68f;
    leg.size[2] = .14f;
  }
  maker.phrases.add("a stool");
}

PIWA_NOINLINE void makePiano(Maker& maker, bool grand) {
  RandomStream& random = maker.random;
  const i32 color = random.below(5);
  const i32 roll = random.below(4);
  const f32 wide = random.between(.6f, .95f);
  const f32 high = random.between(.7f, 1.2f);
  const f32 length = random.between(.8f, 1.5f);
  const f32 open = random.between(.35f, .75f);
  const bool stool = random.chance(.5f);
  const f32 deep = random.between(.18f, .3f);
  const bool lidOpen = random.chance(.7f);
  const i32 body = roll == 0   ? maker.paintScheme(Material::wood, color)
                   : roll == 1 ? maker.paint(Material::wood, {.6f, .1f, .1f})
                               : paintVarnish(maker);
  const f32 floor = grand ? .55f : high * .55f;
  if (grand) {
    const f32 points[18] = {-wide, .2f,    wide,         .2f,           wide,         -.25f,
                            wide * .8f,    -.45f,        wide * .3f,    -length * .6f,
                            wide * .1f,    -length * .9f, -wide * .3f,  -length, -wide * .8f,
                            -length * .97f, -wide, -length * .8f};
    maker.begin("case", body);
    Primitive& shell = maker.prism(0, floor + .13f, 0, points, 9, .15f);
    rotateAround(shell, 1, 0, 0, halfPi);
    if (lidOpen) {
      maker.begin("lid", body);
      const i32 outer = maker.openFrame(-wide, floor + .3f, 0, 0, 1.f);
      maker.tiltFrame(0, 0, 1, open);
      Primitive& lid = maker.prism(wide, 0, -.03f, points, 9, .045f);
      rotateAround(lid, 1, 0, 0, halfPi);
      maker.closeFrame(outer);
      maker.limb({wide * .7f, floor + .2f, -.3f},
                 {wide * .5f, floor + .25f + 1.45f * wide * open * .9f, -.3f}, .045f, .045f);
      maker.phrases.add("an open lid");
    }
    maker.begin("leg", body);
    maker.cone(wide - .12f, floor * .5f, .05f, .06f, floor * .5f + .03f, .12f).mirrorX = 1;
    maker.cone(-wide * .45f, floor * .5f, -length * .8f, .06f, floor * .5f + .03f, .12f);
    maker.begin("key bed", body);
    maker.box(0, floor + .04f, .25f, wide, .06f, .16f);
    addKeys(maker, floor + .12f, .27f, wide - .1f, .13f);
  } else {
    maker.begin("case", body);
    maker.box(0, high * .5f, -deep, wide, high * .5f, deep, .02f);
    maker.box(0, high, -deep, wide + .05f, .05f, deep + .05f, .02f);
    maker.begin("key bed", body);
    maker.box(0, floor - .02f, .1f, wide, .07f, .2f);
    maker.box(wide - .06f, floor * .5f, .22f, .06f, floor * .5f, .07f).mirrorX = 1;
    addKeys(maker, floor + .06f, .14f, wide - .1f, .14f);
    maker.begin("music stand", body);
    Primitive& stand = maker.box(0, floor + .32f, .02f, wide * .4f, .13f, .05f);
    rotateAround(stand, 1, 0, 0, -.2f);
    maker.phrases.add("a music stand");
  }
  if (stool) {
    addStool(maker, body, floor);
  }
  describe(maker, body, grand ? "grand piano" : "upright piano");
  maker.tag(grand ? "grand_piano.n.01" : "upright.n.02");
  maker.tag("piano.n.01");
}

PIWA_NOINLINE void makeXylophone(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 bars = 5 + random.below(4);
  const f32 step = random.between(.21f, .27f);
  const f32 longest = random.between(.45f, .75f);
  const f32 shortest = longest * random.between(.35f, .7f);
  const f32 high = random.between(.15f, .8f);
  const i32 color = random.below(5);
  const bool metal = random.chance(.3f);
  const f32 mallet = random.between(.35f, .6f);
  const i32 wood = maker.paintNatural(Material::wood);
  i32 paints[4];
  for (i32 i = 0; i < 4; i++) {
    paints[i] = maker.paintScheme(metal ? Material::metal : Material::wood, color + i);
  }
  const f32 half = .5f * step * (f32)bars;
  maker.begin("rail", wood);
  const f32 near = longest * .62f;
  const f32 far = shortest * .62f;
  maker.limb({-half, high, near}, {half, high, far}, .06f, .06f).mirrorZ = 1;
  maker.limb({half - .05f, high, far}, {half - .05f, .05f, far + .06f}, .06f, .055f).mirrorZ = 1;
  maker.limb({-half + .05f, high, near}, {-half + .05f, .05f, near + .06f}, .06f, .055f)
      .mirrorZ = 1;
  if (high > .4f) {
    maker.box(0, high * .4f, 0, half, .05f, .05f);
    maker.box(half - .05f, high * .4f, 0, .05f, .05f, near).mirrorX = 1;
  }
  for (i32 i = 0; i < bars; i++) {
    const f32 t = ((f32)i + .5f) / (f32)bars;
    maker.begin("bar", paints[i % 4]);
    maker.box(-half + step * ((f32)i + .5f), high + .08f, 0, step * .5f - .045f, .05f,
              longest + (shortest - longest) * t, .02f);
  }
  maker.begin("mallet", wood);
  maker.limb({-half * .5f, high + .18f, mallet}, {half * .1f, high + .18f, -.05f}, .045f, .045f);
  maker.begin("mallet head", paints[1]);
  maker.ball(half * .1f, high + .2f, -.05f, .1f, .1f, .1f);
  maker.phrases.addCounted(bars, "bar", "bars");
  maker.phrases.add("a mallet");
  describe(maker, paints[0], high > .4f ? "marimba" : "xylophone");
  maker.tag("marimba.n.01");
}

PIWA_NOINLINE void addDrum(Maker& maker, i32 shell, i32 skin, i32 hoop, f32 radius, f32 half,
                           i32 lugs) {
  maker.begin("shell", shell);
  maker.cylinder(0, 0, 0, radius, half);
  maker.begin("skin", skin);
  maker.cylinder(0, 0, 0, radius * .93f, half + .04f);
  maker.begin("hoop", hoop);
  Primitive& rim = maker.torus(0, 0, 0, radius, .055f);
  rim.repeatCount[1] = 2;
  rim.repeatStep[1] = 2.f * half - .04f;
  if (lugs > 0) {
    maker.begin("lug", hoop);
    maker.cylinder(radius + .02f, 0, 0, .05f, half * .8f).foldAngle = fullTurn / (f32)lugs;
  }
}

PIWA_NOINLINE void makeDrum(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 form = random.below(4);
  const i32 color = random.below(5);
  const f32 radius = random.between(.35f, .65f);
  const f32 half = random.between(.16f, .6f);
  const i32 lugs = 5 + random.below(6);
  const f32 second = random.between(.65f, .9f);
  const f32 waist = random.between(.3f, .5f);
  const f32 tilt = random.between(.2f, .5f);
  const i32 shell = maker.paintScheme(Material::wood, color);
  const i32 skin = paintPale(maker, Material::leather);
  const i32 hoop = maker.paintNatural(Material::metal);
  if (form == 0) {
    const f32 radii[latheRadii] = {radius * .7f,  radius * .65f, radius * .5f, radius * waist,
                                   radius * .75f, radius,        radius,       radius * .95f};
    maker.begin("shell", shell);
    maker.lathe(0, 0, 0, half + .3f, radii, 0);
    maker.begin("skin", skin);
    maker.cylinder(0, half + .3f, 0, radius * .88f, .05f, .02f);
    maker.begin("hoop", hoop);
    maker.torus(0, half + .2f, 0, radius * .98f, .05f);
    maker.torus(0, (half + .3f) * -.2f, 0, radius * waist + .1f, .05f);
    maker.phrases.add("a goblet shape");
  } else if (form == 1) {
    const i32 outer = maker.openFrame(-radius * .95f, 0, 0, 0, 1.f);
    addDrum(maker, shell, skin, hoop, radius, half, 0);
    maker.closeFrame(outer);
    const i32 other = maker.openFrame(radius * second, half * (second - .9f), 0, 0, 1.f);
    addDrum(maker, shell, skin, hoop, radius * second, half * .95f, 0);
    maker.closeFrame(other);
    maker.begin("block", shell);
    maker.box(0, 0, 0, .18f, half * .4f, .14f);
    maker.phrases.add("two shells joined by a block");
  } else {
    const i32 outer = maker.openFrame(0, form == 2 ? half : half + .55f, 0, 0, 1.f);
    if (form == 3) {
      maker.tiltFrame(1, 0, 0, tilt);
    }
    addDrum(maker, shell, skin, hoop, radius, half, lugs);
    maker.begin("stick", maker.paintNatural(Material::wood));
    maker.limb({-radius * 1.2f, half + .09f, .1f}, {radius * .5f, half + .09f, -.1f}, .05f, .045f);
    maker.ball(radius * .5f, half + .1f, -.1f, .08f, .07f, .08f);
    maker.closeFrame(outer);
    if (form == 3) {
      maker.begin("stand", hoop);
      maker.cylinder(0, .4f, 0, .055f, .35f);
      maker.limb({0, .35f, 0}, {radius + .1f, .05f, 0}, .05f, .05f).foldAngle = fullTurn / 3.f;
      maker.phrases.add("a three-legged stand");
    }
    maker.phrases.addCounted(lugs, "lug", "lugs");
    maker.phrases.add("a drumstick on it");
  }
  describe(maker, shell, form == 1 ? "pair of bongos" : half > .4f ? "tall drum" : "drum");
  maker.tag(form == 1 ? "bongo.n.01" : "drum.n.01");
}

PIWA_NOINLINE void makeAccordion(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 color = random.below(5);
  const f32 high = random.between(.4f, .6f);
  const f32 deep = random.between(.18f, .3f);
  const i32 folds = 3 + random.below(4);
  const f32 bend = random.between(.15f, .5f);
  const f32 end = random.between(.12f, .22f);
  const i32 buttons = 3 + random.below(3);
  const i32 body = maker.paintScheme(Material::plastic, color);
  const i32 bellows = maker.paintScheme(Material::fabric, color + 1);
  const f32 half = .1f * (f32)folds;
  const f32 turn = bend / (f32)folds;
  maker.begin("bellows", bellows);
  for (i32 i = 0; i < folds; i++) {
    const f32 t = (f32)i - .5f * (f32)(folds - 1);
    Primitive& fold = maker.box(t * .2f, -t * t * .02f * bend * 4.f, 0, .065f, high * .95f, deep);
    rotateAround(fold, 0, 0, 1, -t * turn);
  }
  maker.box(0, -half * half * bend * .6f, 0, half, high * .8f, deep * .8f);
  for (i32 i = 0; i < 2; i++) {
    const f32 side = i == 0 ? -1.f : 1.f;
    const f32 drop = -half * half * bend * 2.2f;
    const i32 outer = maker.openFrame(side * (half + end * .8f), drop, 0, 0, 1.f);
    maker.tiltFrame(0, 0, 1, -side * bend * .55f);
    maker.begin("end case", body);
    maker.box(0, 0, 0, end, high, deep + .04f, .05f);
    maker.closeFrame(outer);
  }
  const f32 x = half + end * .8f;
  const f32 drop = -half * half * bend * 2.2f;
  const i32 white = maker.paint(Material::plastic, {.12f, .06f, .96f});
  maker.begin("key", white);
  const i32 outer = maker.openFrame(x, drop, 0, 0, 1.f);
  maker.tiltFrame(0, 0, 1, -bend * .55f);
  maker.box(end + .05f, 0, deep * .5f, .08f, high * .9f, .12f);
  maker.closeFrame(outer);
  const i32 other = maker.openFrame(-x, drop, 0, 0, 1.f);
  maker.tiltFrame(0, 0, 1, bend * .55f);
  maker.begin("button", white);
  Primitive& button = maker.ball(-.02f, 0, deep + .05f, .055f, .055f, .05f);
  button.repeatCount[1] = buttons;
  button.repeatStep[1] = 1.6f * high / (f32)buttons;
  maker.closeFrame(other);
  maker.phrases.addCounted(folds, "fold in its bellows", "folds in its bellows");
  describe(maker, body, "accordion");
  maker.tag("accordion.n.01");
}

}  // namespace piwa

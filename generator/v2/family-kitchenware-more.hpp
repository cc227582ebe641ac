// Whisks, rolling pins, mills, boards, glasses; and the choice between all kitchenware.
#pragma once
#include "family-kitchenware.hpp"

namespace piwa {

PIWA_NOINLINE void makeWhisk(Maker& maker) {
  RandomStream& random = maker.random;
  const f32 handle = random.between(.35f, .7f);
  const f32 bulb = random.between(.25f, .42f);
  const f32 tall = random.between(1.2f, 1.9f);
  const i32 wires = 4 + random.below(2);
  const f32 bowl = random.between(.5f, .75f);
  const bool inBowl = random.chance(.6f);
  const f32 lean = random.between(.2f, .55f);
  const i32 color = random.below(5);
  const i32 metal = maker.paintNatural(Material::metal);
  const i32 grip = maker.paintScheme(Material::plastic, color);
  const i32 outer = maker.openFrame(0, bulb * tall + .1f, 0, .4f, 1.f);
  if (inBowl) {
    maker.tiltFrame(0, 0, 1, -lean);
  }
  maker.begin("wire", metal);
  const f32 turn = fullTurn / (f32)wires;
  maker.limb({.06f, bulb * tall, 0}, {bulb, -bulb * .2f, 0}, .045f, .045f).foldAngle = turn;
  maker.limb({bulb, -bulb * .2f, 0}, {bulb * .6f, -bulb * .9f, 0}, .045f, .045f).foldAngle = turn;
  maker.limb({bulb * .6f, -bulb * .9f, 0}, {0, -bulb * 1.15f, 0}, .045f, .045f).foldAngle = turn;
  maker.begin("handle", grip);
  maker.limb({0, bulb * tall - .05f, 0}, {0, bulb * tall + handle, 0}, .08f, .1f);
  maker.closeFrame(outer);
  if (inBowl) {
    maker.begin("bowl", maker.paintScheme(Material::ceramic, color + 1));
    maker.cone(.1f, bowl * .4f - .1f, 0, bowl * .5f, bowl * .4f, bowl).hollow = .09f;
    maker.begin("batter", paintIcing(maker));
    maker.cylinder(.1f, bowl * .35f, 0, bowl * .72f, .07f);
    maker.phrases.add("batter in a bowl");
  }
  maker.phrases.addCounted(wires, "wire", "wire loops");
  describe(maker, grip, "whisk");
  maker.tag("whisk.n.01");
}

PIWA_NOINLINE void makeRollingPin(Maker& maker) {
  RandomStream& random = maker.random;
  const f32 length = random.between(.45f, .8f);
  const f32 radius = random.between(.14f, .24f);
  const f32 grip = random.between(.14f, .3f);
  const f32 wide = random.between(.5f, .85f);
  const f32 turn = random.between(-.6f, .6f);
  const bool cookies = random.chance(.6f);
  const i32 color = random.below(5);
  const i32 wood = maker.paintNatural(Material::wood);
  const i32 dough = maker.paint(Material::food, {.11f, .3f, .94f});
  maker.begin("board", maker.paintNatural(Material::wood));
  maker.box(0, -.07f, 0, length + .12f, .07f, wide, .03f);
  maker.begin("dough", dough);
  Primitive& sheet = maker.cylinder(0, .03f, .1f, wide * .7f, .06f, .03f);
  maker.roughen(sheet, .12f, 2.5f);
  const i32 outer = maker.openFrame(0, .06f + radius, -wide * .2f, turn, 1.f);
  maker.begin("roller", wood);
  barrel(maker, 0, 0, 0, radius, length, .03f);
  maker.begin("handle", maker.paintScheme(Material::wood, color));
  Primitive& handle = maker.limb({length - .02f, 0, 0}, {length + grip, 0, 0}, .06f, .09f);
  handle.mirrorX = 1;
  maker.closeFrame(outer);
  if (cookies) {
    maker.begin("cookie", paintCrust(maker));
    Primitive& cookie = maker.cylinder(0, .1f, wide * .62f, .13f, .06f, .02f);
    cookie.repeatCount[0] = 3;
    cookie.repeatStep[0] = .36f;
    maker.phrases.add("three cookies");
  }
  maker.phrases.add("dough on a board");
  describe(maker, wood, "rolling pin");
  maker.tag("rolling_pin.n.01");
}

PIWA_NOINLINE void makeMill(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 form = random.below(3);
  const f32 radius = random.between(.24f, .4f);
  const f32 half = random.between(.4f, .8f);
  const f32 knob = random.between(.12f, .26f);
  const f32 reach = random.between(.3f, .6f);
  const f32 turn = random.between(0.f, fullTurn);
  const bool pair = random.chance(.35f);
  const i32 color = random.below(5);
  const i32 wood = maker.paintNatural(Material::wood);
  const i32 metal = maker.paintNatural(Material::metal);
  if (form == 0) {
    maker.begin("case", wood);
    maker.box(0, half * .5f, 0, radius * 1.3f, half * .5f, radius * 1.3f, .03f);
    maker.begin("drawer", maker.paintScheme(Material::wood, color));
    maker.box(0, half * .35f, radius * 1.3f, radius * .9f, half * .2f, .06f, .02f);
    maker.ball(0, half * .35f, radius * 1.3f + .1f, .07f, .07f, .07f);
    maker.begin("hopper", metal);
    maker.cone(0, half + .14f, 0, .14f, .18f, radius * 1.15f);
    const i32 outer = maker.openFrame(0, half + .4f, 0, turn, 1.f);
    maker.begin("crank", metal);
    maker.cylinder(0, -.1f, 0, .06f, .16f);
    maker.limb({0, 0, 0}, {reach, .06f, 0}, .05f, .05f);
    maker.begin("knob", wood);
    maker.ball(reach, .16f, 0, .1f, .13f, .1f);
    maker.closeFrame(outer);
    maker.phrases.add("a crank");
    maker.phrases.add("a drawer");
    describe(maker, wood, "coffee mill");
    maker.tag("coffee_mill.n.01");
    return;
  }
  for (i32 i = 0; i < (pair ? 2 : 1); i++) {
    const f32 tall = i == 0 ? half : half * .75f;
    const i32 outer = maker.openFrame(i == 0 ? 0.f : radius * 1.85f, 0, 0, 0, 1.f);
    maker.begin("body", i == 0 ? wood : maker.paintScheme(Material::wood, color));
    if (form == 1) {
      maker.cone(0, tall * .4f, 0, radius, tall * .4f, radius * .55f);
      maker.cone(0, tall * 1.1f, 0, radius * .55f, tall * .35f, radius * .85f);
    } else {
      maker.cylinder(0, tall * .7f, 0, radius, tall * .7f, .06f);
    }
    maker.begin("cap", form == 1 ? wood : metal);
    const f32 top = form == 1 ? tall * 1.45f : tall * 1.4f;
    maker.ball(0, top, 0, radius * .9f, radius * .7f, radius * .9f);
    maker.begin("knob", metal);
    maker.ball(0, top + radius * .65f + knob * .5f, 0, knob, knob, knob);
    maker.closeFrame(outer);
  }
  maker.phrases.add("a round cap");
  if (pair) {
    startCaption(maker.caption, "pair of shakers");
  } else {
    describe(maker, wood, form == 1 ? "pepper mill" : "shaker");
  }
  maker.tag(form == 1 ? "pepper_mill.n.01" : "shaker.n.03");
}

PIWA_NOINLINE void makeBoard(Maker& maker) {
  RandomStream& random = maker.random;
  const f32 length = random.between(.55f, .95f);
  const f32 wide = random.between(.35f, .65f);
  const bool handled = random.chance(.5f);
  const f32 turn = random.between(-.5f, .5f);
  const i32 items = 1 + random.below(3);
  const f32 size = random.between(.14f, .24f);
  const f32 blade = random.between(.2f, .3f);
  const i32 wood = maker.paintNatural(Material::wood);
  const i32 metal = maker.paintNatural(Material::metal);
  const i32 grip = maker.paint(Material::wood, {.06f, .5f, .2f});
  maker.begin("board", wood);
  maker.box(0, 0, 0, length, .07f, wide, .04f);
  if (handled) {
    maker.box(length + .2f, 0, 0, .24f, .06f, .13f, .05f);
    maker.phrases.add("a handle");
  }
  const i32 outer = maker.openFrame(-length * .6f, .12f, wide * .45f, -halfPi + turn, 1.f);
  maker.tiltFrame(1, 0, 0, -halfPi);
  addCutlery(maker, 2, metal, grip, .5f, blade);
  maker.closeFrame(outer);
  maker.begin("vegetable", paintFruit(maker));
  Primitive& whole = maker.ball(.1f, .06f + size * .8f, -wide * .4f, size, size * .9f, size);
  whole.repeatCount[0] = items;
  whole.repeatStep[0] = size * 2.1f;
  maker.begin("slice", paintFruit(maker));
  for (i32 i = 0; i < 3; i++) {
    Primitive& slice = barrel(maker, length * .15f + .2f * (f32)i, .06f + size * .7f, wide * .5f,
                              size * .85f, .055f);
    rotateAround(slice, 0, 0, 1, -.15f * (f32)i);
  }
  maker.phrases.add("a knife");
  maker.phrases.addCounted(items, "whole vegetable", "whole vegetables");
  maker.phrases.add("three slices");
  describe(maker, wood, "cutting board");
  maker.tag("chopping_board.n.01");
}

PIWA_NOINLINE void makeGlassware(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 form = random.below(3);
  const f32 radius = random.between(.28f, .5f);
  const f32 half = random.between(.25f, .5f);
  const f32 stem = random.between(.2f, .6f);
  const f32 flare = random.between(.6f, 1.2f);
  const bool straw = random.chance(.5f);
  const bool slice = random.chance(.5f);
  const i32 color = random.below(5);
  const i32 glass = maker.paintNatural(Material::glass);
  const f32 base = form == 0 ? 2.f * stem : 0.f;
  maker.begin("glass", glass);
  if (form == 0) {
    maker.cone(0, .05f, 0, radius * .9f, .06f, .12f);
    maker.cylinder(0, stem, 0, .06f, stem);
    maker.ball(0, base + half * .7f, 0, radius, half, radius);
    maker.cone(0, base + half * 1.2f, 0, radius * .95f, half * .5f, radius * flare * .9f);
  } else {
    maker.cone(0, half * 1.2f, 0, radius * (form == 1 ? .7f : .3f), half * 1.2f, radius * flare);
  }
  const f32 top = form == 0 ? base + half * 1.7f : half * 2.4f;
  const f32 rim = radius * flare * (form == 0 ? .9f : 1.f);
  maker.begin("drink", paintFruit(maker));
  maker.cylinder(0, top, 0, rim * .85f, .06f);
  if (straw) {
    maker.begin("straw", maker.paintScheme(Material::plastic, color));
    maker.limb({0, top - .2f, 0}, {rim * .8f, top + .5f, .1f}, .045f, .045f);
    maker.limb({rim * .8f, top + .5f, .1f}, {rim * .8f + .25f, top + .55f, .1f}, .045f, .045f);
    maker.phrases.add("a straw");
  }
  if (slice) {
    maker.begin("lemon slice", maker.paint(Material::food, {.15f, .75f, .97f}));
    disc(maker, -rim, top + .08f, 0, .2f, .05f);
    maker.phrases.add("a slice of lemon");
  }
  if (form == 2) {
    maker.begin("foot", glass);
    maker.cylinder(0, 0, 0, radius * .6f, .07f, .03f);
  }
  startCaption(maker.caption, maker.colorOf(glass));
  maker.caption.write(form == 0 ? " wine glass" : form == 1 ? " tumbler" : " cocktail glass");
  maker.tag(form == 0 ? "wineglass.n.01" : "glass.n.02");
}

PIWA_NOINLINE void makeKitchenware(Maker& maker) {
  const i32 kind = maker.random.below(12);
  switch (kind) {
    case 0:
    case 1:
      makePan(maker);
      break;
    case 2:
      makeKettle(maker);
      break;
    case 3:
    case 4:
      makeMug(maker);
      break;
    case 5:
    case 6:
      makeCutlery(maker);
      break;
    case 7:
      makeWhisk(maker);
      break;
    case 8:
      makeRollingPin(maker);
      break;
    case 9:
      makeMill(maker);
      break;
    case 10:
      makeBoard(maker);
      break;
    default:
      makeGlassware(maker);
      break;
  }
  maker.phrases.write(maker.caption, " with ");
  maker.tag("kitchen_utensil.n.01");
}

}  // namespace piwa

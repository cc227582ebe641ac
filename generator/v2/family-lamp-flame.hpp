// Lamps with flames and posts: lanterns, candlesticks, street lamps; and the choice between all.
#pragma once
#include "family-lamp.hpp"

namespace piwa {

PIWA_NOINLINE void makeLantern(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 color = random.below(5);
  const bool dyed = random.chance(.4f);
  const f32 wide = random.between(.3f, .5f);
  const f32 half = random.between(.35f, .75f);
  const f32 roof = random.between(.12f, .4f);
  const i32 form = random.below(3);
  const f32 loop = random.between(.14f, .28f);
  const f32 flame = random.between(.1f, .16f);
  const i32 sides = 5 + random.below(4);
  const i32 metal =
      dyed ? maker.paintScheme(Material::metal, color) : maker.paintNatural(Material::metal);
  const i32 glow = maker.paint(Material::glass, {.12f, .55f, .97f});
  maker.begin("cage", metal);
  if (form == 0) {
    maker.add({Shape::frame, 0, 0, 0, wide, half, wide, .06f});
  } else {
    maker.cylinder(wide * .92f, 0, 0, .05f, half).foldAngle = fullTurn / (f32)sides;
    maker.cylinder(0, half, 0, wide + .04f, .06f);
  }
  maker.begin("base", metal);
  if (form == 0) {
    maker.box(0, -half, 0, wide + .08f, .07f, wide + .08f, .02f);
  } else {
    maker.cylinder(0, -half, 0, wide + .1f, .08f, .03f);
  }
  maker.begin("roof", metal);
  if (form == 0) {
    Primitive& top = maker.cone(0, half + roof, 0, wide * 1.3f, roof, .1f);
    rotateAround(top, 0, 1, 0, .4f);
  } else if (form == 1) {
    maker.ball(0, half, 0, wide, roof * 1.2f, wide);
  } else {
    maker.cone(0, half + roof, 0, wide * 1.15f, roof, .12f);
  }
  ring(maker, 0, half + (form == 1 ? 1.2f : 2.f) * roof + loop * .75f, 0, loop, .05f);
  maker.begin("candle", paintPale(maker, Material::plastic));
  maker.cylinder(0, -half * .5f, 0, wide * .3f, half * .5f);
  maker.begin("flame", glow);
  maker.ball(0, flame * 1.2f, 0, flame, flame * 1.8f, flame);
  maker.phrases.add("a candle inside");
  maker.phrases.add(form == 1 ? "a domed roof" : "a pointed roof");
  maker.phrases.add("a carrying ring");
  describe(maker, metal, form == 0 ? "square lantern" : "round lantern");
  maker.tag("lantern.n.01");
}

PIWA_NOINLINE void addCandle(Maker& maker, i32 wax, i32 metal, f32 x, f32 y, f32 high, f32 fold) {
  maker.begin("holder", metal);
  maker.cone(x, y, 0, .07f, .08f, .17f).foldAngle = fold;
  maker.begin("candle", wax);
  maker.cylinder(x, y + .05f + high * .5f, 0, .085f, high * .5f).foldAngle = fold;
  maker.begin("flame", metal);
  maker.ball(x, y + .1f + high, 0, .06f, .13f, .06f).foldAngle = fold;
}

PIWA_NOINLINE void makeCandlestick(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 color = random.below(5);
  const bool dyed = random.chance(.5f);
  const i32 arms = random.below(5);
  const f32 high = random.between(.35f, 1.1f);
  const f32 reach = random.between(.35f, .75f);
  const f32 base = random.between(.25f, .5f);
  const f32 candle = random.between(.2f, .55f);
  const f32 drop = random.between(-.15f, .25f);
  const f32 bead = random.between(.1f, .18f);
  const f32 at = random.between(.25f, .7f);
  const bool row = random.chance(.5f);
  const bool second = random.chance(.5f);
  const i32 metal = paintBrass(maker);
  const i32 wax =
      dyed ? maker.paintScheme(Material::plastic, color) : paintPale(maker, Material::plastic);
  maker.begin("base", metal);
  maker.cone(0, .1f, 0, base, .1f, base * .4f);
  maker.begin("stem", metal);
  maker.cylinder(0, .1f + high * .5f, 0, .06f, high * .5f);
  maker.ball(0, high * at, 0, bead, bead * .8f, bead);
  addCandle(maker, wax, metal, 0, .12f + high, candle, 0);
  if (arms > 0) {
    const f32 fold = row ? fullTurn * .5f : fullTurn / (f32)(arms + 2);
    maker.begin("arm", metal);
    Primitive& arm = maker.arc(reach * .5f, high - drop, 0, reach * .5f, .05f, halfPi);
    rotateAround(arm, 1, 0, 0, pi);
    arm.foldAngle = fold;
    addCandle(maker, wax, metal, reach, high - drop + .05f, candle * .9f, fold);
    if (row && second) {
      maker.begin("arm", metal);
      Primitive& wide = maker.arc(reach * .9f, high - drop, 0, reach * .9f, .05f, halfPi);
      rotateAround(wide, 1, 0, 0, pi);
      wide.foldAngle = fold;
      addCandle(maker, wax, metal, reach * 1.8f, high - drop + .05f, candle * .8f, fold);
    }
    maker.phrases.addCounted(row ? (second ? 5 : 3) : arms + 3, "candle", "candles");
    describe(maker, metal, "candelabrum");
    maker.tag("candelabrum.n.01");
  } else {
    maker.phrases.add("one candle");
    describe(maker, metal, high > .75f ? "tall candlestick" : "candlestick");
  }
  maker.tag("candlestick.n.01");
}

PIWA_NOINLINE void makeStreetLamp(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 color = random.below(5);
  const f32 high = random.between(1.4f, 2.2f);
  const i32 form = random.below(3);
  const f32 reach = random.between(.3f, .6f);
  const f32 globe = random.between(.17f, .27f);
  const f32 base = random.between(.16f, .28f);
  const f32 step = random.between(.15f, .4f);
  const i32 heads = 2 + random.below(3);
  const i32 metal = maker.paintScheme(Material::metal, color);
  const i32 glow = maker.paint(Material::glass, {.12f, .3f, .97f});
  maker.begin("base", metal);
  maker.cylinder(0, step * .5f, 0, base, step * .5f, .03f);
  maker.cone(0, step + .1f, 0, base * .8f, .14f, .07f);
  maker.begin("post", metal);
  maker.cylinder(0, high * .5f, 0, .065f, high * .5f);
  maker.torus(0, high * .65f, 0, .07f, .045f);
  if (form == 0) {
    maker.begin("lamp", glow);
    maker.cone(0, high + globe, 0, globe * .6f, globe, globe * 1.1f);
    maker.begin("cap", metal);
    maker.cone(0, high + 2.f * globe + .1f, 0, globe * 1.4f, .12f, .06f);
    maker.phrases.add("a lantern head");
  } else if (form == 1) {
    const f32 fold = fullTurn / (f32)heads;
    maker.begin("arm", metal);
    maker.limb({.02f, high - .1f, 0}, {reach, high - .02f, 0}, .05f, .05f).foldAngle = fold;
    maker.begin("lamp", glow);
    maker.ball(reach, high + globe * .8f, 0, globe, globe, globe).foldAngle = fold;
    maker.phrases.addCounted(heads, "globe", "globes on arms");
  } else {
    maker.begin("arm", metal);
    maker.arc(reach, high, 0, reach, .05f, halfPi);
    maker.begin("lamp", glow);
    maker.ball(2.f * reach, high - .05f - globe, 0, globe * .7f, globe, globe * .7f);
    maker.begin("cap", metal);
    maker.cone(2.f * reach, high - .08f, 0, globe * 1.2f, .12f, .07f);
    maker.phrases.add("a curved arm");
  }
  describe(maker, metal, "street lamp");
  maker.tag("streetlight.n.01");
}

PIWA_NOINLINE void makeLamp(Maker& maker) {
  const i32 kind = maker.random.below(8);
  switch (kind) {
    case 0:
    case 1:
      makeFloorLamp(maker);
      break;
    case 2:
    case 3:
      makeTableLamp(maker);
      break;
    case 4:
      makeDeskLamp(maker);
      break;
    case 5:
      makeLantern(maker);
      break;
    case 6:
      makeCandlestick(maker);
      break;
    default:
      makeStreetLamp(maker);
      break;
  }
  maker.phrases.write(maker.caption, " with ");
  maker.tag("lamp.n.02");
}

}  // namespace piwa

// Lamps: floor, table and desk lamps, lanterns, candlesticks and street lamps.
#pragma once
#include "household-kit.hpp"

namespace piwa {

struct LampPaints {
  i32 body;
  i32 shade;
};

PIWA_NOINLINE LampPaints drawLampPaints(Maker& maker, bool clothShade) {
  RandomStream& random = maker.random;
  const i32 roll = random.below(4);
  const i32 color = random.below(5);
  const bool pale = random.chance(.4f);
  const bool striped = random.chance(.3f);
  const f32 frequency = random.between(2.f, 4.f);
  const i32 body = roll == 0   ? maker.paintNatural(Material::wood)
                   : roll == 1 ? paintBrass(maker)
                   : roll == 2 ? maker.paintNatural(Material::metal)
                               : maker.paintScheme(Material::metal, color + 1);
  const Material cloth = clothShade ? Material::fabric : Material::metal;
  const i32 shade = pale ? paintPale(maker, cloth) : maker.paintScheme(cloth, color);
  if (striped && clothShade) {
    maker.pattern(shade, Pattern::stripes, color + 2, frequency);
  }
  return {body, shade};
}

/// Stands on y = 0, centered on the axis at (x, z). Returns the word for its form.
PIWA_NOINLINE const char* addShade(Maker& maker, i32 paint, f32 x, f32 y, f32 z, f32 radius,
                                   f32 half) {
  RandomStream& random = maker.random;
  const i32 form = random.below(6);
  const f32 taper = random.between(.3f, .7f);
  maker.begin("shade", paint);
  switch (form) {
    case 0:
      maker.cylinder(x, y + half, z, radius, half);
      return "a drum shade";
    case 1:
      maker.ball(x, y + half, z, radius * .8f, half * 1.15f, radius * .8f);
      return "a globe";
    case 2:
      maker.cone(x, y + half * .4f, z, radius, half * .4f, radius * taper);
      maker.cone(x, y + half * 1.35f, z, radius * taper, half * .6f, radius * taper * .6f);
      return "a pagoda shade";
    case 3:
      maker.box(x, y + half, z, radius * .85f, half, radius * .85f, .03f);
      return "a square shade";
    default:
      maker.cone(x, y + half, z, radius, half, radius * taper);
      return "a tapered shade";
  }
}

PIWA_NOINLINE void makeFloorLamp(Maker& maker) {
  RandomStream& random = maker.random;
  const LampPaints paints = drawLampPaints(maker, true);
  const f32 high = random.between(1.2f, 2.1f);
  const f32 radius = random.between(.25f, .55f);
  const f32 half = random.between(.16f, .4f);
  const f32 base = random.between(.25f, .5f);
  const i32 form = random.below(4);
  const f32 reach = random.between(.35f, .75f);
  const i32 arms = 2 + random.below(3);
  maker.begin("pole", paints.body);
  if (form == 0) {
    Primitive& leg = maker.limb({.09f, high * .5f, 0}, {base * 1.3f, .05f, 0}, .06f, .05f);
    leg.foldAngle = fullTurn / 3.f;
    maker.cylinder(0, high * .75f, 0, .055f, high * .28f);
    maker.phrases.add("three legs");
  } else {
    maker.cylinder(0, high * .5f, 0, .055f, high * .5f);
  }
  if (form != 0) {
    maker.begin("base", paints.body);
    maker.cylinder(0, .06f, 0, base, .06f, .03f);
  }
  if (form == 1) {
    maker.begin("arm", paints.body);
    maker.arc(reach, high, 0, reach, .05f, halfPi);
    maker.phrases.add("a bowed arm");
    maker.phrases.add(addShade(maker, paints.shade, 2.f * reach, high - 2.f * half + .05f, 0,
                               smaller(radius, reach * .9f), half));
  } else if (form == 2) {
    maker.begin("arm", paints.body);
    const f32 turn = fullTurn / (f32)arms;
    maker.limb({.02f, high * .8f, 0}, {reach, high, 0}, .05f, .05f).foldAngle = turn;
    maker.begin("shade", paints.shade);
    maker.cone(reach, high + .1f, 0, .12f, half * .7f, radius * .6f).foldAngle = turn;
    maker.phrases.addCounted(arms, "arm", "arms with cup shades");
  } else {
    maker.phrases.add(addShade(maker, paints.shade, 0, high - half, 0, radius, half));
  }
  describe(maker, paints.shade, "floor lamp");
  maker.tag("floor_lamp.n.01");
}

/// Returns the height of its top.
PIWA_NOINLINE f32 addLampBody(Maker& maker, i32 paint) {
  RandomStream& random = maker.random;
  const i32 form = random.below(6);
  const f32 wide = random.between(.2f, .42f);
  const f32 high = random.between(.25f, .6f);
  const i32 count = 2 + random.below(3);
  const f32 shrink = random.between(.7f, .95f);
  maker.begin("body", paint);
  f32 y = .1f;
  maker.cylinder(0, .06f, 0, wide * .85f, .06f, .03f);
  if (form == 0) {
    f32 size = wide;
    for (i32 i = 0; i < count; i++) {
      maker.ball(0, y + size * .75f, 0, size, size * .8f, size);
      y += 1.45f * size;
      size *= shrink;
    }
    maker.phrases.addCounted(count, "ball in its foot", "stacked balls");
  } else if (form == 1) {
    maker.cone(0, y + high, 0, wide, high, .1f);
    y += 2.f * high;
  } else if (form == 2) {
    maker.ball(0, y + high * .9f, 0, wide, high, wide);
    y += 1.8f * high;
  } else if (form == 3) {
    maker.box(0, y + high, 0, wide * .7f, high, wide * shrink, .04f);
    y += 2.f * high;
  } else if (form == 4) {
    maker.cylinder(0, y + high, 0, .06f, high);
    ring(maker, 0, y + high, 0, wide, .07f);
    y += 2.f * high;
    maker.phrases.add("a ring around its stem");
  } else {
    Primitive& leg = maker.limb({wide, .05f, 0}, {.03f, y + 2.f * high, 0}, .06f, .06f);
    leg.foldAngle = fullTurn / (f32)(count + 1);
    y += 2.f * high;
    maker.phrases.addCounted(count + 1, "leg", "legs");
  }
  maker.cylinder(0, y, 0, .055f, .16f);
  return y + .1f;
}

PIWA_NOINLINE void makeTableLamp(Maker& maker) {
  RandomStream& random = maker.random;
  const LampPaints paints = drawLampPaints(maker, true);
  const f32 radius = random.between(.35f, .75f);
  const f32 half = random.between(.22f, .5f);
  const f32 top = addLampBody(maker, paints.body);
  const bool chain = random.chance(.4f);
  maker.phrases.add(addShade(maker, paints.shade, 0, top - .05f, 0, radius, half));
  if (chain) {
    maker.begin("pull chain", paints.body);
    maker.limb({radius * .5f, top + .05f, radius * .4f}, {radius * .5f, top - .22f, radius * .4f},
               .04f, .04f);
    maker.ball(radius * .5f, top - .25f, radius * .4f, .06f, .07f, .06f);
    maker.phrases.add("a pull chain");
  }
  describe(maker, paints.shade, "table lamp");
  maker.tag("table_lamp.n.01");
}

PIWA_NOINLINE void makeDeskLamp(Maker& maker) {
  RandomStream& random = maker.random;
  const LampPaints paints = drawLampPaints(maker, false);
  const f32 lower = random.between(.5f, .95f);
  const f32 upper = random.between(.5f, .95f);
  const f32 lean = random.between(.1f, .8f);
  const f32 fold = random.between(.05f, .9f);
  const f32 head = random.between(.22f, .36f);
  const f32 deep = random.between(.18f, .32f);
  const f32 base = random.between(.3f, .45f);
  const bool squareBase = random.chance(.4f);
  const bool bar = random.chance(.3f);
  const f32 droop = random.between(.3f, 1.1f);
  maker.begin("base", paints.shade);
  if (squareBase) {
    maker.box(0, .07f, 0, base, .07f, base * .8f, .04f);
  } else {
    maker.cylinder(0, .07f, 0, base, .07f, .04f);
  }
  const SineCosine<f32> first = sineCosine(lean);
  const f32 elbowX = -lower * first.sine;
  const f32 elbowY = .12f + lower * first.cosine;
  const SineCosine<f32> second = sineCosine(fold);
  const f32 headX = elbowX + upper * second.cosine;
  const f32 headY = elbowY + upper * second.sine;
  maker.begin("arm", paints.body);
  maker.limb({0, .1f, 0}, {elbowX, elbowY, 0}, .055f, .05f);
  maker.limb({elbowX, elbowY, 0}, {headX, headY, 0}, .05f, .05f);
  maker.begin("joint", paints.shade);
  disc(maker, elbowX, elbowY, 0, .1f, .1f, .02f);
  disc(maker, headX, headY, 0, .085f, .09f, .02f);
  maker.begin("head", paints.shade);
  const SineCosine<f32> down = sineCosine(droop);
  if (bar) {
    maker.box(headX + .1f, headY - .08f, 0, .14f, .09f, head * 2.f, .05f);
  } else {
    Primitive& bell = maker.cone(headX + deep * .9f * down.cosine, headY - deep * .9f * down.sine,
                                 0, .12f, deep, head);
    pointAlong(bell, down.cosine, -down.sine, 0);
    maker.begin("bulb", paintPale(maker, Material::glass));
    const f32 out = deep * 1.85f;
    maker.ball(headX + out * down.cosine, headY - out * down.sine, 0, head * .55f, head * .55f,
               head * .55f);
  }
  maker.phrases.add("a jointed arm");
  maker.phrases.add(squareBase ? "a square base" : "a round base");
  describe(maker, paints.shade, bar ? "bar desk lamp" : "desk lamp");
  maker.tag("lamp.n.02");
}

}  // namespace piwa

// Churches, temples, huts and factories.
#pragma once
#include "family-building-block.hpp"

namespace piwa {

PIWA_NOINLINE void makeChurch(Maker& maker, const HousePaints& paints) {
  RandomStream& random = maker.random;
  const f32 wide = random.between(.28f, .45f);
  const f32 high = random.between(.4f, .65f);
  const f32 deep = random.between(.6f, 1.f);
  const f32 rise = random.between(.3f, .55f);
  const f32 tower = random.between(.16f, .26f);
  const f32 tall = random.between(1.f, 1.5f);
  const f32 spire = random.between(.3f, .8f);
  const bool onion = random.chance(.35f);
  const bool transept = random.chance(.5f);
  const i32 place = random.below(3);
  const f32 x = place == 1 ? wide + tower * .6f : place == 2 ? -wide - tower * .6f : 0.f;
  const f32 z = place == 0 ? deep + tower * .5f : deep * .6f;
  maker.begin("nave", paints.wall);
  maker.box(0, high * .5f, 0, wide, high * .5f, deep);
  maker.begin("window", paints.glass);
  sideWindows(maker, high * .55f, wide, high * .5f, deep * .85f,
              {fitting(deep, .35f, 6), 1, .2f, .36f});
  gableRoof(maker, paints.wall, paints.roof, high, wide, rise, deep, .07f);
  if (transept) {
    const i32 outer = maker.openFrame(0, 0, -deep * .35f, halfPi, 1.f);
    maker.begin("transept", paints.wall);
    maker.box(0, high * .5f, 0, wide * .8f, high * .5f, wide * 1.9f);
    gableRoof(maker, paints.wall, paints.roof, high, wide * .8f, rise * .85f, wide * 1.9f, .06f);
    maker.closeFrame(outer);
    maker.phrases.add("a transept");
  }
  maker.begin("bell tower", paints.wall);
  maker.box(x, tall * .5f, z, tower, tall * .5f, tower);
  maker.begin("window", paints.glass);
  recess(maker, x, tall * .82f, z + tower, tower * .45f, .1f, .06f);
  recess(maker, x + tower, tall * .82f, z, .06f, .1f, tower * .45f);
  maker.begin("door", paints.trim);
  maker.box(0, .17f, place == 0 ? z + tower : deep, .12f, .17f, .06f);
  maker.begin("spire", paints.roof);
  if (onion) {
    maker.ball(x, tall + tower * .9f, z, tower * 1.25f, tower * 1.15f, tower * 1.25f);
    maker.cone(x, tall + tower * 2.f + .1f, z, tower * .7f, .25f, .02f).blend = .12f;
    maker.phrases.add("an onion dome");
  } else {
    maker.cone(x, tall + spire * .5f, z, tower * 1.3f, spire * .5f, .03f);
    maker.phrases.add("a pointed spire");
  }
  describeAs(maker, "", paints.wall, deep > .85f ? "cathedral" : "church");
  maker.tag("church.n.02");
}

PIWA_NOINLINE void makeTemple(Maker& maker, const HousePaints& paints) {
  RandomStream& random = maker.random;
  const f32 wide = random.between(.45f, 1.f);
  const f32 deep = random.between(.4f, 1.f);
  const f32 high = random.between(.35f, .8f);
  const f32 rise = random.between(.16f, .4f);
  const f32 radius = random.between(.055f, .085f);
  const i32 steps = 1 + random.below(3);
  const bool dome = random.chance(.3f);
  const bool inner = random.chance(.6f);
  const i32 columns = fitting(wide, radius * 2.f + random.between(.16f, .3f), 7);
  maker.begin("step", paints.stone);
  for (i32 i = 0; i < steps; i++) {
    const f32 grow = .09f * (f32)(steps - i);
    maker.box(0, .09f * (f32)i + .02f, 0, wide + grow + .05f, .065f, deep + grow + .05f);
  }
  const f32 base = .09f * (f32)steps;
  maker.begin("column", paints.wall);
  const f32 step = columns > 1 ? 2.f * (wide - radius) / (f32)(columns - 1) : 1.f;
  Primitive& front = maker.cylinder(0, base + .5f * high, deep - radius, radius, .5f * high + .04f);
  front.repeatCount[0] = columns < 2 ? 2 : columns;
  front.repeatStep[0] = columns < 2 ? 2.f * (wide - radius) : step;
  front.mirrorZ = 1;
  const i32 aside = fitting(deep, radius * 2.f + .25f, 7);
  Primitive& side = maker.cylinder(wide - radius, base + .5f * high, 0, radius, .5f * high + .04f);
  side.repeatCount[2] = aside;
  side.repeatStep[2] = 2.f * (deep - radius) / (f32)(aside + 1);
  side.mirrorX = 1;
  if (inner) {
    maker.begin("cella", paints.trim);
    maker.box(0, base + .5f * high, 0, wide * .55f, .5f * high + .03f, deep * .6f);
  }
  const f32 top = base + high;
  maker.begin("architrave", paints.stone);
  maker.box(0, top + .06f, 0, wide + .05f, .08f, deep + .05f);
  if (dome) {
    maker.begin("dome", paints.roof);
    const f32 size = smaller(wide, deep);
    maker.ball(0, top + .1f, 0, size * .9f, size * .75f, size * .9f);
    maker.phrases.add("a dome");
  } else {
    gableRoof(maker, paints.wall, paints.roof, top + .12f, wide, rise, deep, .06f);
    maker.phrases.add("a low gable");
  }
  maker.phrases.addCounted(steps, "step around it", "steps around it");
  describeAs(maker, "", paints.wall, "temple");
  maker.caption.write(" on columns");
  maker.tag("temple.n.01");
}

PIWA_NOINLINE void makeHut(Maker& maker, const HousePaints& paints) {
  RandomStream& random = maker.random;
  const f32 radius = random.between(.4f, .8f);
  const f32 high = random.between(.25f, .5f);
  const f32 rise = random.between(.3f, .9f);
  const f32 stilts = random.between(.25f, .6f);
  const f32 over = random.between(1.15f, 1.45f);
  const i32 kind = random.below(3);
  const i32 windows = 3 + random.below(4);
  const i32 thatch = maker.paint(Material::leaf, {.11f, .5f, .66f});
  setPattern(maker, thatch, Pattern::grain, 8.f);
  const f32 base = kind == 1 ? stilts : 0.f;
  if (kind == 1) {
    maker.begin("stilt", paints.trim);
    Primitive& p = maker.cylinder(radius * .75f, stilts * .5f, 0, .06f, stilts * .5f + .04f);
    p.foldAngle = fullTurn / 6.f;
    maker.cylinder(0, base, 0, radius * 1.2f, .06f);
    const f32 lean = arcTangent2(stilts, .4f);
    Primitive& ladder = maker.box(0, stilts * .5f, radius * 1.2f + .18f, .13f, stilts * .62f, .05f);
    rotateAround(ladder, 1, 0, 0, -(halfPi - lean));
    maker.phrases.add("stilts");
    maker.phrases.add("a ladder");
  }
  maker.begin("wall", paints.wall);
  maker.cylinder(0, base + high, 0, radius, high);
  maker.begin("window", paints.glass);
  Primitive& window = recess(maker, radius, base + high * 1.15f, 0, .06f, high * .3f, .1f);
  window.foldAngle = fullTurn / (f32)windows;
  maker.begin("door", paints.trim);
  maker.box(0, base + high * .75f, radius, .14f, high * .75f, .08f);
  maker.begin("roof", thatch);
  if (kind == 2) {
    maker.ball(0, base + 2.f * high, 0, radius * over, rise, radius * over);
    recess(maker, 0, base + 2.f * high - rise - .02f, 0, 2.f, rise, 2.f).part = noPart;
    maker.begin("wall", paints.wall);
    maker.cylinder(0, base + high, 0, radius, high);
    maker.begin("door", paints.trim);
    maker.box(0, base + high * .75f, radius, .14f, high * .75f, .08f);
    maker.phrases.add("a round roof");
  } else {
    maker.cone(0, base + 2.f * high + rise * .5f, 0, radius * over, rise * .5f, .05f);
    maker.phrases.add("a pointed thatched roof");
  }
  describeAs(maker, "round", paints.wall, kind == 1 ? "stilt hut" : "hut");
  maker.tag("hovel.n.01");
}

PIWA_NOINLINE void makeFactory(Maker& maker, const HousePaints& paints) {
  RandomStream& random = maker.random;
  const f32 wide = random.between(.6f, 1.f);
  const f32 high = random.between(.3f, .55f);
  const f32 deep = random.between(.35f, .8f);
  const i32 teeth = 2 + random.below(4);
  const f32 rise = random.between(.2f, .4f);
  const i32 stacks = 1 + random.below(3);
  const f32 tall = random.between(.5f, 1.1f);
  const f32 thick = random.between(.09f, .15f);
  const bool silo = random.chance(.5f);
  maker.begin("wall", paints.wall);
  maker.box(0, .5f * high, 0, wide, .5f * high + .02f, deep);
  maker.begin("window", paints.glass);
  windowRows(maker, high * .6f, wide, high * .5f, deep, {fitting(wide, .3f, 7), 1, .32f, .28f});
  maker.begin("gate", paints.trim);
  maker.box(0, high * .3f, deep, .2f, high * .3f, .05f);
  maker.begin("roof", paints.roof);
  const f32 pitch = 2.f * wide / (f32)teeth;
  const f32 points[6] = {-.5f * pitch, -.03f, .5f * pitch, -.03f, .5f * pitch - .01f, rise};
  Primitive& roof = maker.prism(0, high, 0, points, 3, deep + .05f);
  roof.repeatCount[0] = teeth;
  roof.repeatStep[0] = pitch;
  maker.phrases.add("a sawtooth roof");
  maker.begin("smokestack", paints.stone);
  Primitive& stack = maker.cone(0, .5f * tall + .2f, -deep - thick * .3f, thick * 1.25f,
                                .5f * tall + .2f, thick * .8f);
  stack.repeatCount[0] = stacks;
  stack.repeatStep[0] = thick * 4.f;
  maker.phrases.addCounted(stacks, "smokestack", "smokestacks");
  if (silo) {
    maker.begin("silo", paints.trim);
    maker.cylinder(wide + .2f, high * .75f, 0, .24f, high * .75f);
    maker.ball(wide + .2f, high * 1.5f, 0, .24f, .16f, .24f);
    maker.phrases.add("a silo");
  }
  describeAs(maker, "", paints.wall, "factory");
  maker.tag("factory.n.01");
}

}  // namespace piwa

// Gears: spur gears, spoked wheels, meshing pairs, racks, planet gears, bevels, clockwork.
#pragma once
#include "family-gear-kit.hpp"

namespace piwa {

PIWA_NOINLINE void makeSingleGear(Maker& maker, const GearPaints& paints, bool second) {
  RandomStream& random = maker.random;
  GearShape g = drawGear(random);
  const f32 share = random.between(.35f, .75f);
  const f32 rise = random.between(1.f, 3.f);
  const i32 count = 8 + random.below(8);
  const i32 pose = random.below(3);
  const bool shaft = random.chance(.5f);
  const f32 reach = random.between(.3f, 1.f);
  const i32 outer = openGearFrame(maker, pose, .4f);
  addGear(maker, paints, g);
  const i32 teeth = g.teeth;
  if (second) {
    g.radius = g.radius * share;
    g.teeth = count;
    g.web = 0;
    const f32 y = g.half * (1.f + rise * .5f);
    const i32 upper = maker.openFrame(0, y + .1f, 0, .2f, 1.f);
    maker.begin("pinion", paints.hub);
    maker.cylinder(0, 0, 0, g.radius, g.half + .1f);
    g.half = g.half + .1f;
    addTeeth(maker, g, g.radius);
    maker.closeFrame(upper);
    maker.phrases.add("a smaller pinion on top");
  }
  if (shaft) {
    maker.begin("shaft", paints.shaft);
    maker.cylinder(0, reach * .3f, 0, .19f, reach);
    maker.phrases.add("a shaft");
  }
  maker.closeFrame(outer);
  maker.phrases.addCounted(teeth, "tooth", "teeth");
  if (g.web == 2) {
    maker.phrases.addCounted(g.openings, "spoke", "spokes");
  } else if (g.web == 1) {
    maker.phrases.addCounted(g.openings, "hole", "round holes");
  }
  describeAs(maker, g.half > .22f ? "thick" : "", paints.rim,
             second ? "cluster gear" : "spur gear");
}

PIWA_NOINLINE void makeGearTrain(Maker& maker, const GearPaints& paints) {
  RandomStream& random = maker.random;
  const i32 count = 2 + random.below(2);
  const i32 pose = random.below(3);
  const f32 pitch = random.between(.2f, .3f);
  const f32 half = random.between(.07f, .18f);
  const bool plate = random.chance(.6f);
  const i32 outer = openGearFrame(maker, pose, -.4f);
  f32 x = 0.f;
  f32 z = 0.f;
  f32 last = 0.f;
  f32 way = 0.f;
  for (i32 i = 0; i < count; i++) {
    GearShape g = drawGear(random);
    const f32 bend = random.between(-1.1f, 1.1f);
    g.teeth = 7 + random.below(10);
    g.radius = pitch * (f32)g.teeth / fullTurn;
    g.half = half;
    g.tooth = .13f;
    g.point = .55f;
    if (i > 0) {
      way = i == 1 ? bend * .5f : way + bend;
      const SineCosine<f32> at = sineCosine(way);
      x += (last + g.radius + .12f) * at.cosine;
      z += (last + g.radius + .12f) * at.sine;
    }
    const i32 own = maker.openFrame(x, 0, z, -way + pi + (i > 0 ? pi / (f32)g.teeth : 0.f), 1.f);
    addGear(maker, paints, g);
    maker.begin("axle", paints.shaft);
    maker.cylinder(0, -half, 0, .08f, half + .16f);
    maker.closeFrame(own);
    last = g.radius;
    if (plate) {
      maker.begin("plate", paints.shaft);
      maker.cylinder(x, -half - .13f, z, larger(g.radius * .6f, .2f), .055f);
      maker.limb({0, -half - .13f, 0}, {x, -half - .13f, z}, .09f, .09f);
    }
  }
  maker.closeFrame(outer);
  startCaption(maker.caption, "train of ");
  writeNumber(maker.caption, count);
  maker.caption.write(" meshing ");
  maker.caption.write(paintWord(maker, paints.rim));
  writeWord(maker.caption, "gears");
  if (plate) {
    maker.phrases.add("a plate behind them");
  }
}

PIWA_NOINLINE void makeRack(Maker& maker, const GearPaints& paints) {
  RandomStream& random = maker.random;
  GearShape g = drawGear(random);
  const i32 links = 7 + random.below(6);
  const f32 shift = random.between(-.5f, .5f);
  const f32 deep = random.between(.1f, .24f);
  g.radius = random.between(.34f, .6f);
  g.teeth = 8 + random.below(7);
  g.half = deep;
  const f32 pitch = fullTurn * g.radius / (f32)g.teeth;
  g.tooth = .14f;
  g.point = .5f;
  const i32 outer = maker.openFrame(shift * pitch * 3.f, g.radius + .14f, 0, 0, 1.f);
  maker.tiltFrame(1, 0, 0, halfPi);
  addGear(maker, paints, g);
  maker.begin("shaft", paints.shaft);
  maker.cylinder(0, 0, 0, .09f, deep + .25f);
  maker.closeFrame(outer);
  maker.begin("rack", paints.hub);
  const f32 half = pitch * .5f * (f32)links;
  maker.box(0, -.12f, 0, half, .12f, deep);
  const f32 low = pitch * .3f;
  const f32 points[8] = {-low, -.03f, low, -.03f, low * .5f, .13f, -low * .5f, .13f};
  Primitive& p = maker.prism(0, 0, 0, points, 4, deep);
  p.repeatCount[0] = links;
  p.repeatStep[0] = pitch;
  maker.phrases.addCounted(g.teeth, "tooth", "teeth");
  describeAs(maker, "", paints.rim, "pinion on a toothed rack");
}

PIWA_NOINLINE void makePlanetGears(Maker& maker, const GearPaints& paints) {
  RandomStream& random = maker.random;
  const i32 planets = 3 + random.below(3);
  const f32 half = random.between(.08f, .3f);
  const f32 sun = random.between(.22f, .34f);
  const f32 wall = random.between(.14f, .22f);
  const i32 pose = random.below(3);
  const bool handle = random.chance(.5f);
  const f32 planet = planets == 3 ? .3f : planets == 4 ? .25f : .2f;
  const f32 orbit = sun + planet + .08f;
  const f32 rim = orbit + planet + .06f;
  const i32 outer = openGearFrame(maker, pose, .5f);
  maker.begin("ring gear", paints.rim);
  maker.cylinder(0, 0, 0, rim + wall, half);
  maker.cut({Shape::cylinder, 0, 0, 0, rim, half + .1f, 0.f});
  Primitive& lug = maker.box(rim + wall, 0, 0, .12f, half * .6f, .1f, .03f);
  lug.foldAngle = fullTurn / (f32)planets;
  Primitive& tooth = maker.box(rim, 0, 0, .07f, half, .05f);
  tooth.foldAngle = fullTurn / 24.f;
  maker.begin("planet gear", paints.hub);
  Primitive& p = maker.cylinder(orbit, 0, 0, planet, half);
  p.foldAngle = fullTurn / (f32)planets;
  const f32 out = planet + .1f;
  const f32 in = planet * .7f;
  const f32 points[16] = {0.f, out,  .09f,  in,  out,  0.f, in,  -.09f,
                          0.f, -out, -.09f, -in, -out, 0.f, -in, .09f};
  Primitive& teeth = maker.prism(orbit, 0, 0, points, 8, half);
  rotateAround(teeth, 1, 0, 0, halfPi);
  teeth.foldAngle = fullTurn / (f32)planets;
  maker.begin("sun gear", paints.shaft);
  maker.cylinder(0, 0, 0, sun, half * 1.3f);
  maker.box(sun, 0, 0, .07f, half, .055f).foldAngle = fullTurn / 10.f;
  maker.begin("carrier", paints.rim);
  maker.cylinder(0, half + .08f, 0, .1f, .14f);
  maker.box(orbit * .5f, half + .1f, 0, orbit * .5f + .06f, .05f, .09f).foldAngle =
      fullTurn / (f32)planets;
  maker.cylinder(orbit, half, 0, .08f, .15f).foldAngle = fullTurn / (f32)planets;
  if (handle) {
    maker.begin("crank", paints.shaft);
    maker.box(.35f, half + .22f, 0, .4f, .05f, .08f);
    maker.cylinder(.7f, half + .42f, 0, .09f, .22f);
    maker.phrases.add("a crank");
  }
  maker.closeFrame(outer);
  maker.phrases.addCounted(planets, "planet gear", "planet gears");
  describeAs(maker, "", paints.rim, "planetary gear set");
}

PIWA_NOINLINE void makeBevel(Maker& maker, const GearPaints& paints, bool crown) {
  RandomStream& random = maker.random;
  const i32 teeth = 8 + random.below(10);
  const f32 low = random.between(.6f, .9f);
  const f32 high = random.between(.14f, .4f);
  const f32 top = low * random.between(.4f, .75f);
  const f32 shaft = random.between(.3f, .9f);
  const i32 pose = random.below(3);
  const bool pair = random.chance(.5f);
  const i32 outer = openGearFrame(maker, pose, .3f);
  const f32 under = crown ? high * .6f : high;
  maker.begin("cone", paints.rim);
  if (crown) {
    maker.cylinder(0, 0, 0, low, high * .6f);
    maker.begin("tooth", paints.rim);
    maker.box(low * .86f, high * .6f + .06f, 0, low * .14f, .13f, low * .9f / (f32)teeth * 1.5f)
        .foldAngle = fullTurn / (f32)teeth;
  } else {
    maker.cone(0, 0, 0, low, high, top);
    maker.begin("tooth", paints.hub);
    Primitive& p = maker.limb({low, -high, 0}, {top, high, 0}, .1f, .055f);
    p.foldAngle = fullTurn / (f32)teeth;
  }
  maker.begin("shaft", paints.shaft);
  maker.cylinder(0, -under - shaft * .5f, 0, .14f, shaft * .5f + .1f);
  maker.cylinder(0, -under - .05f, 0, .26f, .12f);
  if (pair) {
    const i32 own = maker.openFrame(0, high + low * .4f, 0, 0, .62f);
    maker.tiltFrame(0, 0, 1, halfPi);
    const i32 shifted = maker.openFrame(0, crown ? low * 1.1f : low * .9f, 0, .2f, 1.f);
    maker.begin("pinion", paints.hub);
    maker.cone(0, 0, 0, low * .8f, .25f, low * .5f);
    maker.limb({low * .8f, -.2f, 0}, {low * .5f, .2f, 0}, .1f, .07f).foldAngle = fullTurn / 9.f;
    maker.begin("shaft", paints.shaft);
    maker.cylinder(0, -.5f, 0, .14f, .5f);
    maker.closeFrame(shifted);
    maker.closeFrame(own);
    maker.phrases.add("a pinion at right angles");
  }
  maker.closeFrame(outer);
  maker.phrases.addCounted(teeth, "tooth", "teeth");
  maker.phrases.add("a shaft");
  describeAs(maker, "", paints.rim, crown ? "crown gear" : "bevel gear");
}

PIWA_NOINLINE void makeWorm(Maker& maker, const GearPaints& paints) {
  RandomStream& random = maker.random;
  GearShape g = drawGear(random);
  const i32 turns = 4 + random.below(5);
  const f32 core = random.between(.12f, .22f);
  g.half = random.between(.09f, .2f);
  g.tooth = .12f;
  g.radius = random.between(.45f, .75f);
  const f32 reach = random.between(.7f, 1.f);
  const i32 outer = maker.openFrame(0, 0, 0, 0, 1.f);
  maker.tiltFrame(1, 0, 0, halfPi);
  addGear(maker, paints, g);
  maker.begin("shaft", paints.shaft);
  maker.cylinder(0, 0, 0, .09f, g.half + .35f);
  maker.closeFrame(outer);
  const f32 y = g.radius + g.tooth + core;
  maker.begin("worm", paints.hub);
  barrel(maker, 0, y, 0, core, reach);
  Primitive& thread = barrel(maker, 0, y, 0, core + .09f, .05f);
  thread.repeatCount[1] = turns;
  thread.repeatStep[1] = .19f;
  rotateAround(thread, 0, 1, 0, .22f);
  maker.begin("bearing", paints.shaft);
  maker.box(reach * .9f, y, 0, .09f, core + .14f, core + .14f, .03f).mirrorX = 1;
  maker.phrases.add("a worm above it");
  describeAs(maker, "", paints.rim, "worm wheel");
}

PIWA_NOINLINE void makeGearThing(Maker& maker) {
  const i32 kind = maker.random.below(11);
  const GearPaints paints = drawGearPaints(maker);
  switch (kind) {
    case 0:
    case 1:
      makeSingleGear(maker, paints, false);
      break;
    case 2:
      makeSingleGear(maker, paints, true);
      break;
    case 3:
    case 4:
    case 5:
      makeGearTrain(maker, paints);
      break;
    case 6:
      makeRack(maker, paints);
      break;
    case 7:
      makePlanetGears(maker, paints);
      break;
    case 8:
      makeBevel(maker, paints, false);
      break;
    case 9:
      makeBevel(maker, paints, true);
      break;
    default:
      makeWorm(maker, paints);
      break;
  }
  listParts(maker);
  maker.tag("gear.n.01");
}

}  // namespace piwa

// What gears are made of: teeth, webs, hubs.
#pragma once
#include "built-kit.hpp"

namespace piwa {

struct GearPaints {
  i32 rim;
  i32 hub;
  i32 shaft;
};

struct GearShape {
  i32 teeth;
  f32 radius;
  f32 half;
  f32 tooth;
  f32 point;
  i32 web;
  i32 openings;
};

PIWA_NOINLINE GearPaints drawGearPaints(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 color = random.below(5);
  const bool painted = random.chance(.4f);
  const bool wooden = random.chance(.15f);
  const i32 rim = wooden    ? maker.paintNatural(Material::wood)
                  : painted ? maker.paintScheme(Material::metal, color)
                            : maker.paintNatural(Material::metal);
  const i32 hub = painted ? paintSteel(maker) : maker.paintScheme(Material::metal, color + 2);
  const i32 shaft = paintSteel(maker);
  return {rim, hub, shaft};
}

PIWA_NOINLINE GearShape drawGear(RandomStream& random) {
  const i32 teeth = 6 + random.below(17);
  const f32 radius = random.between(.6f, .9f);
  const f32 half = random.between(.06f, .34f);
  const f32 tooth = radius * random.between(1.1f, 1.9f) / (f32)teeth + .05f;
  const f32 point = random.between(.25f, 1.f);
  const i32 web = random.below(5);
  const i32 openings = 3 + random.below(5);
  return {teeth, radius, half, tooth, point, web, openings};
}

/// Teeth around y: trapezoids that are `point` times as wide at their tips.
PIWA_NOINLINE Primitive& addTeeth(Maker& maker, const GearShape& g, f32 radius) {
  const f32 pitch = fullTurn * radius / (f32)g.teeth;
  const f32 low = pitch * .31f;
  const f32 tip = larger(low * g.point, .02f);
  const f32 points[8] = {radius - .06f,    -low, radius + g.tooth, -tip,
                         radius + g.tooth, tip,  radius - .06f,    low};
  Primitive& p = maker.prism(0, 0, 0, points, 4, g.half);
  rotateAround(p, 1, 0, 0, halfPi);
  p.foldAngle = fullTurn / (f32)g.teeth;
  return p;
}

/// Opens the disc between the rim and the hub: holes, spokes, a thin web, or nothing.
PIWA_NOINLINE void addWeb(Maker& maker, const GearPaints& paints, const GearShape& g, f32 bore) {
  const f32 inner = bore * 2.1f;
  const f32 outer = g.radius - .13f;
  const f32 middle = .5f * (inner + outer);
  const f32 span = outer - inner;
  if (g.web == 1 && span > .16f) {
    const f32 hole = smaller(span * .42f, middle * pi / (f32)g.openings - .06f);
    maker.cut({Shape::cylinder, middle, 0, 0, larger(hole, .06f), g.half + .1f, 0.f}).foldAngle =
        fullTurn / (f32)g.openings;
  } else if (g.web == 2 && span > .16f) {
    maker.cut({Shape::cylinder, 0, 0, 0, outer, g.half + .1f, 0.f});
    maker.begin("spoke", paints.rim);
    Primitive& spoke = maker.box(.5f * g.radius, 0, 0, .5f * g.radius - .03f, g.half * .75f, .07f);
    spoke.foldAngle = fullTurn / (f32)g.openings;
  } else if (g.web == 3 && g.half > .12f && span > .14f) {
    maker.cut({Shape::cylinder, 0, g.half, 0, outer, g.half * .6f, 0.f});
  }
}

/// In the open frame, around its y axis.
PIWA_NOINLINE void addGear(Maker& maker, const GearPaints& paints, const GearShape& g) {
  RandomStream& random = maker.random;
  const f32 bore = g.radius * random.between(.12f, .2f);
  const f32 tall = random.between(1.1f, 2.2f);
  const bool drilled = random.chance(.6f);
  maker.begin("disc", paints.rim);
  maker.cylinder(0, 0, 0, g.radius, g.half);
  addWeb(maker, paints, g, bore);
  maker.begin("tooth", paints.rim);
  addTeeth(maker, g, g.radius);
  maker.begin("hub", paints.hub);
  maker.cylinder(0, g.half * (tall - 1.f) * .5f, 0, bore * 1.9f, g.half * .5f * (tall + 1.f));
  if (drilled && bore > .085f) {
    maker.cut({Shape::cylinder, 0, 0, 0, bore, g.half * 4.f + .2f, 0.f});
  }
}

/// Lying, standing or leaning.
PIWA_NOINLINE i32 openGearFrame(Maker& maker, i32 pose, f32 turn) {
  const i32 outer = maker.openFrame(0, 0, 0, pose == 2 ? turn : 0.f, 1.f);
  if (pose > 0) {
    maker.tiltFrame(1, 0, 0, pose == 1 ? halfPi : halfPi * .7f);
  }
  return outer;
}

}  // namespace piwa

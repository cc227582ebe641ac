// Aircraft: airplanes, jets, helicopters, rockets, balloons, airships, flying saucers. The front
// looks to +z.
#pragma once
#include "built-kit.hpp"

namespace piwa {

struct AircraftPaints {
  i32 body;
  i32 wing;
  i32 glass;
  i32 dark;
};

PIWA_NOINLINE AircraftPaints drawAircraftPaints(Maker& maker) {
  const i32 color = maker.random.below(5);
  const i32 body = maker.paintScheme(Material::metal, color);
  const i32 wing = maker.paintScheme(Material::metal, color + 2);
  setPattern(maker, body, Pattern::plain, 3.f);
  setPattern(maker, wing, Pattern::plain, 3.f);
  maker.recipe.paint[body].metallicPercent = 35;
  maker.recipe.paint[wing].metallicPercent = 35;
  const i32 glass = paintPane(maker);
  const i32 dark = paintRubber(maker);
  return {body, wing, glass, dark};
}

struct WingPlan {
  f32 front;
  f32 chord;
  f32 span;
  f32 sweep;
  f32 tip;
};

/// A pair of flat wings from the middle outwards; the plan is in x and z.
PIWA_NOINLINE Primitive& addWings(Maker& maker, f32 y, const WingPlan& w, f32 half) {
  const f32 points[8] = {
      0.f, w.front,          w.span, w.front - w.sweep, w.span, w.front - w.sweep - w.tip,
      0.f, w.front - w.chord};
  Primitive& p = maker.prism(0, y, 0, points, 4, half);
  rotateAround(p, 1, 0, 0, halfPi);
  p.mirrorX = 1;
  return p;
}

PIWA_NOINLINE void addFin(Maker& maker, f32 x, f32 y, f32 back, f32 high, f32 chord, f32 sweep) {
  const f32 points[8] = {
      back + chord, y, back + chord * .5f - sweep, y + high, back - sweep, y + high, back, y};
  Primitive& p = maker.prism(x, 0, 0, points, 4, .05f);
  rotateAround(p, 0, 1, 0, -halfPi);
  p.mirrorX = x > 0.f ? 1 : 0;
}

PIWA_NOINLINE void addPropeller(Maker& maker, const AircraftPaints& paints, f32 x, f32 y, f32 z,
                                f32 reach, i32 blades) {
  const i32 outer = maker.openFrame(x, y, z, 0, 1.f);
  maker.tiltFrame(1, 0, 0, halfPi);
  maker.begin("propeller", paints.dark);
  Primitive& p = maker.ball(reach * .5f, 0, 0, reach * .55f, .05f, .075f);
  p.foldAngle = fullTurn / (f32)blades;
  maker.begin("spinner", paints.wing);
  maker.ball(0, .02f, 0, .09f, .14f, .09f);
  maker.closeFrame(outer);
}

PIWA_NOINLINE void makePropellerPlane(Maker& maker, const AircraftPaints& paints) {
  RandomStream& random = maker.random;
  const f32 length = random.between(.65f, 1.f);
  const f32 radius = random.between(.13f, .22f);
  const f32 span = random.between(.7f, 1.15f);
  const f32 chord = random.between(.25f, .45f);
  const f32 taper = random.between(.4f, 1.f);
  const i32 wings = random.below(3);
  const i32 blades = 2 + random.below(3);
  const bool floats = random.chance(.3f);
  const bool canopy = random.chance(.6f);
  const f32 gap = random.between(.3f, .45f);
  maker.begin("fuselage", paints.body);
  maker.limb({0, 0, length * .7f}, {0, .06f, -length}, radius, radius * .45f);
  disc(maker, 0, 0, length * .75f, radius * 1.05f, .14f, .04f);
  maker.begin("wing", paints.wing);
  const WingPlan plan{length * .5f, chord, span, .04f, chord * taper};
  const f32 low = wings == 1 ? radius * 1.1f : -radius * .5f;
  addWings(maker, low, plan, .05f);
  if (wings == 2) {
    addWings(maker, low + gap, plan, .05f);
    maker.begin("strut", paints.dark);
    maker.cylinder(span * .7f, low + gap * .5f, length * .5f - chord * .5f, .05f, gap * .5f)
        .mirrorX = 1;
    maker.limb({0, radius * .5f, length * .4f}, {.12f, low + gap, length * .4f}, .05f, .05f)
        .mirrorX = 1;
    maker.begin("wing", paints.wing);
  }
  addWings(maker, .08f, {-length * .75f, .22f, span * .36f, .05f, .14f}, .05f);
  addFin(maker, 0, .05f, -length * 1.02f, .34f, .28f, .04f);
  maker.begin(canopy ? "canopy" : "cockpit", canopy ? paints.glass : paints.dark);
  maker.ball(0, radius * .85f, length * .12f, radius * .7f, radius * .8f, canopy ? .26f : .14f);
  addPropeller(maker, paints, 0, 0, length * .75f + .18f, random.between(.3f, .42f), blades);
  maker.begin(floats ? "float" : "wheel", floats ? paints.wing : paints.dark);
  if (floats) {
    maker.limb({.3f, -radius - .3f, length * .6f}, {.3f, -radius - .28f, -length * .3f}, .08f, .06f)
        .mirrorX = 1;
    maker.limb({.3f, -radius - .3f, length * .3f}, {.08f, -radius * .4f, length * .3f}, .05f, .05f)
        .mirrorX = 1;
    maker.phrases.add("two floats");
  } else {
    maker
        .limb({.26f, -radius - .2f, length * .45f}, {.06f, -radius * .5f, length * .45f}, .05f,
              .05f)
        .mirrorX = 1;
    barrel(maker, .26f, -radius - .2f, length * .45f, .11f, .06f).mirrorX = 1;
    maker.phrases.add("two wheels");
  }
  maker.phrases.addCounted(blades, "propeller blade", "propeller blades");
  describeAs(maker, "", paints.body,
             wings == 2   ? "biplane"
             : wings == 1 ? "high-wing airplane"
                          : "propeller plane");
  maker.tag(wings == 2 ? "biplane.n.01" : "propeller_plane.n.01");
}

PIWA_NOINLINE void makeJet(Maker& maker, const AircraftPaints& paints) {
  RandomStream& random = maker.random;
  const bool fighter = random.chance(.5f);
  const f32 length = random.between(.8f, 1.1f);
  const f32 radius = fighter ? random.between(.11f, .17f) : random.between(.11f, .2f);
  const f32 span = fighter ? random.between(.45f, .75f) : random.between(.75f, 1.1f);
  const f32 sweep = random.between(.2f, .55f);
  const f32 chord = fighter ? random.between(.6f, 1.f) : random.between(.35f, .5f);
  const i32 engines = 1 + random.below(2);
  const bool tTail = random.chance(.4f);
  const bool twin = random.chance(.5f);
  const f32 nose = random.between(.25f, .55f);
  maker.begin("fuselage", paints.body);
  disc(maker, 0, 0, -.1f * length, radius, length * .75f);
  Primitive& tip = maker.cone(0, 0, length * .65f + nose * .5f - .02f, radius, nose * .5f, .03f);
  rotateAround(tip, 1, 0, 0, halfPi);
  if (!fighter) {
    maker.ball(0, 0, length * .65f, radius, radius, nose);
  }
  Primitive& tail = maker.cone(0, radius * .2f, -length, radius * .5f, .18f, radius);
  rotateAround(tail, 1, 0, 0, halfPi);
  maker.begin("wing", paints.wing);
  addWings(maker, fighter ? 0.f : -radius * .5f,
           {length * (fighter ? .35f : .3f), chord, span, sweep, .16f}, .05f);
  const f32 back = -length;
  if (tTail && !fighter) {
    addFin(maker, 0, .05f, back, .5f, .3f, .12f);
    addWings(maker, .52f, {back + .12f, .2f, span * .4f, .12f, .12f}, .05f);
  } else {
    addWings(maker, .03f, {back + .3f, .25f, span * .45f, .15f, .12f}, .05f);
    addFin(maker, fighter && twin ? radius * .9f : 0.f, .05f, back, .38f, .32f, .14f);
  }
  maker.begin("engine", paints.dark);
  if (fighter) {
    disc(maker, engines == 2 ? .1f : 0.f, 0, -length - .12f, .1f, .14f).mirrorX = 1;
    maker.begin("intake", paints.body);
    maker.box(radius + .05f, -.03f, -.05f, .09f, .1f, .38f, .03f).mirrorX = 1;
    maker.begin("missile", paints.dark);
    maker.limb({span * .7f, -.09f, 0.f}, {span * .7f, -.09f, -.34f}, .05f, .06f).mirrorX = 1;
  } else if (tTail) {
    disc(maker, radius + .12f, .06f, -length * .6f, .11f, .2f, .03f).mirrorX = 1;
  } else {
    for (i32 i = 0; i < engines; i++) {
      const f32 x = span * (.35f + .3f * (f32)i);
      const f32 z = length * .3f - sweep * (.35f + .3f * (f32)i);
      disc(maker, x, -radius * .5f - .09f, z, .1f, .17f, .03f).mirrorX = 1;
    }
  }
  maker.begin("cockpit", paints.glass);
  if (fighter) {
    maker.ball(0, radius * .8f, length * .35f, radius * .65f, radius * .75f, .3f);
    maker.phrases.add("a bubble canopy");
    maker.phrases.add(twin ? "twin fins" : "a single fin");
  } else {
    maker.box(0, radius * .55f, length * .65f + nose * .62f, radius * .6f, .06f, .1f);
    Primitive& windows = recess(maker, radius, radius * .25f, -.1f, .05f, .045f, .045f);
    windows.mirrorX = 1;
    windows.repeatCount[2] = fitting(length * .7f, .19f, 8);
    windows.repeatStep[2] = .19f;
    maker.phrases.addCounted(engines * 2, "engine", "jet engines");
    maker.phrases.add("a row of windows");
  }
  describeAs(maker, length > 1.f ? "long" : "", paints.body, fighter ? "fighter jet" : "airliner");
  maker.tag(fighter ? "fighter.n.02" : "airliner.n.01");
}

PIWA_NOINLINE void makeHelicopter(Maker& maker, const AircraftPaints& paints) {
  RandomStream& random = maker.random;
  const f32 radius = random.between(.26f, .4f);
  const f32 cabin = random.between(.35f, .65f);
  const f32 boom = random.between(.5f, 1.f);
  const f32 reach = random.between(.6f, 1.05f);
  const i32 blades = 2 + random.below(4);
  const bool skids = random.chance(.6f);
  const bool tandem = random.chance(.25f);
  const f32 turn = random.between(0.f, 1.2f);
  maker.begin("cabin", paints.body);
  maker.ball(0, 0, 0, radius * .9f, radius, cabin);
  maker.begin("windshield", paints.glass);
  maker.ball(0, .05f, cabin * .35f, radius * .82f, radius * .8f, cabin * .72f);
  maker.begin("boom", paints.body);
  const f32 end = -cabin - boom;
  maker.limb({0, radius * .3f, -cabin * .4f}, {0, radius * .6f, end}, tandem ? radius * .7f : .15f,
             tandem ? radius * .7f : .07f);
  maker.begin("mast", paints.dark);
  maker.cylinder(0, radius + .12f, 0, .08f, .18f);
  maker.begin("rotor", paints.dark);
  const f32 rotors = tandem ? 2.f : 1.f;
  for (i32 i = 0; i < (i32)rotors; i++) {
    const f32 z = i == 0 ? (tandem ? cabin * .4f : 0.f) : end;
    const f32 y = radius + (i == 0 ? .28f : .5f);
    if (i == 1 || tandem) {
      maker.cylinder(0, y - .2f, z, .08f, .24f);
    }
    const i32 outer = maker.openFrame(0, y, z, turn + (f32)i, 1.f);
    Primitive& p = maker.box(reach * .5f, 0, 0, reach * .5f, .045f, .065f);
    p.foldAngle = fullTurn / (f32)blades;
    maker.cylinder(0, 0, 0, .12f, .06f);
    maker.closeFrame(outer);
  }
  maker.begin("tail", paints.wing);
  if (!tandem) {
    addFin(maker, 0, radius * .5f, end - .1f, .36f, .22f, .1f);
    const i32 outer = maker.openFrame(.1f, radius * .6f + .1f, end, 0, 1.f);
    maker.tiltFrame(0, 0, 1, halfPi);
    maker.box(.12f, 0, 0, .13f, .045f, .05f).foldAngle = halfPi;
    maker.closeFrame(outer);
    addWings(maker, radius * .5f, {end + .35f, .16f, .28f, .04f, .12f}, .05f);
  }
  maker.begin(skids ? "skid" : "wheel", paints.dark);
  if (skids) {
    maker
        .limb({radius * .9f, -radius - .16f, cabin * .8f},
              {radius * .9f, -radius - .16f, -cabin * .8f}, .05f, .05f)
        .mirrorX = 1;
    Primitive& leg = maker.limb({radius * .9f, -radius - .16f, cabin * .4f},
                                {.08f, -radius * .6f, cabin * .3f}, .05f, .05f);
    leg.mirrorX = 1;
    leg.mirrorZ = 1;
  } else {
    Primitive& leg = maker.limb({radius * .8f, -radius - .05f, cabin * .5f},
                                {.1f, -radius * .5f, cabin * .4f}, .06f, .06f);
    leg.mirrorX = 1;
    leg.mirrorZ = 1;
    Primitive& wheel = barrel(maker, radius * .8f, -radius - .08f, cabin * .5f, .11f, .06f);
    wheel.mirrorX = 1;
    wheel.mirrorZ = 1;
  }
  maker.phrases.addCounted(blades, "rotor blade", "rotor blades");
  maker.phrases.add(skids ? "landing skids" : "four wheels");
  describeAs(maker, tandem ? "tandem-rotor" : "", paints.body, "helicopter");
  maker.tag("helicopter.n.01");
}

}  // namespace piwa

// Machines: pipes and valves, pumps, engines, motors, bolts, springs, bearings, boilers, winches.
#pragma once
#include "built-kit.hpp"

namespace piwa {

struct MachinePaints {
  i32 body;
  i32 steel;
  i32 accent;
  i32 dark;
};

PIWA_NOINLINE MachinePaints drawMachinePaints(Maker& maker) {
  const i32 color = maker.random.below(5);
  const i32 body = maker.paintScheme(Material::metal, color);
  const i32 steel = paintSteel(maker);
  const i32 accent = maker.paintScheme(Material::metal, color + 2);
  const i32 dark = paintRubber(maker);
  return {body, steel, accent, dark};
}

/// A hexagonal prism around y.
PIWA_NOINLINE Primitive& hexagon(Maker& maker, f32 x, f32 y, f32 z, f32 radius, f32 half) {
  f32 points[12];
  starPoints(points, 6, radius, radius, 0.f);
  Primitive& p = maker.prism(x, y, z, points, 6, half);
  rotateAround(p, 1, 0, 0, halfPi);
  return p;
}

/// A wheel with spokes, around the y axis of the place.
PIWA_NOINLINE void addHandWheel(Maker& maker, i32 paint, f32 x, f32 y, f32 z, f32 radius,
                                i32 spokes) {
  maker.begin("hand wheel", paint);
  maker.torus(x, y, z, radius, .055f);
  const i32 outer = maker.openFrame(x, y, z, 0, 1.f);
  maker.box(radius * .5f, 0, 0, radius * .5f, .05f, .05f).foldAngle = fullTurn / (f32)spokes;
  maker.cylinder(0, 0, 0, .09f, .07f);
  maker.closeFrame(outer);
}

PIWA_NOINLINE void addGauge(Maker& maker, const MachinePaints& paints, f32 x, f32 y, f32 z,
                            f32 radius) {
  maker.begin("gauge", paints.steel);
  maker.cylinder(x, y - radius * 1.1f, z, .06f, radius * .6f);
  disc(maker, x, y, z, radius, .07f, .02f);
  maker.begin("dial", maker.paint(Material::paper, {.12f, .05f, .95f}));
  disc(maker, x, y, z + .04f, radius * .75f, .06f);
  maker.phrases.add("a gauge");
}

struct Flange {
  f32 radius;
  i32 bolts;
};

/// A flange around the way from a to b, at b.
PIWA_NOINLINE void addFlange(Maker& maker, const MachinePaints& paints, const Point<f32>& a,
                             const Point<f32>& b, const Flange& f) {
  maker.begin("flange", paints.accent);
  Primitive& p = maker.cylinder(b.x, b.y, b.z, f.radius, .06f);
  pointAlong(p, b.x - a.x, b.y - a.y, b.z - a.z);
  maker.begin("pipe", paints.body);
}

/// A pipe that turns by right angles.
PIWA_NOINLINE void makePipeRun(Maker& maker, const MachinePaints& paints) {
  RandomStream& random = maker.random;
  const f32 radius = random.between(.11f, .2f);
  const i32 runs = 3 + random.below(4);
  const bool wheel = random.chance(.7f);
  const bool gauge = random.chance(.5f);
  const Flange flange{radius * 1.55f, 6};
  Point<f32> at{0, 0, 0};
  i32 axis = random.below(3);
  maker.begin("pipe", paints.body);
  Point<f32> valve{0, 0, 0};
  for (i32 i = 0; i < runs; i++) {
    const f32 reach = random.between(.45f, .95f);
    const f32 side = drawSide(random);
    const i32 other = 1 + random.below(2);
    const f32 way = axis == 1 ? absolute(side) : side;
    const Point<f32> to{at.x + (axis == 0 ? reach * way : 0.f),
                        at.y + (axis == 1 ? reach * way : 0.f),
                        at.z + (axis == 2 ? reach * way : 0.f)};
    if (i == 0) {
      addFlange(maker, paints, to, at, flange);
    }
    maker.limb(at, to, radius, radius);
    if (i == 1) {
      valve = {.5f * (at.x + to.x), .5f * (at.y + to.y), .5f * (at.z + to.z)};
      if (axis == 1) {
        valve = at;
      }
    }
    if (i % 2 == 1 || i + 1 == runs) {
      addFlange(maker, paints, at, to, flange);
    } else {
      maker.ball(to.x, to.y, to.z, radius * 1.2f, radius * 1.2f, radius * 1.2f);
    }
    at = to;
    axis = (axis + other) % 3;
  }
  if (wheel) {
    maker.begin("valve", paints.steel);
    maker.ball(valve.x, valve.y, valve.z, radius * 1.6f, radius * 1.5f, radius * 1.6f);
    maker.cylinder(valve.x, valve.y + radius + .15f, valve.z, .07f, .25f);
    addHandWheel(maker, paints.accent, valve.x, valve.y + radius + .38f, valve.z, .26f, 4);
    maker.phrases.add("a valve wheel");
  }
  if (gauge) {
    addGauge(maker, paints, at.x, at.y + radius + .26f, at.z, .17f);
  }
  maker.phrases.add("flanges");
  describeAs(maker, radius > .16f ? "thick" : "", paints.body, "pipe run of ");
  writeNumber(maker.caption, runs);
  maker.caption.write(" sections");
  maker.tag("pipe.n.02");
}

PIWA_NOINLINE void makeEngine(Maker& maker, const MachinePaints& paints) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(3);
  const i32 cylinders = 2 + random.below(4);
  const f32 bore = random.between(.14f, .2f);
  const f32 high = random.between(.25f, .45f);
  const f32 lean = random.between(.5f, .9f);
  const f32 fan = random.between(.25f, .45f);
  const i32 blades = 4 + random.below(4);
  const f32 pitch = bore * 2.25f;
  const f32 length = .5f * pitch * (f32)cylinders;
  if (kind == 2) {
    const i32 around = 5 + random.below(5);
    const i32 outer = maker.openFrame(0, 0, 0, 0, 1.f);
    maker.tiltFrame(1, 0, 0, halfPi);
    maker.begin("crankcase", paints.body);
    maker.cylinder(0, 0, 0, .36f, .26f, .04f);
    maker.begin("cylinder", paints.steel);
    maker.limb({.3f, 0, 0}, {.5f + high, 0, 0}, .12f, .12f).foldAngle = fullTurn / (f32)around;
    Primitive& rib = maker.cylinder(.45f + high * .5f, 0, 0, .19f, .045f);
    rotateAround(rib, 0, 0, 1, halfPi);
    rib.repeatCount[1] = 2;
    rib.repeatStep[1] = .18f;
    rib.foldAngle = fullTurn / (f32)around;
    maker.begin("shaft", paints.accent);
    maker.cylinder(0, .35f, 0, .12f, .2f);
    maker.ball(fan * .9f, .5f, 0, fan, .055f, .11f).foldAngle = halfPi;
    maker.closeFrame(outer);
    maker.phrases.add("a propeller");
    describeAs(maker, "", paints.body, "radial engine of ");
    writeNumber(maker.caption, around);
    maker.caption.write(" cylinders");
    return;
  }
  maker.begin("block", paints.body);
  maker.box(0, 0, 0, .3f, .28f, length + .06f, .04f);
  maker.begin("oil pan", paints.dark);
  maker.box(0, -.34f, 0, .22f, .12f, length * .9f, .04f);
  maker.begin("cylinder", paints.steel);
  for (i32 i = 0; i < 2; i++) {
    Primitive& c = i == 0 ? maker.cylinder(0, .28f + high * .5f, 0, bore, high * .5f + .1f)
                          : maker.cylinder(0, .28f + high * .6f, 0, bore * 1.3f, .05f);
    c.repeatCount[2] = cylinders;
    c.repeatStep[2] = pitch;
    if (i == 1) {
      c.repeatCount[1] = 2;
      c.repeatStep[1] = high * .5f;
    }
    if (kind == 1) {
      c.center[1] = 0.f;
      c.center[0] = 0.f;
      rotateAround(c, 0, 0, 1, -lean);
      const SineCosine<f32> at = sineCosine(lean);
      c.center[0] = (.2f + high * .5f) * at.sine;
      c.center[1] = (.2f + high * .5f) * at.cosine;
      c.mirrorX = 1;
    }
  }
  if (kind == 0) {
    maker.begin("valve cover", paints.accent);
    maker.box(0, .3f + high, 0, bore * .95f, .11f, length * .95f, .05f);
  }
  maker.begin("exhaust", paints.dark);
  Primitive& pipe = maker.limb({.22f, .05f, 0}, {.55f, -.1f, 0}, .08f, .08f);
  pipe.repeatCount[2] = cylinders;
  pipe.repeatStep[2] = pitch;
  maker.limb({.55f, -.1f, length}, {.55f, -.14f, -length - .2f}, .1f, .1f);
  maker.begin("fan", paints.accent);
  const i32 outer = maker.openFrame(0, .05f, length + .22f, 0, 1.f);
  maker.tiltFrame(1, 0, 0, halfPi);
  maker.cylinder(0, -.06f, 0, .09f, .16f);
  maker.box(fan * .5f, .04f, 0, fan * .5f, .045f, .08f).foldAngle = fullTurn / (f32)blades;
  maker.closeFrame(outer);
  maker.phrases.add("a fan");
  maker.phrases.add("an exhaust pipe");
  describeAs(maker, "", paints.body, kind == 1 ? "V engine of " : "in-line engine of ");
  writeNumber(maker.caption, kind == 1 ? 2 * cylinders : cylinders);
  maker.caption.write(" cylinders");
}

PIWA_NOINLINE void makeMotor(Maker& maker, const MachinePaints& paints) {
  RandomStream& random = maker.random;
  const f32 radius = random.between(.3f, .48f);
  const f32 length = random.between(.3f, .75f);
  const i32 ribs = 10 + random.below(8);
  const bool pump = random.chance(.6f);
  const f32 base = random.between(.08f, .16f);
  const f32 outlet = random.between(.2f, .5f);
  const f32 side = drawSide(random);
  maker.begin("housing", paints.body);
  disc(maker, 0, 0, -length, radius, length, .04f);
  const i32 outer = maker.openFrame(0, 0, -length, 0, 1.f);
  maker.tiltFrame(1, 0, 0, halfPi);
  maker.begin("rib", paints.body);
  maker.box(radius, 0, 0, .09f, length * .85f, .045f).foldAngle = fullTurn / (f32)ribs;
  maker.closeFrame(outer);
  maker.begin("end cap", paints.dark);
  disc(maker, 0, 0, -2.f * length - .06f, radius * .85f, .09f, .03f);
  maker.begin("terminal box", paints.accent);
  maker.box(0, radius + .1f, -length, .18f, .12f, .2f, .02f);
  maker.begin("shaft", paints.steel);
  disc(maker, 0, 0, .15f, .09f, .25f);
  maker.begin("base", paints.steel);
  maker.box(0, -radius - base, -length * .7f, radius * 1.1f, base, length * 1.1f);
  if (pump) {
    maker.begin("pump", paints.accent);
    disc(maker, 0, 0, .3f, radius * 1.1f, .16f, .04f);
    disc(maker, 0, 0, .48f, radius * .5f, .16f);
    disc(maker, 0, 0, .62f, radius * .75f, .055f);
    maker.cylinder(side * radius * .6f, radius * .6f + outlet * .5f, .3f, .14f,
                   outlet * .5f + radius * .5f);
    maker.cylinder(side * radius * .6f, radius * 1.1f + outlet, .3f, .24f, .055f);
    maker.box(0, -radius - base, .3f, radius * .7f, base, .16f);
    maker.phrases.add("an outlet flange");
    maker.phrases.add("a ribbed motor");
  } else {
    maker.begin("pulley", paints.accent);
    disc(maker, 0, 0, .3f, radius * .6f, .055f);
    disc(maker, 0, 0, .46f, radius * .6f, .055f);
    disc(maker, 0, 0, .38f, radius * .4f, .12f);
    maker.phrases.add("a pulley");
    maker.phrases.addCounted(ribs, "rib", "cooling ribs");
  }
  describeAs(maker, length > .55f ? "long" : "", paints.body, pump ? "pump" : "electric motor");
  maker.tag(pump ? "pump.n.01" : "electric_motor.n.01");
}

PIWA_NOINLINE void makeBolt(Maker& maker, const MachinePaints& paints) {
  RandomStream& random = maker.random;
  const f32 radius = random.between(.16f, .32f);
  const f32 length = random.between(.5f, .95f);
  const f32 head = radius * random.between(1.5f, 2.1f);
  const f32 thick = random.between(.1f, .22f);
  const i32 kind = random.below(4);
  const i32 nuts = random.below(3);
  const f32 place = random.between(-.2f, .5f);
  const f32 tilt = random.between(-1.2f, 1.2f);
  const bool washer = random.chance(.5f);
  const i32 threads = 3 + random.below(6);
  const i32 outer = maker.openFrame(0, 0, 0, .3f, 1.f);
  maker.tiltFrame(0, 0, 1, tilt);
  maker.begin("bolt", paints.steel);
  maker.cylinder(0, 0, 0, radius, length);
  Primitive& thread = maker.torus(0, length * .35f, 0, radius, .055f);
  thread.repeatCount[1] = threads;
  thread.repeatStep[1] = length * 1.2f / (f32)threads;
  maker.begin("head", paints.steel);
  if (kind == 0) {
    hexagon(maker, 0, -length, 0, head, thick);
  } else if (kind == 1) {
    maker.ball(0, -length, 0, head, thick * 1.5f, head);
  } else if (kind == 2) {
    maker.torus(0, -length - head * .8f, 0, head * .8f, radius * .6f);
    rotateAround(maker.recipe.primitive[maker.recipe.count - 1], 1, 0, 0, halfPi);
  } else {
    maker.ball(head * .9f, -length, 0, head * .9f, thick * 1.2f, thick).mirrorX = 1;
  }
  maker.begin("nut", paints.accent);
  for (i32 i = 0; i < nuts; i++) {
    hexagon(maker, 0, length * (place - .5f * (f32)i), 0, head * 1.05f, thick * 1.2f);
  }
  if (washer) {
    maker.begin("washer", paints.body);
    maker.cylinder(0, -length + thick * 1.6f, 0, head * 1.25f, .055f);
    maker.phrases.add("a washer");
  }
  maker.closeFrame(outer);
  maker.phrases.add(kind == 0   ? "a hexagonal head"
                    : kind == 1 ? "a round head"
                    : kind == 2 ? "an eye"
                                : "two wings");
  if (nuts > 0) {
    maker.phrases.addCounted(nuts, "nut", "nuts");
  }
  describeAs(maker, length > 3.f * radius ? "slender" : "stout", paints.steel, "bolt");
  maker.tag("bolt.n.06");
}

}  // namespace piwa

// Clocks: mantel, alarm and grandfather clocks.
#pragma once
#include "household-kit.hpp"

namespace piwa {

/// A dial that looks to +z, with hour marks and two hands at a random time.
PIWA_NOINLINE void addDial(Maker& maker, i32 face, i32 mark, f32 x, f32 y, f32 z, f32 radius) {
  RandomStream& random = maker.random;
  const i32 hour = random.below(12);
  const i32 minute = random.below(12);
  const i32 marks = random.chance(.5f) ? 12 : 4;
  maker.begin("dial", face);
  disc(maker, x, y, z, radius, .07f);
  maker.begin("hour mark", mark);
  const i32 outer = maker.openFrame(x, y, z + .07f, 0, 1.f);
  maker.tiltFrame(1, 0, 0, halfPi);
  if (radius > .35f) {
    maker.box(radius * .8f, 0, 0, radius * .1f, .045f, .03f).foldAngle = fullTurn / (f32)marks;
  }
  maker.closeFrame(outer);
  maker.begin("hand", mark);
  for (i32 i = 0; i < 2; i++) {
    const f32 angle = fullTurn * (f32)(i == 0 ? hour : minute) / 12.f;
    const f32 length = radius * (i == 0 ? .5f : .75f);
    const SineCosine<f32> turn = sineCosine(angle);
    const Point<f32> tip{x + length * turn.sine, y + length * turn.cosine, z + .09f};
    maker.limb({x, y, z + .09f}, tip, .045f, .035f);
  }
}

PIWA_NOINLINE void makeAlarmClock(Maker& maker, i32 body, i32 face, i32 mark) {
  RandomStream& random = maker.random;
  const f32 radius = random.between(.45f, .7f);
  const f32 deep = random.between(.14f, .4f);
  const f32 bell = random.between(.16f, .36f);
  const f32 spread = random.between(.4f, .85f);
  const f32 feet = random.between(.12f, .4f);
  const f32 splay = random.between(0.f, .35f);
  const bool square = random.chance(.3f);
  const bool handled = random.chance(.6f);
  maker.begin("case", body);
  if (square) {
    maker.box(0, 0, 0, radius, radius, deep, .08f);
  } else {
    disc(maker, 0, 0, 0, radius, deep, .05f);
  }
  addDial(maker, face, mark, 0, 0, deep - .02f, radius * .85f);
  const SineCosine<f32> turn = sineCosine(spread);
  const f32 x = (radius + bell * .5f) * turn.sine;
  const f32 y = (radius + bell * .5f) * turn.cosine;
  maker.begin("bell", paintBrass(maker));
  Primitive& cup = maker.ball(x, y, 0, bell, bell * .75f, bell);
  rotateAround(cup, 0, 0, 1, -spread);
  cup.mirrorX = 1;
  maker.begin("hammer", body);
  maker.limb({0, radius - .05f, 0}, {0, y + .1f, 0}, .045f, .07f);
  if (handled) {
    maker.begin("handle", body);
    maker.arc(0, y + .02f, 0, x, .05f, 1.5f);
    maker.phrases.add("a handle");
  }
  maker.begin("foot", body);
  maker.limb({radius * .6f, -radius * .7f, 0}, {radius * .65f + splay, -radius - feet, 0}, .07f,
             .06f)
      .mirrorX = 1;
  maker.phrases.add("two bells");
  maker.phrases.add("two feet");
  describe(maker, body, square ? "square alarm clock" : "alarm clock");
  maker.tag("alarm_clock.n.01");
}

/// What crowns a mantel clock: nothing, two urns at the corners, a carrying handle, a figure.
PIWA_NOINLINE void addCrest(Maker& maker, i32 brass, i32 crest, f32 wide, f32 top, f32 urn) {
  maker.begin("crest", brass);
  if (crest == 1) {
    maker.ball(wide - urn * .5f, top + urn, 0, urn, urn * 1.6f, urn).mirrorX = 1;
    maker.phrases.add("two urns");
  } else if (crest == 2) {
    maker.arc(0, top, 0, wide * .6f, .06f, 1.7f);
    maker.phrases.add("a carrying handle");
  } else if (crest == 3) {
    maker.limb({0, top, 0}, {urn, top + urn * 3.f, 0}, urn, urn * .7f);
    maker.ball(urn * 1.2f, top + urn * 4.f, 0, urn * .7f, urn * .8f, urn * .7f);
    maker.limb({0, top + urn * 2.6f, 0}, {-urn * 2.5f, top + urn * 3.6f, 0}, .05f, .05f);
    maker.phrases.add("a figure on top");
  }
}

PIWA_NOINLINE void addBallFeet(Maker& maker, i32 brass, f32 wide, f32 y, f32 deep, f32 urn) {
  maker.begin("foot", brass);
  const f32 x = wide - .02f;
  Primitive& foot = maker.ball(x, y - urn * .8f, deep, urn, urn, urn);
  foot.mirrorX = 1;
  foot.mirrorZ = 1;
  maker.phrases.add("four ball feet");
}

PIWA_NOINLINE void makeMantelClock(Maker& maker, i32 face, i32 mark) {
  RandomStream& random = maker.random;
  const f32 wide = random.between(.34f, .8f);
  const f32 half = random.between(.34f, .85f);
  const f32 deep = random.between(.16f, .4f);
  const i32 form = random.below(4);
  const i32 drawn = random.below(4);
  const i32 feet = random.below(3);
  const f32 urn = random.between(.1f, .18f);
  const f32 dial = smaller(wide, half) * random.between(.7f, .85f);
  const f32 peak = random.between(.2f, .5f);
  const f32 plinth = random.between(.06f, .3f);
  const i32 wood = maker.paintNatural(Material::wood);
  const i32 brass = paintBrass(maker);
  maker.begin("case", wood);
  if (form == 2) {
    disc(maker, 0, 0, 0, half * .95f, deep, .03f);
    const f32 points[12] = {-wide * 1.9f, -half, wide * 1.9f, -half, wide * 1.5f, -half * .7f,
                            half * .8f,   0,     -half * .8f, 0,     -wide * 1.5f, -half * .7f};
    maker.prism(0, 0, 0, points, 6, deep * .9f);
  } else {
    maker.box(0, 0, 0, wide, half, deep, .03f);
  }
  if (form == 0) {
    const f32 points[6] = {-wide - .1f, 0, wide + .1f, 0, 0, peak};
    maker.begin("roof", wood);
    maker.prism(0, half - .02f, 0, points, 3, deep + .06f);
  } else if (form == 1) {
    disc(maker, 0, half, 0, wide, deep, .03f);
  } else if (form == 3) {
    maker.begin("column", brass);
    maker.cylinder(wide + .08f, 0, deep * .4f, .08f, half).mirrorX = 1;
    maker.begin("top", wood);
    maker.box(0, half + .03f, 0, wide + .22f, .09f, deep + .1f, .02f);
    maker.phrases.add("two columns");
  }
  maker.begin("plinth", wood);
  maker.box(0, -half - plinth * .5f, 0, (form == 2 ? wide * 1.9f : wide) + .1f, plinth * .5f + .05f,
            deep + .08f, .02f);
  const i32 crest = form == 1 && drawn == 1 ? 3 : form == 0 && drawn == 2 ? 1 : drawn;
  const f32 roof = crest == 1 ? 0.f : peak;
  const f32 rise = form == 0 ? roof : form == 1 ? wide : form == 2 ? 0.f : .14f;
  const f32 spread = form == 0 || form == 3 ? wide : half * .6f;
  addCrest(maker, brass, crest, spread, half + rise - .05f, urn);
  if (feet > 0) {
    addBallFeet(maker, brass, form == 2 ? wide * 1.9f : wide, -half - plinth, deep, urn);
  }
  maker.begin("bezel", brass);
  ring(maker, 0, form == 1 ? .1f : 0.f, deep, dial, .06f);
  addDial(maker, face, mark, 0, form == 1 ? .1f : 0.f, deep, dial);
  maker.phrases.add(form == 0   ? "a pointed roof"
                    : form == 1 ? "a round top"
                    : form == 2 ? "curved shoulders"
                                : "a flat top");
  describe(maker, wood, "mantel clock");
  maker.tag("clock.n.01");
}

PIWA_NOINLINE void makeTallClock(Maker& maker, i32 face, i32 mark) {
  RandomStream& random = maker.random;
  const f32 high = random.between(1.f, 1.9f);
  const f32 wide = random.between(.22f, .46f);
  const f32 head = wide * random.between(1.1f, 1.6f);
  const f32 foot = wide * random.between(1.15f, 1.8f);
  const f32 deep = random.between(.16f, .34f);
  const f32 pillar = random.between(.05f, .1f);
  const bool pillars = random.chance(.4f);
  const i32 top = random.below(3);
  const f32 swing = random.between(-.25f, .25f);
  const f32 base = random.between(.2f, .45f);
  const i32 wood = maker.paintNatural(Material::wood);
  const i32 brass = paintBrass(maker);
  maker.begin("base", wood);
  maker.box(0, base * .5f, 0, foot, base * .5f, deep + .06f, .02f);
  maker.begin("case", wood);
  maker.box(0, high * .5f, 0, wide, high * .5f, deep, .015f);
  maker.begin("hood", wood);
  const f32 center = high + head * .6f;
  maker.box(0, center, 0, head, head * .95f, deep + .06f, .02f);
  if (top == 0) {
    const f32 points[6] = {-head - .06f, 0, head + .06f, 0, 0, head * .7f};
    maker.prism(0, center + head * .9f, 0, points, 3, deep + .08f);
  } else if (top == 1) {
    disc(maker, 0, center + head * .8f, 0, head * .85f, deep + .04f);
  } else {
    maker.ball(head * .8f, center + head * 1.05f, 0, .1f, .14f, .1f).mirrorX = 1;
    maker.ball(0, center + head * 1.1f, 0, .12f, .2f, .12f);
  }
  if (pillars) {
    maker.begin("pillar", brass);
    const f32 x = larger(wide, foot - .12f);
    maker.cylinder(x, high * .5f, deep * .4f, pillar, high * .5f).mirrorX = 1;
    maker.phrases.add("two pillars");
  }
  addDial(maker, face, mark, 0, center, deep + .06f, head * .82f);
  maker.begin("window", maker.paint(Material::glass, {.55f, .2f, .35f}));
  maker.box(0, high * .55f, deep, wide * .65f, high * .28f, .05f);
  maker.begin("pendulum", brass);
  maker.limb({0, high * .8f, deep + .06f}, {swing * .6f, high * .4f, deep + .06f}, .04f, .04f);
  disc(maker, swing * .6f, high * .4f, deep + .05f, wide * .38f, .06f);
  maker.phrases.add("a pendulum");
  maker.phrases.add(top == 0 ? "a pointed hood" : top == 1 ? "a round hood" : "three finials");
  describe(maker, wood, "grandfather clock");
  maker.tag("grandfather_clock.n.01");
}

}  // namespace piwa

// Stools, benches, thrones and swivel chairs; and the choice between all seats.
#pragma once
#include "family-seat.hpp"

namespace piwa {

PIWA_NOINLINE void makeStool(Maker& maker) {
  RandomStream& random = maker.random;
  const SeatPaints paints = drawSeatPaints(maker);
  const f32 high = random.between(.5f, 1.5f);
  const f32 radius = random.between(.3f, .6f);
  const f32 deep = radius * random.between(.6f, 1.f);
  const f32 thick = random.between(.06f, .18f);
  const i32 form = random.below(3);
  const i32 legs = 3 + random.below(3);
  const f32 splay = random.between(.5f, 1.15f);
  const f32 at = random.between(.25f, .6f);
  const bool ringed = random.chance(.6f);
  maker.begin("seat", paints.seat);
  if (form == 0) {
    maker.box(0, high, 0, radius, thick, deep, .05f);
  } else {
    maker.cylinder(0, high, 0, radius, thick, smaller(thick * .8f, .08f));
  }
  if (form == 2) {
    maker.begin("post", paints.frame);
    maker.cylinder(0, high * .5f, 0, .08f, high * .5f);
    maker.cone(0, .1f, 0, radius * splay, .1f, .12f);
    maker.phrases.add("a central post");
  } else if (form == 1) {
    maker.begin("leg", paints.frame);
    maker.limb({radius * .65f, high, 0}, {radius * splay, .06f, 0}, .065f, .06f).foldAngle =
        fullTurn / (f32)legs;
    maker.phrases.addCounted(legs, "leg", "legs");
  } else {
    maker.begin("leg", paints.frame);
    fourLegs(maker, LegStyle::square, radius - .09f, deep - .09f, high, .065f, 0);
    maker.box(radius - .09f, high * at, 0, .05f, .05f, deep - .1f).mirrorX = 1;
    maker.phrases.add("four square legs");
  }
  if (ringed && form > 0) {
    maker.begin("ring", paints.frame);
    const f32 reach = form == 2 ? radius * .7f : radius * (splay + (.65f - splay) * at);
    maker.torus(0, high * at, 0, reach, .055f);
    if (form == 2) {
      Primitive& spoke = maker.limb({.02f, high * at, 0}, {reach, high * at, 0}, .05f, .05f);
      spoke.foldAngle = fullTurn / 4.f;
    }
    maker.phrases.add("a foot ring");
  }
  describe(maker, paints.seat, high > 1.f ? "bar stool" : form == 0 ? "square stool" : "stool");
  maker.tag("stool.n.01");
}

PIWA_NOINLINE void makeBench(Maker& maker) {
  RandomStream& random = maker.random;
  const SeatPaints paints = drawSeatPaints(maker);
  SeatSizes s;
  s.wide = random.between(.8f, 1.3f);
  s.deep = random.between(.26f, .42f);
  s.high = random.between(.35f, .6f);
  s.back = random.between(.4f, .75f);
  s.thick = random.between(.05f, .08f);
  const i32 form = random.below(4);
  const i32 planks = 2 + random.below(2);
  const bool backed = random.chance(.6f);
  const bool armed = random.chance(.5f);
  const f32 inset = random.between(.08f, .4f);
  const f32 lift = random.between(.25f, .35f);
  maker.begin("seat", paints.seat);
  if (form == 0) {
    const f32 step = 2.f * s.deep / (f32)planks;
    Primitive& plank = maker.box(0, s.high, 0, s.wide, s.thick, step * .5f - .05f, .01f);
    plank.repeatCount[2] = planks;
    plank.repeatStep[2] = step;
    maker.begin("beam", paints.frame);
    maker.box(s.wide - inset, s.high - .07f, 0, .07f, .06f, s.deep).mirrorX = 1;
    maker.phrases.addCounted(planks, "plank", "planks");
  } else {
    maker.box(0, s.high, 0, s.wide, s.thick, s.deep, .03f);
  }
  maker.begin("leg", paints.frame);
  if (form == 1) {
    maker.box(s.wide - inset, s.high * .5f, 0, .08f, s.high * .5f, s.deep * .9f).mirrorX = 1;
    maker.box(0, s.high * .5f, 0, s.wide - inset, .08f, .06f);
    maker.phrases.add("two side panels");
  } else if (form == 2) {
    Primitive& cross = maker.limb({s.wide - inset, .06f, s.deep}, {s.wide - inset, s.high, -s.deep},
                                  .065f, .065f);
    cross.mirrorX = 1;
    maker.limb({s.wide - inset, .06f, -s.deep}, {s.wide - inset, s.high, s.deep}, .065f, .065f)
        .mirrorX = 1;
    maker.phrases.add("crossed legs");
  } else {
    fourLegs(maker, form == 0 ? LegStyle::square : LegStyle::tapered, s.wide - inset,
             s.deep - .07f, s.high, .065f, form == 0 ? 0.f : .05f);
    maker.phrases.add("four legs");
  }
  if (backed) {
    addBack(maker, {paints.frame, paints.seat}, s);
  }
  if (backed && armed) {
    addArms(maker, paints.frame, s, lift);
  }
  describe(maker, paints.seat, s.wide > 1.05f ? "long bench" : "bench");
  maker.tag("bench.n.01");
}

PIWA_NOINLINE void makeThrone(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 color = random.below(5);
  const bool golden = random.chance(.5f);
  SeatSizes s = drawSeatSizes(random);
  s.back = random.between(1.1f, 1.7f);
  const f32 peak = random.between(.15f, .6f);
  const f32 arm = random.between(.25f, .42f);
  const i32 steps = random.below(3);
  const f32 orb = random.between(.1f, .16f);
  const i32 top = random.below(3);
  const i32 body = golden ? paintBrass(maker) : maker.paintNatural(Material::wood);
  const i32 cloth = maker.paintScheme(Material::fabric, color);
  const i32 gem = golden ? cloth : paintBrass(maker);
  maker.begin("base", body);
  maker.box(0, s.high * .5f, 0, s.wide, s.high * .5f, s.deep, .03f);
  maker.begin("cushion", cloth);
  maker.box(0, s.high + .06f, .04f, s.wide - .06f, .1f, s.deep - .06f, .08f);
  const f32 points[10] = {-s.wide, 0, s.wide, 0, s.wide, s.back, 0, s.back + peak, -s.wide, s.back};
  maker.begin("back", body);
  if (top == 0) {
    maker.prism(0, s.high - .1f, -s.deep, points, 5, .09f).rounding = .02f;
  } else {
    maker.box(0, s.high + s.back * .5f - .1f, -s.deep, s.wide, s.back * .5f + .1f, .09f, .02f);
    if (top == 1) {
      disc(maker, 0, s.high + s.back, -s.deep, s.wide * .8f, .09f);
    }
  }
  maker.begin("panel", cloth);
  maker.box(0, s.high + s.back * .5f, -s.deep + .07f, s.wide * .65f, s.back * .36f, .07f, .04f);
  maker.begin("post", body);
  const f32 post = (s.high + s.back) * .5f;
  maker.cylinder(s.wide, post, -s.deep, .1f, post).mirrorX = 1;
  maker.begin("orb", gem);
  maker.ball(s.wide, s.high + s.back + orb * .7f, -s.deep, orb, orb, orb).mirrorX = 1;
  if (top != 2) {
    const f32 y = s.high + s.back + (top == 0 ? peak : s.wide * .8f);
    maker.ball(0, y - .1f, -s.deep + .02f, orb * .8f, orb, orb);
  }
  maker.begin("arm", body);
  maker.box(s.wide, s.high + arm * .5f, -.04f, .1f, arm * .5f + .1f, s.deep - .02f, .02f)
      .mirrorX = 1;
  maker.begin("orb", gem);
  maker.ball(s.wide, s.high + arm + .05f, s.deep - .1f, orb, orb, orb).mirrorX = 1;
  maker.begin("step", body);
  for (i32 i = 0; i < steps; i++) {
    const f32 out = .2f + .2f * (f32)i;
    maker.box(0, -.08f - .16f * (f32)i, out * .5f, s.wide + out, .09f, s.deep + out, .01f);
  }
  maker.phrases.add(top == 0 ? "a pointed back" : top == 1 ? "a round-topped back" : "a tall back");
  if (steps > 0) {
    maker.phrases.addCounted(steps, "step", "steps");
  }
  maker.phrases.add("orbs on its posts");
  describe(maker, body, "throne");
  maker.tag("throne.n.01");
}

PIWA_NOINLINE void makeSwivelChair(Maker& maker) {
  RandomStream& random = maker.random;
  const SeatPaints paints = drawSeatPaints(maker);
  SeatSizes s = drawSeatSizes(random);
  s.high = random.between(.6f, .95f);
  const i32 legs = 4 + random.below(3);
  const f32 reach = random.between(.4f, .65f);
  const f32 wheel = random.between(.07f, .11f);
  const f32 lift = random.between(.25f, .4f);
  const bool armed = random.chance(.6f);
  const bool round = random.chance(.35f);
  const i32 dark = maker.paint(Material::plastic, {.6f, .1f, .16f});
  maker.begin("leg", paints.frame);
  maker.limb({.03f, wheel + .22f, 0}, {reach, wheel + .08f, 0}, .08f, .05f).foldAngle =
      fullTurn / (f32)legs;
  maker.begin("wheel", dark);
  maker.ball(reach, wheel, 0, wheel, wheel, wheel).foldAngle = fullTurn / (f32)legs;
  maker.begin("post", paints.frame);
  maker.cylinder(0, s.high * .55f, 0, .08f, s.high * .45f);
  maker.begin("seat", paints.seat);
  if (round) {
    maker.cylinder(0, s.high, 0, s.wide, .12f, .1f);
  } else {
    maker.box(0, s.high, 0, s.wide, .12f, s.deep, .1f);
  }
  if (armed) {
    addArms(maker, dark, s, lift);
  }
  maker.begin("stay", dark);
  maker.limb({0, s.high, -s.deep * .6f}, {0, s.high + .35f, -s.deep - .06f}, .07f, .07f);
  maker.begin("back", paints.seat);
  Primitive& back = maker.box(0, s.high + .22f + s.back * .45f, -s.deep - .04f, s.wide * .9f,
                              s.back * .45f, .1f, .09f);
  rotateAround(back, 1, 0, 0, -.12f);
  maker.phrases.addCounted(legs, "wheel", "wheels");
  describe(maker, paints.seat, "swivel chair");
  maker.tag("swivel_chair.n.01");
}

PIWA_NOINLINE void makeSeat(Maker& maker) {
  const i32 kind = maker.random.below(9);
  switch (kind) {
    case 0:
    case 1:
      makeChair(maker, false);
      break;
    case 2:
      makeChair(maker, true);
      break;
    case 3:
      makeArmchair(maker);
      break;
    case 4:
    case 5:
      makeStool(maker);
      break;
    case 6:
      makeBench(maker);
      break;
    case 7:
      makeThrone(maker);
      break;
    default:
      makeSwivelChair(maker);
      break;
  }
  maker.phrases.write(maker.caption, " with ");
  maker.tag("seat.n.03");
  maker.tag("furniture.n.01");
}

}  // namespace piwa

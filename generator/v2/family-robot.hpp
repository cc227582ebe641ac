// Robots: walkers, rollers, spiders, arms, drones; boxy, round, tall or squat. They face +z.
#pragma once
#include "family-robot-parts.hpp"

namespace piwa {

PIWA_NOINLINE const char* makeWalker(Maker& maker, const AutomatonPaints& paints) {
  RandomStream& random = maker.random;
  const i32 body = random.below(4);
  const f32 wide = random.between(.24f, .48f);
  const f32 high = random.between(.26f, .5f);
  const f32 deep = random.between(.2f, .36f);
  const f32 leg = random.between(.25f, .65f);
  const f32 stance = wide * random.between(.4f, .75f);
  const f32 head = random.between(.17f, .36f);
  const i32 feet = random.below(3);
  const f32 step = random.between(-.2f, .2f);
  const bool pack = random.chance(.4f);
  maker.begin("body", paints.body);
  if (body == 0) {
    maker.box(0, 0, 0, wide, high, deep, .06f);
  } else if (body == 1) {
    maker.ball(0, 0, 0, wide * 1.1f, high, deep * 1.2f);
  } else if (body == 2) {
    maker.cylinder(0, 0, 0, larger(wide, deep), high, .05f);
  } else {
    const f32 points[8] = {-wide * .6f,  -high, wide * .6f,    -high,
                           wide * 1.15f, high,  -wide * 1.15f, high};
    maker.prism(0, 0, 0, points, 4, deep);
  }
  addChest(maker, paints, high * .1f,
           body == 1   ? deep * 1.15f
           : body == 2 ? larger(wide, deep)
                       : deep,
           wide);
  maker.begin("leg", paints.joint);
  const f32 low = -high - leg;
  for (i32 side = 0; side < 2; side++) {
    const f32 s = side == 0 ? 1.f : -1.f;
    maker.limb({s * stance, -high + .06f, 0}, {s * stance, low + .06f, s * step}, .085f, .085f);
    maker.begin("foot", paints.body);
    if (feet == 0) {
      maker.box(s * stance, low, s * step + .06f, .15f, .08f, .24f, .04f);
    } else if (feet == 1) {
      maker.cone(s * stance, low + .03f, s * step, .2f, .1f, .1f);
    } else {
      barrel(maker, s * stance, low, s * step, .15f, .1f, .03f);
    }
    maker.begin("leg", paints.joint);
  }
  addRobotArms(maker, paints,
               body == 1   ? wide * 1.05f
               : body == 2 ? larger(wide, deep)
                           : wide,
               high * .6f);
  maker.phrases.add(addAutomatonHead(maker, paints, high, head));
  if (pack) {
    maker.begin("backpack", paints.accent);
    maker.box(0, .05f, -deep - .1f, wide * .7f, high * .7f, .14f, .04f);
    maker.cylinder(wide * .35f, high * .7f, -deep - .1f, .08f, .22f).mirrorX = 1;
    maker.phrases.add("a backpack");
  }
  return leg > .5f ? "long-legged robot" : high < .34f ? "squat robot" : "robot";
}

PIWA_NOINLINE const char* makeRoller(Maker& maker, const AutomatonPaints& paints) {
  RandomStream& random = maker.random;
  const i32 base = random.below(3);
  const f32 wide = random.between(.25f, .42f);
  const f32 high = random.between(.2f, .5f);
  const f32 head = random.between(.16f, .3f);
  const f32 track = random.between(.35f, .6f);
  const f32 size = random.between(.14f, .22f);
  const f32 neck = random.between(0.f, .3f);
  maker.begin(base == 0 ? "track" : "wheel", paints.joint);
  f32 y = 0.f;
  if (base == 0) {
    const i32 wheels = 3;
    maker.box(wide + .06f, size, 0, .1f, size, track - size * .5f, size * .7f).mirrorX = 1;
    maker.begin("wheel", paints.accent);
    Primitive& w = barrel(maker, wide + .09f, size, 0, size * .6f, .12f);
    w.mirrorX = 1;
    w.repeatCount[2] = wheels;
    w.repeatStep[2] = (track - size) * .85f;
    maker.begin("chassis", paints.body);
    maker.box(0, size * 1.3f, 0, wide + .05f, size * .6f, track * .7f, .04f);
    y = size * 1.7f;
  } else if (base == 1) {
    barrel(maker, 0, track * .6f, 0, track * .6f, .13f, .05f);
    maker.begin("fork", paints.body);
    maker.limb({.2f, track * .6f, 0}, {.15f, track * 1.3f, 0}, .07f, .08f).mirrorX = 1;
    barrel(maker, 0, track * .6f, 0, .09f, .22f);
    y = track * 1.25f;
  } else {
    maker.ball(0, track * .55f, 0, track * .6f, track * .55f, track * .6f);
    y = track * .95f;
  }
  maker.begin("body", paints.body);
  maker.cone(0, y + high, 0, wide, high + .03f, wide * .75f);
  addChest(maker, paints, y + high, wide * .86f, wide * .8f);
  addRobotArms(maker, paints, wide * .8f, y + high * 1.5f);
  maker.begin("neck", paints.joint);
  maker.cylinder(0, y + 2.f * high + neck * .5f, 0, .09f, neck * .5f + .05f);
  maker.phrases.add(addAutomatonHead(maker, paints, y + 2.f * high + neck, head));
  return base == 0 ? "tracked robot" : base == 1 ? "one-wheeled robot" : "ball-balancing robot";
}

PIWA_NOINLINE const char* makeSpiderBot(Maker& maker, const AutomatonPaints& paints) {
  RandomStream& random = maker.random;
  const i32 legs = 3 + random.below(6);
  const f32 radius = random.between(.25f, .45f);
  const f32 high = random.between(.14f, .32f);
  const f32 knee = random.between(.25f, .6f);
  const f32 reach = random.between(.25f, .6f);
  const f32 stand = random.between(.3f, .7f);
  const f32 head = random.between(.14f, .26f);
  const bool dome = random.chance(.5f);
  const f32 angle = fullTurn / (f32)legs;
  maker.begin("body", paints.body);
  if (dome) {
    maker.ball(0, 0, 0, radius, high, radius);
  } else {
    maker.cylinder(0, 0, 0, radius, high * .7f, .05f);
  }
  maker.begin("leg", paints.joint);
  const f32 kx = radius + reach * .55f;
  const f32 fx = radius + reach * 1.1f;
  maker.limb({radius * .7f, 0, 0}, {kx, knee, 0}, .085f, .075f).foldAngle = angle;
  maker.limb({kx, knee, 0}, {fx, -stand, 0}, .075f, .055f).foldAngle = angle;
  maker.begin("joint", paints.accent);
  maker.ball(kx, knee, 0, .12f, .12f, .12f).foldAngle = angle;
  maker.cylinder(fx, -stand, 0, .12f, .05f).foldAngle = angle;
  maker.phrases.add(addAutomatonHead(maker, paints, high * .75f, head));
  maker.phrases.addCounted(legs, "leg", "jointed legs");
  return "spider robot";
}

PIWA_NOINLINE const char* makeRobotArm(Maker& maker, const AutomatonPaints& paints) {
  RandomStream& random = maker.random;
  const f32 a = random.between(.5f, .8f);
  const f32 b = random.between(.4f, .8f);
  const f32 first = random.between(.7f, 2.f);
  const f32 second = random.between(-1.1f, .4f);
  const f32 wrist = random.between(-1.4f, -.2f);
  const f32 base = random.between(.25f, .42f);
  const i32 tool = random.below(3);
  const f32 thick = random.between(.1f, .15f);
  maker.begin("base", paints.joint);
  maker.cylinder(0, .06f, 0, base * 1.2f, .08f);
  maker.begin("turret", paints.body);
  maker.cone(0, .26f, 0, base, .2f, base * .6f);
  const SineCosine<f32> p = sineCosine(first);
  const SineCosine<f32> q = sineCosine(second);
  const SineCosine<f32> r = sineCosine(wrist);
  const Point<f32> shoulder{0, .5f, 0};
  const Point<f32> elbow{a * p.cosine, .5f + a * p.sine, 0};
  const Point<f32> hand{elbow.x + b * q.cosine, elbow.y + b * q.sine, 0};
  const Point<f32> tip{hand.x + .22f * r.cosine, hand.y + .22f * r.sine, 0};
  maker.begin("arm", paints.body);
  maker.limb(shoulder, elbow, thick, thick * .85f);
  maker.limb(elbow, hand, thick * .8f, thick * .6f);
  maker.begin("joint", paints.accent);
  disc(maker, shoulder.x, shoulder.y, 0, thick * 1.5f, .2f, .02f);
  disc(maker, elbow.x, elbow.y, 0, thick * 1.35f, .18f, .02f);
  disc(maker, hand.x, hand.y, 0, thick, .14f, .02f);
  maker.begin("tool", paints.joint);
  maker.limb(hand, tip, .07f, .07f);
  if (tool == 0) {
    for (i32 i = 0; i < 2; i++) {
      const f32 s = i == 0 ? 1.f : -1.f;
      maker.limb(tip, {tip.x - s * .14f * r.sine, tip.y + s * .14f * r.cosine, 0}, .055f, .055f);
      maker.limb({tip.x - s * .14f * r.sine, tip.y + s * .14f * r.cosine, 0},
                 {tip.x - s * .14f * r.sine + .22f * r.cosine,
                  tip.y + s * .14f * r.cosine + .22f * r.sine, 0},
                 .055f, .05f);
    }
  } else if (tool == 1) {
    maker.ball(tip.x, tip.y, 0, .14f, .14f, .14f);
    maker.limb(tip, {tip.x + .3f * r.cosine, tip.y + .3f * r.sine, 0}, .07f, .045f);
  } else {
    Primitive& cup = maker.cone(tip.x + .05f * r.cosine, tip.y + .05f * r.sine, 0, .08f, .1f, .2f);
    pointAlong(cup, r.cosine, r.sine, .001f);
  }
  maker.begin("cable", paints.joint);
  maker.limb({-base * .6f, .1f, .1f}, {elbow.x * .4f - .1f, .5f + a * p.sine * .4f, thick}, .05f,
             .05f);
  maker.phrases.add(tool == 0 ? "a gripper" : tool == 1 ? "a welding tip" : "a suction cup");
  return "robot arm";
}

PIWA_NOINLINE void makeRobot(Maker& maker) {
  const i32 kind = maker.random.below(7);
  const AutomatonPaints paints = drawAutomatonPaints(maker);
  const char* noun = "";
  if (kind < 3) {
    noun = makeWalker(maker, paints);
  } else if (kind < 5) {
    noun = makeRoller(maker, paints);
  } else {
    noun = kind == 5 ? makeSpiderBot(maker, paints) : makeRobotArm(maker, paints);
  }
  describeAs(maker, "", paints.body, noun);
  listParts(maker);
  maker.tag("automaton.n.02");
  maker.tag("machine.n.01");
}

}  // namespace piwa

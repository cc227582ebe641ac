// Robots: walkers, rollers, spiders, arms, drones; boxy, round, tall or squat. They face +z.
#pragma once
#include "built-kit.hpp"

namespace piwa {

struct RobotPaints {
  i32 body;
  i32 joint;
  i32 accent;
  i32 light;
};

PIWA_NOINLINE RobotPaints drawRobotPaints(Maker& maker) {
  const i32 color = maker.random.below(5);
  const i32 body = maker.paintScheme(Material::metal, color);
  const i32 joint = paintSteel(maker);
  const i32 accent = maker.paintScheme(Material::plastic, color + 2);
  constexpr Color lights[4] = {{.5f, .7f, .95f}, {.02f, .8f, .95f}, {.14f, .75f, .97f}, {.35f, .75f, .9f}};
  const i32 light = maker.paint(Material::glass, drawFrom(maker.random, lights, 4));
  return {body, joint, accent, light};
}

/// A head that stands on y; returns the phrase for its face.
PIWA_NOINLINE const char* addRobotHead(Maker& maker, const RobotPaints& paints, f32 y, f32 wide) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(4);
  const i32 face = random.below(4);
  const i32 top = random.below(4);
  const f32 high = wide * random.between(.6f, 1.1f);
  const f32 turn = random.between(-.4f, .4f);
  maker.begin("neck", paints.joint);
  maker.cylinder(0, y + .06f, 0, wide * .4f, .12f);
  const i32 outer = maker.openFrame(0, y + .14f + high, 0, turn, 1.f);
  maker.begin("head", paints.body);
  if (kind == 0) {
    maker.box(0, 0, 0, wide, high, wide * .9f, .06f);
  } else if (kind == 1) {
    maker.ball(0, 0, 0, wide, high, wide);
  } else if (kind == 2) {
    maker.cylinder(0, -.04f, 0, wide * .95f, high * .9f);
    maker.ball(0, high * .8f, 0, wide * .95f, high * .6f, wide * .95f);
  } else {
    maker.cone(0, 0, 0, wide * 1.05f, high, wide * .6f);
  }
  const f32 front = wide * (kind == 3 ? .8f : .9f);
  maker.begin("eye", paints.light);
  if (face == 0) {
    disc(maker, wide * .4f, high * .15f, front, wide * .25f, .08f).mirrorX = 1;
  } else if (face == 1) {
    maker.box(0, high * .15f, front - .03f, wide * .75f, high * .22f, .09f, .04f);
  } else if (face == 2) {
    disc(maker, 0, high * .05f, front, wide * .48f, .09f);
  } else {
    maker.limb({wide * .4f, high * .5f, front * .5f}, {wide * .5f, high * .5f, front + .22f}, .09f, .12f).mirrorX = 1;
  }
  maker.begin("antenna", paints.accent);
  if (top == 0) {
    maker.cylinder(0, high + .12f, 0, .05f, .18f);
    maker.ball(0, high + .32f, 0, .09f, .09f, .09f);
  } else if (top == 1) {
    barrel(maker, wide, 0, 0, wide * .3f, .1f).mirrorX = 1;
    maker.cylinder(wide + .05f, wide * .35f, 0, .05f, wide * .5f).mirrorX = 1;
  } else if (top == 2) {
    maker.limb({wide * .5f, high * .7f, 0}, {wide * .9f, high + .3f, 0}, .06f, .05f).mirrorX = 1;
  } else {
    Primitive& crest = maker.arc(0, -.1f, 0, high + .08f, .07f, .9f);
    rotateAround(crest, 0, 1, 0, halfPi);
  }
  if (face != 1) {
    maker.begin("mouth", paints.joint);
    maker.box(0, -high * .55f, front - .04f, wide * .45f, .05f, .1f);
  }
  maker.closeFrame(outer);
  return face == 0 ? "two round eyes" : face == 1 ? "a visor" : face == 2 ? "one big eye" : "eyes on stalks";
}

PIWA_NOINLINE const char* addRobotHand(Maker& maker, const RobotPaints& paints, i32 kind,
                                       const Point<f32>& at, i32 mirror) {
  const i32 first = maker.recipe.count;
  maker.begin("hand", paints.accent);
  if (kind == 1) {
    maker.ball(at.x, at.y, at.z, .14f, .14f, .14f);
  } else if (kind == 2) {
    maker.box(at.x, at.y - .05f, at.z, .12f, .12f, .09f, .03f);
    maker.limb({at.x - .08f, at.y - .12f, at.z + .06f}, {at.x - .08f, at.y - .28f, at.z + .1f}, .055f, .05f);
    maker.limb({at.x + .08f, at.y - .12f, at.z + .06f}, {at.x + .08f, at.y - .28f, at.z + .1f}, .055f, .05f);
  } else {
    maker.cone(at.x, at.y - .12f, at.z, .05f, .2f, .12f);
  }
  for (i32 i = first; i < maker.recipe.count; i++) {
    maker.recipe.primitive[i].mirrorX = mirror;
  }
  return kind == 1 ? "ball hands" : kind == 2 ? "pincers" : "drill hands";
}

PIWA_NOINLINE void addRobotArms(Maker& maker, const RobotPaints& paints, f32 x, f32 y) {
  RandomStream& random = maker.random;
  const i32 hand = 1 + random.below(3);
  const f32 upper = random.between(.22f, .42f);
  const f32 lower = random.between(.22f, .42f);
  const f32 thick = random.between(.065f, .11f);
  const bool same = random.chance(.4f);
  for (i32 side = 0; side < (same ? 1 : 2); side++) {
    const f32 s = side == 0 ? 1.f : -1.f;
    const f32 raise = random.between(-1.3f, .7f);
    const f32 bend = random.between(-.6f, 1.2f);
    const f32 forward = random.between(-.1f, .35f);
    const SineCosine<f32> a = sineCosine(raise);
    const SineCosine<f32> b = sineCosine(raise + bend);
    const f32 shoulder = x + .06f;
    const f32 elbowX = shoulder + upper * a.cosine * .8f;
    const f32 elbowY = y + upper * a.sine;
    const f32 handX = elbowX + lower * b.cosine * .7f;
    const f32 handY = elbowY + lower * b.sine;
    const i32 mirror = same ? 1 : 0;
    maker.begin("shoulder", paints.joint);
    maker.ball(s * shoulder, y, 0, thick * 1.7f, thick * 1.7f, thick * 1.7f).mirrorX = mirror;
    maker.begin("arm", paints.body);
    maker.limb({s * shoulder, y, 0}, {s * elbowX, elbowY, forward * .5f}, thick, thick).mirrorX = mirror;
    maker.limb({s * elbowX, elbowY, forward * .5f}, {s * handX, handY, forward}, thick, thick * 1.2f).mirrorX = mirror;
    maker.begin("elbow", paints.joint);
    maker.ball(s * elbowX, elbowY, forward * .5f, thick * 1.35f, thick * 1.35f, thick * 1.35f).mirrorX = mirror;
    const char* phrase = addRobotHand(maker, paints, hand, {s * handX, handY, forward}, mirror);
    if (side == 0) {
      maker.phrases.add(phrase);
    }
  }
}

PIWA_NOINLINE void addChest(Maker& maker, const RobotPaints& paints, f32 y, f32 front, f32 wide) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(4);
  const i32 buttons = 2 + random.below(3);
  maker.begin(kind == 1 ? "dial" : "panel", kind == 1 ? paints.light : paints.accent);
  if (kind == 0) {
    maker.box(0, y, front, wide * .6f, wide * .4f, .06f, .02f);
    maker.begin("button", paints.light);
    Primitive& p = disc(maker, 0, y, front + .06f, .06f, .05f);
    p.repeatCount[0] = buttons;
    p.repeatStep[0] = .16f;
  } else if (kind == 1) {
    disc(maker, 0, y, front, wide * .4f, .09f, .02f);
  } else if (kind == 2) {
    Primitive& p = recess(maker, 0, y, front, wide * .55f, .05f, .07f);
    p.repeatCount[1] = buttons;
    p.repeatStep[1] = .18f;
  } else {
    const f32 points[8] = {0.f, .2f, .16f, 0.f, 0.f, -.2f, -.16f, 0.f};
    maker.prism(0, y, front, points, 4, .07f);
  }
}

PIWA_NOINLINE const char* makeWalker(Maker& maker, const RobotPaints& paints) {
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
    const f32 points[8] = {-wide * .6f, -high, wide * .6f, -high, wide * 1.15f, high, -wide * 1.15f, high};
    maker.prism(0, 0, 0, points, 4, deep);
  }
  addChest(maker, paints, high * .1f, body == 1 ? deep * 1.15f : body == 2 ? larger(wide, deep) : deep, wide);
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
  addRobotArms(maker, paints, body == 1 ? wide * 1.05f : body == 2 ? larger(wide, deep) : wide, high * .6f);
  maker.phrases.add(addRobotHead(maker, paints, high, head));
  if (pack) {
    maker.begin("backpack", paints.accent);
    maker.box(0, .05f, -deep - .1f, wide * .7f, high * .7f, .14f, .04f);
    maker.cylinder(wide * .35f, high * .7f, -deep - .1f, .08f, .22f).mirrorX = 1;
    maker.phrases.add("a backpack");
  }
  return leg > .5f ? "long-legged robot" : high < .34f ? "squat robot" : "robot";
}

PIWA_NOINLINE const char* makeRoller(Maker& maker, const RobotPaints& paints) {
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
  maker.phrases.add(addRobotHead(maker, paints, y + 2.f * high + neck, head));
  return base == 0 ? "tracked robot" : base == 1 ? "one-wheeled robot" : "ball-balancing robot";
}

PIWA_NOINLINE const char* makeSpiderBot(Maker& maker, const RobotPaints& paints) {
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
  maker.phrases.add(addRobotHead(maker, paints, high * .75f, head));
  maker.phrases.addCounted(legs, "leg", "jointed legs");
  return "spider robot";
}

PIWA_NOINLINE const char* makeRobotArm(Maker& maker, const RobotPaints& paints) {
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
      maker.limb({tip.x - s * .14f * r.sine, tip.y + s * .14f * r.cosine, 0}, {tip.x - s * .14f * r.sine + .22f * r.cosine, tip.y + s * .14f * r.cosine + .22f * r.sine, 0}, .055f, .05f);
    }
  } else if (tool == 1) {
    maker.ball(tip.x, tip.y, 0, .14f, .14f, .14f);
    maker.limb(tip, {tip.x + .3f * r.cosine, tip.y + .3f * r.sine, 0}, .07f, .045f);
  } else {
    Primitive& cup = maker.cone(tip.x + .05f * r.cosine, tip.y + .05f * r.sine, 0, .08f, .1f, .2f);
    pointAlong(cup, r.cosine, r.sine, .001f);
  }
  maker.begin("cable", paints.joint);
  maker.limb({-base * .6f, .1f, .1f}, {elbow.x * .4f - .1f, .5f + a * p.sine * .4f, thick}, .05f, .05f);
  maker.phrases.add(tool == 0 ? "a gripper" : tool == 1 ? "a welding tip" : "a suction cup");
  return "robot arm";
}

PIWA_NOINLINE void makeRobot(Maker& maker) {
  const i32 kind = maker.random.below(7);
  const RobotPaints paints = drawRobotPaints(maker);
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

// Heads, arms and chests of robots.
#pragma once
#include "built-kit.hpp"

namespace piwa {

struct AutomatonPaints {
  i32 body;
  i32 joint;
  i32 accent;
  i32 light;
};

PIWA_NOINLINE AutomatonPaints drawAutomatonPaints(Maker& maker) {
  const i32 color = maker.random.below(5);
  const i32 body = maker.paintScheme(Material::metal, color);
  const i32 joint = paintSteel(maker);
  const i32 accent = maker.paintScheme(Material::plastic, color + 2);
  constexpr Color lights[4] = {
      {.5f, .7f, .95f}, {.02f, .8f, .95f}, {.14f, .75f, .97f}, {.35f, .75f, .9f}};
  const i32 light = maker.paint(Material::glass, drawFrom(maker.random, lights, 4));
  return {body, joint, accent, light};
}

/// A head that stands on y; returns the phrase for its face.
PIWA_NOINLINE const char* addAutomatonHead(Maker& maker, const AutomatonPaints& paints, f32 y, f32 wide) {
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
    maker
        .limb({wide * .4f, high * .5f, front * .5f}, {wide * .5f, high * .5f, front + .22f}, .09f,
              .12f)
        .mirrorX = 1;
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
  return face == 0   ? "two round eyes"
         : face == 1 ? "a visor"
         : face == 2 ? "one big eye"
                     : "eyes on stalks";
}

PIWA_NOINLINE const char* addRobotHand(Maker& maker, const AutomatonPaints& paints, i32 kind,
                                       const Point<f32>& at, i32 mirror) {
  const i32 first = maker.recipe.count;
  maker.begin("hand", paints.accent);
  if (kind == 1) {
    maker.ball(at.x, at.y, at.z, .14f, .14f, .14f);
  } else if (kind == 2) {
    maker.box(at.x, at.y - .05f, at.z, .12f, .12f, .09f, .03f);
    maker.limb({at.x - .08f, at.y - .12f, at.z + .06f}, {at.x - .08f, at.y - .28f, at.z + .1f},
               .055f, .05f);
    maker.limb({at.x + .08f, at.y - .12f, at.z + .06f}, {at.x + .08f, at.y - .28f, at.z + .1f},
               .055f, .05f);
  } else {
    maker.cone(at.x, at.y - .12f, at.z, .05f, .2f, .12f);
  }
  for (i32 i = first; i < maker.recipe.count; i++) {
    maker.recipe.primitive[i].mirrorX = mirror;
  }
  return kind == 1 ? "ball hands" : kind == 2 ? "pincers" : "drill hands";
}

PIWA_NOINLINE void addRobotArms(Maker& maker, const AutomatonPaints& paints, f32 x, f32 y) {
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
    maker.limb({s * shoulder, y, 0}, {s * elbowX, elbowY, forward * .5f}, thick, thick).mirrorX =
        mirror;
    maker
        .limb({s * elbowX, elbowY, forward * .5f}, {s * handX, handY, forward}, thick, thick * 1.2f)
        .mirrorX = mirror;
    maker.begin("elbow", paints.joint);
    maker.ball(s * elbowX, elbowY, forward * .5f, thick * 1.35f, thick * 1.35f, thick * 1.35f)
        .mirrorX = mirror;
    const char* phrase = addRobotHand(maker, paints, hand, {s * handX, handY, forward}, mirror);
    if (side == 0) {
      maker.phrases.add(phrase);
    }
  }
}

PIWA_NOINLINE void addChest(Maker& maker, const AutomatonPaints& paints, f32 y, f32 front, f32 wide) {
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

}  // namespace piwa

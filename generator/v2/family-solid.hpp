// Constructive solids: a few primitives of contrasting sizes, united and cut, turned at random.
#pragma once
#include "abstract-kit.hpp"

namespace piwa {

struct SolidCore {
  i32 kind;
  f32 x, y, z;
  f32 size;
};

/// A cut through the core that shows: its walls have a color of their own.
PIWA_NOINLINE const char* carve(Maker& maker, const SolidCore& core, i32 paint) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(5);
  const i32 axis = random.below(3);
  const f32 width = core.size * random.between(.2f, .42f);
  const f32 dx = core.size * random.between(-.3f, .3f);
  const f32 dy = core.size * random.between(-.3f, .3f);
  const f32 angle = random.between(-.8f, .8f);
  const i32 count = 2 + random.below(2);
  maker.begin("cut", paint);
  const f32 x = core.x + dx;
  const f32 y = core.y + dy;
  if (kind == 0) {
    Primitive& p = maker.cut({Shape::cylinder, x, y, core.z, width, core.size * 1.6f, 0.f});
    p.part = maker.part;
    rotateAround(p, axis == 0 ? 1.f : 0.f, 0, axis == 0 ? 0.f : 1.f, axis == 1 ? angle : halfPi);
    return "a round hole";
  }
  if (kind == 1) {
    Primitive& p = recess(maker, x, y, core.z, width * .8f, core.size * 1.6f, width * .8f);
    rotateAround(p, axis == 0 ? 1.f : 0.f, 0, axis == 0 ? 0.f : 1.f, axis == 1 ? angle : halfPi);
    return "a square hole";
  }
  if (kind == 2) {
    const f32 d = core.size * .75f;
    Primitive& p = maker.cut({Shape::ellipsoid, core.x + d, core.y + d * .6f, core.z + d,
                              width * 2.2f, width * 2.2f, width * 2.2f});
    p.part = maker.part;
    return "a scooped corner";
  }
  if (kind == 3) {
    Primitive& p = recess(maker, x, core.y, core.z, .07f, core.size * 1.2f, core.size * 1.5f);
    p.center[1] = core.y + core.size * .95f;
    rotateAround(p, 0, 1, 0, angle);
    p.repeatCount[0] = count;
    p.repeatStep[0] = core.size * .55f;
    return "parallel slots";
  }
  Primitive& p = recess(maker, core.x + core.size * .7f, core.y + core.size * .6f, core.z,
                        core.size * .6f, core.size * .5f, core.size * 1.6f);
  rotateAround(p, 0, 1, 0, axis == 0 ? halfPi : axis == 1 ? angle : 0.f);
  return "a stepped corner";
}

PIWA_NOINLINE SolidCore addCore(Maker& maker, i32 paint, i32 kind, f32 size) {
  RandomStream& random = maker.random;
  const f32 wide = random.between(.5f, 1.f);
  const f32 high = random.between(.4f, 1.f);
  const f32 deep = random.between(.5f, 1.f);
  maker.begin("core", paint);
  Primitive* core = nullptr;
  if (kind == 0) {
    core = &maker.box(0, 0, 0, size * wide, size * high, size * deep, .02f);
  } else if (kind == 1) {
    core = &maker.ball(0, 0, 0, size, size * larger(high, .7f), size);
  } else if (kind == 2) {
    core = &maker.cylinder(0, 0, 0, size * wide, size * high);
  } else if (kind == 3) {
    core = &maker.cone(0, 0, 0, size, size * high, size * .2f);
  } else {
    f32 points[24];
    const i32 corners = kind == 4 ? 6 : 10;
    starPoints(points, corners, size, kind == 4 ? size : size * .5f, 0.f);
    core = &maker.prism(0, 0, 0, points, corners, size * deep * .6f);
  }
  turnFreely(maker, *core);
  return {kind, 0.f, 0.f, 0.f, size * .8f};
}

PIWA_NOINLINE void makeSolid(Maker& maker) {
  RandomStream& random = maker.random;
  const AbstractPaints paints = drawAbstractPaints(maker);
  const i32 kind = random.below(6);
  const f32 size = random.between(.45f, .75f);
  const i32 cuts = 1 + random.below(2);
  const i32 extras = 2 + random.below(5);
  const bool echo = random.chance(.35f);
  const SolidCore core = addCore(maker, paints.first, kind, size);
  for (i32 i = 0; i < cuts; i++) {
    maker.phrases.add(carve(maker, core, paints.third));
  }
  f32 x = 0.f;
  f32 y = 0.f;
  f32 z = 0.f;
  f32 reach = size;
  const i32 family = random.below(freeShapes);
  for (i32 i = 0; i < extras; i++) {
    const i32 other = random.below(freeShapes);
    const f32 share = i % 2 == 0 ? random.between(.5f, .95f) : random.between(.22f, .4f);
    const f32 turn = random.between(0.f, fullTurn);
    const f32 lift = random.between(-.9f, .9f);
    const bool chained = random.chance(.35f);
    const i32 shape = echo && i > 0 ? family : other;
    const f32 next = size * share;
    const SineCosine<f32> at = sineCosine(turn);
    const f32 flat = squareRoot(1.f - lift * lift);
    const f32 from = chained ? .8f : 1.f;
    const f32 away = (chained ? reach * .6f : size * .75f) + next * .35f;
    const f32 px = (chained ? x : 0.f) + away * flat * at.cosine * from;
    const f32 py = (chained ? y : 0.f) + away * lift * from;
    const f32 pz = (chained ? z : 0.f) + away * flat * at.sine * from;
    maker.begin(shapeWord(shape), i % 3 == 1 ? paints.third : paints.second);
    Primitive& p = addFree(maker, shape, px, py, pz, next);
    turnFreely(maker, p);
    maker.begin("joint", paints.third);
    const Point<f32> start{chained ? x : 0.f, chained ? y : 0.f, chained ? z : 0.f};
    maker.limb(start, {px, py, pz}, .08f, .08f);
    if (shape == 4 || shape == 7 || shape == 8) {
      if (shape != 8) {
        maker.limb({px, py, pz}, {px + next * .4f, py, pz}, .07f, .07f);
      }
      maker.ball(px, py, pz, next * .45f, next * .45f, next * .45f);
    }
    if (maker.phrases.count < 5) {
      maker.phrases.add(shape == 9   ? "an egg"
                        : shape == 7 ? "an arch"
                        : shape == 0 ? "a block"
                        : shape == 1 ? "a ball"
                        : shape == 2 ? "a cylinder"
                        : shape == 3 ? "a cone"
                        : shape == 4 ? "a ring"
                        : shape == 5 ? "a star"
                        : shape == 6 ? "a rod"
                        : shape == 8 ? "a cage"
                                     : "a wedge");
    }
    x = px;
    y = py;
    z = pz;
    reach = next;
  }
  constexpr const char* cores[6] = {"block",           "ball",      "cylinder", "cone",
                                    "hexagonal prism", "star prism"};
  startCaption(maker.caption, "abstract sculpture of a ");
  maker.caption.write(paintWord(maker, paints.first));
  nameMaterial(maker, paints.first);
  writeWord(maker.caption, cores[kind]);
  listParts(maker);
  maker.tag("sculpture.n.01");
  maker.tag("solid.n.03");
}

}  // namespace piwa

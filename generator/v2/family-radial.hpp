// Compositions of n folds around an axis: wheels, mandalas, fountains, gazebos, carousels, urchins.
#pragma once
#include "family-radial-pavilion.hpp"

namespace piwa {

PIWA_NOINLINE const char* makeWheel(Maker& maker, const AbstractPaints& paints) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(3);
  const i32 spokes = 3 + random.below(8);
  const f32 rim = random.between(.07f, .16f);
  const f32 deep = random.between(.06f, .3f);
  const f32 hub = random.between(.12f, .3f);
  const f32 mid = random.between(.4f, .7f);
  const f32 reach = random.between(.1f, .3f);
  const f32 tilt = random.between(-.3f, .3f);
  const bool middle = random.chance(.5f);
  const f32 angle = fullTurn / (f32)spokes;
  const f32 y = kind == 2 ? 1.2f : 0.f;
  const i32 outer = maker.openFrame(0, y, 0, tilt, 1.f);
  maker.tiltFrame(1, 0, 0, halfPi);
  maker.begin("rim", paints.first);
  Primitive& r = maker.torus(0, 0, 0, .85f, rim);
  if (kind == 2) {
    r.center[1] = deep;
    maker.torus(0, -deep, 0, .85f, rim * .8f);
  }
  maker.begin("spoke", paints.second);
  if (kind == 1) {
    maker.limb({0, 0, 0}, {.85f, 0, 0}, .09f, .06f).foldAngle = angle;
    maker.limb({.8f, 0, 0}, {.9f + reach, 0, 0}, .09f, .075f).foldAngle = angle;
    maker.ball(.92f + reach, 0, 0, .11f, .11f, .11f).foldAngle = angle;
  } else {
    maker.box(.42f, 0, 0, .42f, kind == 2 ? deep : .055f, .055f).foldAngle = angle;
  }
  if (middle) {
    maker.begin("ring", paints.third);
    maker.torus(0, 0, 0, mid, .07f);
  }
  maker.begin("hub", paints.third);
  maker.cylinder(0, 0, 0, hub, deep + .1f, .03f);
  if (kind == 2) {
    maker.begin("cabin", paints.third);
    maker.ball(.85f, 0, 0, .16f, deep + .02f, .14f).foldAngle = angle;
  }
  maker.closeFrame(outer);
  if (kind == 2) {
    maker.begin("stand", paints.first);
    Primitive& leg = maker.limb({0, 1.2f, deep + .16f}, {.7f, 0, deep + .3f}, .07f, .08f);
    leg.mirrorX = 1;
    leg.mirrorZ = 1;
    maker.box(0, 0, 0, .85f, .06f, deep + .4f);
    disc(maker, 0, 1.2f, 0, .1f, deep + .22f);
    maker.phrases.addCounted(spokes, "cabin", "cabins");
    maker.tag("ferris_wheel.n.01");
    return "ferris wheel";
  }
  maker.phrases.addCounted(spokes, "spoke", "spokes");
  maker.tag("wheel.n.01");
  return kind == 1 ? "ship's wheel" : "spoked wheel";
}

/// Layers of folded shapes around a disc.
PIWA_NOINLINE const char* makeMandala(Maker& maker, const AbstractPaints& paints) {
  RandomStream& random = maker.random;
  const i32 folds = 5 + random.below(8);
  const i32 layers = 2 + random.below(3);
  const i32 pose = random.below(3);
  const f32 disc = random.between(.2f, .45f);
  const f32 cup = random.between(-.1f, .6f);
  const i32 outer = maker.openFrame(0, 0, 0, 0, 1.f);
  maker.tiltFrame(1, 0, 0, pose == 0 ? 0.f : pose == 1 ? halfPi : halfPi * .6f);
  f32 radius = disc;
  maker.begin("center", paints.third);
  maker.cylinder(0, 0, 0, disc, .11f, .02f);
  maker.ball(0, .1f, 0, disc * .6f, disc * .5f, disc * .6f);
  for (i32 i = 0; i < layers; i++) {
    const i32 kind = random.below(5);
    const f32 reach = random.between(.2f, .45f);
    const f32 width = pi * (radius + reach * .5f) / (f32)folds * random.between(.5f, .95f);
    const i32 count = i == 2 ? folds * 2 : folds;
    const f32 lift = cup * (f32)(i + 1) * .15f;
    const f32 angle = fullTurn / (f32)count;
    const f32 w = i == 2 ? width * .5f : width;
    const i32 own = maker.openFrame(0, lift, 0, i % 2 == 1 ? .5f * angle : 0.f, 1.f);
    maker.begin(kind == 0   ? "petal"
                : kind == 1 ? "ray"
                : kind == 2 ? "bead"
                : kind == 3 ? "link"
                            : "arch",
                i % 2 == 0 ? paints.first : paints.second);
    const f32 x = radius + reach * .4f;
    if (kind == 0) {
      Primitive& p = maker.ball(x, 0, 0, reach * .75f, .08f, larger(w, .08f));
      rotateAround(p, 0, 0, 1, cup * .5f);
      p.foldAngle = angle;
    } else if (kind == 1) {
      maker.limb({radius * .7f, 0, 0}, {radius + reach, lift, 0}, larger(w * .7f, .08f), .05f)
          .foldAngle = angle;
    } else if (kind == 2) {
      maker.torus(0, 0, 0, x, .065f);
      maker.ball(x, .03f, 0, larger(w * .8f, .1f), larger(w * .7f, .1f), larger(w * .8f, .1f))
          .foldAngle = angle;
    } else if (kind == 3) {
      maker.torus(x, 0, 0, larger(w * .8f, .14f), .06f).foldAngle = angle;
      maker.torus(0, 0, 0, radius, .06f);
    } else {
      Primitive& p = maker.arc(x - .05f, 0, 0, larger(w * .9f, .14f), .065f, 1.9f);
      rotateAround(p, 0, 0, 1, -halfPi);
      rotateAround(p, 1, 0, 0, halfPi);
      p.foldAngle = angle;
      maker.torus(0, 0, 0, radius + .02f, .06f);
    }
    maker.cylinder(0, -lift * .5f, 0, smaller(radius, .5f), .06f + lift * .5f);
    maker.closeFrame(own);
    radius = radius + reach * .75f;
  }
  maker.closeFrame(outer);
  maker.phrases.addCounted(layers, "layer", "layers");
  maker.phrases.addCounted(folds, "fold", "folds");
  maker.tag("mandala.n.01");
  maker.tag("decoration.n.01");
  return pose == 0 ? "lying rosette" : "rosette";
}

/// Spikes, rods and rings in all directions from a core.
PIWA_NOINLINE const char* makeUrchin(Maker& maker, const AbstractPaints& paints) {
  RandomStream& random = maker.random;
  const i32 folds = 4 + random.below(6);
  const i32 rows = 3 + random.below(3);
  const f32 core = random.between(.25f, .55f);
  const f32 tall = random.between(.6f, 1.5f);
  const bool knobs = random.chance(.5f);
  const bool orbit = random.chance(.4f);
  const f32 thick = random.between(.06f, .11f);
  const f32 axis = random.between(.2f, .7f);
  maker.begin("core", paints.first);
  maker.ball(0, 0, 0, core, core * tall, core);
  for (i32 i = 0; i < rows; i++) {
    const f32 reach = random.between(.25f, .7f);
    const f32 t = ((f32)i + .5f) / (f32)rows * 2.f - 1.f;
    const SineCosine<f32> at = sineCosine(t * 1.35f);
    const f32 half = fullTurn / (f32)folds * .5f;
    const i32 own = maker.openFrame(0, 0, 0, i % 2 == 0 ? 0.f : half, 1.f);
    const f32 x = core * at.cosine;
    const f32 y = core * tall * at.sine;
    maker.begin("spike", i % 2 == 0 ? paints.second : paints.third);
    const Point<f32> tip{x + reach * at.cosine, y + reach * at.sine, 0.f};
    maker.limb({x * .6f, y * .6f, 0}, tip, thick, knobs ? thick * .7f : .045f).foldAngle =
        fullTurn / (f32)folds;
    if (knobs) {
      maker.ball(tip.x, tip.y, 0, thick * 1.5f, thick * 1.5f, thick * 1.5f).foldAngle =
          fullTurn / (f32)folds;
    }
    maker.closeFrame(own);
  }
  maker.begin("axis", paints.third);
  maker.limb({0, -core * tall - axis, 0}, {0, core * tall + axis, 0}, .08f, .08f);
  if (orbit) {
    maker.begin("ring", paints.third);
    Primitive& p = maker.torus(0, 0, 0, core + .2f, .07f);
    rotateAround(p, 1, 0, 0, .4f);
    maker.phrases.add("a tilted ring");
  }
  maker.phrases.addCounted(rows, "row", knobs ? "rows of knobbed rods" : "rows of spikes");
  maker.tag("sculpture.n.01");
  return knobs ? "molecule-like star" : "spiked star";
}

PIWA_NOINLINE void makeRadial(Maker& maker) {
  const i32 kind = maker.random.below(8);
  const AbstractPaints paints = drawAbstractPaints(maker);
  const char* noun = "";
  switch (kind) {
    case 0:
    case 1:
      noun = makeFountain(maker, paints);
      break;
    case 2:
    case 3:
      noun = makeGazebo(maker, paints);
      break;
    case 4:
      noun = makeWheel(maker, paints);
      break;
    case 5:
    case 6:
      noun = makeMandala(maker, paints);
      break;
    default:
      noun = makeUrchin(maker, paints);
      break;
  }
  describeAs(maker, "", paints.first, noun);
  listParts(maker);
  maker.tag("artifact.n.01");
}

}  // namespace piwa

// Household devices: radios, telephones, televisions, fans, toasters, gramophones, typewriters.
#pragma once
#include "household-kit.hpp"

namespace piwa {

struct DevicePaints {
  i32 body;
  i32 dark;
  i32 metal;
};

PIWA_NOINLINE DevicePaints drawDevicePaints(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 color = random.below(5);
  const i32 roll = random.below(4);
  const i32 body = roll == 0   ? maker.paintNatural(Material::wood)
                   : roll == 1 ? maker.paintScheme(Material::metal, color)
                               : maker.paintScheme(Material::plastic, color);
  const i32 dark = maker.paint(Material::plastic, {.6f, .15f, .16f});
  const i32 metal = maker.paint(Material::metal, {.58f, .05f, .8f});
  return {body, dark, metal};
}

PIWA_NOINLINE void makeRadio(Maker& maker, const DevicePaints& paints) {
  RandomStream& random = maker.random;
  const f32 wide = random.between(.55f, .95f);
  const f32 half = random.between(.32f, .6f);
  const f32 deep = random.between(.18f, .32f);
  const i32 form = random.below(3);
  const i32 knobs = 2 + random.below(3);
  const f32 speaker = half * random.between(.5f, .75f);
  const f32 aerial = random.between(.4f, .9f);
  const f32 lean = random.between(-.6f, .6f);
  const bool both = random.chance(.4f);
  const bool grille = random.chance(.5f);
  const i32 cloth = maker.paintNatural(Material::leather);
  maker.begin("case", paints.body);
  maker.box(0, 0, 0, wide, half, deep, form == 0 ? .14f : .04f);
  if (form == 1) {
    disc(maker, 0, half * .8f, 0, wide * .75f, deep, .03f);
  }
  const f32 side = both ? wide * .62f : -wide * .4f;
  maker.begin("speaker", cloth);
  if (grille) {
    Primitive& bar = maker.box(side, -.02f, deep, speaker * .9f, .05f, .055f, .02f);
    bar.repeatCount[1] = 3;
    bar.repeatStep[1] = speaker * .62f;
    bar.mirrorX = both ? 1 : 0;
  } else {
    const f32 size = both ? smaller(speaker, wide * .33f) : speaker;
    disc(maker, side, 0, deep, size, .06f).mirrorX = both ? 1 : 0;
    maker.begin("speaker ring", paints.metal);
    ring(maker, side, 0, deep + .02f, size, .05f).mirrorX = both ? 1 : 0;
  }
  maker.begin("scale", paintPale(maker, Material::plastic));
  const f32 x = both ? 0.f : wide * .5f;
  maker.box(x, half * .35f, deep, both ? wide * .22f : wide * .36f, half * .28f, .05f);
  maker.begin("knob", paints.dark);
  Primitive& knob = disc(maker, x, -half * .45f, deep + .06f, .085f, .07f);
  knob.repeatCount[0] = both ? 1 : knobs;
  knob.repeatStep[0] = .7f * wide / (f32)knobs;
  maker.begin("handle", paints.metal);
  if (form != 1) {
    maker.box(wide * .7f, half + .1f, 0, .05f, .12f, .055f).mirrorX = 1;
    maker.box(0, half + .2f, 0, wide * .75f, .055f, .07f, .03f);
    maker.phrases.add("a handle");
  }
  maker.limb({wide * .8f, half - .05f, -deep * .5f},
             {wide * .8f + lean * aerial, half + aerial, -deep * .5f}, .04f, .035f);
  maker.phrases.add("an aerial");
  maker.phrases.addCounted(both ? 2 : 1, "speaker", "speakers");
  describe(maker, paints.body, "radio");
  maker.tag("radio_receiver.n.01");
}

struct UprightSizes {
  f32 wide;
  f32 tall;
  f32 hook;
  f32 twirl;
};

/// A telephone like a candlestick.
PIWA_NOINLINE void addUprightTelephone(Maker& maker, const DevicePaints& paints, i32 face,
                                       const UprightSizes& s) {
  maker.begin("foot", paints.body);
  maker.cylinder(0, .07f, 0, s.wide * .7f, .08f, .03f);
  maker.begin("stem", paints.body);
  maker.cylinder(0, s.tall * .5f, 0, .09f, s.tall * .5f);
  maker.begin("mouthpiece", face);
  pointAlong(maker.cone(0, s.tall + .08f, .16f, .09f, .16f, .2f), 0, .35f, .95f);
  disc(maker, 0, s.tall * .35f, .08f, .17f, .08f);
  maker.begin("fork", face);
  maker.limb({.05f, s.tall * s.hook, 0}, {.34f, s.tall * s.hook + .04f, 0}, .045f, .045f);
  maker.begin("receiver", paints.dark);
  const i32 outer = maker.openFrame(.36f, s.tall * s.hook, 0, 0, 1.f);
  maker.tiltFrame(0, 0, 1, s.twirl * .5f);
  maker.cylinder(0, -.08f, 0, .1f, .26f);
  maker.cone(0, .24f, 0, .1f, .1f, .17f);
  maker.closeFrame(outer);
  maker.phrases.add("a separate receiver");
  describe(maker, paints.body, "candlestick telephone");
}

/// The sloping front of a telephone: a dial with holes, or nine keys.
PIWA_NOINLINE void addDialPanel(Maker& maker, i32 face, i32 dark, bool round, i32 holes,
                                const Extent& s) {
  const f32 run = s.z * .55f;
  const f32 angle = arcTangent2(2.f * s.y, run);
  const i32 outer = maker.openFrame(0, s.y, s.z * .725f, 0, 1.f);
  maker.tiltFrame(1, 0, 0, angle - halfPi);
  maker.begin(round ? "dial" : "key", face);
  if (round) {
    disc(maker, 0, 0, 0, smaller(s.x * .6f, s.y * 1.4f), .07f);
    maker.begin("finger hole", dark);
    const i32 inner = maker.openFrame(0, 0, .08f, 0, 1.f);
    maker.tiltFrame(1, 0, 0, halfPi);
    maker.ball(smaller(s.x * .42f, s.y), 0, 0, .055f, .045f, .055f).foldAngle =
        fullTurn / (f32)holes;
    maker.closeFrame(inner);
  } else {
    Primitive& key = maker.box(0, 0, .02f, .07f, .055f, .06f, .02f);
    key.repeatCount[0] = 3;
    key.repeatStep[0] = .24f;
    key.repeatCount[1] = 3;
    key.repeatStep[1] = .2f;
  }
  maker.closeFrame(outer);
}

PIWA_NOINLINE void makeTelephone(Maker& maker, const DevicePaints& paints) {
  RandomStream& random = maker.random;
  const f32 wide = random.between(.38f, .7f);
  const f32 half = random.between(.14f, .34f);
  const f32 deep = random.between(.38f, .65f);
  const i32 form = random.below(3);
  const f32 lift = random.between(.12f, .34f);
  const f32 tall = random.between(.5f, 1.3f);
  const f32 hook = random.between(.5f, .85f);
  const f32 twirl = random.between(-.5f, .5f);
  const bool corded = random.chance(.5f);
  const i32 holes = 6 + random.below(3);
  const bool brassy = random.chance(.5f);
  const i32 face = brassy ? paintBrass(maker) : paintPale(maker, Material::plastic);
  if (form == 0) {
    addUprightTelephone(maker, paints, face, {wide, tall, hook, twirl});
  } else {
    const f32 points[8] = {-deep, 0, deep, 0, deep * .45f, 2.f * half, -deep * .6f, 2.f * half};
    maker.begin("case", paints.body);
    Primitive& body = maker.prism(0, 0, 0, points, 4, wide);
    rotateAround(body, 0, 1, 0, -halfPi);
    body.rounding = .04f;
    addDialPanel(maker, face, paints.dark, form == 1, holes, {wide, half, deep});
    const f32 top = 2.f * half + lift;
    maker.begin("cradle", paints.metal);
    maker.box(wide * .5f, 2.f * half + lift * .4f, 0, .07f, lift * .6f + .04f, .12f, .02f)
        .mirrorX = 1;
    maker.begin("handset", paints.body);
    maker.limb({-wide * .95f, top + .04f, 0}, {wide * .95f, top + .04f, 0}, .09f, .09f);
    Primitive& cup = maker.cone(wide * .95f, top - .04f, 0, .19f, .1f, .11f);
    cup.mirrorX = 1;
    maker.phrases.add(form == 1 ? "a round dial" : "nine keys");
    if (corded) {
      maker.begin("cord", paints.dark);
      maker.limb({-wide * .9f, top, 0}, {-wide * 1.5f, .1f, .1f}, .05f, .05f);
      maker.limb({-wide * 1.5f, .1f, .1f}, {-wide * .8f, .1f, -deep * .5f}, .05f, .05f);
      maker.phrases.add("a cord");
    }
    maker.phrases.add("a handset");
    describe(maker, paints.body, "telephone");
  }
  maker.tag("telephone.n.01");
}

/// A flat screen on a stand, on feet or on a cabinet.
PIWA_NOINLINE void addFlatScreen(Maker& maker, const DevicePaints& paints, i32 screen, f32 wide,
                                 f32 half, f32 legs, i32 footing) {
  maker.box(0, 0, 0, wide * 1.1f, half, .07f, .02f);
  if (footing == 1) {
    maker.begin("foot", paints.dark);
    maker.limb({wide * .6f, -half, 0}, {wide * .7f, -half - legs, .22f}, .05f, .05f).mirrorX = 1;
    maker.limb({wide * .6f, -half, 0}, {wide * .7f, -half - legs, -.22f}, .05f, .05f).mirrorX = 1;
  } else if (footing == 2) {
    maker.begin("cabinet", maker.paintNatural(Material::wood));
    const f32 y = -half - .1f - legs;
    maker.box(0, y, 0, wide * 1.3f, legs, .3f, .02f);
    maker.begin("drawer", paints.body);
    Primitive& front = maker.box(0, y, .3f, wide * .55f, legs * .75f, .05f, .02f);
    front.repeatCount[0] = 2;
    front.repeatStep[0] = wide * 1.25f;
  }
  maker.begin("screen", screen);
  maker.box(0, .02f, .04f, wide * 1.02f, half - .08f, .07f);
  maker.begin("foot", paints.dark);
  if (footing != 1) {
    maker.box(0, -half - .08f, -.02f, .12f, .14f, .06f);
  }
  if (footing == 0) {
    maker.box(0, -half - legs * .3f - .05f, 0, wide * .5f, .05f, .26f, .02f);
    maker.box(0, -half - legs * .15f, -.02f, .1f, legs * .15f + .06f, .06f);
  }
  maker.phrases.add(footing == 0   ? "a stand"
                    : footing == 1 ? "two splayed feet"
                                   : "a cabinet below");
  describe(maker, paints.body, "flat television");
  maker.tag("television_receiver.n.01");
}

PIWA_NOINLINE void makeTelevision(Maker& maker, const DevicePaints& paints) {
  RandomStream& random = maker.random;
  const f32 wide = random.between(.6f, .95f);
  const f32 half = random.between(.4f, .62f);
  const f32 deep = random.between(.2f, .45f);
  const bool flat = random.chance(.35f);
  const i32 footing = random.below(3);
  const i32 knobs = 2 + random.below(2);
  const f32 legs = random.between(.15f, .6f);
  const f32 ears = random.between(.4f, .8f);
  const f32 left = random.between(.15f, .9f);
  const f32 right = random.between(.15f, .9f);
  const i32 screen = maker.paint(Material::glass, {.5f, .35f, .3f});
  maker.begin("case", paints.body);
  if (flat) {
    addFlatScreen(maker, paints, screen, wide, half, legs, footing);
    return;
  }
  maker.box(0, 0, 0, wide, half, deep, .06f);
  maker.box(0, 0, -deep, wide * .7f, half * .75f, deep * .5f, .08f);
  const f32 screenX = -wide * .2f;
  maker.begin("screen", screen);
  maker.box(screenX, 0, deep, wide * .64f, half * .76f, .07f, .05f);
  maker.begin("knob", paints.metal);
  Primitive& knob = disc(maker, wide * .74f, half * .3f, deep + .04f, .08f, .07f);
  knob.repeatCount[2] = knobs;
  knob.repeatStep[2] = .24f;
  maker.begin("speaker", paints.dark);
  maker.box(wide * .74f, -half * .45f, deep, wide * .15f, half * .25f, .05f);
  maker.begin("leg", paints.metal);
  const i32 outer = maker.openFrame(0, -half - legs, 0, 0, 1.f);
  fourLegs(maker, LegStyle::tapered, wide * .7f, deep * .6f, legs + .04f, .06f, .12f);
  maker.closeFrame(outer);
  maker.begin("aerial", paints.metal);
  maker.cylinder(0, half + .03f, 0, .16f, .07f, .03f);
  maker.limb({0, half + .05f, 0}, {left * ears, half + ears, 0}, .04f, .035f);
  maker.limb({0, half + .05f, 0}, {-right * ears, half + ears * .9f, 0}, .04f, .035f);
  maker.phrases.add("a forked aerial");
  maker.phrases.addCounted(knobs, "knob", "knobs");
  describe(maker, paints.body, "old television");
  maker.tag("television_receiver.n.01");
}

PIWA_NOINLINE void makeFan(Maker& maker, const DevicePaints& paints) {
  RandomStream& random = maker.random;
  const i32 blades = 3 + random.below(3);
  const f32 radius = random.between(.4f, .65f);
  const f32 high = random.between(.3f, 1.1f);
  const f32 base = random.between(.28f, .45f);
  const f32 pitch = random.between(.3f, .7f);
  const i32 bars = 4 + random.below(3);
  const f32 tilt = random.between(-.3f, .1f);
  const i32 blade = maker.paintScheme(Material::plastic, 2);
  maker.begin("base", paints.body);
  maker.cylinder(0, .07f, 0, base, .08f, .04f);
  maker.begin("pole", paints.body);
  maker.cylinder(0, high * .5f, -.1f, .07f, high * .5f + .05f);
  const i32 outer = maker.openFrame(0, high + radius, 0, 0, 1.f);
  maker.tiltFrame(1, 0, 0, halfPi + tilt);
  maker.begin("motor", paints.body);
  maker.cylinder(0, -.16f, 0, .17f, .18f, .06f);
  maker.begin("blade", blade);
  Primitive& wing = maker.ball(radius * .48f, .06f, 0, radius * .42f, .05f, radius * .26f);
  rotateAround(wing, 1, 0, 0, pitch);
  wing.foldAngle = fullTurn / (f32)blades;
  maker.ball(0, .08f, 0, .13f, .12f, .13f);
  maker.begin("guard", paints.metal);
  maker.torus(0, .05f, 0, radius, .05f);
  maker.limb({.05f, .22f, 0}, {radius, .08f, 0}, .035f, .035f).foldAngle = fullTurn / (f32)bars;
  maker.limb({.05f, -.2f, 0}, {radius, .02f, 0}, .035f, .035f).foldAngle = fullTurn / (f32)bars;
  maker.closeFrame(outer);
  maker.begin("neck", paints.body);
  maker.limb({0, high, -.1f}, {0, high + radius, -.22f}, .08f, .1f);
  maker.phrases.addCounted(blades, "blade", "blades");
  maker.phrases.add("a wire guard");
  describe(maker, paints.body, high > .75f ? "standing fan" : "desk fan");
  maker.tag("electric_fan.n.01");
}

}  // namespace piwa

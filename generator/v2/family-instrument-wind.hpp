// Wind instruments, bells and rattles; and the choice between all instruments.
#pragma once
#include "family-instrument-keys.hpp"

namespace piwa {

PIWA_NOINLINE void makeTrumpet(Maker& maker) {
  RandomStream& random = maker.random;
  const f32 reach = random.between(.35f, .65f);
  const f32 bend = random.between(.14f, .26f);
  const f32 flare = random.between(.22f, .38f);
  const f32 bell = random.between(.22f, .45f);
  const f32 pipe = random.between(.25f, .55f);
  const i32 valves = 2 + random.below(3);
  const bool slide = random.chance(.35f);
  const f32 lift = random.between(0.f, .5f);
  const i32 brass = paintBrass(maker);
  const i32 outer = maker.openFrame(0, .4f, 0, 0, 1.f);
  maker.tiltFrame(0, 0, 1, lift * .5f);
  maker.begin("tube", brass);
  maker.limb({-reach - pipe, bend, 0}, {reach, bend, 0}, .055f, .055f);
  maker.limb({-reach, -bend, 0}, {reach, -bend, 0}, .05f, .05f);
  rotateAround(maker.arc(reach, 0, 0, bend, .05f, halfPi), 0, 0, 1, -halfPi);
  rotateAround(maker.arc(-reach, 0, 0, bend, .05f, halfPi), 0, 0, 1, halfPi);
  maker.begin("bell", brass);
  Primitive& horn = maker.cone(reach + bell * .8f, bend, 0, .07f, bell, flare);
  pointAlong(horn, 1, 0, 0);
  maker.begin("mouthpiece", brass);
  pointAlong(maker.cone(-reach - pipe - .05f, bend, 0, .06f, .09f, .1f), -1, 0, 0);
  if (slide) {
    maker.begin("slide", brass);
    const f32 out = reach + bell;
    maker.limb({-reach, -bend, 0}, {out, -bend, 0}, .05f, .05f);
    maker.limb({-reach, -bend - .3f, 0}, {out, -bend - .3f, 0}, .05f, .05f);
    rotateAround(maker.arc(out, -bend - .15f, 0, .15f, .05f, halfPi), 0, 0, 1, -halfPi);
    maker.limb({0, -bend, 0}, {0, -bend - .3f, 0}, .045f, .045f);
    maker.phrases.add("a slide");
  } else {
    maker.begin("valve", maker.paint(Material::metal, {.6f, .05f, .8f}));
    Primitive& valve = maker.cylinder(0, 0, 0, .075f, bend + .12f);
    valve.repeatCount[0] = valves;
    valve.repeatStep[0] = .24f;
    Primitive& cap = maker.cylinder(0, bend + .2f, 0, .045f, .1f);
    cap.repeatCount[0] = valves;
    cap.repeatStep[0] = .24f;
    maker.phrases.addCounted(valves, "valve", "valves");
  }
  maker.closeFrame(outer);
  maker.phrases.add(flare > .3f ? "a wide bell" : "a narrow bell");
  describe(maker, brass, slide ? "trombone" : "trumpet");
  maker.tag(slide ? "trombone.n.01" : "cornet.n.01");
}

PIWA_NOINLINE void makeHorn(Maker& maker) {
  RandomStream& random = maker.random;
  const f32 coil = random.between(.3f, .5f);
  const f32 flare = random.between(.25f, .42f);
  const f32 bell = random.between(.25f, .5f);
  const bool up = random.chance(.5f);
  const i32 valves = 2 + random.below(2);
  const f32 inner = coil * random.between(.5f, .65f);
  const f32 pipe = random.between(.2f, .5f);
  const i32 brass = paintBrass(maker);
  maker.begin("tube", brass);
  ring(maker, 0, 0, 0, coil, .07f);
  ring(maker, -.04f, .02f, .06f, inner, .06f);
  maker.limb({coil * .9f, -coil * .3f, 0}, {coil * .3f, -inner * .9f, .05f}, .06f, .06f);
  maker.begin("bell", brass);
  if (up) {
    const f32 y = coil * .3f;
    maker.limb({coil, -coil * .3f, 0}, {coil, y, 0}, .08f, .1f);
    maker.cone(coil, y + bell, 0, .1f, bell, flare);
  } else {
    Primitive& horn = maker.cone(coil * .85f + bell * .3f, -coil * .5f - bell * .6f, .05f, .09f,
                                 bell, flare);
    pointAlong(horn, .45f, -.9f, .1f);
  }
  maker.begin("mouthpiece", brass);
  maker.limb({-coil * .9f, coil * .3f, .02f}, {-coil * .7f - pipe, coil * .9f, .1f}, .055f, .05f);
  pointAlong(maker.cone(-coil * .7f - pipe, coil * .9f, .1f, .06f, .07f, .1f), -.8f, .45f, 0);
  maker.begin("valve", maker.paint(Material::metal, {.6f, .05f, .8f}));
  Primitive& valve = disc(maker, -.02f, 0, .1f, .075f, .12f);
  valve.repeatCount[0] = valves;
  valve.repeatStep[0] = .22f;
  maker.box(0, 0, .04f, inner, .05f, .05f);
  maker.phrases.addCounted(valves, "valve", "valves");
  maker.phrases.add(up ? "a bell that points up" : "a bell that points down");
  describe(maker, brass, up ? "tuba" : "French horn");
  maker.tag(up ? "bass_horn.n.01" : "french_horn.n.01");
}

PIWA_NOINLINE void makeSaxophone(Maker& maker) {
  RandomStream& random = maker.random;
  const f32 high = random.between(.8f, 1.3f);
  const f32 bow = random.between(.16f, .26f);
  const f32 bell = random.between(.3f, .55f);
  const f32 flare = random.between(.2f, .3f);
  const i32 keys = 4 + random.below(3);
  const f32 neck = random.between(.18f, .32f);
  const f32 lean = random.between(0.f, .25f);
  const i32 brass = paintBrass(maker);
  const i32 dark = maker.paint(Material::plastic, {.6f, .1f, .12f});
  const i32 outer = maker.openFrame(0, 0, 0, 0, 1.f);
  maker.tiltFrame(0, 0, 1, lean);
  maker.begin("tube", brass);
  maker.limb({-bow, 0, 0}, {-bow, high, 0}, .12f, .06f);
  maker.begin("bow", brass);
  rotateAround(maker.arc(0, 0, 0, bow, .12f, halfPi), 0, 0, 1, pi);
  maker.begin("bell", brass);
  maker.cone(bow + .03f, bell, 0, .12f, bell, flare);
  maker.begin("neck", brass);
  maker.arc(-bow - neck * .5f, high, 0, neck * .5f, .05f, halfPi);
  maker.begin("mouthpiece", dark);
  maker.limb({-bow - neck, high, 0}, {-bow - neck - .1f, high - .14f, 0}, .055f, .065f);
  maker.begin("key", maker.paint(Material::metal, {.58f, .06f, .85f}));
  Primitive& key = disc(maker, -bow, high * .45f, .1f, .07f, .06f);
  key.repeatCount[2] = keys;
  key.repeatStep[2] = high * .8f / (f32)keys;
  maker.limb({-bow + .02f, high * .1f, .12f}, {-bow + .02f, high * .8f, .1f}, .04f, .04f);
  maker.closeFrame(outer);
  maker.phrases.addCounted(keys, "key", "keys");
  describe(maker, brass, "saxophone");
  maker.tag("sax.n.02");
}

PIWA_NOINLINE void makeBell(Maker& maker) {
  RandomStream& random = maker.random;
  const f32 radius = random.between(.35f, .6f);
  const f32 half = random.between(.25f, .5f);
  const f32 crown = random.between(.35f, .65f);
  const i32 form = random.below(3);
  const f32 handle = random.between(.25f, .55f);
  const f32 beam = random.between(.1f, .25f);
  const i32 metal = paintBrass(maker);
  const i32 wood = maker.paintNatural(Material::wood);
  maker.begin("bell", metal);
  const f32 radii[latheRadii] = {radius * 1.2f,         radius * 1.12f, radius * .85f,
                                 radius * .72f,         radius * .68f,  radius * crown,
                                 radius * crown * .75f, .1f};
  maker.lathe(0, 0, 0, half, radii, 0);
  maker.torus(0, -half + .05f, 0, radius * 1.1f, .06f);
  maker.begin("clapper", wood);
  maker.ball(0, -half - .04f, 0, radius * .3f, .14f, radius * .3f);
  if (form == 0) {
    maker.begin("handle", wood);
    maker.limb({0, half - .08f, 0}, {0, half + handle, 0}, .07f, .1f);
    maker.phrases.add("a wooden handle");
  } else if (form == 1) {
    maker.begin("handle", metal);
    maker.arc(0, half - .02f, 0, handle * .5f, .06f, 2.f);
    maker.phrases.add("a loop on top");
  } else {
    const f32 wide = radius * 1.2f + .16f;
    const f32 top = half + beam + .05f;
    maker.begin("yoke", wood);
    maker.box(0, top, 0, wide, .09f, .1f, .02f);
    maker.cylinder(0, half, 0, .07f, beam + .05f);
    maker.box(wide, -.12f, 0, .08f, top + .12f, .1f, .02f).mirrorX = 1;
    maker.box(wide, -top - .24f, 0, .16f, .07f, radius * .9f, .02f).mirrorX = 1;
    maker.phrases.add("a wooden frame");
  }
  describe(maker, metal, form == 2 ? "church bell" : "hand bell");
  maker.tag("bell.n.01");
}

PIWA_NOINLINE void makePipes(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 pipes = 5 + random.below(4);
  const f32 longest = random.between(.6f, 1.f);
  const f32 shortest = longest * random.between(.25f, .6f);
  const f32 radius = random.between(.085f, .12f);
  const i32 form = random.below(3);
  const bool curved = random.chance(.4f);
  const i32 wood = maker.paintNatural(Material::wood);
  const i32 color = random.below(5);
  const i32 band = maker.paintScheme(Material::leather, color);
  if (form == 2) {
    const f32 head = random.between(.24f, .36f);
    const f32 spread = random.between(.4f, .8f);
    const f32 lean = random.between(.15f, .5f);
    for (i32 i = 0; i < 2; i++) {
      const f32 side = i == 0 ? -1.f : 1.f;
      maker.begin("handle", wood);
      maker.limb({-side * spread * .2f, .06f, .2f * side},
                 {side * spread * .6f, longest, lean * side}, .06f, .075f);
      maker.begin("head", band);
      maker.ball(side * spread * .6f, longest + head * .8f, lean * side, head, head * 1.2f, head);
    }
    maker.phrases.add("crossed handles");
    describe(maker, band, "pair of maracas");
    maker.tag("maraca.n.01");
    return;
  }
  maker.begin("pipe", wood);
  const f32 half = radius * .95f * (f32)(pipes - 1);
  for (i32 i = 0; i < pipes; i++) {
    const f32 t = (f32)i / (f32)(pipes - 1);
    const f32 length = longest + (shortest - longest) * t;
    const f32 x = -half + 2.f * half * t;
    const f32 z = curved ? .5f * x * x : 0.f;
    maker.cylinder(x, -length * .5f, z, radius, length * .5f);
  }
  maker.begin("band", band);
  maker.box(0, -shortest * .5f, curved ? half * half * .25f : 0.f, half + radius, .07f,
            radius + (curved ? half * half * .25f : .03f));
  maker.phrases.addCounted(pipes, "pipe", "pipes");
  describe(maker, wood, "panpipe");
  maker.tag("panpipe.n.01");
}

PIWA_NOINLINE void makeInstrument(Maker& maker) {
  const i32 kind = maker.random.below(17);
  switch (kind) {
    case 0:
    case 1:
      makeGuitar(maker, kind == 1);
      break;
    case 2:
      makeElectricGuitar(maker);
      break;
    case 3:
      makeViolin(maker);
      break;
    case 4:
    case 5:
      makeHarp(maker, kind == 5);
      break;
    case 6:
    case 7:
      makePiano(maker, kind == 7);
      break;
    case 8:
      makeXylophone(maker);
      break;
    case 9:
    case 10:
      makeDrum(maker);
      break;
    case 11:
      makeAccordion(maker);
      break;
    case 12:
      makeTrumpet(maker);
      break;
    case 13:
      makeHorn(maker);
      break;
    case 14:
      makeSaxophone(maker);
      break;
    case 15:
      makeBell(maker);
      break;
    default:
      makePipes(maker);
      break;
  }
  maker.phrases.write(maker.caption, " with ");
  maker.tag("musical_instrument.n.01");
}

}  // namespace piwa

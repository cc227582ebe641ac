// Gramophones, toasters, typewriters, sewing machines, irons; and the choice between all devices.
#pragma once
#include "family-device.hpp"

namespace piwa {

PIWA_NOINLINE void makeGramophone(Maker& maker, const DevicePaints& paints) {
  RandomStream& random = maker.random;
  const f32 wide = random.between(.45f, .65f);
  const f32 half = random.between(.12f, .3f);
  const f32 horn = random.between(.35f, .6f);
  const f32 flare = random.between(.35f, .6f);
  const f32 rise = random.between(.3f, .6f);
  const i32 petals = 6 + random.below(4);
  const f32 turn = random.between(-.5f, .5f);
  const i32 wood = maker.paintNatural(Material::wood);
  const i32 brass = paintBrass(maker);
  maker.begin("case", wood);
  maker.box(0, half, 0, wide, half, wide * .9f, .02f);
  maker.box(0, .04f, 0, wide + .07f, .06f, wide * .9f + .07f, .02f);
  maker.begin("record", paints.dark);
  maker.cylinder(0, 2.f * half + .04f, 0, wide * .82f, .05f);
  maker.begin("label", maker.paintScheme(Material::paper, 1));
  maker.cylinder(0, 2.f * half + .08f, 0, wide * .26f, .045f);
  maker.begin("crank", brass);
  maker.limb({wide, half, 0}, {wide + .18f, half, 0}, .045f, .045f);
  maker.limb({wide + .18f, half, 0}, {wide + .18f, half + .18f, .1f}, .045f, .045f);
  maker.begin("arm", brass);
  const f32 back = -wide * .85f;
  maker.limb({0, 2.f * half, back}, {0, 2.f * half + rise, back - .08f}, .08f, .07f);
  maker.limb({0, 2.f * half + .2f, back}, {.1f, 2.f * half + .12f, -wide * .25f}, .05f, .05f);
  const i32 outer = maker.openFrame(0, 2.f * half + rise, back - .08f, turn, 1.f);
  maker.tiltFrame(1, 0, 0, 1.05f);
  maker.begin("horn", brass);
  maker.cone(0, horn * .9f, 0, .07f, horn, flare * .7f);
  maker.cone(0, 1.9f * horn + .1f, 0, flare * .68f, .13f, flare * 1.15f);
  maker.begin("horn rib", wood);
  maker.limb({.08f, .1f, 0}, {flare * 1.1f, 1.9f * horn + .2f, 0}, .04f, .045f).foldAngle =
      fullTurn / (f32)petals;
  maker.closeFrame(outer);
  maker.phrases.add("a flared horn");
  maker.phrases.add("a crank");
  maker.phrases.add("a record");
  describe(maker, wood, "gramophone");
  maker.tag("gramophone.n.01");
}

PIWA_NOINLINE void makeToaster(Maker& maker, const DevicePaints& paints) {
  RandomStream& random = maker.random;
  const f32 wide = random.between(.5f, .8f);
  const f32 half = random.between(.3f, .45f);
  const f32 deep = random.between(.24f, .42f);
  const i32 slots = deep > .33f ? 2 : 1;
  const f32 pop = random.between(.1f, .35f);
  const f32 other = random.between(.1f, .35f);
  const f32 lever = random.between(-.15f, .2f);
  const f32 round = random.between(.08f, .2f);
  const i32 toast = maker.paint(Material::food, {.09f, .55f, .75f});
  maker.begin("case", paints.body);
  maker.box(0, 0, 0, wide, half, deep, round);
  maker.begin("base", paints.dark);
  maker.box(0, -half, 0, wide - .04f, .08f, deep - .03f, .02f);
  maker.begin("trim", paints.metal);
  maker.box(0, half, 0, wide - .1f, .05f, deep - .08f, .02f);
  maker.begin("toast", toast);
  for (i32 i = 0; i < slots; i++) {
    const f32 z = slots == 1 ? 0.f : (i == 0 ? -deep * .45f : deep * .45f);
    const f32 up = i == 0 ? pop : other;
    maker.box(0, half + up, z, wide * .62f, .24f, .07f, .05f);
    maker.box(0, half + up + .2f, z, wide * .7f, .08f, .07f, .06f);
  }
  maker.begin("lever", paints.dark);
  maker.box(wide + .05f, lever, 0, .09f, .05f, .12f, .03f);
  maker.begin("knob", paints.dark);
  disc(maker, wide * .55f, -half * .4f, deep + .02f, .1f, .06f);
  maker.phrases.addCounted(slots, "slice of toast", "slices of toast");
  maker.phrases.add("a lever");
  describe(maker, paints.body, "toaster");
  maker.tag("toaster.n.02");
}

PIWA_NOINLINE void makeTypewriter(Maker& maker, const DevicePaints& paints) {
  RandomStream& random = maker.random;
  const f32 wide = random.between(.6f, .85f);
  const f32 deep = random.between(.5f, .7f);
  const f32 high = random.between(.2f, .36f);
  const i32 keys = 5 + random.below(2);
  const i32 rows = 3;
  const f32 sheet = random.between(.25f, .65f);
  const f32 slide = random.between(-.2f, .2f);
  const f32 points[12] = {-deep, 0,          deep, 0,     deep,         high * .45f, deep * .1f,
                          high,  -deep * .2f, high * 2.f, -deep, high * 2.f};
  maker.begin("case", paints.body);
  Primitive& body = maker.prism(0, 0, 0, points, 6, wide);
  rotateAround(body, 0, 1, 0, -halfPi);
  body.rounding = .03f;
  maker.begin("key", paintPale(maker, Material::plastic));
  const i32 outer = maker.openFrame(0, high * .74f, deep * .56f, 0, 1.f);
  maker.tiltFrame(1, 0, 0, arcTangent2(high * .55f, deep * .9f));
  Primitive& key = maker.cylinder(0, .06f, 0, .065f, .06f);
  key.repeatCount[0] = keys;
  key.repeatStep[0] = 1.85f * wide / (f32)keys;
  key.repeatCount[2] = rows;
  key.repeatStep[2] = deep * .27f;
  maker.closeFrame(outer);
  maker.begin("roller", paints.dark);
  barrel(maker, slide, high * 2.f + .1f, -deep * .65f, .14f, wide * .95f);
  maker.begin("knob", paints.metal);
  barrel(maker, slide + wide, high * 2.f + .1f, -deep * .65f, .12f, .06f);
  barrel(maker, slide - wide, high * 2.f + .1f, -deep * .65f, .12f, .06f);
  maker.limb({slide - wide, high * 2.f + .1f, -deep * .6f},
             {slide - wide - .1f, high * 2.f + .3f, -deep * .2f}, .045f, .045f);
  maker.begin("paper", paintPale(maker, Material::paper));
  Primitive& page = maker.box(slide, high * 2.f + .15f + sheet, -deep * .72f, wide * .68f, sheet,
                              .045f);
  rotateAround(page, 1, 0, 0, -.2f);
  maker.phrases.add("a sheet of paper");
  maker.phrases.addCounted(keys * rows, "key", "keys");
  describe(maker, paints.body, "typewriter");
  maker.tag("typewriter.n.01");
}

PIWA_NOINLINE void makeSewingMachine(Maker& maker, const DevicePaints& paints) {
  RandomStream& random = maker.random;
  const f32 wide = random.between(.65f, .9f);
  const f32 high = random.between(.55f, .85f);
  const f32 post = random.between(.14f, .22f);
  const f32 wheel = random.between(.18f, .28f);
  const f32 deep = random.between(.2f, .3f);
  const f32 head = random.between(.2f, .36f);
  const f32 spool = random.between(.1f, .2f);
  const bool table = random.chance(.4f);
  const i32 wood = maker.paintNatural(Material::wood);
  maker.begin("base", wood);
  maker.box(0, .07f, 0, wide, .08f, deep + .06f, .03f);
  maker.begin("body", paints.body);
  maker.box(wide - post - .06f, high * .5f, 0, post, high * .5f, deep * .7f, .06f);
  maker.box(0, high, 0, wide - .08f, .16f, deep * .65f, .08f);
  maker.box(-wide + post + .05f, high - head * .5f, 0, post * .8f, head * .6f, deep * .65f, .06f);
  maker.begin("needle", paints.metal);
  maker.cylinder(-wide + post + .05f, high * .4f, 0, .045f, high * .35f);
  maker.box(-wide + post + .05f, .17f, 0, .12f, .045f, .1f);
  maker.begin("wheel", paints.metal);
  barrel(maker, wide + .02f, high * .85f, 0, wheel, .07f, .02f);
  maker.begin("spool", maker.paintScheme(Material::fabric, 3));
  maker.cylinder(wide * .3f, high + .16f + spool, 0, .1f, spool);
  maker.begin("cloth", maker.paintScheme(Material::fabric, 1));
  maker.box(-wide + .2f, .17f, deep * .3f, .3f, .045f, deep * 1.1f);
  if (table) {
    maker.begin("table", wood);
    maker.box(0, -.03f, 0, wide + .3f, .06f, deep + .25f, .02f);
    const i32 outer = maker.openFrame(0, -.8f, 0, 0, 1.f);
    maker.begin("leg", paints.dark);
    fourLegs(maker, LegStyle::square, wide + .15f, deep + .1f, .78f, .06f, 0);
    maker.box(0, .2f, 0, wide + .15f, .05f, .05f);
    maker.box(wide + .15f, .2f, 0, .05f, .05f, deep + .1f).mirrorX = 1;
    maker.closeFrame(outer);
    maker.phrases.add("a table of its own");
  }
  maker.phrases.add("a hand wheel");
  maker.phrases.add("a spool of thread");
  describe(maker, paints.body, "sewing machine");
  maker.tag("sewing_machine.n.01");
}

PIWA_NOINLINE void makeDevice(Maker& maker) {
  const i32 kind = maker.random.below(9);
  const DevicePaints paints = drawDevicePaints(maker);
  switch (kind) {
    case 0:
      makeRadio(maker, paints);
      break;
    case 1:
    case 2:
      makeTelephone(maker, paints);
      break;
    case 3:
      makeTelevision(maker, paints);
      break;
    case 4:
      makeFan(maker, paints);
      break;
    case 5:
      makeGramophone(maker, paints);
      break;
    case 6:
      makeToaster(maker, paints);
      break;
    case 7:
      makeTypewriter(maker, paints);
      break;
    default:
      makeSewingMachine(maker, paints);
      break;
  }
  maker.phrases.write(maker.caption, " with ");
  maker.tag("device.n.01");
}

}  // namespace piwa

// Kitchenware: pans, pots, kettles, mugs, cutlery, whisks, mills, cutting boards.
#pragma once
#include "family-food.hpp"

namespace piwa {

PIWA_NOINLINE void makePan(Maker& maker) {
  RandomStream& random = maker.random;
  const f32 radius = random.between(.4f, .65f);
  const f32 half = random.between(.09f, .42f);
  const f32 flare = random.between(1.f, 1.25f);
  const f32 handle = random.between(.5f, 1.f);
  const f32 lift = random.between(.0f, .35f);
  const bool pot = half > .22f;
  const bool lid = random.chance(pot ? .6f : .15f);
  const i32 food = random.below(4);
  const bool twoEars = random.chance(pot ? .6f : .2f);
  const i32 color = random.below(5);
  const bool enamel = random.chance(.4f);
  const i32 body =
      enamel ? maker.paintScheme(Material::metal, color) : maker.paintNatural(Material::metal);
  const i32 grip = maker.paint(Material::plastic, {.06f, .3f, .16f});
  const f32 rim = radius * flare;
  maker.begin("body", body);
  maker.cone(0, half, 0, radius, half, rim).hollow = .09f;
  maker.begin("handle", grip);
  if (twoEars) {
    Primitive& ear = maker.torus(rim + .06f, half * 1.5f, 0, .15f, .06f);
    ear.mirrorX = 1;
    maker.phrases.add("two handles");
  } else {
    const f32 y = 2.f * half;
    maker.limb({rim - .04f, y - .06f, 0}, {rim + handle, y + lift, 0}, .06f, .08f);
    maker.phrases.add(handle > .75f ? "a long handle" : "a handle");
  }
  if (lid) {
    const f32 dome = random.between(.08f, .22f);
    maker.begin("lid", body);
    maker.ball(0, 2.f * half, 0, rim, dome, rim);
    maker.begin("knob", grip);
    maker.cylinder(0, 2.f * half + dome + .04f, 0, .05f, .08f);
    maker.ball(0, 2.f * half + dome + .12f, 0, .11f, .07f, .11f);
    maker.phrases.add("a lid");
  } else if (food == 0 && !pot) {
    maker.begin("egg white", maker.paint(Material::food, {.12f, .03f, .97f}));
    Primitive& white = maker.cylinder(0, .13f, 0, radius * .68f, .06f, .04f);
    maker.roughen(white, .1f, 3.f);
    maker.begin("egg yolk", maker.paint(Material::food, {.12f, .85f, .98f}));
    maker.ball(.08f, .17f, .04f, .17f, .13f, .17f);
    maker.phrases.add("a fried egg in it");
  } else if (food < 2) {
    maker.begin("vegetable", paintFruit(maker));
    maker.ball(radius * .4f, half + .1f, 0, radius * .3f, radius * .3f, radius * .3f).foldAngle =
        fullTurn / 4.f;
    maker.ball(0, half + .2f, 0, radius * .3f, radius * .3f, radius * .3f);
    maker.phrases.add("vegetables in it");
  }
  describe(maker, body, pot ? "cooking pot" : "frying pan");
  maker.tag(pot ? "pot.n.01" : "frying_pan.n.01");
}

PIWA_NOINLINE void makeKettle(Maker& maker) {
  RandomStream& random = maker.random;
  const f32 base = random.between(.45f, .65f);
  const f32 top = base * random.between(.4f, .75f);
  const f32 half = random.between(.3f, .55f);
  const f32 reach = random.between(.25f, .5f);
  const bool electric = random.chance(.4f);
  const i32 color = random.below(5);
  const bool dyed = random.chance(.5f);
  const f32 loop = random.between(.3f, .45f);
  const i32 body =
      dyed ? maker.paintScheme(Material::metal, color) : maker.paintNatural(Material::metal);
  const i32 grip = maker.paint(Material::plastic, {.6f, .1f, .15f});
  maker.begin("body", body);
  maker.cone(0, half, 0, base, half, top);
  maker.ball(0, 2.f * half, 0, top, top * .4f, top);
  maker.begin("spout", body);
  if (electric) {
    maker.limb({-top * .6f, 2.f * half - .12f, 0}, {-top - reach * .5f, 2.f * half, 0}, .16f, .08f);
  } else {
    maker.limb({-base * .7f, half * .7f, 0}, {-base - reach, 1.7f * half, 0}, .14f, .075f);
  }
  maker.begin("handle", grip);
  if (electric) {
    sideHandle(maker, base * .75f, half * 1.15f, loop, .07f, 1.9f);
    maker.begin("base", grip);
    maker.cylinder(0, -.03f, 0, base + .06f, .06f, .03f);
    maker.phrases.add("a base");
  } else {
    maker.arc(0, 2.f * half - .02f, 0, top + .1f, .06f, 1.6f);
    maker.phrases.add("a handle over the top");
  }
  maker.begin("knob", grip);
  maker.ball(0, 2.f * half + top * .4f + .06f, 0, .1f, .09f, .1f);
  maker.phrases.add("a spout");
  describe(maker, body, electric ? "electric kettle" : "kettle");
  maker.tag("kettle.n.01");
}

PIWA_NOINLINE void makeMug(Maker& maker) {
  RandomStream& random = maker.random;
  const f32 radius = random.between(.32f, .6f);
  const f32 half = random.between(.28f, .6f);
  const f32 flare = random.between(.75f, 1.35f);
  const f32 loop = half * random.between(.4f, .65f);
  const i32 form = random.below(4);
  const bool saucer = random.chance(.5f);
  const i32 rings = random.below(3);
  const i32 color = random.below(5);
  const i32 china = maker.paintScheme(Material::ceramic, color);
  const i32 trim = maker.paintScheme(Material::ceramic, color + 1);
  maker.begin("body", china);
  maker.cone(0, half, 0, radius, half, radius * flare).hollow = .1f;
  maker.begin("handle", trim);
  const f32 x = radius * .5f * (1.f + flare);
  if (form == 1) {
    maker.box(x + .22f, half, 0, .24f, loop, .06f, .03f);
    maker.cut({Shape::box, x + .2f, half, 0, .14f, larger(loop - .12f, .06f), .2f});
  } else {
    sideHandle(maker, x, half, loop, .07f, 2.f);
  }
  maker.begin("drink", maker.paint(Material::food, {.06f, .65f, .28f}));
  maker.cylinder(0, 2.f * half * .68f, 0, radius * .5f * (1.f + flare) - .04f, .06f);
  if (rings > 0) {
    maker.begin("band", trim);
    Primitive& band = maker.torus(0, half, 0, x - .01f, .05f);
    if (flare > .9f && flare < 1.1f && rings > 1) {
      band.repeatCount[1] = 2;
      band.repeatStep[1] = half * .7f;
    }
    maker.phrases.add("a raised band");
  }
  if (saucer) {
    maker.begin("saucer", trim);
    maker.cone(0, -.02f, 0, radius * .9f, .07f, radius * 1.5f);
    maker.begin("spoon", maker.paintNatural(Material::metal));
    maker.limb({-radius * 1.1f, .08f, radius * .7f}, {radius * .4f, .09f, radius * 1.15f}, .045f,
               .045f);
    maker.phrases.add("a saucer");
    maker.phrases.add("a spoon");
  }
  describe(maker, china, half > radius ? "tall mug" : "cup");
  maker.tag(half > radius ? "mug.n.04" : "cup.n.01");
}

/// One piece of cutlery that stands upright from y = 0; returns its name.
PIWA_NOINLINE const char* addCutlery(Maker& maker, i32 kind, i32 metal, i32 grip, f32 length,
                                     f32 head) {
  maker.begin("handle", grip);
  maker.limb({0, .06f, 0}, {0, length, 0}, .06f, .05f);
  if (kind == 0) {
    maker.begin("bowl", metal);
    Primitive& bowl = maker.ball(0, length + head * 1.1f, 0, head * .8f, head * 1.3f, .12f);
    maker.cut({Shape::ellipsoid, 0, length + head * 1.1f, .16f, head * .55f, head, .13f});
    bowl.blend = .04f;
    return "spoon";
  }
  if (kind == 1) {
    maker.begin("fork head", metal);
    const f32 wide = larger(head * .75f, .24f);
    maker.box(0, length + .12f, 0, wide, .12f, .05f, .04f);
    Primitive& tine = maker.limb({0, length + .15f, 0}, {0, length + .3f + head, 0}, .05f, .042f);
    tine.repeatCount[0] = 3;
    tine.repeatStep[0] = wide - .05f;
    return "fork";
  }
  maker.begin("blade", metal);
  const f32 tip = length + head * 3.f;
  const f32 points[10] = {-.06f, length - .1f, .08f, length - .1f, .1f + head * .4f,
                          length + head, -.02f, tip, -.08f, tip - .1f};
  maker.prism(0, 0, 0, points, 5, .045f);
  return "knife";
}

/// A mat with a plate of food.
PIWA_NOINLINE void addPlaceSetting(Maker& maker, i32 color, f32 plate, f32 cloth) {
  maker.box(0, -.04f, 0, plate + .6f, .06f, plate * cloth * 1.4f, .02f);
  maker.begin("plate", maker.paintScheme(Material::ceramic, color));
  maker.cone(0, .06f, 0, plate * .6f, .08f, plate);
  maker.begin("food", paintFruit(maker));
  const f32 bite = maker.random.between(.14f, .3f);
  maker.ball(plate * .3f, .2f, 0, bite, bite * .8f, bite).foldAngle = fullTurn / 3.f;
  maker.phrases.add("food on a plate");
}

PIWA_NOINLINE void makeCutlery(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 count = 1 + random.below(4);
  const i32 first = random.below(3);
  const i32 form = random.below(3);
  const bool wood = random.chance(.4f);
  const i32 color = random.below(5);
  const i32 metal = maker.paintNatural(Material::metal);
  const i32 grip = wood ? maker.paintNatural(Material::wood)
                        : maker.paintScheme(Material::plastic, color);
  const bool cupped = form == 0;
  if (cupped) {
    const f32 radius = random.between(.3f, .45f);
    const f32 half = random.between(.25f, .4f);
    maker.begin("holder", maker.paintScheme(Material::ceramic, color + 1));
    maker.cylinder(0, half, 0, radius, half, .05f);
    maker.phrases.add("a holder");
    for (i32 i = 0; i < count + 1; i++) {
      const f32 length = random.between(.7f, 1.1f);
      const f32 head = random.between(.18f, .28f);
      const f32 lean = random.between(.12f, .35f);
      const f32 turn = fullTurn * (f32)i / (f32)(count + 1);
      const i32 outer = maker.openFrame(0, .1f, 0, turn, 1.f);
      maker.tiltFrame(0, 0, 1, -lean);
      maker.phrases.add(addCutlery(maker, (first + i) % 3, metal, grip, length, head));
      maker.closeFrame(outer);
    }
    startCaption(maker.caption, "set of utensils");
    maker.tag("kitchen_utensil.n.01");
    return;
  }
  const f32 plate = random.between(.45f, .7f);
  const f32 cloth = random.between(.75f, 1.15f);
  const i32 pieces = form == 1 ? count : 2;
  for (i32 i = 0; i < pieces; i++) {
    const f32 length = random.between(.6f, 1.f);
    const f32 head = random.between(.17f, .27f);
    const f32 side = form == 1 ? .52f * ((f32)i - .5f * (f32)(pieces - 1))
                               : (i == 0 ? -plate - .3f : plate + .3f);
    const i32 outer = maker.openFrame(side, .06f, length * .6f, 0, 1.f);
    maker.tiltFrame(1, 0, 0, -halfPi);
    const i32 kind = form == 1 ? (first + i) % 3 : (i == 0 ? 1 : 2);
    maker.phrases.add(addCutlery(maker, kind, metal, grip, length, head));
    maker.closeFrame(outer);
  }
  maker.begin(form == 1 ? "napkin" : "mat", maker.paintScheme(Material::fabric, color + 2));
  if (form == 1) {
    maker.box(0, -.04f, 0, .26f * (f32)pieces + .1f, .06f, cloth, .02f);
    startCaption(maker.caption, "napkin");
    maker.tag("cutlery.n.02");
    return;
  }
  addPlaceSetting(maker, color + 1, plate, cloth);
  startCaption(maker.caption, "place setting");
  maker.tag("tableware.n.01");
}

}  // namespace piwa

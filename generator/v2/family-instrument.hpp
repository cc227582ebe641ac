// String instruments: guitars, banjos, violins, harps, lyres.
#pragma once
#include "household-kit.hpp"

namespace piwa {

PIWA_NOINLINE i32 paintVarnish(Maker& maker) {
  constexpr Color colors[5] = {{.06f, .75f, .6f}, {.04f, .8f, .42f}, {.09f, .6f, .8f},
                               {.02f, .8f, .35f}, {.08f, .65f, .7f}};
  return maker.paint(Material::wood, drawFrom(maker.random, colors, 5));
}

/// Neck, head and pegs of a plucked or bowed instrument, upwards from y.
PIWA_NOINLINE void addNeck(Maker& maker, i32 paint, i32 pegPaint, f32 y, f32 length, f32 wide,
                           i32 pegs) {
  RandomStream& random = maker.random;
  const f32 head = random.between(.1f, .17f);
  const bool tilted = random.chance(.5f);
  maker.begin("neck", paint);
  maker.box(0, y + length * .5f, .03f, wide, length * .5f + .05f, .06f, .02f);
  const i32 outer = maker.openFrame(0, y + length, .03f, 0, 1.f);
  if (tilted) {
    maker.tiltFrame(1, 0, 0, -.25f);
  }
  maker.begin("head", paint);
  maker.box(0, head, 0, wide * 1.5f, head + .02f, .055f, .03f);
  maker.begin("peg", pegPaint);
  Primitive& peg = maker.limb({wide, head, 0}, {wide * 1.5f + .1f, head, 0}, .045f, .055f);
  peg.mirrorX = 1;
  if (pegs > 1) {
    peg.repeatCount[0] = pegs;
    peg.repeatStep[0] = 2.f * head / (f32)pegs;
  }
  maker.closeFrame(outer);
}

PIWA_NOINLINE void makeGuitar(Maker& maker, bool banjo) {
  RandomStream& random = maker.random;
  const f32 lower = random.between(.32f, .52f);
  const f32 upper = lower * random.between(.6f, .85f);
  const f32 rise = random.between(.4f, .62f);
  const f32 deep = random.between(.07f, .16f);
  const f32 length = random.between(.5f, 1.f);
  const i32 color = random.below(5);
  const bool dyed = random.chance(.3f);
  const bool cutaway = random.chance(.35f);
  const f32 side = random.chance(.5f) ? 1.f : -1.f;
  const f32 hole = lower * random.between(.26f, .36f);
  const i32 body = dyed ? maker.paintScheme(Material::wood, color) : paintVarnish(maker);
  const i32 dark = maker.paint(Material::wood, {.06f, .5f, .16f});
  const i32 metal = maker.paintNatural(Material::metal);
  f32 top = lower;
  if (banjo) {
    maker.begin("body", metal);
    disc(maker, 0, 0, 0, lower, deep, .02f);
    maker.begin("skin", paintPale(maker, Material::leather));
    disc(maker, 0, 0, .05f, lower * .86f, deep, .02f);
    maker.begin("hook", metal);
    const i32 outer = maker.openFrame(0, 0, 0, 0, 1.f);
    maker.tiltFrame(1, 0, 0, halfPi);
    maker.ball(lower, 0, 0, .06f, .08f, .06f).foldAngle = fullTurn / 12.f;
    maker.closeFrame(outer);
  } else {
    maker.begin("body", body);
    disc(maker, 0, 0, 0, lower, deep, .04f);
    disc(maker, 0, lower * rise * 2.f, 0, upper, deep, .04f).blend = .14f;
    if (cutaway) {
      maker.cut({Shape::ellipsoid, side * upper * 1.1f, lower * rise * 2.f + upper * .8f, 0,
                 upper * .6f, upper * .75f, .5f});
    }
    maker.begin("sound hole", dark);
    const f32 y = lower * rise * 1.5f;
    Primitive& opening = maker.cut({Shape::ellipsoid, 0, y, deep + .02f, hole, hole, deep * .9f});
    opening.part = maker.part;
    top = lower * rise * 2.f + upper * .9f;
    maker.phrases.add("a round sound hole");
    if (cutaway) {
      maker.phrases.add("a cutaway");
    }
  }
  maker.begin("bridge", dark);
  maker.box(0, -lower * .4f, deep + (banjo ? .06f : .02f), lower * .4f, .05f, .05f);
  addNeck(maker, banjo ? body : dark, metal, top, length, .07f, 2);
  maker.begin("strings", metal);
  maker.box(0, (top + length - lower * .4f) * .5f, deep + .05f, .045f,
            (top + length + lower * .4f) * .5f, .042f);
  maker.phrases.add(length > .75f ? "a long neck" : "a short neck");
  describe(maker, banjo ? metal : body, banjo ? "banjo" : length < .62f ? "ukulele" : "guitar");
  maker.tag(banjo ? "banjo.n.01" : length < .62f ? "uke.n.01" : "guitar.n.01");
}

PIWA_NOINLINE void makeElectricGuitar(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 color = random.below(5);
  const f32 wide = random.between(.32f, .46f);
  const f32 left = random.between(.35f, .75f);
  const f32 right = random.between(.25f, .65f);
  const f32 waist = wide * random.between(.6f, .85f);
  const f32 length = random.between(.75f, 1.05f);
  const bool vee = random.chance(.3f);
  const i32 knobs = 2 + random.below(2);
  const i32 body = maker.paintScheme(Material::plastic, color);
  const i32 neck = maker.paintNatural(Material::wood);
  const i32 metal = maker.paintNatural(Material::metal);
  const f32 rounded[24] = {-wide * .7f, -.45f, wide * .7f, -.45f, wide * 1.05f, -.2f,
                           waist,       .1f,   wide,        .3f,   wide * .85f,  right,
                           wide * .4f,  .25f,  .1f,         .22f,  -.1f,         .22f,
                           -wide * .5f, .3f,   -wide * .9f, left,  -waist,       .1f};
  const f32 arrow[14] = {-wide * 1.3f, -.6f, -wide * .7f, -.62f, 0,      -.05f, wide * .7f,
                         -.62f,        wide * 1.3f,       -.6f,  .16f,   .3f,   -.16f,
                         .3f};
  maker.begin("body", body);
  maker.prism(0, 0, 0, vee ? arrow : rounded, vee ? 7 : 12, .09f).rounding = .025f;
  if (!vee) {
    maker.cylinder(-wide * .95f, -.15f, 0, .01f, .01f);
    Primitive& hip = maker.recipe.primitive[maker.recipe.count - 1];
    hip.size[0] = .22f;
    hip.size[1] = .085f;
    hip.center[0] = -wide * .75f;
    rotateAround(hip, 1, 0, 0, halfPi);
  }
  maker.begin("pickup", metal);
  Primitive& pickup = maker.box(0, -.02f, .09f, .14f, .045f, .045f);
  pickup.repeatCount[1] = 2;
  pickup.repeatStep[1] = .19f;
  maker.begin("bridge", metal);
  maker.box(0, vee ? -.14f : -.3f, .09f, .13f, .05f, .05f);
  if (!vee) {
    Primitive& knob = disc(maker, wide * .62f, -.22f, .1f, .055f, .05f);
    knob.repeatCount[2] = knobs;
    knob.repeatStep[2] = .14f;
    maker.phrases.addCounted(knobs, "knob", "knobs");
  }
  addNeck(maker, neck, metal, .2f, length, .07f, 3);
  maker.phrases.add(vee ? "a body in the shape of a V" : "two horns");
  describe(maker, body, "electric guitar");
  maker.tag("electric_guitar.n.01");
}

PIWA_NOINLINE void makeViolin(Maker& maker) {
  RandomStream& random = maker.random;
  const f32 lower = random.between(.28f, .42f);
  const f32 upper = lower * random.between(.7f, .9f);
  const f32 rise = lower * random.between(1.2f, 1.6f);
  const f32 deep = random.between(.08f, .14f);
  const f32 length = random.between(.4f, .65f);
  const bool bowed = random.chance(.65f);
  const bool cello = random.chance(.35f);
  const f32 lean = random.between(.12f, .4f);
  const f32 side = random.chance(.5f) ? 1.f : -1.f;
  const i32 body = paintVarnish(maker);
  const i32 dark = maker.paint(Material::wood, {.06f, .4f, .14f});
  maker.begin("body", body);
  disc(maker, 0, 0, 0, lower, deep, .05f);
  disc(maker, 0, rise, 0, upper, deep, .05f).blend = .12f;
  maker.cut({Shape::cylinder, lower * 1.02f, rise * .52f, 0, lower * .34f, .5f, 0}).mirrorX = 1;
  rotateAround(maker.recipe.primitive[maker.recipe.count - 1], 1, 0, 0, halfPi);
  maker.begin("sound hole", dark);
  Primitive& hole = maker.cut({Shape::box, lower * .42f, rise * .5f, deep, .047f, .13f, .06f});
  hole.mirrorX = 1;
  hole.part = maker.part;
  maker.begin("tailpiece", dark);
  maker.box(0, -lower * .45f, deep + .03f, .07f, lower * .4f, .045f, .02f);
  maker.box(0, rise * .95f, deep + .04f, .055f, rise * .55f, .045f);
  maker.begin("bridge", maker.paintNatural(Material::wood));
  maker.box(0, rise * .3f, deep + .05f, .14f, .045f, .07f);
  const f32 top = rise + upper * .9f;
  maker.begin("neck", body);
  maker.box(0, top + length * .5f, .02f, .06f, length * .5f + .05f, .06f, .02f);
  maker.begin("scroll", body);
  barrel(maker, 0, top + length + .06f, -.01f, .1f, .07f, .02f);
  maker.begin("peg", dark);
  Primitive& peg = barrel(maker, 0, top + length - .1f, 0, .045f, .17f);
  peg.repeatCount[0] = 2;
  peg.repeatStep[0] = .17f;
  if (cello) {
    maker.begin("spike", dark);
    maker.cylinder(0, -lower - .12f, 0, .045f, .2f);
    maker.phrases.add("a spike to stand on");
  }
  if (bowed) {
    const f32 foot = -lower - (cello ? .3f : 0.f);
    maker.begin("bow", dark);
    maker.limb({side * (lower + lean), foot, .08f}, {side * .08f, top + length * .6f, .12f}, .045f,
               .045f);
    maker.limb({side * (lower + lean - .1f), foot + .06f, .1f},
               {side * (lower + lean), foot + .25f, .1f}, .05f, .05f);
    maker.phrases.add("a bow leaning on it");
  }
  describe(maker, body, cello ? "cello" : "violin");
  maker.tag(cello ? "cello.n.01" : "violin.n.01");
}

PIWA_NOINLINE void makeHarp(Maker& maker, bool lyre) {
  RandomStream& random = maker.random;
  const f32 high = random.between(.8f, 1.5f);
  const f32 wide = lyre ? random.between(.3f, .5f) : random.between(.5f, .85f);
  const i32 strings = 3 + random.below(wide > .6f ? 4 : 2);
  const f32 thick = random.between(.06f, .1f);
  const f32 base = random.between(.14f, .3f);
  const f32 bulge = random.between(.05f, .25f);
  const bool golden = random.chance(.6f);
  const i32 frame = golden ? paintBrass(maker) : paintVarnish(maker);
  const i32 metal = maker.paint(Material::metal, {.12f, .15f, .85f});
  maker.begin(lyre ? "arm" : "column", frame);
  if (lyre) {
    const f32 y = high * .45f;
    maker.limb({wide * .5f, .1f, 0}, {wide + bulge, y, 0}, thick * 1.3f, thick).mirrorX = 1;
    maker.limb({wide + bulge, y, 0}, {wide * .85f, high, 0}, thick, thick * .8f).mirrorX = 1;
    maker.ball(wide * .85f, high + .04f, 0, .11f, .12f, .11f).mirrorX = 1;
    maker.begin("crossbar", frame);
    barrel(maker, 0, high - .12f, 0, .06f, wide + .1f);
    maker.begin("sound box", frame);
    maker.box(0, base * .6f, 0, wide * .75f, base * .6f, .14f, .06f);
  } else {
    maker.limb({-wide, .1f, 0}, {-wide, high, 0}, thick, thick);
    maker.ball(-wide, high + .04f, 0, thick * 1.6f, .12f, thick * 1.6f);
    maker.begin("sound box", frame);
    maker.limb({-wide, .12f, 0}, {wide, high * .85f, 0}, .15f, .08f);
    maker.begin("neck", frame);
    maker.limb({-wide, high, 0}, {-wide * .2f, high * .8f, 0}, thick, thick);
    maker.limb({-wide * .2f, high * .8f, 0}, {wide * .5f, high + bulge * .5f, 0}, thick, thick)
        .blend = .05f;
    maker.limb({wide * .5f, high + bulge * .5f, 0}, {wide, high * .85f, 0}, thick, thick * .9f)
        .blend = .05f;
    maker.begin("base", frame);
    maker.box(-wide * .8f, .07f, 0, base + .1f, .07f, .22f, .03f);
  }
  maker.begin("strings", metal);
  if (lyre) {
    Primitive& string = maker.box(0, high * .5f, 0, .035f, high * .42f, .035f);
    string.repeatCount[0] = strings;
    string.repeatStep[0] = 1.2f * wide / (f32)strings;
  } else {
    const f32 step = 1.7f * wide / (f32)(strings + 1);
    for (i32 i = 1; i <= strings; i++) {
      const f32 x = -wide + step * (f32)i;
      const f32 low = .12f + (x + wide) * .5f * (high * .85f - .12f) / wide;
      maker.limb({x, low, 0}, {x, high * .88f, 0}, .03f, .03f);
    }
  }
  maker.phrases.addCounted(strings, "string", "strings");
  describe(maker, frame, lyre ? "lyre" : "harp");
  maker.tag(lyre ? "lyre.n.01" : "harp.n.01");
}

}  // namespace piwa

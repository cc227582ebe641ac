// Helmets, bags and glasses; and the choice of something to wear.
#pragma once
#include "family-wear-hat.hpp"

namespace piwa {

PIWA_NOINLINE const char* makeHelmet(Maker& maker, const WearPaints& paints) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(5);
  const f32 radius = random.between(.5f, .62f);
  const f32 high = random.between(.5f, .8f);
  const f32 horn = random.between(.3f, .6f);
  const f32 crest = random.between(.12f, .35f);
  const i32 slits = 3 + random.below(3);
  const f32 deep = random.between(.3f, .6f);
  const i32 steel = paintSteel(maker);
  const i32 brass = paintBrass(maker);
  maker.begin("shell", kind == 4 || kind == 3 ? paints.main : steel);
  maker.ball(0, 0, 0, radius, high, radius * 1.1f);
  if (kind == 0 || kind == 1) {
    maker.cylinder(0, -deep * .5f, 0, radius, deep * .5f);
    maker.cut({Shape::box, 0, -deep * .6f, radius, radius * .5f, deep * .7f, .5f});
    maker.cut({Shape::ellipsoid, 0, -deep * .6f, 0, radius - .1f, deep * .9f + .1f, radius - .1f});
  } else {
    maker.cut({Shape::box, 0, -1.12f, 0, 3.f, 1.f, 3.f});
    maker.cut({Shape::ellipsoid, 0, -.14f, 0, radius - .12f, high * .6f, radius - .1f});
  }
  if (kind == 0) {
    maker.begin("horn", paintPale(maker, Material::ceramic));
    maker.limb({radius * .8f, .1f, 0}, {radius + horn * .6f, .2f, 0}, .15f, .11f).mirrorX = 1;
    maker.limb({radius + horn * .6f, .2f, 0}, {radius + horn * .8f, .2f + horn, 0}, .11f, .045f)
        .mirrorX = 1;
    maker.begin("band", brass);
    maker.cylinder(0, .02f, 0, radius + .03f, .08f);
    maker.box(0, -.2f, radius * 1.02f, .065f, .26f, .06f);
    maker.phrases.add("two horns");
    maker.phrases.add("a nose guard");
    maker.tag("helmet.n.01");
    return "viking helmet";
  }
  if (kind == 1) {
    maker.begin("visor", brass);
    maker.box(0, -.05f, radius * .95f, radius * .62f, .06f, .12f);
    maker.box(0, -deep * .5f, radius, .06f, deep * .4f, .06f);
    maker.begin("plume", paints.main);
    Primitive& p = maker.arc(0, 0, 0, high + crest * .5f, .09f, 1.25f);
    rotateAround(p, 0, 1, 0, halfPi);
    p.size[1] = .1f + crest * .2f;
    maker.phrases.add("a plume");
    maker.tag("helmet.n.01");
    return "knight's helmet";
  }
  if (kind == 2) {
    maker.begin("brim", steel);
    maker.cylinder(0, -.1f, 0, radius + .22f, .055f);
    maker.begin("crest", paints.trim);
    const f32 y = high + crest * .2f;
    Primitive& p = maker.box(0, y - .1f, 0, .07f, crest + .1f, radius * .9f, .05f);
    p.rounding = .05f;
    maker.begin("cheek guard", brass);
    maker.box(radius * .85f, -.3f, .12f, .06f, .24f, .16f, .04f).mirrorX = 1;
    maker.phrases.add("a crest");
    maker.phrases.add("cheek guards");
    maker.tag("helmet.n.01");
    return "Roman helmet";
  }
  if (kind == 3) {
    maker.begin("vent", paints.sole);
    Primitive& vent = recess(maker, 0, high, 0, .055f, .2f, radius * .55f);
    vent.repeatCount[0] = slits;
    vent.repeatStep[0] = .2f;
    maker.begin("strap", paints.trim);
    maker.limb({radius * .88f, -.1f, .1f}, {.1f, -.62f, .15f}, .05f, .05f).mirrorX = 1;
    maker.phrases.addCounted(slits, "vent", "vents");
    maker.phrases.add("a chin strap");
    maker.tag("helmet.n.02");
    return "bicycle helmet";
  }
  maker.begin("brim", paints.main);
  maker.ball(0, -.08f, .12f, radius + .08f, .07f, radius * 1.1f + crest);
  maker.begin("ridge", paints.trim);
  Primitive& ridge = maker.arc(0, -.02f, 0, high * .98f, .065f, 1.3f);
  rotateAround(ridge, 0, 1, 0, halfPi);
  maker.begin("lamp", maker.paint(Material::glass, {.14f, .5f, .97f}));
  disc(maker, 0, high * .5f, radius * .95f, .15f, .12f, .03f);
  maker.phrases.add("a lamp");
  maker.tag("helmet.n.02");
  return "hard hat";
}

PIWA_NOINLINE const char* makeBag(Maker& maker, const WearPaints& paints) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(4);
  const f32 wide = random.between(.4f, .8f);
  const f32 high = random.between(.35f, .75f);
  const f32 deep = random.between(.18f, .35f);
  const f32 loop = random.between(.3f, .8f);
  const f32 flap = random.between(.4f, 1.2f);
  const bool tag = random.chance(.5f);
  const i32 brass = paintBrass(maker);
  maker.begin("bag", paints.main);
  if (kind == 1) {
    maker.ball(0, 0, 0, wide * .8f, high, deep * 1.5f);
    maker.cut({Shape::box, 0, -1.f - high * .8f, 0, 3.f, 1.f, 3.f});
    maker.begin("frame", brass);
    maker.box(0, high * .92f, 0, wide * .45f, .07f, .1f, .03f);
    maker.ball(.07f, high + .1f, 0, .09f, .09f, .09f).mirrorX = 1;
  } else if (kind == 3) {
    maker.box(0, 0, 0, wide * .7f, high * 1.1f, deep * 1.3f, .15f);
    maker.begin("pocket", paints.trim);
    maker.box(0, -high * .4f, deep * 1.3f, wide * .5f, high * .42f, .14f, .08f);
    maker.ball(0, high * 1.05f, deep * .4f, wide * .66f, .2f, deep * 1.1f);
    maker.begin("strap", paints.sole);
    Primitive& p = maker.arc(wide * .35f, 0, -deep * 1.3f, high * .8f, .06f, halfPi);
    rotateAround(p, 0, 1, 0, -halfPi);
    rotateAround(p, 1, 0, 0, -halfPi);
    p.mirrorX = 1;
    maker.phrases.add("a front pocket");
    maker.phrases.add("shoulder straps");
    maker.tag("backpack.n.01");
    return "backpack";
  } else {
    const f32 points[8] = {-wide,
                           -high,
                           wide,
                           -high,
                           wide * (kind == 0 ? .75f : 1.f),
                           high,
                           -wide * (kind == 0 ? .75f : 1.f),
                           high};
    Primitive& p = maker.prism(0, 0, 0, points, 4, deep);
    p.rounding = .06f;
    maker.begin("flap", paints.trim);
    maker.box(0, high * (1.f - flap * .5f), deep + .02f, wide * (kind == 0 ? .78f : 1.01f),
              high * flap * .5f, .06f, .03f);
    maker.begin("clasp", brass);
    maker.box(0, high * (1.f - flap), deep + .06f, .1f, .1f, .06f, .02f);
  }
  maker.begin("handle", paints.trim);
  if (kind == 2) {
    maker.limb({wide, high * .8f, 0}, {wide * .6f, high + loop * 1.5f, 0}, .055f, .055f).mirrorX =
        1;
    maker.arc(0, high + loop * 1.5f - .02f, 0, wide * .6f, .055f, halfPi);
    maker.phrases.add("a long strap");
  } else {
    const f32 span = wide * .45f;
    Primitive& p = maker.arc(0, high - .05f, kind == 0 ? deep * .6f : 0.f, span, .06f, halfPi);
    p.mirrorZ = kind == 0 ? 1 : 0;
    maker.phrases.add(kind == 0 ? "two handles" : "a handle");
  }
  if (tag) {
    maker.begin("charm", brass);
    maker.limb({wide * .5f, high * .9f, deep}, {wide * .55f, high * .3f, deep + .1f}, .05f, .05f);
    maker.ball(wide * .55f, high * .2f, deep + .1f, .12f, .14f, .08f);
    maker.phrases.add("a charm");
  }
  maker.tag(kind == 2 ? "shoulder_bag.n.01" : "bag.n.04");
  return kind == 1 ? "clutch purse" : kind == 2 ? "shoulder bag" : "handbag";
}

PIWA_NOINLINE const char* makeGlasses(Maker& maker, const WearPaints& paints) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(4);
  const f32 size = random.between(.26f, .45f);
  const f32 tall = random.between(.6f, 1.f);
  const f32 gap = random.between(.1f, .2f);
  const f32 arm = random.between(.7f, 1.2f);
  const f32 thick = random.between(.055f, .085f);
  const i32 glass = paintPane(maker);
  const f32 x = size + gap;
  maker.begin("rim", paints.main);
  if (kind == 0) {
    ring(maker, x, 0, 0, size, thick).mirrorX = 1;
  } else if (kind == 1) {
    maker.box(x, 0, 0, size + .07f, size * tall + .07f, thick, .03f).mirrorX = 1;
  } else if (kind == 2) {
    const f32 points[10] = {-size,       size * .5f, size * 1.25f, size * .95f, size,
                            -size * .3f, size * .3f, -size * .7f,  -size * .8f, -size * .4f};
    maker.prism(x, 0, 0, points, 5, thick).mirrorX = 1;
  } else {
    maker.box(0, 0, 0, x + size, size * tall, .1f, .09f);
  }
  maker.begin("lens", glass);
  if (kind == 0) {
    disc(maker, x, 0, 0, size, .045f).mirrorX = 1;
  } else if (kind == 1) {
    maker.box(x, 0, .03f, size - .02f, size * tall - .02f, thick, .03f).mirrorX = 1;
  } else if (kind == 2) {
    maker.ball(x + .03f, .06f, .04f, size * .75f, size * .48f, thick).mirrorX = 1;
  } else {
    maker.box(0, 0, .05f, x + size - .12f, size * tall - .1f, .1f, .05f);
  }
  maker.begin("bridge", paints.trim);
  maker.arc(0, -.06f, 0, gap + .08f, .055f, 1.3f);
  maker.begin("temple", paints.trim);
  const f32 side = x + size;
  maker.limb({side, size * .3f, 0}, {side, size * .3f, -arm}, .055f, .055f).mirrorX = 1;
  maker.limb({side, size * .3f, -arm}, {side, -.1f, -arm - .2f}, .06f, .065f).mirrorX = 1;
  maker.limb({side - .06f, size * .3f, 0}, {side, size * .3f, 0}, .07f, .07f).mirrorX = 1;
  maker.phrases.add(kind == 0   ? "round lenses"
                    : kind == 1 ? "square lenses"
                    : kind == 2 ? "cat-eye lenses"
                                : "one wide lens");
  maker.tag(kind == 3 ? "goggles.n.01" : "spectacles.n.01");
  return kind == 3 ? "goggles" : "glasses";
}

PIWA_NOINLINE void makeWear(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(11);
  const bool cloth = kind == 4 || kind == 5 || kind == 6;
  const WearPaints paints = drawWearPaints(maker, kind == 10 ? Material::plastic
                                                  : cloth    ? Material::fabric
                                                             : Material::leather);
  const f32 length = random.between(.7f, 1.f);
  const f32 turn = random.between(-.6f, .6f);
  const i32 outer = maker.openFrame(0, 0, 0, kind < 4 ? turn : 0.f, 1.f);
  const char* noun = "";
  switch (kind) {
    case 0:
    case 1:
      noun = makeShoe(maker, paints, length);
      break;
    case 2:
    case 3:
      noun = makeBoot(maker, paints);
      break;
    case 4:
    case 5:
      noun = makeBrimHat(maker, paints);
      break;
    case 6:
      noun = makeCap(maker, paints);
      break;
    case 7:
    case 8:
      noun = makeHelmet(maker, paints);
      break;
    case 9:
      noun = makeBag(maker, paints);
      break;
    default:
      noun = makeGlasses(maker, paints);
      break;
  }
  maker.closeFrame(outer);
  if (kind == 10) {
    maker.caption.write("a pair of ");
    maker.caption.write(paintWord(maker, paints.main));
    writeWord(maker.caption, noun);
  } else {
    const bool helmet = kind == 7 || kind == 8;
    describeAs(maker, "", helmet ? maker.recipe.part[0].paint : paints.main, noun);
  }
  listParts(maker);
  maker.tag(kind < 4 ? "footwear.n.02" : kind < 9 ? "headdress.n.01" : "accessory.n.01");
}

}  // namespace piwa

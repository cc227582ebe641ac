// Things to wear: shoes, boots, hats, helmets, bags, glasses. The front looks to +z.
#pragma once
#include "built-kit.hpp"

namespace piwa {

struct WearPaints {
  i32 main;
  i32 trim;
  i32 sole;
};

PIWA_NOINLINE WearPaints drawWearPaints(Maker& maker, Material kind) {
  RandomStream& random = maker.random;
  const i32 color = random.below(5);
  const bool natural = random.chance(.3f);
  const i32 pattern = random.below(6);
  const i32 main = natural && kind == Material::leather ? maker.paintNatural(kind)
                                                        : maker.paintScheme(kind, color);
  if (pattern == 0) {
    maker.pattern(main, Pattern::stripes, color + 1, 4.f);
  } else if (pattern == 1) {
    maker.pattern(main, Pattern::checker, color + 1, 3.f);
  }
  const i32 trim = maker.paintScheme(kind, color + 2);
  const i32 sole = paintRubber(maker);
  return {main, trim, sole};
}

/// The sole from above: round at heel and toe, narrower at the waist. Flat at y - .0, half high.
PIWA_NOINLINE void addSole(Maker& maker, i32 paint, f32 y, f32 wide, f32 length, f32 toe,
                           f32 half) {
  maker.begin("sole", paint);
  const f32 points[20] = {-wide * .6f,   -length,     wide * .6f,  -length,      wide * .85f,
                          -length * .6f, wide * .7f,  -.1f,        wide,         length * .45f,
                          wide * toe,    length,      -wide * toe, length,       -wide,
                          length * .45f, -wide * .7f, -.1f,        -wide * .85f, -length * .6f};
  Primitive& p = maker.prism(0, y, 0, points, 10, half);
  rotateAround(p, 1, 0, 0, halfPi);
  p.rounding = .04f;
}

PIWA_NOINLINE const char* makeShoe(Maker& maker, const WearPaints& paints, f32 length) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(4);
  const f32 wide = random.between(.24f, .36f);
  const f32 toe = random.between(.25f, .7f);
  const f32 sole = kind == 0 ? random.between(.07f, .13f) : .06f;
  const f32 high = random.between(.18f, .3f);
  const f32 heel = random.between(.25f, .6f);
  const i32 laces = 3 + random.below(3);
  const i32 straps = 1 + random.below(3);
  if (kind == 1) {
    maker.begin("sole", paints.sole);
    const f32 points[14] = {-length,        heel, -length, heel + .1f, -length * .2f, .2f,
                            length,         .1f,  length,  0.f,        length * .3f,  0.f,
                            -length * .25f, .1f};
    Primitive& p = maker.prism(0, 0, 0, points, 7, wide * .8f);
    rotateAround(p, 0, 1, 0, -halfPi);
    maker.begin("heel", paints.trim);
    maker.cone(0, heel * .5f, -length * .85f, .075f, heel * .5f, .13f);
    maker.begin("upper", paints.main);
    maker.ball(0, .14f, length * .62f, wide * .85f, .2f, length * .4f);
    maker.ball(0, heel + .1f, -length * .8f, wide * .75f, .26f, .22f);
    maker.cut({Shape::ellipsoid, 0, heel + .36f, -length * .6f, wide * .5f, .3f, .3f});
    maker.phrases.add("a high heel");
    maker.tag("shoe.n.01");
    return "pump";
  }
  addSole(maker, paints.sole, 0, wide, length, toe, sole);
  if (kind == 2) {
    maker.begin("strap", paints.main);
    for (i32 i = 0; i < straps; i++) {
      Primitive& p = maker.arc(0, .0f, length * (.5f - .35f * (f32)i), wide * .95f, .065f, halfPi);
      p.size[1] = .07f;
    }
    Primitive& back = maker.arc(0, .12f, -length * .6f, wide * .8f, .06f, halfPi);
    rotateAround(back, 1, 0, 0, -.7f);
    maker.phrases.addCounted(straps, "strap", "straps");
    maker.tag("sandal.n.01");
    return "sandal";
  }
  const f32 top = sole + high;
  maker.begin("upper", paints.main);
  maker.ball(0, sole + .02f, length * .5f, wide * .95f, high * .9f, length * .48f);
  maker
      .limb({0, sole + high * .4f, length * .3f}, {0, top * .9f, -length * .6f}, wide * .72f,
            wide * .78f)
      .blend = .1f;
  maker.cut({Shape::ellipsoid, 0, top + wide * .85f, -length * .5f, wide * .52f, wide * 1.1f,
             length * .34f});
  maker.cut({Shape::box, 0, -1.f - sole * .8f, 0, 3.f, 1.f, 3.f});
  maker.begin("tongue", paints.trim);
  Primitive& tongue = maker.box(0, top + .16f, -.02f, wide * .42f, .24f, .055f, .03f);
  rotateAround(tongue, 1, 0, 0, -.5f);
  if (kind == 0) {
    maker.begin("lace", paintPale(maker, Material::fabric));
    Primitive& lace = barrel(maker, 0, top * .95f + .12f, length * .17f, .05f, wide * .45f);
    rotateAround(lace, 1, 0, 0, .75f);
    lace.repeatCount[2] = laces;
    lace.repeatStep[2] = .14f;
    maker.begin("toe cap", paints.trim);
    maker.ball(0, sole + .01f, length * .72f, wide * .8f, high * .75f, length * .29f);
    maker.phrases.addCounted(laces, "lace", "laces");
    maker.phrases.add("a toe cap");
  } else {
    maker.begin("heel", paints.sole);
    maker.box(0, -.1f, -length * .68f, wide * .7f, .1f, length * .25f, .03f);
    maker.begin("buckle", paints.trim);
    maker.box(0, top, length * .16f, wide * .6f, .13f, .07f, .02f);
    maker.phrases.add("a buckle");
  }
  maker.tag(kind == 0 ? "running_shoe.n.01" : "shoe.n.01");
  return kind == 0 ? "sneaker" : "buckled shoe";
}

PIWA_NOINLINE const char* makeBoot(Maker& maker, const WearPaints& paints) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(4);
  const f32 length = random.between(.5f, .75f);
  const f32 wide = random.between(.2f, .34f);
  const f32 high = random.between(.5f, 1.3f);
  const f32 flare = random.between(.9f, 1.5f);
  const f32 heel = kind == 1 ? random.between(.12f, .3f) : random.between(.06f, .12f);
  const i32 buckles = 1 + random.below(3);
  const bool fur = random.chance(.35f);
  addSole(maker, paints.sole, 0, wide, length, kind == 1 ? .2f : .6f, .06f);
  maker.begin("heel", paints.sole);
  maker.box(0, -heel, -length * .65f, wide * .68f, heel, length * .26f, .02f);
  maker.begin("foot", paints.main);
  maker.ball(0, .04f, length * .4f, wide * .95f, .27f, length * .55f);
  maker.ball(0, .1f, -length * .45f, wide * .9f, .25f, length * .5f).blend = .12f;
  maker.begin("shaft", paints.main);
  Primitive& shaft =
      maker.cone(0, .05f + high * .5f, -length * .42f, wide * .95f, high * .5f, wide * flare);
  shaft.blend = .1f;
  shaft.hollow = .09f;
  maker.cut({Shape::box, 0, -1.05f, length * .3f, 2.f, 1.f, length * .62f});
  const f32 top = high + .05f;
  maker.begin(fur ? "fur" : "cuff", fur ? paintPale(maker, Material::fabric) : paints.trim);
  maker.torus(0, top - .04f, -length * .42f, wide * flare - .05f, fur ? .12f : .06f);
  maker.phrases.add(fur ? "a fur collar" : "a cuff");
  if (kind == 2) {
    maker.begin("buckle", paints.trim);
    for (i32 i = 0; i < buckles; i++) {
      const f32 y = .35f + .28f * (f32)i;
      if (y < high) {
        maker.torus(0, y, -length * .42f, wide * (1.f + (flare - 1.f) * y / high) - .02f, .06f);
      }
    }
    maker.phrases.add("straps around it");
  } else if (kind == 1) {
    maker.begin("spur", paints.trim);
    maker.limb({0, .1f, -length * .9f}, {0, .14f, -length - .25f}, .055f, .05f);
    barrel(maker, 0, .14f, -length - .3f, .13f, .05f);
    maker.phrases.add("a spur");
  }
  maker.tag(kind == 1 ? "cowboy_boot.n.01" : "boot.n.01");
  return kind == 1 ? "cowboy boot" : high > 1.f ? "tall boot" : high < .7f ? "ankle boot" : "boot";
}

}  // namespace piwa

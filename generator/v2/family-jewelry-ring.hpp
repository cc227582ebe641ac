// Rings and crowns, and the stones of all jewelry.
#pragma once
#include "built-kit.hpp"

namespace piwa {

struct JewelPaints {
  i32 gold;
  i32 gem;
  i32 second;
};

PIWA_NOINLINE JewelPaints drawJewelPaints(Maker& maker) {
  RandomStream& random = maker.random;
  constexpr Color gems[6] = {{.98f, .85f, .75f}, {.37f, .8f, .6f},  {.6f, .8f, .75f},
                             {.78f, .6f, .65f},  {.13f, .75f, .9f}, {.5f, .5f, .85f}};
  constexpr Color silver[3] = {{.58f, .04f, .85f}, {.03f, .4f, .8f}, {.1f, .1f, .75f}};
  const bool golden = random.chance(.6f);
  const i32 gold =
      golden ? paintBrass(maker) : maker.paint(Material::metal, drawFrom(random, silver, 3));
  const i32 gem = maker.paint(Material::glass, drawFrom(random, gems, 6));
  const i32 second = maker.paint(Material::glass, drawFrom(random, gems, 6));
  return {gold, gem, second};
}

/// Turned around y, and mirrored.
PIWA_NOINLINE void tiltedBall(Maker& maker, const Part& at, f32 angle) {
  Primitive& p = maker.add(at);
  rotateAround(p, 0, 1, 0, angle);
  p.mirrorX = 1;
}

/// A cut stone that points along +y, `size` in radius.
PIWA_NOINLINE const char* addStone(Maker& maker, i32 paint, i32 kind, f32 y, f32 size) {
  maker.begin("stone", paint);
  if (kind == 0) {
    maker.cone(0, y + size * .25f, 0, size, size * .2f, size * .6f);
    maker.cone(0, y - size * .35f, 0, size * .2f, size * .42f, size);
    return "a brilliant-cut stone";
  }
  if (kind == 1) {
    maker.box(0, y, 0, size * .8f, size * .5f, size * 1.05f, .06f);
    return "an emerald-cut stone";
  }
  if (kind == 2) {
    maker.ball(0, y, 0, size, size * .8f, size);
    return "a round cabochon";
  }
  if (kind == 3) {
    maker.add({Shape::superquadric, 0, y, 0, size, size * 1.2f, size, 1.f});
    return "an octahedral stone";
  }
  if (kind == 4) {
    maker.ball(size * .55f, y, 0, size * .5f, size * .45f, size * .5f).foldAngle = fullTurn / 5.f;
    maker.ball(0, y + .03f, 0, size * .5f, size * .5f, size * .5f);
    return "a flower of stones";
  }
  const f32 heart[14] = {0.f,          -size, size * .95f, .05f,         size * .75f,
                         size * .7f,   0.f,   size * .35f, -size * .75f, size * .7f,
                         -size * .95f, .05f,  -.02f,       -size};
  Primitive& p = maker.prism(0, y, 0, heart, 6, size * .35f);
  rotateAround(p, 1, 0, 0, -halfPi);
  p.rounding = .03f;
  return "a heart-shaped stone";
}

PIWA_NOINLINE const char* makeRing(Maker& maker, const JewelPaints& paints) {
  RandomStream& random = maker.random;
  const f32 radius = random.between(.45f, .7f);
  const i32 band = random.below(4);
  const f32 thick = random.between(.07f, .15f);
  const i32 kind = random.below(6);
  const f32 size = random.between(.2f, .5f);
  const i32 sides = random.below(3);
  const f32 wide = random.between(1.f, 2.f);
  const bool lying = random.chance(.3f);
  const f32 tilt = random.between(-.5f, .5f);
  const i32 outer = maker.openFrame(0, 0, 0, tilt, 1.f);
  maker.tiltFrame(1, 0, 0, lying ? halfPi - .5f : 0.f);
  maker.begin("band", paints.gold);
  if (band == 0) {
    ring(maker, 0, 0, 0, radius, thick);
  } else if (band == 1) {
    disc(maker, 0, 0, 0, radius + thick, thick * wide, .03f);
    disc(maker, 0, 0, 0, radius - .02f, thick * wide + .3f).operation = Operation::subtract;
  } else if (band == 2) {
    ring(maker, 0, 0, thick, radius, thick * .8f).mirrorZ = 1;
  } else {
    const i32 own = maker.openFrame(0, 0, 0, 0, 1.f);
    maker.tiltFrame(1, 0, 0, halfPi);
    maker.torus(0, 0, 0, radius, thick * .7f);
    maker.ball(radius, 0, 0, thick * 1.2f, thick * 1.2f, thick * 1.2f).foldAngle = fullTurn / 14.f;
    maker.closeFrame(own);
  }
  const f32 y = radius + thick * .6f + size * .55f;
  maker.begin("setting", paints.gold);
  maker.cone(0, radius + thick * .5f, 0, thick, size * .35f + .05f, size * .9f);
  maker
      .limb({size * .6f, y - size * .4f, size * .6f}, {size * .75f, y + size * .35f, size * .75f},
            .055f, .05f)
      .mirrorX = 1;
  maker.recipe.primitive[maker.recipe.count - 1].mirrorZ = 1;
  maker.phrases.add(addStone(maker, paints.gem, kind, y, size));
  if (sides > 0) {
    maker.begin("side stone", paints.second);
    for (i32 i = 0; i < sides; i++) {
      const SineCosine<f32> at = sineCosine(.55f + size * .4f + .36f * (f32)i);
      maker.ball((radius + thick) * at.sine, (radius + thick) * at.cosine, 0, .13f, .13f, .13f)
          .mirrorX = 1;
    }
    maker.phrases.addCounted(2 * sides, "side stone", "side stones");
  }
  maker.closeFrame(outer);
  maker.tag("ring.n.08");
  return lying ? "tilted ring" : "ring";
}

PIWA_NOINLINE const char* makeCrown(Maker& maker, const JewelPaints& paints) {
  RandomStream& random = maker.random;
  const i32 points = 4 + random.below(6);
  const f32 radius = random.between(.55f, .8f);
  const f32 band = random.between(.1f, .24f);
  const f32 high = random.between(.2f, .6f);
  const f32 flare = random.between(0.f, .22f);
  const i32 kind = random.below(4);
  const bool cap = random.chance(.4f);
  const i32 color = random.below(5);
  maker.begin("band", paints.gold);
  maker.cylinder(0, 0, 0, radius, band);
  maker.cut({Shape::cylinder, 0, 0, 0, radius - .1f, band + .2f, 0.f});
  maker.torus(0, -band, 0, radius - .03f, .065f);
  maker.begin("point", paints.gold);
  const f32 pitch = fullTurn * radius / (f32)points;
  const f32 angle = fullTurn / (f32)points;
  if (kind == 0) {
    const f32 shape[6] = {-pitch * .42f, -.05f, pitch * .42f, -.05f, 0.f, high * 1.3f};
    Primitive& p = maker.prism(radius - .05f, band, 0, shape, 3, .05f);
    rotateAround(p, 0, 1, 0, halfPi);
    rotateAround(p, 0, 0, 1, -flare);
    p.foldAngle = angle;
    maker.ball(radius + flare * high, band + high * 1.25f, 0, .085f, .085f, .085f).foldAngle =
        angle;
  } else if (kind == 1) {
    maker.box(radius - .05f + flare * .1f, band + high * .5f, 0, .05f, high * .55f, .07f)
        .foldAngle = angle;
    maker.box(radius - .05f, band + high * .75f, 0, .05f, .07f, pitch * .3f).foldAngle = angle;
  } else if (kind == 2) {
    maker.limb({radius - .05f, band, 0}, {radius + flare, band + high, 0}, .075f, .055f).foldAngle =
        angle;
    maker.ball(radius + flare, band + high, 0, .12f, .12f, .12f).foldAngle = angle;
  } else {
    maker.arc(0, band - .05f, 0, radius - .04f, .07f, halfPi);
    rotateAround(maker.arc(0, band - .05f, 0, radius - .04f, .07f, halfPi), 0, 1, 0, halfPi);
    maker.ball(0, band + radius, 0, .14f, .14f, .14f);
    maker.box(0, band + radius + .26f, 0, .05f, .16f, .05f);
    maker.box(0, band + radius + .28f, 0, .12f, .05f, .05f);
  }
  maker.begin("gem", paints.gem);
  maker.ball(radius, 0, 0, .09f, smaller(.12f, band), .11f).foldAngle = angle;
  maker.phrases.addCounted(points, "gem around the band", "gems around the band");
  if (cap) {
    maker.begin("cap", maker.paintScheme(Material::fabric, color));
    maker.ball(0, band * .3f, 0, radius - .06f, kind == 3 ? radius * .8f : high * .8f,
               radius - .06f);
    maker.phrases.add("a velvet cap");
  }
  maker.tag("crown.n.04");
  return kind == 3   ? "arched crown"
         : kind == 0 ? "pointed crown"
         : kind == 1 ? "crown of crosses"
                     : "coronet";
}

}  // namespace piwa

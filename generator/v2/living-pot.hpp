// Pots, and the small plants with thick leaves or stems.
#pragma once
#include "living-turtle.hpp"

namespace piwa {

struct Pot {
  f32 rim;
  f32 top;
  i32 kind;
};

/// A pot with its soil, its mouth at pot.top, standing on -1.
PIWA_NOINLINE void addPot(Maker& maker, Pot& pot) {
  RandomStream& random = maker.random;
  const bool clay = random.chance(.4f);
  const i32 color = random.below(5);
  const i32 paint =
      clay ? paintAs(maker, Material::ceramic, {.045f, .62f, .72f}, Pattern::plain, 6.f)
           : maker.paintScheme(Material::ceramic, color);
  const f32 half = random.between(.16f, .38f);
  const f32 foot = random.between(.6f, .95f);
  const bool saucer = random.chance(.3f);
  const bool banded = random.chance(.4f);
  pot.kind = random.below(5);
  pot.rim = random.between(.28f, .5f);
  pot.top = -1.f + half * 2.f;
  const f32 y = -1.f + half;
  const f32 r = pot.rim;
  maker.begin("pot", paint);
  if (pot.kind == 0) {
    maker.cone(0, y, 0, r * foot, half, r);
    maker.cylinder(0, pot.top - .07f, 0, r + .06f, .08f, .02f);
  } else if (pot.kind == 1) {
    maker.cylinder(0, y, 0, r, half, .04f);
  } else if (pot.kind == 2) {
    maker.box(0, y, 0, r, half, r, .03f);
  } else if (pot.kind == 3) {
    const f32 radii[latheRadii] = {r * .5f,   r * .6f, r * .95f, r * 1.25f,
                                   r * 1.25f, r,       r * .95f, r};
    maker.lathe(0, y, 0, half, radii, 0.f);
  } else {
    maker.add({Shape::superquadric, 0, y, 0, r * 1.1f, half, r * 1.1f, 3.f});
  }
  if (banded) {
    maker.begin("band", maker.paintScheme(Material::ceramic, color + 2));
    const f32 wide = pot.kind == 2 ? r : pot.kind == 3 ? r * 1.2f : r * (foot + 1.f) * .5f;
    if (pot.kind == 2) {
      maker.box(0, y, 0, r + .04f, .06f, r + .04f);
    } else {
      maker.torus(0, y, 0, wide, .06f);
    }
  }
  if (saucer) {
    maker.begin("saucer", paint);
    maker.cylinder(0, -1.02f, 0, r * 1.2f, .06f, .02f);
  }
  maker.begin("soil", paintAs(maker, Material::stone, {.07f, .5f, .24f}, Pattern::speckled, 9.f));
  maker.cylinder(0, pot.top, 0, r * .86f, .05f, .02f);
}

/// Rosettes: rings of thick pointed leaves, each ring folded around the middle.
PIWA_NOINLINE const char* growSucculent(Maker& maker, const Pot& pot, i32 leaf) {
  RandomStream& random = maker.random;
  const i32 rings = 2 + random.below(3);
  const i32 leaves = 5 + random.below(4);
  const f32 length = random.between(.25f, .6f);
  const f32 width = random.between(.12f, .2f);
  const bool agave = random.chance(.5f);
  maker.begin("leaf", leaf);
  for (i32 i = 0; i < rings; i++) {
    const f32 t = (f32)i / (f32)rings;
    const f32 pitch = .25f + 1.05f * t;
    const f32 size = length * (1.f - .35f * t) * (agave ? 1.5f : 1.f);
    const i32 count = leaves - i > 3 ? leaves - i : 3;
    const f32 y = pot.top + .05f + .08f * (f32)i;
    Primitive& one =
        agave ? spike(maker, {0, y, 0}, along({0, y, 0}, aim(halfPi, pitch), size * 1.5f),
                      width * .8f, .03f)
              : blade(maker, {.02f, y, 0}, halfPi, pitch, {width, size * .6f, .08f});
    one.foldAngle = fullTurn / (f32)count;
    one.blend = .02f;
  }
  maker.begin("heart", leaf);
  maker.ball(0, pot.top + .1f, 0, .14f, .16f + length * .3f, .14f).blend = .03f;
  maker.phrases.addCounted(rings, "ring of leaves", "rings of leaves");
  return agave ? "agave" : "succulent";
}

PIWA_NOINLINE const char* growFern(Maker& maker, const Pot& pot, i32 leaf) {
  RandomStream& random = maker.random;
  const i32 fronds = 6 + random.below(6);
  const f32 length = random.between(.7f, 1.4f);
  const f32 droop = random.between(-.9f, .1f);
  const f32 width = random.between(.09f, .17f);
  const f32 start = random.between(0.f, fullTurn);
  maker.begin("frond", leaf);
  for (i32 i = 0; i < fronds; i++) {
    const f32 lift = random.between(.85f, 1.45f);
    const f32 uneven = random.between(.75f, 1.15f) * length;
    f32 yaw = start + 2.4f * (f32)i;
    Spot at{0, pot.top, 0};
    for (i32 k = 0; k < 4; k++) {
      const f32 t = (f32)k * .33f;
      const f32 pitch = lift + (droop - lift) * t;
      const f32 wide = k == 0 ? .055f : width * (1.25f - .3f * (f32)k);
      blade(maker, at, yaw, pitch, {wide, uneven * .17f, .05f}).blend = .05f;
      at = along(at, aim(yaw, pitch), uneven * .27f);
      yaw = yaw + .06f;
    }
  }
  maker.phrases.addCounted(fronds, "arching frond", "arching fronds");
  return "fern";
}

PIWA_NOINLINE void saguaroArms(Maker& maker, f32 base, f32 tall, f32 radius) {
  RandomStream& random = maker.random;
  const i32 arms = random.below(4);
  for (i32 i = 0; i < arms; i++) {
    const f32 y = base + tall * random.between(.25f, .65f);
    const f32 up = tall * random.between(.25f, .6f);
    const f32 out = radius + random.between(.2f, .34f);
    const f32 yaw = halfPi + pi * (f32)i + random.between(-.5f, .5f);
    const Spot elbow = along({0, y, 0}, aim(yaw, .1f), out);
    const f32 thick = radius * .66f;
    maker.limb({0, y, 0}, elbow, thick, thick).blend = .05f;
    maker.limb(elbow, shifted(elbow, 0, up, 0), thick, thick * .85f).blend = .05f;
  }
  if (arms > 0) {
    maker.phrases.addCounted(arms, "arm", "arms");
  }
}

PIWA_NOINLINE const char* growCactus(Maker& maker, const Pot& pot, i32 leaf) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(3);
  const bool blooming = random.chance(.5f);
  const f32 tall = random.between(.7f, 1.4f);
  const f32 radius = random.between(.14f, .22f);
  const Color bloom = petalColor(random);
  f32 top = pot.top + tall;
  maker.begin("stem", leaf);
  if (kind == 0) {
    maker.limb({0, pot.top, 0}, {0, top, 0}, radius, radius * .9f);
    Primitive& rib = maker.limb({radius, pot.top, 0}, {radius * .85f, top, 0}, .06f, .05f);
    rib.foldAngle = fullTurn / 7.f;
    rib.blend = .03f;
    saguaroArms(maker, pot.top, tall, radius);
    top = top + radius * .9f;
  } else if (kind == 1) {
    const f32 size = pot.rim * random.between(.8f, 1.25f);
    const f32 high = size * random.between(.75f, 1.3f);
    const i32 ribs = 7 + random.below(5);
    maker.ball(0, pot.top + high * .8f, 0, size * .9f, high, size * .9f);
    Primitive& rib =
        maker.ball(size * .5f, pot.top + high * .8f, 0, size * .55f, high * .97f, .075f);
    rib.foldAngle = fullTurn / (f32)ribs;
    rib.blend = .03f;
    top = pot.top + high * 1.8f;
    maker.phrases.addCounted(ribs, "rib", "ribs");
  } else {
    Spot at{0, pot.top, 0};
    f32 lean = random.between(-.2f, .2f);
    const i32 pads = 3 + random.below(4);
    for (i32 i = 0; i < pads; i++) {
      const f32 size = random.between(.24f, .34f);
      const f32 depth = random.between(-.2f, .2f);
      const Spot next = shifted(at, lean * size * 2.f, size * 1.5f, depth);
      oval(maker, at, shifted(next, 0, size * .2f, 0), size * .72f, .09f).blend = .02f;
      const bool fork = random.chance(.6f);
      at = i == 0 || !fork ? next : at;
      lean = i % 2 == 0 ? random.between(.5f, 1.2f) : random.between(-1.2f, -.5f);
      top = larger(top - tall, 0.f) + tall;
      top = at.y + .05f;
    }
    maker.phrases.addCounted(pads, "pad", "pads");
  }
  if (blooming) {
    maker.begin("bloom", paintAs(maker, Material::leaf, bloom, Pattern::plain, 5.f));
    const f32 x = kind == 2 ? 0.f : .09f;
    Primitive& petal = maker.ball(x, top, 0, .1f, .09f, .07f);
    petal.foldAngle = kind == 2 ? 0.f : fullTurn / 5.f;
    maker.phrases.add("a bloom on top");
  }
  return kind == 0 ? "saguaro cactus" : kind == 1 ? "barrel cactus" : "prickly pear cactus";
}

}  // namespace piwa

// Rocks: cairns, crystal clusters, arches, boulders, cliffs, standing stones, spires, geodes.
#pragma once
#include "living-stone.hpp"

namespace piwa {

PIWA_NOINLINE void cliff(Maker& maker, i32 paint, i32 other) {
  RandomStream& random = maker.random;
  const i32 ledges = 3 + random.below(4);
  const bool falls = random.chance(.45f);
  const bool trees = random.chance(.5f);
  f32 wide = random.between(.6f, .9f);
  f32 y = -1.f;
  f32 x = 0.f;
  f32 front = 0.f;
  f32 edge = 0.f;
  const f32 lean = random.between(-.25f, .25f);
  for (i32 i = 0; i < ledges; i++) {
    const f32 half = random.between(.12f, .3f);
    const f32 deep = wide * random.between(.55f, .9f);
    front = i == 0 ? deep : front;
    edge = deep - .1f * (f32)i;
    maker.begin(i % 2 ? "ledge" : "cliff", i % 2 ? other : paint);
    Primitive& p = maker.box(x, y + half, -.1f * (f32)i, wide, half + .03f, deep, .05f);
    rotateAround(p, 0, 1, 0, random.between(-.4f, .4f));
    p.blend = .02f;
    if (i < 2) {
      maker.roughen(p, .07f, 2.5f);
    }
    y = y + half * 2.f;
    x = x + lean * random.between(.3f, 1.f);
    wide = wide * random.between(.7f, 1.f);
  }
  maker.begin("grass", maker.paint(Material::leaf, {.27f, .6f, .5f}));
  maker.box(x - lean * .4f, y + .01f, -.1f * (f32)ledges + .1f, wide * .95f, .06f, wide * .6f, .05f)
      .blend = .02f;
  if (trees) {
    maker.begin("tree", maker.paint(Material::leaf, greenColor(random)));
    const i32 count = 1 + random.below(3);
    for (i32 i = 0; i < count; i++) {
      maker.cone(x + wide * random.between(-.6f, .4f), y + .22f, -.1f * (f32)ledges + .1f, .13f,
                 .22f, .02f);
    }
    maker.phrases.add("trees on top");
  }
  if (falls) {
    maker.begin("water", paintAs(maker, Material::glass, {.54f, .4f, .92f}, Pattern::brushed, 4.f));
    const f32 out = larger(front, edge) + .06f;
    maker.limb({x - lean * .4f, y + .05f, edge - .2f}, {x * .7f, y - .02f, edge + .02f}, .09f, .1f);
    maker.limb({x * .7f, y - .02f, edge + .02f}, {.05f, -.95f, out}, .1f, .14f);
    maker.cylinder(.05f, -.98f, out + .05f, .32f, .06f, .02f);
    maker.phrases.add("a waterfall");
  }
}

PIWA_NOINLINE i32 standingStones(Maker& maker, i32 paint, i32 other) {
  RandomStream& random = maker.random;
  const bool ring = random.chance(.55f);
  const i32 count = ring ? 5 + random.below(4) : 2;
  const f32 radius = ring ? random.between(.55f, .85f) : random.between(.35f, .55f);
  const f32 tall = random.between(.3f, .7f);
  maker.begin("ground", paintAs(maker, Material::leaf, {.26f, .5f, .48f}, Pattern::mottled, 7.f));
  maker.cylinder(0, -1.f, 0, radius + .25f, .06f, .03f);
  for (i32 i = 0; i < count; i++) {
    const f32 yaw = fullTurn * (f32)i / (f32)count;
    const f32 half = tall * random.between(.6f, 1.15f);
    const f32 wide = random.between(.11f, .2f);
    const f32 tilt = random.between(-.12f, .12f);
    const Spot foot = along({0, -1.f + half, 0}, aim(yaw + (ring ? 0.f : halfPi), 0.f), radius);
    maker.begin("pillar", i % 3 == 2 ? other : paint);
    Primitive& p = maker.box(foot.x, foot.y, foot.z, wide, half, wide * .6f, .05f);
    rotateAround(p, 0, 1, 0, yaw + (ring ? 0.f : halfPi));
    rotateAround(p, 1, 0, 0, tilt);
    if (i < 2) {
      maker.roughen(p, .05f, 4.f);
    }
  }
  maker.begin("lintel", other);
  if (!ring) {
    const f32 half = tall * .9f;
    const f32 slabWide = radius + random.between(.15f, .35f);
    const f32 slabHigh = random.between(.09f, .2f);
    const f32 slabDeep = random.between(.2f, .45f);
    Primitive& slab = maker.box(0, -1.f + half * 2.f, 0, slabWide, slabHigh, slabDeep, .06f);
    rotateAround(slab, 0, 0, 1, random.between(-.15f, .15f));
    maker.box(0, -1.f + half, -.25f, .2f, half, .12f, .05f);
  } else {
    stone(maker, {0, -.9f, 0}, {.25f, .12f, .16f}, .0f, false);
  }
  return count;
}

PIWA_NOINLINE i32 spires(Maker& maker, i32 paint, i32 other) {
  RandomStream& random = maker.random;
  const i32 count = 2 + random.below(4);
  maker.begin("ground", paint);
  const f32 wide = random.between(.5f, .8f);
  maker.roughen(maker.ball(0, -1.02f, 0, wide, .14f, wide * .8f), .05f, 3.f);
  for (i32 i = 0; i < count; i++) {
    const f32 yaw = 2.4f * (f32)i + random.between(-.4f, .4f);
    const f32 tall = random.between(.6f, 1.7f);
    const f32 fat = random.between(.12f, .22f);
    const Spot foot = along({0, -1.f, 0}, aim(yaw, 0.f), wide * .55f);
    const Spot neck = shifted(foot, random.between(-.08f, .08f), tall * .7f, 0);
    maker.begin("spire", i % 2 ? other : paint);
    maker.limb(foot, between(foot, neck, .5f), fat * 1.5f, fat).blend = .06f;
    maker.limb(between(foot, neck, .5f), neck, fat * .9f, fat * .6f).blend = .06f;
    maker.begin("cap", i % 2 ? paint : other);
    const f32 cap = fat * random.between(1.f, 1.9f);
    stone(maker, shifted(neck, 0, .1f, 0), {cap, cap * .55f, cap * .9f}, .15f, i < 2);
  }
  maker.phrases.addCounted(count, "spire", "spires");
  return count;
}

/// Half of a hollow stone, crystals within.
PIWA_NOINLINE void geode(Maker& maker, i32 paint, i32 gem) {
  RandomStream& random = maker.random;
  const f32 size = random.between(.6f, .8f);
  const f32 wide = size * random.between(.75f, 1.3f);
  const f32 deep = size * random.between(.5f, .75f);
  maker.begin("rock", paint);
  maker.roughen(maker.ball(0, 0, 0, wide, size, deep), .08f, 2.3f);
  maker.cut({Shape::box, 0, 0, 1.02f, 2.f, 2.f, 1.f});
  maker.begin("rim", paintAs(maker, Material::stone, {.1f, .08f, .9f}, Pattern::plain, 4.f));
  const i32 rim = maker.part;
  maker.cut({Shape::ellipsoid, 0, 0, .02f, wide * .74f, size * .74f, deep * .7f}).part = rim;
  maker.begin("crystal", gem);
  const i32 count = 9 + random.below(6);
  for (i32 i = 0; i < count; i++) {
    const f32 yaw = 2.4f * (f32)i;
    const f32 t = squareRoot(((f32)i + .5f) / (f32)count);
    const SineCosine<f32> turn = sineCosine(yaw);
    const f32 tilt = t * .9f;
    const Spot root{turn.sine * wide * .66f * t, turn.cosine * size * .66f * t,
                    -deep * .72f * squareRoot(larger(.05f, 1.f - t * t))};
    const f32 length = random.between(.22f, .45f);
    Primitive& p = maker.add(
        {Shape::superquadric, root.x, root.y, root.z + length * .5f, .1f, length * .6f, .1f, 1.f});
    pointAlong(p, -turn.sine * tilt, -turn.cosine * tilt, 1.f);
  }
  maker.begin("foot", paint);
  maker.box(0, -size * .95f, -deep * .35f, wide * .5f, .12f, deep * .4f, .05f);
}

PIWA_NOINLINE Color gemColor(RandomStream& random) {
  constexpr Color gems[7] = {{.78f, .6f, .75f},  {.52f, .55f, .85f}, {.93f, .55f, .9f},
                             {.38f, .65f, .65f}, {.12f, .65f, .93f}, {.6f, .7f, .8f},
                             {.0f, .75f, .75f}};
  return drawFrom(random, gems, 7);
}

PIWA_NOINLINE void makeRock(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(8);
  const Color base = stoneColor(random);
  const Color shine = gemColor(random);
  const bool mossy = random.chance(.45f);
  const i32 paint = maker.paint(Material::stone, base);
  const i32 other = maker.paint(
      Material::stone, {base.hue, base.saturation * .8f, clamp(base.value * 1.2f, 0.f, .95f)});
  const bool gemmed = kind == 1 || kind == 7;
  const i32 gem = gemmed ? paintAs(maker, Material::glass, shine, Pattern::mottled, 3.f) : other;
  Text& caption = maker.caption;
  startCaption(caption, gemmed ? maker.colorOf(gem) : maker.colorOf(paint));
  switch (kind) {
    case 0:
      caption.write(" cairn");
      cairn(maker, paint, other);
      maker.tag("cairn.n.01");
      break;
    case 1:
      caption.write(" crystal cluster on a rock");
      crystals(maker, paint, gem);
      maker.tag("crystal.n.01");
      break;
    case 2:
      caption.write(" rock arch with boulders at its feet");
      rockArch(maker, paint, other);
      break;
    case 3:
      caption.write(" group of ");
      writeNumber(caption, boulders(maker, paint, other, mossy));
      caption.write(" boulders");
      maker.tag("boulder.n.01");
      break;
    case 4:
      caption.write(" cliff of layered ledges");
      cliff(maker, paint, other);
      maker.tag("cliff.n.01");
      break;
    case 5: {
      const i32 count = standingStones(maker, paint, other);
      caption.write(count == 2 ? " dolmen of raised stones" : " circle of standing stones");
      maker.tag("megalith.n.01");
      break;
    }
    case 6:
      caption.write(" group of rock spires");
      spires(maker, paint, other);
      break;
    default:
      caption.write(" geode cut open");
      geode(maker, paint, gem);
      maker.tag("crystal.n.01");
      break;
  }
  maker.phrases.write(caption, " with ");
  maker.tag("rock.n.01");
}

}  // namespace piwa

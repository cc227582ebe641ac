// Stones: piled, crystalline, arched and scattered.
#pragma once
#include "living-kit.hpp"

namespace piwa {

/// A stone of flat faces: a rounded box, tilted; the first ones of an asset are rough.
PIWA_NOINLINE Primitive& stone(Maker& maker, const Spot& at, const Extent& size, f32 tilt,
                               bool rough) {
  RandomStream& random = maker.random;
  const f32 turn = random.between(0.f, fullTurn);
  const f32 axis = random.between(0.f, fullTurn);
  const f32 least = smaller(size.x, smaller(size.y, size.z));
  const f32 round = least * random.between(.2f, .7f);
  Primitive& p = maker.box(at.x, at.y, at.z, size.x, size.y, size.z, round);
  rotateAround(p, 0.f, 1.f, 0.f, turn);
  const Spot lean = aim(axis, 0.f);
  rotateAround(p, lean.x, 0.f, lean.z, tilt);
  p.blend = .02f;
  if (rough) {
    maker.roughen(p, least * .26f, .8f / least);
  }
  return p;
}

PIWA_NOINLINE Color stoneColor(RandomStream& random) {
  constexpr Color stones[9] = {{.09f, .1f, .6f},   {.58f, .08f, .45f}, {.1f, .3f, .72f},
                               {.05f, .45f, .55f}, {.08f, .05f, .85f}, {.35f, .1f, .42f},
                               {.03f, .3f, .4f},   {.6f, .15f, .3f},   {.09f, .5f, .6f}};
  return drawFrom(random, stones, 9);
}

/// Flat stones one upon another, each a little off.
PIWA_NOINLINE i32 cairn(Maker& maker, i32 paint, i32 other) {
  RandomStream& random = maker.random;
  const i32 stones = 3 + random.below(6);
  f32 wide = random.between(.4f, .75f);
  f32 y = -1.f;
  f32 x = 0.f;
  f32 z = 0.f;
  for (i32 i = 0; i < stones; i++) {
    const f32 half = wide * random.between(.22f, .5f);
    const f32 deep = wide * random.between(.6f, 1.f);
    const f32 tilt = random.between(-.14f, .14f);
    const f32 turn = random.between(0.f, fullTurn);
    const bool second = random.chance(.4f);
    maker.begin("stone", second ? other : paint);
    y = y + half;
    Primitive& p = maker.ball(x, y, z, wide, half * 1.12f, deep);
    rotateAround(p, 0, 1, 0, turn);
    rotateAround(p, 0, 0, 1, tilt);
    if (i < 2) {
      maker.roughen(p, wide * .14f, 1.4f / wide);
    }
    y = y + half * .78f;
    x = x + wide * random.between(-.3f, .3f);
    z = z + wide * random.between(-.25f, .25f);
    wide = wide * random.between(.58f, .98f);
  }
  maker.phrases.addCounted(stones, "stone", "stones");
  return stones;
}

/// A square column with a pyramid on top; or a double pyramid.
PIWA_NOINLINE void crystal(Maker& maker, const Spot& root, f32 yaw, f32 lean, f32 length,
                           f32 radius, bool column) {
  const Spot up = aim(yaw, halfPi - lean);
  if (!column) {
    const Spot middle = along(root, up, length * .4f);
    Primitive& p = maker.add(
        {Shape::superquadric, middle.x, middle.y, middle.z, radius, length * .62f, radius, 1.f});
    pointAlong(p, up.x, up.y, up.z);
    return;
  }
  const Spot middle = along(root, up, length * .35f);
  Primitive& body =
      maker.box(middle.x, middle.y, middle.z, radius * .707f, length * .4f, radius * .707f);
  rotateAround(body, 0.f, 1.f, 0.f, halfPi * .5f);
  const Spot top = along(root, up, length * .72f);
  Primitive& tip =
      maker.add({Shape::superquadric, top.x, top.y, top.z, radius, radius * 1.5f, radius, 1.f});
  pointAlong(tip, up.x, up.y, up.z);
  f32 turned[9];
  multiplyRotations(turned, tip.rotation, body.rotation);
  for (i32 i = 0; i < 9; i++) {
    body.rotation[i] = turned[i];
  }
  body.turned = 1;
}

PIWA_NOINLINE i32 crystals(Maker& maker, i32 rock, i32 gem) {
  RandomStream& random = maker.random;
  const i32 count = 3 + random.below(9);
  const bool column = random.chance(.55f);
  const f32 tall = random.between(.7f, 1.5f);
  const f32 fat = random.between(.12f, .26f);
  const f32 open = random.between(.35f, .9f);
  const f32 base = random.between(.3f, .6f);
  const f32 wide = random.between(1.f, 1.7f);
  maker.begin("rock", rock);
  stone(maker, {0, -.95f, 0}, {base * wide, .16f, base}, .08f, true);
  stone(maker, {base * .4f, -.9f, .1f}, {base * .5f, .18f, base * .5f}, .3f, false);
  maker.begin("crystal", gem);
  for (i32 i = 0; i < count; i++) {
    const f32 yaw = 2.4f * (f32)i + random.between(-.4f, .4f);
    const f32 t = (f32)i / (f32)count;
    const f32 lean = i == 0 ? random.between(0.f, .2f) : open * (.4f + t);
    const f32 length = tall * (1.f - .6f * t) * random.between(.75f, 1.15f);
    const Spot root = along({0, -.95f, 0}, aim(yaw, 0.f), base * .5f * t);
    crystal(maker, root, yaw, lean, length, fat * (1.f - .4f * t), column);
  }
  maker.phrases.addCounted(count, "crystal", "crystals");
  return count;
}

PIWA_NOINLINE void rockArch(Maker& maker, i32 paint, i32 other) {
  RandomStream& random = maker.random;
  const f32 span = random.between(.45f, .75f);
  const f32 tall = random.between(.5f, 1.3f);
  const f32 thick = random.between(.15f, .26f);
  const f32 lean = random.between(-.25f, .25f);
  const i32 steps = 7;
  maker.begin("arch", paint);
  Spot at{-span, -1.f, 0};
  for (i32 i = 1; i <= steps; i++) {
    const f32 t = (f32)i / (f32)steps;
    const SineCosine<f32> turn = sineCosine(pi * t);
    const f32 sway = random.between(-.08f, .08f);
    const Spot next{-span * turn.cosine + sway, -1.f + tall * 1.25f * turn.sine,
                    lean * turn.sine + sway};
    const f32 fat = thick * random.between(.75f, 1.35f) * (1.f + .6f * absolute(turn.cosine));
    Primitive& p = maker.limb(at, next, fat, fat * .9f);
    p.blend = .06f;
    if (i == 2 || i == 6) {
      maker.roughen(p, .06f, 3.f);
    }
    at = next;
  }
  maker.begin("boulder", other);
  const i32 stones = 2 + random.below(4);
  for (i32 i = 0; i < stones; i++) {
    const f32 x = random.between(-1.f, 1.f) * span * 1.2f;
    const f32 z = random.between(-.4f, .4f);
    const f32 size = random.between(.12f, .25f);
    stone(maker, {x, -1.f + size * .4f, z}, {size, size * .8f, size}, .4f, false);
  }
  maker.begin("ground", paint);
  maker.ball(0, -1.04f, 0, span * 1.4f, .1f, .45f).blend = .04f;
}

PIWA_NOINLINE i32 boulders(Maker& maker, i32 paint, i32 other, bool mossy) {
  RandomStream& random = maker.random;
  const i32 count = 3 + random.below(5);
  const f32 patch = random.between(.62f, .85f);
  maker.begin("ground", paintAs(maker, Material::leaf, {.26f, .5f, .45f}, Pattern::mottled, 7.f));
  maker.cylinder(0, -1.f, 0, patch, .07f, .03f);
  const i32 moss = mossy ? maker.paint(Material::leaf, {.25f, .6f, .45f}) : paint;
  f32 x = 0.f;
  f32 z = 0.f;
  for (i32 i = 0; i < count; i++) {
    const f32 size = random.between(.17f, .36f) * (i == 0 ? 1.35f : 1.f);
    const f32 high = size * random.between(.55f, 1.5f);
    const f32 deep = size * random.between(.6f, 1.1f);
    const f32 tilt = random.between(-.5f, .5f);
    const f32 turn = 2.4f * (f32)i + random.between(-.6f, .6f);
    const f32 away = i == 0 ? 0.f : random.between(.42f, .62f);
    const Spot out = aim(turn, 0.f);
    x = out.x * away;
    z = out.z * away;
    maker.begin("boulder", i % 3 == 1 ? other : paint);
    stone(maker, {x, -1.f + high * .55f, z}, {size, high, deep}, tilt, i < 2);
    if (mossy && i < 3) {
      maker.begin("moss", moss);
      maker.ball(x, -1.f + high * 1.38f, z, size * .72f, .1f, deep * .7f).blend = .03f;
    }
  }
  if (mossy) {
    maker.phrases.add("moss on top");
  }
  return count;
}

}  // namespace piwa

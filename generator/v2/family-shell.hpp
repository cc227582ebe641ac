// Shells: log spirals of balls, fans of ribs, cones, cowries, clams with pearls, starfish, urchins.
#pragma once
#include "living-spiral.hpp"

namespace piwa {

PIWA_NOINLINE const char* coneShell(Maker& maker, i32 body, i32 band, i32 inside) {
  RandomStream& random = maker.random;
  const bool cowrie = random.chance(.45f);
  const f32 fat = random.between(.32f, .55f);
  const f32 length = random.between(.5f, .9f);
  const f32 slit = random.between(.09f, .15f);
  if (cowrie) {
    maker.begin("shell", body);
    maker.ball(0, 0, 0, fat, fat * random.between(.65f, .9f), length * .8f);
    maker.ball(fat * .15f, .06f, -length * .5f, fat * .6f, fat * .55f, length * .4f).blend = .12f;
    maker.begin("lip", inside);
    maker.ball(.1f + slit * .5f, -fat * .45f, 0, fat * .5f, fat * .3f, length * .78f).mirrorX = 1;
    Primitive& teeth = maker.ball(slit * .9f, -fat * .72f, 0, .1f, .06f, .055f);
    teeth.mirrorX = 1;
    teeth.repeatCount[2] = 5;
    teeth.repeatStep[2] = length * .26f;
    return "cowrie shell";
  }
  const i32 steps = 3 + random.below(4);
  const f32 spire = random.between(.15f, .55f);
  maker.begin("shell", body);
  maker.cone(0, -.1f - length * .4f, 0, .1f, length * .7f, fat).blend = .02f;
  for (i32 i = 0; i < steps; i++) {
    const f32 t = (f32)i / (f32)steps;
    maker.begin(i % 2 ? "shell" : "band", i % 2 ? body : band);
    maker
        .cone(.02f * (f32)i, length * .3f - .1f + spire * (t + .5f / (f32)steps), 0,
              fat * (1.f - t * .9f), spire / (f32)steps * .75f, fat * (.8f - t * .75f))
        .blend = .02f;
  }
  maker.begin("band", band);
  const i32 bands = 1 + random.below(3);
  for (i32 i = 0; i < bands; i++) {
    const f32 t = .25f + .25f * (f32)i;
    maker.torus(0, -.1f + length * (.3f - 1.4f * t), 0, .1f + (fat - .1f) * (1.f - t) - .02f,
                .075f);
  }
  maker.begin("lip", inside);
  Primitive& lip = maker.ball(fat * .45f, -.1f - length * .35f, fat * .35f, .1f, length * .6f, .1f);
  rotateAround(lip, 0, 0, 1, -.3f);
  lip.blend = .03f;
  return "cone shell";
}

PIWA_NOINLINE const char* starFish(Maker& maker, i32 body, i32 band) {
  RandomStream& random = maker.random;
  const bool urchin = random.chance(.4f);
  const i32 arms = 5 + (random.chance(.3f) ? random.below(4) : 0);
  const f32 reach = random.between(.65f, 1.f);
  const f32 fat = random.between(.14f, .26f);
  const f32 droop = random.between(-.25f, .3f);
  if (urchin) {
    const f32 high = random.between(.3f, .55f);
    maker.begin("body", body);
    maker.ball(0, 0, 0, .48f, high, .48f);
    maker.begin("spine", band);
    const f32 length = random.between(.25f, .7f);
    for (i32 ring = 0; ring < 4; ring++) {
      const f32 pitch = -.35f + .5f * (f32)ring;
      const Spot out = aim(ring % 2 ? halfPi : halfPi - .3f, pitch);
      const Spot root{out.x * .42f, out.y * high * .9f, out.z * .42f};
      Primitive& one = maker.limb(root, along(root, out, length + .1f), .075f, .05f);
      one.foldAngle = fullTurn / (f32)(10 - ring * 2);
    }
    maker.limb({0, high * .9f, 0}, {0, high + length, 0}, .075f, .05f);
    return "sea urchin";
  }
  const bool curly = random.chance(.5f);
  maker.begin("arm", body);
  for (i32 i = 0; i < arms; i++) {
    const f32 yaw = fullTurn * (f32)i / (f32)arms;
    const f32 bend = curly ? random.between(-.7f, .7f) : 0.f;
    const f32 lift = droop + random.between(-.15f, .2f);
    const Spot middle = along({0, 0, 0}, aim(yaw, lift * .4f), reach * .5f);
    const Spot tip = along(middle, aim(yaw + bend, lift), reach * .5f);
    maker.limb({0, 0, 0}, middle, fat, fat * .75f).blend = .08f;
    maker.limb(middle, tip, fat * .75f, .06f).blend = .05f;
    maker.begin("bump", band);
    for (i32 k = 0; k < 2; k++) {
      const Spot at = k == 0 ? between({0, 0, 0}, middle, .7f) : between(middle, tip, .45f);
      const f32 up = fat * (k == 0 ? .78f : .6f);
      maker.ball(at.x, at.y + up, at.z, .07f, .06f, .07f);
    }
    maker.begin("arm", body);
  }
  maker.phrases.addCounted(arms, "arm", "arms");
  return "starfish";
}

/// Sand under it with pebbles, or a museum stand, or nothing.
PIWA_NOINLINE void shellGround(Maker& maker, i32 kind, f32 floor) {
  RandomStream& random = maker.random;
  const f32 wide = random.between(.6f, 1.f);
  const f32 deep = random.between(.45f, .9f);
  const f32 turn = random.between(0.f, fullTurn);
  if (kind == 0) {
    maker.begin("sand",
                paintAs(maker, Material::stone, {.11f, .35f, .88f}, Pattern::speckled, 10.f));
    maker.ball(0, floor - .05f, 0, wide, .19f, deep);
    const Spot drift = aim(turn + 2.f, 0.f);
    maker
        .ball(drift.x * wide * .55f, floor - .07f, drift.z * deep * .55f, wide * .6f, .17f,
              deep * .7f)
        .blend = .1f;
    maker
        .ball(-drift.z * wide * .5f, floor - .06f, drift.x * deep * .5f, wide * .62f, .15f,
              deep * .5f)
        .blend = .1f;
    maker.begin("pebble", maker.paintNatural(Material::stone));
    for (i32 i = 0; i < 3; i++) {
      const Spot out = aim(turn + 1.1f * (f32)i, 0.f);
      const f32 size = .13f - .025f * (f32)i;
      maker.ball(out.x * wide * .75f, floor + .08f, out.z * deep * .75f, size, size * .7f, size);
    }
    maker.phrases.add("sand and pebbles around it");
  } else if (kind == 1) {
    maker.begin("stand", maker.paintNatural(Material::wood));
    maker.cylinder(0, floor - .3f, 0, .34f, .08f, .03f);
    maker.limb({0, floor - .3f, 0}, {0, -.1f, 0}, .08f, .07f);
    maker.phrases.add("a wooden stand");
  }
}

PIWA_NOINLINE void makeShell(Maker& maker) {
  RandomStream& random = maker.random;
  constexpr Color shells[8] = {{.08f, .35f, .92f}, {.05f, .5f, .8f},  {.1f, .12f, .95f},
                               {.96f, .3f, .9f},   {.07f, .6f, .55f}, {.75f, .25f, .75f},
                               {.02f, .6f, .85f},  {.55f, .3f, .7f}};
  const Color color = drawFrom(random, shells, 8);
  const Color other = drawFrom(random, shells, 8);
  const i32 body = paintAs(maker, Material::ceramic, color, Pattern::mottled, 5.f);
  const i32 band = paintAs(maker, Material::ceramic, other, Pattern::plain, 5.f);
  const i32 inside = paintAs(maker, Material::ceramic, {.03f, .3f, .95f}, Pattern::plain, 3.f);
  const i32 kind = random.below(6);
  const i32 ground = random.below(4);
  const bool lies = kind == 0 || kind == 4;
  const f32 turn = random.between(0.f, fullTurn);
  const f32 tilt = lies && ground != 1 ? random.between(.8f, 1.7f) : random.between(-.25f, .25f);
  const i32 outer = maker.openFrame(0, 0, 0, turn * (kind == 2 || kind == 3 ? .15f : 1.f), 1.f);
  maker.tiltFrame(1.f, 0.f, 0.f, kind == 5 || kind == 2 || kind == 3 ? tilt * .3f : tilt);
  const char* name = kind <= 1   ? (kind == 0 ? spiralShell(maker, body, band, inside)
                                              : spiralShell(maker, body, body, inside))
                     : kind == 2 ? nautilusShell(maker, body, band, inside)
                     : kind == 3 ? fanShell(maker, body, band, inside)
                     : kind == 4 ? coneShell(maker, body, band, inside)
                                 : starFish(maker, body, band);
  maker.closeFrame(outer);
  const f32 floor = kind == 3   ? -.32f
                    : kind == 5 ? -.2f
                    : kind == 2 ? (ground == 1 ? -.7f : -.42f)
                    : lies      ? -.4f
                                : -.65f;
  shellGround(maker, kind == 3 && ground == 1 ? 0 : kind == 5 && ground == 1 ? 2 : ground, floor);
  Text& caption = maker.caption;
  startCaption(caption, maker.colorOf(body));
  caption.put(' ');
  caption.write(name);
  maker.phrases.write(caption, " with ");
  maker.tag(kind == 5 ? "animal.n.01" : "seashell.n.01");
  if (kind == 3) {
    maker.tag("clam.n.01");
  }
}

}  // namespace piwa

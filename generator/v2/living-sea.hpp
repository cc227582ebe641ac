// Fish: paints, fins, ovals and spindles.
#pragma once
#include "living-kit.hpp"

namespace piwa {

struct SeaPaints {
  i32 body;
  i32 belly;
  i32 fin;
  i32 dark;
  i32 white;
};

PIWA_NOINLINE SeaPaints paintSea(Maker& maker, i32 kind) {
  RandomStream& random = maker.random;
  constexpr Color deep[6] = {{.58f, .3f, .5f},   {.6f, .15f, .4f},  {.57f, .5f, .55f},
                             {.55f, .25f, .65f}, {.62f, .4f, .32f}, {.5f, .3f, .45f}};
  const Color sea = drawFrom(random, deep, 6);
  const Color petal = petalColor(random);
  const i32 look = random.below(4);
  const bool gray = kind >= 2 && kind <= 4;
  const Color base = gray ? sea : petal;
  constexpr Pattern looks[4] = {Pattern::plain, Pattern::stripes, Pattern::patches,
                                Pattern::speckled};
  SeaPaints paints;
  paints.body = paintTwo(
      maker, Material::skin, base, gray ? Pattern::mottled : looks[look], look == 1 ? 4.f : 3.f,
      gray ? Color{base.hue, base.saturation, base.value * .8f} : maker.scheme.color[1]);
  paints.belly = paintAs(maker, Material::skin, {base.hue, .08f, .94f}, Pattern::plain, 4.f);
  paints.fin = gray ? paints.body : maker.paintScheme(Material::skin, 3);
  paints.dark = paintDark(maker);
  paints.white = paintWhite(maker);
  return paints;
}

/// A flat fin in the plane of the spine; the polygon's x runs backwards.
PIWA_NOINLINE Primitive& spineFin(Maker& maker, f32 y, f32 z, const f32* points, i32 count,
                                  f32 yaw) {
  Primitive& fin = maker.prism(0, y, z, points, count, .06f);
  fin.rounding = .03f;
  rotateAround(fin, 0, 1, 0, halfPi + yaw);
  return fin;
}

/// Two lobes behind a tail's root.
PIWA_NOINLINE void tailFin(Maker& maker, const Spot& root, f32 yaw, f32 size, f32 spread, f32 lower,
                           bool flat) {
  const Spot back = aim(pi + yaw, 0.f);
  for (i32 i = 0; i < 2; i++) {
    const f32 long_ = size * (i == 0 ? 1.f : lower);
    if (flat) {
      blade(maker, root, pi + yaw + (i == 0 ? spread : -spread), 0.f, {.13f, long_ * .55f, .055f})
          .blend = .04f;
    } else {
      const Spot tip = shifted(along(root, back, long_ * (1.1f - spread * .5f)), 0,
                               (i == 0 ? 1.f : -1.f) * long_ * spread, 0);
      Primitive& lobe = maker.ball(.5f * (root.x + tip.x), .5f * (root.y + tip.y),
                                   .5f * (root.z + tip.z), .07f, long_ * .62f, size * .24f);
      rotateAround(lobe, 1, 0, 0, (i == 0 ? -1.f : 1.f) * arcTangent2(1.1f - spread * .5f, spread));
      rotateAround(lobe, 0, 1, 0, yaw);
      lobe.blend = .03f;
    }
  }
}

/// Oval bodies, flat or fat, with fins above, below and beside.
PIWA_NOINLINE void reefFish(Maker& maker, const SeaPaints& paints, bool tall, bool puffed) {
  RandomStream& random = maker.random;
  const f32 length = random.between(.45f, .75f);
  const f32 height = length * (tall     ? random.between(.75f, 1.1f)
                               : puffed ? random.between(.85f, 1.f)
                                        : random.between(.35f, .7f));
  const f32 width = puffed ? height * .92f : height * random.between(.3f, .62f);
  const f32 bend = random.between(-.6f, .6f);
  const f32 fin = random.between(.25f, .55f) * (tall ? 1.5f : 1.f);
  const f32 sweep = random.between(.1f, .6f);
  const f32 spread = random.between(.35f, .8f);
  const i32 spikes = puffed ? 7 + random.below(4) : 0;
  maker.begin("body", paints.body);
  maker.ball(0, 0, 0, width, height, length);
  const Spot root = along({0, 0, -length * .7f}, aim(pi + bend, 0.f), length * .45f);
  oval(maker, {0, 0, -length * .3f}, root, width * .45f, height * .36f).blend = .1f;
  maker.begin("fin", paints.fin);
  const f32 tailReach = length * random.between(.5f, .95f);
  const f32 tailFork = random.between(.8f, 1.1f);
  tailFin(maker, root, bend, tailReach, spread, tailFork, false);
  const f32 top[10] = {-length * .35f,
                       -.12f,
                       length * (sweep - .2f),
                       fin,
                       length * (.25f + sweep),
                       fin * .7f,
                       length * .62f,
                       -.05f,
                       length * .6f,
                       -height * .3f};
  spineFin(maker, height * .82f, 0.f, top, 5, 0.f).blend = .03f;
  const f32 low[8] = {-length * .1f,          .12f,       length * .6f,   height * .3f,
                      length * (.3f + sweep), -fin * .7f, length * sweep, -fin * .6f};
  spineFin(maker, -height * .82f, 0.f, low, 4, 0.f).blend = .03f;
  blade(maker, {width * .8f, -height * .15f, length * .25f}, pi - .75f, -.2f,
        {length * .16f, length * .26f, .055f})
      .mirrorX = 1;
  if (puffed) {
    maker.begin("spike", paints.white);
    for (i32 i = 0; i < 4; i++) {
      const f32 pitch = -.9f + .55f * (f32)i;
      const Spot out = aim(halfPi, pitch);
      Primitive& one = spike(maker, {out.x * width * .85f, out.y * height * .9f, 0},
                             {out.x * width * 1.35f, out.y * height * 1.3f, 0}, .07f, .02f);
      one.foldAngle = fullTurn / (f32)spikes;
    }
    maker.phrases.add("spikes all over");
  }
  maker.begin("mouth", paints.fin);
  maker.torus(0, -height * .1f, length * .97f, .07f, .05f);
  rotateAround(maker.recipe.primitive[maker.recipe.count - 1], 1, 0, 0, halfPi);
  wideEyes(maker, paints.white, paints.dark, {width * .68f, height * .22f, length * .58f},
           larger(.085f, height * .17f), {.85f, .1f, .4f});
}

/// Spindles of limbs with a bend: shark, dolphin, swordfish, whale.
PIWA_NOINLINE void spindleFish(Maker& maker, const SeaPaints& paints, bool shark, bool whale,
                               bool sword) {
  RandomStream& random = maker.random;
  const f32 thick = whale ? random.between(.3f, .42f) : random.between(.17f, .26f);
  const f32 length = whale ? random.between(.45f, .65f) : random.between(.5f, .75f);
  const f32 bend = random.between(-.5f, .5f);
  const f32 arch = shark || sword ? 0.f : random.between(-.2f, .6f);
  const f32 fin = random.between(.25f, .45f);
  maker.begin("body", paints.body);
  const Spot middle{0, 0, -length * .35f};
  oval(maker, {0, 0, length * 1.05f}, {0, 0, -length * .75f}, thick,
       thick * random.between(.85f, 1.1f));
  const Spot tail = along(middle, aim(pi + bend * .6f, arch * .5f), length * .7f);
  const Spot end = along(tail, aim(pi + bend, arch), length * .45f);
  maker.limb(middle, tail, thick * .8f, thick * .42f).blend = .15f;
  maker.limb(tail, end, thick * .42f, .065f).blend = .05f;
  maker.begin("belly", paints.belly);
  maker.ball(0, -thick * .3f, length * .25f, thick * .82f, thick * .8f, length * .72f);
  maker.begin("fin", paints.fin);
  const f32 tailReach = random.between(.38f, .6f);
  const f32 tailSpread = shark || sword ? random.between(.6f, .9f) : .9f;
  tailFin(maker, end, bend, tailReach, tailSpread, shark ? .65f : 1.f, !shark && !sword);
  const f32 top[8] = {-.16f, -.1f, .1f, fin, .2f, fin * .95f, .17f, -.1f};
  if (!whale) {
    spineFin(maker, thick * .9f, random.between(-.1f, .15f), top, 4, 0.f).blend = .04f;
  }
  const f32 sideYaw = pi - random.between(.7f, 1.2f);
  const f32 sidePitch = random.between(-.5f, .1f);
  blade(maker, {thick * .75f, -thick * .35f, length * .3f}, sideYaw, sidePitch,
        {.1f, fin * .75f, .055f})
      .mirrorX = 1;
  if (sword) {
    spike(maker, {0, .03f, length * .85f}, {0, .06f, length + random.between(.35f, .6f)}, .09f,
          .03f);
  } else if (!shark && !whale) {
    maker.begin("snout", paints.body);
    maker.limb({0, -.03f, length * .8f}, {0, -.06f, length + .26f}, .09f, .06f).blend = .06f;
  } else if (whale && random.chance(.6f)) {
    maker.begin("spout", paintAs(maker, Material::glass, {.54f, .35f, .93f}, Pattern::plain, 4.f));
    maker.limb({0, thick * .8f, length * .5f}, {0, thick + .25f, length * .5f}, .06f, .06f);
    maker.arc(.14f, thick + .25f, length * .5f, .14f, .055f, halfPi).mirrorX = 1;
    maker.phrases.add("a spout of water");
  }
  eyePair(maker, paints.dark, {thick * .78f, thick * .12f, length * (whale ? .55f : .62f)}, .062f);
}

}  // namespace piwa

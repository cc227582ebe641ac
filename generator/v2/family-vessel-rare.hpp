// More vessels: lidded jars, twisted pots, baskets and barrels; and the choice between all.
#pragma once
#include "family-vessel.hpp"

namespace piwa {

PIWA_NOINLINE void makeJar(Maker& maker, const VesselPaints& paints) {
  RandomStream& random = maker.random;
  const f32 half = random.between(.4f, .8f);
  const f32 belly = random.between(.4f, .7f);
  const f32 opening = random.between(.6f, 1.f);
  const i32 lid = random.below(3);
  const i32 ears = random.below(4);
  const f32 high = random.between(.1f, .35f);
  const f32 knob = random.between(.09f, .18f);
  f32 radii[latheRadii];
  drawOutline(random, radii, belly, belly * opening);
  maker.begin("body", paints.body);
  maker.lathe(0, 0, 0, half, radii, 0);
  const f32 rim = outlineAt(radii, half, half) + .05f;
  maker.begin("lid", paints.trim);
  if (lid == 0) {
    maker.cone(0, half + high, 0, rim, high, rim * .25f);
  } else if (lid == 1) {
    maker.ball(0, half, 0, rim, high + .06f, rim);
  } else {
    maker.cylinder(0, half + .06f, 0, rim, .09f, .03f);
  }
  const f32 top = half + (lid == 0 ? 2.f * high : lid == 1 ? high + .06f : .14f);
  maker.ball(0, top + knob * .7f, 0, knob, knob, knob);
  maker.phrases.add(lid == 0 ? "a pointed lid" : lid == 1 ? "a domed lid" : "a flat lid");
  if (ears > 1) {
    maker.begin("handle", paints.trim);
    const f32 x = outlineAt(radii, half, .2f * half);
    Primitive& ear = sideHandle(maker, x, .2f * half, .2f, .06f, 1.9f);
    if (ears == 2) {
      ear.mirrorX = 1;
    } else {
      ear.foldAngle = fullTurn / 4.f;
    }
    maker.phrases.addCounted(ears == 2 ? 2 : 4, "handle", "handles");
  }
  describe(maker, paints.body, "jar");
  maker.tag("jar.n.01");
}

PIWA_NOINLINE void makeTwistedPot(Maker& maker, const VesselPaints& paints) {
  RandomStream& random = maker.random;
  const f32 half = random.between(.5f, 1.f);
  const f32 wide = random.between(.3f, .65f);
  const f32 deep = wide * random.between(.6f, 1.f);
  const f32 twist = random.between(.3f, 1.1f);
  const bool left = random.chance(.5f);
  const bool ribbed = random.chance(.5f);
  const i32 ribs = 5 + random.below(4);
  const f32 rib = random.between(.09f, .16f);
  maker.recipe.twist = left ? -twist : twist;
  maker.begin("body", paints.body);
  if (ribbed) {
    maker.cylinder(0, 0, 0, wide, half).hollow = .12f;
    maker.begin("rib", paints.trim);
    maker.limb({wide, -half + rib, 0}, {wide, half - rib, 0}, rib, rib).foldAngle =
        fullTurn / (f32)ribs;
    maker.phrases.addCounted(ribs, "spiral rib", "spiral ribs");
  } else {
    maker.box(0, 0, 0, wide, half, deep, .05f).hollow = .12f;
    maker.begin("base", paints.trim);
    maker.box(0, -half, 0, wide + .1f, .08f, deep + .1f, .03f);
    maker.phrases.add("a square base");
  }
  describe(maker, paints.body, half > 1.6f * wide ? "tall twisted vase" : "twisted pot");
  maker.tag(half > 1.6f * wide ? "vase.n.01" : "pot.n.01");
}

PIWA_NOINLINE void makeBarrel(Maker& maker) {
  RandomStream& random = maker.random;
  const f32 half = random.between(.5f, .9f);
  const f32 end = random.between(.38f, .6f);
  const f32 bulge = random.between(1.05f, 1.35f);
  const f32 hoop = random.between(.3f, .75f);
  const bool bucket = random.chance(.45f);
  const bool lying = random.chance(.35f);
  const f32 tap = random.between(.12f, .2f);
  const i32 wood = maker.paintNatural(Material::wood);
  const i32 metal = maker.paintNatural(Material::metal);
  maker.begin("body", wood);
  if (bucket) {
    const f32 rim = end * bulge;
    maker.cone(0, 0, 0, end, half * .7f, rim).hollow = .1f;
    maker.begin("hoop", metal);
    maker.torus(0, half * .7f * hoop, 0, end + (rim - end) * .5f * (1.f + hoop), .05f);
    maker.torus(0, -half * .4f, 0, end + (rim - end) * .25f, .05f);
    maker.begin("handle", metal);
    rotateAround(maker.arc(0, half * .65f, 0, rim, .055f, halfPi), 1, 0, 0, .9f * hoop);
    maker.phrases.add("two metal hoops");
    maker.phrases.add("a handle");
  } else {
    const i32 outer = maker.openFrame(0, 0, 0, 0, 1.f);
    if (lying) {
      maker.tiltFrame(1, 0, 0, halfPi);
    }
    const f32 radii[latheRadii] = {end * .9f,   end,         end * bulge, end * bulge,
                                   end * bulge, end * bulge, end,         end * .9f};
    maker.lathe(0, 0, 0, half, radii, 0);
    maker.begin("hoop", metal);
    maker.torus(0, half * .32f, 0, end * bulge - .03f, .05f);
    maker.torus(0, -half * .32f, 0, end * bulge - .03f, .05f);
    maker.torus(0, half * .85f, 0, outlineAt(radii, half, half * .85f), .05f);
    maker.torus(0, -half * .85f, 0, outlineAt(radii, half, half * .85f), .05f);
    maker.closeFrame(outer);
    maker.phrases.add("four metal hoops");
    maker.begin(lying ? "tap" : "lid", lying ? metal : wood);
    if (lying) {
      maker.limb({0, -end * .5f, half}, {0, -end * .5f, half + tap}, .07f, .07f);
      maker.limb({0, -end * .5f, half + tap}, {0, -end * .5f - tap, half + tap}, .06f, .06f);
      maker.box(end * .8f, -end * bulge, 0, .12f, .14f, half * .8f).mirrorX = 1;
      maker.phrases.add("a tap");
    } else {
      maker.cylinder(0, half, 0, end * .8f, .06f);
    }
  }
  describe(maker, wood, bucket ? "bucket" : lying ? "barrel on its side" : "barrel");
  maker.tag(bucket ? "bucket.n.01" : "barrel.n.02");
}

PIWA_NOINLINE void makeVessel(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 drawn = random.below(12);
  const i32 kind = drawn < 9 ? drawn : drawn == 9 ? 0 : drawn == 10 ? 4 : 5;
  if (kind == 8) {
    makeBarrel(maker);
  } else {
    const VesselPaints paints = drawVesselPaints(maker, kind == 4);
    switch (kind) {
      case 0:
        makeVase(maker, paints);
        break;
      case 1:
      case 2:
        makeJug(maker, paints, kind == 2);
        break;
      case 3:
        makeBowl(maker, paints);
        break;
      case 4:
        makeBottle(maker, paints);
        break;
      case 5:
        makeTeapot(maker, paints);
        break;
      case 6:
        makeJar(maker, paints);
        break;
      default:
        makeTwistedPot(maker, paints);
        break;
    }
  }
  maker.phrases.write(maker.caption, " with ");
  maker.tag("vessel.n.03");
}

}  // namespace piwa

// Land: tiles, trees, houses, mountains and volcanoes.
#pragma once
#include "living-kit.hpp"

namespace piwa {

struct Land {
  i32 kind;
  i32 shape;
  f32 wide;
  f32 deep;
  f32 floor;
  i32 grass;
  i32 earth;
  i32 rock;
  i32 water;
  i32 snow;
};

/// The tile itself: square, round or six-sided, one layer of earth under one of cover.
PIWA_NOINLINE void landTile(Maker& maker, const Land& land, i32 cover, f32 thick) {
  const f32 y = land.floor - thick;
  for (i32 layer = 0; layer < 2; layer++) {
    maker.begin(layer == 0 ? "earth" : "cover", layer == 0 ? land.earth : cover);
    const f32 half = layer == 0 ? thick : .055f;
    const f32 at = layer == 0 ? y : land.floor;
    if (land.shape == 0) {
      maker.box(0, at, 0, land.wide, half, land.deep, .02f);
    } else if (land.shape == 1) {
      maker.cylinder(0, at, 0, land.wide, half, .02f);
    } else {
      const f32 w = land.wide;
      const f32 points[12] = {w,  0, w * .5f,  w * .866f,  -w * .5f, w * .866f,
                              -w, 0, -w * .5f, -w * .866f, w * .5f,  -w * .866f};
      Primitive& p = maker.prism(0, at, 0, points, 6, half);
      rotateAround(p, 1, 0, 0, halfPi);
    }
  }
}

PIWA_NOINLINE void smallTree(Maker& maker, const Spot& at, f32 size, i32 leaf, i32 bark,
                             bool round) {
  maker.begin("trunk", bark);
  maker.limb(at, shifted(at, 0, size * .9f, 0), .05f, .05f);
  maker.begin("tree", leaf);
  if (round) {
    maker.ball(at.x, at.y + size * 1.25f, at.z, size * .62f, size * .7f, size * .62f);
  } else {
    maker.cone(at.x, at.y + size * 1.3f, at.z, size * .6f, size * .85f, .02f);
  }
}

PIWA_NOINLINE void smallHouse(Maker& maker, const Spot& at, f32 yaw, f32 size, i32 wall, i32 roof) {
  const i32 outer = maker.openFrame(at.x, at.y, at.z, yaw, size);
  const f32 high = maker.random.between(.5f, .8f);
  const f32 deep = maker.random.between(.6f, 1.f);
  maker.begin("house", wall);
  maker.box(0, high, 0, .6f, high, deep);
  maker.begin("roof", roof);
  const f32 points[6] = {-.78f, 0, .78f, 0, 0, .75f};
  maker.prism(0, high * 2.f - .04f, 0, points, 3, deep + .12f);
  maker.begin("chimney", wall);
  maker.box(.3f, high * 2.f + .55f, deep * .4f, .16f, .35f, .16f);
  maker.closeFrame(outer);
}

PIWA_NOINLINE void scatterTrees(Maker& maker, const Land& land, i32 count, f32 inner) {
  RandomStream& random = maker.random;
  const i32 leaf = maker.paint(Material::leaf, greenColor(random));
  const bool round = random.chance(.5f);
  const f32 start = random.between(0.f, fullTurn);
  for (i32 i = 0; i < count; i++) {
    const f32 away = random.between(inner, .82f);
    const f32 size = random.between(.16f, .28f);
    const Spot out = aim(start + 2.4f * (f32)i, 0.f);
    smallTree(maker, {out.x * away * land.wide, land.floor, out.z * away * land.deep}, size, leaf,
              land.earth, round);
  }
  if (count > 0) {
    maker.phrases.addCounted(count, "tree", "trees");
  }
}

PIWA_NOINLINE void mountain(Maker& maker, const Land& land, const Spot& at, f32 radius, f32 tall,
                            bool rough, bool snowy) {
  const f32 lean = maker.random.between(-.12f, .12f);
  maker.begin("mountain", land.rock);
  Primitive& p = maker.cone(at.x, at.y + tall * .5f, at.z, radius, tall * .5f, radius * .08f);
  rotateAround(p, 0, 0, 1, lean);
  p.blend = .05f;
  if (rough) {
    maker.roughen(p, radius * .11f, 1.9f / radius);
  }
  if (snowy) {
    maker.begin("snow", land.snow);
    const f32 x = at.x - lean * tall * .32f;
    maker.cone(x, at.y + tall * .84f, at.z, radius * .36f, tall * .22f, radius * .06f);
  }
}

PIWA_NOINLINE void mountainTile(Maker& maker, const Land& land) {
  RandomStream& random = maker.random;
  const i32 peaks = 2 + random.below(4);
  const bool snowy = random.chance(.6f);
  landTile(maker, land, land.grass, random.between(.06f, .3f));
  for (i32 i = 0; i < peaks; i++) {
    const f32 tall = random.between(.5f, 1.5f) * (i == 0 ? 1.15f : .8f);
    const f32 radius = random.between(.25f, .5f);
    const f32 away = i == 0 ? .15f : random.between(.35f, .6f);
    const Spot out = aim(2.4f * (f32)i + random.between(-.5f, .5f), 0.f);
    mountain(maker, land, {out.x * land.wide * away, land.floor, out.z * land.deep * away}, radius,
             tall, i < 1, snowy);
  }
  maker.phrases.addCounted(peaks, snowy ? "snowy peak" : "peak", snowy ? "snowy peaks" : "peaks");
  scatterTrees(maker, land, random.below(6), .6f);
}

PIWA_NOINLINE void volcano(Maker& maker, const Land& land) {
  RandomStream& random = maker.random;
  const f32 radius = random.between(.55f, .85f);
  const f32 tall = random.between(.6f, 1.3f);
  const f32 mouth = random.between(.16f, .28f);
  const i32 streams = 2 + random.below(4);
  const i32 lava = paintTwo(maker, Material::plastic, {.04f, .92f, .96f}, Pattern::mottled, 5.f,
                            {.12f, .85f, .97f});
  const bool smoking = random.chance(.55f);
  const i32 cover = random.chance(.5f) ? land.grass : land.water;
  landTile(maker, land, cover, random.between(.06f, .2f));
  maker.begin("volcano", land.rock);
  const f32 mid = land.floor + tall * .5f;
  maker.roughen(maker.cone(0, mid, 0, radius, tall * .5f, mouth * 1.3f), .07f, 2.6f);
  maker.begin("lava", lava);
  const i32 glow = maker.part;
  maker.cut({Shape::cone, 0, land.floor + tall, 0, mouth * .45f, .2f, mouth * 1.05f}).part = glow;
  for (i32 i = 0; i < streams; i++) {
    const f32 yaw = fullTurn * (f32)i / (f32)streams + random.between(-.4f, .4f);
    const f32 down = random.between(.35f, .95f);
    const Spot top = along({0, land.floor + tall - .02f, 0}, aim(yaw, 0.f), mouth * 1.1f);
    const Spot low = along({0, land.floor + tall * (1.f - down), 0}, aim(yaw, 0.f),
                           mouth * 1.3f + (radius - mouth * 1.3f) * down);
    maker.limb(top, low, .075f, .11f).blend = .02f;
  }
  if (smoking) {
    maker.begin("smoke", paintAs(maker, Material::fabric, {.6f, .04f, .7f}, Pattern::mottled, 4.f));
    f32 size = mouth * .62f;
    Spot at{0, land.floor + tall - .05f, 0};
    for (i32 i = 0; i < 4; i++) {
      maker.ball(at.x, at.y, at.z, size, size * .95f, size).blend = .05f;
      const f32 driftX = random.between(-.1f, .16f);
      const f32 driftZ = random.between(-.1f, .1f);
      at = shifted(at, driftX, size * 1.1f, driftZ);
      size = size * random.between(1.05f, 1.35f);
    }
    maker.phrases.add("a plume of smoke");
  }
  maker.phrases.addCounted(streams, "stream of lava", "streams of lava");
  scatterTrees(maker, land, random.below(4), .85f);
}

}  // namespace piwa

// Terrain: tiles and islands with hills, mountains, rivers, volcanoes, villages, deserts.
#pragma once
#include "living-land.hpp"

namespace piwa {

/// A river is a bent channel cut into the cover, its bed colored as water.
PIWA_NOINLINE void riverTile(Maker& maker, const Land& land) {
  RandomStream& random = maker.random;
  landTile(maker, land, land.grass, random.between(.14f, .3f));
  const i32 hills = 2 + random.below(3);
  maker.begin("hill", land.grass);
  for (i32 i = 0; i < hills; i++) {
    const f32 side = i % 2 == 0 ? 1.f : -1.f;
    const f32 x = side * land.wide * random.between(.4f, .62f);
    const f32 z = land.deep * random.between(-.55f, .55f);
    const f32 size = random.between(.2f, .34f);
    Primitive& hill = maker.ball(x, land.floor, z, size, size * random.between(.5f, 1.4f), size);
    hill.blend = .08f;
  }
  maker.begin("water", land.water);
  const i32 water = maker.part;
  f32 x = random.between(-.2f, .2f);
  const f32 swing = random.between(.12f, .4f);
  for (i32 i = 0; i < 5; i++) {
    const f32 z0 = land.deep * (-1.1f + .44f * (f32)i);
    const f32 nextX = (i % 2 == 0 ? swing : -swing) * land.wide * random.between(.3f, 1.f);
    const f32 dx = nextX - x;
    const f32 dz = land.deep * .44f;
    Primitive& p = maker.cut({Shape::capsule, .5f * (x + nextX), land.floor + .08f, z0 + .5f * dz,
                              .5f * length2(dx, dz), .13f, .13f});
    pointAlong(p, dx, 0.f, dz);
    p.part = water;
    x = nextX;
  }
  const i32 houses = random.below(4);
  const i32 wall = maker.paintScheme(Material::stone, 3);
  const i32 roof = maker.paintScheme(Material::ceramic, 1);
  for (i32 i = 0; i < houses; i++) {
    const f32 side = i % 2 == 0 ? -1.f : 1.f;
    const f32 turn = random.between(0.f, pi);
    smallHouse(maker, {side * land.wide * .68f, land.floor, land.deep * (-.5f + .45f * (f32)i)},
               turn, .17f, wall, roof);
  }
  if (houses > 0) {
    maker.phrases.addCounted(houses, "house", "houses");
  }
  scatterTrees(maker, land, 2 + random.below(4), .55f);
}

PIWA_NOINLINE void islandScene(Maker& maker, const Land& land) {
  RandomStream& random = maker.random;
  const i32 sand = paintAs(maker, Material::stone, {.12f, .35f, .9f}, Pattern::speckled, 10.f);
  const f32 size = random.between(.45f, .75f);
  const f32 deep = size * random.between(.6f, 1.1f);
  const i32 palms = 1 + random.below(3);
  const bool hut = random.chance(.5f);
  landTile(maker, land, land.water, random.between(.05f, .14f));
  maker.begin("beach", sand);
  maker.roughen(maker.ball(0, land.floor, 0, size, random.between(.12f, .24f), deep), .05f, 3.f);
  maker.begin("hill", land.grass);
  maker.ball(-size * .2f, land.floor + .06f, 0, size * .55f, random.between(.16f, .5f), deep * .5f)
      .blend = .05f;
  const i32 leaf = maker.paint(Material::leaf, greenColor(random));
  const i32 bark = paintAs(maker, Material::wood, {.08f, .45f, .5f}, Pattern::grain, 4.f);
  for (i32 i = 0; i < palms; i++) {
    const f32 yaw = 2.1f * (f32)i + random.between(0.f, 1.f);
    const Spot foot = along({0, land.floor + .1f, 0}, aim(yaw, 0.f), smaller(size, deep) * .6f);
    maker.begin("palm", bark);
    const Spot top =
        curl(maker, foot, yaw, 1.1f, 1.5f, random.between(.5f, .85f), 2, .06f, .05f, .01f);
    maker.begin("frond", leaf);
    for (i32 k = 0; k < 5; k++) {
      blade(maker, top, yaw + 1.26f * (f32)k, -.15f, {.09f, .2f, .055f});
    }
  }
  maker.phrases.addCounted(palms, "palm", "palms");
  if (hut) {
    smallHouse(maker, {size * .35f, land.floor + .1f, -deep * .1f}, random.between(0.f, pi), .2f,
               bark, leaf);
    maker.phrases.add("a hut");
  }
}

PIWA_NOINLINE void desertTile(Maker& maker, const Land& land) {
  RandomStream& random = maker.random;
  const i32 sand =
      paintTwo(maker, Material::stone, {.1f, .42f, .88f}, Pattern::mottled, 5.f, {.09f, .5f, .78f});
  const i32 red = paintTwo(maker, Material::stone, {.045f, .62f, .68f}, Pattern::stripes, 9.f,
                           {.06f, .5f, .8f});
  const i32 mesas = 1 + random.below(3);
  const i32 cacti = 1 + random.below(4);
  landTile(maker, land, sand, random.between(.05f, .18f));
  maker.begin("dune", sand);
  const f32 dune = random.between(.3f, .55f);
  Primitive& ridge =
      maker.ball(land.wide * .3f, land.floor, land.deep * .35f, dune, .17f, dune * .5f);
  rotateAround(ridge, 0, 1, 0, random.between(-.6f, .6f));
  ridge.blend = .06f;
  maker.begin("mesa", red);
  for (i32 i = 0; i < mesas; i++) {
    const f32 yaw = 2.6f + 2.1f * (f32)i;
    const f32 tall = random.between(.3f, .85f);
    const f32 radius = random.between(.18f, .36f);
    const Spot at = along({0, land.floor + tall * .5f, 0}, aim(yaw, 0.f), land.wide * .48f);
    Primitive& mesa = maker.cone(at.x, at.y, at.z, radius * 1.15f, tall * .5f, radius * .85f);
    if (i == 0) {
      maker.roughen(mesa, .06f, 3.f);
    }
  }
  maker.phrases.addCounted(mesas, "mesa", "mesas");
  maker.begin("cactus", maker.paint(Material::leaf, {.33f, .5f, .5f}));
  for (i32 i = 0; i < cacti; i++) {
    const f32 tall = random.between(.25f, .5f);
    const Spot foot = along({0, land.floor, 0}, aim(.2f + 1.1f * (f32)i, 0.f),
                            land.wide * random.between(.3f, .75f));
    maker.limb(foot, shifted(foot, 0, tall, 0), .065f, .06f);
    const Spot elbow = shifted(foot, .15f, tall * .45f, 0);
    maker.limb(shifted(foot, 0, tall * .4f, 0), elbow, .05f, .05f);
    maker.limb(elbow, shifted(elbow, 0, tall * .35f, 0), .05f, .05f);
  }
  maker.phrases.addCounted(cacti, "cactus", "cacti");
}

/// A piece of land in the air: rock tapers below.
PIWA_NOINLINE void floatingIsland(Maker& maker, const Land& land) {
  RandomStream& random = maker.random;
  const f32 deep = random.between(.5f, 1.2f);
  const f32 wide = land.wide * .85f;
  maker.begin("rock", land.rock);
  maker.roughen(maker.cone(0, land.floor - deep * .5f, 0, wide * .14f, deep * .5f, wide * .95f),
                .1f, 2.f);
  for (i32 i = 0; i < 3; i++) {
    const f32 length = deep * random.between(.35f, .7f);
    const Spot at = along({0, land.floor - .1f, 0}, aim(2.1f * (f32)i, 0.f), wide * .5f);
    maker.cone(at.x, at.y - length * .5f, at.z, .04f, length * .6f, wide * .34f).blend = .05f;
  }
  maker.begin("grass", land.grass);
  maker.cylinder(0, land.floor, 0, wide, .1f, .06f);
  maker.cylinder(wide * .25f, land.floor + .01f, wide * .2f, wide * .85f, .1f, .06f);
  const bool house = random.chance(.6f);
  const bool falls = random.chance(.4f);
  if (house) {
    const i32 wall = maker.paintScheme(Material::stone, 3);
    const i32 roof = maker.paintScheme(Material::ceramic, 1);
    const f32 houseYaw = random.between(-1.f, 1.f);
    const f32 houseSize = random.between(.2f, .32f);
    smallHouse(maker, {-wide * .25f, land.floor + .06f, wide * .1f}, houseYaw, houseSize, wall,
               roof);
    maker.phrases.add("a house");
  } else {
    mountain(maker, land, {-wide * .3f, land.floor, 0}, wide * .4f, random.between(.4f, .8f), false,
             true);
    maker.phrases.add("a peak");
  }
  if (falls) {
    maker.begin("water", land.water);
    maker.limb({wide * .3f, land.floor + .08f, wide * .5f},
               {wide * .5f, land.floor + .06f, wide * .86f}, .1f, .1f);
    maker.limb({wide * .5f, land.floor + .06f, wide * .86f},
               {wide * .52f, land.floor - deep * .7f, wide * .95f}, .1f, .07f);
    maker.phrases.add("a waterfall");
  }
  Land top = land;
  top.floor = land.floor + .06f;
  top.wide = wide;
  top.deep = wide;
  scatterTrees(maker, top, 2 + random.below(4), .4f);
}

PIWA_NOINLINE void makeTerrain(Maker& maker) {
  RandomStream& random = maker.random;
  constexpr const char* names[6] = {"mountain landscape", "volcano",          "river valley",
                                    "island in the sea",  "desert landscape", "floating island"};
  constexpr const char* tiles[3] = {" on a square tile", " on a round tile",
                                    " on a six-sided tile"};
  Land land;
  land.kind = random.below(6);
  land.shape = random.below(3);
  land.wide = random.between(.7f, 1.f);
  land.deep = land.shape == 0 ? random.between(.5f, 1.f) : land.wide;
  land.floor = -.6f;
  const Color green = greenColor(random);
  land.grass = paintAs(maker, Material::leaf, green, Pattern::mottled, 6.f);
  land.earth = paintAs(maker, Material::stone, {.07f, .5f, random.between(.35f, .55f)},
                       Pattern::speckled, 8.f);
  land.rock = maker.paintNatural(Material::stone);
  land.water =
      paintAs(maker, Material::glass, {random.between(.5f, .6f), .6f, .75f}, Pattern::mottled, 4.f);
  land.snow = land.kind == 0 || land.kind == 5 ? paintWhite(maker) : land.rock;
  switch (land.kind) {
    case 0:
      mountainTile(maker, land);
      break;
    case 1:
      volcano(maker, land);
      break;
    case 2:
      riverTile(maker, land);
      break;
    case 3:
      islandScene(maker, land);
      break;
    case 4:
      desertTile(maker, land);
      break;
    default:
      floatingIsland(maker, land);
      break;
  }
  Text& caption = maker.caption;
  startCaption(caption, names[land.kind]);
  maker.phrases.write(caption, " with ");
  caption.write(land.kind == 5 ? "" : tiles[land.shape]);
  if (land.kind == 2 || land.kind == 3) {
    caption.write(", its water ");
    caption.write(maker.colorOf(land.water));
  } else if (land.kind != 4) {
    caption.write(", its rock ");
    caption.write(maker.colorOf(land.rock));
  }
  maker.tag(land.kind == 0   ? "mountain.n.01"
            : land.kind == 1 ? "volcano.n.02"
            : land.kind == 2 ? "valley.n.01"
            : land.kind == 4 ? "desert.n.01"
                             : "island.n.01");
  maker.tag("geological_formation.n.01");
}

}  // namespace piwa

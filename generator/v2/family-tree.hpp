// Trees: L-systems for the ones that branch, tiers for conifers, fronds for palms.
#pragma once
#include "living-crown.hpp"

namespace piwa {

PIWA_NOINLINE void palmTree(Maker& maker, const Crown& crown) {
  RandomStream& random = maker.random;
  const f32 yaw = random.between(0.f, fullTurn);
  const f32 bend = random.between(.05f, .75f);
  const i32 fronds = 5 + random.below(4);
  const f32 reach = random.between(.5f, .95f);
  const f32 droop = random.between(.9f, 1.9f);
  const i32 nuts = random.below(4);
  maker.begin("trunk", crown.bark);
  const Spot top = curl(maker, {0, -1.f, 0}, yaw, halfPi - bend, halfPi - bend * .2f,
                        1.3f + crown.trunk, 4, crown.radius * 1.3f, crown.radius * .8f, .02f);
  maker.begin("frond", crown.leaf);
  for (i32 i = 0; i < fronds; i++) {
    const f32 off = random.between(-.25f, .25f);
    const f32 lift = random.between(.3f, .8f);
    const f32 turn = fullTurn * (f32)i / (f32)fronds + off;
    const Spot bendAt = along(top, aim(turn, lift), reach * .42f);
    blade(maker, top, turn, lift, {.11f, reach * .26f, .05f}).blend = .04f;
    const Spot tipAt = along(bendAt, aim(turn, lift - droop * .6f), reach * .35f);
    blade(maker, bendAt, turn, lift - droop * .6f, {.16f, reach * .25f, .05f}).blend = .07f;
    blade(maker, tipAt, turn, lift - droop, {.11f, reach * .2f, .05f}).blend = .07f;
  }
  if (nuts > 1) {
    maker.begin("coconut", paintAs(maker, Material::wood, {.06f, .55f, .3f}, Pattern::grain, 6.f));
    for (i32 i = 0; i < nuts; i++) {
      const Spot nut = along(shifted(top, 0, -.1f, 0), aim((f32)i * 2.2f, 0.f), .14f);
      maker.ball(nut.x, nut.y, nut.z, .1f, .11f, .1f);
    }
    maker.phrases.addCounted(nuts, "coconut", "coconuts");
  }
  maker.phrases.addCounted(fronds, "long frond", "long fronds");
}

/// A bent trunk with flat cushions of leaves, in a tray.
PIWA_NOINLINE void bonsaiTree(Maker& maker, const Crown& crown) {
  RandomStream& random = maker.random;
  const i32 tray = maker.paintScheme(Material::ceramic, random.below(5));
  const f32 wide = random.between(.45f, .85f);
  const f32 tall = random.between(.09f, .2f);
  const bool oval = random.chance(.4f);
  const i32 bends = 3 + random.below(2);
  f32 yaw = random.between(0.f, fullTurn);
  maker.begin("tray", tray);
  if (oval) {
    maker.cone(0, -1.f + tall, 0, wide * .75f, tall, wide * .9f);
  } else {
    maker.box(0, -1.f + tall, 0, wide, tall, wide * .6f, .03f);
  }
  maker.begin("soil", paintAs(maker, Material::leaf, {.26f, .5f, .4f}, Pattern::mottled, 8.f));
  maker.ball(0, -1.f + tall * 1.9f, 0, wide * .7f, .09f, wide * .42f).blend = .02f;
  Spot at{wide * .1f, -1.f + tall * 1.6f, 0};
  f32 radius = crown.radius * 1.3f;
  for (i32 i = 0; i < bends; i++) {
    const f32 pitch = random.between(.5f, 1.2f);
    const f32 length = random.between(.32f, .5f);
    const Spot next = along(at, aim(yaw, pitch), length);
    maker.begin("trunk", crown.bark);
    maker.limb(at, next, radius, radius * .78f).blend = .08f;
    const f32 side = yaw + random.between(-.6f, .6f);
    const f32 reach = random.between(.3f, .55f);
    const Spot cushion = along(next, aim(side, .25f), reach);
    maker.limb(next, cushion, radius * .6f, radius * .4f).blend = .05f;
    maker.begin("leaves", crown.leaf);
    leafMass(maker, i + 1 == bends ? shifted(next, 0, .1f, 0) : cushion, crown.mass * 1.1f, .45f,
             i < 1);
    at = next;
    radius = radius * .78f;
    yaw = yaw + pi + random.between(-.7f, .7f);
  }
  maker.phrases.add(oval ? "a round tray" : "a flat tray");
}

/// One crown on a trunk: ball, egg, flame, heart-like pair; fruit on it.
PIWA_NOINLINE void toyTree(Maker& maker, const Crown& crown, i32 shape) {
  RandomStream& random = maker.random;
  const f32 tall = random.between(.35f, .95f);
  const f32 wide = random.between(.35f, .6f) * (shape == 1 ? .6f : 1.f);
  const f32 trunkTop = -1.f + crown.trunk;
  const i32 fruits = random.below(8);
  const Color fruitColor = petalColor(random);
  maker.begin("trunk", crown.bark);
  maker.cone(0, -1.f + crown.trunk * .6f, 0, crown.radius * 1.3f, crown.trunk * .6f,
             crown.radius * .8f);
  flaredRoots(maker, crown.radius, -1.f);
  maker.begin("leaves", crown.leaf);
  const f32 y = trunkTop + tall * .8f;
  if (shape == 2) {
    for (i32 i = 0; i < 3; i++) {
      const f32 size = wide * (1.1f - .25f * (f32)i);
      maker.add({Shape::superquadric, 0, trunkTop + .2f + .38f * (f32)i, 0, size, .2f, size, 2.6f});
    }
  } else {
    Primitive& mass = maker.ball(0, y, 0, wide, tall, wide);
    maker.roughen(mass, .08f, 2.6f);
  }
  if (fruits < 3 || shape != 0) {
    return;
  }
  maker.begin("fruit", paintAs(maker, Material::food, fruitColor, Pattern::plain, 4.f));
  for (i32 i = 0; i < fruits; i++) {
    const Spot out = aim((f32)i * 2.4f, -.7f + .23f * (f32)i);
    maker.ball(out.x * wide, y + out.y * tall, out.z * wide, .085f, .085f, .085f);
  }
  maker.phrases.addCounted(fruits, "fruit", "fruits");
}

PIWA_NOINLINE Color treeLeafColor(RandomStream& random, bool autumn, bool blossom) {
  constexpr Color autumns[5] = {{.06f, .8f, .88f},
                                {.1f, .8f, .9f},
                                {.02f, .75f, .72f},
                                {.13f, .75f, .88f},
                                {.99f, .65f, .5f}};
  constexpr Color blossoms[4] = {
      {.95f, .3f, .95f}, {.97f, .45f, .92f}, {.1f, .05f, .96f}, {.78f, .3f, .85f}};
  const Color warm = drawFrom(random, autumns, 5);
  const Color pink = drawFrom(random, blossoms, 4);
  const Color green = greenColor(random);
  return autumn ? warm : blossom ? pink : green;
}

PIWA_NOINLINE void treeGround(Maker& maker, f32 radius) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(5);
  const f32 wide = random.between(.3f, .7f);
  const f32 deep = random.between(.7f, 1.1f);
  if (kind == 0) {
    maker.begin("ground", paintAs(maker, Material::leaf, {.27f, .55f, .5f}, Pattern::mottled, 7.f));
    maker.ball(0, -1.02f, 0, wide, .12f, wide * deep).blend = .04f;
    maker.phrases.add("a patch of grass");
  } else if (kind == 1) {
    maker.begin("rock", maker.paintNatural(Material::stone));
    const f32 x = radius + .12f;
    maker.box(x, -.95f, .1f, .17f, .11f, .14f, .05f);
    maker.box(-x, -.96f, -.08f, .12f, .09f, .12f, .05f);
    maker.phrases.add("two stones at its foot");
  }
}

PIWA_NOINLINE void makeTree(Maker& maker) {
  RandomStream& random = maker.random;
  constexpr const char* names[10] = {"oak tree",    "birch tree",     "acacia tree", "bare tree",
                                     "willow tree", "conifer tree",   "palm tree",   "bonsai tree",
                                     "round tree",  "blossoming tree"};
  const i32 kind = random.below(10);
  const i32 season = random.below(4);
  const i32 shape = random.below(3);
  const bool autumn = season == 0 && (kind < 2 || kind == 8);
  const Color leaf = treeLeafColor(random, autumn, kind == 9);
  const Color bark = kind == 1 ? Color{.1f, .06f, .88f} : barkColor(random);
  Crown crown;
  crown.bark = kind == 1
                   ? paintTwo(maker, Material::wood, bark, Pattern::patches, 5.f, {.1f, .1f, .2f})
                   : paintAs(maker, Material::wood, bark, Pattern::grain, 4.f);
  crown.leaf = maker.paint(Material::leaf, leaf);
  crown.trunk = random.between(.35f, .8f);
  crown.radius = random.between(.07f, .14f);
  crown.mass = random.between(.17f, .31f) * (kind == 1 ? .75f : 1.f);
  crown.flat = kind == 2 ? .35f : random.between(.6f, 1.f);
  if (kind <= 4 || kind == 9) {
    branchingTree(maker, kind == 9 ? 0 : kind, crown);
  } else if (kind == 5) {
    coniferTree(maker, crown, season == 0);
  } else if (kind == 6) {
    palmTree(maker, crown);
  } else if (kind == 7) {
    bonsaiTree(maker, crown);
  } else {
    toyTree(maker, crown, shape);
  }
  if (kind != 7) {
    treeGround(maker, crown.radius);
  }
  Text& caption = maker.caption;
  const char* size = crown.trunk > .6f ? "tall " : "small ";
  caption.write("a ");
  caption.write(size);
  caption.write(kind == 5 && season == 0 ? "snow-covered " : autumn ? "autumn " : "");
  caption.write(names[kind]);
  if (kind != 3) {
    maker.caption.write(" with ");
    caption.write(maker.colorOf(crown.leaf));
    caption.write(kind == 9 ? " blossoms" : kind == 5 ? " needles" : " leaves");
  } else {
    caption.write(" without leaves");
  }
  maker.phrases.write(caption, " and ");
  if (kind != 1) {
    caption.write(", its trunk ");
    caption.write(crown.radius > .11f ? "thick and " : "slim and ");
    caption.write(maker.colorOf(crown.bark));
  }
  maker.tag(kind == 5   ? "conifer.n.01"
            : kind == 6 ? "palm.n.03"
            : kind == 7 ? "bonsai.n.01"
                        : "tree.n.01");
  maker.tag("tree.n.01");
}

}  // namespace piwa

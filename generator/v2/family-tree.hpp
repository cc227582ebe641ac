// Trees: L-systems for the ones that branch, tiers for conifers, fronds for palms.
#pragma once
#include "living-turtle.hpp"

namespace piwa {

struct Crown {
  i32 bark;
  i32 leaf;
  f32 trunk;
  f32 radius;
  f32 mass;
  f32 flat;
};

/// A clump of leaves: a large ball and two small ones beside it.
PIWA_NOINLINE void leafMass(Maker& maker, const Spot& at, f32 size, f32 flat, bool rough) {
  RandomStream& random = maker.random;
  const f32 wide = random.between(.8f, 1.25f);
  const f32 deep = random.between(.8f, 1.25f);
  const f32 turn = random.between(0.f, fullTurn);
  const f32 rise = random.between(-.15f, .35f);
  Primitive& mass =
      maker.ball(at.x, at.y, at.z, size * wide, size * flat, size * deep);
  mass.blend = size * .08f;
  if (rough) {
    maker.roughen(mass, size * .15f, 1.5f / size);
  }
  for (i32 i = 0; i < 2 && maker.room() > 1; i++) {
    const Spot side = along(at, aim(turn + (f32)i * 2.4f, rise), size * .75f);
    const f32 small = size * (i == 0 ? .62f : .5f);
    maker.ball(side.x, side.y, side.z, small, small * flat, small).blend = size * .08f;
  }
}

PIWA_NOINLINE void flaredRoots(Maker& maker, f32 radius, f32 floor) {
  const i32 roots = 3 + maker.random.below(3);
  const f32 turn = maker.random.between(0.f, fullTurn);
  for (i32 i = 0; i < roots; i++) {
    const Spot foot = along({0, floor, 0}, aim(turn + fullTurn * (f32)i / (f32)roots, 0.f), radius * 2.2f);
    maker.limb({0, floor + radius * 2.2f, 0}, foot, radius * .8f, radius * .4f).blend = radius * .6f;
  }
}

/// Strands that hang around a clump.
PIWA_NOINLINE void hangStrands(Maker& maker, const Spot& at, f32 size) {
  const f32 turn = arcTangent2(at.x, at.z);
  for (i32 i = 0; i < 3 && maker.room() > 3; i++) {
    const f32 drop = maker.random.between(.45f, .95f);
    const Spot edge = along(at, aim(turn - 1.1f + 1.1f * (f32)i, 0.f), size * .85f);
    const Spot low = along(shifted(edge, 0, -drop, 0), aim(turn, 0.f), .06f);
    maker.limb(edge, low, size * .24f, .05f).blend = .05f;
  }
}

/// A sentence of the species, walked; leaves at its tips. 0 oak, 1 birch, 2 acacia, 3 bare, 4 willow.
PIWA_NOINLINE void branchingTree(Maker& maker, i32 kind, const Crown& crown) {
  RandomStream& random = maker.random;
  constexpr Rule oak[1] = {{'A', "F[&A]/[&A]/[&A]"}};
  constexpr Rule birch[2] = {{'A', "F[&B]/A"}, {'B', "FL"}};
  constexpr Rule acacia[2] = {{'A', "F[&B]/[&B]/[&B]/[&B]"}, {'B', "F[&FL]/[^FL]"}};
  constexpr Rule bare[1] = {{'A', "F[&A]/F[&A]/[^A]"}};
  Sentence sentence;
  sentence.length = 0;
  const bool forked = random.chance(.35f);
  appendText(sentence, kind == 1 ? "F/A" : forked && kind != 2 ? "[&A]/[^A]" : "A");
  const i32 birchRounds = 4 + random.below(3);
  const Rule* rules = kind == 1 ? birch : kind == 2 ? acacia : kind == 3 ? bare : oak;
  rewrite(sentence, rules, kind == 1 || kind == 2 ? 2 : 1, kind == 1   ? birchRounds
                                                                       : kind == 3 ? 3
                                                                                   : 2);
  for (i32 i = 0; i < sentence.length; i++) {
    sentence.text[i] = sentence.text[i] == 'A' || sentence.text[i] == 'B' ? 'L' : sentence.text[i];
  }
  Growth growth;
  growth.angle = random.between(.4f, .75f) * (kind == 1 ? 1.3f : kind == 2 ? 1.1f : 1.f);
  growth.angleSpread = random.between(.1f, .35f);
  growth.roll = kind == 1 ? 2.4f : kind == 2 ? halfPi : 2.09f;
  growth.shrink = kind == 1 ? .86f : random.between(.74f, .95f);
  growth.taper = kind == 1 ? .88f : random.between(.6f, .72f);
  growth.lift = kind == 3 ? random.between(-.1f, .3f) : .12f;
  growth.reserve = kind == 3 ? 4 : 34;
  Tips tips;
  tips.count = 0;
  maker.begin("branch", crown.bark);
  if (forked && kind != 2 && kind != 1) {
    maker.limb({0, -1.f, 0}, {0, -1.f + crown.trunk * .6f, 0}, crown.radius * 1.25f, crown.radius);
  }
  const f32 start = forked && kind != 2 && kind != 1 ? -1.05f + crown.trunk * .6f : -1.f;
  const f32 first = kind == 1 ? crown.trunk * .42f : crown.trunk;
  walkSentence(maker, sentence, plantTurtle({0, start, 0}, first, crown.radius), growth, tips);
  if (kind == 3) {
    return;
  }
  maker.begin("leaves", crown.leaf);
  const i32 cap = kind == 4 ? 7 : 11;
  const i32 most = tips.count < cap ? tips.count : cap;
  for (i32 i = 0; i < most && maker.room() > 6; i++) {
    const i32 tip = tips.count * i / most;
    leafMass(maker, tips.at[tip], crown.mass, crown.flat, i < 1);
    if (kind == 4) {
      hangStrands(maker, tips.at[tip], crown.mass);
    }
  }
}

/// Tiers of cones, or one tall flame.
PIWA_NOINLINE void coniferTree(Maker& maker, const Crown& crown, bool snowy) {
  RandomStream& random = maker.random;
  const i32 tiers = 2 + random.below(5);
  const f32 wide = random.between(.32f, .8f);
  const f32 bare = random.between(.12f, .5f);
  const f32 overlap = random.between(1.1f, 1.5f);
  const f32 lean = random.between(-.05f, .05f);
  const f32 taper = random.between(.05f, .45f);
  const i32 points = 5 + random.below(6);
  const bool boughs = random.chance(.45f);
  maker.begin("trunk", crown.bark);
  maker.cone(0, -1.f + bare * .6f, 0, crown.radius * 1.2f, bare * .6f + .05f, crown.radius);
  const f32 step = (2.f - bare) / (f32)tiers;
  const i32 snow = snowy ? paintWhite(maker) : crown.leaf;
  for (i32 i = 0; i < tiers; i++) {
    const f32 t = (f32)i / (f32)tiers;
    const f32 radius = wide * (1.f - t * .78f);
    const f32 half = step * .5f * overlap;
    const f32 y = -1.f + bare + step * (f32)i + half;
    const f32 jitter = random.between(-.03f, .03f);
    maker.begin("needles", crown.leaf);
    Primitive& tier = maker.cone(lean * (f32)i + jitter, y, 0, radius, half, radius * taper * (1.f - t) + .01f);
    tier.blend = .02f;
    if (boughs && maker.room() > 4) {
      const f32 low = y - half;
      Primitive& bough = maker.limb({radius * .3f, low + .14f, 0}, {radius * 1.25f, low - .03f, 0}, .08f, .05f);
      bough.foldAngle = fullTurn / (f32)(points - i / 2);
      bough.blend = .06f;
    }
    if (snowy) {
      maker.begin("snow", snow);
      maker.cone(lean * (f32)i + jitter, y + half * .35f, 0, radius * .74f, half * .7f, radius * taper * .5f + .03f);
    }
  }
}

PIWA_NOINLINE void palmTree(Maker& maker, const Crown& crown) {
  RandomStream& random = maker.random;
  const f32 yaw = random.between(0.f, fullTurn);
  const f32 bend = random.between(.05f, .75f);
  const i32 fronds = 5 + random.below(4);
  const f32 reach = random.between(.5f, .95f);
  const f32 droop = random.between(.9f, 1.9f);
  const i32 nuts = random.below(4);
  maker.begin("trunk", crown.bark);
  const Spot top = curl(maker, {0, -1.f, 0}, yaw, halfPi - bend, halfPi - bend * .2f, 1.3f + crown.trunk, 4,
                        crown.radius * 1.3f, crown.radius * .8f, .02f);
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
    leafMass(maker, i + 1 == bends ? shifted(next, 0, .1f, 0) : cushion, crown.mass * 1.1f, .45f, i < 1);
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
  maker.cone(0, -1.f + crown.trunk * .6f, 0, crown.radius * 1.3f, crown.trunk * .6f, crown.radius * .8f);
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
  constexpr Color autumns[5] = {
      {.06f, .8f, .88f}, {.1f, .8f, .9f}, {.02f, .75f, .72f}, {.13f, .75f, .88f}, {.99f, .65f, .5f}};
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
  constexpr const char* names[10] = {"oak tree",     "birch tree", "acacia tree", "bare tree",  "willow tree",
                                     "conifer tree", "palm tree",  "bonsai tree", "round tree", "blossoming tree"};
  const i32 kind = random.below(10);
  const i32 season = random.below(4);
  const i32 shape = random.below(3);
  const bool autumn = season == 0 && (kind < 2 || kind == 8);
  const Color leaf = treeLeafColor(random, autumn, kind == 9);
  const Color bark = kind == 1 ? Color{.1f, .06f, .88f} : barkColor(random);
  Crown crown;
  crown.bark = kind == 1 ? paintTwo(maker, Material::wood, bark, Pattern::patches, 5.f, {.1f, .1f, .2f})
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
  maker.tag(kind == 5 ? "conifer.n.01" : kind == 6 ? "palm.n.03" : kind == 7 ? "bonsai.n.01" : "tree.n.01");
  maker.tag("tree.n.01");
}

}  // namespace piwa

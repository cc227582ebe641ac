// Crowns of trees that branch, and of conifers.
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
  Primitive& mass = maker.ball(at.x, at.y, at.z, size * wide, size * flat, size * deep);
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
    const Spot foot =
        along({0, floor, 0}, aim(turn + fullTurn * (f32)i / (f32)roots, 0.f), radius * 2.2f);
    maker.limb({0, floor + radius * 2.2f, 0}, foot, radius * .8f, radius * .4f).blend =
        radius * .6f;
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

/// A sentence of the species, walked; leaves at its tips. 0 oak, 1 birch, 2 acacia, 3 bare, 4
/// willow.
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
  rewrite(sentence, rules, kind == 1 || kind == 2 ? 2 : 1,
          kind == 1   ? birchRounds
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
    Primitive& tier =
        maker.cone(lean * (f32)i + jitter, y, 0, radius, half, radius * taper * (1.f - t) + .01f);
    tier.blend = .02f;
    if (boughs && maker.room() > 4) {
      const f32 low = y - half;
      Primitive& bough =
          maker.limb({radius * .3f, low + .14f, 0}, {radius * 1.25f, low - .03f, 0}, .08f, .05f);
      bough.foldAngle = fullTurn / (f32)(points - i / 2);
      bough.blend = .06f;
    }
    if (snowy) {
      maker.begin("snow", snow);
      maker.cone(lean * (f32)i + jitter, y + half * .35f, 0, radius * .74f, half * .7f,
                 radius * taper * .5f + .03f);
    }
  }
}

}  // namespace piwa

// Creatures: four-legged animals, dinosaurs and beasts of fable, each species with its own
// proportions.
#pragma once
#include "living-beast.hpp"

namespace piwa {

constexpr i32 speciesCount = 24;

PIWA_INLINE const char* speciesName(i32 species) {
  constexpr const char* names[speciesCount] = {
      "dog",        "cat",         "horse",       "elephant", "cow",     "deer",
      "sauropod",   "giraffe",     "pig",         "bear",     "rabbit",  "lion",
      "rhinoceros", "sheep",       "camel",       "fox",      "unicorn", "dragon",
      "crocodile",  "stegosaurus", "triceratops", "goat",     "zebra",   "griffin"};
  return names[species];
}

PIWA_INLINE const char* speciesTag(i32 species) {
  constexpr const char* tags[speciesCount] = {
      "dog.n.01",         "cat.n.01",      "horse.n.01",      "elephant.n.01",  "cow.n.01",
      "deer.n.01",        "sauropod.n.01", "giraffe.n.01",    "hog.n.03",       "bear.n.01",
      "rabbit.n.01",      "lion.n.01",     "rhinoceros.n.01", "sheep.n.01",     "camel.n.01",
      "fox.n.01",         "unicorn.n.01",  "dragon.n.01",     "crocodile.n.01", "stegosaur.n.01",
      "triceratops.n.01", "goat.n.01",     "zebra.n.01",      "griffin.n.01"};
  return tags[species];
}

PIWA_NOINLINE Beast speciesShape(i32 species) {
  constexpr Beast beasts[speciesCount] = {
      {.42f, .55f, .21f, .17f, .24f, .9f, .12f, .18f, .17f, .085f, .07f, Ears::floppy, Tail::raised,
       Horns::none, Back::plain, Feet::paws, 0},
      {.38f, .42f, .16f, .15f, .14f, .8f, .1f, .18f, .06f, .075f, .055f, Ears::pointed,
       Tail::raised, Horns::none, Back::plain, Feet::paws, 0},
      {.5f, .75f, .23f, .22f, .5f, .85f, .13f, .14f, .28f, .09f, .075f, Ears::pointed, Tail::hair,
       Horns::none, Back::crest, Feet::hooves, 8},
      {.48f, .7f, .36f, .36f, .14f, .3f, .26f, .28f, .1f, .1f, .14f, Ears::fans, Tail::tufted,
       Horns::trunk, Back::plain, Feet::pads, 1},
      {.55f, .6f, .29f, .27f, .22f, .35f, .17f, .17f, .2f, .115f, .085f, Ears::sideways,
       Tail::tufted, Horns::cow, Back::plain, Feet::hooves, 7},
      {.42f, .7f, .18f, .17f, .36f, 1.f, .09f, .13f, .18f, .065f, .05f, Ears::sideways, Tail::stub,
       Horns::antlers, Back::plain, Feet::hooves, 3},
      {.5f, .5f, .3f, .28f, .85f, .95f, .14f, .14f, .14f, .085f, .12f, Ears::none, Tail::heavy,
       Horns::none, Back::plain, Feet::pads, 2},
      {.36f, .8f, .2f, .17f, .95f, 1.2f, .1f, .13f, .18f, .075f, .06f, Ears::sideways, Tail::tufted,
       Horns::knobs, Back::plain, Feet::hooves, 9},
      {.42f, .36f, .27f, .26f, .08f, .2f, .2f, .21f, .12f, .11f, .08f, Ears::pointed, Tail::thin,
       Horns::none, Back::plain, Feet::hooves, 4},
      {.46f, .5f, .28f, .28f, .16f, .45f, .2f, .22f, .14f, .1f, .11f, Ears::round, Tail::stub,
       Horns::none, Back::plain, Feet::paws, 8},
      {.26f, .28f, .17f, .2f, .1f, .7f, .11f, .18f, .06f, .08f, .055f, Ears::tall, Tail::stub,
       Horns::none, Back::plain, Feet::paws, 0},
      {.5f, .55f, .23f, .19f, .2f, .7f, .15f, .2f, .13f, .11f, .08f, Ears::round, Tail::tufted,
       Horns::none, Back::mane, Feet::paws, 3},
      {.55f, .5f, .32f, .31f, .14f, .1f, .22f, .2f, .26f, .13f, .12f, Ears::pointed, Tail::thin,
       Horns::nose, Back::plain, Feet::pads, 1},
      {.38f, .42f, .28f, .28f, .16f, .6f, .12f, .15f, .12f, .085f, .06f, Ears::sideways, Tail::stub,
       Horns::none, Back::wool, Feet::hooves, 5},
      {.46f, .75f, .22f, .2f, .55f, .6f, .11f, .14f, .2f, .085f, .065f, Ears::round, Tail::tufted,
       Horns::none, Back::humps, Feet::pads, 3},
      {.4f, .42f, .16f, .14f, .16f, .7f, .1f, .16f, .18f, .06f, .055f, Ears::pointed, Tail::bushy,
       Horns::none, Back::plain, Feet::paws, 6},
      {.5f, .75f, .23f, .22f, .5f, .9f, .13f, .14f, .26f, .09f, .075f, Ears::pointed, Tail::hair,
       Horns::spiral, Back::crest, Feet::hooves, 5},
      {.45f, .5f, .22f, .2f, .5f, .95f, .12f, .16f, .2f, .09f, .09f, Ears::none, Tail::heavy,
       Horns::swept, Back::wings, Feet::paws, 10},
      {.6f, .2f, .18f, .16f, .12f, .0f, .14f, .15f, .42f, .07f, .06f, Ears::none, Tail::heavy,
       Horns::none, Back::spikes, Feet::paws, 2},
      {.5f, .5f, .28f, .3f, .3f, -.15f, .13f, .13f, .14f, .08f, .11f, Ears::none, Tail::heavy,
       Horns::none, Back::plates, Feet::pads, 2},
      {.5f, .48f, .3f, .28f, .12f, .1f, .2f, .2f, .2f, .1f, .11f, Ears::none, Tail::heavy,
       Horns::frill, Back::plain, Feet::pads, 10},
      {.38f, .5f, .2f, .19f, .22f, .8f, .1f, .14f, .16f, .07f, .055f, Ears::sideways, Tail::stub,
       Horns::curled, Back::plain, Feet::hooves, 0},
      {.46f, .65f, .22f, .21f, .4f, .85f, .13f, .14f, .25f, .09f, .07f, Ears::round, Tail::tufted,
       Horns::none, Back::crest, Feet::hooves, 11},
      {.42f, .58f, .23f, .19f, .28f, 1.f, .14f, .17f, .18f, .06f, .08f, Ears::pointed, Tail::tufted,
       Horns::none, Back::wings, Feet::paws, 3}};
  return beasts[species];
}

PIWA_NOINLINE void varyBeast(RandomStream& random, Beast& b) {
  f32* sizes[11] = {&b.length, &b.height, &b.chest,       &b.hip, &b.neck,     &b.neckRadius,
                    &b.head,   &b.snout,  &b.snoutRadius, &b.leg, &b.neckPitch};
  for (i32 i = 0; i < 10; i++) {
    const f32 wide = i == 2 || i == 3 || i == 6 || i >= 8 ? .14f : .26f;
    *sizes[i] = *sizes[i] * (1.f + random.between(-wide, wide));
  }
  b.length = b.length * .72f;
  b.height = b.height * 1.14f;
  b.head = b.head * 1.16f;
  b.neckPitch = b.neckPitch + random.between(-.2f, .25f);
}

PIWA_NOINLINE BeastPaints paintBeast(Maker& maker, const Beast& b) {
  RandomStream& random = maker.random;
  const Color fur = furColor(random);
  const Color other = furColor(random);
  const Color tawny{random.between(.06f, .1f), .5f, .75f};
  const Color reptile = random.chance(.6f) ? greenColor(random) : maker.scheme.color[0];
  const f32 roll = random.unit();
  const Color cream{.1f, .2f, .92f};
  const Color black{.6f, .1f, .14f};
  constexpr Color plain[12] = {{0, 0, 0},          {.6f, .06f, .5f},   {0, 0, 0},
                               {0, 0, 0},          {.97f, .32f, .92f}, {.1f, .05f, .95f},
                               {.06f, .75f, .85f}, {.1f, .04f, .95f},  {.06f, .55f, .4f},
                               {.1f, .45f, .88f},  {0, 0, 0},          {.1f, .03f, .95f}};
  const Color base = b.coat == 0                 ? fur
                     : b.coat == 2               ? reptile
                     : b.coat == 3               ? tawny
                     : b.coat == 8 && roll < .6f ? fur
                     : b.coat == 10              ? maker.scheme.color[1]
                                                 : plain[b.coat];
  const bool patched = b.coat == 7 || b.coat == 9 || (b.coat == 0 && roll < .4f);
  const Pattern look = b.coat == 11                  ? Pattern::stripes
                       : patched                     ? Pattern::patches
                       : b.coat == 2 || b.coat == 10 ? Pattern::speckled
                                                     : Pattern::mottled;
  const Color second = b.coat == 7    ? (roll < .6f ? black : Color{.06f, .6f, .4f})
                       : b.coat == 9  ? Color{.06f, .6f, .5f}
                       : b.coat == 11 ? black
                                      : other;
  BeastPaints paints;
  const bool reptilian = b.coat == 2 || b.coat == 10;
  paints.coat = patched || b.coat == 11
                    ? paintTwo(maker, Material::skin, base, look, b.coat == 11 ? 7.f : 3.f, second)
                    : paintAs(maker, Material::skin, base, look, reptilian ? 7.f : 3.f);
  const Color pale{base.hue, base.saturation * .55f, clamp(base.value * 1.25f + .08f, 0.f, .97f)};
  paints.second = paintAs(maker, Material::skin,
                          b.coat == 6 || b.coat == 1  ? (b.coat == 6 ? cream : base)
                          : b.coat == 0 && roll > .7f ? other
                                                      : pale,
                          Pattern::plain, 4.f);
  paints.dark = paintDark(maker);
  paints.horn = paintAs(maker, Material::ceramic, cream, Pattern::plain, 5.f);
  paints.white = b.back == Back::wool
                     ? paintAs(maker, Material::fabric, roll < .8f ? cream : Color{.08f, .3f, .3f},
                               Pattern::mottled, 8.f)
                     : paints.second;
  return paints;
}

PIWA_NOINLINE void addWing(Maker& maker, const BeastPaints& paints, const Trunk& trunk,
                           bool feathered) {
  RandomStream& random = maker.random;
  const f32 size = random.between(.7f, 1.15f);
  const f32 lift = random.between(.2f, 1.f);
  const f32 sweep = random.between(-.6f, .1f);
  const Spot root = shifted(between(trunk.hips, trunk.shoulder, .7f), .1f, .12f, 0);
  maker.begin("wing", paints.second);
  if (feathered) {
    for (i32 i = 0; i < 4; i++) {
      const f32 t = (f32)i;
      const Spot from = along(root, aim(halfPi, lift), .12f * t);
      blade(maker, from, halfPi - .35f + .42f * t - sweep, lift - .18f * t,
            {.13f, size * (.55f - .07f * t), .055f})
          .mirrorX = 1;
    }
    return;
  }
  const f32 s = size;
  const f32 points[18] = {-.08f,    -.1f * s,  -.02f,    .12f * s, .35f * s, .42f * s,
                          1.f * s,  .34f * s,  .86f * s, .02f,     .68f * s, .1f * s,
                          .55f * s, -.16f * s, .36f * s, .02f,     .22f * s, -.22f * s};
  Primitive& wing = maker.prism(root.x, root.y, root.z, points, 9, .05f);
  rotateAround(wing, 1, 0, 0, .5f);
  rotateAround(wing, 0, 1, 0, sweep * -.7f);
  rotateAround(wing, 0, 0, 1, lift * .7f);
  wing.mirrorX = 1;
}

/// Plates or spikes along the spine.
PIWA_NOINLINE void addSpine(Maker& maker, const Beast& b, const BeastPaints& paints,
                            const Trunk& trunk) {
  const i32 count = 5 + maker.random.below(3);
  const bool plates = b.back == Back::plates;
  maker.begin(plates ? "plate" : "spike", b.coat == 2 ? paints.second : paints.horn);
  for (i32 i = 0; i < count; i++) {
    const f32 t = (f32)i / (f32)(count - 1);
    const f32 arch = 1.f - (2.f * t - 1.f) * (2.f * t - 1.f);
    const Spot at = between(trunk.hips, trunk.shoulder, t * 1.2f - .1f);
    const f32 y = at.y + (b.hip + (b.chest - b.hip) * t) * .85f;
    const f32 size = plates ? .14f + .2f * arch : .12f;
    if (plates) {
      const f32 points[8] = {-.6f * size, -.06f, 0, 1.3f * size, .6f * size, -.06f, 0, -.1f};
      Primitive& plate = maker.prism(0, y, at.z, points, 3, .05f);
      rotateAround(plate, 0, 1, 0, halfPi);
    } else {
      spike(maker, {0, y - .05f, at.z}, {0, y + size, at.z - .06f}, .085f, .02f);
    }
  }
}

PIWA_NOINLINE void addBack(Maker& maker, const Beast& b, const BeastPaints& paints,
                           const Trunk& trunk, const Spot& head, bool griffin) {
  RandomStream& random = maker.random;
  if (b.back == Back::mane) {
    maker.begin("mane",
                paintAs(maker, Material::fabric, {.05f, .65f, .42f}, Pattern::mottled, 7.f));
    Primitive& mane = maker.ball(0, head.y - .03f, head.z - b.head * .75f, b.head * 1.65f,
                                 b.head * 1.7f, b.head * .85f);
    maker.roughen(mane, .055f, 5.f);
  } else if (b.back == Back::crest) {
    const Spot base = shifted(trunk.shoulder, 0, b.chest * .55f, -.02f);
    maker.begin("mane", paints.dark);
    oval(maker, shifted(head, 0, b.head * 1.1f, -b.head * .5f), base, .06f, b.neckRadius * 1.05f);
  } else if (b.back == Back::humps) {
    const i32 humps = 1 + random.below(2);
    maker.begin("hump", paints.coat);
    for (i32 i = 0; i < humps; i++) {
      const Spot at = between(trunk.hips, trunk.shoulder, humps == 1 ? .5f : .25f + .5f * (f32)i);
      maker.ball(0, at.y + b.chest * .85f, at.z, b.chest * .6f, b.chest * .8f, b.length * .36f)
          .blend = .12f;
    }
    maker.phrases.addCounted(humps, "hump", "humps");
  } else if (b.back == Back::plates || b.back == Back::spikes) {
    addSpine(maker, b, paints, trunk);
    maker.phrases.add(b.back == Back::plates ? "plates along its back" : "spikes along its back");
  } else if (b.back == Back::wings) {
    addWing(maker, paints, trunk, griffin);
    maker.phrases.add("wings");
  }
}

/// Which poses suit the feet: paws also sit, hooves also graze and rear.
PIWA_NOINLINE Pose drawPose(RandomStream& random, const Beast& b) {
  constexpr Pose pawed[7] = {Pose::stand, Pose::walk, Pose::walk, Pose::sit,
                             Pose::sit,   Pose::run,  Pose::lie};
  constexpr Pose hoofed[7] = {Pose::stand, Pose::walk, Pose::walk, Pose::graze,
                              Pose::rear,  Pose::run,  Pose::lie};
  constexpr Pose heavy[7] = {Pose::stand, Pose::walk, Pose::walk, Pose::graze,
                             Pose::rear,  Pose::walk, Pose::stand};
  const i32 roll = random.below(7);
  const bool low = b.height < .25f;
  return low                      ? (roll < 4 ? Pose::stand : Pose::walk)
         : b.feet == Feet::paws   ? pawed[roll]
         : b.feet == Feet::hooves ? hoofed[roll]
                                  : heavy[roll];
}

PIWA_NOINLINE const char* poseWord(Pose pose) {
  constexpr const char* words[7] = {"standing", "walking", "sitting", "running",
                                    "lying",    "grazing", "rearing"};
  return words[(i32)pose];
}

PIWA_NOINLINE void makeCreature(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 species = random.below(speciesCount);
  Beast beast = speciesShape(species);
  varyBeast(random, beast);
  const Pose pose = drawPose(random, beast);
  const BeastPaints paints = paintBeast(maker, beast);
  const Trunk trunk = poseTrunk(beast, pose);
  const f32 look = random.between(-.55f, .55f);
  const f32 nod = random.between(-.2f, .3f) + (pose == Pose::graze ? .6f : 0.f);
  const f32 pitch = pose == Pose::graze ? -.75f
                                        : beast.neckPitch + (pose == Pose::sit   ? .2f
                                                             : pose == Pose::run ? -.25f
                                                                                 : 0.f);
  addTrunk(maker, beast, paints, trunk);
  const Spot base = shifted(trunk.shoulder, 0, beast.chest * .35f, beast.chest * .4f);
  const Spot head = along(base, aim(look * .3f, pitch), beast.neck + beast.head * .7f);
  maker.begin("neck", paints.coat);
  maker.limb(base, head, beast.neckRadius * 1.25f, beast.neckRadius * .9f).blend = .09f;
  addLegs(maker, beast, paints, trunk, pose);
  addTail(maker, beast, paints, trunk);
  addBack(maker, beast, paints, trunk, head, species == 23);
  const i32 outer = maker.openFrame(head.x, head.y, head.z, look, 1.f);
  maker.tiltFrame(1.f, 0.f, 0.f, nod);
  addHead(maker, beast, paints);
  maker.closeFrame(outer);
  Text& caption = maker.caption;
  startCaption(caption, poseWord(pose));
  caption.put(' ');
  const f32 slim = beast.length / beast.chest;
  constexpr const char* looks[12] = {"", "",         "", "spotted ", "", "",
                                     "", "striped ", "", "patched ", "", ""};
  caption.write(slim > 1.75f ? "slender " : slim < 1.2f ? "stocky " : "");
  caption.write(maker.colorOf(paints.coat));
  caption.put(' ');
  caption.write(looks[(i32)maker.recipe.paint[paints.coat].pattern]);
  caption.write(speciesName(species));
  caption.write(look > .3f ? " looking left" : look < -.3f ? " looking right" : "");
  constexpr const char* tails[7] = {"a raised tail", "a tufted tail",     "a bushy tail",
                                    "a short tail",  "a long heavy tail", "a flowing tail",
                                    "a thin tail"};
  maker.phrases.add(tails[(i32)beast.tail]);
  maker.phrases.write(caption, " with ");
  maker.tag(speciesTag(species));
  maker.tag("animal.n.01");
}

}  // namespace piwa

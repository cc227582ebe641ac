// Flowers: petals by folding around the stem's end; one, a clump, a bouquet in a vase or in paper.
#pragma once
#include "living-kit.hpp"

namespace piwa {

struct Bloom {
  i32 kind;
  i32 petal;
  i32 heart;
  i32 green;
  i32 petals;
  f32 open;
  f32 wide;
};

/// A ring of petals around the frame's y axis; a half-turned ring stands in the gaps.
PIWA_NOINLINE Primitive& petalRing(Maker& maker, i32 count, bool between, f32 pitch, f32 radius,
                                   f32 y, const Extent& size) {
  const f32 sector = fullTurn / (f32)count;
  const f32 yaw = between ? halfPi - .5f * sector : halfPi;
  const Spot root = along({0, y, 0}, aim(yaw, 0.f), radius);
  Primitive& p = blade(maker, root, yaw, pitch, size);
  p.foldAngle = sector;
  p.blend = .02f;
  return p;
}

/// Cups: tulip and poppy.
PIWA_NOINLINE void cupHead(Maker& maker, const Bloom& bloom) {
  const bool tulip = bloom.kind == 0;
  maker.begin("petal", bloom.petal);
  const f32 pitch = tulip ? 1.6f - .5f * bloom.open : 1.1f - .6f * bloom.open;
  const f32 length = tulip ? .85f : .6f;
  const i32 count = tulip ? 3 : 4;
  petalRing(maker, count, false, pitch, .3f, 0.f, {.55f * bloom.wide, length, .15f});
  petalRing(maker, count, true, pitch + .12f, .26f, 0.f, {.5f * bloom.wide, length, .15f});
  maker.ball(0, .12f, 0, .42f, .32f, .42f).blend = .1f;
  if (!tulip) {
    maker.begin("heart", bloom.heart);
    maker.ball(0, .42f, 0, .26f, .22f, .26f);
  }
}

/// Rays around a disc: daisy and sunflower.
PIWA_NOINLINE void rayHead(Maker& maker, const Bloom& bloom) {
  const bool sun = bloom.kind == 2;
  const f32 disc = sun ? .62f : .36f;
  const f32 pitch = .5f - .7f * bloom.open;
  maker.begin("petal", bloom.petal);
  petalRing(maker, bloom.petals, false, pitch + .15f, disc * .6f, 0.f,
            {.19f * bloom.wide, .5f, .13f});
  if (sun && maker.room() > 40) {
    petalRing(maker, bloom.petals, true, pitch - .1f, disc * .6f, -.06f,
              {.19f * bloom.wide, .48f, .13f});
  }
  maker.begin("heart", bloom.heart);
  maker.ball(0, .06f, 0, disc, sun ? .18f : .24f, disc);
}

/// Rose: rings that close towards the middle.
PIWA_NOINLINE void roseHead(Maker& maker, const Bloom& bloom) {
  maker.begin("petal", bloom.petal);
  for (i32 i = 0; i < 3; i++) {
    const f32 t = (f32)i * .5f;
    const f32 pitch = .45f + 1.f * t - .25f * bloom.open;
    const Extent size{.46f - .1f * t, .44f, .12f};
    petalRing(maker, 5 - i, i == 1, pitch, .34f - .2f * t, .1f * t, size);
  }
  maker.ball(0, .34f, 0, .25f, .36f, .25f);
  maker.begin("sepal", bloom.green);
  maker.ball(0, -.06f, 0, .32f, .2f, .32f);
}

/// Lily: six petals that bend back, stamens between them.
PIWA_NOINLINE void lilyHead(Maker& maker, const Bloom& bloom) {
  maker.begin("petal", bloom.petal);
  const f32 pitch = 1.25f - .3f * bloom.open;
  petalRing(maker, 6, false, pitch, .05f, -.1f, {.26f * bloom.wide, .44f, .13f}).blend = .06f;
  const Spot bend = along({.05f, -.1f, 0}, aim(halfPi, pitch), .62f);
  petalRing(maker, 6, false, pitch - 1.f - .5f * bloom.open, bend.x, bend.y,
            {.26f * bloom.wide, .42f, .12f})
      .blend = .1f;
  maker.begin("stamen", bloom.heart);
  Primitive& stamen = maker.limb({.04f, 0.f, 0}, {.26f, .95f, 0}, .07f, .11f);
  stamen.foldAngle = fullTurn / 3.f;
}

/// A spike of small bells along the end of the stem.
PIWA_NOINLINE void spikeHead(Maker& maker, const Bloom& bloom) {
  maker.begin("petal", bloom.petal);
  for (i32 i = 0; i < 5; i++) {
    const f32 t = (f32)i * .25f;
    const f32 size = .3f - .14f * t;
    const f32 yaw = i % 2 == 0 ? halfPi : halfPi - fullTurn / 10.f;
    const Spot at = along({0, -1.1f + 1.9f * t, 0}, aim(yaw, 0.f), .36f - .2f * t);
    Primitive& bell = maker.ball(at.x, at.y, at.z, size, size * 1.05f, size);
    bell.foldAngle = fullTurn / 5.f;
  }
  maker.limb({0, -1.2f, 0}, {0, .95f, 0}, .2f, .16f);
}

PIWA_NOINLINE void flowerHead(Maker& maker, const Bloom& bloom, const Spot& at, f32 yaw, f32 tilt,
                              f32 scale) {
  const i32 outer = maker.openFrame(at.x, at.y, at.z, yaw, scale);
  maker.tiltFrame(1.f, 0.f, 0.f, tilt);
  switch (bloom.kind) {
    case 1:
    case 2:
      rayHead(maker, bloom);
      break;
    case 3:
      roseHead(maker, bloom);
      break;
    case 4:
      lilyHead(maker, bloom);
      break;
    case 6:
      spikeHead(maker, bloom);
      break;
    default:
      cupHead(maker, bloom);
      break;
  }
  maker.closeFrame(outer);
}

PIWA_NOINLINE void stemLeaves(Maker& maker, const Bloom& bloom, const Spot& foot, const Spot& top,
                              i32 count, f32 size) {
  RandomStream& random = maker.random;
  const f32 start = random.between(0.f, fullTurn);
  maker.begin("leaf", bloom.green);
  for (i32 i = 0; i < count; i++) {
    const f32 pitch = bloom.kind == 0 ? random.between(.9f, 1.3f) : random.between(.1f, .8f);
    const f32 t = bloom.kind == 0 ? .04f : random.between(.15f, .6f);
    const f32 long_ = size * random.between(.8f, 1.3f) * (bloom.kind == 0 ? 1.5f : 1.f);
    const Spot root = between(foot, top, t);
    blade(maker, root, start + 2.5f * (f32)i, pitch, {size * .42f, long_, .055f}).blend = .03f;
  }
}

/// One stem with a bend, its leaves and its head.
PIWA_NOINLINE void wholeFlower(Maker& maker, const Bloom& bloom, const Spot& foot, f32 yaw,
                               f32 lean, f32 tall, f32 head, i32 leaves) {
  RandomStream& random = maker.random;
  const f32 nod = random.between(.1f, .9f) *
                  (bloom.kind == 1 || bloom.kind == 2 || bloom.kind == 4 ? 1.f : .25f);
  maker.begin("stem", bloom.green);
  const Spot middle = along(foot, aim(yaw, halfPi - lean), tall * .55f);
  const Spot top = along(middle, aim(yaw, halfPi - lean * 1.6f), tall * .45f);
  maker.limb(foot, middle, .05f, .05f).blend = .03f;
  maker.limb(middle, top, .05f, .045f).blend = .03f;
  stemLeaves(maker, bloom, foot, top, leaves, .24f);
  flowerHead(maker, bloom, top, yaw, lean + nod, head);
}

PIWA_NOINLINE Bloom drawBloom(Maker& maker) {
  RandomStream& random = maker.random;
  constexpr Color discs[4] = {
      {.13f, .85f, .93f}, {.06f, .65f, .33f}, {.08f, .75f, .55f}, {.7f, .3f, .2f}};
  Bloom bloom;
  bloom.kind = random.below(7);
  const Color color = bloom.kind == 2 ? Color{.13f, .85f, .96f} : petalColor(random);
  const Color disc = drawFrom(random, discs, 4);
  const Color green = greenColor(random);
  bloom.petal = paintAs(maker, Material::leaf, color, Pattern::plain, 5.f);
  bloom.heart = paintAs(maker, Material::leaf, disc, Pattern::speckled, 16.f);
  bloom.green = maker.paint(Material::leaf, green);
  bloom.petals = bloom.kind == 2 ? 11 + random.below(5) : 6 + random.below(8);
  bloom.open = random.between(0.f, 1.f);
  bloom.wide = random.between(.75f, 1.25f);
  return bloom;
}

/// What holds a bouquet: 0 vase, 1 paper cone, 2 pot. Returns the height of its mouth.
PIWA_NOINLINE f32 addHolder(Maker& maker, i32 kind, f32 wide) {
  RandomStream& random = maker.random;
  const i32 color = random.below(5);
  const f32 half = kind == 1 ? random.between(.42f, .55f) : random.between(.2f, .5f);
  if (kind == 0) {
    const f32 neck = random.between(.35f, .8f);
    const f32 foot = random.between(.4f, 1.f);
    const f32 belly = random.between(.9f, 1.3f);
    maker.begin("vase",
                maker.paintScheme(random.chance(.5f) ? Material::glass : Material::ceramic, color));
    const f32 radii[latheRadii] = {
        wide * foot, wide * foot, wide * belly,        wide * belly,
        wide,        wide * neck, wide * (neck + .1f), wide * (neck + .3f)};
    maker.lathe(0, -1.f + half, 0, half, radii, 0.f);
  } else if (kind == 1) {
    maker.begin("paper", maker.paintScheme(Material::paper, color));
    maker.cone(0, -1.f + half, 0, .07f, half, wide * 1.7f);
    maker.begin("ribbon", maker.paintScheme(Material::fabric, color + 2));
    maker.torus(0, -1.f + half * .8f, 0, wide * .68f, .08f);
    Primitive& bow = maker.ball(.14f, -1.f + half * .8f, wide * .8f, .15f, .09f, .07f);
    rotateAround(bow, 0, 0, 1, .35f);
    bow.mirrorX = 1;
  } else {
    maker.begin("pot", paintAs(maker, Material::ceramic, {.045f, .62f, .7f}, Pattern::plain, 5.f));
    maker.cone(0, -1.f + half * .8f, 0, wide * .75f, half * .8f, wide * 1.1f);
    maker.torus(0, -1.f + half * 1.5f, 0, wide * 1.1f, .06f);
    return -1.f + half * 1.6f;
  }
  return -1.f + half * 2.f;
}

PIWA_NOINLINE void gardenFlowers(Maker& maker, const Bloom& bloom, i32 count, f32 head) {
  RandomStream& random = maker.random;
  const f32 spread = count == 1 ? 0.f : random.between(.22f, .42f);
  maker.begin("ground", paintAs(maker, Material::leaf, {.26f, .5f, .45f}, Pattern::mottled, 8.f));
  const f32 patch = random.between(.26f, .45f);
  maker.cylinder(0, -1.02f, 0, spread + patch, .06f, .03f);
  for (i32 i = 0; i < count; i++) {
    const f32 yaw = fullTurn * (f32)i / (f32)count + random.between(-.4f, .4f);
    const f32 tall = random.between(.8f, 1.5f);
    const f32 lean = random.between(.02f, .35f);
    const i32 leaves = 2 + random.below(3);
    wholeFlower(maker, bloom, along({0, -1.f, 0}, aim(yaw, 0.f), spread), yaw, lean, tall, head,
                leaves);
  }
}

/// Returns how many found room.
PIWA_NOINLINE i32 bouquetFlowers(Maker& maker, const Bloom& bloom, i32 count, f32 head, f32 mouth,
                                 f32 spread) {
  RandomStream& random = maker.random;
  Bloom other = bloom;
  const bool mixed = random.chance(.5f);
  if (mixed) {
    const Color color = petalColor(random);
    other.petal = paintAs(maker, Material::leaf, color, Pattern::plain, 5.f);
    other.kind = (bloom.kind + 1 + random.below(6)) % 7;
  }
  i32 made = 0;
  for (i32 i = 0; i < count && maker.room() > 12; i++) {
    made++;
    const f32 yaw = 2.4f * (f32)i + random.between(-.3f, .3f);
    const f32 lean = i == 0 ? .05f : spread * random.between(.5f, 1.2f);
    const f32 tall = random.between(.45f, .85f);
    wholeFlower(maker, i % 2 ? other : bloom, {0, mouth - .1f, 0}, yaw, lean, tall, head, i % 2);
  }
  return made;
}

PIWA_NOINLINE void makeFlower(Maker& maker) {
  RandomStream& random = maker.random;
  constexpr const char* names[7] = {"tulip", "daisy", "sunflower", "rose",
                                    "lily",  "poppy", "hyacinth"};
  constexpr const char* plurals[7] = {"tulips", "daisies", "sunflowers", "roses",
                                      "lilies", "poppies", "hyacinths"};
  const Bloom bloom = drawBloom(maker);
  const i32 setting = random.below(5);
  const i32 many = 3 + random.below(3);
  const f32 head = random.between(.24f, .42f);
  const f32 wide = random.between(.2f, .34f);
  const f32 spread = random.between(.3f, .7f);
  i32 count = setting == 0 ? 1 : setting == 1 ? 2 + many % 3 : many;
  if (setting <= 1) {
    gardenFlowers(maker, bloom, count, head * (setting == 0 ? 1.3f : .9f));
  } else {
    const f32 mouth = addHolder(maker, setting - 2, wide);
    count = bouquetFlowers(maker, bloom, setting == 4 ? 1 + many / 2 : count, head * .8f, mouth,
                           spread);
  }
  Text& caption = maker.caption;
  constexpr const char* settings[5] = {"a single ", "a clump of ", "a vase of ",
                                       "a wrapped bouquet of ", "a pot of "};
  caption.write(settings[setting]);
  if (setting > 0) {
    writeNumber(caption, count);
    caption.put(' ');
  }
  caption.write(maker.colorOf(bloom.petal));
  caption.put(' ');
  caption.write(count == 1 ? names[bloom.kind] : plurals[bloom.kind]);
  caption.write(setting <= 1       ? " growing from a patch of grass"
                : setting == 3     ? " tied with a ribbon"
                : bloom.open > .5f ? " in full bloom"
                                   : " half open");
  maker.tag(bloom.kind == 0   ? "tulip.n.01"
            : bloom.kind == 1 ? "daisy.n.01"
            : bloom.kind == 2 ? "sunflower.n.01"
            : bloom.kind == 3 ? "rose.n.01"
            : bloom.kind == 4 ? "lily.n.01"
                              : "flower.n.01");
  maker.tag(setting == 3 ? "bouquet.n.01" : setting == 2 ? "vase.n.01" : "flower.n.01");
}

}  // namespace piwa

// Bodies of birds: proportions, paints, heads, wings and tails.
#pragma once
#include "living-kit.hpp"

namespace piwa {

enum class Beak : i32 { cone, hooked, bill, spear, giant };
enum class TailFan : i32 { wedge, fan, plume, train, stub };

struct Fowl {
  f32 length;
  f32 radius;
  f32 pitch;
  f32 neck;
  f32 head;
  f32 beak;
  f32 leg;
  f32 tail;
  Beak beakKind;
  TailFan tailKind;
  i32 color;
  i32 wide;
};

struct FowlPaints {
  i32 body;
  i32 belly;
  i32 wing;
  i32 beak;
  i32 dark;
  i32 white;
};

constexpr i32 fowlKinds = 14;

PIWA_NOINLINE Fowl fowlShape(i32 kind) {
  constexpr Fowl fowls[fowlKinds] = {
      {.32f, .24f, .35f, .0f, .2f, .14f, .2f, .35f, Beak::cone, TailFan::wedge, 0, 0},
      {.36f, .3f, 1.2f, .0f, .29f, .12f, .1f, .2f, Beak::hooked, TailFan::stub, 1, 1},
      {.4f, .27f, .15f, .22f, .17f, .2f, .12f, .2f, Beak::bill, TailFan::stub, 2, 0},
      {.34f, .2f, .3f, .8f, .12f, .2f, .95f, .14f, Beak::hooked, TailFan::stub, 3, 0},
      {.5f, .28f, 1.45f, .0f, .21f, .17f, .08f, .12f, Beak::cone, TailFan::stub, 4, 0},
      {.42f, .22f, .5f, .1f, .17f, .15f, .22f, .35f, Beak::hooked, TailFan::fan, 5, 0},
      {.46f, .28f, .1f, .62f, .14f, .17f, .12f, .2f, Beak::bill, TailFan::stub, 6, 0},
      {.42f, .32f, .15f, .7f, .13f, .14f, .85f, .25f, Beak::bill, TailFan::plume, 7, 0},
      {.38f, .2f, 1.f, .0f, .2f, .15f, .12f, .75f, Beak::hooked, TailFan::wedge, 8, 0},
      {.38f, .22f, .4f, .4f, .13f, .12f, .4f, .95f, Beak::cone, TailFan::train, 9, 0},
      {.36f, .27f, .5f, .2f, .15f, .11f, .25f, .42f, Beak::cone, TailFan::plume, 10, 0},
      {.36f, .22f, .9f, .05f, .19f, .42f, .14f, .45f, Beak::giant, TailFan::wedge, 4, 0},
      {.36f, .19f, .5f, .5f, .13f, .42f, .7f, .16f, Beak::spear, TailFan::wedge, 6, 0},
      {.24f, .18f, .7f, .05f, .17f, .36f, .06f, .3f, Beak::spear, TailFan::fan, 8, 0}};
  return fowls[kind];
}

PIWA_NOINLINE FowlPaints paintFowl(Maker& maker, const Fowl& f) {
  RandomStream& random = maker.random;
  const Color free = maker.scheme.color[0];
  const Color second = maker.scheme.color[2];
  const Color brown = furColor(random);
  const bool strange = random.chance(.15f);
  constexpr Color fixed[11] = {{0, 0, 0},          {.07f, .5f, .45f}, {.11f, .1f, .93f},
                               {.96f, .42f, .95f}, {.62f, .3f, .17f}, {.07f, .55f, .3f},
                               {.1f, .03f, .96f},  {.6f, .12f, .18f}, {0, 0, 0},
                               {.58f, .85f, .6f},  {.05f, .7f, .5f}};
  const Color base = strange || f.color == 0 || f.color == 8 ? free
                     : f.color == 1 || f.color == 10         ? brown
                                                             : fixed[f.color];
  const Color pale{base.hue, base.saturation * .4f, clamp(base.value * 1.3f + .2f, 0.f, .97f)};
  const Color deep{base.hue, base.saturation, base.value * .75f};
  FowlPaints paints;
  paints.body =
      paintAs(maker, Material::skin, base, f.color == 1 ? Pattern::speckled : Pattern::plain, 6.f);
  paints.belly = paintAs(maker, Material::skin,
                         f.color == 4   ? Color{.12f, .05f, .96f}
                         : f.color == 3 ? base
                                        : pale,
                         Pattern::plain, 5.f);
  paints.wing = paintAs(maker, Material::skin,
                        f.color == 8 || f.color == 0 ? second
                        : f.color == 2               ? pale
                                                     : deep,
                        Pattern::brushed, 6.f);
  paints.beak = paintAs(maker, Material::plastic, {random.between(.05f, .12f), .8f, .93f},
                        Pattern::plain, 4.f);
  paints.dark = paintDark(maker);
  paints.white = paintWhite(maker);
  return paints;
}

PIWA_NOINLINE void addBeak(Maker& maker, const Fowl& f, const FowlPaints& paints) {
  const f32 r = f.head;
  const f32 l = f.beak;
  maker.begin("beak", paints.beak);
  switch (f.beakKind) {
    case Beak::hooked:
      maker.limb({0, -r * .05f, r * .75f}, {0, -r * .15f, r * .8f + l * .7f}, r * .34f, .07f);
      maker
          .limb({0, -r * .15f, r * .8f + l * .7f}, {0, -r * .15f - l * .6f, r * .8f + l * .75f},
                .065f, .045f)
          .blend = .02f;
      break;
    case Beak::bill:
      maker.ball(0, -r * .2f, r * .75f + l * .5f, r * .55f, .055f, l * .8f).blend = .02f;
      break;
    case Beak::giant:
      maker.limb({0, 0, r * .6f}, {0, .02f, r + l * .55f}, r * .6f, r * .5f);
      maker.limb({0, .02f, r + l * .55f}, {0, -.14f, r + l}, r * .5f, .06f).blend = .04f;
      break;
    default:
      spike(maker, {0, -r * .1f, r * .6f}, {0, -r * .16f, r * .9f + l},
            r * (f.beakKind == Beak::spear ? .3f : .42f), .02f);
      break;
  }
}

PIWA_NOINLINE void birdHead(Maker& maker, const Fowl& f, const FowlPaints& paints, i32 kind) {
  const f32 r = f.head;
  maker.begin("head", f.color == 5 ? paints.white : paints.body);
  maker.ball(0, 0, 0, r, r, r).blend = .04f;
  addBeak(maker, f, paints);
  if (f.wide) {
    wideEyes(maker, paints.white, paints.dark, {r * .42f, r * .12f, r * .75f}, r * .4f,
             {0, 0, 1.f});
    maker.begin("ear", paints.wing);
    spike(maker, {r * .5f, r * .6f, 0}, {r * .8f, r * 1.5f, 0}, r * .35f, .02f).mirrorX = 1;
  } else {
    eyePair(maker, paints.dark, {r * .72f, r * .2f, r * .5f}, larger(.055f, r * .26f));
  }
  if (kind == 10) {
    maker.begin("comb", paintAs(maker, Material::skin, {.0f, .85f, .8f}, Pattern::plain, 4.f));
    for (i32 i = 0; i < 3; i++) {
      maker.ball(0, r * 1.05f, r * (.5f - .5f * (f32)i), .05f, .1f, .075f);
    }
    maker.ball(0, -r * .75f, r * .85f, .05f, .11f, .06f);
    maker.phrases.add("a red comb");
  } else if (kind == 8 || kind == 9) {
    const f32 lift = maker.random.between(.9f, 1.7f);
    maker.begin("crest", paints.wing);
    for (i32 i = 0; i < 3; i++) {
      blade(maker, {0, r * .7f, -r * .2f}, 0.f, lift + .5f * (f32)i, {.055f, r * .7f, .06f});
    }
    maker.phrases.add("a crest");
  }
}

/// A wing like a feathered sail, flat, held out to +x and mirrored.
PIWA_NOINLINE void spreadWings(Maker& maker, const FowlPaints& paints, const Spot& root, f32 span,
                               f32 chord, f32 lift, f32 sweep) {
  const f32 s = span;
  const f32 c = chord;
  const f32 points[26] = {-.1f,     c * .35f,  s * .35f, c * .62f,  s * .75f, c * .5f,
                          s,        c * .15f,  s * .97f, -c * .3f,  s * .84f, -c * .12f,
                          s * .78f, -c * .55f, s * .62f, -c * .3f,  s * .56f, -c * .72f,
                          s * .4f,  -c * .42f, s * .32f, -c * .78f, s * .14f, -c * .45f,
                          -.1f,     -c * .5f};
  maker.begin("wing", paints.wing);
  Primitive& wing = maker.prism(root.x, root.y, root.z, points, 13, .05f);
  rotateAround(wing, 1, 0, 0, halfPi);
  rotateAround(wing, 0, 1, 0, sweep);
  rotateAround(wing, 0, 0, 1, lift);
  wing.mirrorX = 1;
  wing.blend = .03f;
}

PIWA_NOINLINE void birdTail(Maker& maker, const Fowl& f, const FowlPaints& paints,
                            const Spot& root) {
  RandomStream& random = maker.random;
  const f32 lift = random.between(-.3f, .35f);
  const f32 l = f.tail;
  maker.begin("tail", paints.wing);
  if (f.tailKind == TailFan::train) {
    const bool fanned = random.chance(.6f);
    const i32 eyes = maker.paintScheme(Material::skin, 1);
    for (i32 i = 0; i < 4; i++) {
      const f32 side = .22f + .38f * (f32)i;
      const f32 up = fanned ? halfPi - side : .1f;
      const f32 yaw = fanned ? halfPi : pi - side * .35f;
      const Spot from = shifted(root, .04f, 0, 0);
      maker.begin("tail", paints.wing);
      blade(maker, from, yaw, up, {.13f, l * .55f, .055f}).mirrorX = 1;
      maker.begin("eyespot", eyes);
      const Spot tip = along(from, aim(yaw, up), l * .9f);
      maker.ball(tip.x, tip.y, tip.z + .03f, .085f, .085f, .06f).mirrorX = 1;
    }
    maker.phrases.add(fanned ? "a fanned train" : "a long train");
    return;
  }
  const i32 feathers = f.tailKind == TailFan::stub ? 1 : f.tailKind == TailFan::wedge ? 1 : 2;
  for (i32 i = 0; i < feathers; i++) {
    const f32 side = .3f * (f32)i + (feathers > 1 ? .18f : 0.f);
    const f32 rise = f.tailKind == TailFan::plume ? .5f + .45f * (f32)i : lift;
    Primitive& feather = blade(maker, shifted(root, .02f, 0, .06f), pi - side, rise,
                               {f.tailKind == TailFan::wedge ? .13f : .11f, l * .6f, .055f});
    feather.mirrorX = 1;
    feather.blend = .04f;
  }
  if (f.tailKind == TailFan::fan) {
    blade(maker, shifted(root, 0, 0, .06f), pi, lift, {.11f, l * .62f, .055f}).blend = .04f;
  }
}

}  // namespace piwa

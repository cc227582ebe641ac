// Heads of four-legged animals: ears, horns, snouts; the trunk is in living-trunk.hpp.
#pragma once
#include "living-trunk.hpp"

namespace piwa {

PIWA_NOINLINE void addEars(Maker& maker, const Beast& b, const BeastPaints& paints) {
  const f32 r = b.head;
  maker.begin("ear", paints.coat);
  switch (b.ears) {
    case Ears::pointed:
      spike(maker, {r * .5f, r * .6f, -r * .1f}, {r * .75f, r * 1.75f, -r * .1f}, r * .42f, .02f)
          .mirrorX = 1;
      break;
    case Ears::floppy: {
      maker.begin("ear", paints.second);
      Primitive& ear = oval(maker, {r * .75f, r * .75f, -r * .1f}, {r * 1.15f, -r * .75f, r * .05f},
                            r * .2f, r * .42f);
      ear.mirrorX = 1;
      break;
    }
    case Ears::round:
      maker.ball(r * .72f, r * .78f, -r * .1f, r * .42f, r * .42f, r * .28f).mirrorX = 1;
      break;
    case Ears::tall:
      oval(maker, {r * .35f, r * .6f, -r * .2f}, {r * .6f, r * 2.8f, -r * .5f}, r * .32f, r * .25f)
          .mirrorX = 1;
      break;
    case Ears::sideways:
      oval(maker, {r * .6f, r * .5f, -r * .2f}, {r * 1.75f, r * .6f, -r * .3f}, r * .3f, r * .3f)
          .mirrorX = 1;
      break;
    case Ears::fans: {
      Primitive& ear = maker.ball(r * 1.3f, r * .05f, -r * .35f, r * .75f, r * 1.05f, r * .16f);
      rotateAround(ear, 0, 1, 0, .5f);
      ear.mirrorX = 1;
      break;
    }
    default:
      break;
  }
}

PIWA_NOINLINE void addAntlers(Maker& maker, f32 r) {
  RandomStream& random = maker.random;
  const f32 size = random.between(.8f, 1.6f);
  const i32 points = 2 + random.below(2);
  const Spot a{r * .35f, r * .7f, -r * .2f};
  const Spot b{r * 1.3f, r * (1.f + 1.1f * size), -r * .6f};
  const Spot c{r * 1.6f, r * (1.f + 2.2f * size), r * .1f};
  maker.limb(a, b, .05f, .05f).mirrorX = 1;
  maker.limb(b, c, .05f, .045f).mirrorX = 1;
  for (i32 i = 0; i < points; i++) {
    const Spot from = between(b, c, .1f + .4f * (f32)i);
    maker.limb(from, shifted(from, r * .75f - r * .4f * (f32)i, r * .7f, r * .5f), .045f, .045f)
        .mirrorX = 1;
  }
}

PIWA_NOINLINE void addHorns(Maker& maker, const Beast& b, const BeastPaints& paints,
                            const Spot& nose) {
  const f32 r = b.head;
  const f32 size = maker.random.between(.75f, 1.4f);
  maker.begin(b.horns == Horns::trunk ? "tusk" : "horn", paints.horn);
  switch (b.horns) {
    case Horns::cow:
      jointed(maker, {r * .5f, r * .7f, 0}, {r * 1.3f, r * 1.f, 0},
              {r * 1.5f, r * (1.f + .9f * size), r * .1f}, {.065f, .06f, .05f}, 0.f);
      maker.recipe.primitive[maker.recipe.count - 1].mirrorX = 1;
      maker.recipe.primitive[maker.recipe.count - 2].mirrorX = 1;
      break;
    case Horns::antlers:
      addAntlers(maker, r);
      break;
    case Horns::knobs:
      maker.limb({r * .4f, r * .7f, 0}, {r * .5f, r * 1.6f, -r * .1f}, .05f, .06f).mirrorX = 1;
      break;
    case Horns::trunk:
      maker
          .limb({r * .55f, -r * .45f, r * .7f}, {r * .7f, -r * .8f, r * (1.2f + .7f * size)}, .065f,
                .05f)
          .mirrorX = 1;
      break;
    case Horns::nose:
      spike(maker, {0, nose.y + b.snoutRadius * .5f, nose.z},
            {0, nose.y + r * 1.5f * size, nose.z + r * .45f}, r * .42f, .03f);
      spike(maker, {0, nose.y + b.snoutRadius * .6f, nose.z - r * .6f},
            {0, nose.y + r * .95f, nose.z - r * .45f}, r * .34f, .03f);
      break;
    case Horns::spiral:
      spike(maker, {0, r * .7f, r * .4f}, {0, r * (1.7f + 1.3f * size), r * (.9f + .5f * size)},
            r * .36f, .03f);
      break;
    case Horns::frill:
      spike(maker, {r * .5f, r * .5f, r * .3f}, {r * .8f, r * (1.f + size), r * 1.3f}, r * .32f,
            .03f)
          .mirrorX = 1;
      spike(maker, {0, nose.y + b.snoutRadius * .4f, nose.z},
            {0, nose.y + r * .9f, nose.z + r * .3f}, r * .3f, .03f);
      maker.begin("frill", paints.second);
      rotateAround(maker.ball(0, r * .55f, -r * .6f, r * 1.7f, r * 1.5f * size, r * .3f), 1, 0, 0,
                   -.35f);
      break;
    case Horns::curled: {
      Primitive& horn = maker.arc(r * 1.05f, r * .2f, -r * .1f, r * .62f, .075f, 2.3f);
      rotateAround(horn, 0, 1, 0, halfPi * .8f);
      horn.mirrorX = 1;
      break;
    }
    case Horns::swept:
      spike(maker, {r * .5f, r * .6f, -r * .3f},
            {r * .8f, r * (.9f + .5f * size), -r * (1.1f + size)}, r * .3f, .03f)
          .mirrorX = 1;
      break;
    default:
      break;
  }
}

/// Around the origin of the open frame, its face to +z.
PIWA_NOINLINE void addHead(Maker& maker, const Beast& b, const BeastPaints& paints) {
  const f32 r = b.head;
  const Spot nose{0, -r * .25f, r * .55f + b.snout};
  maker.begin("head", paints.coat);
  maker.ball(0, 0, 0, r, r * .96f, r * 1.05f).blend = r * .25f;
  maker.begin("snout", paints.second);
  if (b.horns == Horns::trunk) {
    const f32 lift = maker.random.between(-1.4f, .9f);
    curl(maker, {0, -r * .1f, r * .7f}, 0.f, -.9f, lift, b.height * 1.05f, 5, r * .42f, .07f, .05f);
  } else {
    maker.limb({0, -r * .2f, r * .35f}, nose, larger(r * .62f, b.snoutRadius), b.snoutRadius)
        .blend = r * .3f;
    maker.begin("nose", paints.dark);
    const f32 tip = larger(.052f, b.snoutRadius * .5f);
    maker.ball(0, nose.y + b.snoutRadius * .5f, nose.z + b.snoutRadius * .7f, tip * 1.15f,
               tip * .85f, tip);
  }
  addEars(maker, b, paints);
  addHorns(maker, b, paints, nose);
  const f32 eye = larger(.056f, r * .26f);
  eyePair(maker, paints.dark, {r * .6f, r * .3f, r * .72f}, eye);
}

}  // namespace piwa

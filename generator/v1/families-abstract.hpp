// Abstract families: free solids, mirrored forms, rosettes.
#pragma once
#include "maker.hpp"

namespace piwa {

PIWA_NOINLINE void captionAbstract(Maker& maker, i32 first, const char* opening) {
  Phrases joined{};
  listShapes(joined, maker.recipe, first, Operation::unite);
  joined.write(maker.caption, opening);
  Phrases removed{};
  if (listShapes(removed, maker.recipe, first, Operation::subtract) > 0) {
    removed.write(maker.caption, ", cut by ");
  }
}

PIWA_NOINLINE void makeCsg(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 count = 3 + random.below(7);
  for (i32 i = 0; i < count; i++) {
    Primitive& p = maker.addRandom(.5f, .38f);
    const f32 roll = random.unit();
    const f32 blend = random.between(.03f, .15f);
    const bool softCut = random.chance(.3f);
    maker.roughen(p, .25f);
    if (i == 0) {
      continue;
    }
    if (roll < .22f) {
      p.operation = Operation::subtract;
      p.blend = softCut ? .05f : 0.f;
    } else if (roll < .5f) {
      p.blend = blend;
    }
  }
  maker.caption.write("an abstract solid made of ");
  captionAbstract(maker, 0, "");
}

PIWA_NOINLINE void makeMirrored(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 count = 4 + random.below(5);
  for (i32 i = 0; i < count; i++) {
    Primitive& p = maker.addRandom(.42f, .42f);
    p.mirrorX = 1;
    const bool subtracts = random.chance(.18f);
    const bool blends = random.chance(.5f);
    const f32 blend = random.between(.03f, .12f);
    if (i > 0 && subtracts) {
      p.operation = Operation::subtract;
    } else if (blends) {
      p.blend = blend;
    }
  }
  maker.caption.write("a mirrored abstract form; each half made of ");
  captionAbstract(maker, 0, "");
}

PIWA_NOINLINE void makeRosetteRing(Maker& maker, i32 copies, i32 count) {
  RandomStream& random = maker.random;
  for (i32 i = 0; i < count; i++) {
    Primitive& p = maker.addRandom(.3f, .3f);
    foldAround(p, copies);
    p.center[0] = random.between(.2f, .65f);
    p.center[2] = 0.f;
    const bool subtracts = random.chance(.25f);
    const bool blends = random.chance(.4f);
    if (subtracts) {
      p.operation = Operation::subtract;
    } else if (blends) {
      p.blend = .05f;
    }
  }
}

PIWA_NOINLINE void makeRadial(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 copies = 3 + random.below(9);
  const i32 count = 3 + random.below(4);
  const bool turned = random.chance(.5f);
  const f32 radius = random.between(.25f, .5f);
  const f32 height = random.between(.1f, .6f);
  const f32 ripple = random.between(.02f, .1f);
  const f32 phase = random.between(0.f, 6.f);
  const Shape core = turned ? Shape::lathe : Shape::cylinder;
  Primitive& body = maker.add({core, 0, 0, 0, radius, height, ripple, phase}, mainColor);
  body.rounding = .02f;
  makeRosetteRing(maker, copies, count);
  const bool twists = random.chance(.3f);
  const f32 twist = random.between(-1.5f, 1.5f);
  if (twists) {
    twistRecipe(maker.recipe, twist);
  }
  Text& caption = maker.caption;
  caption.write(twists ? "a twisted rosette with " : "a rosette with ");
  writeNumber(caption, copies);
  caption.write("-fold symmetry around a ");
  caption.write(turned ? "turned column" : "cylinder");
  captionAbstract(maker, 1, "; each arm made of ");
}

}  // namespace piwa

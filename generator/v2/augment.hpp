// Augmentation: a parent and a seed make another asset, by one of five operators.
#pragma once
#include "families.hpp"
#include "voxelize.hpp"

namespace piwa {

enum class Operator : i32 { deform, retexture, recombine, cut, thicken };

constexpr i32 operatorCount = 5;

PIWA_INLINE const char* parentText(const Volume& v, u32 offset) {
  return v.text + (offset < parentTextMax ? offset : parentTextMax - 1);
}

/// The parent's surfaces and parts come first, under their own numbers. Colors are drawn for the
/// surfaces of a parent that has none at its vertices.
PIWA_NOINLINE void adoptParent(Recipe& recipe, RandomStream& random, const Volume& v) {
  const ParentHead& head = v.head;
  recipe.repainted = head.colored ? 0 : 1;
  recipe.family = parentText(v, head.family);
  for (u32 i = 0; i < head.paints; i++) {
    Paint& paint = recipe.paint[i];
    paint.kind = (Material)head.paint[i].kind;
    paint.pattern = Pattern::plain;
    paint.frequency = 4.f;
    paint.color = naturalColor(random, paint.kind);
    toRgb(paint.color, paint.colorA);
    toRgb({paint.color.hue, paint.color.saturation, paint.color.value * .7f}, paint.colorB);
    paint.roughnessPercent = (i32)head.paint[i].roughnessPercent;
    paint.metallicPercent = (i32)head.paint[i].metallicPercent;
  }
  recipe.paintCount = (i32)head.paints;
  for (u32 i = 0; i < head.parts; i++) {
    recipe.part[i] = {parentText(v, head.part[i].name), (i32)head.part[i].paint};
  }
  recipe.partCount = (i32)head.parts;
  u32 at = head.firstTag;
  for (u32 i = 0; i < head.tags; i++) {
    recipe.tag[i] = parentText(v, at);
    while (at + 1 < parentTextMax && v.text[at]) {
      at++;
    }
    at++;
  }
  recipe.tagCount = (i32)head.tags;
}

/// The parent as a primitive; size holds its stretch along each axis, rounding what it grows by.
PIWA_NOINLINE Primitive& addParent(Maker& maker, f32 x, f32 y, f32 z) {
  maker.part = 0;
  Primitive& p = maker.add({Shape::volume, x, y, z, 1.f, 1.f, 1.f});
  return p;
}

PIWA_NOINLINE const char* deformParent(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(3);
  const f32 turn = random.between(.5f, 1.3f);
  const bool left = random.chance(.5f);
  const f32 a = random.between(.55f, .85f);
  const f32 b = random.between(1.1f, 1.5f);
  const i32 axis = random.below(3);
  Primitive& p = addParent(maker, 0, 0, 0);
  if (kind == 0) {
    maker.recipe.twist = left ? -turn : turn;
    return "a twisted copy of ";
  }
  p.size[axis] = kind == 1 ? a : b;
  p.size[(axis + 1) % 3] = kind == 1 ? 1.f : a;
  return kind == 1 ? "a squeezed copy of " : "a stretched copy of ";
}

/// Every part is painted anew, in the material it has or in another.
PIWA_NOINLINE const char* retextureParent(Maker& maker) {
  RandomStream& random = maker.random;
  Recipe& recipe = maker.recipe;
  addParent(maker, 0, 0, 0);
  const i32 paints = recipe.paintCount;
  recipe.paintCount = 0;
  for (i32 i = 0; i < paints; i++) {
    const Material before = recipe.paint[i].kind;
    const bool kept = random.chance(.5f);
    const i32 other = random.below(9);
    const bool natural = random.chance(.4f);
    const Material kind = kept ? before : (Material)other;
    natural ? maker.paintNatural(kind) : maker.paintScheme(kind, i);
  }
  recipe.repainted = 1;
  return "a recolored copy of ";
}

PIWA_NOINLINE const char* recombineParent(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(3);
  const i32 copies = 3 + random.below(4);
  const f32 away = random.between(1.1f, 1.6f);
  const f32 tilt = random.between(-.5f, .5f);
  const bool round = random.chance(.5f);
  const f32 wide = random.between(.75f, 1.05f);
  const f32 thick = random.between(.1f, .3f);
  const i32 color = random.below(5);
  const i32 base = maker.paintScheme(Material::stone, color);
  if (kind == 0) {
    Primitive& p = addParent(maker, away, 0, 0);
    p.foldAngle = fullTurn / (f32)copies;
    maker.begin("hub", base);
    maker.cylinder(0, -.9f, 0, away, .1f, .03f);
    return "several copies in a ring of ";
  }
  if (kind == 1) {
    Primitive& p = addParent(maker, .7f, 0, 0);
    p.mirrorX = 1;
    rotateAround(p, 0, 0, 1, tilt);
    maker.begin("plinth", base);
    maker.box(0, -.98f, 0, 1.5f, .12f, .6f, .03f);
    return "a mirrored pair of ";
  }
  addParent(maker, 0, 0, 0);
  maker.begin("pedestal", base);
  if (round) {
    maker.cylinder(0, -.97f - thick, 0, wide, thick, .03f);
  } else {
    maker.box(0, -.97f - thick, 0, wide, thick, wide, .03f);
  }
  return "on a pedestal, ";
}

PIWA_NOINLINE const char* cutParent(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(3);
  const f32 x = random.between(-.7f, .7f);
  const f32 y = random.between(-.2f, .7f);
  const f32 z = random.between(.2f, .9f);
  const f32 size = random.between(.35f, .7f);
  const f32 turn = random.between(-.8f, .8f);
  const i32 color = random.below(5);
  addParent(maker, 0, 0, 0);
  const i32 inner = maker.paintScheme(Material::plastic, color);
  maker.begin("cut", inner);
  const i32 part = maker.part;
  const Shape shape = kind == 0 ? Shape::box : kind == 1 ? Shape::ellipsoid : Shape::cylinder;
  Primitive& p = maker.cut({shape, x, y, z, size, size * (kind == 2 ? 2.f : 1.f), size});
  p.part = part;
  rotateAround(p, 1.f, .3f, .2f, turn);
  return "a cut-open copy of ";
}

PIWA_NOINLINE const char* thickenParent(Maker& maker) {
  const f32 by = maker.random.between(.018f, .045f);
  addParent(maker, 0, 0, 0).rounding = by;
  return "a thickened copy of ";
}

PIWA_NOINLINE const char* applyOperator(Maker& maker, Operator chosen) {
  switch (chosen) {
    case Operator::deform:
      return deformParent(maker);
    case Operator::retexture:
      return retextureParent(maker);
    case Operator::recombine:
      return recombineParent(maker);
    case Operator::cut:
      return cutParent(maker);
    default:
      return thickenParent(maker);
  }
}

/// The recipe of (generator version, parent, seed, attempt).
PIWA_NOINLINE void makeAugmentedRecipe(Recipe& recipe, const Volume& v, const AssetSeed& seed,
                                       i32 attempt) {
  constexpr u32 augmentStream = 2;
  RandomStream random;
  random.start(generatorVersion, seed, (u32)attempt, augmentStream);
  clearRecipe(recipe, seed);
  recipe.volume = &v;
  recipe.noiseSeed = random.bits();
  const Operator chosen = (Operator)random.below((u32)operatorCount);
  const Scheme scheme = drawScheme(random);
  Maker maker{recipe, random, scheme, {recipe.caption, captionBytesMax, 0}, {}, 0, noFrame};
  adoptParent(recipe, random, v);
  maker.caption.write(applyOperator(maker, chosen));
  maker.caption.write(parentText(v, v.head.caption));
  recipe.captionLength = maker.caption.length;
  finishRecipe(recipe);
}

}  // namespace piwa

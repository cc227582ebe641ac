// From a seed to a recipe: choose a family, a palette and a surface, then let the family build.
#pragma once
#include "families-abstract.hpp"
#include "families-built.hpp"
#include "families-crafted.hpp"
#include "families-living.hpp"

namespace piwa {

/// The free solids never collide, so they have two shares of ten.
PIWA_INLINE Family familyAt(i32 roll) { return roll < 2 ? Family::csg : (Family)(roll - 1); }

PIWA_INLINE void buildFamily(Maker& maker, Family family) {
  switch (family) {
    case Family::csg:
      makeCsg(maker);
      break;
    case Family::mirrored:
      makeMirrored(maker);
      break;
    case Family::radial:
      makeRadial(maker);
      break;
    case Family::vessel:
      makeVessel(maker);
      break;
    case Family::furniture:
      makeFurniture(maker);
      break;
    case Family::tree:
      makeTree(maker);
      break;
    case Family::gear:
      makeGear(maker);
      break;
    case Family::tower:
      makeTower(maker);
      break;
    default:
      makeCreature(maker);
      break;
  }
}

/// The recipe of (generator version, seed, attempt); it does not depend on the grid.
PIWA_NOINLINE void makeRecipe(Recipe& recipe, const AssetSeed& seed, i32 attempt) {
  constexpr u32 recipeStream = 1;
  RandomStream random;
  random.start(generatorVersion, seed, (u32)attempt, recipeStream);
  recipe.seed = seed;
  recipe.count = 0;
  recipe.twist = 0.f;
  recipe.slope = 1.f;
  recipe.noiseSeed = random.bits();
  recipe.roughnessPercent = 20 + random.below(80);
  recipe.metallic = random.chance(.12f) ? 1 : 0;
  recipe.family = familyAt(random.below(10));
  const Palette palette = drawPalette(random);
  Maker maker{recipe, random, palette, {recipe.caption, captionBytesMax, 0}};
  buildFamily(maker, recipe.family);
  recipe.captionLength = maker.caption.length;
  for (i32 i = 0; i < recipe.count; i++) {
    deriveConstants(recipe.primitive[i]);
  }
}

}  // namespace piwa

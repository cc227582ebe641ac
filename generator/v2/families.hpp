// From a seed to a recipe: choose a family, then let it build.
#pragma once
#include "family-table.hpp"
#include "family-vessel.hpp"
#include "fit.hpp"

namespace piwa {

constexpr i32 familyCount = 2;

PIWA_INLINE void buildFamily(Maker& maker, i32 family) {
  switch (family) {
    case 0:
      maker.recipe.family = "vessel";
      makeVessel(maker);
      break;
    default:
      maker.recipe.family = "table";
      makeTable(maker);
      break;
  }
}

PIWA_INLINE void clearRecipe(Recipe& recipe, const AssetSeed& seed) {
  recipe.seed = seed;
  recipe.count = 0;
  recipe.paintCount = 0;
  recipe.partCount = 0;
  recipe.frameCount = 0;
  recipe.profileCount = 0;
  recipe.tagCount = 0;
  recipe.twist = 0.f;
  recipe.slope = 1.f;
}

/// The recipe of (generator version, seed, attempt); it does not depend on the grid.
PIWA_NOINLINE void makeRecipe(Recipe& recipe, const AssetSeed& seed, i32 attempt) {
  constexpr u32 recipeStream = 1;
  RandomStream random;
  random.start(generatorVersion, seed, (u32)attempt, recipeStream);
  clearRecipe(recipe, seed);
  recipe.noiseSeed = random.bits();
  const i32 family = random.below((u32)familyCount);
  const Scheme scheme = drawScheme(random);
  Maker maker{recipe, random, scheme, {recipe.caption, captionBytesMax, 0}, {}, noPart, noFrame};
  buildFamily(maker, family);
  recipe.captionLength = maker.caption.length;
  finishRecipe(recipe);
}

}  // namespace piwa

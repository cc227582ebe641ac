// From a seed to a recipe: choose a family, then let it build.
#pragma once
#include "families-abstract.hpp"
#include "families-built.hpp"
#include "families-household.hpp"
#include "families-living.hpp"
#include "fit.hpp"

namespace piwa {

constexpr i32 familyCount =
    abstractFamilies + builtFamilies + householdFamilies + livingFamilies;

PIWA_INLINE void buildFamily(Maker& maker, i32 family) {
  i32 index = family;
  if (index < abstractFamilies) {
    return buildAbstract(maker, index);
  }
  index -= abstractFamilies;
  if (index < builtFamilies) {
    return buildBuilt(maker, index);
  }
  index -= builtFamilies;
  if (index < householdFamilies) {
    return buildHousehold(maker, index);
  }
  buildLiving(maker, index - householdFamilies);
}

PIWA_INLINE void clearRecipe(Recipe& recipe, const AssetSeed& seed) {
  recipe.seed = seed;
  recipe.volume = nullptr;
  recipe.repainted = 0;
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

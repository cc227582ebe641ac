// Living families: plants, animals, people, and what grows or erodes.
#pragma once
#include "family-flower.hpp"
#include "family-plant.hpp"
#include "family-tree.hpp"

namespace piwa {

constexpr i32 livingFamilies = 3;

PIWA_NOINLINE void buildLiving(Maker& maker, i32 family) {
  switch (family) {
    case 0:
      maker.recipe.family = "flower";
      makeFlower(maker);
      break;
    case 1:
      maker.recipe.family = "plant";
      makePlant(maker);
      break;
    default:
      maker.recipe.family = "tree";
      makeTree(maker);
      break;
  }
}

}  // namespace piwa

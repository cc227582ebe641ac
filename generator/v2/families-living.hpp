// Living families: plants, animals, people, and what grows or erodes.
#pragma once
#include "family-tree.hpp"

namespace piwa {

constexpr i32 livingFamilies = 1;

PIWA_NOINLINE void buildLiving(Maker& maker, i32 family) {
  switch (family) {
    default:
      maker.recipe.family = "tree";
      makeTree(maker);
      break;
  }
}

}  // namespace piwa

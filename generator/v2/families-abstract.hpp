// Abstract families: free solids, symmetric compositions, sweeps, extrusions.
#pragma once
#include "family-extrusion.hpp"
#include "family-mirrored.hpp"
#include "family-radial.hpp"
#include "family-solid.hpp"
#include "family-sweep.hpp"

namespace piwa {

constexpr i32 abstractFamilies = 5;

PIWA_NOINLINE void buildAbstract(Maker& maker, i32 family) {
  switch (family) {
    case 0:
      maker.recipe.family = "solid";
      makeSolid(maker);
      break;
    case 1:
      maker.recipe.family = "mirrored";
      makeMirrored(maker);
      break;
    case 2:
      maker.recipe.family = "radial";
      makeRadial(maker);
      break;
    case 3:
      maker.recipe.family = "sweep";
      makeSweep(maker);
      break;
    default:
      maker.recipe.family = "extrusion";
      makeExtrusion(maker);
      break;
  }
}

}  // namespace piwa

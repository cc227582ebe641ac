// Built families: machines, vehicles, buildings, tools.
#pragma once
#include "family-building.hpp"
#include "family-tower-more.hpp"
#include "family-vehicle-more.hpp"

namespace piwa {

constexpr i32 builtFamilies = 3;

PIWA_NOINLINE void buildBuilt(Maker& maker, i32 family) {
  switch (family) {
    case 0:
      maker.recipe.family = "building";
      makeBuilding(maker);
      break;
    case 1:
      maker.recipe.family = "tower";
      makeTower(maker);
      break;
    default:
      maker.recipe.family = "vehicle";
      makeVehicle(maker);
      break;
  }
}

}  // namespace piwa

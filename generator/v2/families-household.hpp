// Household families: what stands in a room.
#pragma once
#include "family-table.hpp"
#include "family-vessel.hpp"
#include "slots.hpp"

namespace piwa {

constexpr i32 householdFamilies = 2;

PIWA_NOINLINE void buildHousehold(Maker& maker, i32 family) {
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

}  // namespace piwa

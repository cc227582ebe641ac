// Built families: buildings, vehicles, machines, tools, things to wear.
#pragma once
#include "family-aircraft-more.hpp"
#include "family-boat-more.hpp"
#include "family-building.hpp"
#include "family-gear.hpp"
#include "family-jewelry.hpp"
#include "family-machine-more.hpp"
#include "family-robot.hpp"
#include "family-street.hpp"
#include "family-tool-more.hpp"
#include "family-tower-more.hpp"
#include "family-vehicle-more.hpp"
#include "family-weapon-more.hpp"
#include "family-wear-more.hpp"

namespace piwa {

constexpr i32 builtFamilies = 13;

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
    case 2:
      maker.recipe.family = "vehicle";
      makeVehicle(maker);
      break;
    case 3:
      maker.recipe.family = "aircraft";
      makeAircraft(maker);
      break;
    case 4:
      maker.recipe.family = "boat";
      makeBoat(maker);
      break;
    case 5:
      maker.recipe.family = "gear";
      makeGearThing(maker);
      break;
    case 6:
      maker.recipe.family = "machine";
      makeMachine(maker);
      break;
    case 7:
      maker.recipe.family = "tool";
      makeTool(maker);
      break;
    case 8:
      maker.recipe.family = "weapon";
      makeWeapon(maker);
      break;
    case 9:
      maker.recipe.family = "jewelry";
      makeJewelry(maker);
      break;
    case 10:
      maker.recipe.family = "wear";
      makeWear(maker);
      break;
    case 11:
      maker.recipe.family = "robot";
      makeRobot(maker);
      break;
    default:
      maker.recipe.family = "street";
      makeStreet(maker);
      break;
  }
}

}  // namespace piwa

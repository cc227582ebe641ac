// Household families: what stands in a room.
#pragma once
#include "family-bed.hpp"
#include "family-book.hpp"
#include "family-cabinet-more.hpp"
#include "family-clock-more.hpp"
#include "family-desk.hpp"
#include "family-device-more.hpp"
#include "family-food-fruit.hpp"
#include "family-instrument-wind.hpp"
#include "family-kitchenware-more.hpp"
#include "family-lamp-flame.hpp"
#include "family-seat-more.hpp"
#include "family-sofa.hpp"
#include "family-toy-more.hpp"
#include "family-vessel-rare.hpp"
#include "slots.hpp"

namespace piwa {

constexpr i32 householdFamilies = 14;

PIWA_NOINLINE void buildHousehold(Maker& maker, i32 family) {
  switch (family) {
    case 0:
      maker.recipe.family = "vessel";
      makeVessel(maker);
      break;
    case 1:
      maker.recipe.family = "lamp";
      makeLamp(maker);
      break;
    case 2:
      maker.recipe.family = "seat";
      makeSeat(maker);
      break;
    case 3:
      maker.recipe.family = "table";
      makeTable(maker);
      break;
    case 4:
      maker.recipe.family = "cabinet";
      makeCabinet(maker);
      break;
    case 5:
      maker.recipe.family = "bed";
      makeBed(maker);
      break;
    case 6:
      maker.recipe.family = "sofa";
      makeSofa(maker);
      break;
    case 7:
      maker.recipe.family = "instrument";
      makeInstrument(maker);
      break;
    case 8:
      maker.recipe.family = "food";
      makeFood(maker);
      break;
    case 9:
      maker.recipe.family = "kitchenware";
      makeKitchenware(maker);
      break;
    case 10:
      maker.recipe.family = "clock";
      makeClock(maker);
      break;
    case 11:
      maker.recipe.family = "device";
      makeDevice(maker);
      break;
    case 12:
      maker.recipe.family = "book";
      makeBook(maker);
      break;
    default:
      maker.recipe.family = "toy";
      makeToy(maker);
      break;
  }
}

}  // namespace piwa

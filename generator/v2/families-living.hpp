// Living families: plants, animals, people, and what grows or erodes.
#pragma once
#include "family-bird.hpp"
#include "family-character.hpp"
#include "family-coral.hpp"
#include "family-creature.hpp"
#include "family-fish.hpp"
#include "family-flower.hpp"
#include "family-insect.hpp"
#include "family-mushroom.hpp"
#include "family-plant.hpp"
#include "family-rock.hpp"
#include "family-shell.hpp"
#include "family-terrain.hpp"
#include "family-tree.hpp"

namespace piwa {

constexpr i32 livingFamilies = 13;

PIWA_NOINLINE void buildLiving(Maker& maker, i32 family) {
  switch (family) {
    case 0:
      maker.recipe.family = "bird";
      makeBird(maker);
      break;
    case 1:
      maker.recipe.family = "character";
      makeCharacter(maker);
      break;
    case 2:
      maker.recipe.family = "coral";
      makeCoral(maker);
      break;
    case 3:
      maker.recipe.family = "creature";
      makeCreature(maker);
      break;
    case 4:
      maker.recipe.family = "fish";
      makeFish(maker);
      break;
    case 5:
      maker.recipe.family = "flower";
      makeFlower(maker);
      break;
    case 6:
      maker.recipe.family = "insect";
      makeInsect(maker);
      break;
    case 7:
      maker.recipe.family = "mushroom";
      makeMushroom(maker);
      break;
    case 8:
      maker.recipe.family = "plant";
      makePlant(maker);
      break;
    case 9:
      maker.recipe.family = "rock";
      makeRock(maker);
      break;
    case 10:
      maker.recipe.family = "shell";
      makeShell(maker);
      break;
    case 11:
      maker.recipe.family = "terrain";
      makeTerrain(maker);
      break;
    default:
      maker.recipe.family = "tree";
      makeTree(maker);
      break;
  }
}

}  // namespace piwa

// Living families: plants, animals, people, and what grows or erodes.
#pragma once
#include "maker.hpp"

namespace piwa {

constexpr i32 livingFamilies = 0;

PIWA_NOINLINE void buildLiving(Maker&, i32) {}

}  // namespace piwa

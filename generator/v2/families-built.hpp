// Built families: machines, vehicles, buildings, tools.
#pragma once
#include "maker.hpp"

namespace piwa {

constexpr i32 builtFamilies = 0;

PIWA_NOINLINE void buildBuilt(Maker&, i32) {}

}  // namespace piwa

// Abstract families: free solids, symmetric compositions, sweeps, and things to wear.
#pragma once
#include "maker.hpp"

namespace piwa {

constexpr i32 abstractFamilies = 0;

PIWA_NOINLINE void buildAbstract(Maker&, i32) {}

}  // namespace piwa

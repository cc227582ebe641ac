// Value noise on the integer lattice, in [-1, 1]. Its slope is at most 3 * sqrt(3) a unit.
#pragma once
#include "math.hpp"

namespace piwa {

constexpr f32 noiseSlope = 5.2f;

template <class F, class U>
PIWA_INLINE F latticeValue(U mixed) {
  U h = mixed;
  h ^= h >> 15;
  h *= 0x2c1b3c6du;
  h ^= h >> 12;
  h *= 0x297a2d39u;
  h ^= h >> 15;
  return toFloat(toSigned(h >> 8)) * (1.f / 8388608.f) - 1.f;
}

template <class F>
PIWA_INLINE F noiseFade(F t) {
  return t * t * (3.f - 2.f * t);
}

template <class F, class U>
PIWA_INLINE F noiseEdge(U yz, U x0, U x1, F fade) {
  const F a = latticeValue<F>(yz ^ x0);
  const F b = latticeValue<F>(yz ^ x1);
  return a + (b - a) * fade;
}

template <class F>
PIWA_INLINE F noise(F x, F y, F z, u32 seed) {
  const F cellX = floorOf(x);
  const F cellY = floorOf(y);
  const F cellZ = floorOf(z);
  const F fadeX = noiseFade<F>(x - cellX);
  const F fadeY = noiseFade<F>(y - cellY);
  const F fadeZ = noiseFade<F>(z - cellZ);
  const auto x0 = toUnsigned(wholeToInt(cellX)) * 0x8da6b343u;
  const auto y0 = toUnsigned(wholeToInt(cellY)) * 0xd8163841u;
  const auto z0 = toUnsigned(wholeToInt(cellZ)) * 0xcb1ab31fu;
  const auto x1 = x0 + 0x8da6b343u;
  const auto y1 = y0 + 0xd8163841u;
  const auto low = z0 ^ seed;
  const auto high = (z0 + 0xcb1ab31fu) ^ seed;
  const F a = noiseEdge<F>(low ^ y0, x0, x1, fadeX);
  const F b = noiseEdge<F>(low ^ y1, x0, x1, fadeX);
  const F c = noiseEdge<F>(high ^ y0, x0, x1, fadeX);
  const F d = noiseEdge<F>(high ^ y1, x0, x1, fadeX);
  const F front = a + (b - a) * fadeY;
  const F back = c + (d - c) * fadeY;
  return front + (back - front) * fadeZ;
}

}  // namespace piwa

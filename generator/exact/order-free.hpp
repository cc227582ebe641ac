// Changes to shared cells whose order cannot show: each is atomic on the device.
#pragma once
#include "types.hpp"

namespace piwa {

PIWA_INLINE void least(u64* cell, u64 key) {
#if defined(__CUDA_ARCH__)
  atomicMin(cell, key);
#else
  *cell = key < *cell ? key : *cell;
#endif
}

PIWA_INLINE void least(u32* cell, u32 key) {
#if defined(__CUDA_ARCH__)
  atomicMin(cell, key);
#else
  *cell = key < *cell ? key : *cell;
#endif
}

PIWA_INLINE void toggle(u64* cell, u64 bits) {
#if defined(__CUDA_ARCH__)
  atomicXor(cell, bits);
#else
  *cell ^= bits;
#endif
}

}  // namespace piwa

// One arithmetic for scalars and for vectors: every algorithm is a template over F, which is f32
// or a vector of PIWA_LANES floats. A lane never sees its neighbors, so the width cannot show.
#pragma once
#include "types.hpp"

#ifndef PIWA_LANES
#define PIWA_LANES 4
#endif

namespace piwa {

template <class F>
struct Lanes;

template <>
struct Lanes<f32> {
  using Int = i32;
  static constexpr i32 width = 1;
};

PIWA_INLINE f32 broadcast(f32 value, f32) { return value; }
PIWA_INLINE f32 select(bool mask, f32 yes, f32 no) { return mask ? yes : no; }
PIWA_INLINE i32 select(bool mask, i32 yes, i32 no) { return mask ? yes : no; }
PIWA_INLINE f32 lane(f32 value, i32) { return value; }
PIWA_INLINE i32 lane(i32 value, i32) { return value; }
PIWA_INLINE bool maskLane(bool mask, i32) { return mask; }
PIWA_INLINE void setLane(f32& value, i32, f32 to) { value = to; }
PIWA_INLINE i32 toInt(f32 value) { return (i32)value; }
PIWA_INLINE f32 toFloat(i32 value) { return (f32)value; }
PIWA_INLINE u32 toUnsigned(i32 value) { return (u32)value; }
PIWA_INLINE i32 toSigned(u32 value) { return (i32)value; }

PIWA_INLINE i32 bitsOf(f32 value) {
  i32 bits;
  copyBytes(&bits, &value, 4);
  return bits;
}

PIWA_INLINE f32 fromBits(i32 bits) {
  f32 value;
  copyBytes(&value, &bits, 4);
  return value;
}

PIWA_INLINE f32 squareRoot(f32 value) {
#if defined(__CUDA_ARCH__)
  return __fsqrt_rn(value);
#else
  return __builtin_sqrtf(value);
#endif
}

#ifdef PIWA_VECTORS

using VectorF = f32 __attribute__((vector_size(PIWA_LANES * 4)));
using VectorI = i32 __attribute__((vector_size(PIWA_LANES * 4)));
using VectorU = u32 __attribute__((vector_size(PIWA_LANES * 4)));

template <>
struct Lanes<VectorF> {
  using Int = VectorI;
  static constexpr i32 width = PIWA_LANES;
};

PIWA_INLINE VectorF broadcast(f32 value, VectorF) {
  VectorF result;
  for (i32 i = 0; i < PIWA_LANES; i++) {
    result[i] = value;
  }
  return result;
}

PIWA_INLINE VectorF select(VectorI mask, VectorF yes, VectorF no) { return mask ? yes : no; }
PIWA_INLINE VectorI select(VectorI mask, VectorI yes, VectorI no) { return mask ? yes : no; }
PIWA_INLINE f32 lane(VectorF value, i32 index) { return value[index]; }
PIWA_INLINE i32 lane(VectorI value, i32 index) { return value[index]; }
PIWA_INLINE bool maskLane(VectorI mask, i32 index) { return mask[index] != 0; }
PIWA_INLINE void setLane(VectorF& value, i32 index, f32 to) { value[index] = to; }
PIWA_INLINE VectorI toInt(VectorF value) { return __builtin_convertvector(value, VectorI); }
PIWA_INLINE VectorF toFloat(VectorI value) { return __builtin_convertvector(value, VectorF); }
PIWA_INLINE VectorU toUnsigned(VectorI value) { return (VectorU)value; }
PIWA_INLINE VectorI toSigned(VectorU value) { return (VectorI)value; }
PIWA_INLINE VectorI bitsOf(VectorF value) { return (VectorI)value; }
PIWA_INLINE VectorF fromBits(VectorI bits) { return (VectorF)bits; }

PIWA_INLINE VectorF squareRoot(VectorF value) {
#if defined(__clang__)
  return __builtin_elementwise_sqrt(value);
#elif defined(__AVX__) && PIWA_LANES == 8
  return __builtin_ia32_sqrtps256(value);
#elif defined(__SSE__) && PIWA_LANES == 4
  return __builtin_ia32_sqrtps(value);
#else
  VectorF result;
  for (i32 i = 0; i < PIWA_LANES; i++) {
    result[i] = __builtin_sqrtf(value[i]);
  }
  return result;
#endif
}

#endif

}  // namespace piwa

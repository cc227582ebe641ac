// Integer names, the host/device macros and bit operations.
#pragma once

#if defined(__CUDACC__)
#define PIWA_INLINE __host__ __device__ __forceinline__
#define PIWA_NOINLINE __host__ __device__ __noinline__
/// The body of a parallel loop, or what recipes call by the thousand: a function of its own. One
/// function that holds them all takes minutes to compile, and on the device many registers.
#define PIWA_PHASE __host__ __device__ __noinline__
/// Part of the bodies of several loops: on the device part of each, elsewhere compiled once.
#define PIWA_SHARED __host__ __device__ __forceinline__
/// For tables outside functions: the device does not see them otherwise.
#define PIWA_TABLE __constant__ constexpr
#else
#define PIWA_INLINE inline __attribute__((always_inline))
#define PIWA_NOINLINE inline __attribute__((noinline))
#define PIWA_PHASE PIWA_NOINLINE
#define PIWA_SHARED PIWA_NOINLINE
#define PIWA_TABLE constexpr
#define PIWA_VECTORS 1
#endif

namespace piwa {

using u8 = unsigned char;
using u16 = unsigned short;
using u32 = unsigned int;
using u64 = unsigned long long;
using i8 = signed char;
using i16 = short;
using i32 = int;
using i64 = long long;
using f32 = float;

/// An asset seed is rejected for good after this many attempts.
constexpr i32 attemptsMax = 16;

PIWA_INLINE void copyBytes(void* to, const void* from, u32 count) {
#if defined(__CUDA_ARCH__)
  memcpy(to, from, count);
#else
  __builtin_memcpy(to, from, count);
#endif
}

PIWA_INLINE i32 lowestBit(u32 mask) {
#if defined(__CUDA_ARCH__)
  return __ffs((int)mask) - 1;
#else
  return __builtin_ctz(mask);
#endif
}

PIWA_INLINE i32 lowestBit64(u64 mask) {
#if defined(__CUDA_ARCH__)
  return __ffsll((long long)mask) - 1;
#else
  return __builtin_ctzll(mask);
#endif
}

PIWA_INLINE u32 bitCount(u64 mask) {
#if defined(__CUDA_ARCH__)
  return (u32)__popcll(mask);
#else
  return (u32)__builtin_popcountll(mask);
#endif
}

}  // namespace piwa

// The arithmetic of PTX where it is not that of C++.
#pragma once
#include "../exact/types.hpp"

#include <cstring>
#include <limits>
#include <type_traits>

namespace ptx {

using piwa::f32;
using piwa::i32;
using piwa::i64;
using piwa::u32;
using piwa::u64;
using piwa::u8;

PIWA_INLINE f32 toFloat(u32 bits) {
  f32 value;
  std::memcpy(&value, &bits, 4);
  return value;
}

PIWA_INLINE u32 toBits(f32 value) {
  u32 bits;
  std::memcpy(&bits, &value, 4);
  return bits;
}

PIWA_INLINE f32 absolute(f32 a) { return __builtin_fabsf(a); }
PIWA_INLINE i32 absolute(i32 a) { return a < 0 ? (i32)(0u - (u32)a) : a; }
PIWA_INLINE i64 absolute(i64 a) { return a < 0 ? (i64)(0ull - (u64)a) : a; }

/// A NaN loses against a number, and -0 is less than +0.
PIWA_NOINLINE f32 floatMin(f32 a, f32 b) {
  if (a != a || b != b) {
    return a != a ? b : a;
  }
  return a == b ? toFloat(toBits(a) | toBits(b)) : a < b ? a : b;
}

PIWA_NOINLINE f32 floatMax(f32 a, f32 b) {
  if (a != a || b != b) {
    return a != a ? b : a;
  }
  return a == b ? toFloat(toBits(a) & toBits(b)) : a > b ? a : b;
}

template <class T>
PIWA_INLINE T least(T a, T b) {
  return a < b ? a : b;
}

template <class T>
PIWA_INLINE T greatest(T a, T b) {
  return a > b ? a : b;
}

/// Division by zero gives all ones, and the least integer by -1 itself.
template <class T>
PIWA_INLINE T quotient(T a, T b) {
  if (b == 0) {
    return (T)~(T)0;
  }
  return std::is_signed_v<T> && b == (T)-1 ? (T)(0 - (u64)a) : (T)(a / b);
}

template <class T>
PIWA_INLINE T remainder(T a, T b) {
  return (T)((u64)a - (u64)quotient(a, b) * (u64)b);
}

template <class T>
PIWA_INLINE T highProduct(T a, T b) {
  using Wide = std::conditional_t<std::is_signed_v<T>, __int128, unsigned __int128>;
  return (T)((Wide)a * (Wide)b >> (sizeof(T) * 8));
}

/// Shifts by the width or more leave zeros, or signs.
template <class T>
PIWA_INLINE T shiftLeft(T value, u32 by) {
  return by < sizeof(T) * 8 ? (T)((u64)value << by) : (T)0;
}

template <class T>
PIWA_INLINE T shiftRight(T value, u32 by) {
  constexpr u32 width = sizeof(T) * 8;
  return by < width ? (T)(value >> by) : std::is_signed_v<T> ? (T)(value >> (width - 1)) : (T)0;
}

PIWA_INLINE u32 funnelLeft(u32 low, u32 high, u32 by) {
  return (u32)(((u64)high << 32 | low) << (by & 31) >> 32);
}

PIWA_INLINE u32 funnelRight(u32 low, u32 high, u32 by) {
  return (u32)(((u64)high << 32 | low) >> (by & 31));
}

template <class T>
PIWA_INLINE T reverseBits(T value) {
  T result = 0;
  for (u32 i = 0; i < sizeof(T) * 8; i++) {
    result = (T)(result << 1 | (value >> i & 1));
  }
  return result;
}

PIWA_INLINE u32 leadingZeros(u32 value) { return value ? (u32)__builtin_clz(value) : 32; }
PIWA_INLINE u32 leadingZeros(u64 value) { return value ? (u32)__builtin_clzll(value) : 64; }
PIWA_INLINE u32 countBits(u64 value) { return (u32)__builtin_popcountll(value); }

/// How far left the highest bit that is not the sign can be shifted; all ones when there is none.
template <class T>
PIWA_INLINE u32 shiftToHighest(T value) {
  using Bits = std::make_unsigned_t<T>;
  const Bits bits = value < 0 ? (Bits)~value : (Bits)value;
  return bits ? leadingZeros(bits) : ~0u;
}

template <class T>
PIWA_INLINE T insertField(T field, T into, u32 at, u32 length) {
  constexpr u32 width = sizeof(T) * 8;
  const u32 from = at & 255;
  const u32 count = length & 255;
  const T ones = count >= width ? (T)~(T)0 : (T)(((T)1 << count) - 1);
  const T mask = shiftLeft(ones, from);
  return (T)((into & ~mask) | (shiftLeft(field, from) & mask));
}

template <class T>
PIWA_INLINE T extractField(T value, u32 at, u32 length) {
  constexpr u32 width = sizeof(T) * 8;
  const u32 from = at & 255;
  const u32 count = least(length & 255, width);
  if (count == 0) {
    return 0;
  }
  const u32 highest = least(from + count - 1, width - 1);
  const bool negative = std::is_signed_v<T> && (value >> highest & 1);
  const T ones = count == width ? (T)~(T)0 : (T)(((T)1 << count) - 1);
  const T field = (T)(shiftRight((std::make_unsigned_t<T>)value, from) & (u64)ones);
  const u32 held = from < width ? least(count, width - from) : 0;
  const T above = held < width ? (T)~(((T)1 << held) - 1) : (T)0;
  return negative ? (T)(field | above) : field;
}

/// Each of the four selectors names a byte of b:a; its high bit asks for that byte's sign.
PIWA_INLINE u32 permuteBytes(u32 a, u32 b, u32 selector) {
  const u64 bytes = (u64)b << 32 | a;
  u32 result = 0;
  for (u32 i = 0; i < 4; i++) {
    const u32 pick = selector >> (4 * i) & 15;
    const u8 byte = (u8)(bytes >> (8 * (pick & 7)));
    result |= (u32)(pick & 8 ? (byte & 0x80 ? 0xFF : 0) : byte) << (8 * i);
  }
  return result;
}

/// Out of range gives the nearest integer, NaN gives 0.
template <class T>
PIWA_INLINE T towardZero(f32 value) {
  constexpr T lowest = std::numeric_limits<T>::min();
  constexpr T highest = std::numeric_limits<T>::max();
  if (value != value) {
    return 0;
  }
  if (value <= (f32)lowest) {
    return lowest;
  }
  return value >= (f32)highest ? highest : (T)value;
}

}  // namespace ptx

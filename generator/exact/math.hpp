// Exact mathematics: only + - * / and square root of IEEE binary32, comparisons and integers.
// No libm, no contraction, no NaN: every argument is in range by construction or clamped first.
#pragma once
#include "lanes.hpp"

namespace piwa {

constexpr f32 pi = 3.14159274f;
constexpr f32 halfPi = 1.57079637f;
constexpr f32 fullTurn = 6.28318548f;

template <class F>
PIWA_INLINE F smaller(F a, F b) {
  return select(a < b, a, b);
}

template <class F>
PIWA_INLINE F larger(F a, F b) {
  return select(a > b, a, b);
}

template <class F>
PIWA_INLINE F absolute(F a) {
  return fromBits(bitsOf(a) & 0x7fffffff);
}

template <class F>
PIWA_INLINE F clamp(F x, f32 low, f32 high) {
  return smaller(larger(x, broadcast(low, x)), broadcast(high, x));
}

template <class F>
PIWA_INLINE F length2(F x, F y) {
  return squareRoot(x * x + y * y);
}

template <class F>
PIWA_INLINE F length3(F x, F y, F z) {
  return squareRoot(x * x + y * y + z * z);
}

/// Adding and taking away 1.5 * 2^23 rounds to the nearest integer, without a conversion.
constexpr f32 roundingShift = 12582912.f;

/// |x| must be under 2^22.
template <class F>
PIWA_INLINE F floorOf(F x) {
  const F nearest = (x + roundingShift) - roundingShift;
  return nearest - select(nearest > x, broadcast(1.f, x), broadcast(0.f, x));
}

/// x must be whole and under 2^22: its bits after the shift hold the integer.
template <class F>
PIWA_INLINE auto wholeToInt(F x) {
  return bitsOf(x + roundingShift) - 0x4B400000;
}

template <class F>
struct SineCosine {
  F sine;
  F cosine;
};

/// |x| must be under 1000 or so; the error there is a few units in the last place.
template <class F>
PIWA_INLINE SineCosine<F> sineCosine(F x) {
  const F quarter = floorOf<F>(x * 0.636619772f + 0.5f);
  F r = x - quarter * 1.5703125f;
  r = r - quarter * 4.837512969970703125e-4f;
  r = r - quarter * 7.54978995489188e-8f;
  const F r2 = r * r;
  const F oddTail = 8.3321608736e-3f + r2 * -1.9515295891e-4f;
  const F odd = r + r * r2 * (-1.6666654611e-1f + r2 * oddTail);
  const F evenTail = -1.388731625493765e-3f + r2 * 2.443315711809948e-5f;
  const F even = 1.f - 0.5f * r2 + r2 * r2 * (4.166664568298827e-2f + r2 * evenTail);
  const auto turn = wholeToInt(quarter);
  const auto swapped = (turn & 1) != 0;
  const F sine = select(swapped, even, odd);
  const F cosine = select(swapped, odd, even);
  const auto sineFlipped = (turn & 2) != 0;
  const auto cosineFlipped = ((turn + 1) & 2) != 0;
  return {select(sineFlipped, -sine, sine), select(cosineFlipped, -cosine, cosine)};
}

template <class F>
PIWA_INLINE F arcTangent2(F y, F x) {
  const F ax = absolute(x);
  const F ay = absolute(y);
  const F a = smaller(ax, ay) / larger(larger(ax, ay), broadcast(1e-20f, x));
  const F s = a * a;
  F tail = -0.0161657367f + s * 0.0028662257f;
  tail = 0.0429096138f + s * tail;
  tail = -0.0752896400f + s * tail;
  tail = 0.1065626393f + s * tail;
  tail = -0.1420889944f + s * tail;
  tail = 0.1999355085f + s * tail;
  tail = -0.3333314528f + s * tail;
  F angle = a + a * s * tail;
  angle = select(ay > ax, halfPi - angle, angle);
  angle = select(x < 0.f, pi - angle, angle);
  return select(y < 0.f, -angle, angle);
}

/// x must be positive and normal.
template <class F>
PIWA_INLINE F logarithm2(F x) {
  const auto bits = bitsOf(x);
  const auto exponent = ((bits >> 23) & 255) - 127;
  F mantissa = fromBits((bits & 0x7fffff) | 0x3f800000);
  const auto upper = mantissa > 1.41421356f;
  mantissa = select(upper, mantissa * 0.5f, mantissa);
  const F whole = toFloat(exponent) + select(upper, broadcast(1.f, x), broadcast(0.f, x));
  const F t = (mantissa - 1.f) / (mantissa + 1.f);
  const F t2 = t * t;
  const F tail = 0.577078016f + t2 * 0.41219858f;
  return whole + t * (2.885390082f + t2 * (0.961796694f + t2 * tail));
}

template <class F>
PIWA_INLINE F power2(F exponent) {
  const F x = clamp(exponent, -120.f, 120.f);
  const F whole = floorOf<F>(x + 0.5f);
  const F f = x - whole;
  F series = 0.00133335581f + f * 0.000154035304f;
  series = 0.00961812911f + f * series;
  series = 0.0555041087f + f * series;
  series = 0.240226507f + f * series;
  series = 0.693147182f + f * series;
  series = 1.f + f * series;
  return series * fromBits((wholeToInt(whole) + 127) << 23);
}

/// x below 1e-12 counts as 1e-12.
template <class F>
PIWA_INLINE F power(F x, f32 exponent) {
  return power2<F>(logarithm2(larger(x, broadcast(1e-12f, x))) * exponent);
}

/// Rounds half away from zero after clamping to [-limit, limit].
PIWA_INLINE i32 roundClamped(f32 x, f32 limit) {
  const f32 clamped = clamp(x, -limit, limit);
  return clamped < 0.f ? -(i32)(.5f - clamped) : (i32)(clamped + .5f);
}

}  // namespace piwa

// The color of a surface point: a key light with its shadow, sky and ground light, a rim light and
// the reflection of a small studio, in linear light.
#pragma once
#include "views-light.hpp"

namespace piwa {

template <class F>
struct Surface {
  F normal[3];
  F albedo[3];
  F shadow;
  F sky;
  F toEye[3];
  F roughness;
  F metalness;
  F gloss;
  F wrap;
  F sheen;
  F clear;
};

PIWA_TABLE f32 keyColor[3] = {2.55f, 2.42f, 2.22f};
PIWA_TABLE f32 rimLight[3] = {0.57735026f, 0.25819889f, -0.77459669f};
PIWA_TABLE f32 rimColor[3] = {0.42f, 0.47f, 0.55f};
PIWA_TABLE f32 skyColor[3] = {0.86f, 0.90f, 0.98f};
PIWA_TABLE f32 groundColor[3] = {0.46f, 0.43f, 0.40f};
/// Second softbox of the studio, for reflections.
PIWA_TABLE f32 sideBox[3] = {0.85811633f, 0.34324653f, 0.38140000f};

constexpr u8 backgroundByte = 236;
/// The same in linear light.
constexpr f32 backgroundLight = 0.8387991f;

template <class F>
PIWA_INLINE F dotWith(const F* a, const f32* b) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

template <class F>
PIWA_INLINE F smoothStep(F x) {
  const F t = clamp(x, 0.f, 1.f);
  return t * t * (3.f - 2.f * t);
}

/// Light of the studio along a direction: floor, dim horizon, bright ceiling, two softboxes.
template <class F>
PIWA_INLINE void studio(const F* towards, F roughness, F* out) {
  const F blur = .12f + roughness;
  const F rise = smoothStep<F>(towards[1] / blur * .5f + .5f);
  const F low = absolute<F>(towards[1] - .04f) / (blur * .9f);
  const F horizon = 1.f - .62f * (1.f - roughness) * smoothStep<F>(1.f - low);
  const F width = .1f + .7f * roughness * roughness;
  const F edge = .04f + .5f * roughness;
  const F strength = 1.f / (1.f + 7.f * roughness);
  const F key = smoothStep<F>((dotWith(towards, keyLight) - (1.f - width)) / edge + .5f) * strength;
  const F side = smoothStep<F>((dotWith(towards, sideBox) - (1.f - width)) / edge + .5f) * strength;
  for (i32 i = 0; i < 3; i++) {
    const F base = groundColor[i] + (skyColor[i] - groundColor[i]) * rise;
    out[i] = base * horizon + key * (2.2f * keyColor[i] * .45f) + side * (1.3f * rimColor[i] * 2.f);
  }
}

template <class F>
PIWA_INLINE F fifthPower(F x) {
  const F squared = x * x;
  return squared * squared * x;
}

/// The highlight of the key light, and its share by Schlick for a white reflectance of 1.
template <class F>
PIWA_INLINE F highlight(const Surface<F>& s, F facing) {
  F half[3];
  for (i32 i = 0; i < 3; i++) {
    half[i] = s.toEye[i] + keyLight[i];
  }
  const F scale = 1.f / larger(length3(half[0], half[1], half[2]), broadcast(1e-3f, facing));
  const F across = clamp<F>(
      (half[0] * s.normal[0] + half[1] * s.normal[1] + half[2] * s.normal[2]) * scale, 0.f, 1.f);
  const F toLight = clamp<F>(dotWith(half, keyLight) * scale, 0.f, 1.f);
  const F r2 = s.roughness * s.roughness;
  const F d = across * across * (r2 * r2 - 1.f) + 1.0001f;
  const F shape = larger<F>(toLight * toLight, broadcast(.1f, facing)) * (s.roughness + .5f);
  return clamp<F>(r2 * r2 / (4.f * d * d * shape), 0.f, 40.f) * facing;
}

/// Linear light towards the eye.
template <class F>
PIWA_INLINE void shade(const Surface<F>& s, F* out) {
  const F zero = broadcast(0.f, s.sky);
  const F* n = s.normal;
  const F toEye = clamp<F>(n[0] * s.toEye[0] + n[1] * s.toEye[1] + n[2] * s.toEye[2], .02f, 1.f);
  const F grazing = fifthPower<F>(1.f - toEye);
  const F towardsKey = dotWith(n, keyLight);
  const F facing = larger(towardsKey, zero) * s.shadow;
  const F wrapped = larger<F>((towardsKey + s.wrap) / (1.f + s.wrap), zero) * s.shadow;
  const F rim = larger(dotWith(n, rimLight), zero) * s.sky;
  const F rise = .5f + .5f * n[1];
  const F spot = highlight(s, facing);
  F mirrored[3];
  for (i32 i = 0; i < 3; i++) {
    mirrored[i] = 2.f * toEye * n[i] - s.toEye[i];
  }
  F reflection[3];
  studio(mirrored, s.roughness, reflection);
  const F polish = 1.f - s.roughness;
  const F open = .25f + .75f * s.sky;
  for (i32 i = 0; i < 3; i++) {
    const F base = s.gloss * (1.f - s.metalness) + s.albedo[i] * s.metalness;
    const F mirror = base + (larger(polish, base) - base) * grazing;
    const F ambient = (groundColor[i] + (skyColor[i] - groundColor[i]) * rise) * s.sky;
    const F light = wrapped * (keyColor[i] * .46f) + ambient * .74f + rim * rimColor[i];
    const F through = s.clear * backgroundLight * (.35f + .65f * s.albedo[i]);
    const F body = s.albedo[i] * light * (1.f - s.metalness) * (1.f - s.clear) + through;
    const F cloth = s.sheen * grazing * light;
    out[i] = body * (1.f - mirror) + cloth + mirror * reflection[i] * open +
             spot * mirror * keyColor[i];
  }
}

/// Leaves the darker tones alone and bends what is brighter below 1.
template <class F>
PIWA_INLINE F shoulder(F x) {
  constexpr f32 from = .6f;
  const F over = larger<F>(x - from, broadcast(0.f, x)) * (1.f / (1.f - from));
  return smaller(x, broadcast(from, x)) + (1.f - from) * over / (1.f + over);
}

/// 0..255 as sRGB encodes it; x in [0, 1].
template <class F>
PIWA_INLINE F linearToByte(F x) {
  const F a = squareRoot(x);
  const F b = squareRoot(a);
  const F d = squareRoot(b);
  const F y = .662002687f * a + .684122060f * b - .323583601f * d - .0225411470f * x;
  return clamp<F>(y, 0.f, 1.f) * 255.f + .5f;
}

}  // namespace piwa

// What the household families share: handles, knobs, legs, and words for captions.
#pragma once
#include "maker.hpp"

namespace piwa {

/// A cylinder whose axis points to +z: wheels, dials, knobs.
PIWA_NOINLINE Primitive& disc(Maker& maker, f32 x, f32 y, f32 z, f32 radius, f32 half,
                              f32 rounding = 0.f) {
  Primitive& p = maker.cylinder(x, y, z, radius, half, rounding);
  rotateAround(p, 1, 0, 0, halfPi);
  return p;
}

/// A cylinder whose axis points to +x.
PIWA_NOINLINE Primitive& barrel(Maker& maker, f32 x, f32 y, f32 z, f32 radius, f32 half,
                                f32 rounding = 0.f) {
  Primitive& p = maker.cylinder(x, y, z, radius, half, rounding);
  rotateAround(p, 0, 0, 1, halfPi);
  return p;
}

/// A loop that bulges towards +x, for the side of a vessel.
PIWA_NOINLINE Primitive& sideHandle(Maker& maker, f32 x, f32 y, f32 size, f32 thick, f32 open) {
  Primitive& p = maker.arc(x, y, 0, size, thick, open);
  rotateAround(p, 0, 0, 1, -halfPi);
  return p;
}

/// A ring whose axis points to +z.
PIWA_NOINLINE Primitive& ring(Maker& maker, f32 x, f32 y, f32 z, f32 major, f32 minor) {
  Primitive& p = maker.torus(x, y, z, major, minor);
  rotateAround(p, 1, 0, 0, halfPi);
  return p;
}

PIWA_NOINLINE void writeWord(Text& text, const char* word) {
  text.put(' ');
  text.write(word);
}

/// Starts the caption: "a red wood NOUN".
PIWA_NOINLINE void describe(Maker& maker, i32 paint, const char* noun) {
  startCaption(maker.caption, maker.colorOf(paint));
  writeWord(maker.caption, materialName(maker.recipe.paint[paint].kind));
  writeWord(maker.caption, noun);
}

/// Ripe fruit: red, orange, yellow, green, plum.
PIWA_NOINLINE i32 paintFruit(Maker& maker) {
  constexpr Color colors[6] = {{.99f, .85f, .8f}, {.07f, .9f, .95f}, {.14f, .8f, .95f},
                               {.25f, .75f, .7f}, {.02f, .7f, .65f}, {.85f, .6f, .45f}};
  return maker.paint(Material::food, drawFrom(maker.random, colors, 6));
}

/// Wax, paper, porcelain, cream.
PIWA_NOINLINE i32 paintPale(Maker& maker, Material kind) {
  constexpr Color colors[3] = {{.12f, .1f, .95f}, {.1f, .18f, .93f}, {.58f, .05f, .93f}};
  return maker.paint(kind, drawFrom(maker.random, colors, 3));
}

/// Brass and gold.
PIWA_NOINLINE i32 paintBrass(Maker& maker) {
  constexpr Color colors[3] = {{.12f, .6f, .9f}, {.1f, .65f, .8f}, {.13f, .5f, .75f}};
  return maker.paint(Material::metal, drawFrom(maker.random, colors, 3));
}

enum class LegStyle : i32 { square, round, tapered, turned, curved };

constexpr i32 legStyles = 5;

PIWA_NOINLINE const char* legWords(LegStyle style) {
  switch (style) {
    case LegStyle::square:
      return "four square legs";
    case LegStyle::round:
      return "four round legs";
    case LegStyle::tapered:
      return "four tapered legs";
    case LegStyle::turned:
      return "four turned legs";
    default:
      return "four curved legs";
  }
}

/// Four legs from the floor y = 0 up to `top`, at (x, z) and its mirror images.
PIWA_NOINLINE void fourLegs(Maker& maker, LegStyle style, f32 x, f32 z, f32 top, f32 radius,
                            f32 splay) {
  const i32 first = maker.recipe.count;
  switch (style) {
    case LegStyle::square:
      maker.box(x, .5f * top, z, radius, .5f * top + .02f, radius);
      break;
    case LegStyle::round:
      maker.limb({x + splay, radius, z + splay}, {x, top, z}, radius, radius);
      break;
    case LegStyle::tapered:
      maker.limb({x + splay, radius * .6f, z + splay}, {x, top, z}, radius * .6f, radius * 1.15f);
      break;
    case LegStyle::turned:
      maker.cylinder(x, .5f * top, z, radius * .75f, .5f * top);
      maker.ball(x, radius * 1.2f, z, radius * 1.35f, radius * 1.2f, radius * 1.35f);
      maker.ball(x, top * .6f, z, radius * 1.4f, top * .16f, radius * 1.4f);
      break;
    default:
      maker.limb({x, top, z}, {x + radius * 1.6f, top * .62f, z + radius * 1.2f}, radius,
                 radius * 1.2f);
      maker.limb({x + radius * 1.6f, top * .62f, z + radius * 1.2f},
                 {x + splay * .5f, radius * .8f, z + splay * .5f}, radius * 1.15f, radius * .7f)
          .blend = radius * .4f;
      break;
  }
  for (i32 i = first; i < maker.recipe.count; i++) {
    maker.recipe.primitive[i].mirrorX = 1;
    maker.recipe.primitive[i].mirrorZ = 1;
  }
}

/// Radius at a height of an outline that is used as a lathe.
PIWA_NOINLINE f32 outlineAt(const f32* radii, f32 half, f32 y) {
  Profile profile;
  profile.count = latheRadii;
  for (i32 i = 0; i < latheRadii; i++) {
    profile.x[i] = radii[i];
  }
  return splineRadius<f32>(profile, half, y);
}

}  // namespace piwa

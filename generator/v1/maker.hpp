// What every family builds with: adding primitives, painting them, random shapes.
// One random draw a statement, and the same number of draws whatever their outcome where possible.
#pragma once
#include "caption.hpp"

namespace piwa {

struct Color {
  f32 hue;
  f32 saturation;
  f32 value;
};

/// Hue wraps around; the result is red, green, blue in [0, 1].
PIWA_NOINLINE void toRgb(const Color& color, f32* rgb) {
  const f32 hue = (color.hue - floorOf(color.hue)) * 6.f;
  const i32 sextant = (i32)hue;
  const f32 f = hue - (f32)sextant;
  const f32 v = color.value;
  const f32 p = v * (1.f - color.saturation);
  const f32 q = v * (1.f - color.saturation * f);
  const f32 t = v * (1.f - color.saturation * (1.f - f));
  const bool even = (sextant & 1) == 0;
  const i32 high = sextant == 0 || sextant >= 5 ? 0 : sextant <= 2 ? 1 : 2;
  const i32 low = sextant == 0 || sextant == 1 ? 2 : sextant <= 3 ? 0 : 1;
  rgb[high] = v;
  rgb[low] = p;
  rgb[3 - high - low] = even ? t : q;
}

struct Palette {
  Color color[3];
};

constexpr i32 mainColor = 0;
constexpr i32 secondColor = 1;
constexpr i32 accentColor = 2;

/// Plain arguments of one primitive; see Shape for the meaning of the sizes.
struct Part {
  Shape shape;
  f32 x, y, z;
  f32 a, b, c;
  f32 d = 0.f;
};

struct Maker {
  Recipe& recipe;
  RandomStream& random;
  Palette palette;
  Text caption;

  /// When the recipe is full the last primitive is replaced.
  PIWA_NOINLINE Primitive& add(const Part& part, i32 colorSlot) {
    const i32 index = recipe.count < primitivesMax ? recipe.count++ : primitivesMax - 1;
    Primitive& p = recipe.primitive[index];
    p.shape = part.shape;
    p.operation = Operation::unite;
    p.blend = 0.f;
    clearRotation(p);
    p.center[0] = part.x;
    p.center[1] = part.y;
    p.center[2] = part.z;
    p.size[0] = part.a;
    p.size[1] = part.b;
    p.size[2] = part.c;
    p.size[3] = part.d;
    p.rounding = 0.f;
    p.mirrorX = 0;
    p.mirrorZ = 0;
    p.foldAngle = 0.f;
    p.displacement = 0.f;
    p.displacementFrequency = 1.f;
    p.slope = 1.f;
    p.seed = random.bits();
    for (i32 i = 0; i < 4; i++) {
      p.derived[i] = 0.f;
    }
    paint(p, colorSlot);
    return p;
  }

  PIWA_INLINE Primitive& cut(const Part& part, i32 colorSlot) {
    Primitive& p = add(part, colorSlot);
    p.operation = Operation::subtract;
    return p;
  }

  /// Color A is the slot's color, color B a shade of it or, for bold patterns, the next slot's.
  PIWA_NOINLINE void paint(Primitive& p, i32 colorSlot) {
    const f32 roll = random.unit();
    const f32 shade = random.between(.45f, .8f);
    const f32 hueShift = random.between(-.03f, .03f);
    const f32 lighter = random.between(-.08f, .08f);
    p.patternFrequency = random.between(3.f, 12.f);
    p.pattern = roll < .34f   ? Pattern::plain
                : roll < .44f ? Pattern::checker
                : roll < .66f ? Pattern::mottled
                : roll < .78f ? Pattern::stripes
                : roll < .88f ? Pattern::rings
                              : Pattern::patches;
    Color base = palette.color[colorSlot];
    base.hue += hueShift;
    base.value = clamp(base.value + lighter, .08f, .97f);
    toRgb(base, p.colorA);
    Color other = palette.color[(colorSlot + 1) % 3];
    if (p.pattern != Pattern::checker && p.pattern != Pattern::stripes) {
      other = base;
      other.value = base.value * shade;
    }
    toRgb(other, p.colorB);
  }

  PIWA_NOINLINE void paintFixed(Primitive& p, Pattern pattern, const Color& color, f32 shade) {
    p.pattern = pattern;
    toRgb(color, p.colorA);
    toRgb({color.hue, color.saturation, color.value * shade}, p.colorB);
  }

  PIWA_INLINE void roughen(Primitive& p, f32 probability) {
    const f32 amplitude = random.between(.01f, .05f);
    const f32 frequency = random.between(4.f, 12.f);
    if (random.chance(probability)) {
      displace(p, amplitude, frequency);
    }
  }

  /// Any shape but the lathe, turned at random, at most `scale` big, `spread` from the middle.
  PIWA_NOINLINE Primitive& addRandom(f32 scale, f32 spread) {
    const Shape shape = (Shape)random.below(8);
    const f32 x = random.between(-spread, spread);
    const f32 y = random.between(-spread, spread);
    const f32 z = random.between(-spread, spread);
    const f32 a = scale * random.between(.35f, 1.f);
    const f32 b = scale * random.between(.35f, 1.f);
    const f32 c = scale * random.between(.35f, 1.f);
    const f32 extra = random.unit();
    const i32 slot = random.below(3);
    Primitive& p = add({shape, x, y, z, a, b, c}, slot);
    fitShape(p, extra, scale);
    const f32 rounding = random.between(-.08f, .08f);
    if (shape == Shape::box || shape == Shape::cylinder) {
      p.rounding = larger(rounding, 0.f);
    }
    const f32 axisX = random.between(-1.f, 1.f);
    const f32 axisY = random.between(-1.f, 1.f);
    const f32 axisZ = random.between(-1.f, 1.f);
    const f32 angle = random.between(-3.1f, 3.1f);
    const bool degenerate = axisX * axisX + axisY * axisY + axisZ * axisZ < 1e-4f;
    rotateAround(p, degenerate ? 1.f : axisX, axisY, axisZ, angle);
    return p;
  }

  PIWA_INLINE void fitShape(Primitive& p, f32 extra, f32 scale) {
    const f32 a = p.size[0];
    const f32 b = p.size[1];
    switch (p.shape) {
      case Shape::cone:
        p.size[0] = a * .9f;
        p.size[2] = a * .6f * extra;
        break;
      case Shape::torus:
        p.size[1] = a * (.15f + .3f * extra);
        break;
      case Shape::superquadric:
        p.size[3] = 1.1f + 4.9f * extra;
        break;
      case Shape::capsule:
        p.size[0] = b;
        p.size[1] = a * .45f;
        p.size[2] = a * (.15f + .3f * extra);
        break;
      case Shape::cylinder:
        p.size[0] = a * .7f;
        break;
      case Shape::frame:
        p.size[3] = larger(scale * (.05f + .07f * extra), .034f);
        break;
      default:
        break;
    }
  }

  PIWA_INLINE const char* mainColorWord() const {
    const Color& c = palette.color[mainColor];
    return colorWord(c.hue, c.saturation, c.value);
  }
};

/// Three colors that go together: shades, neighbors, opposites or thirds of the wheel.
PIWA_NOINLINE Palette drawPalette(RandomStream& random) {
  const f32 hue = random.unit();
  const i32 scheme = random.below(4);
  const f32 near = scheme == 0 ? .02f : scheme == 1 ? .09f : scheme == 2 ? .04f : .33f;
  const f32 far = scheme == 0 ? .98f : scheme == 1 ? .91f : scheme == 2 ? .5f : .67f;
  Palette palette;
  for (i32 i = 0; i < 3; i++) {
    const f32 shift = i == 0 ? 0.f : i == 1 ? near : far;
    const f32 saturation = random.between(.2f, .8f);
    const f32 value = random.between(.35f, .95f);
    const bool neutral = random.chance(.2f);
    const f32 turned = hue + shift;
    palette.color[i] = {turned - floorOf(turned), neutral ? saturation * .12f : saturation, value};
  }
  return palette;
}

}  // namespace piwa

// Colors that go together: drawn from five-color schemes, or natural to a material.
#pragma once
#include "recipe.hpp"

namespace piwa {

constexpr i32 schemeColors = 5;
constexpr i32 schemeCount = 32;

/// sRGB as 0xRRGGBB, from dark or dominant to accent.
PIWA_INLINE u32 schemeWord(i32 index) {
  constexpr u32 words[schemeCount * schemeColors] = {
      0x264653, 0x2a9d8f, 0xe9c46a, 0xf4a261, 0xe76f51, 0x1d3557, 0x457b9d, 0xa8dadc, 0xf1faee,
      0xe63946, 0x606c38, 0x283618, 0xfefae0, 0xdda15e, 0xbc6c25, 0x5f0f40, 0x9a031e, 0xfb8b24,
      0xe36414, 0x0f4c5c, 0x335c67, 0xfff3b0, 0xe09f3e, 0x9e2a2b, 0x540b0e, 0x22223b, 0x4a4e69,
      0x9a8c98, 0xc9ada7, 0xf2e9e4, 0x005f73, 0x0a9396, 0x94d2bd, 0xee9b00, 0xca6702, 0x3d405b,
      0xe07a5f, 0xf4f1de, 0x81b29a, 0xf2cc8f, 0x003049, 0xd62828, 0xf77f00, 0xfcbf49, 0xeae2b7,
      0x2b2d42, 0x8d99ae, 0xedf2f4, 0xef233c, 0xd90429, 0x386641, 0x6a994e, 0xa7c957, 0xf2e8cf,
      0xbc4749, 0x6d597a, 0xb56576, 0xe56b6f, 0xeaac8b, 0x355070, 0x001219, 0x9b2226, 0xae2012,
      0xe9d8a6, 0x94d2bd, 0x582f0e, 0x7f4f24, 0xa68a64, 0xb6ad90, 0x414833, 0x03045e, 0x0077b6,
      0x00b4d8, 0x90e0ef, 0xcaf0f8, 0x780000, 0xc1121f, 0xfdf0d5, 0x003049, 0x669bbc, 0x132a13,
      0x31572c, 0x4f772d, 0x90a955, 0xecf39e, 0x4a4238, 0x8a7f72, 0xd6ccc2, 0xe3d5ca, 0xd5bdaf,
      0x7400b8, 0x5e60ce, 0x48bfe3, 0x64dfdf, 0x80ffdb, 0x461220, 0x8c2f39, 0xb23a48, 0xfcb9b2,
      0xfed0bb, 0x0b132b, 0x1c2541, 0x3a506b, 0x5bc0be, 0xe0fbfc, 0x16425b, 0x2f6690, 0x3a7ca5,
      0xd9dcd6, 0x81c3d7, 0x6f1d1b, 0xbb9457, 0x432818, 0x99582a, 0xffe6a7, 0x4f000b, 0x720026,
      0xce4257, 0xff7f51, 0xff9b54, 0x2d3142, 0x4f5d75, 0xbfc0c0, 0xffffff, 0xef8354, 0x344e41,
      0x3a5a40, 0x588157, 0xa3b18a, 0xdad7cd, 0x14213d, 0xfca311, 0xe5e5e5, 0xb08968, 0x7f5539,
      0x9c6644, 0xe6ccb2, 0xede0d4, 0x8ecae6, 0x219ebc, 0x023047, 0xffb703, 0xfb8500, 0x5d2e46,
      0xb5838d, 0xe5989b, 0xffb4a2, 0xffcdb2, 0x1b4332, 0x40916c, 0x95d5b2, 0xd8f3dc, 0xf4a259,
      0x3c1518, 0x69140e, 0xa44200, 0xd58936, 0xf2f3ae, 0x0d3b66};
  return words[index];
}

PIWA_NOINLINE Color fromRgb(f32 red, f32 green, f32 blue) {
  const f32 most = larger(red, larger(green, blue));
  const f32 least = smaller(red, smaller(green, blue));
  const f32 range = most - least;
  if (range <= 0.f) {
    return {0.f, 0.f, most};
  }
  const f32 scale = 1.f / range;
  f32 hue = 0.f;
  if (most <= red) {
    hue = (green - blue) * scale;
  } else if (most <= green) {
    hue = 2.f + (blue - red) * scale;
  } else {
    hue = 4.f + (red - green) * scale;
  }
  hue = hue * (1.f / 6.f);
  return {hue < 0.f ? hue + 1.f : hue, range / most, most};
}

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

struct Scheme {
  Color color[schemeColors];
};

/// One of the schemes from a random start, each color a little off.
PIWA_NOINLINE Scheme drawScheme(RandomStream& random) {
  const i32 chosen = random.below((u32)schemeCount);
  const i32 first = random.below((u32)schemeColors);
  const f32 hueShift = random.between(-.025f, .025f);
  Scheme scheme;
  for (i32 i = 0; i < schemeColors; i++) {
    const u32 word = schemeWord(chosen * schemeColors + (first + i) % schemeColors);
    Color color = fromRgb((f32)(word >> 16 & 255) * (1.f / 255.f),
                          (f32)(word >> 8 & 255) * (1.f / 255.f),
                          (f32)(word & 255) * (1.f / 255.f));
    const f32 lighter = random.between(-.06f, .06f);
    color.hue = color.hue + hueShift;
    color.hue = color.hue - floorOf(color.hue);
    color.value = clamp(color.value + lighter, .08f, .97f);
    scheme.color[i] = color;
  }
  return scheme;
}

PIWA_INLINE Color drawFrom(RandomStream& random, const Color* choices, i32 count) {
  const i32 chosen = random.below((u32)count);
  const f32 hueShift = random.between(-.012f, .012f);
  const f32 grayer = random.between(.85f, 1.1f);
  const f32 lighter = random.between(.88f, 1.12f);
  const Color& c = choices[chosen];
  const f32 hue = c.hue + hueShift;
  return {hue - floorOf(hue), clamp(c.saturation * grayer, 0.f, 1.f),
          clamp(c.value * lighter, .04f, .98f)};
}

/// A color that the material has by nature. Materials that are dyed have none: use the scheme.
PIWA_NOINLINE Color naturalColor(RandomStream& random, Material kind) {
  constexpr Color woods[6] = {{.075f, .55f, .55f}, {.06f, .62f, .36f}, {.09f, .42f, .76f},
                              {.03f, .66f, .40f},  {.07f, .35f, .25f}, {.1f, .3f, .85f}};
  constexpr Color metals[6] = {{.58f, .06f, .62f}, {.12f, .62f, .85f}, {.05f, .6f, .72f},
                               {.6f, .1f, .32f},   {.09f, .5f, .52f},  {.1f, .03f, .82f}};
  constexpr Color stones[6] = {{.09f, .1f, .6f}, {.58f, .08f, .45f}, {.1f, .3f, .72f},
                               {.05f, .4f, .5f}, {.08f, .05f, .85f}, {.35f, .1f, .42f}};
  constexpr Color skins[6] = {{.06f, .38f, .85f}, {.05f, .5f, .55f}, {.08f, .6f, .4f},
                              {.3f, .45f, .5f},   {.58f, .2f, .5f},  {.07f, .25f, .93f}};
  constexpr Color leaves[6] = {{.28f, .65f, .5f}, {.33f, .6f, .38f}, {.22f, .7f, .62f},
                               {.38f, .4f, .45f}, {.1f, .8f, .78f},  {.03f, .75f, .6f}};
  constexpr Color glasses[5] = {{.5f, .25f, .85f}, {.36f, .4f, .6f}, {.58f, .55f, .7f},
                                {.1f, .5f, .65f},  {.55f, .06f, .93f}};
  constexpr Color leathers[4] = {{.06f, .6f, .42f}, {.04f, .65f, .25f}, {.02f, .1f, .14f},
                                 {.08f, .5f, .62f}};
  switch (kind) {
    case Material::wood:
      return drawFrom(random, woods, 6);
    case Material::metal:
      return drawFrom(random, metals, 6);
    case Material::skin:
      return drawFrom(random, skins, 6);
    case Material::leaf:
      return drawFrom(random, leaves, 6);
    case Material::glass:
      return drawFrom(random, glasses, 5);
    case Material::leather:
      return drawFrom(random, leathers, 4);
    default:
      return drawFrom(random, stones, 6);
  }
}

}  // namespace piwa

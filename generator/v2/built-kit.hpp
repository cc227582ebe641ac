// What the built families share: paints of the trade, rows of windows, roofs, wheels, captions.
#pragma once
#include "slots.hpp"

namespace piwa {

/// The color of a paint; painted metal is red or blue, bare metal copper or steel.
PIWA_NOINLINE const char* paintWord(const Maker& maker, i32 slot) {
  const Paint& p = maker.recipe.paint[slot];
  const bool bare = p.kind != Material::metal || p.metallicPercent > 50;
  return bare ? maker.colorOf(slot) : colorWord(p.color.hue, p.color.saturation, p.color.value);
}

/// Writes the material of a paint, unless the word for its color names it already.
PIWA_NOINLINE void nameMaterial(Maker& maker, i32 slot) {
  const Paint& p = maker.recipe.paint[slot];
  const char* plain = colorWord(p.color.hue, p.color.saturation, p.color.value);
  if (p.kind != Material::metal || sameText(paintWord(maker, slot), plain)) {
    writeWord(maker.caption, materialName(p.kind));
  }
}

/// Starts the caption: "a SIZE red wood NOUN"; the size word may be empty.
PIWA_NOINLINE void describeAs(Maker& maker, const char* size, i32 paint, const char* noun) {
  const char* color = paintWord(maker, paint);
  startCaption(maker.caption, size[0] ? size : color);
  if (size[0]) {
    writeWord(maker.caption, color);
  }
  nameMaterial(maker, paint);
  writeWord(maker.caption, noun);
}

/// 1 or -1.
PIWA_INLINE f32 drawSide(RandomStream& random) { return random.chance(.5f) ? 1.f : -1.f; }

/// A pattern whose second color stays the paint's own shade.
PIWA_NOINLINE void setPattern(Maker& maker, i32 slot, Pattern pattern, f32 frequency) {
  maker.recipe.paint[slot].pattern = pattern;
  maker.recipe.paint[slot].frequency = frequency;
}

PIWA_NOINLINE i32 paintRubber(Maker& maker) {
  const f32 value = maker.random.between(.08f, .17f);
  return maker.paint(Material::plastic, {.6f, .08f, value});
}

PIWA_NOINLINE i32 paintPane(Maker& maker) {
  constexpr Color colors[4] = {
      {.56f, .5f, .5f}, {.55f, .35f, .75f}, {.58f, .45f, .28f}, {.13f, .55f, .95f}};
  return maker.paint(Material::glass, drawFrom(maker.random, colors, 4));
}

PIWA_NOINLINE i32 paintSteel(Maker& maker) {
  constexpr Color colors[4] = {
      {.58f, .05f, .7f}, {.6f, .08f, .42f}, {.1f, .03f, .85f}, {.58f, .1f, .55f}};
  return maker.paint(Material::metal, drawFrom(maker.random, colors, 4));
}

/// Walls: plaster in the colors of the scheme, brick, wood or plain stone.
PIWA_NOINLINE i32 paintWall(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(5);
  const i32 color = random.below(5);
  const f32 frequency = random.between(4.f, 7.f);
  constexpr Color bricks[3] = {{.02f, .6f, .6f}, {.05f, .45f, .7f}, {.08f, .3f, .82f}};
  if (kind == 0) {
    const i32 slot = maker.paint(Material::stone, drawFrom(random, bricks, 3));
    setPattern(maker, slot, Pattern::bricks, frequency);
    return slot;
  }
  if (kind == 1) {
    return maker.paintNatural(Material::wood);
  }
  if (kind == 2) {
    return maker.paintNatural(Material::stone);
  }
  const i32 slot = maker.paintScheme(Material::stone, color);
  setPattern(maker, slot, Pattern::plain, 3.f);
  return slot;
}

PIWA_NOINLINE i32 paintTiles(Maker& maker) {
  RandomStream& random = maker.random;
  constexpr Color tiles[6] = {{.02f, .65f, .55f}, {.05f, .7f, .65f}, {.6f, .2f, .35f},
                              {.35f, .35f, .4f},  {.07f, .5f, .35f}, {.5f, .35f, .45f}};
  const f32 frequency = random.between(7.f, 11.f);
  const i32 slot = maker.paint(Material::ceramic, drawFrom(random, tiles, 6));
  setPattern(maker, slot, Pattern::scales, frequency);
  maker.recipe.paint[slot].roughnessPercent = 75;
  return slot;
}

/// A recess in the color of the open part: windows and doors in front and, mirrored, at the back.
PIWA_NOINLINE Primitive& recess(Maker& maker, f32 x, f32 y, f32 z, f32 a, f32 b, f32 c) {
  Primitive& p = maker.cut({Shape::box, x, y, z, a, b, c});
  p.part = maker.part;
  return p;
}

/// How many openings fit side by side into a wall.
PIWA_INLINE i32 fitting(f32 half, f32 pitch, i32 most) {
  const i32 count = (i32)(2.f * half / pitch);
  return count < 1 ? 1 : count > most ? most : count;
}

struct WindowGrid {
  i32 columns;
  i32 rows;
  f32 half;
  f32 high;
};

/// Rows of windows on the walls at z = +-deep that reach from y - high to y + high.
PIWA_NOINLINE void windowRows(Maker& maker, f32 y, f32 wide, f32 high, f32 deep,
                              const WindowGrid& grid) {
  const f32 stepX = 2.f * wide / (f32)grid.columns;
  const f32 stepY = 2.f * high / (f32)grid.rows;
  Primitive& p = recess(maker, 0, y, deep, stepX * grid.half, stepY * grid.high, .06f);
  p.mirrorZ = 1;
  p.repeatCount[0] = grid.columns;
  p.repeatStep[0] = stepX;
  p.repeatCount[1] = grid.rows;
  p.repeatStep[1] = stepY;
}

/// The same on the walls at x = +-wide.
PIWA_NOINLINE void sideWindows(Maker& maker, f32 y, f32 wide, f32 high, f32 deep,
                               const WindowGrid& grid) {
  const f32 stepZ = 2.f * deep / (f32)grid.columns;
  const f32 stepY = 2.f * high / (f32)grid.rows;
  Primitive& p = recess(maker, wide, y, 0, .06f, stepY * grid.high, stepZ * grid.half);
  p.mirrorX = 1;
  p.repeatCount[2] = grid.columns;
  p.repeatStep[2] = stepZ;
  p.repeatCount[1] = grid.rows;
  p.repeatStep[1] = stepY;
}

/// Two slanted slabs, mirrored, that meet over x = 0 with their ridge along z.
PIWA_NOINLINE void roofSlabs(Maker& maker, f32 y, f32 wide, f32 high, f32 deep, f32 over) {
  const f32 slope = high / wide;
  const f32 reach = wide + over;
  const f32 drop = over * slope;
  const f32 half = .5f * length2(reach, high + drop);
  const f32 angle = arcTangent2(high, wide);
  Primitive& p =
      maker.box(.5f * reach, y + .5f * (high - drop) + .03f, 0, half + .02f, .05f, deep + over);
  rotateAround(p, 0, 0, 1, -angle);
  p.mirrorX = 1;
}

/// A gable of the wall's paint under two slabs of the roof's.
PIWA_NOINLINE void gableRoof(Maker& maker, i32 wall, i32 roof, f32 y, f32 wide, f32 high, f32 deep,
                             f32 over) {
  const f32 points[6] = {-wide, -.03f, wide, -.03f, 0.f, high};
  maker.begin("gable", wall);
  maker.prism(0, y, 0, points, 3, deep);
  maker.begin("roof", roof);
  roofSlabs(maker, y, wide, high, deep, over);
}

/// A wheel with its axis along x, and a hub on its outer side.
PIWA_NOINLINE void addWheel(Maker& maker, i32 tire, i32 hub, f32 x, f32 y, f32 z, f32 radius,
                            f32 half) {
  maker.begin("wheel", tire);
  barrel(maker, x, y, z, radius, half, .3f * half).mirrorX = 1;
  maker.begin("hub", hub);
  barrel(maker, x + .04f, y, z, radius * .52f, half).mirrorX = 1;
}

/// Polygon points of a regular n-gon or star, into 2 * count floats.
PIWA_NOINLINE void starPoints(f32* points, i32 count, f32 outer, f32 inner, f32 turn) {
  for (i32 i = 0; i < count; i++) {
    const SineCosine<f32> at = sineCosine(turn + fullTurn * (f32)i / (f32)count);
    const f32 radius = i % 2 == 0 ? outer : inner;
    points[i * 2] = radius * at.sine;
    points[i * 2 + 1] = radius * at.cosine;
  }
}

/// Ends the caption with the list of parts.
PIWA_INLINE void listParts(Maker& maker) { maker.phrases.write(maker.caption, " with "); }

}  // namespace piwa

// Small things that other families place in their slots: on tables, shelves, sills and roofs.
#pragma once
#include "household-kit.hpp"

namespace piwa {

constexpr i32 smallThings = 13;

/// What the largest of the small things takes.
constexpr i32 smallThingPrimitives = 6;

PIWA_NOINLINE const char* buildSmallVessel(Maker& maker, i32 kind) {
  RandomStream& random = maker.random;
  const f32 wide = random.between(.8f, 1.f);
  const f32 tall = random.between(.8f, 1.f);
  const i32 color = random.below(5);
  const Material material = kind == 2 ? Material::glass : Material::ceramic;
  maker.begin(kind == 0 ? "vase" : kind == 1 ? "cup" : "bottle",
              maker.paintScheme(material, color));
  if (kind == 0) {
    maker.cone(0, .15f, 0, .5f * wide, .15f, .3f);
    maker.ball(0, .75f * tall, 0, .8f * wide, .62f * tall, .8f * wide).blend = .1f;
    maker.cone(0, 1.55f * tall, 0, .28f, .4f * tall, .5f).blend = .1f;
    return "a vase";
  }
  if (kind == 1) {
    maker.cylinder(0, .6f * tall, 0, .62f * wide, .6f * tall, .08f).hollow = .16f;
    sideHandle(maker, .62f * wide, .6f * tall, .36f * tall, .12f, 2.f);
    return "a cup";
  }
  maker.cylinder(0, .6f * tall, 0, .55f * wide, .6f * tall, .12f);
  maker.cone(0, 1.35f * tall, 0, .5f * wide, .25f * tall, .2f);
  maker.cylinder(0, 1.75f * tall, 0, .2f, .25f * tall);
  return "a bottle";
}

PIWA_NOINLINE const char* buildSmallLight(Maker& maker, bool candle) {
  RandomStream& random = maker.random;
  const f32 wide = random.between(.75f, 1.f);
  const i32 color = random.below(5);
  const i32 metal = candle ? paintBrass(maker) : maker.paintNatural(Material::metal);
  maker.begin(candle ? "candle holder" : "lamp foot", metal);
  maker.cylinder(0, .12f, 0, .7f * wide, .12f, .05f);
  if (candle) {
    maker.begin("candle", maker.paintScheme(Material::plastic, color));
    maker.cylinder(0, .8f, 0, .3f * wide, .65f);
    maker.begin("flame", metal);
    maker.ball(0, 1.65f, 0, .16f, .3f, .16f);
    return "a candle";
  }
  maker.cylinder(0, .7f, 0, .14f, .6f);
  maker.begin("lampshade", maker.paintScheme(Material::fabric, color));
  maker.cone(0, 1.5f, 0, wide, .45f, .5f * wide);
  return "a small lamp";
}

PIWA_NOINLINE const char* buildSmallBooks(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 color = random.below(5);
  const i32 count = 2 + random.below(3);
  const i32 first = maker.paintScheme(Material::paper, color);
  const i32 second = maker.paintScheme(Material::paper, color + 2);
  f32 y = 0.f;
  for (i32 i = 0; i < count; i++) {
    const f32 thick = random.between(.16f, .26f);
    const f32 wide = random.between(.65f, .95f);
    const f32 turn = random.between(-.4f, .4f);
    maker.begin("book", i % 2 == 0 ? first : second);
    rotateAround(maker.box(0, y + thick, 0, wide, thick + .02f, wide * .7f), 0, 1, 0, turn);
    y += 2.f * thick;
  }
  return "a stack of books";
}

PIWA_NOINLINE const char* buildSmallBowl(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 color = random.below(5);
  const f32 high = random.between(.3f, .42f);
  maker.begin("bowl", maker.paintScheme(Material::ceramic, color));
  maker.cone(0, high, 0, .45f, high, .98f);
  maker.begin("fruit", paintFruit(maker));
  Primitive& fruit = maker.ball(.42f, 2.f * high + .12f, .3f, .36f, .36f, .36f);
  fruit.foldAngle = fullTurn / 3.f;
  maker.ball(0, 2.f * high + .45f, 0, .36f, .36f, .36f);
  return "a bowl of fruit";
}

PIWA_NOINLINE const char* buildSmallPlant(Maker& maker, bool cactus) {
  RandomStream& random = maker.random;
  const i32 color = random.below(5);
  const f32 high = random.between(.3f, .45f);
  const i32 leaf = maker.paintNatural(Material::leaf);
  maker.begin("plant pot", maker.paintScheme(Material::ceramic, color));
  maker.cone(0, high, 0, .45f, high, .68f);
  if (cactus) {
    maker.begin("cactus", leaf);
    maker.cylinder(0, 2.f * high + .4f, 0, .28f, .6f, .25f);
    maker.limb({.2f, 2.f * high + .3f, 0}, {.65f, 2.f * high + .45f, 0}, .16f, .16f);
    maker.limb({.65f, 2.f * high + .45f, 0}, {.65f, 2.f * high + .85f, 0}, .16f, .14f);
    return "a potted cactus";
  }
  maker.begin("leaf", leaf);
  maker.ball(0, 2.f * high + .45f, 0, .4f, .6f, .4f);
  Primitive& blade = maker.ball(.5f, 2.f * high + .45f, 0, .5f, .18f, .22f);
  rotateAround(blade, 0, 0, 1, .6f);
  blade.foldAngle = fullTurn / 5.f;
  return "a potted plant";
}

PIWA_NOINLINE const char* buildSmallBox(Maker& maker, bool gift) {
  RandomStream& random = maker.random;
  const i32 color = random.below(5);
  const f32 wide = random.between(.6f, .9f);
  const f32 high = random.between(.35f, .7f);
  const i32 body = gift ? maker.paintScheme(Material::paper, color)
                        : maker.paintNatural(Material::wood);
  const i32 trim = maker.paintScheme(gift ? Material::fabric : Material::metal, color + 2);
  maker.begin("box", body);
  maker.box(0, high, 0, wide, high, wide * .8f, .04f);
  maker.begin(gift ? "ribbon" : "clasp", trim);
  if (gift) {
    maker.box(0, high, 0, .14f, high + .05f, wide * .8f + .05f);
    Primitive& bow = maker.ball(.28f, 2.f * high + .16f, 0, .32f, .16f, .18f);
    bow.mirrorX = 1;
    return "a gift box";
  }
  maker.box(0, 1.3f * high, 0, wide + .06f, .12f, wide * .8f + .06f);
  maker.ball(0, 1.2f * high, wide * .8f + .08f, .16f, .18f, .12f);
  return "a small chest";
}

PIWA_NOINLINE const char* buildSmallClock(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 color = random.below(5);
  const i32 body = maker.paintScheme(Material::metal, color);
  const i32 face = maker.paint(Material::paper, {.12f, .08f, .94f});
  maker.begin("clock case", body);
  disc(maker, 0, .9f, 0, .8f, .3f, .06f);
  maker.limb({.3f, .4f, 0}, {.6f, .1f, 0}, .15f, .13f).mirrorX = 1;
  maker.begin("clock face", face);
  disc(maker, 0, .9f, .22f, .6f, .14f);
  maker.begin("clock hand", body);
  maker.box(0, 1.08f, .38f, .06f, .26f, .06f);
  maker.box(.14f, .9f, .38f, .2f, .06f, .06f);
  return "a small clock";
}

PIWA_NOINLINE const char* buildSmallFigure(Maker& maker, bool globe) {
  RandomStream& random = maker.random;
  const i32 color = random.below(5);
  const f32 lean = random.between(-.15f, .15f);
  if (globe) {
    maker.begin("stand", maker.paintNatural(Material::metal));
    maker.cone(0, .15f, 0, .6f, .15f, .25f);
    rotateAround(maker.arc(0, 1.15f, 0, .78f, .1f, 1.7f), 0, 0, 1, pi + .4f);
    const i32 ball = maker.paint(Material::paper, {.57f, .55f, .75f});
    maker.begin("globe", ball);
    maker.pattern(ball, Pattern::patches, color, 1.6f);
    maker.ball(0, 1.15f, 0, .66f, .66f, .66f);
    return "a globe";
  }
  maker.begin("statue", maker.paintNatural(Material::stone));
  maker.box(0, .18f, 0, .55f, .18f, .55f, .03f);
  maker.limb({0, .3f, 0}, {lean, 1.1f, 0}, .24f, .42f);
  maker.limb({.34f + lean, 1.15f, 0}, {.5f, .55f, .1f}, .15f, .13f).blend = .1f;
  maker.limb({-.3f + lean, 1.15f, 0}, {-.6f, 1.5f, .1f}, .15f, .12f).blend = .1f;
  maker.ball(lean, 1.72f, 0, .26f, .3f, .28f).blend = .1f;
  return "a statuette";
}

/// Builds a small thing that stands on (x, y, z), about `size` in radius and up to twice as tall.
/// Returns the phrase for the caption, or a null pointer when the recipe has no room for it.
/// Keeps the caller's open part; takes at most two paints, three parts and one frame.
PIWA_NOINLINE const char* placeSmallThing(Maker& maker, i32 kind, f32 x, f32 y, f32 z, f32 size) {
  const Recipe& recipe = maker.recipe;
  if (maker.room() < smallThingPrimitives || recipe.frameCount == framesMax ||
      recipe.paintCount + 2 > paintsMax || recipe.partCount + 3 > partsMax) {
    return nullptr;
  }
  const i32 part = maker.part;
  const f32 turn = maker.random.between(-.6f, .6f);
  const i32 outer = maker.openFrame(x, y, z, turn, size);
  const char* phrase = "";
  switch (kind) {
    case 0:
    case 1:
    case 2:
      phrase = buildSmallVessel(maker, kind);
      break;
    case 3:
    case 4:
      phrase = buildSmallLight(maker, kind == 4);
      break;
    case 5:
      phrase = buildSmallBooks(maker);
      break;
    case 6:
      phrase = buildSmallBowl(maker);
      break;
    case 7:
    case 8:
      phrase = buildSmallPlant(maker, kind == 8);
      break;
    case 9:
    case 10:
      phrase = buildSmallBox(maker, kind == 10);
      break;
    case 11:
      phrase = buildSmallClock(maker);
      break;
    default:
      phrase = buildSmallFigure(maker, maker.random.chance(.5f));
      break;
  }
  maker.closeFrame(outer);
  maker.part = part;
  return phrase;
}

}  // namespace piwa

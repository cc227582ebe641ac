// More towers: clock towers, water towers, lattice masts, leaning towers; and the choice of one.
#pragma once
#include "family-tower.hpp"

namespace piwa {

PIWA_NOINLINE void addClockFaces(Maker& maker, f32 y, f32 half, f32 radius) {
  const i32 face = maker.paint(Material::paper, {.12f, .06f, .95f});
  const i32 hand = paintRubber(maker);
  maker.begin("clock face", face);
  disc(maker, 0, y, half, radius, .05f).mirrorZ = 1;
  barrel(maker, half, y, 0, radius, .05f).mirrorX = 1;
  maker.begin("clock hand", hand);
  maker.box(0, y + radius * .35f, half + .05f, .045f, radius * .4f, .045f).mirrorZ = 1;
  maker.box(radius * .25f, y, half + .05f, radius * .3f, .045f, .045f).mirrorZ = 1;
  maker.box(half + .05f, y + radius * .35f, 0, .045f, radius * .4f, .045f).mirrorX = 1;
}

PIWA_NOINLINE void makeClockTower(Maker& maker) {
  RandomStream& random = maker.random;
  const f32 half = random.between(.2f, .38f);
  const f32 high = random.between(.5f, .95f);
  const f32 belfry = random.between(.12f, .3f);
  const f32 spire = random.between(.15f, .5f);
  const i32 roofKind = random.below(3);
  const bool arch = random.chance(.5f);
  const i32 wall = paintWall(maker);
  const i32 roof = paintTiles(maker);
  const i32 stone = maker.paintNatural(Material::stone);
  maker.begin("base", stone);
  maker.box(0, -high, 0, half * 1.4f, .12f, half * 1.4f);
  maker.begin("shaft", wall);
  maker.box(0, 0, 0, half, high, half);
  maker.begin("cornice", stone);
  maker.box(0, high, 0, half * 1.2f, .06f, half * 1.2f);
  addClockFaces(maker, high - half * .85f, half, half * .66f);
  maker.begin("belfry", stone);
  if (arch) {
    maker.box(half * .78f, high + belfry, half * .78f, .07f, belfry, .07f).mirrorX = 1;
    maker.recipe.primitive[maker.recipe.count - 1].mirrorZ = 1;
    maker.begin("bell", paintBrass(maker));
    maker.cone(0, high + belfry, 0, half * .5f, belfry + .04f, half * .2f);
    maker.phrases.add("an open belfry");
  } else {
    maker.box(0, high + belfry, 0, half * .8f, belfry, half * .8f);
  }
  maker.begin("roof", roof);
  const f32 top = high + 2.f * belfry;
  if (roofKind == 0) {
    maker.box(0, top, 0, half * 1.1f, .05f, half * 1.1f);
    maker.cone(0, top + spire, 0, half, spire, .03f);
  } else if (roofKind == 1) {
    maker.box(0, top, 0, half * 1.1f, .05f, half * 1.1f);
    maker.ball(0, top, 0, half, spire * .9f, half);
    maker.cylinder(0, top + spire * .9f, 0, .05f, .15f);
  } else {
    gableRoof(maker, wall, roof, top - .03f, half, spire, half, .08f);
  }
  maker.phrases.add("four clock faces");
  maker.phrases.add(roofKind == 0 ? "a spire" : roofKind == 1 ? "a dome" : "a saddle roof");
  describeAs(maker, high > .75f ? "tall" : "", wall, "clock tower");
  listParts(maker);
  maker.tag("clock_tower.n.01");
}

PIWA_NOINLINE void makeWaterTower(Maker& maker) {
  RandomStream& random = maker.random;
  const f32 radius = random.between(.35f, .65f);
  const f32 high = random.between(.25f, .5f);
  const f32 legs = random.between(.3f, .8f);
  const i32 count = 3 + random.below(4);
  const f32 splay = random.between(0.f, .25f);
  const i32 kind = random.below(3);
  const i32 color = random.below(5);
  const i32 body =
      kind == 1 ? maker.paintNatural(Material::wood) : maker.paintScheme(Material::metal, color);
  const i32 steel = paintSteel(maker);
  maker.begin("leg", steel);
  maker.limb({radius * .8f + splay, -legs, 0}, {radius * .7f, legs + .1f, 0}, .06f, .06f)
      .foldAngle = fullTurn / (f32)count;
  maker.torus(0, -legs * .1f, 0, radius * .75f + splay * .5f, .05f);
  maker.cylinder(0, 0, 0, .09f, legs + .05f);
  maker.begin("tank", body);
  if (kind == 0) {
    maker.ball(0, legs + high, 0, radius, high * 1.3f, radius);
    maker.begin("walkway", steel);
    maker.torus(0, legs + high, 0, radius + .02f, .07f);
    maker.phrases.add("a round tank");
  } else {
    maker.cylinder(0, legs + high, 0, radius, high, .04f);
    maker.begin("roof", steel);
    maker.cone(0, legs + 2.f * high + .14f, 0, radius * 1.12f, .16f, .05f);
    if (kind == 1) {
      maker.begin("hoop", steel);
      Primitive& hoop = maker.torus(0, legs + high, 0, radius, .05f);
      hoop.repeatCount[1] = 2;
      hoop.repeatStep[1] = high;
    }
    maker.phrases.add("a pointed roof");
  }
  maker.phrases.addCounted(count, "leg", "legs");
  describeAs(maker, "", body, "water tower");
  listParts(maker);
  maker.tag("water_tower.n.01");
}

PIWA_NOINLINE void makeMast(Maker& maker) {
  RandomStream& random = maker.random;
  const f32 base = random.between(.3f, .65f);
  const f32 top = random.between(.06f, .16f);
  const i32 decks = 1 + random.below(3);
  const bool dish = random.chance(.5f);
  const f32 cabin = random.between(.15f, .32f);
  const i32 color = random.below(5);
  const i32 steel = maker.paintScheme(Material::metal, color);
  const i32 deck = maker.paintScheme(Material::metal, color + 2);
  maker.begin("leg", steel);
  const f32 waist = base * random.between(.3f, .55f);
  maker.limb({base, -1.f, base}, {waist, -.2f, waist}, .09f, .075f).mirrorX = 1;
  maker.recipe.primitive[maker.recipe.count - 1].mirrorZ = 1;
  maker.limb({waist, -.2f, waist}, {top, .8f, top}, .075f, .06f).mirrorX = 1;
  maker.recipe.primitive[maker.recipe.count - 1].mirrorZ = 1;
  maker.begin("deck", deck);
  for (i32 i = 0; i < decks; i++) {
    const f32 y = i == 0 ? -.2f : i == 1 ? .35f : -.6f;
    const f32 t = y < -.2f ? (y + 1.f) / .8f : (y + .2f);
    const f32 at = y < -.2f ? base + (waist - base) * t : waist + (top - waist) * t;
    maker.box(0, y, 0, at + .1f, .06f, at + .1f);
  }
  maker.begin("cabin", deck);
  maker.cylinder(0, .85f, 0, cabin, .12f, .04f);
  maker.begin("antenna", steel);
  maker.cone(0, 1.2f, 0, .08f, .3f, .05f);
  if (dish) {
    maker.begin("dish", paintPale(maker, Material::metal));
    Primitive& p = maker.cone(0, .5f, waist * .7f + .15f, .05f, .12f, .24f);
    rotateAround(p, 1, 0, 0, halfPi - .3f);
    p.hollow = .09f;
    maker.limb({0, .5f, 0}, {0, .5f, waist * .7f + .12f}, .06f, .06f);
    maker.limb({0, -.2f, 0}, {0, .85f, 0}, .06f, .06f);
    maker.phrases.add("a dish");
  }
  maker.phrases.addCounted(decks, "deck", "decks");
  maker.phrases.add("an antenna");
  describeAs(maker, "", steel, "lattice tower");
  listParts(maker);
  maker.tag("tower.n.01");
}

/// Round tiers of columns, leaning.
PIWA_NOINLINE void makeLeaningTower(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 tiers = 3 + random.below(4);
  const f32 radius = random.between(.25f, .45f);
  const f32 high = random.between(.14f, .2f);
  const f32 lean = random.between(.06f, .2f);
  const i32 columns = 6 + random.below(6);
  const bool leaning = random.chance(.6f);
  const i32 wall = paintPale(maker, Material::stone);
  const i32 trim = maker.paintNatural(Material::stone);
  const i32 outer = maker.openFrame(0, -1.f, 0, 0, 1.f);
  maker.tiltFrame(0, 0, 1, leaning ? -lean : 0.f);
  maker.begin("wall", wall);
  const f32 tall = high * 2.f * (f32)tiers;
  maker.cylinder(0, tall * .5f, 0, radius * .72f, tall * .5f);
  maker.begin("gallery", trim);
  Primitive& deck = maker.cylinder(0, tall * .5f, 0, radius + .06f, .05f);
  deck.repeatCount[1] = tiers + 1;
  deck.repeatStep[1] = 2.f * high;
  maker.begin("column", wall);
  Primitive& column = maker.cylinder(radius - .03f, tall * .5f, 0, .05f, tall * .5f);
  column.foldAngle = fullTurn / (f32)columns;
  maker.begin("belfry", wall);
  maker.cylinder(0, tall + .15f, 0, radius * .65f, .18f);
  maker.begin("roof", trim);
  maker.cylinder(0, tall + .33f, 0, radius * .74f, .05f);
  maker.closeFrame(outer);
  maker.phrases.addCounted(tiers, "gallery", "galleries");
  describeAs(maker, leaning ? "leaning" : "round", wall, "bell tower");
  listParts(maker);
  maker.tag("bell_tower.n.01");
}

PIWA_NOINLINE void makeTower(Maker& maker) {
  const i32 kind = maker.random.below(11);
  switch (kind) {
    case 0:
    case 1:
      makeCastle(maker);
      break;
    case 2:
      makePagoda(maker);
      break;
    case 3:
      makeLighthouse(maker);
      break;
    case 4:
    case 5:
      makeWindmill(maker);
      break;
    case 6:
      makeSkyscraper(maker);
      break;
    case 7:
      makeClockTower(maker);
      break;
    case 8:
      makeWaterTower(maker);
      break;
    case 9:
      makeMast(maker);
      break;
    default:
      makeLeaningTower(maker);
      break;
  }
  maker.tag("tower.n.01");
}

}  // namespace piwa

// Towers: castle keeps, pagodas, lighthouses, windmills, skyscrapers, clock towers, water towers.
#pragma once
#include "built-kit.hpp"

namespace piwa {

/// Merlons around a round wall.
PIWA_NOINLINE void roundBattlement(Maker& maker, f32 y, f32 radius, i32 count) {
  maker.cylinder(0, y, 0, radius, .1f).hollow = .1f;
  Primitive& p = maker.box(radius - .05f, y + .15f, 0, .05f, .09f, .07f);
  p.foldAngle = fullTurn / (f32)count;
}

/// Merlons along the four sides of a square wall.
PIWA_NOINLINE void squareBattlement(Maker& maker, f32 y, f32 half, i32 count) {
  maker.box(0, y, 0, half, .1f, half).hollow = .1f;
  const f32 step = 2.f * (half - .06f) / (f32)(count - 1);
  Primitive& a = maker.box(0, y + .15f, half - .05f, .06f, .09f, .05f);
  a.repeatCount[0] = count;
  a.repeatStep[0] = step;
  a.mirrorZ = 1;
  Primitive& b = maker.box(half - .05f, y + .15f, 0, .05f, .09f, .06f);
  b.repeatCount[2] = count;
  b.repeatStep[2] = step;
  b.mirrorX = 1;
}

PIWA_NOINLINE void addTurret(Maker& maker, i32 stone, i32 roof, f32 x, f32 z, f32 radius, f32 high,
                             bool pointed, i32 mirrors) {
  const i32 first = maker.recipe.count;
  maker.begin("turret", stone);
  maker.cylinder(x, high * .5f, z, radius, high * .5f);
  if (pointed) {
    maker.begin("turret roof", roof);
    maker.cone(x, high + radius * 1.3f - .02f, z, radius * 1.3f, radius * 1.3f, .02f);
  } else {
    maker.cylinder(x, high + .06f, z, radius * 1.22f, .12f).hollow = .1f;
  }
  for (i32 i = first; i < maker.recipe.count; i++) {
    maker.recipe.primitive[i].mirrorX = mirrors > 1 ? 1 : 0;
    maker.recipe.primitive[i].mirrorZ = mirrors > 2 ? 1 : 0;
  }
}

PIWA_NOINLINE void makeCastle(Maker& maker) {
  RandomStream& random = maker.random;
  const f32 half = random.between(.3f, .6f);
  const f32 high = random.between(.7f, 1.6f);
  const f32 turret = random.between(.13f, .22f);
  const f32 tall = high * random.between(.5f, 1.25f);
  const i32 mirrors = 1 << random.below(3);
  const bool round = random.chance(.35f);
  const bool pointed = random.chance(.6f);
  const bool flag = random.chance(.5f);
  const f32 base = random.between(.05f, .25f);
  const i32 color = random.below(5);
  const i32 stone = maker.paintNatural(Material::stone);
  const i32 roof = paintTiles(maker);
  const i32 dark = maker.paint(Material::glass, {.6f, .2f, .14f});
  setPattern(maker, stone, Pattern::bricks, 5.f);
  maker.begin("wall", stone);
  if (round) {
    maker.cone(0, high * .5f, 0, half + base, high * .5f, half);
    roundBattlement(maker, high + .05f, half + .08f, 6 + (i32)(half * 10.f));
  } else {
    maker.box(0, high * .5f, 0, half, high * .5f, half);
    squareBattlement(maker, high + .05f, half + .07f, 3 + (i32)(half * 6.f));
  }
  addTurret(maker, stone, roof, half, half, turret, tall, pointed, mirrors);
  maker.phrases.addCounted(mirrors, pointed ? "roofed turret" : "turret",
                           pointed ? "roofed turrets" : "turrets");
  maker.begin("slit", dark);
  const f32 face = round ? half + base * .45f : half;
  Primitive& slit = recess(maker, 0, high * .6f, face, .055f, .12f, .08f);
  slit.mirrorZ = 1;
  slit.repeatCount[1] = high > 1.1f ? 2 : 1;
  slit.repeatStep[1] = .45f;
  maker.begin("gate", maker.paintNatural(Material::wood));
  maker.box(0, .15f, half + (round ? base : 0.f), .15f, .17f, .06f);
  disc(maker, 0, .32f, half + (round ? base : 0.f), .15f, .06f);
  if (flag) {
    maker.begin("flag", maker.paintScheme(Material::fabric, color));
    maker.cylinder(0, high + .35f, 0, .05f, .45f);
    maker.box(.2f, high + .68f, 0, .2f, .12f, .05f);
    maker.phrases.add("a flag");
  }
  describeAs(maker, round ? "round" : "", stone, high > 1.2f ? "castle tower" : "castle keep");
  maker.caption.write(" with battlements");
  maker.phrases.write(maker.caption, ", ");
  maker.tag("castle.n.02");
}

PIWA_NOINLINE void makePagoda(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 stories = 2 + random.below(4);
  const f32 first = random.between(.35f, .75f);
  const f32 shrink = random.between(.72f, .92f);
  const f32 storey = random.between(.2f, .34f);
  const f32 over = random.between(1.35f, 1.75f);
  const f32 slope = random.between(.12f, .24f);
  const bool round = random.chance(.25f);
  const i32 color = random.below(5);
  const i32 wall = maker.paintScheme(Material::wood, color);
  const i32 roof = paintTiles(maker);
  const i32 stone = maker.paintNatural(Material::stone);
  maker.begin("base", stone);
  maker.box(0, -.05f, 0, first * 1.3f, .1f, first * 1.3f);
  f32 y = 0.f;
  f32 half = first;
  for (i32 i = 0; i < stories; i++) {
    maker.begin("story", wall);
    if (round) {
      maker.cylinder(0, y + storey, 0, half, storey);
    } else {
      maker.box(0, y + storey, 0, half, storey, half);
    }
    y += 2.f * storey;
    maker.begin("roof", roof);
    const f32 reach = half * over;
    if (round) {
      maker.cone(0, y + slope * .5f, 0, reach, slope * .6f, half * .6f);
    } else {
      Primitive& p = maker.add(
          {Shape::superquadric, 0, y - .02f, 0, reach * 1.41f, slope * 1.6f, reach * 1.41f, 1.1f});
      rotateAround(p, 0, 1, 0, .5f * halfPi);
      maker.box(reach * .86f, y + .03f, reach * .86f, .09f, .055f, .09f).mirrorX = 1;
      maker.recipe.primitive[maker.recipe.count - 1].mirrorZ = 1;
    }
    y += slope * .5f;
    half = half * shrink;
  }
  maker.begin("finial", paintBrass(maker));
  maker.cylinder(0, y + .25f, 0, .05f, .32f);
  maker.ball(0, y + .3f, 0, .1f, .08f, .1f);
  describeAs(maker, round ? "round" : "", wall, "pagoda");
  maker.phrases.addCounted(stories, "story", "stories");
  maker.phrases.add("a gilded finial");
  maker.phrases.write(maker.caption, " of ");
  maker.tag("pagoda.n.01");
}

PIWA_NOINLINE void makeLighthouse(Maker& maker) {
  RandomStream& random = maker.random;
  const f32 low = random.between(.26f, .5f);
  const f32 top = low * random.between(.5f, .85f);
  const f32 high = random.between(.5f, .95f);
  const f32 lantern = top * random.between(.5f, .8f);
  const bool house = random.chance(.5f);
  const bool rock = random.chance(.6f);
  const i32 color = random.below(5);
  const f32 side = drawSide(random);
  const i32 wall = paintPale(maker, Material::stone);
  maker.pattern(wall, Pattern::stripes, color, 3.f);
  const i32 trim = maker.paintScheme(Material::metal, color);
  const i32 light = maker.paint(Material::glass, {.14f, .6f, .97f});
  maker.begin("tower", wall);
  maker.cone(0, 0, 0, low, high, top);
  maker.begin("gallery", trim);
  maker.cylinder(0, high + .03f, 0, top + .14f, .06f);
  maker.torus(0, high + .18f, 0, top + .09f, .05f);
  Primitive& post = maker.cylinder(top + .09f, high + .1f, 0, .05f, .1f);
  post.foldAngle = fullTurn / 6.f;
  maker.begin("light", light);
  maker.cylinder(0, high + .25f, 0, lantern, .22f);
  maker.begin("dome", trim);
  maker.cone(0, high + .47f + lantern * .5f, 0, lantern * 1.35f, lantern * .5f, .05f);
  if (rock) {
    maker.begin("rock", maker.paintNatural(Material::stone));
    maker.roughen(maker.ball(-side * .1f, -high - .05f, 0, low * 2.f, .22f, low * 1.7f), .12f, 3.f);
    maker.phrases.add("a rock under it");
  }
  if (house) {
    const i32 roof = paintTiles(maker);
    const i32 outer = maker.openFrame(side * (low + .2f), -high, 0, halfPi, 1.f);
    maker.begin("cottage", wall);
    maker.box(0, .18f, 0, .24f, .22f, .3f);
    gableRoof(maker, wall, roof, .36f, .24f, .22f, .3f, .05f);
    maker.closeFrame(outer);
    maker.phrases.add("a keeper's cottage");
  }
  maker.begin("door", trim);
  maker.box(0, -high + .16f, low * .97f, .1f, .16f, .06f);
  startCaption(maker.caption, paintWord(maker, trim));
  maker.caption.write(high > .75f ? " and white striped tall lighthouse"
                                  : " and white striped lighthouse");
  listParts(maker);
  maker.tag("beacon.n.03");
}

PIWA_NOINLINE void makeWindmill(Maker& maker) {
  RandomStream& random = maker.random;
  const f32 low = random.between(.32f, .55f);
  const f32 top = low * random.between(.5f, .8f);
  const f32 high = random.between(.4f, .8f);
  const f32 reach = random.between(.55f, 1.f);
  const i32 sails = 3 + random.below(4);
  const f32 turn = random.between(0.f, 1.5f);
  const f32 blade = random.between(.08f, .15f);
  const bool post = random.chance(.3f);
  const bool gallery = random.chance(.5f);
  const i32 wall = paintWall(maker);
  const i32 cap = paintTiles(maker);
  const i32 color = random.below(5);
  const i32 wood = maker.paintNatural(Material::wood);
  const i32 cloth = maker.paintScheme(Material::fabric, color);
  maker.begin("mill", wall);
  if (post) {
    maker.box(0, high * .4f, 0, low * .8f, high * .6f, low * .9f);
    maker.begin("post", wood);
    maker.limb({.0f, -high * .1f, 0}, {low, -high, low}, .07f, .09f).mirrorX = 1;
    maker.recipe.primitive[maker.recipe.count - 1].mirrorZ = 1;
    maker.cylinder(0, -high * .4f, 0, .1f, high * .6f);
    gableRoof(maker, wall, cap, high - .02f, low * .8f, low * .6f, low * .9f, .06f);
  } else {
    maker.cone(0, 0, 0, low, high, top);
    maker.begin("cap", cap);
    maker.ball(0, high, 0, top * 1.15f, top * .8f, top * 1.2f);
  }
  if (gallery && !post) {
    maker.begin("gallery", wood);
    maker.cylinder(0, -high * .2f, 0, low * 1.25f, .05f);
    maker.phrases.add("a gallery");
  }
  const f32 hubY = high * .9f;
  const f32 hubZ = (post ? low : top) + .12f;
  maker.begin("hub", wood);
  disc(maker, 0, hubY, hubZ, .11f, .16f);
  const i32 outer = maker.openFrame(0, hubY, hubZ + .06f, 0, 1.f);
  maker.tiltFrame(1, 0, 0, halfPi);
  maker.tiltFrame(0, 1, 0, turn);
  maker.begin("spar", wood);
  maker.box(reach * .5f, 0, 0, reach * .5f, .05f, .05f).foldAngle = fullTurn / (f32)sails;
  maker.begin("sail", cloth);
  maker.box(reach * .62f, 0, 0, reach * .36f, .045f, blade).foldAngle = fullTurn / (f32)sails;
  maker.closeFrame(outer);
  maker.phrases.addCounted(sails, "sail", "sails");
  maker.begin("door", wood);
  maker.box(0, (post ? 0.f : -high) + .17f, low * (post ? .9f : .96f), .11f, .17f, .06f);
  describeAs(maker, "", wall, post ? "post mill" : "windmill");
  listParts(maker);
  maker.tag("windmill.n.01");
}

PIWA_NOINLINE void makeSkyscraper(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 tiers = 1 + random.below(4);
  const f32 first = random.between(.22f, .5f);
  const f32 deep = first * random.between(.55f, 1.2f);
  const i32 top = random.below(4);
  const f32 mast = random.between(.2f, .5f);
  const f32 twist = random.between(-.7f, .7f);
  const bool twisted = random.chance(.2f);
  const f32 pitch = random.between(.2f, .28f);
  const i32 wall = paintSteel(maker);
  const i32 glass = paintPane(maker);
  const i32 color = random.below(5);
  const i32 trim = maker.paintScheme(Material::metal, color);
  f32 y = -1.f;
  f32 scale = 1.f;
  for (i32 i = 0; i < tiers; i++) {
    const f32 high = random.between(.3f, .7f) * (tiers == 1 ? 1.9f : 1.2f);
    const f32 aside = random.between(-.12f, .12f) * first;
    const f32 wide = first * scale;
    const f32 thick = deep * scale;
    const i32 outer = maker.openFrame(aside * (f32)(i > 0 ? 1 : 0), y + high * .5f, 0, 0, 1.f);
    maker.begin("tower", wall);
    maker.box(0, 0, 0, wide, high * .5f + .03f, thick);
    maker.begin("window", glass);
    const i32 rows = fitting(high * .5f, pitch, 7);
    windowRows(maker, 0, wide - .03f, high * .5f, thick, {fitting(wide, pitch, 5), rows, .3f, .3f});
    sideWindows(maker, 0, wide, high * .5f, thick - .03f,
                {fitting(thick, pitch, 5), rows, .3f, .3f});
    maker.closeFrame(outer);
    y += high;
    const f32 less = random.between(.6f, .85f);
    scale = scale * less;
  }
  const f32 last = first * scale;
  maker.begin(top == 0 ? "mast" : "crown", trim);
  if (top == 0) {
    maker.cone(0, y + mast, 0, .1f, mast + .05f, .05f);
  } else if (top == 1) {
    maker.cone(0, y + mast * .7f, 0, last, mast * .7f + .05f, .03f);
  } else if (top == 2) {
    maker.ball(0, y, 0, last, mast * .6f, last);
    maker.cylinder(0, y + mast * .6f, 0, .05f, mast);
  } else {
    maker.cylinder(0, y + .06f, 0, last * .9f, .08f);
  }
  maker.phrases.addCounted(tiers, "tier", "tiers");
  maker.phrases.add(top == 0 ? "a mast" : top == 1 ? "a spire" : top == 2 ? "a dome" : "a helipad");
  if (twisted) {
    maker.recipe.twist = twist;
  }
  describeAs(maker, twisted ? "twisted" : "", wall, "skyscraper");
  listParts(maker);
  maker.tag("skyscraper.n.01");
}

}  // namespace piwa

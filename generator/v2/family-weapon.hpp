// Weapons of old: swords, axes, shields, bows, maces, spears, cannons.
#pragma once
#include "built-kit.hpp"

namespace piwa {

struct WeaponPaints {
  i32 steel;
  i32 grip;
  i32 gold;
  i32 gem;
};

PIWA_NOINLINE WeaponPaints drawWeaponPaints(Maker& maker) {
  const i32 color = maker.random.below(5);
  const bool leather = maker.random.chance(.5f);
  const i32 steel = paintSteel(maker);
  const i32 grip = maker.paintNatural(leather ? Material::leather : Material::wood);
  const i32 gold = paintBrass(maker);
  const i32 gem = maker.paintScheme(Material::glass, color);
  return {steel, grip, gold, gem};
}

PIWA_NOINLINE void addBlade(Maker& maker, i32 kind, f32 wide, f32 length) {
  if (kind == 0) {
    const f32 points[10] = {-wide,         0.f, wide,   0.f,         wide * .8f,
                            length * .85f, 0.f, length, -wide * .8f, length * .85f};
    maker.prism(0, 0, 0, points, 5, .055f);
    maker.box(0, length * .4f, 0, .05f, length * .4f, .08f);
  } else if (kind == 1) {
    const f32 points[14] = {-wide,        0.f,           wide * .6f,    0.f,         wide * .7f,
                            length * .4f, wide * 1.5f,   length * .75f, wide * 1.9f, length,
                            wide * .2f,   length * .85f, -wide,         length * .4f};
    maker.prism(0, 0, 0, points, 7, .055f);
  } else if (kind == 2) {
    const f32 points[14] = {-wide * .7f,   0.f,          wide * .7f,   0.f,          wide * .6f,
                            length * .35f, wide * 1.4f,  length * .7f, 0.f,          length,
                            -wide * 1.4f,  length * .7f, -wide * .6f,  length * .35f};
    maker.prism(0, 0, 0, points, 7, .055f);
  } else {
    const f32 points[14] = {-wide,         0.f,           wide,          0.f,          wide,
                            length * .72f, wide * 2.f,    length * .76f, 0.f,          length,
                            -wide * 2.f,   length * .76f, -wide,         length * .72f};
    maker.prism(0, 0, 0, points, 7, .06f);
  }
}

PIWA_NOINLINE const char* makeSword(Maker& maker, const WeaponPaints& paints) {
  RandomStream& random = maker.random;
  const i32 blade = random.below(4);
  const f32 length = random.between(.45f, 1.6f);
  const f32 wide = random.between(.08f, .17f);
  const f32 guard = random.between(.2f, .55f);
  const i32 guardKind = random.below(4);
  const f32 grip = random.between(.2f, .5f);
  const i32 pommel = random.below(3);
  const f32 size = random.between(.09f, .16f);
  const f32 curl = random.between(-.2f, .25f);
  maker.begin("blade", paints.steel);
  addBlade(maker, blade, wide, length);
  maker.begin("guard", paints.gold);
  if (guardKind == 0) {
    maker.box(0, 0, 0, guard, .065f, .09f, .02f);
    maker.ball(guard, 0, 0, .09f, .09f, .09f).mirrorX = 1;
  } else if (guardKind == 1) {
    maker.limb({0, -.02f, 0}, {guard, curl, 0}, .09f, .055f).mirrorX = 1;
  } else if (guardKind == 2) {
    maker.ball(0, 0, 0, guard * .6f, .08f, guard * .6f);
  } else {
    maker.box(0, 0, 0, guard * .6f, .065f, .1f);
    Primitive& bow = maker.arc(wide * .5f, -grip * .5f, 0, grip * .5f + .05f, .05f, 1.6f);
    rotateAround(bow, 0, 0, 1, -halfPi);
  }
  maker.begin("grip", paints.grip);
  maker.limb({0, 0, 0}, {0, -grip, 0}, .075f, .07f);
  maker.begin("pommel", pommel == 2 ? paints.gem : paints.gold);
  if (pommel == 1) {
    disc(maker, 0, -grip - size * .7f, 0, size, .07f, .02f);
  } else {
    maker.ball(0, -grip - size * .7f, 0, size, size, size);
  }
  maker.phrases.add(guardKind == 3   ? "a knuckle bow"
                    : guardKind == 2 ? "a round guard"
                                     : "a crossguard");
  if (pommel == 2) {
    maker.phrases.add("a gem in the pommel");
  }
  maker.tag(length < .8f ? "dagger.n.01" : "sword.n.01");
  return blade == 1      ? "scimitar"
         : length < .8f  ? "dagger"
         : blade == 2    ? "leaf-bladed sword"
         : length > 1.3f ? "longsword"
                         : "sword";
}

PIWA_NOINLINE const char* makeBattleAxe(Maker& maker, const WeaponPaints& paints) {
  RandomStream& random = maker.random;
  const f32 length = random.between(.7f, 1.7f);
  const f32 reach = random.between(.3f, .65f);
  const f32 high = random.between(.25f, .55f);
  const f32 hook = random.between(-.2f, .3f);
  const i32 kind = random.below(4);
  const f32 spike = random.between(.15f, .45f);
  maker.begin("shaft", paints.grip);
  maker.limb({0, -length, 0}, {0, .25f, 0}, .065f, .065f);
  maker.begin("blade", paints.steel);
  const f32 points[12] = {.0f,          .12f, reach * .6f, high * .55f,  reach, high + hook * .5f,
                          reach * 1.2f, 0.f,  reach,       -high - hook, .0f,   -.12f};
  Primitive& p = maker.prism(0, 0, 0, points, 6, .06f);
  p.mirrorX = kind == 0 ? 1 : 0;
  maker.box(0, 0, 0, .12f, .16f, .1f, .02f);
  maker.begin("spike", paints.steel);
  if (kind != 1) {
    maker.cone(0, .25f + spike * .5f, 0, .09f, spike * .5f + .03f, .02f);
  }
  if (kind == 2) {
    Primitive& back = maker.cone(-.1f - spike * .5f, 0, 0, .1f, spike * .6f, .02f);
    rotateAround(back, 0, 0, 1, halfPi);
  } else if (kind == 3) {
    maker.box(-.22f, 0, 0, .2f, .12f, .12f, .02f);
  }
  maker.begin("band", paints.gold);
  Primitive& band = maker.cylinder(0, -length * .5f, 0, .095f, .055f);
  band.repeatCount[1] = 3;
  band.repeatStep[1] = length * .4f;
  maker.ball(0, -length, 0, .11f, .11f, .11f);
  maker.phrases.add(kind == 0 ? "a double blade" : kind == 2 ? "a rear spike" : "a single blade");
  maker.tag("battle-ax.n.01");
  return length > 1.4f ? "halberd" : "battle-ax";
}

PIWA_NOINLINE const char* makeShield(Maker& maker, const WeaponPaints& paints) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(5);
  const f32 wide = random.between(.45f, .9f);
  const f32 high = random.between(.7f, 1.f);
  const f32 boss = random.between(.14f, .26f);
  const i32 emblem = random.below(5);
  const i32 color = random.below(5);
  const f32 tilt = random.between(-.35f, .35f);
  const i32 rivets = 6 + random.below(8);
  const i32 stars = 4 + random.below(4);
  const i32 field = maker.paintScheme(Material::leather, color);
  const i32 charge = maker.paintScheme(Material::metal, color + 2);
  const i32 outer = maker.openFrame(0, 0, 0, 0, 1.f);
  maker.tiltFrame(1, 0, 0, -.25f);
  maker.tiltFrame(0, 0, 1, kind == 0 ? 0.f : tilt);
  const f32 w = wide;
  const f32 h = high;
  if (kind == 0) {
    maker.begin("board", field);
    maker.ball(0, 0, -.1f, w, w, .24f);
    maker.cut({Shape::box, 0, 0, -1.1f, 2.f, 2.f, 1.f});
    maker.begin("rim", paints.steel);
    ring(maker, 0, 0, -.06f, w - .03f, .075f);
    maker.begin("rivet", paints.gold);
    const i32 own = maker.openFrame(0, 0, 0, 0, 1.f);
    maker.tiltFrame(1, 0, 0, halfPi);
    maker.ball(w * .78f, .04f, 0, .065f, .07f, .065f).foldAngle = fullTurn / (f32)rivets;
    maker.closeFrame(own);
  } else {
    const f32 heater[14] = {-w,       h * .6f,  0.f,       h * .66f, w,  h * .6f,   w * .95f,
                            -h * .1f, w * .55f, -h * .65f, 0.f,      -h, -w * .75f, -h * .4f};
    const f32 kite[14] = {-w * .7f, h * .5f, -w * .35f, h * .8f, w * .35f,  h * .8f,  w * .7f,
                          h * .5f,  w * .5f, -h * .2f,  0.f,     -h * 1.3f, -w * .5f, -h * .2f};
    const f32 tower[14] = {-w * .6f, h,       0.f, h * 1.1f, w * .6f,   h,        w * .6f,
                           0.f,      w * .6f, -h,  0.f,      -h * 1.1f, -w * .6f, -h};
    const f32 fancy[14] = {-w,  h * .8f,  0.f,       h * .55f, w,  h * .8f,   w * .7f,
                           0.f, w * .75f, -h * .45f, 0.f,      -h, -w * .75f, -h * .45f};
    f32 points[14];
    f32 inner[14];
    for (i32 i = 0; i < 14; i++) {
      points[i] = kind == 1 ? heater[i] : kind == 2 ? kite[i] : kind == 3 ? tower[i] : fancy[i];
      inner[i] = points[i] * .82f;
    }
    if (kind == 1) {
      points[12] = -w * .55f;
      points[13] = -h * .65f;
      inner[12] = points[12] * .82f;
      inner[13] = points[13] * .82f;
      points[0] = -w;
    }
    maker.begin("rim", paints.steel);
    maker.prism(0, 0, 0, points, 7, .065f);
    maker.begin("board", field);
    maker.prism(0, 0, .05f, inner, 7, .07f);
  }
  maker.begin("emblem", charge);
  const f32 z = kind == 0 ? .14f : .12f;
  if (emblem == 0) {
    maker.ball(0, 0, z, boss, boss, .16f);
  } else if (emblem == 1) {
    maker.box(0, 0, z - .02f, .09f, h * .5f, .06f);
    maker.box(0, h * .12f, z - .02f, w * .55f, .09f, .06f);
  } else if (emblem == 2) {
    f32 star[24];
    const i32 tips = stars > 6 ? 6 : stars;
    starPoints(star, 2 * tips, boss * 1.7f, boss * .8f, 0.f);
    maker.prism(0, 0, z - .02f, star, 2 * tips, .07f);
  } else if (emblem == 3) {
    rotateAround(maker.box(0, 0, z - .03f, w * .6f, .1f, .06f), 0, 0, 1, .7f);
  } else {
    const f32 point[6] = {-w * .5f, -h * .25f, 0.f, h * .15f, w * .5f, -h * .25f};
    maker.prism(0, 0, z - .02f, point, 3, .06f);
  }
  maker.closeFrame(outer);
  maker.phrases.add(emblem == 0   ? "a round boss"
                    : emblem == 1 ? "a cross"
                    : emblem == 2 ? "a star"
                    : emblem == 3 ? "a bend"
                                  : "a chevron");
  maker.tag("shield.n.02");
  return kind == 0   ? "round shield"
         : kind == 1 ? "heater shield"
         : kind == 2 ? "kite shield"
         : kind == 3 ? "tower shield"
                     : "horned shield";
}

PIWA_NOINLINE const char* makeBow(Maker& maker, const WeaponPaints& paints) {
  RandomStream& random = maker.random;
  const f32 radius = random.between(.7f, 1.1f);
  const f32 open = random.between(.7f, 1.3f);
  const bool cross = random.chance(.45f);
  const bool recurve = random.chance(.5f);
  const bool arrow = random.chance(.7f);
  const f32 stock = random.between(.6f, 1.f);
  const f32 thick = random.between(.055f, .08f);
  const SineCosine<f32> at = sineCosine(open);
  const i32 outer = maker.openFrame(0, 0, 0, 0, 1.f);
  maker.tiltFrame(1, 0, 0, cross ? -halfPi : 0.f);
  maker.tiltFrame(0, 0, 1, cross ? 0.f : halfPi);
  maker.begin("limb", paints.grip);
  maker.arc(0, 0, 0, radius, thick, open);
  const f32 x = radius * at.sine;
  const f32 y = radius * at.cosine;
  if (recurve) {
    maker.limb({x, y, 0}, {x + .16f, y + .1f, 0}, thick, .05f).mirrorX = 1;
  }
  maker.begin("string", paintPale(maker, Material::fabric));
  barrel(maker, 0, y, 0, .045f, x);
  maker.begin(cross ? "stock" : "grip", cross ? paints.grip : paints.gold);
  if (cross) {
    maker.box(0, radius - stock, 0, .09f, stock, .1f, .03f);
    maker.box(0, radius - stock * 1.9f, -.16f, .08f, .16f, .1f, .03f);
    maker.begin("stirrup", paints.steel);
    maker.torus(0, radius + .18f, 0, .14f, .05f);
    rotateAround(maker.recipe.primitive[maker.recipe.count - 1], 1, 0, 0, halfPi);
  } else {
    barrel(maker, 0, radius, 0, thick + .035f, .15f);
  }
  if (arrow) {
    maker.begin("arrow", paints.gold);
    const f32 tip = radius + .3f;
    const f32 z = cross ? .12f : 0.f;
    maker.limb({0, y - .05f, z}, {0, tip, z}, .045f, .045f);
    maker.cone(0, tip + .08f, z, .1f, .12f, .02f);
    maker.box(0, y + .06f, z, .12f, .1f, .045f);
    maker.phrases.add("an arrow on the string");
  }
  maker.closeFrame(outer);
  maker.tag(cross ? "crossbow.n.01" : "bow.n.04");
  return cross ? "crossbow" : recurve ? "recurve bow" : "bow";
}

}  // namespace piwa

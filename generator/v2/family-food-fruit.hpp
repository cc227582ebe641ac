// Fruit, ices on a stick, hot dogs and drinks; and the choice between all food.
#pragma once
#include "family-food-more.hpp"

namespace piwa {

/// What all kinds of fruit draw.
struct FruitDraws {
  f32 size;
  f32 tall;
  f32 lean;
  i32 leaves;
  f32 blade;
  bool bitten;
  i32 green;
  i32 brown;
};

PIWA_NOINLINE void makePineapple(Maker& maker, const FruitDraws& d) {
  const i32 skin = maker.paint(Material::food, {.1f, .75f, .72f});
  maker.pattern(skin, Pattern::scales, 0, 7.f);
  maker.recipe.paint[skin].colorB[0] = .45f;
  maker.recipe.paint[skin].colorB[1] = .3f;
  maker.recipe.paint[skin].colorB[2] = .08f;
  maker.begin("fruit", skin);
  maker.ball(0, 0, 0, d.size, d.size * d.tall * 1.3f, d.size);
  maker.begin("leaf", d.green);
  Primitive& outer = maker.limb({.1f, d.size * d.tall * 1.2f, 0},
                                {d.blade * .9f, d.size * d.tall * 1.25f + d.blade, 0}, .1f, .045f);
  outer.foldAngle = fullTurn / (f32)d.leaves;
  const f32 tip = d.size * d.tall * 1.3f + d.blade * 1.7f;
  Primitive& inner = maker.limb({.04f, d.size * d.tall * 1.2f, 0},
                                {d.blade * .35f, tip, 0}, .1f, .045f);
  inner.foldAngle = fullTurn / 4.f;
  maker.phrases.addCounted(d.leaves + 4, "leaf", "leaves");
  startCaption(maker.caption, "ripe pineapple");
  maker.tag("pineapple.n.02");
}

PIWA_NOINLINE void makeWatermelon(Maker& maker, const FruitDraws& d) {
  RandomStream& random = maker.random;
  const f32 angle = random.between(.9f, 1.5f);
  const f32 thick = random.between(.13f, .3f);
  const i32 rind = maker.paint(Material::food, {.33f, .7f, .45f});
  const i32 flesh = maker.paint(Material::food, {.99f, .7f, .9f});
  const i32 seed = maker.paint(Material::food, {.06f, .5f, .12f});
  const i32 outer = maker.openFrame(0, 0, 0, 0, 1.f);
  maker.tiltFrame(0, 0, 1, d.lean);
  maker.begin("rind", rind);
  disc(maker, 0, 0, 0, d.size * 1.6f, thick);
  maker.begin("flesh", flesh);
  disc(maker, 0, 0, 0, d.size * 1.4f, thick + .03f);
  maker.begin("seed", seed);
  Primitive& dot = maker.ball(0, -d.size * .75f, 0, .05f, .08f, thick + .07f);
  dot.repeatCount[0] = 4;
  dot.repeatStep[0] = d.size * .42f;
  Primitive& row = maker.ball(0, -d.size * .35f, 0, .05f, .08f, thick + .07f);
  row.repeatCount[0] = 3;
  row.repeatStep[0] = d.size * .5f;
  maker.cut({Shape::box, 0, 2.f - d.size * .9f + d.size * angle * .6f, 0, 3.f, 2.f, 1.f});
  maker.closeFrame(outer);
  maker.phrases.add("dark seeds");
  startCaption(maker.caption, "slice of watermelon");
  maker.tag("watermelon.n.02");
}

PIWA_NOINLINE void makeBananas(Maker& maker, const FruitDraws& d) {
  RandomStream& random = maker.random;
  const i32 bananas = 2 + random.below(3);
  const i32 yellow = maker.paint(Material::food, {.14f, .8f, .95f});
  const f32 bow = random.between(.4f, .9f);
  const f32 thick = random.between(.11f, .18f);
  const f32 sweep = random.between(.65f, 1.15f);
  const f32 fan = random.between(.5f, 1.6f);
  maker.begin("banana", yellow);
  for (i32 i = 0; i < bananas; i++) {
    const f32 turn = fan * ((f32)i / (f32)(bananas - 1) - .5f);
    const i32 outer = maker.openFrame(0, 0, 0, turn, 1.f);
    Primitive& arc = maker.arc(bow, 0, 0, bow, thick, sweep);
    rotateAround(arc, 0, 0, 1, halfPi + sweep - .05f);
    maker.closeFrame(outer);
  }
  maker.begin("stem", d.brown);
  maker.limb({0, -.05f, 0}, {-.06f, .2f, 0}, .15f, .09f);
  startCaption(maker.caption, "bunch of ");
  maker.caption.write(numberWord(bananas));
  maker.caption.write(" bananas");
  maker.tag("banana.n.02");
}

PIWA_NOINLINE void makeApple(Maker& maker, const FruitDraws& d, bool pear) {
  const i32 skin = paintFruit(maker);
  const i32 outer = maker.openFrame(0, 0, 0, 0, 1.f);
  maker.tiltFrame(0, 0, 1, d.lean * .6f);
  maker.begin("fruit", skin);
  maker.ball(0, 0, 0, d.size, d.size * (pear ? .95f : d.tall * .85f), d.size);
  f32 top = d.size * d.tall * .8f;
  if (pear) {
    top = d.size * (.6f + d.tall * .6f);
    maker.ball(0, top - d.size * .35f, 0, d.size * .55f, d.size * .6f, d.size * .55f).blend = .25f;
  } else {
    maker.cut({Shape::ellipsoid, 0, d.size * d.tall * .98f, 0, .2f, .22f, .2f}).blend = .1f;
  }
  if (d.bitten) {
    maker.begin("flesh", maker.paint(Material::food, {.13f, .25f, .95f}));
    Primitive& bite =
        maker.cut({Shape::ellipsoid, d.size, d.size * .2f, d.size * .5f, .3f, .36f, .36f});
    bite.part = maker.part;
    maker.phrases.add("a bite taken");
  }
  maker.begin("stem", d.brown);
  maker.limb({0, top - .12f, 0}, {d.lean, top + .28f, 0}, .05f, .06f);
  maker.begin("leaf", d.green);
  Primitive& leaf = maker.ball(.22f + d.lean * .5f, top + .16f, 0, .24f, .06f, .12f);
  rotateAround(leaf, 0, 0, 1, .4f);
  maker.closeFrame(outer);
  maker.phrases.add("a stem and a leaf");
  const i32 more = maker.random.below(3);
  maker.begin("fruit", skin);
  for (i32 i = 0; i < more; i++) {
    const f32 small = d.size * maker.random.between(.5f, .95f);
    const f32 away = maker.random.between(-.4f, .4f);
    const f32 side = i == 0 ? 1.f : -1.f;
    maker.ball(side * (d.size * .9f + small * .8f), small - d.size, away, small, small * .95f,
               small);
  }
  if (more > 0) {
    maker.phrases.addCounted(more, "smaller fruit beside it", "smaller fruits beside it");
  }
  startCaption(maker.caption, maker.colorOf(skin));
  maker.caption.write(pear ? " pear" : " apple");
  maker.tag(pear ? "pear.n.01" : "apple.n.01");
}

PIWA_NOINLINE void makeFruit(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 form = random.below(5);
  const f32 size = random.between(.4f, .6f);
  const f32 tall = random.between(.85f, 1.35f);
  const f32 lean = random.between(-.25f, .25f);
  const i32 leaves = 5 + random.below(4);
  const f32 blade = random.between(.3f, .6f);
  const bool bitten = random.chance(.4f);
  const i32 green = maker.paint(Material::leaf, {.3f, .65f, .5f});
  const i32 brown = maker.paint(Material::wood, {.07f, .55f, .3f});
  const FruitDraws d{size, tall, lean, leaves, blade, bitten, green, brown};
  if (form == 0) {
    makePineapple(maker, d);
  } else if (form == 1) {
    makeWatermelon(maker, d);
  } else if (form == 2) {
    makeBananas(maker, d);
  } else {
    makeApple(maker, d, form == 3);
  }
}

PIWA_NOINLINE void makeSnack(Maker& maker) {
  RandomStream& random = maker.random;
  const bool ice = random.chance(.45f);
  const f32 length = random.between(.45f, 1.f);
  const f32 wide = random.between(.22f, .42f);
  const f32 lean = random.between(-.3f, .3f);
  const i32 waves = 4 + random.below(3);
  const bool bitten = random.chance(.5f);
  const i32 form = random.below(3);
  if (ice) {
    const i32 first = paintIcing(maker);
    const i32 second = paintIcing(maker);
    const i32 outer = maker.openFrame(0, 0, 0, 0, 1.f);
    maker.tiltFrame(0, 0, 1, lean);
    maker.begin("stick", maker.paintNatural(Material::wood));
    maker.box(0, -length * .5f - .3f, 0, .09f, .35f, .05f, .03f);
    maker.begin("ice", first);
    maker.box(0, 0, 0, wide, length * .6f, .14f, .1f);
    if (form == 0) {
      disc(maker, 0, length * .6f, 0, wide, .14f, .1f);
    }
    maker.begin("coating", second);
    maker.box(0, length * .35f, 0, wide + .03f, length * .32f, .17f, .1f);
    if (bitten) {
      maker.begin("ice", first);
      Primitive& gap = maker.cut({Shape::ellipsoid, wide, length * .75f, 0, .24f, .2f, .4f});
      gap.part = maker.part;
      maker.phrases.add("a bite taken");
    }
    maker.closeFrame(outer);
    startCaption(maker.caption, maker.colorOf(second));
    maker.caption.write(" ice on a stick");
    maker.tag("ice_lolly.n.01");
    return;
  }
  const i32 bun = paintCrust(maker);
  const i32 meat = maker.paint(Material::food, {.03f, .7f, .6f});
  const i32 sauce = maker.paint(Material::food, {.13f, .9f, .95f});
  maker.begin("bun", bun);
  maker.limb({-length + .2f, wide * .5f, wide * .62f}, {length - .2f, wide * .5f, wide * .62f},
             wide * .62f, wide * .62f).mirrorZ = 1;
  maker.box(0, .14f, 0, length - .1f, .14f, wide * .6f, .1f);
  maker.begin("sausage", meat);
  maker.limb({-length, wide * .85f, 0}, {length, wide * .85f, 0}, wide * .45f, wide * .42f);
  maker.begin("sauce", sauce);
  const f32 step = 1.5f * length / (f32)waves;
  for (i32 i = 0; i < waves; i++) {
    const f32 x = -.75f * length + step * (f32)i;
    const f32 side = i % 2 == 0 ? .12f : -.12f;
    const f32 y = wide * 1.25f + .02f;
    maker.limb({x, y, side}, {x + step, y, -side}, .05f, .05f);
  }
  addPlate(maker, length * 1.15f, .4f);
  maker.phrases.add("a wave of mustard");
  startCaption(maker.caption, "hot dog in a bun");
  maker.tag("sandwich.n.01");
}

PIWA_NOINLINE void makeFood(Maker& maker) {
  const i32 kind = maker.random.below(12);
  switch (kind) {
    case 0:
    case 1:
      makeCake(maker);
      break;
    case 2:
      makeCakeSlice(maker);
      break;
    case 3:
      makeCupcake(maker);
      break;
    case 4:
      makeDonut(maker);
      break;
    case 5:
      makeBurger(maker);
      break;
    case 6:
      makeIceCream(maker);
      break;
    case 7:
      makeBread(maker);
      break;
    case 8:
      makePizza(maker);
      break;
    case 9:
      makeSnack(maker);
      break;
    default:
      makeFruit(maker);
      break;
  }
  maker.phrases.write(maker.caption, " with ");
  maker.tag("food.n.01");
}

}  // namespace piwa

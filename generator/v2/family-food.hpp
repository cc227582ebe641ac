// Baked food: cakes, slices, cupcakes, donuts, bread, pizza.
#pragma once
#include "household-kit.hpp"

namespace piwa {

PIWA_NOINLINE i32 paintCrust(Maker& maker) {
  constexpr Color colors[4] = {{.08f, .62f, .75f}, {.07f, .68f, .6f}, {.1f, .5f, .85f},
                               {.06f, .7f, .48f}};
  return maker.paint(Material::food, drawFrom(maker.random, colors, 4));
}

/// Cream, chocolate, strawberry, mint, lemon.
PIWA_NOINLINE i32 paintIcing(Maker& maker) {
  constexpr Color colors[6] = {{.12f, .08f, .96f}, {.05f, .65f, .3f},  {.95f, .4f, .93f},
                               {.42f, .3f, .88f},  {.14f, .45f, .96f}, {.75f, .3f, .85f}};
  const i32 icing = maker.paint(Material::food, drawFrom(maker.random, colors, 6));
  maker.recipe.paint[icing].pattern = Pattern::plain;
  return icing;
}

/// Leaves half of the time; otherwise a plate below y = 0.
PIWA_NOINLINE void addPlate(Maker& maker, f32 radius, f32 chance) {
  RandomStream& random = maker.random;
  const bool plated = random.chance(chance);
  const i32 form = random.below(3);
  const i32 color = random.below(5);
  const f32 stem = random.between(.2f, .5f);
  if (!plated) {
    return;
  }
  const i32 china = form == 1 ? paintPale(maker, Material::ceramic)
                              : maker.paintScheme(Material::ceramic, color);
  maker.begin("plate", china);
  if (form == 2) {
    maker.cylinder(0, -.05f, 0, radius, .07f, .03f);
    maker.begin("stand", china);
    maker.cylinder(0, -.05f - stem * .5f, 0, .1f, stem * .5f);
    maker.cone(0, -.05f - stem, 0, radius * .6f, .08f, .14f);
    maker.phrases.add("a cake stand below");
  } else {
    maker.cone(0, -.05f, 0, radius * .65f, .08f, radius);
    maker.phrases.add("a plate below");
  }
}

/// Takes a wedge out of all that was built so far.
PIWA_NOINLINE void cutSlice(Maker& maker, i32 sponge, f32 wide, f32 y, f32 angle) {
  const f32 reach = 2.f * wide;
  const f32 points[6] = {0, 0, reach, -reach * angle, reach, reach * angle};
  maker.begin("sponge", sponge);
  Primitive& gap = maker.prism(0, y, 0, points, 3, 2.f);
  gap.operation = Operation::subtract;
  rotateAround(gap, 1, 0, 0, halfPi);
  rotateAround(gap, 0, 1, 0, -.7f);
}

PIWA_NOINLINE void makeCake(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 tiers = 1 + random.below(4);
  const bool square = random.chance(.3f);
  const i32 topping = random.below(4);
  const i32 drips = 6 + random.below(6);
  const i32 candles = 3 + random.below(5);
  const f32 shrink = random.between(.6f, .8f);
  const bool sliced = random.chance(tiers == 1 ? .6f : .2f);
  const f32 angle = random.between(.35f, .7f);
  f32 radius = random.between(.5f, .85f);
  const f32 wide = radius;
  const i32 sponge = paintCrust(maker);
  const i32 icing = paintIcing(maker);
  const i32 accent = paintFruit(maker);
  f32 y = 0.f;
  for (i32 i = 0; i < tiers; i++) {
    const f32 half = random.between(.13f, .28f);
    maker.begin("sponge", sponge);
    if (square) {
      maker.box(0, y + half, 0, radius, half + .02f, radius, .03f);
    } else {
      maker.cylinder(0, y + half, 0, radius, half + .02f, .03f);
    }
    maker.begin("icing", icing);
    if (square) {
      maker.box(0, y + 2.f * half, 0, radius + .03f, .07f, radius + .03f, .05f);
    } else {
      maker.cylinder(0, y + 2.f * half, 0, radius + .03f, .07f, .05f);
      maker.limb({radius, y + 2.f * half, 0}, {radius, y + half, 0}, .09f, .06f).foldAngle =
          fullTurn / (f32)drips;
    }
    y += 2.f * half;
    if (i + 1 < tiers) {
      radius = radius * shrink;
    }
  }
  maker.begin(topping < 2 ? "cherry" : "candle", accent);
  const f32 ringRadius = radius * .7f;
  if (topping < 2) {
    maker.ball(ringRadius, y + .14f, 0, .1f, .1f, .1f).foldAngle = fullTurn / (f32)candles;
  } else {
    maker.cylinder(ringRadius, y + .2f, 0, .05f, .18f).foldAngle = fullTurn / (f32)candles;
    maker.begin("flame", maker.paint(Material::food, {.13f, .8f, .97f}));
    maker.ball(ringRadius, y + .44f, 0, .05f, .09f, .05f).foldAngle = fullTurn / (f32)candles;
  }
  if (sliced) {
    cutSlice(maker, sponge, wide, y * .5f, angle);
  }
  maker.phrases.addCounted(candles, topping < 2 ? "cherry" : "candle",
                           topping < 2 ? "cherries" : "candles");
  if (sliced) {
    maker.phrases.add("a slice taken out");
  }
  addPlate(maker, wide + .2f, .6f);
  startCaption(maker.caption, maker.colorOf(icing));
  writeWord(maker.caption, numberWord(tiers));
  maker.caption.write(square ? "-tier square cake" : "-tier cake");
  maker.tag("cake.n.03");
}

PIWA_NOINLINE void makeCakeSlice(Maker& maker) {
  RandomStream& random = maker.random;
  const f32 length = random.between(.6f, 1.f);
  const f32 half = random.between(.22f, .42f);
  const i32 layers = 2 + random.below(3);
  const f32 thick = random.between(.12f, .2f);
  const bool cherry = random.chance(.7f);
  const bool cheese = random.chance(.4f);
  const f32 hole = random.between(.1f, .16f);
  const f32 points[6] = {-length, 0, length, -half * 1.3f, length, half * 1.3f};
  if (cheese) {
    const i32 yellow = maker.paint(Material::food, {.13f, .65f, .95f});
    const f32 high = random.between(.3f, .6f);
    maker.begin("cheese", yellow);
    Primitive& wedge = maker.prism(0, high * .5f, 0, points, 3, high * .5f);
    rotateAround(wedge, 1, 0, 0, halfPi);
    for (i32 i = 0; i < 5; i++) {
      const f32 x = random.between(-.3f, .9f);
      const f32 y = random.between(.15f, .95f);
      const f32 side = i % 2 == 0 ? 1.f : -1.f;
      const f32 z = side * half * .65f * (x + 1.f);
      const f32 size = hole * (i < 2 ? 1.3f : 1.f);
      maker.cut({Shape::ellipsoid, x * length, y * high, z, size, size, size});
    }
    addPlate(maker, length * 1.1f, .5f);
    startCaption(maker.caption, "yellow wedge of cheese with round holes");
    maker.tag("cheese.n.01");
    return;
  }
  const i32 sponge = paintCrust(maker);
  const i32 icing = paintIcing(maker);
  for (i32 i = 0; i < layers; i++) {
    maker.begin("sponge", sponge);
    const f32 y = 2.f * thick * (f32)i;
    Primitive& layer = maker.prism(0, y + thick * .75f, 0, points, 3, thick * .8f);
    rotateAround(layer, 1, 0, 0, halfPi);
    maker.begin("cream", icing);
    Primitive& cream = maker.prism(0, y + thick * 1.75f, 0, points, 3, thick * .35f);
    rotateAround(cream, 1, 0, 0, halfPi);
  }
  const f32 top = 2.f * thick * (f32)layers;
  maker.begin("icing", icing);
  maker.box(length, top * .5f, 0, .06f, top * .5f, half * 1.3f);
  if (cherry) {
    maker.begin("cherry", paintFruit(maker));
    maker.ball(length * .6f, top + .1f, 0, .14f, .14f, .14f);
    maker.phrases.add("a cherry");
  }
  maker.phrases.addCounted(layers, "layer", "layers");
  addPlate(maker, length * 1.15f, .6f);
  startCaption(maker.caption, maker.colorOf(icing));
  maker.caption.write(" slice of cake");
  maker.tag("cake.n.03");
}

PIWA_NOINLINE void makeCupcake(Maker& maker) {
  RandomStream& random = maker.random;
  const f32 base = random.between(.3f, .42f);
  const f32 rim = random.between(.45f, .6f);
  const f32 half = random.between(.2f, .4f);
  const i32 swirls = 2 + random.below(3);
  const i32 top = random.below(4);
  const i32 ribs = 10 + random.below(5);
  const f32 lean = random.between(0.f, .1f);
  const i32 color = random.below(5);
  const i32 cup = maker.paintScheme(Material::paper, color);
  const i32 icing = paintIcing(maker);
  maker.begin("paper cup", cup);
  maker.cone(0, half, 0, base, half, rim);
  maker.limb({base, .05f, 0}, {rim, 2.f * half, 0}, .06f, .07f).foldAngle = fullTurn / (f32)ribs;
  maker.begin("icing", icing);
  f32 y = 2.f * half + .06f;
  f32 size = rim * .78f;
  f32 x = 0.f;
  for (i32 i = 0; i < swirls; i++) {
    maker.torus(x, y, 0, size * .6f, size * .42f);
    y += size * .55f;
    size *= .66f;
    x += lean;
  }
  maker.ball(x, y, 0, size * .9f, size * 1.2f, size * .9f).blend = .05f;
  maker.begin(top == 0 ? "candle" : "cherry", paintFruit(maker));
  if (top == 0) {
    maker.cylinder(x, y + .25f, 0, .055f, .3f);
    maker.phrases.add("a candle");
  } else {
    maker.ball(x, y + size + .06f, 0, .13f, .13f, .13f);
    maker.phrases.add("a cherry on top");
  }
  maker.phrases.addCounted(swirls, "swirl of icing", "swirls of icing");
  startCaption(maker.caption, maker.colorOf(icing));
  maker.caption.write(" cupcake in ");
  startCaption(maker.caption, maker.colorOf(cup));
  maker.caption.write(" paper cup");
  maker.tag("cupcake.n.01");
}

PIWA_NOINLINE void makeDonut(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 count = 1 + random.below(4);
  const f32 major = random.between(.42f, .62f);
  const f32 minor = random.between(.2f, .3f);
  const i32 sprinkles = 5 + random.below(4);
  const f32 tilt = random.between(-.35f, .35f);
  const bool bitten = random.chance(.5f);
  const i32 dough = paintCrust(maker);
  const i32 first = paintIcing(maker);
  const i32 second = paintIcing(maker);
  const i32 sugar = paintFruit(maker);
  f32 y = minor;
  for (i32 i = 0; i < count; i++) {
    const f32 aside = random.between(-.2f, .2f);
    const f32 away = random.between(-.2f, .2f);
    const bool last = i + 1 == count;
    const i32 outer = maker.openFrame(i == 0 ? 0.f : aside, y, i == 0 ? 0.f : away, aside, 1.f);
    if (last && count > 1) {
      maker.tiltFrame(0, 0, 1, tilt);
    }
    maker.begin("dough", dough);
    maker.torus(0, 0, 0, major, minor);
    maker.begin("icing", i % 2 == 0 ? first : second);
    maker.torus(0, minor * .28f, 0, major, minor * .88f);
    maker.begin("sprinkle", sugar);
    Primitive& dash = maker.limb({major - .06f, minor * 1.12f, 0},
                                 {major + .07f, minor * 1.1f, .06f}, .04f, .04f);
    dash.foldAngle = fullTurn / (f32)sprinkles;
    if (bitten && last) {
      maker.begin("dough", dough);
      for (i32 bite = 0; bite < 2; bite++) {
        const f32 at = bite == 0 ? -.14f : .16f;
        Primitive& gap = maker.cut({Shape::ellipsoid, major * .95f, 0, at, minor * .95f, .5f, .2f});
        gap.part = maker.part;
      }
    }
    maker.closeFrame(outer);
    y += 1.7f * minor;
  }
  if (bitten) {
    maker.phrases.add("a bite taken");
  }
  maker.phrases.add("sprinkles");
  addPlate(maker, major + minor + .1f, .5f);
  if (count > 1) {
    startCaption(maker.caption, "stack of ");
    maker.caption.write(numberWord(count));
    maker.caption.write(" iced donuts");
  } else {
    startCaption(maker.caption, maker.colorOf(first));
    maker.caption.write(" iced donut");
  }
  maker.tag("doughnut.n.02");
}

}  // namespace piwa

// Burgers, ice cream, bread, pizza, fruit; and the choice between all food.
#pragma once
#include "family-food.hpp"

namespace piwa {

PIWA_NOINLINE void makeBurger(Maker& maker) {
  RandomStream& random = maker.random;
  const f32 radius = random.between(.55f, .75f);
  const f32 dome = random.between(.25f, .5f);
  const i32 patties = 1 + random.below(3);
  const bool cheese = random.chance(.7f);
  const bool stick = random.chance(.4f);
  const i32 seeds = 5 + random.below(4);
  const f32 slide = random.between(-.08f, .08f);
  const i32 bun = paintCrust(maker);
  const i32 meat = maker.paint(Material::food, {.05f, .6f, .32f});
  const i32 green = maker.paint(Material::leaf, {.26f, .7f, .7f});
  const i32 red = maker.paint(Material::food, {.01f, .8f, .8f});
  const i32 yellow = maker.paint(Material::food, {.12f, .75f, .96f});
  maker.begin("bun", bun);
  maker.cylinder(0, .12f, 0, radius, .13f, .09f);
  f32 y = .22f;
  for (i32 i = 0; i < patties; i++) {
    const f32 x = slide * (f32)(i + 1);
    maker.begin("patty", meat);
    maker.cylinder(x, y + .1f, 0, radius * 1.03f, .11f, .08f);
    y += .2f;
    if (cheese) {
      maker.begin("cheese", yellow);
      const f32 turn = .5f + (f32)i;
      rotateAround(maker.box(x, y + .03f, 0, radius * .85f, .045f, radius * .85f), 0, 1, 0, turn);
      y += .07f;
    }
  }
  maker.begin("tomato", red);
  maker.cylinder(slide, y + .05f, 0, radius * .9f, .06f, .03f);
  maker.begin("lettuce", green);
  Primitive& leaf = maker.cylinder(0, y + .13f, 0, radius * 1.08f, .06f, .03f);
  maker.roughen(leaf, .09f, 4.f);
  y += .2f;
  maker.begin("bun", bun);
  Primitive& top = maker.ball(0, y, 0, radius * 1.02f, dome, radius * 1.02f);
  top.center[1] = y + .02f;
  maker.begin("sesame", paintPale(maker, Material::food));
  maker.ball(radius * .55f, y + dome * .85f, .05f, .06f, .05f, .05f).foldAngle =
      fullTurn / (f32)seeds;
  if (stick) {
    maker.begin("flag", red);
    maker.cylinder(0, y + dome + .25f, 0, .04f, .3f);
    maker.box(.16f, y + dome + .42f, 0, .16f, .1f, .042f);
    maker.phrases.add("a flag on top");
  }
  maker.phrases.addCounted(patties, "patty", "patties");
  if (cheese) {
    maker.phrases.add("cheese");
  }
  maker.phrases.add("lettuce");
  addPlate(maker, radius * 1.3f, .35f);
  startCaption(maker.caption, patties > 1 ? "tall burger" : "burger");
  maker.tag("hamburger.n.01");
}

/// A checkered cone that opens at y = 0.
PIWA_NOINLINE void addWaferCone(Maker& maker, i32 crust, f32 radius, f32 cone) {
  maker.begin("cone", crust);
  maker.pattern(crust, Pattern::checker, 0, 7.f);
  for (i32 k = 0; k < 3; k++) {
    maker.recipe.paint[crust].colorB[k] = maker.recipe.paint[crust].colorA[k] * .8f;
  }
  maker.cone(0, -cone + .12f, 0, .06f, cone, radius * .95f);
  maker.torus(0, .1f, 0, radius * .9f, .07f);
}

PIWA_NOINLINE void makeIceCream(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 scoops = 1 + random.below(4);
  const bool cup = random.chance(.4f);
  const f32 radius = random.between(.3f, .42f);
  const f32 cone = random.between(.45f, .9f);
  const bool wafer = random.chance(.5f);
  const bool cherry = random.chance(.6f);
  const bool spread = random.chance(.4f);
  const f32 lean = random.between(-.12f, .12f);
  const i32 color = random.below(5);
  const i32 crust = paintCrust(maker);
  i32 flavors[3];
  for (i32 i = 0; i < 3; i++) {
    flavors[i] = paintIcing(maker);
  }
  if (cup) {
    maker.begin("glass", maker.paintScheme(Material::glass, color));
    maker.cone(0, -.1f, 0, .14f, .24f, radius * 1.3f);
    maker.cylinder(0, -.42f, 0, .08f, .16f);
    maker.cone(0, -.58f, 0, radius * 1.1f, .07f, .12f);
  } else {
    addWaferCone(maker, crust, radius, cone);
  }
  f32 y = .12f + radius * .6f;
  f32 x = 0.f;
  for (i32 i = 0; i < scoops; i++) {
    maker.begin("scoop", flavors[i % 3]);
    if (spread && scoops > 2 && i < 2) {
      const f32 side = i == 0 ? -1.f : 1.f;
      maker.ball(side * radius * .7f, y, 0, radius * .9f, radius * .9f, radius * .9f);
      if (i == 1) {
        y += radius * 1.1f;
      }
    } else {
      maker.ball(x, y, 0, radius, radius * .95f, radius);
      maker.torus(x, y - radius * .45f, 0, radius * .85f, .09f).blend = .05f;
      y += radius * 1.25f;
      x += lean;
    }
  }
  const f32 top = y - radius * .35f;
  if (cherry) {
    maker.begin("cherry", paintFruit(maker));
    maker.ball(x - lean, top + .08f, 0, .13f, .13f, .13f);
    maker.phrases.add("a cherry");
  }
  if (wafer) {
    maker.begin("wafer", crust);
    maker.limb({x + .05f, top - .3f, 0}, {x + .4f, top + .35f, -.1f}, .07f, .07f);
    maker.phrases.add("a wafer stick");
  }
  startCaption(maker.caption, maker.colorOf(flavors[0]));
  maker.caption.write(cup ? " ice cream sundae of " : " ice cream cone of ");
  maker.caption.write(numberWord(scoops));
  maker.caption.write(scoops == 1 ? " scoop" : " scoops");
  maker.tag("ice_cream.n.01");
}

PIWA_NOINLINE void makeBread(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 form = random.below(3);
  const f32 length = random.between(.6f, 1.1f);
  const f32 wide = random.between(.25f, .45f);
  const f32 high = random.between(.22f, .42f);
  const i32 scores = 2 + random.below(4);
  const i32 slices = 1 + random.below(3);
  const bool board = random.chance(.6f);
  const f32 lean = random.between(.1f, .5f);
  const i32 crust = paintCrust(maker);
  const i32 crumb = maker.paint(Material::food, {.11f, .25f, .94f});
  maker.begin("loaf", crust);
  if (form == 0) {
    maker.box(0, high, 0, length, high, wide, .1f);
    disc(maker, 0, high * 2.f - .06f, 0, wide * .8f, length * .98f, .08f);
    Primitive& top = maker.recipe.primitive[maker.recipe.count - 1];
    rotateAround(top, 0, 1, 0, halfPi);
    maker.begin("crumb", crumb);
    maker.box(length, high, 0, .05f, high * .85f, wide * .85f, .02f);
    maker.begin("slice", crumb);
    for (i32 i = 0; i < slices; i++) {
      const f32 x = length + .2f + .22f * (f32)i;
      Primitive& slice = maker.box(x, high * .9f, 0, .07f, high * 1.05f, wide, .04f);
      rotateAround(slice, 0, 0, 1, lean * (f32)(i + 1) * .35f);
    }
    maker.phrases.addCounted(slices, "slice cut off", "slices cut off");
  } else {
    const f32 deep = form == 1 ? wide * .8f : wide * 1.6f;
    const f32 half = form == 1 ? length : wide * 1.8f;
    maker.ball(0, high * .75f, 0, half, high, deep);
    maker.begin("score", crumb);
    Primitive& cut = maker.box(0, high * 1.62f, 0, .05f, .09f, deep * .55f, .04f);
    cut.repeatCount[0] = scores;
    cut.repeatStep[0] = 1.2f * half / (f32)scores;
    maker.phrases.addCounted(scores, "score", "scores");
  }
  const bool boarded = board || form == 0;
  if (boarded) {
    const f32 right = form == 0 ? .22f * (f32)slices + .15f : .1f;
    const f32 reach = (form == 2 ? wide * 1.8f : length) + .5f * right + .08f;
    maker.begin("board", maker.paintNatural(Material::wood));
    maker.box(right * .5f, -.05f, 0, reach, .07f, (form == 2 ? wide * 1.6f : wide) + .16f, .03f);
    maker.phrases.add("a wooden board below");
  }
  startCaption(maker.caption, form == 0   ? "brown sandwich loaf"
                              : form == 1 ? "long loaf of bread"
                                          : "round loaf of bread");
  maker.tag("bread.n.01");
}

PIWA_NOINLINE void makePizza(Maker& maker) {
  RandomStream& random = maker.random;
  const f32 radius = random.between(.7f, 1.f);
  const f32 crustRadius = random.between(.08f, .14f);
  const i32 salami = 4 + random.below(4);
  const i32 missing = random.below(4);
  const bool olives = random.chance(.6f);
  const bool boxed = random.chance(.4f);
  const f32 open = random.between(.3f, 1.3f);
  const f32 wedge = random.between(.7f, 1.35f);
  const f32 aim = random.between(-2.f, .4f);
  const i32 color = random.below(5);
  const i32 dough = paintCrust(maker);
  const i32 cheese = maker.paint(Material::food, {.12f, .6f, .95f});
  const i32 meat = maker.paint(Material::food, {.01f, .75f, .65f});
  maker.begin("crust", dough);
  maker.cylinder(0, .06f, 0, radius, .07f);
  maker.torus(0, .12f, 0, radius - crustRadius * .3f, crustRadius);
  maker.begin("cheese", cheese);
  maker.cylinder(0, .11f, 0, radius * .92f, .07f);
  maker.begin("salami", meat);
  maker.cylinder(radius * .6f, .18f, 0, .14f, .05f).foldAngle = fullTurn / (f32)salami;
  maker.cylinder(.1f, .18f, .1f, .14f, .05f);
  if (olives) {
    maker.begin("olive", maker.paint(Material::food, {.25f, .5f, .25f}));
    maker.torus(radius * .33f, .19f, .1f, .07f, .045f).foldAngle = fullTurn / 4.f;
    maker.phrases.add("olives");
  }
  if (missing > 0) {
    const f32 angle = wedge * (missing == 1 ? .42f : missing == 2 ? .8f : 1.4f);
    const f32 reach = 2.f * radius;
    const f32 points[6] = {0, 0, reach, -reach * angle, reach, reach * angle};
    Primitive& gap = maker.prism(0, .1f, 0, points, 3, 1.f);
    gap.operation = Operation::subtract;
    gap.part = noPart;
    rotateAround(gap, 1, 0, 0, halfPi);
    rotateAround(gap, 0, 1, 0, aim);
    maker.phrases.add(missing == 1 ? "one slice missing" : "some slices missing");
  }
  if (boxed) {
    const f32 half = radius + .12f;
    maker.begin("box", maker.paintScheme(Material::paper, color));
    maker.box(0, 0, 0, half, .09f, half);
    const i32 outer = maker.openFrame(0, .06f, -half, 0, 1.f);
    maker.tiltFrame(1, 0, 0, -open);
    maker.box(0, 0, half, half, .05f, half);
    maker.closeFrame(outer);
    maker.phrases.add("an open box");
  }
  maker.phrases.addCounted(salami + 1, "slice of salami", "slices of salami");
  startCaption(maker.caption, "round pizza");
  maker.tag("pizza.n.01");
}

}  // namespace piwa

// Desks with drawers, workbenches and dressing tables; and the choice between all tables.
#pragma once
#include "family-table.hpp"

namespace piwa {

/// Drawer fronts with a knob each, on the front z of a case.
PIWA_NOINLINE void addDrawers(Maker& maker, i32 front, i32 knob, f32 x, f32 y, f32 z, f32 wide,
                              f32 half, i32 rows) {
  const f32 step = 2.f * half / (f32)rows;
  maker.begin("drawer", front);
  Primitive& drawer = maker.box(x, y, z, wide - .05f, step * .5f - .045f, .06f, .015f);
  drawer.repeatCount[1] = rows;
  drawer.repeatStep[1] = step;
  maker.begin("knob", knob);
  Primitive& handle = maker.ball(x, y, z + .09f, .06f, .05f, .06f);
  handle.repeatCount[1] = rows;
  handle.repeatStep[1] = step;
}

PIWA_NOINLINE void makeDesk(Maker& maker, bool dressing) {
  RandomStream& random = maker.random;
  const f32 wide = random.between(.75f, 1.15f);
  const f32 deep = random.between(.36f, .58f);
  const f32 high = random.between(.65f, 1.f);
  const i32 rows = 2 + random.below(3);
  const bool both = random.chance(.5f);
  const f32 part = wide * random.between(.24f, .34f);
  const f32 feet = random.between(.0f, .25f);
  const bool hutch = random.chance(.35f);
  const f32 mirror = random.between(.3f, .5f);
  const f32 oval = random.between(.9f, 1.5f);
  const i32 color = random.below(5);
  const i32 wood = maker.paintNatural(Material::wood);
  const i32 front = maker.paintScheme(Material::wood, color);
  const i32 brass = paintBrass(maker);
  const f32 half = .5f * (high - feet);
  maker.begin("top", wood);
  maker.box(0, high, 0, wide, .06f, deep, .015f);
  maker.begin("case", wood);
  maker.box(wide - part - .03f, feet + half, 0, part, half, deep - .06f).mirrorX = both ? 1 : 0;
  addDrawers(maker, front, brass, wide - part - .03f, feet + half, deep - .06f, part, half, rows);
  if (both) {
    const i32 last = maker.recipe.count;
    maker.recipe.primitive[last - 1].mirrorX = 1;
    maker.recipe.primitive[last - 2].mirrorX = 1;
  }
  maker.begin("leg", wood);
  if (feet > .08f) {
    fourLegs(maker, LegStyle::tapered, wide - .12f, deep - .14f, feet + .06f, .065f, 0);
  }
  if (!both) {
    maker.box(-wide + .1f, high * .5f, 0, .06f, high * .5f, deep - .1f);
  }
  maker.box(0, high * .7f, -deep + .1f, wide - .06f, high * .24f, .045f);
  maker.phrases.addCounted(both ? 2 * rows : rows, "drawer", "drawers");
  const f32 top = high + .04f;
  if (dressing) {
    maker.begin("mirror frame", wood);
    disc(maker, 0, top + mirror * .95f, -deep + .12f, mirror, .06f);
    maker.begin("mirror", maker.paint(Material::glass, {.55f, .1f, .93f}));
    disc(maker, 0, top + mirror * .95f, -deep + .17f, mirror * .8f, .06f);
    maker.phrases.add("a round mirror");
    placeThings(maker, 2, wide * .9f, deep * .4f, top);
  } else if (hutch) {
    maker.begin("hutch", wood);
    maker.box(0, top + .3f * oval, -deep + .18f, wide, .3f * oval, .16f);
    maker.cut({Shape::box, 0, top + .3f * oval, -deep + .3f, wide - .1f, .3f * oval - .1f, .18f});
    maker.phrases.add("an open shelf above");
    placeThings(maker, 2, wide * .8f, .12f, top + .6f * oval - .02f);
  } else {
    placeThings(maker, 3, wide * .9f, deep * .8f, top);
  }
  describe(maker, wood, dressing ? "dressing table" : "desk");
  maker.tag(dressing ? "dressing_table.n.01" : "desk.n.01");
}

PIWA_NOINLINE void makeTable(Maker& maker) {
  const i32 kind = maker.random.below(9);
  if (kind < 2) {
    makeLeggedTable(maker, false);
  } else if (kind < 4) {
    makeLeggedTable(maker, true);
  } else if (kind == 4) {
    makePedestalTable(maker);
  } else if (kind == 5) {
    makeTrestleTable(maker);
  } else {
    makeDesk(maker, kind == 8);
  }
  maker.phrases.write(maker.caption, " with ");
  maker.tag("table.n.02");
  maker.tag("furniture.n.01");
}

}  // namespace piwa

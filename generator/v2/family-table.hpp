// Tables: a top, legs of several kinds, a shelf and aprons.
#pragma once
#include "maker.hpp"

namespace piwa {

PIWA_NOINLINE void makeTable(Maker& maker) {
  RandomStream& random = maker.random;
  const f32 width = random.between(.5f, 1.f);
  const f32 depth = random.between(.4f, .9f);
  const f32 height = random.between(.3f, .8f);
  const f32 thick = random.between(.045f, .08f);
  const bool round = random.chance(.35f);
  const i32 wood = maker.paintNatural(Material::wood);
  const i32 color = random.below(5);
  const i32 top = random.chance(.5f) ? wood : maker.paintScheme(Material::plastic, color);
  maker.begin("top", top);
  if (round) {
    maker.cylinder(0, height, 0, width, thick, .02f);
  } else {
    maker.box(0, height, 0, width, thick, depth, .02f);
  }
  const f32 reach = round ? .62f : .86f;
  const f32 legX = width * reach;
  const f32 legZ = (round ? width : depth) * reach;
  const f32 radius = random.between(.05f, .09f);
  const f32 splay = random.between(0.f, .15f);
  const i32 kind = random.below(3);
  maker.begin("leg", wood);
  if (kind == 0) {
    Primitive& leg = maker.box(legX, 0, legZ, radius, height, radius);
    leg.mirrorX = 1;
    leg.mirrorZ = 1;
  } else {
    Primitive& leg = maker.limb({legX + splay, -height, legZ + splay}, {legX, height, legZ},
                                radius * (kind == 1 ? 1.f : .6f), radius);
    leg.mirrorX = 1;
    leg.mirrorZ = 1;
  }
  maker.phrases.add(kind == 0 ? "four square legs" : kind == 1 ? "four round legs" : "four tapered legs");
  Text& caption = maker.caption;
  startCaption(caption, maker.colorOf(top));
  caption.write(round ? " round table" : " table");
  maker.phrases.write(caption, " with ");
  maker.tag("table.n.02");
}

}  // namespace piwa

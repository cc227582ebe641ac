// Rocking horses and horses on wheels.
#pragma once
#include "family-toy.hpp"

namespace piwa {

PIWA_NOINLINE void makeRockingHorse(Maker& maker) {
  RandomStream& random = maker.random;
  const f32 length = random.between(.4f, .6f);
  const f32 thick = random.between(.2f, .3f);
  const f32 leg = random.between(.35f, .6f);
  const f32 neck = random.between(.35f, .6f);
  const f32 runner = random.between(1.1f, 1.7f);
  const bool wheels = random.chance(.35f);
  const f32 spread = random.between(.05f, .2f);
  const i32 color = random.below(5);
  const i32 wood = maker.paintNatural(Material::wood);
  const i32 red = maker.paintScheme(Material::wood, color);
  const i32 hair = maker.paintScheme(Material::fabric, color + 1);
  const f32 y = leg + thick + .2f;
  maker.begin("body", wood);
  maker.limb({-length, y, 0}, {length, y, 0}, thick, thick * .95f);
  maker.begin("neck", wood);
  maker.limb({length * .95f, y + .1f, 0}, {length + .15f, y + neck, 0}, thick * .8f, .15f)
      .blend = .08f;
  maker.begin("head", wood);
  maker.limb({length + .1f, y + neck + .06f, 0}, {length + .48f, y + neck - .12f, 0}, .17f, .12f);
  const f32 crest = y + neck;
  maker.limb({length + .08f, crest + .12f, .09f}, {length + .05f, crest + .34f, .1f}, .06f, .045f)
      .mirrorZ = 1;
  maker.begin("mane", hair);
  maker.limb({length + .02f, y + neck + .22f, 0}, {length * .7f, y + thick, 0}, .09f, .1f);
  const f32 rear = -length - thick;
  maker.limb({rear + thick * .3f, y + .1f, 0}, {rear - .25f, y - .35f, 0}, .09f, .06f);
  maker.begin("saddle", red);
  maker.ball(-.05f, y + thick * .75f, 0, length * .55f, thick * .5f, thick * .95f);
  maker.begin("leg", wood);
  maker.limb({length * .85f, y, thick * .6f}, {length + spread, .16f, thick + .04f}, .11f, .08f)
      .mirrorZ = 1;
  maker.limb({-length * .85f, y, thick * .6f}, {-length - spread, .16f, thick + .04f}, .11f, .08f)
      .mirrorZ = 1;
  maker.begin("handle", red);
  rotateAround(maker.cylinder(length + .1f, y + neck * .8f, 0, .055f, .36f), 1, 0, 0, halfPi);
  if (wheels) {
    maker.begin("board", red);
    maker.box(0, .16f, 0, length + spread + .2f, .06f, thick + .12f, .03f);
    addWheels(maker, red, wood, length + spread, thick + .14f, .17f, 2);
    maker.phrases.add("four wheels");
  } else {
    maker.begin("rocker", red);
    Primitive& rocker = maker.arc(0, runner + .02f, thick + .04f, runner, .07f, .72f);
    rotateAround(rocker, 0, 0, 1, pi);
    rocker.mirrorZ = 1;
    maker.box(length * .6f, .16f, 0, .06f, .05f, thick + .04f).mirrorX = 1;
    maker.phrases.add("two rockers");
  }
  maker.phrases.add("a saddle");
  describe(maker, wood, wheels ? "toy horse" : "rocking horse");
  maker.tag("plaything.n.01");
}

}  // namespace piwa

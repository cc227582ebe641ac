// More boats: submarines, speedboats, rafts; and the choice of one.
#pragma once
#include "family-boat.hpp"

namespace piwa {

PIWA_NOINLINE void makeSubmarine(Maker& maker, const BoatPaints& paints) {
  RandomStream& random = maker.random;
  const f32 length = random.between(.6f, 1.1f);
  const f32 radius = random.between(.2f, .42f);
  const f32 tower = random.between(.14f, .3f);
  const f32 place = random.between(-.1f, .35f);
  const i32 holes = 1 + random.below(4);
  const i32 blades = 3 + random.below(3);
  const f32 scope = random.between(.15f, .4f);
  maker.begin("hull", paints.trim);
  maker.limb({0, 0, length * .6f}, {0, 0, -length * .8f}, radius, radius * .55f);
  maker.begin("conning tower", paints.hull);
  maker.box(0, radius + tower * .5f, place * length, radius * .4f, tower + .04f, radius * .9f,
            .06f);
  maker.begin("periscope", paints.deck);
  const f32 top = radius + tower * 1.5f;
  maker.limb({0, top - .1f, place * length}, {0, top + scope, place * length}, .05f, .05f);
  maker.limb({0, top + scope, place * length}, {0, top + scope, place * length + .16f}, .055f,
             .055f);
  maker.begin("porthole", paints.glass);
  Primitive& hole = barrel(maker, radius * .76f, radius * .2f, length * .1f, .09f, .12f);
  hole.mirrorX = 1;
  hole.repeatCount[2] = holes;
  hole.repeatStep[2] = .25f;
  maker.begin("fin", paints.hull);
  maker.box(0, 0, -length * .85f, radius + .18f, .05f, .12f);
  maker.box(0, 0, -length * .85f, .05f, radius + .14f, .12f);
  const i32 outer = maker.openFrame(0, 0, -.8f * length - .55f * radius - .1f, 0, 1.f);
  maker.tiltFrame(1, 0, 0, halfPi);
  maker.begin("propeller", paints.deck);
  maker.cylinder(0, .02f, 0, .08f, .14f);
  maker.ball(.14f, 0, 0, .16f, .055f, .09f).foldAngle = fullTurn / (f32)blades;
  maker.closeFrame(outer);
  maker.phrases.addCounted(holes * 2, "porthole", "portholes");
  maker.phrases.add("a periscope");
  describeAs(maker, radius > .33f ? "stout" : "", paints.trim, "submarine");
  maker.tag("submarine.n.01");
}

PIWA_NOINLINE void makeSpeedBoat(Maker& maker, const BoatPaints& paints) {
  RandomStream& random = maker.random;
  const f32 length = random.between(.75f, 1.05f);
  const f32 wide = random.between(.26f, .42f);
  const f32 deep = random.between(.16f, .26f);
  const i32 motors = 1 + random.below(2);
  const bool roof = random.chance(.4f);
  const f32 shield = random.between(.14f, .28f);
  addHull(maker, paints, wide, deep, length, length * .9f);
  maker.begin("cockpit", paints.trim);
  recess(maker, 0, .05f, -length * .35f, wide * .65f, .14f, length * .4f);
  maker.begin("seat", paints.house);
  Primitive& seat = maker.box(0, .02f, -length * .4f, wide * .5f, .12f, .08f, .04f);
  seat.repeatCount[2] = 2;
  seat.repeatStep[2] = length * .4f;
  maker.begin("windshield", paints.glass);
  Primitive& glass = maker.box(0, shield * .8f, length * .1f, wide * .75f, shield, .05f);
  rotateAround(glass, 1, 0, 0, -.6f);
  if (roof) {
    maker.begin("roof", paints.house);
    maker.box(0, .55f, -length * .25f, wide * .8f, .05f, length * .35f, .03f);
    maker.limb({wide * .7f, .03f, -length * .55f}, {wide * .7f, .55f, -length * .5f}, .05f, .05f)
        .mirrorX = 1;
    maker.limb({wide * .7f, .03f, length * .05f}, {wide * .7f, .55f, 0.f}, .05f, .05f).mirrorX = 1;
    maker.phrases.add("a sun roof");
  }
  maker.begin("outboard motor", paints.trim);
  const f32 x = motors == 2 ? wide * .4f : 0.f;
  maker.box(x, .06f, -length - .1f, .1f, .16f, .12f, .05f).mirrorX = 1;
  maker.limb({x, .0f, -length - .1f}, {x, -deep * 1.6f, -length - .1f}, .06f, .06f).mirrorX = 1;
  maker.phrases.addCounted(motors, "outboard motor", "outboard motors");
  describeAs(maker, "", paints.hull, "speedboat");
  maker.tag("speedboat.n.01");
}

PIWA_NOINLINE void makeRaft(Maker& maker, const BoatPaints& paints) {
  RandomStream& random = maker.random;
  const i32 logs = 4 + random.below(4);
  const f32 radius = random.between(.08f, .13f);
  const f32 length = random.between(.5f, .95f);
  const bool hut = random.chance(.5f);
  const f32 mast = random.between(.6f, 1.2f);
  const i32 load = random.below(smallThings);
  const i32 wood = maker.paint(Material::wood, {.08f, .5f, .55f});
  const i32 cloth = paintPale(maker, Material::fabric);
  maker.begin("log", wood);
  Primitive& log = disc(maker, 0, 0, 0, radius, length);
  log.repeatCount[0] = logs;
  log.repeatStep[0] = 1.9f * radius;
  const f32 wide = .95f * radius * (f32)logs;
  maker.begin("crossbeam", paints.deck);
  maker.box(0, radius, length * .7f, wide, .05f, .06f).mirrorZ = 1;
  maker.begin("mast", paints.deck);
  maker.cylinder(0, mast * .5f, length * .2f, .055f, mast * .5f + .03f);
  addSail(maker, cloth, mast * .3f, length * .2f, 0, wide * .9f, mast * .6f, true);
  if (hut) {
    maker.begin("hut", paints.deck);
    maker.box(0, radius + .16f, -length * .45f, wide * .5f, .18f, length * .25f);
    gableRoof(maker, paints.deck, paints.trim, radius + .32f, wide * .5f, .2f, length * .25f, .06f);
    maker.phrases.add("a hut");
  } else {
    const char* thing = placeSmallThing(maker, load, 0, radius - .03f, -length * .5f, .22f);
    if (thing) {
      maker.phrases.add(thing);
    }
  }
  maker.phrases.add("a square sail");
  startCaption(maker.caption, "raft of ");
  writeNumber(maker.caption, logs);
  maker.caption.write(" logs");
  maker.tag("raft.n.01");
}

PIWA_NOINLINE void makeBoat(Maker& maker) {
  const i32 kind = maker.random.below(9);
  const BoatPaints paints = drawBoatPaints(maker);
  switch (kind) {
    case 0:
    case 1:
      makeSailBoat(maker, paints);
      break;
    case 2:
      makeRowBoat(maker, paints);
      break;
    case 3:
      makeTug(maker, paints);
      break;
    case 4:
    case 5:
      makeShip(maker, paints);
      break;
    case 6:
      makeSubmarine(maker, paints);
      break;
    case 7:
      makeSpeedBoat(maker, paints);
      break;
    default:
      makeRaft(maker, paints);
      break;
  }
  listParts(maker);
  maker.tag(kind == 4 || kind == 5 ? "ship.n.01" : kind == 6 ? "submersible.n.02" : "boat.n.01");
}

}  // namespace piwa

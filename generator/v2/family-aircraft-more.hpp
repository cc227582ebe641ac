// More aircraft: rockets, balloons, airships, flying saucers; and the choice of one.
#pragma once
#include "family-aircraft.hpp"

namespace piwa {

PIWA_NOINLINE void makeRocket(Maker& maker, const AircraftPaints& paints) {
  RandomStream& random = maker.random;
  const f32 radius = random.between(.16f, .34f);
  const f32 high = random.between(.35f, .7f);
  const f32 nose = random.between(.25f, .6f);
  const i32 fins = 3 + random.below(3);
  const f32 reach = random.between(.2f, .5f);
  const i32 kind = random.below(3);
  const f32 belly = random.between(1.f, 1.5f);
  const bool pad = random.chance(.3f);
  maker.begin("body", paints.body);
  if (kind == 0) {
    const f32 radii[latheRadii] = {radius * .7f,   radius * .75f, radius, radius * belly,
                                   radius * belly, radius * .8f,  .06f,   .03f};
    maker.lathe(0, 0, 0, high + nose * .5f, radii, 0);
  } else {
    maker.cylinder(0, 0, 0, radius, high);
    maker.begin("nose", paints.wing);
    maker.cone(0, high + nose * .5f - .01f, 0, radius, nose * .5f, .04f);
  }
  if (kind == 2) {
    maker.begin("booster", paints.wing);
    Primitive& b = maker.cylinder(radius + .1f, -high * .4f, 0, .12f, high * .75f);
    b.foldAngle = fullTurn / (f32)fins;
    Primitive& tip = maker.cone(radius + .1f, high * .45f, 0, .12f, .12f, .03f);
    tip.foldAngle = fullTurn / (f32)fins;
    maker.phrases.addCounted(fins, "booster", "boosters");
  } else {
    maker.begin("fin", paints.wing);
    const f32 points[8] = {0.f,   -high * .3f, reach, -high - .1f,
                           reach, -high - .3f, 0.f,   -high * .95f};
    Primitive& fin = maker.prism(radius * .7f, 0, 0, points, 4, .05f);
    fin.foldAngle = fullTurn / (f32)fins;
    maker.phrases.addCounted(fins, "fin", "fins");
  }
  maker.begin("nozzle", paints.dark);
  maker.cone(0, -high - .1f - (kind == 0 ? nose * .4f : 0.f), 0, radius * .8f, .12f, radius * .45f);
  maker.begin("porthole", paints.glass);
  Primitive& hole = disc(maker, 0, high * .3f, radius * (kind == 0 ? belly * .9f : 1.f), .1f, .06f);
  hole.repeatCount[2] = kind == 1 ? 2 : 1;
  hole.repeatStep[2] = .28f;
  maker.phrases.add("a porthole");
  if (kind == 1) {
    maker.begin("stripe", paints.wing);
    maker.cylinder(0, -high * .4f, 0, radius + .03f, .08f);
  }
  if (pad) {
    maker.begin("launch pad", paintSteel(maker));
    maker.box(0, -high - .34f, 0, reach + radius + .1f, .06f, reach + radius + .1f);
    maker.box(-radius - .14f, -.15f, 0, .09f, high + .17f, .09f);
    maker.box(-radius * .7f, high * .3f, 0, radius * .7f, .05f, .06f);
    maker.phrases.add("a launch tower");
  }
  describeAs(maker, high > 2.4f * radius ? "slender" : "", paints.body, "rocket");
  maker.tag("rocket.n.01");
}

PIWA_NOINLINE void makeBalloon(Maker& maker, const AircraftPaints& paints) {
  RandomStream& random = maker.random;
  const f32 radius = random.between(.55f, .8f);
  const f32 tall = random.between(.85f, 1.3f);
  const f32 drop = random.between(.1f, .45f);
  const f32 basket = random.between(.16f, .28f);
  const i32 gores = random.below(3);
  const i32 color = random.below(5);
  const i32 cloth = maker.paintScheme(Material::fabric, color);
  maker.pattern(cloth,
                gores == 0   ? Pattern::stripes
                : gores == 1 ? Pattern::checker
                             : Pattern::patches,
                color + 2, 3.f);
  const f32 y = radius * tall;
  maker.begin("envelope", cloth);
  const f32 radii[latheRadii] = {radius * .28f,  radius * .3f,  radius * .5f, radius * .95f,
                                 radius * 1.12f, radius * .95f, radius * .3f, -radius * .2f};
  maker.lathe(0, 0, 0, y, radii, 0);
  maker.begin("skirt", paints.wing);
  maker.cone(0, -y - .04f, 0, radius * .3f, .09f, radius * .36f);
  const f32 low = -y - drop - basket * 1.4f;
  maker.begin("rope", paints.dark);
  Primitive& rope = maker.limb({basket * .85f, low, basket * .85f},
                               {radius * .24f, -y, radius * .24f}, .05f, .05f);
  rope.mirrorX = 1;
  rope.mirrorZ = 1;
  const i32 wicker = maker.paint(Material::wood, {.09f, .55f, .62f});
  setPattern(maker, wicker, Pattern::weave, 9.f);
  maker.begin("basket", wicker);
  maker.box(0, low - basket * .5f, 0, basket, basket * .7f, basket).hollow = .1f;
  maker.begin("sandbag", paints.wing);
  maker.ball(basket + .06f, low - basket * .5f, 0, .08f, .12f, .08f).mirrorX = 1;
  maker.phrases.add("a wicker basket");
  maker.phrases.add("sandbags");
  startCaption(maker.caption, paintWord(maker, cloth));
  writeWord(maker.caption, gores == 0   ? "striped hot-air balloon"
                           : gores == 1 ? "checkered hot-air balloon"
                                        : "hot-air balloon");
  maker.tag("hot-air_balloon.n.01");
}

PIWA_NOINLINE void makeAirship(Maker& maker, const AircraftPaints& paints) {
  RandomStream& random = maker.random;
  const f32 radius = random.between(.25f, .45f);
  const f32 length = random.between(.8f, 1.1f);
  const f32 car = random.between(.2f, .45f);
  const f32 fin = random.between(.25f, .45f);
  const bool ship = random.chance(.3f);
  const bool bands = random.chance(.5f);
  maker.begin("envelope", paints.body);
  maker.ball(0, 0, 0, radius, radius, length);
  if (bands) {
    maker.begin("band", paints.wing);
    ring(maker, 0, 0, 0, radius - .02f, .05f);
    ring(maker, 0, 0, length * .45f, radius * .88f - .02f, .05f).mirrorZ = 1;
  }
  maker.begin("fin", paints.wing);
  addFin(maker, 0, radius * .3f, -length, fin + .15f, .35f, .08f);
  addWings(maker, 0, {-length * .65f, .35f, fin + radius * .4f, .15f, .2f}, .05f);
  maker.begin("gondola", ship ? maker.paintNatural(Material::wood) : paints.dark);
  const f32 y = -radius - (ship ? .3f : .07f);
  if (ship) {
    maker.ball(0, y, .1f, .2f, .2f, car * 1.3f);
    maker.begin("rope", paints.dark);
    Primitive& rope =
        maker.limb({.14f, y + .06f, car * .7f}, {radius * .5f, -radius * .5f, car}, .05f, .05f);
    rope.mirrorX = 1;
    rope.mirrorZ = 1;
    maker.phrases.add("a hanging wooden boat");
  } else {
    maker.box(0, y, .1f, .13f, .13f, car, .05f);
    maker.begin("window", paints.glass);
    maker.box(0, y + .02f, .1f, .15f, .045f, car * .8f);
    maker.phrases.add("a gondola");
  }
  maker.begin("engine", paints.dark);
  disc(maker, .28f, y, -.1f, .09f, .13f).mirrorX = 1;
  barrel(maker, 0, y, -.1f, .05f, .28f);
  maker.phrases.add("two engines");
  describeAs(maker, "", paints.body, "airship");
  maker.tag("airship.n.01");
}

PIWA_NOINLINE void makeSaucer(Maker& maker, const AircraftPaints& paints) {
  RandomStream& random = maker.random;
  const f32 radius = random.between(.7f, 1.f);
  const f32 high = random.between(.1f, .3f);
  const f32 dome = radius * random.between(.3f, .6f);
  const i32 lights = 5 + random.below(8);
  const i32 legs = random.below(3);
  const f32 legHigh = random.between(.2f, .5f);
  const bool ringed = random.chance(.4f);
  maker.begin("hull", paints.body);
  maker.cone(0, high * .5f, 0, radius, high * .5f, dome * 1.15f);
  maker.cone(0, -high * .5f, 0, radius * .45f, high * .5f + .02f, radius);
  maker.begin("dome", paints.glass);
  maker.ball(0, high, 0, dome, dome * .9f, dome);
  maker.begin("light", maker.paint(Material::glass, {.15f, .6f, .97f}));
  maker.ball(radius * .95f, 0, 0, .09f, .09f, .09f).foldAngle = fullTurn / (f32)lights;
  if (ringed) {
    maker.begin("ring", paints.wing);
    maker.torus(0, high * .55f, 0, .5f * (radius + dome), .07f);
  }
  if (legs > 0) {
    maker.begin("leg", paints.dark);
    const f32 angle = fullTurn / (f32)(legs + 2);
    maker.limb({radius * .4f, -high * .6f, 0}, {radius * .75f, -high - legHigh, 0}, .06f, .06f)
        .foldAngle = angle;
    maker.cylinder(radius * .75f, -high - legHigh, 0, .13f, .05f).foldAngle = angle;
    maker.phrases.addCounted(legs + 2, "landing leg", "landing legs");
  } else {
    maker.begin("antenna", paints.dark);
    maker.cylinder(0, high + dome, 0, .05f, .2f);
    maker.ball(0, high + dome + .22f, 0, .09f, .09f, .09f);
    maker.phrases.add("an antenna");
  }
  maker.phrases.addCounted(lights, "light", "lights");
  describeAs(maker, "", paints.body, "flying saucer");
  maker.tag("unidentified_flying_object.n.01");
}

PIWA_NOINLINE void makeAircraft(Maker& maker) {
  const i32 kind = maker.random.below(9);
  const AircraftPaints paints = drawAircraftPaints(maker);
  switch (kind) {
    case 0:
    case 1:
      makePropellerPlane(maker, paints);
      break;
    case 2:
    case 3:
      makeJet(maker, paints);
      break;
    case 4:
      makeHelicopter(maker, paints);
      break;
    case 5:
      makeRocket(maker, paints);
      break;
    case 6:
      makeBalloon(maker, paints);
      break;
    case 7:
      makeAirship(maker, paints);
      break;
    default:
      makeSaucer(maker, paints);
      break;
  }
  listParts(maker);
  maker.tag(kind == 5 ? "vehicle.n.01" : "aircraft.n.01");
}

}  // namespace piwa

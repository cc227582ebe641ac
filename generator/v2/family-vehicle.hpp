// Vehicles on wheels: cars, trucks, buses, tractors, trains, carts. The front looks to +z.
#pragma once
#include "built-kit.hpp"

namespace piwa {

struct VehiclePaints {
  i32 body;
  i32 second;
  i32 glass;
  i32 tire;
  i32 chrome;
  i32 light;
};

PIWA_NOINLINE VehiclePaints drawVehiclePaints(Maker& maker) {
  const i32 color = maker.random.below(5);
  const i32 body = maker.paintScheme(Material::metal, color);
  setPattern(maker, body, Pattern::plain, 3.f);
  maker.recipe.paint[body].metallicPercent = 30;
  const i32 second = maker.paintScheme(Material::metal, color + 2);
  setPattern(maker, second, Pattern::plain, 3.f);
  maker.recipe.paint[second].metallicPercent = 30;
  const i32 glass = maker.paint(Material::glass, {.57f, .35f, .35f});
  const i32 tire = paintRubber(maker);
  const i32 chrome = maker.paint(Material::metal, {.58f, .04f, .78f});
  const i32 light = maker.paint(Material::glass, {.13f, .45f, .97f});
  return {body, second, glass, tire, chrome, light};
}

PIWA_NOINLINE void addLights(Maker& maker, const VehiclePaints& paints, f32 x, f32 y, f32 z,
                             f32 radius) {
  maker.begin("headlight", paints.light);
  disc(maker, x, y, z, radius, .06f).mirrorX = 1;
}

PIWA_NOINLINE void addBumper(Maker& maker, const VehiclePaints& paints, f32 y, f32 z, f32 wide) {
  maker.begin("bumper", paints.chrome);
  maker.box(0, y, z, wide, .055f, .06f, .03f);
}

/// Body from the side, z forward: turned so that the polygon's x becomes z.
PIWA_NOINLINE Primitive& sideProfile(Maker& maker, const f32* points, i32 count, f32 half,
                                     f32 rounding) {
  Primitive& p = maker.prism(0, 0, 0, points, count, half);
  rotateAround(p, 0, 1, 0, -halfPi);
  p.rounding = rounding;
  return p;
}

PIWA_NOINLINE void makeCar(Maker& maker, const VehiclePaints& paints) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(5);
  const f32 length = random.between(.75f, 1.05f);
  const f32 wide = random.between(.32f, .5f);
  const f32 high = random.between(.13f, .24f);
  const f32 cabin = random.between(.2f, .34f);
  const f32 wheel = random.between(.16f, .26f);
  const f32 hood = length * random.between(.25f, .5f);
  const f32 rear = length * (kind == 0 ? random.between(.35f, .6f) : random.between(.75f, .95f));
  const f32 rake = random.between(.12f, .3f);
  const f32 clear = wheel * .8f;
  const bool rack = random.chance(.4f);
  const bool spoiler = random.chance(.35f);
  const f32 y = clear + high;
  maker.begin("body", paints.body);
  maker.box(0, y, 0, wide, high, length, smaller(high, .1f));
  const f32 top = y + high + cabin;
  const f32 points[8] = {hood, y, hood - rake, top, -rear + rake * .4f, top, -rear, y};
  if (kind == 1) {
    maker.begin("seat", paints.second);
    maker.box(0, y + high + .05f, -length * .2f, wide * .8f, .14f, .08f, .04f);
    maker.begin("windshield", paints.glass);
    Primitive& shield =
        maker.box(0, y + high + cabin * .4f, hood * .6f, wide * .85f, cabin * .5f, .05f);
    rotateAround(shield, 1, 0, 0, -.5f);
  } else {
    maker.begin("window", paints.glass);
    sideProfile(maker, points, 4, wide * .86f, .02f);
    maker.begin("roof", paints.body);
    maker.box(0, top, .5f * (hood - rear - rake * .6f), wide * .82f, .05f,
              .5f * (hood + rear - rake * 1.4f) + .02f, .03f);
    maker.box(0, y + high + cabin * .5f, .3f * (hood - rear), wide * .9f, cabin * .5f, .05f);
  }
  const f32 axle = length * .62f;
  addWheel(maker, paints.tire, paints.chrome, wide - .02f, wheel, axle, wheel, .09f);
  addWheel(maker, paints.tire, paints.chrome, wide - .02f, wheel, -axle, wheel, .09f);
  addLights(maker, paints, wide * .65f, y + .02f, length, .08f);
  addBumper(maker, paints, clear + .06f, length + .02f, wide * .95f);
  addBumper(maker, paints, clear + .06f, -length - .02f, wide * .95f);
  if (rack && kind != 1) {
    const i32 color = random.below(5);
    maker.begin("luggage", maker.paintScheme(Material::leather, color));
    maker.box(0, top + .14f, .3f * (hood - rear), wide * .55f, .11f, .25f, .04f);
    maker.phrases.add("luggage on the roof");
  } else if (spoiler) {
    maker.begin("spoiler", paints.second);
    maker.box(0, y + high + .17f, -length + .08f, wide * .9f, .045f, .1f);
    maker.box(wide * .6f, y + high + .07f, -length + .1f, .045f, .12f, .06f).mirrorX = 1;
    maker.phrases.add("a spoiler");
  }
  maker.phrases.add("two round headlights");
  describeAs(maker, length > .95f ? "long" : "", paints.body,
             kind == 0   ? "coupe"
             : kind == 1 ? "open sports car"
                         : "car");
  maker.tag("car.n.01");
}

PIWA_NOINLINE void addTruckLoad(Maker& maker, const VehiclePaints& paints, i32 kind, f32 y, f32 z,
                                f32 wide, f32 high, f32 half) {
  const i32 color = maker.random.below(5);
  switch (kind) {
    case 0:
      maker.begin("cargo box", paints.second);
      maker.box(0, y + high, z, wide, high, half, .03f);
      maker.phrases.add("a cargo box");
      break;
    case 1: {
      maker.begin("tank", paints.chrome);
      const f32 radius = smaller(wide, high);
      disc(maker, 0, y + radius, z, radius, half, .08f);
      Primitive& band = ring(maker, 0, y + radius, z, radius, .05f);
      band.repeatCount[1] = 2;
      band.repeatStep[1] = half;
      maker.phrases.add("a tank");
      break;
    }
    case 2: {
      maker.begin("bed", paints.second);
      maker.box(0, y + high * .5f, z, wide, high * .5f, half).hollow = .1f;
      maker.begin("load", maker.paintNatural(Material::stone));
      maker.roughen(maker.ball(0, y + high * .6f, z, wide * .85f, high * .7f, half * .85f), .12f,
                    5.f);
      maker.phrases.add("a loaded bed");
      break;
    }
    case 3: {
      maker.begin("log", maker.paint(Material::wood, {.08f, .5f, .5f}));
      Primitive& log = disc(maker, 0, y + .14f, z, .13f, half);
      log.repeatCount[0] = 3;
      log.repeatStep[0] = .25f;
      Primitive& upper = disc(maker, 0, y + .36f, z, .13f, half);
      upper.repeatCount[0] = 2;
      upper.repeatStep[0] = .25f;
      maker.phrases.add("logs");
      break;
    }
    default: {
      maker.begin("crane", maker.paintScheme(Material::metal, color));
      maker.cylinder(0, y + .12f, z, .17f, .16f);
      maker.limb({0, y + .2f, z}, {0, y + high + .5f, z - half * .8f}, .08f, .07f);
      maker.limb({0, y + high + .5f, z - half * .8f}, {0, y + high * .5f, z - half * 1.3f}, .05f,
                 .05f);
      maker.phrases.add("a crane");
      break;
    }
  }
}

PIWA_NOINLINE void makeTruck(Maker& maker, const VehiclePaints& paints) {
  RandomStream& random = maker.random;
  const f32 length = random.between(.8f, 1.2f);
  const f32 wide = random.between(.3f, .45f);
  const f32 wheel = random.between(.15f, .22f);
  const f32 cab = random.between(.28f, .45f);
  const f32 load = random.between(.2f, .45f);
  const f32 nose = random.between(.15f, .32f);
  const i32 kind = random.below(5);
  const bool hooded = random.chance(.5f);
  const bool stacks = random.chance(.5f);
  const i32 rear = 1 + random.below(2);
  const f32 deck = wheel * 1.5f;
  maker.begin("chassis", paints.tire);
  const f32 ahead = hooded ? nose * .5f : 0.f;
  maker.box(0, deck, ahead, wide * .8f, .07f, length + ahead + .02f);
  const f32 cabZ = length - .24f;
  maker.begin("cab", paints.body);
  maker.box(0, deck + cab, cabZ, wide, cab, .24f, .05f);
  if (hooded) {
    maker.box(0, deck + cab * .55f, length + nose * .5f, wide * .8f, cab * .55f, nose * .5f + .06f,
              .05f);
    maker.begin("grille", paints.chrome);
    maker.box(0, deck + cab * .5f, length + nose + .06f, wide * .5f, cab * .35f, .05f);
  }
  const f32 front = hooded ? length + nose + .05f : length;
  maker.begin("window", paints.glass);
  recess(maker, 0, deck + cab * 1.5f, length, wide * .82f, cab * .3f, .06f);
  recess(maker, wide, deck + cab * 1.5f, cabZ + .02f, .06f, cab * .28f, .14f).mirrorX = 1;
  addTruckLoad(maker, paints, kind, deck + .05f, -.24f, wide, load, length - .3f);
  addWheel(maker, paints.tire, paints.chrome, wide - .02f, wheel, cabZ + (hooded ? nose : 0.f),
           wheel, .09f);
  maker.begin("wheel", paints.tire);
  Primitive& back = barrel(maker, wide - .02f, wheel, -length * .6f, wheel, .1f, .03f);
  back.mirrorX = 1;
  back.repeatCount[2] = rear;
  back.repeatStep[2] = wheel * 2.15f;
  maker.begin("hub", paints.chrome);
  Primitive& hub = barrel(maker, wide + .02f, wheel, -length * .6f, wheel * .5f, .1f);
  hub.mirrorX = 1;
  hub.repeatCount[2] = rear;
  hub.repeatStep[2] = wheel * 2.15f;
  if (stacks) {
    maker.begin("exhaust", paints.chrome);
    maker.cylinder(wide * .9f, deck + cab * 1.3f, cabZ - .3f, .055f, cab * 1.1f).mirrorX = 1;
    maker.phrases.add("two exhaust stacks");
  }
  addLights(maker, paints, wide * .7f, deck + .1f, front + .01f, .08f);
  addBumper(maker, paints, deck - .08f, front + .03f, wide);
  describeAs(maker, hooded ? "long-nosed" : "", paints.body, "truck");
  maker.tag("truck.n.01");
}

PIWA_NOINLINE void makeBus(Maker& maker, const VehiclePaints& paints) {
  RandomStream& random = maker.random;
  const f32 length = random.between(.7f, 1.2f);
  const f32 wide = random.between(.26f, .42f);
  const f32 high = random.between(.26f, .42f);
  const i32 decks = 1 + random.below(2);
  const f32 wheel = random.between(.14f, .2f);
  const bool van = random.chance(.35f);
  const bool rack = random.chance(.4f);
  const f32 half = high * (f32)decks * (decks == 2 ? .8f : 1.f);
  const f32 y = wheel * .9f + half;
  const i32 windows = fitting(length - .12f, .3f, 7);
  maker.begin("body", paints.body);
  maker.box(0, y, 0, wide, half, length, van ? .14f : .06f);
  maker.begin("stripe", paints.second);
  maker.box(0, y - half * .55f, 0, wide + .025f, .06f, length + .025f);
  maker.begin("window", paints.glass);
  const f32 row = half / (f32)decks;
  const f32 middle = decks == 2 ? y + row * .15f : y + row * .3f;
  Primitive& side =
      recess(maker, wide, middle, -.04f, .05f, row * .36f, length / (f32)windows * .8f);
  side.mirrorX = 1;
  side.repeatCount[2] = windows;
  side.repeatStep[2] = 2.f * (length - .1f) / (f32)windows;
  side.repeatCount[1] = decks;
  side.repeatStep[1] = 2.f * row * .9f;
  recess(maker, 0, middle, length, wide * .78f, row * .38f, .05f).mirrorZ = 1;
  const f32 axle = length * .62f;
  addWheel(maker, paints.tire, paints.chrome, wide - .04f, wheel, axle, wheel, .08f);
  addWheel(maker, paints.tire, paints.chrome, wide - .04f, wheel, -axle, wheel, .08f);
  addLights(maker, paints, wide * .65f, y - half * .5f, length + .03f, .07f);
  addBumper(maker, paints, y - half + .02f, length + .02f, wide * .95f);
  if (rack) {
    maker.begin("roof rack", paints.chrome);
    maker.box(0, y + half + .05f, -.1f, wide * .8f, .055f, length * .5f);
    maker.begin("surfboard", paints.second);
    maker.ball(0, y + half + .15f, -.1f, wide * .5f, .07f, length * .8f);
    maker.phrases.add("a board on the roof");
  }
  maker.phrases.addCounted(windows, "window a side", "windows a side");
  describeAs(maker, decks == 2 ? "double-decker" : "", paints.body, van ? "van" : "bus");
  maker.tag(van ? "van.n.05" : "bus.n.01");
}

}  // namespace piwa

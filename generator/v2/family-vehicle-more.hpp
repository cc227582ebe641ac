// More vehicles: tractors, trains, carts, motorcycles; and the choice of one.
#pragma once
#include "family-vehicle.hpp"

namespace piwa {

PIWA_NOINLINE void makeTractor(Maker& maker, const VehiclePaints& paints) {
  RandomStream& random = maker.random;
  const f32 big = random.between(.36f, .55f);
  const f32 small = random.between(.18f, .3f);
  const f32 nose = random.between(.5f, .85f);
  const f32 wide = random.between(.17f, .26f);
  const f32 cab = random.between(.4f, .6f);
  const bool roofed = random.chance(.6f);
  const bool bucket = random.chance(.45f);
  const f32 fat = random.between(.09f, .16f);
  const f32 y = big * 1.05f;
  maker.begin("body", paints.body);
  maker.box(0, y + .05f, nose * .5f, wide, .2f, nose * .5f + .1f, .05f);
  maker.begin("grille", paints.chrome);
  maker.box(0, y + .05f, nose + .1f, wide * .75f, .14f, .05f);
  maker.begin("frame", paints.tire);
  maker.box(0, y - .16f, .1f, wide * .7f, .1f, nose * .8f);
  barrel(maker, 0, big, -.25f, .1f, wide + .3f);
  barrel(maker, 0, small, nose * .75f, .07f, wide + .2f);
  maker.limb({0, small, nose * .75f}, {0, y, nose * .75f}, .08f, .08f);
  addWheel(maker, paints.tire, paints.second, wide + fat + .1f, big, -.25f, big, fat);
  addWheel(maker, paints.tire, paints.second, wide + .12f, small, nose * .75f, small, .09f);
  maker.begin("exhaust", paints.chrome);
  maker.cylinder(wide * .5f, y + .4f, nose * .6f, .05f, .22f);
  maker.begin("fender", paints.body);
  Primitive& fender = maker.arc(wide + fat + .1f, big, -.25f, big + .06f, .06f, 1.f);
  rotateAround(fender, 0, 1, 0, halfPi);
  fender.mirrorX = 1;
  maker.begin("seat", paints.tire);
  maker.box(0, y + .12f, -.3f, wide * .8f, .14f, .12f, .04f);
  if (roofed) {
    maker.begin("cab", paints.second);
    maker.box(wide * .9f, y + cab * .8f, -.42f, .05f, cab * .8f, .05f).mirrorX = 1;
    maker.box(wide * .9f, y + cab * .8f, .02f, .05f, cab * .8f, .05f).mirrorX = 1;
    maker.box(0, y + cab * 1.6f, -.2f, wide + .1f, .06f, .34f, .04f);
    maker.phrases.add("a roof on four posts");
  } else {
    maker.begin("steering wheel", paints.chrome);
    maker.limb({0, y + .2f, .1f}, {0, y + .42f, -.04f}, .05f, .05f);
    Primitive& p = maker.cylinder(0, y + .42f, -.04f, .17f, .05f);
    rotateAround(p, 1, 0, 0, -.5f);
  }
  if (bucket) {
    maker.begin("loader", paints.second);
    maker.limb({wide + .02f, y + .1f, .1f}, {wide + .02f, small * 1.2f, nose + .45f}, .06f, .06f)
        .mirrorX = 1;
    const f32 points[8] = {.0f, -.2f, .32f, -.2f, .1f, .0f, .0f, .22f};
    rotateAround(maker.prism(0, small + .1f, nose + .42f, points, 4, wide + .22f), 0, 1, 0,
                 -halfPi);
    maker.phrases.add("a front loader");
  }
  addLights(maker, paints, wide * .7f, y + .2f, nose + .1f, .07f);
  maker.phrases.add("large rear wheels");
  describeAs(maker, "", paints.body, "tractor");
  maker.tag("tractor.n.01");
}

PIWA_NOINLINE void makeLocomotive(Maker& maker, const VehiclePaints& paints) {
  RandomStream& random = maker.random;
  const f32 radius = random.between(.2f, .32f);
  const f32 boiler = random.between(.4f, .7f);
  const f32 cab = random.between(.2f, .34f);
  const f32 wheel = random.between(.14f, .24f);
  const i32 wheels = 2 + random.below(3);
  const i32 domes = 1 + random.below(3);
  const f32 stack = random.between(.14f, .3f);
  const bool tender = random.chance(.5f);
  const f32 y = wheel * 1.6f + radius;
  maker.begin("boiler", paints.body);
  disc(maker, 0, y, boiler * .5f, radius, boiler);
  maker.begin("boiler band", paints.chrome);
  Primitive& band = ring(maker, 0, y, boiler * .5f, radius - .01f, .05f);
  band.repeatCount[1] = 3;
  band.repeatStep[1] = boiler * .75f;
  maker.begin("chassis", paints.tire);
  maker.box(0, wheel * 1.5f, boiler * .3f, radius * 1.1f, .08f, boiler + cab * 1.2f);
  maker.begin("cab", paints.second);
  const f32 back = -boiler * .5f - cab;
  const f32 high = radius + cab * .9f;
  maker.box(0, wheel * 1.6f + high, back, radius * 1.25f, high, cab);
  maker.box(0, wheel * 1.6f + 2.f * high, back, radius * 1.45f, .06f, cab * 1.25f);
  maker.begin("window", paints.glass);
  recess(maker, radius * 1.25f, wheel * 1.6f + high * 1.35f, back, .06f, high * .25f, cab * .5f)
      .mirrorX = 1;
  maker.begin("chimney", paints.tire);
  const f32 tip = boiler * 1.25f;
  maker.cone(0, y + radius + stack, tip, .1f, stack + .06f, .17f);
  maker.begin("dome", paints.chrome);
  for (i32 i = 0; i < domes; i++) {
    maker.ball(0, y + radius, tip - .36f - .3f * (f32)i, .11f, .15f, .11f);
  }
  maker.begin("wheel", paints.tire);
  const f32 pitch = wheel * 2.2f;
  Primitive& w = barrel(maker, radius * 1.05f, wheel, boiler * .2f, wheel, .07f, .02f);
  w.mirrorX = 1;
  w.repeatCount[2] = wheels;
  w.repeatStep[2] = pitch;
  maker.begin("rod", paints.chrome);
  maker
      .box(radius * 1.05f + .08f, wheel, boiler * .2f, .05f, .05f,
           pitch * .5f * (f32)(wheels - 1) + .06f)
      .mirrorX = 1;
  maker.begin("cowcatcher", paints.second);
  const f32 points[6] = {0.f, 0.f, .3f, 0.f, 0.f, wheel * 1.5f};
  rotateAround(maker.prism(0, .03f, boiler * 1.3f + cab * .9f, points, 3, radius), 0, 1, 0,
               -halfPi);
  if (tender) {
    maker.begin("tender", paints.body);
    maker.box(0, wheel * 1.5f + .22f, back - cab - .38f, radius * 1.1f, .24f, .3f);
    maker.box(0, wheel * 1.5f, back - cab - .2f, radius * .5f, .06f, .3f);
    maker.begin("coal", paints.tire);
    maker.roughen(maker.ball(0, wheel * 1.5f + .44f, back - cab - .38f, radius, .14f, .27f), .1f,
                  6.f);
    maker.begin("wheel", paints.tire);
    Primitive& t = barrel(maker, radius, .13f, back - cab - .38f, .13f, .07f);
    t.mirrorX = 1;
    t.repeatCount[2] = 2;
    t.repeatStep[2] = .3f;
    maker.phrases.add("a tender");
  }
  maker.phrases.add("a chimney");
  maker.phrases.addCounted(domes, "dome", "domes");
  maker.phrases.addCounted(wheels, "wheel a side", "wheels a side");
  describeAs(maker, "", paints.body, "steam locomotive");
  maker.tag("steam_locomotive.n.01");
}

PIWA_NOINLINE void makeCart(Maker& maker, const VehiclePaints& paints) {
  RandomStream& random = maker.random;
  const f32 length = random.between(.45f, .8f);
  const f32 wide = random.between(.28f, .45f);
  const f32 wheel = random.between(.26f, .45f);
  const f32 high = random.between(.14f, .28f);
  const i32 spokes = 3 + random.below(4);
  const bool four = random.chance(.5f);
  const i32 top = random.below(3);
  const i32 color = random.below(5);
  const i32 wood = maker.paintNatural(Material::wood);
  const f32 y = wheel + high + .05f;
  maker.begin("bed", wood);
  maker.box(0, y, 0, wide, high, length).hollow = .1f;
  const f32 axle = four ? length * .65f : 0.f;
  maker.begin("axle", paints.tire);
  Primitive& bar = barrel(maker, 0, wheel, axle, .06f, wide + .18f);
  bar.mirrorZ = four ? 1 : 0;
  maker.box(0, wheel + .04f, 0, wide * .5f, .08f, length * .9f);
  for (i32 side = 0; side < 2; side++) {
    const i32 outer =
        maker.openFrame((wide + .14f) * (side == 0 ? 1.f : -1.f), wheel, axle, 0, 1.f);
    maker.tiltFrame(0, 0, 1, halfPi);
    maker.begin("wheel", wood);
    maker.torus(0, 0, 0, wheel - .05f, .06f);
    Primitive& spoke = maker.box(wheel * .5f, 0, 0, wheel * .48f, .045f, .045f);
    spoke.foldAngle = fullTurn / (f32)(2 * spokes);
    maker.begin("hub", paints.chrome);
    maker.cylinder(0, 0, 0, .09f, .08f);
    maker.closeFrame(outer);
  }
  if (four) {
    for (i32 side = 0; side < 2; side++) {
      const i32 outer =
          maker.openFrame((wide + .14f) * (side == 0 ? 1.f : -1.f), wheel, -axle, 0, 1.f);
      maker.tiltFrame(0, 0, 1, halfPi);
      maker.begin("wheel", wood);
      maker.torus(0, 0, 0, wheel - .05f, .06f);
      maker.box(wheel * .5f, 0, 0, wheel * .48f, .045f, .045f).foldAngle =
          fullTurn / (f32)(2 * spokes);
      maker.closeFrame(outer);
    }
  } else {
    maker.begin("shaft", wood);
    maker
        .limb({wide * .8f, y - high, length}, {wide * .6f, y - high * 1.5f, length + .6f}, .055f,
              .055f)
        .mirrorX = 1;
  }
  if (top == 0) {
    maker.begin("cover", maker.paintScheme(Material::fabric, color));
    disc(maker, 0, y + high, 0, wide, length);
    maker.phrases.add("a canvas cover");
  } else if (top == 1) {
    maker.begin("hay", maker.paint(Material::leaf, {.13f, .55f, .8f}));
    maker.roughen(maker.ball(0, y + high * .6f, 0, wide * 1.05f, high * 1.8f, length), .15f, 5.f);
    maker.phrases.add("a load of hay");
  } else {
    const char* thing =
        placeSmallThing(maker, random.below(smallThings), 0, y - high + .08f, 0, .26f);
    if (thing) {
      maker.phrases.add(thing);
    }
  }
  maker.phrases.addCounted(four ? 4 : 2, "wheel", "spoked wheels");
  describeAs(maker, "", wood, four ? "wagon" : "two-wheeled cart");
  maker.tag(four ? "wagon.n.01" : "cart.n.01");
}

PIWA_NOINLINE void makeMotorcycle(Maker& maker, const VehiclePaints& paints) {
  RandomStream& random = maker.random;
  const f32 base = random.between(.55f, .85f);
  const f32 front = random.between(.26f, .36f);
  const f32 rear = random.between(.26f, .36f);
  const f32 fat = random.between(.06f, .12f);
  const f32 rake = random.between(.08f, .35f);
  const f32 high = random.between(.65f, .95f);
  const bool box = random.chance(.4f);
  const bool scooter = random.chance(.3f);
  maker.begin("wheel", paints.tire);
  barrel(maker, 0, front, base, front, fat, .04f);
  barrel(maker, 0, rear, -base, rear, fat, .04f);
  maker.begin("hub", paints.chrome);
  barrel(maker, 0, front, base, front * .5f, fat + .05f);
  barrel(maker, 0, rear, -base, rear * .5f, fat + .05f);
  maker.begin("fork", paints.chrome);
  maker.limb({fat + .06f, front, base}, {.07f, high, base - rake - .1f}, .05f, .05f).mirrorX = 1;
  maker.limb({0, high, base - rake - .1f}, {.34f, high + .06f, base - rake - .26f}, .05f, .05f)
      .mirrorX = 1;
  maker.begin("frame", paints.body);
  if (scooter) {
    maker.box(0, .2f, 0, .2f, .07f, base * .55f, .05f);
    Primitive& shield = maker.box(0, .5f, base * .55f, .22f, .34f, .06f, .05f);
    rotateAround(shield, 1, 0, 0, -.35f);
    maker.limb({0, .25f, base * .5f}, {0, high, base - rake - .1f}, .08f, .07f);
    maker.box(0, .42f, -base * .65f, .2f, .24f, base * .38f, .1f);
  } else {
    maker.limb({0, high - .14f, base - rake - .18f}, {0, .3f, .1f}, .07f, .07f);
    maker.limb({0, .3f, .1f}, {0, rear, -base}, .07f, .06f);
    maker.limb({0, high - .2f, base - rake - .2f}, {0, .56f, -base * .55f}, .07f, .07f);
    maker.limb({fat + .06f, .56f, -base * .5f}, {fat + .06f, rear, -base}, .05f, .05f).mirrorX = 1;
    maker.begin("tank", paints.body);
    maker.ball(0, high - .2f, base * .2f, .16f, .14f, .32f);
    maker.begin("engine", paints.chrome);
    maker.box(0, .34f, 0, .16f, .15f, .2f, .04f);
    rotateAround(maker.cylinder(0, .5f, .08f, .11f, .14f), 1, 0, 0, .4f);
    maker.begin("exhaust", paints.chrome);
    maker.limb({.17f, .24f, .1f}, {.19f, .24f, -base}, .06f, .075f);
  }
  maker.begin("seat", paints.tire);
  maker.box(0, scooter ? .7f : .63f, -base * .5f, .15f, .07f, .34f, .06f);
  maker.begin("fender", paints.body);
  Primitive& fender = maker.arc(0, rear, -base, rear + .05f, fat + .02f, .9f);
  rotateAround(fender, 0, 1, 0, halfPi);
  if (box) {
    maker.begin("case", paints.second);
    maker.box(0, .86f, -base - .02f, .2f, .16f, .17f, .04f);
    maker.limb({0, .6f, -base * .6f}, {0, .75f, -base}, .07f, .07f);
    maker.phrases.add("a top case");
  }
  maker.begin("headlight", paints.light);
  disc(maker, 0, high - .06f, base - rake - .02f, .11f, .1f);
  maker.phrases.add("a headlight");
  describeAs(maker, "", paints.body, scooter ? "motor scooter" : "motorcycle");
  maker.tag(scooter ? "motor_scooter.n.01" : "motorcycle.n.01");
}

PIWA_NOINLINE void makeVehicle(Maker& maker) {
  const i32 kind = maker.random.below(9);
  const VehiclePaints paints = drawVehiclePaints(maker);
  switch (kind) {
    case 0:
    case 1:
      makeCar(maker, paints);
      break;
    case 2:
    case 3:
      makeTruck(maker, paints);
      break;
    case 4:
      makeBus(maker, paints);
      break;
    case 5:
      makeTractor(maker, paints);
      break;
    case 6:
      makeLocomotive(maker, paints);
      break;
    case 7:
      makeCart(maker, paints);
      break;
    default:
      makeMotorcycle(maker, paints);
      break;
  }
  listParts(maker);
  maker.tag("vehicle.n.01");
}

}  // namespace piwa

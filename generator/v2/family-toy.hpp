// Toys: teddies, trains, spinning tops.
#pragma once
#include "household-kit.hpp"

namespace piwa {

struct TeddyPaints {
  i32 fur;
  i32 pale;
  i32 dark;
};

/// Head, ears (1: long), snout, eyes and nose.
PIWA_NOINLINE void addTeddyHead(Maker& maker, const TeddyPaints& paints, f32 nod, f32 y, f32 head,
                                i32 ears) {
  maker.begin("head", paints.fur);
  maker.ball(nod, y, .04f, head, head * .92f, head * .9f);
  maker.begin("ear", paints.fur);
  if (ears == 1) {
    const f32 low = y + head * .6f;
    const f32 tip = y + head * 1.9f;
    maker.limb({nod + head * .4f, low, 0}, {nod + head * .6f, tip, -.05f}, .11f, .1f);
    maker.limb({nod - head * .4f, low, 0}, {nod - head * .6f, tip, -.05f}, .11f, .1f);
  } else {
    const f32 size = head * (ears == 0 ? .38f : .52f);
    maker.ball(nod + head * .78f, y + head * .7f, 0, size, size, size * .6f);
    maker.ball(nod - head * .78f, y + head * .7f, 0, size, size, size * .6f);
  }
  maker.begin("snout", paints.pale);
  maker.ball(nod, y - head * .2f, head * .85f, head * .42f, head * .34f, head * .35f);
  maker.begin("eye", paints.dark);
  maker.ball(nod + head * .36f, y + head * .22f, head * .82f, .065f, .07f, .06f);
  maker.ball(nod - head * .36f, y + head * .22f, head * .82f, .065f, .07f, .06f);
  maker.ball(nod, y - head * .06f, head * 1.18f, .09f, .065f, .06f);
}

/// A bow tie, a scarf or a party hat; `at` is the nod, the belly's radius and its height.
PIWA_NOINLINE void addTeddyDress(Maker& maker, i32 dress, i32 color, const Point<f32>& at, f32 y,
                                 f32 head) {
  if (dress == 1) {
    maker.begin("bow tie", maker.paintScheme(Material::fabric, color));
    pointAlong(maker.cone(.12f, at.z * .92f, head * .75f, .05f, .11f, .15f), 1, 0, 0);
    maker.recipe.primitive[maker.recipe.count - 1].mirrorX = 1;
    maker.phrases.add("a bow tie");
  } else if (dress == 2) {
    maker.begin("scarf", maker.paintScheme(Material::fabric, color));
    maker.torus(at.x * .5f, at.z * .88f, 0, at.y * .58f, .11f);
    maker.limb({.14f, at.z * .8f, at.y * .55f}, {.2f, at.z * .1f, at.y * .95f}, .1f, .12f);
    maker.phrases.add("a scarf");
  } else if (dress == 3) {
    maker.begin("hat", maker.paintScheme(Material::fabric, color));
    maker.cone(at.x, y + head * 1.2f, 0, head * .6f, head * .5f, .06f);
    maker.ball(at.x, y + head * 1.7f, 0, .1f, .1f, .1f);
    maker.phrases.add("a party hat");
  }
}

PIWA_NOINLINE void makeTeddy(Maker& maker) {
  RandomStream& random = maker.random;
  const f32 belly = random.between(.36f, .55f);
  const f32 tall = random.between(1.f, 1.35f);
  const f32 head = random.between(.3f, .44f);
  const f32 arm = random.between(.35f, .6f);
  const f32 leg = random.between(.35f, .65f);
  const f32 raise = random.between(-1.f, .8f);
  const f32 other = random.between(-1.f, .8f);
  const i32 ears = random.below(3);
  const bool sits = random.chance(.6f);
  const i32 dress = random.below(4);
  const f32 nod = random.between(-.12f, .12f);
  const i32 color = random.below(5);
  const bool dyed = random.chance(.4f);
  const Color browns[3] = {{.08f, .5f, .62f}, {.07f, .6f, .4f}, {.1f, .3f, .85f}};
  const i32 shade = random.below(3);
  const i32 fur = dyed ? maker.paintScheme(Material::fabric, color)
                       : maker.paint(Material::fabric, browns[shade]);
  const i32 pale = paintPale(maker, Material::fabric);
  const i32 dark = maker.paint(Material::plastic, {.06f, .3f, .1f});
  const f32 body = belly * tall;
  maker.begin("body", fur);
  maker.ball(0, 0, 0, belly, body, belly * .9f);
  maker.begin("tummy", pale);
  maker.ball(0, -.04f, belly * .3f, belly * .68f, body * .7f, belly * .66f);
  const f32 y = body + head * .7f;
  addTeddyHead(maker, {fur, pale, dark}, nod, y, head, ears);
  maker.begin("arm", fur);
  for (i32 i = 0; i < 2; i++) {
    const f32 side = i == 0 ? 1.f : -1.f;
    const SineCosine<f32> turn = sineCosine(i == 0 ? raise : other);
    maker.limb({side * belly * .75f, body * .55f, .05f},
               {side * (belly * .8f + arm * turn.cosine), body * .55f + arm * turn.sine, .2f}, .13f,
               .15f);
  }
  maker.begin("leg", fur);
  const Point<f32> hip{belly * .55f, -body * .65f, 0};
  const Point<f32> foot{belly * (sits ? .9f : .6f), -body * (sits ? .8f : .9f) - (sits ? 0.f : leg),
                        sits ? leg + .2f : .05f};
  maker.limb(hip, foot, .17f, .17f).mirrorX = 1;
  maker.begin("paw", pale);
  maker.ball(foot.x, foot.y + (sits ? .06f : -.06f), foot.z + (sits ? .1f : .1f), .17f,
             sits ? .2f : .12f, sits ? .1f : .2f).mirrorX = 1;
  addTeddyDress(maker, dress, color + 1, {nod, belly, body}, y, head);
  maker.phrases.add(ears == 1 ? "long ears" : "round ears");
  startCaption(maker.caption, sits ? "sitting " : "standing ");
  maker.caption.write(maker.colorOf(fur));
  maker.caption.write(ears == 1 ? " toy rabbit" : " teddy bear");
  maker.tag(ears == 1 ? "rabbit.n.01" : "teddy.n.01");
}

PIWA_NOINLINE void addWheels(Maker& maker, i32 tire, i32 hub, f32 x, f32 z, f32 radius, i32 pairs) {
  maker.begin("wheel", tire);
  Primitive& wheel = disc(maker, 0, radius, z, radius, .07f, .02f);
  wheel.mirrorZ = 1;
  maker.begin("hub", hub);
  Primitive& cap = disc(maker, 0, radius, z + .06f, radius * .45f, .05f);
  cap.mirrorZ = 1;
  if (pairs > 1) {
    wheel.repeatCount[0] = pairs;
    wheel.repeatStep[0] = 2.f * x / (f32)(pairs - 1);
    cap.repeatCount[0] = pairs;
    cap.repeatStep[0] = 2.f * x / (f32)(pairs - 1);
  }
}

struct TrainPaints {
  i32 red;
  i32 blue;
  i32 trim;
};

/// Boiler, cab, roof and chimney; `s` is half the length, the cab's half height, the boiler.
PIWA_NOINLINE void addEngine(Maker& maker, const TrainPaints& paints, const Extent& s, f32 floor,
                             f32 chimney) {
  const f32 length = s.x;
  const f32 cab = s.y;
  const f32 boiler = s.z;
  const f32 wide = boiler + .06f;
  maker.begin("boiler", paints.red);
  barrel(maker, length * .25f, floor + boiler + .04f, 0, boiler, length * .72f, .03f);
  maker.begin("cab", paints.blue);
  maker.box(-length * .65f, floor + cab, 0, length * .33f, cab, wide, .03f);
  maker.cut({Shape::box, -length * .65f, floor + cab * 1.3f, 0, length * .18f, cab * .3f, .8f});
  maker.begin("roof", paints.trim);
  maker.box(-length * .65f, floor + 2.f * cab + .04f, 0, length * .42f, .06f, wide + .07f, .03f);
  maker.begin("chimney", paints.trim);
  const f32 top = floor + 2.f * boiler;
  maker.cone(length * .7f, top + chimney * .5f, 0, .08f, chimney * .5f + .05f, .14f);
  maker.ball(length * .2f, top + .04f, 0, .12f, .12f, .12f);
}

PIWA_NOINLINE void makeToyTrain(Maker& maker) {
  RandomStream& random = maker.random;
  const f32 boiler = random.between(.18f, .28f);
  const f32 length = random.between(.5f, .75f);
  const f32 cab = random.between(.3f, .5f);
  const f32 chimney = random.between(.14f, .32f);
  const i32 wagons = random.below(3);
  const f32 wheel = random.between(.13f, .2f);
  const i32 load = random.below(3);
  const i32 color = random.below(5);
  const f32 wide = boiler + .06f;
  const i32 red = maker.paintScheme(Material::wood, color);
  const i32 blue = maker.paintScheme(Material::wood, color + 1);
  const i32 trim = maker.paintScheme(Material::wood, color + 2);
  const i32 dark = maker.paint(Material::wood, {.07f, .4f, .2f});
  const f32 floor = wheel * 1.3f;
  const i32 outer = maker.openFrame(0, 0, 0, 0, 1.f);
  maker.begin("floor", dark);
  maker.box(0, floor, 0, length, .07f, wide, .02f);
  addEngine(maker, {red, blue, trim}, {length, cab, boiler}, floor, chimney);
  addWheels(maker, dark, trim, length * .68f, wide + .02f, wheel, 3);
  maker.closeFrame(outer);
  f32 x = -length - .14f;
  for (i32 i = 0; i < wagons; i++) {
    const f32 half = random.between(.28f, .42f);
    const f32 high = random.between(.1f, .24f);
    x -= half;
    const i32 wagon = maker.openFrame(x, 0, 0, 0, 1.f);
    maker.begin("coupling", dark);
    maker.box(half + .1f, floor, 0, .14f, .05f, .06f);
    maker.begin("wagon", i == 0 ? blue : red);
    maker.box(0, floor + high, 0, half, high + .05f, wide, .02f).hollow = .09f;
    maker.begin("load", i == 0 ? trim : blue);
    if (load == 0) {
      Primitive& ball = maker.ball(0, floor + 2.f * high, 0, .15f, .15f, .15f);
      ball.repeatCount[0] = 2;
      ball.repeatStep[0] = half;
    } else if (load == 1) {
      maker.box(0, floor + 2.f * high, 0, half * .7f, .2f, wide * .6f, .02f);
    } else {
      Primitive& log = barrel(maker, 0, floor + 2.f * high, 0, .11f, half * 1.1f);
      log.repeatCount[2] = 2;
      log.repeatStep[2] = .24f;
    }
    addWheels(maker, dark, trim, half * .6f, wide + .02f, wheel * .85f, 2);
    maker.closeFrame(wagon);
    x -= half + .14f;
  }
  maker.phrases.add("a chimney");
  if (wagons > 0) {
    maker.phrases.addCounted(wagons, "loaded wagon", "loaded wagons");
  }
  startCaption(maker.caption, maker.colorOf(red));
  maker.caption.write(" wooden toy train");
  maker.tag("plaything.n.01");
}

PIWA_NOINLINE void makeSpinningTop(Maker& maker) {
  RandomStream& random = maker.random;
  const f32 radius = random.between(.45f, .75f);
  const f32 lower = random.between(.2f, .5f);
  const f32 upper = random.between(.1f, .4f);
  const f32 stem = random.between(.2f, .6f);
  const i32 grip = random.below(3);
  const i32 knobs = 5 + random.below(4);
  const f32 lean = random.between(.1f, .55f);
  const i32 color = random.below(5);
  const bool studs = random.chance(.5f);
  const i32 body = maker.paintScheme(Material::wood, color);
  const i32 band = maker.paintScheme(Material::wood, color + 1);
  const i32 rod = maker.paintNatural(Material::wood);
  maker.pattern(body, Pattern::stripes, color + 2, 4.f);
  const i32 outer = maker.openFrame(0, 0, 0, 0, 1.f);
  maker.tiltFrame(0, 0, 1, -lean);
  maker.begin("body", body);
  maker.cone(0, lower * .5f, 0, .09f, lower * .5f, radius * .95f);
  maker.cone(0, lower + upper * .5f, 0, radius * .95f, upper * .5f, radius * .3f);
  maker.begin("rim", band);
  maker.torus(0, lower, 0, radius, .08f);
  if (studs) {
    maker.ball(radius + .04f, lower, 0, .12f, .12f, .12f).foldAngle = fullTurn / (f32)knobs;
    maker.phrases.addCounted(knobs, "stud", "studs");
  }
  maker.begin("stem", rod);
  maker.cylinder(0, lower + upper + stem * .5f, 0, .07f, stem * .5f + .08f);
  maker.ball(0, -.02f, 0, .09f, .12f, .09f);
  maker.begin("grip", band);
  const f32 top = lower + upper + stem;
  if (grip == 0) {
    maker.ball(0, top + .08f, 0, .16f, .16f, .16f);
  } else if (grip == 1) {
    barrel(maker, 0, top + .06f, 0, .07f, .28f, .02f);
  } else {
    maker.cylinder(0, top + .04f, 0, .2f, .07f, .03f);
  }
  maker.closeFrame(outer);
  maker.phrases.add(grip == 0 ? "a round knob" : grip == 1 ? "a cross handle" : "a flat knob");
  describe(maker, body, "spinning top");
  maker.tag("plaything.n.01");
}

}  // namespace piwa

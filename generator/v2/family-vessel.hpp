// Vessels: vases, jugs, amphorae, bowls, bottles, teapots, lidded jars and twisted pots.
#pragma once
#include "household-kit.hpp"

namespace piwa {

struct VesselPaints {
  i32 body;
  i32 trim;
};

PIWA_NOINLINE VesselPaints drawVesselPaints(Maker& maker, bool glass) {
  RandomStream& random = maker.random;
  const i32 roll = random.below(6);
  const i32 color = random.below(5);
  const bool striped = random.chance(.3f);
  const f32 frequency = random.between(2.f, 5.f);
  const Material material = glass       ? Material::glass
                            : roll == 0 ? Material::metal
                            : roll == 1 ? Material::stone
                                        : Material::ceramic;
  const bool natural = glass || roll < 2;
  const i32 body = natural ? maker.paintNatural(material) : maker.paintScheme(material, color);
  if (striped && !natural) {
    maker.pattern(body, roll < 4 ? Pattern::stripes : Pattern::checker, color + 1, frequency);
  }
  const i32 trim = maker.paintScheme(roll == 0 ? Material::wood : material, color + 2);
  return {body, trim};
}

/// Foot, belly, shoulder, neck and lip, each drawn on its own.
PIWA_NOINLINE void drawOutline(RandomStream& random, f32* radii, f32 belly, f32 neck) {
  const f32 foot = random.between(.4f, 1.f);
  const f32 low = random.between(.7f, 1.1f);
  const f32 high = random.between(.6f, 1.1f);
  const f32 lip = random.between(.9f, 1.5f);
  radii[0] = belly * foot;
  radii[1] = belly * foot;
  radii[2] = belly * low;
  radii[3] = belly;
  radii[4] = belly * high;
  radii[5] = neck;
  radii[6] = neck * lip;
  radii[7] = neck * lip;
}

PIWA_NOINLINE void addBands(Maker& maker, i32 paint, const f32* radii, f32 half) {
  RandomStream& random = maker.random;
  const i32 bands = random.below(4);
  const f32 first = random.between(-.6f, .2f);
  const f32 step = random.between(.16f, .3f);
  const f32 thick = random.between(.03f, .06f);
  maker.begin("band", paint);
  for (i32 i = 0; i < bands; i++) {
    const f32 y = half * smaller(first + step * (f32)i, .85f);
    maker.torus(0, y, 0, outlineAt(radii, half, y) - .02f, thick).blend = .02f;
  }
  if (bands > 0) {
    maker.phrases.addCounted(bands, "raised band", "raised bands");
  }
}

PIWA_NOINLINE void addFlowers(Maker& maker, f32 top, f32 spread) {
  RandomStream& random = maker.random;
  const i32 stems = 3 + random.below(3);
  const i32 leaf = maker.paintNatural(Material::leaf);
  const i32 petal = paintFruit(maker);
  for (i32 i = 0; i < stems; i++) {
    const f32 angle = fullTurn * (f32)i / (f32)stems;
    const f32 lean = random.between(.25f, .6f);
    const f32 high = random.between(.35f, .8f);
    const f32 size = random.between(.13f, .22f);
    const SineCosine<f32> turn = sineCosine(angle);
    const f32 x = (spread + lean) * turn.cosine;
    const f32 z = (spread + lean) * turn.sine;
    maker.begin("stem", leaf);
    maker.limb({spread * .3f * turn.cosine, top - .5f, spread * .3f * turn.sine},
               {x, top + high, z}, .04f, .04f);
    maker.begin("flower", petal);
    maker.ball(x, top + high, z, size, size * .8f, size);
  }
  maker.phrases.addCounted(stems, "flower in it", "flowers in it");
  maker.tag("flower.n.01");
}

PIWA_NOINLINE void makeVase(Maker& maker, const VesselPaints& paints) {
  RandomStream& random = maker.random;
  const f32 half = random.between(.5f, 1.f);
  const f32 belly = random.between(.28f, .7f);
  const f32 opening = random.between(.4f, 1.1f);
  const bool flowers = random.chance(.4f);
  f32 radii[latheRadii];
  drawOutline(random, radii, belly, belly * opening);
  maker.begin("body", paints.body);
  maker.lathe(0, 0, 0, half, radii, flowers ? 0.f : .09f);
  addBands(maker, paints.trim, radii, half);
  if (flowers) {
    addFlowers(maker, half, .4f * outlineAt(radii, half, half));
  }
  describe(maker, paints.body, half > 1.6f * belly ? "tall vase" : "vase");
  maker.tag("vase.n.01");
}

PIWA_NOINLINE void makeJug(Maker& maker, const VesselPaints& paints, bool amphora) {
  RandomStream& random = maker.random;
  const f32 half = random.between(.6f, 1.f);
  const f32 belly = random.between(.35f, .7f);
  const f32 opening = amphora ? random.between(.3f, .55f) : random.between(.5f, .95f);
  const f32 at = random.between(.1f, .4f);
  const f32 size = half * random.between(.26f, .44f);
  const f32 thick = random.between(.05f, .085f);
  const f32 open = random.between(1.7f, 2.3f);
  const f32 spout = random.between(.2f, .34f);
  f32 radii[latheRadii];
  drawOutline(random, radii, belly, belly * opening);
  if (amphora) {
    radii[0] = belly * .25f;
    radii[1] = belly * .3f;
  }
  maker.begin("body", paints.body);
  maker.lathe(0, 0, 0, half, radii, .09f);
  const f32 y = half * at;
  maker.begin("handle", paints.trim);
  const f32 x = outlineAt(radii, half, y) + size * .3f;
  Primitive& handle = sideHandle(maker, x, y, size, thick, open);
  handle.mirrorX = amphora ? 1 : 0;
  maker.phrases.add(amphora ? "two handles" : "a handle");
  if (amphora) {
    maker.begin("foot", paints.trim);
    maker.cone(0, -half - .04f, 0, belly * .7f, .08f, belly * .3f);
  } else {
    maker.begin("spout", paints.body);
    const f32 lip = outlineAt(radii, half, half * .9f);
    const f32 reach = lip + spout * .7f;
    maker.limb({-lip * .75f, half * .62f, 0}, {-reach, half * .97f, 0}, .13f, .09f).blend = .1f;
    maker.phrases.add("a spout");
  }
  addBands(maker, paints.trim, radii, half);
  describe(maker, paints.body, amphora ? "amphora" : "jug");
  maker.tag(amphora ? "amphora.n.01" : "jug.n.01");
}

PIWA_NOINLINE void makeBowl(Maker& maker, const VesselPaints& paints) {
  RandomStream& random = maker.random;
  const f32 rim = random.between(.6f, 1.f);
  const f32 base = rim * random.between(.3f, .75f);
  const f32 high = random.between(.2f, .5f);
  const f32 stem = random.between(.15f, .5f);
  const bool footed = random.chance(.4f);
  const i32 ears = random.below(3);
  const i32 fruits = random.below(4);
  const f32 fruit = rim * random.between(.24f, .36f);
  maker.begin("body", paints.body);
  maker.cone(0, 0, 0, base, high, rim).hollow = .1f;
  maker.begin("rim", paints.trim);
  maker.torus(0, high, 0, rim - .03f, .05f);
  if (footed) {
    maker.begin("foot", paints.trim);
    maker.cylinder(0, -high - stem * .5f, 0, base * .35f, stem * .5f + .05f);
    maker.cone(0, -high - stem, 0, base * 1.1f, .08f, base * .5f);
    maker.phrases.add("a foot");
  }
  if (ears > 0) {
    maker.begin("handle", paints.trim);
    Primitive& ear = ears == 1 ? maker.torus(rim + .1f, high * .8f, 0, .16f, .05f)
                               : maker.box(rim + .12f, high * .85f, 0, .2f, .06f, .16f, .04f);
    ear.mirrorX = 1;
    maker.phrases.add(ears == 1 ? "two ring handles" : "two flat handles");
  }
  if (fruits > 1) {
    maker.begin("fruit", paintFruit(maker));
    maker.ball(rim * .38f, high + fruit * .3f, 0, fruit, fruit, fruit).foldAngle =
        fullTurn / (f32)(fruits + 1);
    maker.ball(0, high + fruit, 0, fruit, fruit, fruit);
    maker.phrases.add("fruit in it");
  }
  describe(maker, paints.body, high > .38f ? "deep bowl" : "bowl");
  maker.tag("bowl.n.01");
}

PIWA_NOINLINE void makeBottle(Maker& maker, const VesselPaints& paints) {
  RandomStream& random = maker.random;
  const f32 radius = random.between(.28f, .55f);
  const f32 half = random.between(.35f, .8f);
  const f32 shoulder = random.between(.1f, .4f);
  const f32 neck = radius * random.between(.3f, .5f);
  const f32 high = random.between(.15f, .5f);
  const i32 form = random.below(4);
  const bool label = random.chance(.5f);
  const bool cork = random.chance(.65f);
  const f32 deep = random.between(.5f, .9f);
  const f32 top = half + 2.f * shoulder;
  maker.begin("body", paints.body);
  if (form == 1) {
    maker.box(0, 0, 0, radius, half, radius * deep, .1f);
  } else if (form == 2) {
    maker.ball(0, half * .3f, 0, half * 1.1f, half * 1.25f, half * 1.1f * deep);
  } else {
    maker.cylinder(0, 0, 0, radius, half, form == 0 ? .06f : .16f);
  }
  if (form != 2) {
    maker.cone(0, half + shoulder - .05f, 0, radius * (form == 1 ? deep : .95f), shoulder, neck)
        .blend = .06f;
  }
  maker.cylinder(0, top + high * .5f - .05f, 0, neck, high * .5f + .3f);
  maker.torus(0, top + high * .7f, 0, neck, .06f);
  if (label && form != 2) {
    maker.begin("label", paintPale(maker, Material::paper));
    if (form == 1) {
      maker.box(0, -.1f * half, radius * deep, radius * .75f, half * .5f, .05f);
    } else {
      maker.cylinder(0, -.1f * half, 0, radius + .03f, half * .45f);
    }
    maker.phrases.add("a label");
  }
  maker.begin(cork ? "cork" : "stopper", paints.trim);
  if (cork) {
    maker.cone(0, top + high + .28f, 0, neck * .7f, .14f, neck * .9f);
  } else {
    maker.ball(0, top + high + .35f, 0, neck * 1.2f, neck * 1.3f, neck * 1.2f);
  }
  maker.phrases.add(cork ? "a cork" : "a round stopper");
  describe(maker, paints.body, form == 1 ? "square bottle" : form == 2 ? "flask" : "bottle");
  maker.tag("bottle.n.01");
}

PIWA_NOINLINE void makeTeapot(Maker& maker, const VesselPaints& paints) {
  RandomStream& random = maker.random;
  const f32 radius = random.between(.45f, .65f);
  const f32 half = random.between(.32f, .65f);
  const f32 reach = random.between(.3f, .6f);
  const f32 lift = random.between(-.1f, .5f);
  const f32 loop = random.between(.24f, .42f);
  const bool bail = random.chance(.35f);
  const bool straight = random.chance(.3f);
  const f32 knob = random.between(.08f, .16f);
  maker.begin("body", paints.body);
  if (straight) {
    maker.cone(0, 0, 0, radius, half, radius * .75f);
  } else {
    maker.ball(0, 0, 0, radius, half, radius);
    maker.cylinder(0, -half, 0, radius * .6f, .1f);
  }
  maker.begin("spout", paints.body);
  const f32 tipX = -radius - reach;
  maker.limb({-radius * .6f, -half * .3f, 0}, {-radius - reach * .55f, half * .1f, 0}, .17f, .11f)
      .blend = .08f;
  maker.limb({-radius - reach * .55f, half * .1f, 0}, {tipX, half * .3f + lift, 0}, .11f, .075f)
      .blend = .05f;
  maker.begin("handle", paints.trim);
  if (bail) {
    maker.arc(0, half * .6f, 0, radius * .95f, .06f, 1.65f);
  } else {
    sideHandle(maker, radius * .9f, .05f, loop, .07f, 2.2f);
  }
  maker.begin("lid", paints.trim);
  maker.ball(0, half * .88f, 0, radius * .6f, .16f, radius * .6f);
  maker.ball(0, half * .88f + .14f + knob, 0, knob, knob, knob);
  maker.phrases.add(bail ? "a handle over the top" : "a side handle");
  maker.phrases.add("a spout");
  maker.phrases.add("a lid");
  describe(maker, paints.body, "teapot");
  maker.tag("teapot.n.01");
}

}  // namespace piwa

// Jewelry: rings with stones, crowns, necklaces, amulets, earrings, brooches, bracelets, scepters.
#pragma once
#include "family-jewelry-ring.hpp"

namespace piwa {

PIWA_NOINLINE void addPendant(Maker& maker, const JewelPaints& paints, f32 y, f32 size) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(6);
  const i32 stone = random.below(6);
  const i32 rays = 5 + random.below(5);
  const i32 outer = maker.openFrame(0, y - size, 0, 0, 1.f);
  maker.tiltFrame(1, 0, 0, halfPi);
  maker.begin("pendant", paints.gold);
  if (kind == 0) {
    maker.cylinder(0, 0, 0, size, .07f, .02f);
  } else if (kind == 1) {
    maker.limb({0, 0, 0}, {size * 1.15f, 0, 0}, .1f, .05f).foldAngle = fullTurn / (f32)rays;
    maker.cylinder(0, 0, 0, size * .6f, .07f);
  } else if (kind == 2) {
    maker.box(0, 0, .1f, .09f, .06f, size * 1.15f, .02f);
    maker.box(0, 0, -size * .25f, size * .75f, .06f, .09f, .02f);
  } else if (kind == 3) {
    maker.torus(0, 0, 0, size * .85f, .08f);
    maker.torus(0, 0, 0, size * .45f, .06f);
    maker.box(size * .6f, 0, 0, size * .3f, .05f, .05f).foldAngle = halfPi;
  } else if (kind == 4) {
    const f32 points[14] = {-size * .9f, size * .5f,  0.f,         size * .8f, size * .9f,
                            size * .5f,  size * .7f,  -size * .3f, 0.f,        -size * 1.2f,
                            -size * .7f, -size * .3f, -size * .9f, size * .49f};
    rotateAround(maker.prism(0, 0, 0, points, 6, .07f), 1, 0, 0, -halfPi);
  } else {
    const f32 points[10] = {0.f,         -size * 1.2f, size * .7f, 0.f,   0.f,
                            size * 1.1f, -size * .7f,  0.f,        -.01f, -size * 1.19f};
    rotateAround(maker.prism(0, 0, 0, points, 4, .09f), 1, 0, 0, -halfPi);
  }
  maker.phrases.add(addStone(maker, paints.gem, stone, .1f, size * .42f));
  maker.closeFrame(outer);
}

PIWA_NOINLINE const char* makeNecklace(Maker& maker, const JewelPaints& paints) {
  RandomStream& random = maker.random;
  const f32 radius = random.between(.5f, .8f);
  const f32 stretch = random.between(.75f, 1.3f);
  const i32 beads = 14 + random.below(8);
  const f32 bead = random.between(.08f, .13f);
  const f32 size = random.between(.2f, .42f);
  const i32 kind = random.below(3);
  const i32 drops = 1 + random.below(3);
  maker.begin("chain", paints.gold);
  if (kind == 0) {
    ring(maker, 0, 0, 0, radius, .055f);
  } else {
    const i32 outer = maker.openFrame(0, 0, 0, 0, 1.f);
    maker.tiltFrame(1, 0, 0, halfPi);
    maker.torus(0, 0, 0, radius, .05f);
    maker.begin("bead", paints.second);
    maker.ball(radius, 0, 0, bead, bead * (kind == 2 ? .8f : 1.f), bead).foldAngle =
        fullTurn / (f32)beads;
    maker.closeFrame(outer);
    maker.phrases.addCounted(beads, "bead", "beads");
  }
  addPendant(maker, paints, -radius - .02f, size);
  if (drops > 1) {
    maker.begin("drop", paints.gem);
    for (i32 i = 1; i < drops; i++) {
      const SineCosine<f32> at = sineCosine(pi - .55f * (f32)i - .15f);
      const f32 x = radius * at.sine;
      const f32 y = radius * at.cosine;
      maker.ball(x, y - .2f * stretch, 0, .1f, .18f * stretch, .1f).mirrorX = 1;
      maker.limb({x, y, 0}, {x, y - .1f, 0}, .05f, .05f).mirrorX = 1;
    }
    maker.phrases.addCounted(2 * (drops - 1), "drop", "drops");
  }
  maker.tag("necklace.n.01");
  return kind == 0 ? "necklace" : "bead necklace";
}

PIWA_NOINLINE const char* makeEarrings(Maker& maker, const JewelPaints& paints) {
  RandomStream& random = maker.random;
  const f32 apart = random.between(.35f, .7f);
  const f32 size = random.between(.16f, .3f);
  const f32 drop = random.between(.1f, .5f);
  const i32 kind = random.below(4);
  const i32 tiers = 1 + random.below(3);
  const f32 stand = random.between(.3f, .5f);
  const i32 velvet = random.below(5);
  const i32 fabric = maker.paintScheme(Material::fabric, velvet);
  const f32 top = 0.f;
  maker.begin("hook", paints.gold);
  Primitive& hook = maker.arc(apart, top, 0, .14f, .05f, 2.f);
  hook.mirrorX = 1;
  maker.begin("drop", paints.gold);
  f32 y = top - .12f;
  maker.limb({apart, top + .1f, 0}, {apart, y - drop, 0}, .05f, .05f).mirrorX = 1;
  y -= drop;
  for (i32 i = 0; i < tiers; i++) {
    const f32 s = size * (1.f - .2f * (f32)i);
    maker.begin(i % 2 == 0 ? "stone" : "drop", i % 2 == 0 ? paints.gem : paints.gold);
    if (kind == 0) {
      maker.ball(apart, y - s, 0, s * .7f, s * 1.1f, s * .7f).mirrorX = 1;
    } else if (kind == 1) {
      ring(maker, apart, y - s, 0, s, .07f).mirrorX = 1;
    } else if (kind == 2) {
      maker.add({Shape::superquadric, apart, y - s, 0, s * .7f, s * 1.2f, s * .5f, 1.f}).mirrorX =
          1;
    } else {
      disc(maker, apart, y - s, 0, s, .07f, .02f).mirrorX = 1;
    }
    y -= 2.f * s - .03f;
  }
  maker.begin("stand", fabric);
  barrel(maker, 0, top + .14f, 0, .07f, apart + .14f, .05f);
  maker.cylinder(0, .5f * (top + .14f + y - .2f), 0, .08f, .5f * (top + .14f - y + .2f));
  maker.cone(0, y - .22f, 0, stand, .09f, stand * .6f);
  maker.phrases.add("a stand");
  maker.tag("earring.n.01");
  return kind == 1 ? "pair of hoop earrings" : "pair of drop earrings";
}

PIWA_NOINLINE const char* makeBracelet(Maker& maker, const JewelPaints& paints) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(3);
  const i32 links = 6 + random.below(9);
  const f32 radius = random.between(.6f, .85f);
  const f32 high = random.between(.1f, .38f);
  const i32 stones = 3 + random.below(6);
  const f32 open = random.between(.2f, .5f);
  maker.begin("band", paints.gold);
  if (kind == 0) {
    const f32 link = pi * radius / (f32)links;
    for (i32 i = 0; i < 2; i++) {
      const f32 turn = pi / (f32)links;
      const i32 outer = maker.openFrame(0, 0, 0, i == 0 ? 0.f : turn, 1.f);
      Primitive& p = maker.torus(radius, 0, 0, link * .85f, .07f);
      rotateAround(p, 0, 0, 1, i == 0 ? halfPi : .35f);
      p.foldAngle = fullTurn / (f32)links;
      maker.closeFrame(outer);
    }
    maker.begin("charm", paints.gem);
    maker.limb({radius, -.1f, 0}, {radius + .1f, -link - .2f, 0}, .06f, .05f);
    maker.ball(radius + .1f, -link - .3f, 0, .17f, .19f, .1f);
    maker.phrases.add("a charm");
  } else {
    maker.cylinder(0, 0, 0, radius, high);
    maker.cut({Shape::cylinder, 0, 0, 0, radius - .1f, high + .2f, 0.f});
    if (kind == 1) {
      maker.cut({Shape::box, 0, 0, -radius, open, high + .2f, .4f});
    } else {
      maker.torus(0, high, 0, radius - .03f, .075f);
      maker.torus(0, -high, 0, radius - .03f, .075f);
    }
    maker.begin("stone", paints.gem);
    maker.ball(radius, 0, 0, .12f, smaller(high * .9f, .2f), .16f).foldAngle =
        fullTurn / (f32)stones;
    maker.phrases.addCounted(stones, "stone", "stones");
  }
  maker.tag("bracelet.n.02");
  return kind == 0 ? "chain bracelet" : kind == 1 ? "cuff bracelet" : "bangle";
}

PIWA_NOINLINE const char* makeBrooch(Maker& maker, const JewelPaints& paints) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(4);
  const i32 petals = 5 + random.below(4);
  const f32 reach = random.between(.4f, .8f);
  const f32 fat = random.between(.14f, .3f);
  const i32 stone = random.below(6);
  const f32 lean = random.between(-.3f, .3f);
  const i32 outer = maker.openFrame(0, 0, 0, 0, 1.f);
  maker.tiltFrame(1, 0, 0, halfPi - .3f);
  maker.tiltFrame(0, 1, 0, lean);
  maker.begin("petal", paints.gold);
  if (kind == 0) {
    maker.ball(reach * .55f, 0, 0, reach * .5f, .1f, fat).foldAngle = fullTurn / (f32)petals;
    maker.begin("tip", paints.second);
    maker.ball(reach * .85f, .06f, 0, .12f, .1f, .1f).foldAngle = fullTurn / (f32)petals;
    maker.phrases.add(addStone(maker, paints.gem, stone, .12f, .24f));
  } else if (kind == 1) {
    maker.begin("wing", paints.second);
    tiltedBall(maker, {Shape::ellipsoid, reach * .55f, 0, -.2f, reach * .6f, .08f, fat * 1.2f},
               .5f);
    tiltedBall(maker, {Shape::ellipsoid, reach * .4f, 0, .3f, reach * .42f, .08f, fat}, -.5f);
    maker.begin("body", paints.gold);
    maker.limb({0, .03f, -.35f}, {0, .03f, .5f}, .11f, .07f);
    maker.limb({0, .05f, -.35f}, {.2f, .05f, -.65f}, .05f, .05f).mirrorX = 1;
    maker.phrases.add("colored wings");
  } else if (kind == 2) {
    maker.limb({0, 0, 1.f}, {0, 0, -.2f}, .06f, .06f);
    for (i32 i = 0; i < 4; i++) {
      const f32 z = .6f - .3f * (f32)i;
      tiltedBall(maker, {Shape::ellipsoid, .25f, 0, z - .1f, .3f * reach + .1f, .07f, .12f}, .7f);
    }
    maker.begin("berry", paints.gem);
    maker.ball(.1f, .09f, -.3f, .14f, .14f, .14f).mirrorX = 1;
    maker.ball(0, .09f, -.48f, .15f, .15f, .15f);
    maker.phrases.add("berries");
  } else {
    maker.limb({0, 0, 0}, {reach, 0, 0}, .12f, .05f).foldAngle = fullTurn / (f32)petals;
    maker.limb({0, 0, 0}, {reach * .6f, 0, 0}, .1f, .05f).foldAngle = fullTurn / (f32)(petals * 2);
    maker.cylinder(0, 0, 0, reach * .45f, .07f);
    maker.phrases.add(addStone(maker, paints.gem, stone, .12f, .25f));
  }
  maker.closeFrame(outer);
  maker.tag("brooch.n.01");
  return kind == 0   ? "flower brooch"
         : kind == 1 ? "butterfly brooch"
         : kind == 2 ? "twig brooch"
                     : "star brooch";
}

PIWA_NOINLINE void makeJewelry(Maker& maker) {
  const i32 kind = maker.random.below(10);
  const JewelPaints paints = drawJewelPaints(maker);
  const char* noun = "";
  switch (kind) {
    case 0:
    case 1:
      noun = makeRing(maker, paints);
      break;
    case 2:
    case 3:
      noun = makeCrown(maker, paints);
      break;
    case 4:
    case 5:
      noun = makeNecklace(maker, paints);
      break;
    case 6:
      noun = makeEarrings(maker, paints);
      break;
    case 7:
      noun = makeBracelet(maker, paints);
      break;
    default:
      noun = makeBrooch(maker, paints);
      break;
  }
  describeAs(maker, "", paints.gold, noun);
  listParts(maker);
  maker.tag("jewelry.n.01");
}

}  // namespace piwa

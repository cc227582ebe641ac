// Small animals with many legs or none: beetles, spiders, butterflies, ants, bees, snails and more.
#pragma once
#include "living-bug.hpp"

namespace piwa {

PIWA_NOINLINE void makeFlier(Maker& maker, const BugPaints& paints, bool bee) {
  RandomStream& random = maker.random;
  const f32 lift = random.between(.0f, .8f);
  if (bee) {
    const f32 fat = random.between(.2f, .32f);
    const f32 length = fat * random.between(1.2f, 1.8f);
    const i32 coat =
        paintTwo(maker, Material::skin, {.13f, .85f, .93f}, Pattern::plain, 6.f, {.1f, .7f, .8f});
    maker.begin("abdomen", coat);
    maker.ball(0, 0, -length * .5f, fat, fat, length);
    maker.begin("stripe", paints.dark);
    for (i32 i = 0; i < 2; i++) {
      Primitive& band = maker.cylinder(0, 0, -length * (.35f + .55f * (f32)i),
                                       fat * (1.03f - .1f * (f32)i), .075f, .03f);
      rotateAround(band, 1, 0, 0, halfPi);
    }
    spike(maker, {0, 0, -length * 1.4f}, {0, -.03f, -length * 1.5f - .14f}, .075f, .02f);
    maker.begin("head", paints.dark);
    maker.ball(0, .02f, length * .6f, fat * .72f, fat * .72f, fat * .65f);
    eyePair(maker, paints.white, {fat * .45f, fat * .25f, length * .6f + fat * .45f}, .08f);
    feelers(maker, paints.dark, {.06f, fat * .5f, length * .6f + fat * .3f}, .28f, .9f, true);
    const i32 outer = maker.openFrame(0, fat * .42f, -.03f, 0.f, 1.f);
    addSails(maker, paints, random.between(.6f, .9f), .3f + lift, true);
    maker.closeFrame(outer);
    bugLegs(maker, paints.dark, 3, fat, .15f, -.2f, fat * 1.2f, -.08f);
    return;
  }
  maker.begin("tail", paints.body);
  const f32 tailPitch = random.between(-.4f, .5f);
  const f32 tailLength = random.between(.8f, 1.2f);
  curl(maker, {0, 0, -.05f}, pi, 0.f, tailPitch, tailLength, 4, .085f, .055f, .01f);
  maker.begin("thorax", paints.second);
  maker.ball(0, .02f, .1f, .14f, .15f, .24f);
  maker.ball(0, .04f, .38f, .13f, .11f, .1f);
  eyePair(maker, paints.body, {.11f, .07f, .42f}, .1f);
  addSails(maker, paints, random.between(1.1f, 1.5f), lift * .5f, true);
  bugLegs(maker, paints.dark, 3, .15f, .2f, .0f, .3f, -.1f);
}

PIWA_NOINLINE void makeAnt(Maker& maker, const BugPaints& paints) {
  RandomStream& random = maker.random;
  const f32 size = random.between(.17f, .25f);
  const f32 lift = random.between(-.1f, .45f);
  maker.begin("body", paints.body);
  maker.ball(0, lift * .5f + .05f, -size * 2.9f, size * 1.05f, size,
             size * random.between(1.2f, 1.7f));
  maker.limb({0, lift * .3f, -size * 1.8f}, {0, 0, -size * .9f}, .06f, .075f);
  oval(maker, {0, 0, -size * 1.2f}, {0, .06f, size * 1.1f}, size * .62f, size * .6f);
  const Spot head{0, .12f, size * 1.7f};
  maker.ball(head.x, head.y, head.z, size * .95f, size * .8f, size * .85f);
  maker.begin("jaw", paints.dark);
  spike(maker, {size * .5f, head.y - .05f, head.z + size * .6f},
        {size * .2f, head.y - .08f, head.z + size * 1.3f}, .07f, .03f)
      .mirrorX = 1;
  eyePair(maker, paints.white, {size * .68f, head.y + size * .4f, head.z + size * .35f}, .065f);
  feelers(maker, paints.dark, {.06f, head.y + size * .6f, head.z + size * .3f},
          random.between(.35f, .55f), .8f, false);
  const f32 legReach = random.between(.45f, .7f);
  const f32 legLift = random.between(.05f, .3f);
  bugLegs(maker, paints.dark, 3, size, size * .9f, -size, legReach, legLift);
}

PIWA_NOINLINE void makeSnail(Maker& maker, const BugPaints& paints) {
  RandomStream& random = maker.random;
  const f32 size = random.between(.38f, .58f);
  const i32 turns = 9;
  const f32 growth = random.between(.86f, .9f);
  const f32 tilt = random.between(-.3f, .3f);
  maker.begin("foot", paints.second);
  const f32 tail = random.between(-.35f, .35f);
  const f32 back = random.between(.55f, 1.f);
  const f32 raised = random.between(-.12f, .3f);
  const f32 long_ = random.between(.2f, .5f);
  oval(maker, {0, -.25f, -.35f}, {0, -.23f, .65f}, .2f, .1f);
  oval(maker, {0, -.25f, .1f}, {tail, -.26f, -back}, .17f, .09f).blend = .08f;
  maker.limb({0, -.2f, .45f}, {0, .1f + raised, .68f}, .15f, .14f).blend = .08f;
  maker.begin("stalk", paints.second);
  maker.limb({.06f, .15f + raised, .7f}, {.16f, .15f + raised + long_, .82f}, .05f, .05f).mirrorX =
      1;
  eyePair(maker, paints.dark, {.16f, .18f + raised + long_, .83f}, .075f);
  const i32 outer = maker.openFrame(0, size * .78f - .2f, -.1f, 0.f, 1.f);
  maker.tiltFrame(0.f, 0.f, 1.f, tilt);
  maker.begin("shell", paints.body);
  f32 radius = size * .62f;
  f32 tube = size * .48f;
  for (i32 i = 0; i < turns; i++) {
    const f32 angle = -.6f - .85f * (f32)i;
    const Spot at = aim(0.f, angle);
    maker.ball(.012f * (f32)i, at.y * radius, at.z * radius, tube * 1.05f, tube, tube).blend = .03f;
    radius = radius * growth * .95f;
    tube = tube * growth;
  }
  maker.closeFrame(outer);
}

PIWA_NOINLINE void makeCaterpillar(Maker& maker, const BugPaints& paints) {
  RandomStream& random = maker.random;
  const i32 beads = 6 + random.below(4);
  const f32 size = random.between(.17f, .24f);
  const f32 hump = random.between(.0f, .45f);
  const f32 bend = random.between(-.5f, .5f);
  Spot at{0, 0, -.8f};
  f32 yaw = -bend;
  const f32 base = size * .95f - .3f;
  for (i32 i = 0; i < beads; i++) {
    const f32 t = (f32)i / (f32)(beads - 1);
    const f32 y = hump * sineCosine(t * pi * 1.6f).sine;
    const f32 lift = base + (y > 0.f ? y : t > .8f ? (t - .8f) * 1.2f : 0.f);
    maker.begin("body", i % 2 == 0 ? paints.body : paints.second);
    const f32 fat = size * (i == beads - 1 ? 1.25f : 1.f);
    maker.ball(at.x, lift, at.z, fat, fat, fat);
    if (i + 1 < beads) {
      maker.begin("foot", paints.dark);
      for (i32 side = -1; side <= 1; side += 2) {
        const Spot root = along(at, aim(yaw + halfPi, 0.f), size * .55f * (f32)side);
        maker.ball(root.x, lift - size * .85f, root.z, .065f, .075f, .065f);
      }
      at = along(at, aim(yaw, 0.f), size * 1.3f);
      yaw = yaw + 2.f * bend / (f32)beads;
    } else {
      const i32 outer = maker.openFrame(at.x, lift, at.z, yaw, 1.f);
      wideEyes(maker, paints.white, paints.dark, {fat * .45f, fat * .3f, fat * .75f}, .095f,
               {0, 0, 1.f});
      feelers(maker, paints.dark, {fat * .3f, fat * .8f, 0}, .3f, 1.1f, true);
      maker.closeFrame(outer);
    }
  }
  maker.phrases.addCounted(beads, "segment", "segments");
}

PIWA_NOINLINE void makeScorpion(Maker& maker, const BugPaints& paints) {
  RandomStream& random = maker.random;
  const f32 width = random.between(.18f, .28f);
  const f32 reach = random.between(.35f, .6f);
  const f32 arch = random.between(2.6f, 3.6f);
  maker.begin("body", paints.body);
  maker.ball(0, 0, 0, width, .13f, .42f);
  const Spot sting = curl(maker, {0, .02f, -.35f}, pi, -.1f, arch, 1.3f, 6, .1f, .07f, .01f);
  maker.begin("sting", paints.dark);
  spike(maker, sting, along(sting, aim(pi, arch + .9f), .2f), .085f, .02f);
  maker.begin("claw", paints.body);
  const Spot elbow{width + reach * .6f, .02f, .45f};
  const Spot wrist{width + reach * .45f, .05f, .5f + reach * .7f};
  maker.limb({width * .6f, 0, .3f}, elbow, .065f, .06f).mirrorX = 1;
  maker.limb(elbow, wrist, .06f, .06f).mirrorX = 1;
  oval(maker, wrist, shifted(wrist, .06f, 0, .34f), .085f, .1f).mirrorX = 1;
  oval(maker, wrist, shifted(wrist, -.14f, 0, .28f), .06f, .06f).mirrorX = 1;
  eyePair(maker, paints.dark, {.08f, .12f, .3f}, .06f);
  bugLegs(maker, paints.second, 4, width, .25f, -.25f, .55f, .15f);
}

/// 1 leaf, 2 twig, 3 stone, 4 flower.
PIWA_NOINLINE void addBugGround(Maker& maker, i32 kind) {
  RandomStream& random = maker.random;
  const f32 size = random.between(.7f, 1.1f);
  const f32 turn = random.between(0.f, fullTurn);
  const Color color = petalColor(random);
  if (kind == 1) {
    maker.begin("leaf", maker.paint(Material::leaf, greenColor(random)));
    const Spot root = along({0, -.34f, 0}, aim(turn, 0.f), -size);
    blade(maker, root, turn, .04f, {size * .5f, size, .06f});
    maker.limb(along(root, aim(turn, 0.f), -.3f), along(root, aim(turn, 0.f), size * 1.5f), .06f,
               .045f);
    maker.phrases.add("a leaf under it");
  } else if (kind == 2) {
    maker.begin("twig", paintAs(maker, Material::wood, barkColor(random), Pattern::grain, 4.f));
    maker.limb({-.1f, -.36f, -1.1f * size}, {.05f, -.34f, 1.1f * size}, .11f, .08f);
    maker.limb({0, -.36f, .3f}, {.5f * size, -.2f, .75f}, .06f, .05f);
    maker.phrases.add("a twig to walk on");
  } else if (kind == 3) {
    maker.begin("stone", maker.paintNatural(Material::stone));
    maker.roughen(maker.ball(0, -.62f, 0, size * .7f, .38f, size * .65f), .07f, 3.f);
    maker.phrases.add("a stone to sit on");
  } else if (kind == 4) {
    maker.begin("petal", paintAs(maker, Material::leaf, color, Pattern::plain, 4.f));
    Primitive& petal = blade(maker, {.1f, -.4f, 0}, halfPi, .12f, {.26f * size, .45f * size, .07f});
    petal.foldAngle = fullTurn / 6.f;
    maker.begin("heart", paintAs(maker, Material::leaf, {.13f, .8f, .9f}, Pattern::speckled, 12.f));
    maker.ball(0, -.34f, 0, .3f, .2f, .3f);
    maker.begin("stem", maker.paint(Material::leaf, greenColor(random)));
    maker.limb({0, -1.4f, 0}, {0, -.4f, 0}, .07f, .07f);
    maker.phrases.add("a flower under it");
  }
}

PIWA_NOINLINE BugPaints paintBug(Maker& maker, i32 kind) {
  RandomStream& random = maker.random;
  const Color bright = petalColor(random);
  const Color fur = furColor(random);
  const Color green = greenColor(random);
  const i32 look = random.below(4);
  constexpr Pattern looks[4] = {Pattern::plain, Pattern::mottled, Pattern::speckled,
                                Pattern::stripes};
  const Color base = kind == 1                             ? Color{.0f, .85f, .8f}
                     : kind == 2 || kind == 4 || kind == 9 ? fur
                     : kind == 8                           ? green
                                                           : bright;
  BugPaints paints;
  paints.body = paintTwo(maker, Material::skin, base, kind == 1 ? Pattern::plain : looks[look], 5.f,
                         {base.hue, base.saturation, base.value * .6f});
  paints.second = kind == 6 ? paintAs(maker, Material::skin, {.1f, .3f, .8f}, Pattern::mottled, 5.f)
                            : maker.paintScheme(Material::skin, 2);
  paints.dark = paintDark(maker);
  paints.white = paintWhite(maker);
  paints.wing = kind == 3
                    ? paintAs(maker, Material::paper, bright, Pattern::plain, 4.f)
                    : paintAs(maker, Material::glass, {.55f, .12f, .95f}, Pattern::plain, 3.f);
  return paints;
}

PIWA_NOINLINE void makeInsect(Maker& maker) {
  RandomStream& random = maker.random;
  constexpr const char* names[10] = {"beetle", "ladybug", "spider",    "butterfly",   "ant",
                                     "bee",    "snail",   "dragonfly", "caterpillar", "scorpion"};
  constexpr const char* tags[10] = {
      "beetle.n.01", "ladybug.n.01", "spider.n.01",    "butterfly.n.01",   "ant.n.01",
      "bee.n.01",    "snail.n.01",   "dragonfly.n.01", "caterpillar.n.01", "scorpion.n.03"};
  const i32 kind = random.below(10);
  const i32 scene = random.below(7);
  const BugPaints paints = paintBug(maker, kind);
  switch (kind) {
    case 2:
      makeSpider(maker, paints);
      break;
    case 3:
      makeButterfly(maker, paints);
      break;
    case 4:
      makeAnt(maker, paints);
      break;
    case 5:
    case 7:
      makeFlier(maker, paints, kind == 5);
      break;
    case 6:
      makeSnail(maker, paints);
      break;
    case 8:
      makeCaterpillar(maker, paints);
      break;
    case 9:
      makeScorpion(maker, paints);
      break;
    default:
      makeBeetle(maker, paints, kind == 1);
      break;
  }
  const bool close = kind == 0 || kind == 1 || kind == 6 || kind == 8;
  addBugGround(maker, close ? scene : 0);
  Text& caption = maker.caption;
  startCaption(caption, maker.colorOf(kind == 3 ? paints.wing : paints.body));
  caption.put(' ');
  caption.write(names[kind]);
  maker.phrases.write(caption, " with ");
  if (kind != 1 && kind != 3 && kind != 5) {
    caption.write(maker.phrases.count > 0 ? ", marked in " : " marked in ");
    caption.write(maker.colorOf(paints.second));
  }
  maker.tag(tags[kind]);
  maker.tag(kind == 2 || kind == 9 ? "arachnid.n.01" : kind == 6 ? "animal.n.01" : "insect.n.01");
}

}  // namespace piwa

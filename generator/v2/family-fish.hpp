// Sea animals: fish of many outlines, sharks, whales, rays, seahorses, octopuses, turtles,
#pragma once
#include "living-sea.hpp"

namespace piwa {

PIWA_NOINLINE void rayFish(Maker& maker, const SeaPaints& paints) {
  RandomStream& random = maker.random;
  const f32 span = random.between(.6f, 1.f);
  const f32 length = random.between(.4f, .7f);
  const f32 lift = random.between(-.25f, .5f);
  const f32 back = random.between(-.3f, .25f);
  const f32 tail = random.between(.5f, 1.1f);
  maker.begin("body", paints.body);
  maker.ball(0, 0, 0, .22f, .12f, length * .9f);
  const f32 points[12] = {-.1f,        length * .75f, span * .45f, length * .4f + back * .3f,
                          span,        back,          span * .6f,  -length * .25f,
                          span * .25f, -length * .6f, -.1f,        -length * .75f};
  Primitive& wing = maker.prism(.05f, 0, 0, points, 6, .055f);
  rotateAround(wing, 1, 0, 0, halfPi);
  rotateAround(wing, 0, 0, 1, lift);
  wing.mirrorX = 1;
  wing.blend = .08f;
  const f32 tailYaw = pi + random.between(-.5f, .5f);
  const f32 tailPitch = random.between(-.3f, .7f);
  curl(maker, {0, 0, -length * .6f}, tailYaw, 0.f, tailPitch, tail, 3, .07f, .045f, .03f);
  maker.begin("lobe", paints.fin);
  maker.limb({.12f, 0, length * .7f}, {.16f, -.02f, length * .7f + .2f}, .055f, .05f).mirrorX = 1;
  eyePair(maker, paints.dark, {.17f, .1f, length * .5f}, .062f);
}

PIWA_NOINLINE void seaHorse(Maker& maker, const SeaPaints& paints) {
  RandomStream& random = maker.random;
  const f32 belly = random.between(.18f, .28f);
  const f32 lean = random.between(-.15f, .2f);
  const i32 coils = 6 + random.below(2);
  maker.begin("body", paints.body);
  oval(maker, {0, -.35f, 0}, {0, .4f, -.05f + lean * .3f}, belly * .8f, belly);
  const Spot head{0, .68f, .1f + lean};
  maker.limb({0, .25f, -.06f}, {0, .58f, -.05f + lean}, belly * .65f, .13f).blend = .06f;
  maker.ball(head.x, head.y, head.z - .05f, .15f, .16f, .17f).blend = .06f;
  maker.limb(head, shifted(head, 0, -.1f, .32f), .08f, .065f).blend = .04f;
  Spot at{0, -.3f, 0};
  f32 pitch = -1.3f;
  for (i32 i = 0; i < coils; i++) {
    const Spot next = along(at, aim(0.f, pitch), .2f - .012f * (f32)i);
    maker.limb(at, next, belly * .7f - .02f * (f32)i, belly * .62f - .02f * (f32)i).blend = .03f;
    at = next;
    pitch = pitch + .62f;
  }
  maker.begin("fin", paints.fin);
  blade(maker, {0, .1f, -belly * .7f}, pi, .3f, {.055f, .2f, .2f}).blend = .02f;
  for (i32 i = 0; i < 4; i++) {
    spike(maker, {0, head.y + .1f - .22f * (f32)i, head.z - .1f - (i > 0 ? belly * .75f : 0.f)},
          {0, head.y + .26f - .26f * (f32)i, head.z - .2f - (i > 0 ? belly * .9f : 0.f)}, .07f,
          .03f);
  }
  eyePair(maker, paints.dark, {.12f, head.y + .02f, head.z + .02f}, .06f);
}

/// Octopus and jellyfish: arms folded or free around a bell.
PIWA_NOINLINE void armedAnimal(Maker& maker, const SeaPaints& paints, bool jelly) {
  RandomStream& random = maker.random;
  const f32 size = random.between(.3f, .42f);
  const f32 high = size * random.between(.8f, jelly ? 1.1f : 1.5f);
  const i32 arms = jelly ? 5 + random.below(3) : 8;
  const f32 reach = random.between(.5f, .9f);
  const f32 lean = random.between(-.25f, .25f);
  maker.begin(jelly ? "bell" : "head", paints.body);
  if (jelly) {
    maker.ball(0, .3f, 0, size * 1.25f, high * 1.2f, size * 1.25f);
    maker.cut({Shape::box, 0, .3f - high, 0, 1.f, high, 1.f});
    maker.begin("rim", paints.fin);
    maker.torus(0, .3f, 0, size * 1.2f, .07f).blend = .03f;
  } else {
    rotateAround(maker.ball(lean * .4f, .3f + high * .6f, 0, size, high, size), 0, 0, 1, -lean);
    maker.ball(0, .05f, 0, size * .85f, size * .5f, size * .85f).blend = .1f;
  }
  maker.begin(jelly ? "tentacle" : "arm", jelly ? paints.fin : paints.body);
  for (i32 i = 0; i < arms; i++) {
    const f32 yaw = fullTurn * (f32)i / (f32)arms + random.between(-.25f, .25f);
    const f32 from = jelly ? -1.5f : -.5f;
    const f32 to = jelly ? -1.5f + random.between(-.5f, .5f) : random.between(-.3f, 1.3f);
    const Spot root = along({0, jelly ? .3f : .02f, 0}, aim(yaw, 0.f), size * .7f);
    curl(maker, root, yaw, from, to, reach * random.between(.75f, 1.3f) * (jelly ? 1.35f : 1.f), 4,
         jelly ? .06f : .11f, .05f, .03f);
  }
  if (!jelly) {
    wideEyes(maker, paints.white, paints.dark, {size * .5f, .3f, size * .85f}, .12f,
             {.2f, .1f, 1.f});
  }
  maker.phrases.addCounted(arms, jelly ? "tentacle" : "arm", jelly ? "tentacles" : "arms");
}

PIWA_NOINLINE void seaTurtle(Maker& maker, const SeaPaints& paints) {
  RandomStream& random = maker.random;
  const f32 length = random.between(.45f, .65f);
  const f32 width = length * random.between(.7f, .95f);
  const f32 high = random.between(.2f, .4f);
  const f32 flap = random.between(-.5f, .6f);
  const f32 reach = random.between(.35f, .6f);
  maker.begin("shell", paintAs(maker, Material::skin, {.09f, .6f, .4f}, Pattern::checker, 4.5f));
  maker.ball(0, .05f, 0, width, high, length);
  maker.begin("rim", paints.fin);
  maker.ball(0, -.02f, 0, width * 1.07f, .09f, length * 1.07f);
  maker.begin("flipper", paintAs(maker, Material::skin, greenColor(random), Pattern::patches, 6.f));
  blade(maker, {width * .7f, -.02f, length * .6f}, halfPi + .35f, flap, {.13f, reach, .06f})
      .mirrorX = 1;
  blade(maker, {width * .6f, -.03f, -length * .7f}, halfPi + 1.f, -flap * .5f,
        {.1f, reach * .5f, .06f})
      .mirrorX = 1;
  const f32 look = random.between(-.12f, .12f);
  maker.limb({0, 0, length * .8f}, {look, .06f, length * 1.25f}, .1f, .1f).blend = .03f;
  maker.ball(look, .09f, length * 1.4f, .14f, .12f, .17f).blend = .05f;
  maker.begin("eye", paints.dark);
  maker.ball(look + .11f, .14f, length * 1.47f, .055f, .055f, .055f);
  maker.ball(look - .11f, .14f, length * 1.47f, .055f, .055f, .055f);
}

/// What it swims over: weed on a stone, or a wave it leaps from.
PIWA_NOINLINE void addSea(Maker& maker, i32 kind) {
  RandomStream& random = maker.random;
  const f32 size = random.between(.75f, 1.2f);
  if (kind == 1) {
    maker.begin("rock", maker.paintNatural(Material::stone));
    maker.roughen(maker.ball(.1f, -.95f, -.1f, .5f * size, .16f, .4f), .045f, 3.f);
    maker.begin("seaweed", maker.paint(Material::leaf, greenColor(random)));
    for (i32 i = 0; i < 3; i++) {
      const f32 x = -.2f + .26f * (f32)i;
      curl(maker, {x, -.95f, -.1f}, 1.5f + 2.f * (f32)i, 1.1f, 1.9f, .75f + .2f * (f32)i, 3, .07f,
           .05f, .02f);
    }
    maker.phrases.add("seaweed on a stone");
  } else if (kind == 2) {
    maker.begin("wave", paintAs(maker, Material::glass, {.55f, .55f, .8f}, Pattern::mottled, 4.f));
    maker.cylinder(0, -.62f, -.4f, .55f * size, .12f, .05f);
    maker.ball(0, -.45f, -.42f, .3f * size, .26f, .3f * size).blend = .1f;
    Primitive& splash =
        maker.limb({.3f * size, -.55f, -.4f}, {.48f * size, -.32f, -.4f}, .1f, .05f);
    splash.blend = .06f;
    splash.mirrorX = 1;
    maker.phrases.add("a wave under it");
  }
}

PIWA_NOINLINE void describeFish(Maker& maker, const SeaPaints& paints, const char* name, i32 kind,
                                bool leaps, f32 tilt) {
  const bool spindle = kind == 2 || kind == 3 || kind == 4;
  Text& caption = maker.caption;
  constexpr const char* looks[12] = {"plain ", "grained ", "brushed ", "spotted ", "",       "",
                                     "",       "striped ", "checked ", "patched ", "scaly ", ""};
  startCaption(caption, maker.colorOf(paints.body));
  caption.put(' ');
  caption.write(spindle ? tilt > .1f    ? "diving "
                          : tilt < -.1f ? "rising "
                                        : ""
                        : looks[(i32)maker.recipe.paint[paints.body].pattern]);
  caption.write(name);
  caption.write(leaps ? " leaping out of the sea" : "");
  maker.phrases.write(caption, " with ");
  if (paints.fin != paints.body && kind != 8) {
    caption.write(maker.phrases.count > 0 ? ", trimmed in " : " trimmed in ");
    caption.write(maker.colorOf(paints.fin));
  }
}

PIWA_NOINLINE void makeFish(Maker& maker) {
  RandomStream& random = maker.random;
  constexpr const char* names[12] = {"reef fish", "angelfish",   "shark",      "whale",
                                     "dolphin",   "puffer fish", "manta ray",  "seahorse",
                                     "octopus",   "jellyfish",   "sea turtle", "swordfish"};
  constexpr const char* tags[12] = {"fish.n.01",      "angelfish.n.02", "shark.n.01",
                                    "whale.n.02",     "dolphin.n.02",   "puffer.n.02",
                                    "ray.n.07",       "seahorse.n.02",  "octopus.n.02",
                                    "jellyfish.n.02", "turtle.n.02",    "swordfish.n.02"};
  const i32 kind = random.below(12);
  const i32 sceneRoll = random.below(6);
  const SeaPaints paints = paintSea(maker, kind);
  const bool leaps = kind >= 2 && kind <= 4 && sceneRoll < 2;
  const bool weedy = (kind < 2 || kind == 5 || kind == 7) && sceneRoll < 3;
  const f32 tilt = leaps ? -random.between(.4f, .9f) : random.between(-.25f, .25f);
  const i32 outer = maker.openFrame(0,
                                    weedy   ? random.between(-.25f, .1f)
                                    : leaps ? .15f
                                            : 0.f,
                                    0, 0.f, 1.f);
  maker.tiltFrame(1.f, 0.f, 0.f, kind >= 7 && kind <= 9 ? 0.f : tilt);
  switch (kind) {
    case 2:
    case 3:
    case 4:
    case 11:
      spindleFish(maker, paints, kind == 2, kind == 3, kind == 11);
      break;
    case 6:
      rayFish(maker, paints);
      break;
    case 7:
      seaHorse(maker, paints);
      break;
    case 8:
    case 9:
      armedAnimal(maker, paints, kind == 9);
      break;
    case 10:
      seaTurtle(maker, paints);
      break;
    default:
      reefFish(maker, paints, kind == 1, kind == 5);
      break;
  }
  maker.closeFrame(outer);
  addSea(maker, leaps ? 2 : weedy ? 1 : 0);
  describeFish(maker, paints, names[kind], kind, leaps, tilt);
  maker.tag(tags[kind]);
  maker.tag(kind == 8 || kind == 9 || kind == 10 || kind == 3 || kind == 4 ? "animal.n.01"
                                                                           : "fish.n.01");
}

}  // namespace piwa

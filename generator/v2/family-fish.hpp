// Sea animals: fish of many outlines, sharks, whales, rays, seahorses, octopuses, turtles, jellyfish.
#pragma once
#include "living-kit.hpp"

namespace piwa {

struct SeaPaints {
  i32 body;
  i32 belly;
  i32 fin;
  i32 dark;
  i32 white;
};

PIWA_NOINLINE SeaPaints paintSea(Maker& maker, i32 kind) {
  RandomStream& random = maker.random;
  constexpr Color deep[6] = {{.58f, .3f, .5f}, {.6f, .15f, .4f}, {.57f, .5f, .55f}, {.55f, .25f, .65f}, {.62f, .4f, .32f}, {.5f, .3f, .45f}};
  const Color sea = drawFrom(random, deep, 6);
  const Color petal = petalColor(random);
  const i32 look = random.below(4);
  const bool gray = kind >= 2 && kind <= 4;
  const Color base = gray ? sea : petal;
  constexpr Pattern looks[4] = {Pattern::plain, Pattern::stripes, Pattern::patches, Pattern::speckled};
  SeaPaints paints;
  paints.body = paintTwo(maker, Material::skin, base, gray ? Pattern::mottled : looks[look], look == 1 ? 4.f : 3.f,
                         gray ? Color{base.hue, base.saturation, base.value * .8f} : maker.scheme.color[1]);
  paints.belly = paintAs(maker, Material::skin, {base.hue, .08f, .94f}, Pattern::plain, 4.f);
  paints.fin = gray ? paints.body : maker.paintScheme(Material::skin, 3);
  paints.dark = paintDark(maker);
  paints.white = paintWhite(maker);
  return paints;
}

/// A flat fin in the plane of the spine; the polygon's x runs backwards.
PIWA_NOINLINE Primitive& spineFin(Maker& maker, f32 y, f32 z, const f32* points, i32 count, f32 yaw) {
  Primitive& fin = maker.prism(0, y, z, points, count, .06f);
  fin.rounding = .03f;
  rotateAround(fin, 0, 1, 0, halfPi + yaw);
  return fin;
}

/// Two lobes behind a tail's root.
PIWA_NOINLINE void tailFin(Maker& maker, const Spot& root, f32 yaw, f32 size, f32 spread, f32 lower, bool flat) {
  const Spot back = aim(pi + yaw, 0.f);
  for (i32 i = 0; i < 2; i++) {
    const f32 long_ = size * (i == 0 ? 1.f : lower);
    if (flat) {
      blade(maker, root, pi + yaw + (i == 0 ? spread : -spread), 0.f, {.13f, long_ * .55f, .055f}).blend = .04f;
    } else {
      const Spot tip = shifted(along(root, back, long_ * (1.1f - spread * .5f)), 0, (i == 0 ? 1.f : -1.f) * long_ * spread, 0);
      Primitive& lobe = maker.ball(.5f * (root.x + tip.x), .5f * (root.y + tip.y), .5f * (root.z + tip.z), .07f, long_ * .62f, size * .24f);
      rotateAround(lobe, 1, 0, 0, (i == 0 ? -1.f : 1.f) * arcTangent2(1.1f - spread * .5f, spread));
      rotateAround(lobe, 0, 1, 0, yaw);
      lobe.blend = .03f;
    }
  }
}

/// Oval bodies, flat or fat, with fins above, below and beside.
PIWA_NOINLINE void reefFish(Maker& maker, const SeaPaints& paints, bool tall, bool puffed) {
  RandomStream& random = maker.random;
  const f32 length = random.between(.45f, .75f);
  const f32 height = length * (tall ? random.between(.75f, 1.1f) : puffed ? random.between(.85f, 1.f) : random.between(.35f, .7f));
  const f32 width = puffed ? height * .92f : height * random.between(.3f, .62f);
  const f32 bend = random.between(-.6f, .6f);
  const f32 fin = random.between(.25f, .55f) * (tall ? 1.5f : 1.f);
  const f32 sweep = random.between(.1f, .6f);
  const f32 spread = random.between(.35f, .8f);
  const i32 spikes = puffed ? 7 + random.below(4) : 0;
  maker.begin("body", paints.body);
  maker.ball(0, 0, 0, width, height, length);
  const Spot root = along({0, 0, -length * .7f}, aim(pi + bend, 0.f), length * .45f);
  oval(maker, {0, 0, -length * .3f}, root, width * .45f, height * .36f).blend = .1f;
  maker.begin("fin", paints.fin);
  const f32 tailReach = length * random.between(.5f, .95f);
  const f32 tailFork = random.between(.8f, 1.1f);
  tailFin(maker, root, bend, tailReach, spread, tailFork, false);
  const f32 top[10] = {-length * .35f, -.12f, length * (sweep - .2f), fin, length * (.25f + sweep), fin * .7f, length * .62f, -.05f, length * .6f, -height * .3f};
  spineFin(maker, height * .82f, 0.f, top, 5, 0.f).blend = .03f;
  const f32 low[8] = {-length * .1f, .12f, length * .6f, height * .3f, length * (.3f + sweep), -fin * .7f, length * sweep, -fin * .6f};
  spineFin(maker, -height * .82f, 0.f, low, 4, 0.f).blend = .03f;
  blade(maker, {width * .8f, -height * .15f, length * .25f}, pi - .75f, -.2f, {length * .16f, length * .26f, .055f}).mirrorX = 1;
  if (puffed) {
    maker.begin("spike", paints.white);
    for (i32 i = 0; i < 4; i++) {
      const f32 pitch = -.9f + .55f * (f32)i;
      const Spot out = aim(halfPi, pitch);
      Primitive& one = spike(maker, {out.x * width * .85f, out.y * height * .9f, 0}, {out.x * width * 1.35f, out.y * height * 1.3f, 0}, .07f, .02f);
      one.foldAngle = fullTurn / (f32)spikes;
    }
    maker.phrases.add("spikes all over");
  }
  maker.begin("mouth", paints.fin);
  maker.torus(0, -height * .1f, length * .97f, .07f, .05f);
  rotateAround(maker.recipe.primitive[maker.recipe.count - 1], 1, 0, 0, halfPi);
  wideEyes(maker, paints.white, paints.dark, {width * .68f, height * .22f, length * .58f}, larger(.085f, height * .17f), {.85f, .1f, .4f});
}

/// Spindles of limbs with a bend: shark, dolphin, swordfish, whale.
PIWA_NOINLINE void spindleFish(Maker& maker, const SeaPaints& paints, bool shark, bool whale, bool sword) {
  RandomStream& random = maker.random;
  const f32 thick = whale ? random.between(.3f, .42f) : random.between(.17f, .26f);
  const f32 length = whale ? random.between(.45f, .65f) : random.between(.5f, .75f);
  const f32 bend = random.between(-.5f, .5f);
  const f32 arch = shark || sword ? 0.f : random.between(-.2f, .6f);
  const f32 fin = random.between(.25f, .45f);
  maker.begin("body", paints.body);
  const Spot middle{0, 0, -length * .35f};
  oval(maker, {0, 0, length * 1.05f}, {0, 0, -length * .75f}, thick, thick * random.between(.85f, 1.1f));
  const Spot tail = along(middle, aim(pi + bend * .6f, arch * .5f), length * .7f);
  const Spot end = along(tail, aim(pi + bend, arch), length * .45f);
  maker.limb(middle, tail, thick * .8f, thick * .42f).blend = .15f;
  maker.limb(tail, end, thick * .42f, .065f).blend = .05f;
  maker.begin("belly", paints.belly);
  maker.ball(0, -thick * .3f, length * .25f, thick * .82f, thick * .8f, length * .72f);
  maker.begin("fin", paints.fin);
  const f32 tailReach = random.between(.38f, .6f);
  const f32 tailSpread = shark || sword ? random.between(.6f, .9f) : .9f;
  tailFin(maker, end, bend, tailReach, tailSpread, shark ? .65f : 1.f, !shark && !sword);
  const f32 top[8] = {-.16f, -.1f, .1f, fin, .2f, fin * .95f, .17f, -.1f};
  if (!whale) {
    spineFin(maker, thick * .9f, random.between(-.1f, .15f), top, 4, 0.f).blend = .04f;
  }
  const f32 sideYaw = pi - random.between(.7f, 1.2f);
  const f32 sidePitch = random.between(-.5f, .1f);
  blade(maker, {thick * .75f, -thick * .35f, length * .3f}, sideYaw, sidePitch, {.1f, fin * .75f, .055f}).mirrorX = 1;
  if (sword) {
    spike(maker, {0, .03f, length * .85f}, {0, .06f, length + random.between(.35f, .6f)}, .09f, .03f);
  } else if (!shark && !whale) {
    maker.begin("snout", paints.body);
    maker.limb({0, -.03f, length * .8f}, {0, -.06f, length + .26f}, .09f, .06f).blend = .06f;
  } else if (whale && random.chance(.6f)) {
    maker.begin("spout", paintAs(maker, Material::glass, {.54f, .35f, .93f}, Pattern::plain, 4.f));
    maker.limb({0, thick * .8f, length * .5f}, {0, thick + .25f, length * .5f}, .06f, .06f);
    maker.arc(.14f, thick + .25f, length * .5f, .14f, .055f, halfPi).mirrorX = 1;
    maker.phrases.add("a spout of water");
  }
  eyePair(maker, paints.dark, {thick * .78f, thick * .12f, length * (whale ? .55f : .62f)}, .062f);
}

PIWA_NOINLINE void rayFish(Maker& maker, const SeaPaints& paints) {
  RandomStream& random = maker.random;
  const f32 span = random.between(.6f, 1.f);
  const f32 length = random.between(.4f, .7f);
  const f32 lift = random.between(-.25f, .5f);
  const f32 back = random.between(-.3f, .25f);
  const f32 tail = random.between(.5f, 1.1f);
  maker.begin("body", paints.body);
  maker.ball(0, 0, 0, .22f, .12f, length * .9f);
  const f32 points[12] = {-.1f, length * .75f, span * .45f, length * .4f + back * .3f, span, back, span * .6f, -length * .25f, span * .25f, -length * .6f, -.1f, -length * .75f};
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
    spike(maker, {0, head.y + .1f - .22f * (f32)i, head.z - .1f - (i > 0 ? belly * .75f : 0.f)}, {0, head.y + .26f - .26f * (f32)i, head.z - .2f - (i > 0 ? belly * .9f : 0.f)}, .07f, .03f);
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
    curl(maker, root, yaw, from, to, reach * random.between(.75f, 1.3f) * (jelly ? 1.35f : 1.f), 4, jelly ? .06f : .11f, .05f, .03f);
  }
  if (!jelly) {
    wideEyes(maker, paints.white, paints.dark, {size * .5f, .3f, size * .85f}, .12f, {.2f, .1f, 1.f});
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
  blade(maker, {width * .7f, -.02f, length * .6f}, halfPi + .35f, flap, {.13f, reach, .06f}).mirrorX = 1;
  blade(maker, {width * .6f, -.03f, -length * .7f}, halfPi + 1.f, -flap * .5f, {.1f, reach * .5f, .06f}).mirrorX = 1;
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
      curl(maker, {x, -.95f, -.1f}, 1.5f + 2.f * (f32)i, 1.1f, 1.9f, .75f + .2f * (f32)i, 3, .07f, .05f, .02f);
    }
    maker.phrases.add("seaweed on a stone");
  } else if (kind == 2) {
    maker.begin("wave", paintAs(maker, Material::glass, {.55f, .55f, .8f}, Pattern::mottled, 4.f));
    maker.cylinder(0, -.62f, -.4f, .55f * size, .12f, .05f);
    maker.ball(0, -.45f, -.42f, .3f * size, .26f, .3f * size).blend = .1f;
    Primitive& splash = maker.limb({.3f * size, -.55f, -.4f}, {.48f * size, -.32f, -.4f}, .1f, .05f);
    splash.blend = .06f;
    splash.mirrorX = 1;
    maker.phrases.add("a wave under it");
  }
}

PIWA_NOINLINE void makeFish(Maker& maker) {
  RandomStream& random = maker.random;
  constexpr const char* names[12] = {"reef fish", "angelfish", "shark", "whale", "dolphin", "puffer fish", "manta ray", "seahorse", "octopus", "jellyfish", "sea turtle", "swordfish"};
  constexpr const char* tags[12] = {"fish.n.01", "angelfish.n.02", "shark.n.01", "whale.n.02", "dolphin.n.02", "puffer.n.02", "ray.n.07", "seahorse.n.02", "octopus.n.02", "jellyfish.n.02", "turtle.n.02", "swordfish.n.02"};
  const i32 kind = random.below(12);
  const i32 sceneRoll = random.below(6);
  const SeaPaints paints = paintSea(maker, kind);
  const bool leaps = kind >= 2 && kind <= 4 && sceneRoll < 2;
  const bool weedy = (kind < 2 || kind == 5 || kind == 7) && sceneRoll < 3;
  const f32 tilt = leaps ? -random.between(.4f, .9f) : random.between(-.25f, .25f);
  const i32 outer = maker.openFrame(0, weedy ? random.between(-.25f, .1f) : leaps ? .15f : 0.f, 0, 0.f, 1.f);
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
  Text& caption = maker.caption;
  constexpr const char* looks[12] = {"plain ", "grained ", "brushed ", "spotted ", "", "", "", "striped ", "checked ", "patched ", "scaly ", ""};
  startCaption(caption, maker.colorOf(paints.body));
  caption.put(' ');
  caption.write(kind == 2 || kind == 3 || kind == 4 ? tilt > .1f ? "diving " : tilt < -.1f ? "rising " : "" : looks[(i32)maker.recipe.paint[paints.body].pattern]);
  caption.write(names[kind]);
  caption.write(leaps ? " leaping out of the sea" : "");
  maker.phrases.write(caption, " with ");
  if (paints.fin != paints.body && kind != 8) {
    caption.write(maker.phrases.count > 0 ? ", trimmed in " : " trimmed in ");
    caption.write(maker.colorOf(paints.fin));
  }
  maker.tag(tags[kind]);
  maker.tag(kind == 8 || kind == 9 || kind == 10 || kind == 3 || kind == 4 ? "animal.n.01" : "fish.n.01");
}

}  // namespace piwa

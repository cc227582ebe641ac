// Tools: hammers, hatchets, wrenches, saws, screwdrivers, pliers, shovels, rakes, brushes, anvils.
#pragma once
#include "built-kit.hpp"

namespace piwa {

struct ToolPaints {
  i32 steel;
  i32 grip;
  i32 trim;
};

PIWA_NOINLINE ToolPaints drawToolPaints(Maker& maker) {
  const i32 color = maker.random.below(5);
  const bool wooden = maker.random.chance(.55f);
  const i32 steel = paintSteel(maker);
  const i32 grip =
      wooden ? maker.paintNatural(Material::wood) : maker.paintScheme(Material::plastic, color);
  const i32 trim = maker.paintScheme(Material::metal, color + 2);
  return {steel, grip, trim};
}

/// A handle along y from `low` to `high`: straight, swelling, ringed or with a knob.
PIWA_NOINLINE void addHandle(Maker& maker, const ToolPaints& paints, f32 low, f32 high,
                             f32 radius) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(4);
  const f32 swell = random.between(1.25f, 1.7f);
  const f32 share = random.between(.3f, .5f);
  const f32 cut = low + (high - low) * share;
  maker.begin("handle", paints.grip);
  maker.limb({0, low, 0}, {0, high, 0}, radius, radius);
  if (kind == 1) {
    maker.limb({0, low, 0}, {0, cut, 0}, radius * swell, radius).blend = .05f;
  } else if (kind == 2) {
    maker.begin("grip", paints.trim);
    maker.limb({0, low, 0}, {0, cut, 0}, radius * 1.3f, radius * 1.3f);
  } else if (kind == 3) {
    maker.ball(0, low, 0, radius * 1.9f, radius * 1.6f, radius * 1.9f);
  }
}

PIWA_NOINLINE const char* makeHammer(Maker& maker, const ToolPaints& paints) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(4);
  const f32 reach = random.between(.28f, .55f);
  const f32 face = random.between(.12f, .26f);
  const f32 length = random.between(.9f, 1.7f);
  const f32 thick = random.between(.055f, .09f);
  addHandle(maker, paints, -length, .05f, thick);
  maker.begin("head", kind == 3 ? maker.paintNatural(Material::wood) : paints.steel);
  if (kind == 0) {
    barrel(maker, 0, 0, 0, face * .6f, reach * .8f);
    barrel(maker, reach, 0, 0, face, .12f, .03f);
    maker.limb({-reach * .5f, 0, 0}, {-reach * 1.3f, -.16f, .09f}, face * .5f, .055f).mirrorZ = 1;
    maker.phrases.add("a claw");
    return "claw hammer";
  }
  if (kind == 1) {
    maker.box(0, 0, 0, reach * 1.1f, face, face, .03f);
    maker.phrases.add("a heavy square head");
    return "sledgehammer";
  }
  if (kind == 2) {
    barrel(maker, reach * .5f, 0, 0, face, reach * .5f, .02f);
    barrel(maker, 0, 0, 0, face * .6f, reach * .7f);
    maker.ball(-reach * .8f, 0, 0, face * .8f, face * .9f, face * .8f);
    maker.phrases.add("a round peen");
    return "ball-peen hammer";
  }
  barrel(maker, 0, 0, 0, face * 1.3f, reach, .05f);
  maker.begin("band", paints.trim);
  barrel(maker, reach * .7f, 0, 0, face * 1.3f + .03f, .055f).mirrorX = 1;
  maker.phrases.add("a round wooden head");
  return "mallet";
}

PIWA_NOINLINE const char* makePick(Maker& maker, const ToolPaints& paints) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(4);
  const f32 reach = random.between(.4f, .8f);
  const f32 high = random.between(.2f, .5f);
  const f32 length = random.between(1.f, 1.8f);
  addHandle(maker, paints, -length, .12f, random.between(.055f, .085f));
  maker.begin("head", paints.steel);
  if (kind == 0) {
    Primitive& p = maker.arc(0, -reach * 1.4f, 0, reach * 1.4f, .075f, random.between(.45f, .7f));
    p.size[1] = .08f;
    maker.box(0, 0, 0, .13f, .11f, .11f, .02f);
    maker.phrases.add("a curved double point");
    maker.tag("pick.n.07");
    return "pickaxe";
  }
  if (kind == 1) {
    const f32 points[10] = {0.f, .1f, reach, high, reach + .07f, 0.f, reach, -high, 0.f, -.1f};
    maker.prism(0, 0, 0, points, 5, .065f);
    maker.box(-.05f, 0, 0, .16f, .12f, .1f, .02f);
    maker.phrases.add("a broad blade");
    maker.tag("hatchet.n.02");
    return "hatchet";
  }
  if (kind == 2) {
    maker.box(reach * .5f, -.02f, 0, reach * .5f, .055f, .07f);
    Primitive& blade = maker.box(reach, -high * .5f, 0, .05f, high * .6f, .2f);
    rotateAround(blade, 0, 0, 1, -.3f);
    maker.box(0, 0, 0, .12f, .1f, .1f);
    maker.phrases.add("a blade at right angles");
    maker.tag("hoe.n.01");
    return "hoe";
  }
  const i32 tines = 3 + random.below(2);
  barrel(maker, 0, 0, 0, .06f, reach * .8f);
  Primitive& tine = maker.limb({0, 0, 0}, {0, -high * .4f, high * .8f}, .055f, .045f);
  tine.repeatCount[0] = tines * 2 - 1;
  tine.repeatStep[0] = reach * 1.6f / (f32)(tines * 2 - 2);
  maker.phrases.addCounted(tines * 2 - 1, "tine", "tines");
  maker.tag("rake.n.03");
  return "rake";
}

PIWA_NOINLINE const char* makeShovel(Maker& maker, const ToolPaints& paints) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(3);
  const f32 wide = random.between(.2f, .42f);
  const f32 high = random.between(.3f, .6f);
  const f32 length = random.between(.5f, 1.4f);
  const bool loop = random.chance(.6f);
  maker.begin("shaft", paints.grip);
  maker.limb({0, 0, 0}, {0, length, 0}, .065f, .065f);
  if (loop) {
    maker.begin("handle", paints.trim);
    barrel(maker, 0, length + .26f, 0, .06f, .17f);
    maker.limb({0, length, 0}, {.16f, length + .26f, 0}, .06f, .055f).mirrorX = 1;
    maker.phrases.add("a D-shaped handle");
  } else {
    maker.phrases.add("a straight shaft");
  }
  maker.begin("blade", paints.steel);
  maker.limb({0, .12f, 0}, {0, -.2f, 0}, .1f, .08f);
  if (kind == 2) {
    const i32 tines = 3 + random.below(3);
    barrel(maker, 0, -.12f, 0, .065f, wide);
    Primitive& tine = maker.limb({0, -.12f, 0}, {0, -high * 2.f, .05f}, .06f, .045f);
    tine.repeatCount[0] = tines;
    tine.repeatStep[0] = 2.f * wide / (f32)(tines - 1);
    maker.phrases.addCounted(tines, "tine", "tines");
    return "digging fork";
  }
  const f32 points[14] = {-wide,
                          0.f,
                          wide,
                          0.f,
                          wide,
                          -high,
                          kind == 0 ? wide * .6f : wide,
                          -high * 1.5f,
                          0.f,
                          kind == 0 ? -high * 2.f : -high * 1.5f - .01f,
                          kind == 0 ? -wide * .6f : -wide,
                          -high * 1.5f,
                          -wide,
                          -high};
  maker.prism(0, 0, 0, points, 7, .055f);
  maker.box(wide * .95f, -high * .6f, .06f, .05f, high * .6f, .09f).mirrorX = 1;
  maker.tag(kind == 0 ? "shovel.n.01" : "spade.n.02");
  return kind == 0 ? "pointed shovel" : "square spade";
}

PIWA_NOINLINE const char* makeWrench(Maker& maker, const ToolPaints& paints) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(3);
  const f32 jaw = random.between(.24f, .45f);
  const f32 length = random.between(.8f, 1.6f);
  const f32 thick = random.between(.07f, .14f);
  const f32 wide = random.between(.08f, .16f);
  const f32 gap = jaw * random.between(.4f, .55f);
  const f32 lean = random.between(-.4f, .4f);
  maker.begin("jaw", paints.steel);
  disc(maker, 0, 0, 0, jaw, thick, .02f);
  Primitive& mouth = maker.cut({Shape::box, 0, jaw * .7f, 0, gap, jaw * .8f, thick + .2f});
  rotateAround(mouth, 0, 0, 1, lean);
  if (kind == 1) {
    disc(maker, 0, -length - jaw * .5f, 0, jaw * .85f, thick, .02f);
    disc(maker, 0, -length - jaw * .5f, 0, jaw * .5f, thick + .2f).operation = Operation::subtract;
  } else if (kind == 2) {
    maker.begin("screw", paints.trim);
    barrel(maker, -jaw * .2f, -jaw * .75f, 0, thick * 1.4f, .12f);
  }
  maker.begin("shank", kind == 2 ? paints.grip : paints.steel);
  maker.box(0, -length * .5f - jaw * .3f, 0, wide, length * .5f - jaw * .2f, thick * .75f, .02f);
  if (kind == 0) {
    maker.begin("grip", paints.grip);
    maker.box(0, -length + .1f, 0, wide * 1.2f, length * .3f, thick, .05f);
  }
  return kind == 1 ? "combination wrench" : kind == 2 ? "adjustable wrench" : "wrench";
}

PIWA_NOINLINE const char* makeSaw(Maker& maker, const ToolPaints& paints) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(3);
  const f32 length = random.between(.9f, 1.6f);
  const f32 high = random.between(.14f, .32f);
  const i32 teeth = 7 + random.below(8);
  const f32 tip = random.between(.35f, 1.f);
  maker.begin("blade", paints.steel);
  const f32 pitch = length / (f32)teeth;
  if (kind == 2) {
    const f32 points[8] = {-pitch * .5f, .05f, pitch * .5f,  .05f,
                           pitch * .3f,  -.1f, -pitch * .3f, -.1f};
    maker.box(length * .5f, 0, 0, length * .5f, .06f, .05f);
    Primitive& p = maker.prism(length * .5f, -.05f, 0, points, 4, .05f);
    p.repeatCount[0] = teeth;
    p.repeatStep[0] = pitch;
    maker.begin("bow", paints.trim);
    maker.limb({length, 0, 0}, {length, high * 2.f, 0}, .065f, .065f);
    maker.limb({length, high * 2.f, 0}, {0, high * 2.f, 0}, .065f, .065f);
    maker.limb({0, high * 2.f, 0}, {0, 0, 0}, .065f, .065f);
  } else {
    const f32 points[8] = {0.f, high, length, high * (2.f * tip - 1.f), length, -high, 0.f, -high};
    maker.prism(0, 0, 0, points, 4, .05f);
    const f32 tooth[6] = {-pitch * .5f, .02f, pitch * .5f, .02f, -pitch * .4f, -.11f};
    Primitive& p = maker.prism(length * .5f, -high, 0, tooth, 3, .05f);
    p.repeatCount[0] = teeth;
    p.repeatStep[0] = pitch;
  }
  maker.begin("handle", paints.grip);
  if (kind == 1) {
    maker.limb({0, 0, 0}, {-.5f, -.05f, 0}, .1f, .12f);
  } else {
    rotateAround(maker.torus(-.2f, 0, 0, .2f, .085f), 1, 0, 0, halfPi);
    maker.limb({-.02f, high, 0}, {-.02f, -high, 0}, .09f, .09f);
  }
  maker.phrases.addCounted(teeth, "tooth", "teeth");
  return kind == 2 ? "hacksaw" : kind == 1 ? "pruning saw" : "handsaw";
}

PIWA_NOINLINE const char* makePliers(Maker& maker, const ToolPaints& paints) {
  RandomStream& random = maker.random;
  const bool shears = random.chance(.5f);
  const f32 open = random.between(.12f, .5f);
  const f32 jaw = random.between(.35f, .9f);
  const f32 handle = random.between(.6f, 1.1f);
  const f32 fat = random.between(.075f, .12f);
  for (i32 i = 0; i < 2; i++) {
    const f32 s = i == 0 ? 1.f : -1.f;
    const i32 outer = maker.openFrame(0, 0, s * .05f, 0, 1.f);
    maker.tiltFrame(0, 0, 1, s * open);
    maker.begin(shears ? "blade" : "jaw", paints.steel);
    if (shears) {
      const f32 points[8] = {-s * .1f, -.1f,      s * .1f,   -.1f,
                             s * .12f, jaw * .6f, -s * .05f, jaw * 1.3f};
      maker.prism(0, 0, 0, points, 4, .055f);
    } else {
      maker.limb({-s * .04f, -.1f, 0}, {-s * .06f, jaw * .8f, 0}, .14f, .07f);
    }
    maker.begin("handle", paints.grip);
    if (shears) {
      maker.limb({s * .04f, -.1f, 0}, {s * .12f, -handle * .6f, 0}, .07f, .07f);
      rotateAround(maker.torus(s * .16f, -handle * .6f - .2f, 0, .19f, .065f), 1, 0, 0, halfPi);
    } else {
      maker.limb({s * .06f, -.12f, 0}, {s * .3f, -handle * .5f, 0}, fat, fat);
      maker.limb({s * .3f, -handle * .5f, 0}, {s * .22f, -handle, 0}, fat, fat * .85f);
    }
    maker.closeFrame(outer);
  }
  maker.begin("pivot", paints.trim);
  disc(maker, 0, 0, 0, .13f, .17f, .03f);
  maker.phrases.add(open > .32f ? "wide open jaws" : "nearly closed jaws");
  maker.tag(shears ? "scissors.n.01" : "pliers.n.01");
  return shears ? "pair of scissors" : "pair of pliers";
}

}  // namespace piwa

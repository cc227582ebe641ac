// More tools: screwdrivers, brushes, anvils, drills, trowels; and the choice of one.
#pragma once
#include "family-tool.hpp"

namespace piwa {

PIWA_NOINLINE const char* makeScrewdriver(Maker& maker, const ToolPaints& paints) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(3);
  const f32 fat = random.between(.12f, .24f);
  const f32 grip = random.between(.3f, .55f);
  const f32 shank = random.between(.4f, 1.1f);
  const f32 thin = random.between(.055f, .08f);
  const i32 ribs = 4 + random.below(4);
  maker.begin("handle", paints.grip);
  maker.limb({0, 0, 0}, {0, grip, 0}, fat, fat * .8f);
  Primitive& rib = maker.cylinder(fat * .9f, grip * .5f, 0, .06f, grip * .5f);
  rib.foldAngle = fullTurn / (f32)ribs;
  maker.begin("collar", paints.trim);
  maker.cylinder(0, -fat * .9f, 0, fat * .7f, .08f);
  maker.begin("shank", paints.steel);
  maker.limb({0, -fat, 0}, {0, -fat - shank, 0}, thin, thin);
  if (kind == 0) {
    maker.box(0, -fat - shank - .08f, 0, thin * 1.9f, .12f, .05f);
    maker.tag("screwdriver.n.01");
    return "flat screwdriver";
  }
  if (kind == 1) {
    maker.cone(0, -fat - shank - .08f, 0, .03f, .12f, thin * 1.4f);
    maker.tag("awl.n.01");
    return "awl";
  }
  maker.box(0, -fat - shank, 0, .1f, .16f, .06f);
  maker.box(0, -fat - shank - .1f, 0, .17f, .12f, .055f);
  maker.tag("chisel.n.01");
  return "chisel";
}

PIWA_NOINLINE const char* makeBrush(Maker& maker, const ToolPaints& paints) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(3);
  const f32 wide = random.between(.18f, .5f);
  const f32 length = random.between(.5f, 1.4f);
  const f32 hair = random.between(.2f, .5f);
  const i32 color = random.below(5);
  const i32 bristle = maker.paintScheme(Material::fabric, color);
  setPattern(maker, bristle, Pattern::grain, 9.f);
  addHandle(maker, paints, -.1f, length, random.between(.06f, .09f));
  if (kind == 0) {
    maker.begin("ferrule", paints.steel);
    maker.box(0, -.12f, 0, wide, .12f, .12f, .02f);
    maker.begin("bristles", bristle);
    const f32 points[8] = {-wide, 0.f, wide, 0.f, wide * 1.1f, -hair, -wide * 1.1f, -hair};
    maker.prism(0, -.2f, 0, points, 4, .1f);
    maker.tag("paintbrush.n.01");
    return "paintbrush";
  }
  if (kind == 1) {
    maker.begin("arm", paints.steel);
    maker.limb({0, -.1f, 0}, {wide + .14f, -.16f, 0}, .05f, .05f);
    maker.limb({wide + .14f, -.16f, 0}, {wide + .14f, -.16f - hair * .8f, 0}, .05f, .05f);
    maker.begin("roller", bristle);
    barrel(maker, 0, -.16f - hair * .8f, 0, hair * .5f, wide + .05f, .05f);
    barrel(maker, .08f, -.16f - hair * .8f, 0, .05f, wide + .1f);
    return "paint roller";
  }
  maker.begin("head", paints.trim);
  maker.cone(0, -.14f, 0, wide * .8f, .14f, .12f);
  maker.begin("bristles", bristle);
  maker.cone(0, -.26f - hair * .7f, 0, wide * 1.3f, hair * .75f, wide * .7f);
  maker.tag("broom.n.01");
  return "broom";
}

PIWA_NOINLINE const char* makeAnvil(Maker& maker, const ToolPaints& paints) {
  RandomStream& random = maker.random;
  const f32 length = random.between(.5f, .9f);
  const f32 wide = random.between(.18f, .32f);
  const f32 high = random.between(.25f, .5f);
  const f32 horn = random.between(.3f, .65f);
  const f32 block = random.between(.2f, .6f);
  const bool stump = random.chance(.65f);
  const f32 side = drawSide(random);
  maker.begin("anvil", paints.steel);
  maker.box(0, high, 0, length * .7f, .14f, wide, .02f);
  Primitive& p = maker.limb({side * length * .5f, high, 0},
                            {side * (length * .7f + horn), high + .06f, 0}, .15f, .05f);
  p.blend = .03f;
  maker.cone(0, high * .5f, 0, wide * 1.1f, high * .5f, wide * .7f);
  maker.box(0, .06f, 0, length * .6f, .09f, wide * 1.2f, .02f);
  if (stump) {
    maker.begin("stump", maker.paintNatural(Material::wood));
    maker.cylinder(0, -block, 0, length * .8f, block, .04f);
    maker.begin("band", paints.trim);
    maker.torus(0, -block * .5f, 0, length * .8f, .055f);
    maker.phrases.add("a stump under it");
  }
  maker.begin("hammer", paints.grip);
  maker.limb({-side * .1f, high + .22f, -.1f}, {-side * length, high + .26f, .3f}, .06f, .06f);
  maker.begin("hammer head", paints.trim);
  maker.box(-side * .1f, high + .2f, -.1f, .1f, .1f, .2f, .02f);
  maker.phrases.add("a hammer on top");
  return "anvil";
}

PIWA_NOINLINE const char* makeDrill(Maker& maker, const ToolPaints& paints) {
  RandomStream& random = maker.random;
  const f32 radius = random.between(.17f, .28f);
  const f32 body = random.between(.3f, .55f);
  const f32 bit = random.between(.3f, .7f);
  const f32 grip = random.between(.4f, .7f);
  const f32 lean = random.between(0.f, .25f);
  const bool battery = random.chance(.6f);
  const bool side = random.chance(.4f);
  maker.begin("body", paints.trim);
  disc(maker, 0, 0, 0, radius, body, .06f);
  disc(maker, 0, 0, -body, radius * .8f, .1f, .04f);
  maker.begin("chuck", paints.steel);
  Primitive& chuck = maker.cone(0, 0, body + .14f, radius * .75f, .16f, radius * .4f);
  rotateAround(chuck, 1, 0, 0, halfPi);
  disc(maker, 0, 0, body + .3f + bit * .5f, .055f, bit * .5f + .05f);
  maker.begin("grip", paints.grip);
  maker.limb({0, -radius * .5f, -body * .4f}, {0, -radius - grip, -body * .4f - lean}, .14f, .13f);
  maker.box(0, -radius - .12f, -body * .4f + .16f, .06f, .09f, .08f, .03f);
  if (battery) {
    maker.begin("battery", paints.grip);
    maker.box(0, -radius - grip - .08f, -body * .35f - lean, .2f, .13f, .3f, .04f);
    maker.phrases.add("a battery");
  } else {
    maker.begin("cord", paints.grip);
    maker.limb({0, -radius - grip, -body * .4f - lean}, {.2f, -radius - grip - .3f, -body - .3f},
               .06f, .055f);
    maker.phrases.add("a cord");
  }
  if (side) {
    maker.begin("side handle", paints.grip);
    maker.limb({0, 0, body * .7f}, {radius + .5f, 0, body * .7f}, .09f, .11f);
    maker.phrases.add("a side handle");
  }
  return "power drill";
}

/// Hung, standing on its end, leaning, or lying flat.
PIWA_NOINLINE void makeTool(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(12);
  const i32 pose = random.below(4);
  const f32 turn = random.between(-.7f, .7f);
  const f32 lean = random.between(.35f, 1.2f);
  const ToolPaints paints = drawToolPaints(maker);
  const bool posed = kind != 9 && kind != 10;
  const i32 outer = maker.openFrame(0, 0, 0, posed ? turn : 0.f, 1.f);
  if (posed && pose > 0) {
    maker.tiltFrame(pose == 2 ? 1.f : 0.f, 0, pose == 2 ? 0.f : 1.f,
                    pose == 1   ? lean
                    : pose == 2 ? -halfPi
                                : -lean);
  }
  const char* noun = "";
  switch (kind) {
    case 0:
    case 1:
      noun = makeHammer(maker, paints);
      break;
    case 2:
    case 3:
      noun = makePick(maker, paints);
      break;
    case 4:
      noun = makeShovel(maker, paints);
      break;
    case 5:
      noun = makeWrench(maker, paints);
      break;
    case 6:
      noun = makeSaw(maker, paints);
      break;
    case 7:
      noun = makePliers(maker, paints);
      break;
    case 8:
      noun = makeScrewdriver(maker, paints);
      break;
    case 9:
      noun = makeAnvil(maker, paints);
      break;
    case 10:
      noun = makeDrill(maker, paints);
      break;
    default:
      noun = makeBrush(maker, paints);
      break;
  }
  maker.closeFrame(outer);
  constexpr const char* tags[12] = {"hammer.n.02", "hammer.n.02",      "tool.n.01",
                                    "tool.n.01",   "shovel.n.01",      "wrench.n.03",
                                    "saw.n.02",    "hand_tool.n.01",   "hand_tool.n.01",
                                    "anvil.n.01",  "power_drill.n.01", "brush.n.02"};
  maker.tag(tags[kind]);
  startCaption(maker.caption, noun);
  if (posed) {
    maker.caption.write(pose == 0 ? " upright" : pose == 2 ? " lying flat" : " leaning");
  }
  maker.caption.write(" with a ");
  maker.caption.write(paintWord(maker, paints.grip));
  nameMaterial(maker, paints.grip);
  maker.caption.write(kind == 9 ? " hammer handle" : " handle");
  maker.phrases.write(maker.caption, ", ");
  maker.tag("tool.n.01");
}

}  // namespace piwa

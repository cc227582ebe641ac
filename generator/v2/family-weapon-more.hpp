// More weapons: maces, flails, spears, staffs, cannons, catapults; and the choice of one.
#pragma once
#include "family-weapon.hpp"

namespace piwa {

PIWA_NOINLINE const char* makeMace(Maker& maker, const WeaponPaints& paints) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(4);
  const f32 length = random.between(.6f, 1.4f);
  const f32 head = random.between(.2f, .4f);
  const i32 count = 4 + random.below(5);
  const f32 spike = random.between(.1f, .25f);
  const f32 swing = random.between(-.5f, .5f);
  maker.begin("shaft", paints.grip);
  maker.limb({0, -length, 0}, {0, 0, 0}, .07f, .065f);
  maker.begin("pommel", paints.gold);
  maker.ball(0, -length, 0, .11f, .1f, .11f);
  maker.begin("head", paints.steel);
  if (kind == 0) {
    const f32 points[12] = {.0f,        -.08f,       head, .08f,        head * 1.1f, head,
                            head * .8f, head * 1.7f, .0f,  head * 1.9f, .0f,         head};
    maker.prism(0, 0, 0, points, 6, .05f).foldAngle = fullTurn / (f32)count;
    maker.cylinder(0, head, 0, .1f, head);
    maker.phrases.addCounted(count, "flange", "flanges");
    maker.tag("mace.n.04");
    return "flanged mace";
  }
  f32 x = 0.f;
  f32 y = head * .8f;
  if (kind == 3) {
    maker.begin("chain", paints.steel);
    x = .45f + .3f * swing;
    y = -.25f + .5f * swing;
    const i32 links = 4;
    for (i32 i = 0; i < links; i++) {
      const f32 t = ((f32)i + .5f) / (f32)links;
      Primitive& link = maker.torus(x * t, y * t + .12f * (1.f - t), 0, .085f, .05f);
      rotateAround(link, i % 2 == 0 ? 1.f : 0.f, 0, i % 2 == 0 ? 0.f : 1.f, halfPi);
    }
    maker.begin("head", paints.steel);
    y = y - head * .6f;
    x = x + head * .5f;
  }
  const i32 outer = maker.openFrame(x, y, 0, 0, 1.f);
  maker.ball(0, 0, 0, head, head, head);
  maker.begin("spike", paints.gold);
  if (kind == 2) {
    Primitive& rib = maker.torus(0, 0, 0, head, .06f);
    rib.repeatCount[1] = 1;
    ring(maker, 0, 0, 0, head, .06f);
    rotateAround(ring(maker, 0, 0, 0, head, .06f), 0, 1, 0, halfPi);
  } else {
    Primitive& side = maker.cone(head + spike * .4f, 0, 0, .1f, spike * .7f, .02f);
    rotateAround(side, 0, 0, 1, -halfPi);
    side.foldAngle = fullTurn / (f32)count;
    const f32 d = (head + spike * .4f) * .7071f;
    for (i32 i = 0; i < 2; i++) {
      const f32 s = i == 0 ? 1.f : -1.f;
      Primitive& p = maker.cone(d, s * d, 0, .1f, spike * .7f, .02f);
      rotateAround(p, 0, 0, 1, s > 0.f ? -.5f * halfPi : -1.5f * halfPi);
      p.foldAngle = fullTurn / (f32)count;
    }
    maker.cone(0, head + spike * .4f, 0, .1f, spike * .7f, .02f);
  }
  maker.closeFrame(outer);
  maker.phrases.add(kind == 2 ? "a ribbed ball" : "a spiked ball");
  maker.tag("mace.n.04");
  return kind == 3 ? "flail" : kind == 2 ? "war club" : "morning star";
}

PIWA_NOINLINE const char* makeSpear(Maker& maker, const WeaponPaints& paints) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(4);
  const f32 length = random.between(1.3f, 2.f);
  const f32 wide = random.between(.14f, .3f);
  const f32 high = random.between(.3f, .6f);
  const i32 color = random.below(5);
  const bool tassel = random.chance(.5f);
  maker.begin("shaft", paints.grip);
  maker.limb({0, -length, 0}, {0, .05f, 0}, .065f, .065f);
  maker.begin("head", paints.steel);
  if (kind == 0) {
    addBlade(maker, 2, wide * .6f, high);
  } else if (kind == 1) {
    maker.limb({0, 0, 0}, {wide * 1.2f, .14f, 0}, .06f, .06f).mirrorX = 1;
    maker.limb({wide * 1.2f, .14f, 0}, {wide * 1.2f, high, 0}, .06f, .045f).mirrorX = 1;
    maker.limb({0, 0, 0}, {0, high + .15f, 0}, .07f, .045f);
  } else if (kind == 2) {
    Primitive& p = maker.arc(wide * .7f, .1f, 0, wide * 1.6f, .06f, 1.1f);
    rotateAround(p, 0, 0, 1, .5f);
    p.size[1] = .075f;
  } else {
    maker.begin("orb", paints.gem);
    maker.ball(0, .22f, 0, .17f, .17f, .17f);
    maker.begin("claw", paints.gold);
    Primitive& claw = maker.arc(.02f, .2f, 0, .22f, .055f, 1.f);
    rotateAround(claw, 0, 0, 1, -halfPi);
    claw.foldAngle = fullTurn / 3.f;
    maker.cylinder(0, -.02f, 0, .12f, .07f);
  }
  if (tassel) {
    maker.begin("tassel", maker.paintScheme(Material::fabric, color));
    maker.cone(0, -.2f, 0, .15f, .13f, .07f);
    maker.phrases.add("a tassel");
  }
  maker.begin("band", paints.gold);
  Primitive& band = maker.cylinder(0, -length * .5f, 0, .1f, .06f);
  band.repeatCount[1] = 2;
  band.repeatStep[1] = length * .4f;
  maker.phrases.add("metal bands");
  maker.tag(kind == 3 ? "staff.n.02" : "spear.n.01");
  return kind == 0 ? "spear" : kind == 1 ? "trident" : kind == 2 ? "war scythe" : "wizard's staff";
}

PIWA_NOINLINE const char* makeCannon(Maker& maker, const WeaponPaints& paints) {
  RandomStream& random = maker.random;
  const f32 radius = random.between(.14f, .26f);
  const f32 length = random.between(.5f, .95f);
  const f32 raise = random.between(.05f, .6f);
  const f32 wheel = random.between(.25f, .5f);
  const i32 spokes = 4 + random.below(4);
  const i32 balls = random.below(4);
  const bool naval = random.chance(.35f);
  const f32 y = naval ? .4f : wheel + .1f;
  const i32 outer = maker.openFrame(0, y, 0, 0, 1.f);
  maker.tiltFrame(1, 0, 0, halfPi - raise);
  maker.begin("barrel", paints.gold);
  maker.cone(0, length * .4f, 0, radius * 1.2f, length, radius * .85f);
  maker.ball(0, -length * .6f, 0, radius * 1.2f, radius, radius * 1.2f);
  maker.ball(0, -length * .6f - radius * 1.2f, 0, .09f, .12f, .09f);
  maker.torus(0, length * 1.35f, 0, radius * .85f, .065f);
  maker.cylinder(0, length * .2f, 0, radius * 1.2f, .055f);
  maker.cut({Shape::cylinder, 0, length * 1.3f, 0, radius * .55f, .35f, 0.f});
  maker.closeFrame(outer);
  maker.begin("carriage", paints.grip);
  if (naval) {
    maker.box(radius + .1f, .22f, -.1f, .07f, .24f, length * .7f).mirrorX = 1;
    maker.box(0, .14f, -.1f, radius + .1f, .06f, length * .6f);
    Primitive& w = barrel(maker, radius + .2f, .12f, -.1f, .13f, .06f);
    w.mirrorX = 1;
    w.repeatCount[2] = 2;
    w.repeatStep[2] = length;
  } else {
    maker.limb({radius * .8f, y, 0}, {radius * .5f, .08f, -length * 1.3f}, .09f, .08f).mirrorX = 1;
    barrel(maker, 0, wheel, 0, .07f, radius + .22f);
    for (i32 i = 0; i < 2; i++) {
      const i32 own = maker.openFrame((radius + .2f) * (i == 0 ? 1.f : -1.f), wheel, 0, 0, 1.f);
      maker.tiltFrame(0, 0, 1, halfPi);
      maker.begin("wheel", paints.grip);
      maker.torus(0, 0, 0, wheel - .05f, .06f);
      maker.box(wheel * .5f, 0, 0, wheel * .5f, .045f, .05f).foldAngle =
          fullTurn / (f32)(2 * spokes);
      maker.begin("hub", paints.steel);
      maker.cylinder(0, 0, 0, .09f, .1f);
      maker.closeFrame(own);
    }
  }
  if (balls > 0) {
    maker.begin("cannonball", paints.steel);
    const f32 z = naval ? .0f : -.1f;
    const f32 x = radius + (naval ? .42f : .48f);
    Primitive& pile = maker.ball(x, .12f, z, .13f, .13f, .13f);
    pile.repeatCount[2] = balls;
    pile.repeatStep[2] = .24f;
    maker.limb({x, .05f, z}, {.0f, .14f, z}, .05f, .05f);
    maker.phrases.addCounted(balls, "cannonball beside it", "cannonballs beside it");
  }
  maker.tag("cannon.n.01");
  return naval ? "ship's cannon" : "field cannon";
}

PIWA_NOINLINE const char* makeCatapult(Maker& maker, const WeaponPaints& paints) {
  RandomStream& random = maker.random;
  const f32 length = random.between(.6f, 1.f);
  const f32 wide = random.between(.28f, .5f);
  const f32 high = random.between(.4f, .8f);
  const f32 arm = random.between(.8f, 1.4f);
  const f32 angle = random.between(.3f, 1.3f);
  const f32 wheel = random.between(.14f, .24f);
  const bool sling = random.chance(.4f);
  maker.begin("frame", paints.grip);
  maker.box(wide, wheel, 0, .07f, .08f, length).mirrorX = 1;
  maker.box(0, wheel, length * .85f, wide, .07f, .07f).mirrorZ = 1;
  maker.limb({wide, wheel, length * .6f}, {wide, wheel + high, 0}, .07f, .07f).mirrorX = 1;
  maker.limb({wide, wheel, -length * .6f}, {wide, wheel + high, 0}, .07f, .07f).mirrorX = 1;
  barrel(maker, 0, wheel + high, 0, .08f, wide + .06f);
  maker.begin("wheel", paints.steel);
  Primitive& w = barrel(maker, wide + .12f, wheel, length * .7f, wheel, .06f);
  w.mirrorX = 1;
  w.mirrorZ = 1;
  const SineCosine<f32> at = sineCosine(angle);
  const f32 y = wheel + high;
  maker.begin("arm", paints.grip);
  maker.limb({0, y - .35f * at.sine, .35f * at.cosine}, {0, y + arm * at.sine, -arm * at.cosine},
             .08f, .065f);
  maker.begin(sling ? "stone" : "bowl", sling ? maker.paintNatural(Material::stone) : paints.steel);
  if (sling) {
    maker.ball(0, y + arm * at.sine, -arm * at.cosine, .2f, .2f, .2f);
  } else {
    maker.cone(0, y + arm * at.sine + .08f, -arm * at.cosine, .1f, .1f, .22f).hollow = .09f;
  }
  maker.begin("counterweight", paints.gold);
  maker.box(0, y - .4f * at.sine - .16f, .4f * at.cosine, .18f, .18f, .16f, .02f);
  maker.phrases.add("a counterweight");
  maker.phrases.add("four wheels");
  maker.tag("catapult.n.03");
  return "catapult";
}

PIWA_NOINLINE void makeWeapon(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(11);
  const i32 pose = random.below(5);
  const f32 turn = random.between(-.6f, .6f);
  const f32 lean = random.between(.3f, 1.3f);
  const WeaponPaints paints = drawWeaponPaints(maker);
  const bool posed = kind < 8 && kind != 3 && kind != 4;
  const i32 outer = maker.openFrame(0, 0, 0, posed ? turn : 0.f, 1.f);
  if (posed && pose > 0) {
    maker.tiltFrame(0, 0, 1, pose == 1 ? lean : pose == 2 ? -lean : pose == 3 ? pi : pi - lean);
  }
  const char* noun = "";
  switch (kind) {
    case 0:
    case 1:
      noun = makeSword(maker, paints);
      break;
    case 2:
      noun = makeBattleAxe(maker, paints);
      break;
    case 3:
    case 4:
      noun = makeShield(maker, paints);
      break;
    case 5:
      noun = makeMace(maker, paints);
      break;
    case 6:
      noun = makeSpear(maker, paints);
      break;
    case 7:
    case 8:
      noun = makeBow(maker, paints);
      break;
    case 9:
      noun = makeCannon(maker, paints);
      break;
    default:
      noun = makeCatapult(maker, paints);
      break;
  }
  maker.closeFrame(outer);
  if (posed) {
    startCaption(maker.caption, pose == 0   ? "upright "
                                : pose == 3 ? "downward-pointing "
                                            : "slanting ");
    maker.caption.write(noun);
  } else {
    startCaption(maker.caption, noun);
  }
  const i32 main = kind == 3 || kind == 4 ? paints.steel : paints.grip;
  maker.caption.write(" of ");
  maker.caption.write(paintWord(maker, main));
  nameMaterial(maker, main);
  listParts(maker);
  maker.tag("weapon.n.01");
}

}  // namespace piwa

// What figures wear on their heads and hold in their hands.
#pragma once
#include "living-pose.hpp"

namespace piwa {

/// Hair around a head at the origin of the open frame: 0 none, short, long, bun, spikes, pigtails,
/// curls.
PIWA_NOINLINE void addHair(Maker& maker, const Figure& f, const FigurePaints& paints) {
  const f32 r = f.head;
  if (f.hair == 0) {
    return;
  }
  maker.begin("hair", paints.hair);
  maker.ball(0, r * .2f, -r * .16f, r * 1.07f, r * .98f, r * 1.02f);
  switch (f.hair) {
    case 2:
      oval(maker, {0, r * .4f, -r * .6f}, {0, -r * 1.7f, -r * .75f}, r * .85f, r * .38f).blend =
          .05f;
      break;
    case 3:
      maker.ball(0, r * 1.1f, -r * .55f, r * .45f, r * .42f, r * .45f);
      break;
    case 4:
      for (i32 i = 0; i < 5; i++) {
        const Spot out = aim(pi + 1.3f * (f32)(i - 2), .75f);
        spike(maker, {out.x * r * .6f, r * .6f, out.z * r * .6f},
              {out.x * r * 1.3f, r * 1.45f, out.z * r * 1.2f}, r * .35f, .02f);
      }
      break;
    case 5:
      maker.ball(r * 1.1f, r * .3f, -r * .2f, r * .3f, r * .35f, r * .3f).mirrorX = 1;
      maker.limb({r * 1.15f, r * .2f, -r * .2f}, {r * 1.35f, -r * .8f, -r * .2f}, r * .24f, .05f)
          .mirrorX = 1;
      break;
    case 6:
      for (i32 i = 0; i < 7; i++) {
        const Spot out = aim(pi + .75f * (f32)(i - 3), i % 2 == 0 ? .35f : .95f);
        maker.ball(out.x * r * .85f, r * .15f + out.y * r * .85f, out.z * r * .85f, r * .45f,
                   r * .45f, r * .45f);
      }
      break;
    default:
      break;
  }
}

/// 0 none, cap, top hat, pointed, crown, helmet, straw.
PIWA_NOINLINE void addHat(Maker& maker, const Figure& f, const FigurePaints& paints) {
  const f32 r = f.head;
  const f32 y = r * .55f;
  maker.begin("hat", paints.accent);
  switch (f.hat) {
    case 1:
      maker.ball(0, y, -.02f, r * 1.05f, r * .72f, r * 1.05f);
      maker.ball(0, y + .02f, r * .95f, r * .75f, .055f, r * .6f);
      break;
    case 2:
      maker.cylinder(0, y + r * .8f, 0, r * .8f, r * .75f, .02f);
      maker.cylinder(0, y + r * .1f, 0, r * 1.35f, .055f);
      break;
    case 3:
      maker.cone(0, y + r * .95f, 0, r * .95f, r * 1.05f, .03f);
      maker.cylinder(0, y, 0, r * 1.45f, .055f);
      break;
    case 4: {
      maker.cylinder(0, y + r * .2f, 0, r * .82f, r * .25f);
      Primitive& point =
          spike(maker, {r * .72f, y + r * .4f, 0}, {r * .8f, y + r * 1.f, 0}, r * .28f, .03f);
      point.foldAngle = fullTurn / 5.f;
      break;
    }
    case 5:
      maker.ball(0, y * .7f, -.02f, r * 1.12f, r * .95f, r * 1.12f);
      maker.ball(0, y + r * .5f, -r * .1f, .06f, r * .5f, r * .85f);
      break;
    case 6:
      maker.cone(0, y + r * .3f, 0, r * 1.7f, r * .32f, r * .5f);
      break;
    default:
      break;
  }
}

PIWA_NOINLINE void addShield(Maker& maker, const FigurePaints& paints, const Spot& hand, f32 size) {
  maker.begin("shield", paints.accent);
  Primitive& shield =
      maker.cylinder(hand.x - .04f, hand.y, hand.z + .09f, .26f * size, .055f, .03f);
  rotateAround(shield, 1, 0, 0, halfPi);
  maker.begin("boss", paintAs(maker, Material::metal, {.12f, .5f, .8f}, Pattern::brushed, 5.f));
  maker.ball(hand.x - .04f, hand.y, hand.z + .15f, .09f, .09f, .06f);
}

/// In the right hand: 1 staff, 2 sword, 3 balloon, 4 lantern-like bag, 5 shield, 6 ball, 7 book, 8
/// flag.
PIWA_NOINLINE void addHeldItem(Maker& maker, const Figure& f, const FigurePaints& paints,
                               const Spot& hand) {
  RandomStream& random = maker.random;
  const f32 size = random.between(.8f, 1.25f);
  const i32 wood = f.item == 1 || f.item == 8
                       ? paintAs(maker, Material::wood, {.07f, .5f, .45f}, Pattern::grain, 4.f)
                       : paints.shoes;
  switch (f.item) {
    case 1:
      maker.begin("staff", wood);
      maker.limb({hand.x, .02f, hand.z}, {hand.x, hand.y + .6f * size, hand.z}, .05f, .05f);
      maker.begin("orb", paints.accent);
      maker.ball(hand.x, hand.y + .66f * size, hand.z, .11f, .11f, .11f);
      break;
    case 2:
      maker.begin("sword",
                  paintAs(maker, Material::metal, {.58f, .06f, .75f}, Pattern::brushed, 5.f));
      maker.box(hand.x, hand.y + .42f * size, hand.z, .065f, .38f * size, .045f);
      maker.begin("hilt", paints.accent);
      maker.box(hand.x, hand.y + .06f, hand.z, .16f, .045f, .055f);
      break;
    case 3:
      maker.begin("string", paints.shoes);
      maker.limb(hand, {hand.x - .1f, hand.y + .55f * size, hand.z}, .045f, .045f);
      maker.begin("balloon", paints.accent);
      maker.ball(hand.x - .12f, hand.y + .55f * size + .2f, hand.z, .2f, .25f, .2f);
      break;
    case 4:
      maker.begin("bag", paints.accent);
      maker.box(hand.x, hand.y - .26f * size, hand.z, .1f, .16f * size, .17f * size, .03f);
      maker.arc(hand.x, hand.y - .1f * size, hand.z, .08f, .045f, 1.6f);
      break;
    case 5:
      addShield(maker, paints, hand, size);
      break;
    case 6:
      maker.begin("ball", paints.accent);
      maker.ball(hand.x, hand.y + .02f, hand.z + .12f, .15f * size, .15f * size, .15f * size);
      break;
    case 7:
      maker.begin("book", paints.accent);
      rotateAround(
          maker.box(hand.x + .06f, hand.y + .08f, hand.z + .06f, .15f * size, .19f * size, .05f), 1,
          0, 0, -.4f);
      break;
    case 8:
      maker.begin("pole", wood);
      maker.limb({hand.x, hand.y - .2f, hand.z}, {hand.x, hand.y + .75f * size, hand.z}, .045f,
                 .045f);
      maker.begin("flag", paints.accent);
      maker.box(hand.x - .2f, hand.y + .6f * size, hand.z, .22f, .14f, .045f);
      break;
    default:
      break;
  }
}

}  // namespace piwa

// Sofas: straight and cornered, chaises, day beds.
#pragma once
#include "household-kit.hpp"

namespace piwa {

struct SofaSizes {
  f32 wide;
  f32 deep;
  f32 legs;
  f32 seat;
  f32 back;
  f32 arm;
  f32 lift;
};

PIWA_NOINLINE void addSofaPillows(Maker& maker, const SofaSizes& s, i32 color) {
  RandomStream& random = maker.random;
  const i32 count = random.below(4);
  if (count == 0) {
    return;
  }
  maker.begin("pillow", maker.paintScheme(Material::fabric, color));
  for (i32 i = 0; i < count; i++) {
    const f32 aside = random.between(-.25f, .25f);
    const f32 at = 2.f * ((f32)i + .5f + aside) / (f32)count - 1.f;
    const f32 size = random.between(.16f, .23f);
    const f32 roll = random.between(-.6f, .6f);
    Primitive& pillow = maker.box(at * (s.wide - size), s.legs + 2.f * s.seat + size + .02f,
                                  -s.deep + .3f, size, size, .1f, .08f);
    rotateAround(pillow, 0, 0, 1, roll);
    rotateAround(pillow, 1, 0, 0, -.35f);
  }
  maker.phrases.addCounted(count, "pillow", "pillows");
}

PIWA_NOINLINE void addSofaArms(Maker& maker, const SofaSizes& s, i32 form, bool both) {
  const f32 top = s.legs + 2.f * s.seat + s.lift;
  const f32 half = .5f * (top - s.legs);
  if (form == 0) {
    Primitive& roll = disc(maker, s.wide + s.arm * .6f, top, 0, s.arm + .04f, s.deep, .02f);
    roll.mirrorX = both ? 1 : 0;
  }
  const f32 rounding = form == 1 ? s.arm * .85f : .03f;
  Primitive& side = maker.box(s.wide + s.arm * .8f, s.legs + half, 0, s.arm, half, s.deep - .02f,
                              rounding);
  side.mirrorX = both ? 1 : 0;
}

PIWA_NOINLINE SofaSizes drawSofaSizes(RandomStream& random) {
  SofaSizes s;
  s.wide = random.between(.6f, 1.2f);
  s.deep = random.between(.32f, .5f);
  s.legs = random.between(.08f, .24f);
  s.seat = random.between(.13f, .22f);
  s.back = random.between(.3f, .75f);
  s.arm = random.between(.09f, .18f);
  s.lift = random.between(.12f, .32f);
  return s;
}

PIWA_NOINLINE void addSofaBack(Maker& maker, const SofaSizes& s, i32 form, i32 seats) {
  const f32 top = s.legs + 2.f * s.seat;
  const f32 z = -s.deep + .06f;
  maker.box(0, s.legs + .5f * (top - s.legs + s.back), z, s.wide + s.arm,
            .5f * (top - s.legs + s.back), .12f, .08f);
  const f32 step = 2.f * s.wide / (f32)seats;
  if (form == 0) {
    Primitive& soft = maker.box(0, top + s.back * .5f, z + .14f, step * .5f - .01f, s.back * .45f,
                                .12f, .09f);
    soft.repeatCount[0] = seats;
    soft.repeatStep[0] = step;
  } else if (form == 1) {
    disc(maker, 0, top + s.back - s.wide * .2f, z, s.wide * .55f, .11f, .05f);
  } else if (form == 2) {
    Primitive& button = maker.ball(0, top + s.back * .55f, z + .12f, .055f, .055f, .05f);
    button.repeatCount[0] = seats * 2;
    button.repeatStep[0] = step * .5f;
    button.repeatCount[1] = s.back > .5f ? 2 : 1;
    button.repeatStep[1] = s.back * .4f;
  }
}

/// The raised end of a chaise longue, and a rest that falls away from it.
PIWA_NOINLINE void addChaiseBack(Maker& maker, const SofaSizes& s, bool left, f32 angle) {
  const f32 top = s.legs + 2.f * s.seat;
  const f32 side = left ? -1.f : 1.f;
  Primitive& head = maker.box(side * (s.wide + s.back * .3f * angle), top + s.back * .45f, 0, .1f,
                              s.back * .6f, s.deep, .08f);
  rotateAround(head, 0, 0, 1, -side * angle);
  const f32 points[8] = {-s.wide, 0, s.wide, 0, s.wide, s.back, -s.wide * .3f, .1f};
  Primitive& rear = maker.prism(0, top - .05f, -s.deep + .06f, points, 4, .09f);
  if (left) {
    rotateAround(rear, 0, 1, 0, pi);
  }
  maker.phrases.add("a raised head end");
}

PIWA_NOINLINE void addCornerSeat(Maker& maker, const SofaSizes& s, i32 cloth, i32 wood, f32 step,
                                 f32 reach) {
  const f32 top = s.legs + 2.f * s.seat;
  const f32 x = -s.wide + step * .5f;
  maker.begin("corner seat", cloth);
  maker.box(x, s.legs + s.seat * .8f, s.deep + reach * .5f, step * .5f + s.arm, s.seat * .8f,
            reach * .6f, .04f);
  maker.box(x, top - .02f, s.deep + reach * .5f, step * .5f - .02f, .1f, reach * .6f, .07f);
  maker.begin("leg", wood);
  maker.cylinder(x, s.legs * .5f + .03f, s.deep + reach, .07f, s.legs * .5f + .03f);
  maker.phrases.add("a corner seat");
}

/// Skirt or legs, the seat and its cushions.
PIWA_NOINLINE void addSofaSeat(Maker& maker, const SofaSizes& s, i32 cloth, i32 wood, bool skirt,
                               i32 seats) {
  const f32 top = s.legs + 2.f * s.seat;
  const f32 step = 2.f * s.wide / (f32)seats;
  maker.begin(skirt ? "skirt" : "leg", skirt ? cloth : wood);
  if (skirt) {
    maker.box(0, s.legs * .5f + .05f, 0, s.wide + s.arm, s.legs * .5f + .05f, s.deep - .05f);
  } else {
    fourLegs(maker, LegStyle::tapered, s.wide, s.deep - .1f, s.legs + .06f, .07f, .03f);
  }
  maker.begin("seat", cloth);
  maker.box(0, s.legs + s.seat * .8f, 0, s.wide + s.arm * .5f, s.seat * .8f, s.deep, .04f);
  maker.begin("cushion", cloth);
  Primitive& cushion = maker.box(0, top - .02f, .05f, step * .5f - .012f, .1f, s.deep - .02f, .07f);
  cushion.repeatCount[0] = seats;
  cushion.repeatStep[0] = step;
}

PIWA_NOINLINE void addFootstool(Maker& maker, const SofaSizes& s, i32 cloth, bool left, f32 reach) {
  maker.begin("footstool", cloth);
  maker.box(left ? s.wide * .4f : -s.wide * .4f, .6f * (s.legs + s.seat), s.deep + reach,
            .34f, .6f * (s.legs + s.seat), .26f, .06f);
}

PIWA_NOINLINE i32 paintCover(Maker& maker, i32 color, bool leather, bool striped) {
  if (leather) {
    return maker.paintNatural(Material::leather);
  }
  const i32 cloth = maker.paintScheme(Material::fabric, color);
  if (striped) {
    maker.pattern(cloth, Pattern::stripes, color + 1, 3.f);
  }
  return cloth;
}

PIWA_NOINLINE void makeSofa(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(5);
  SofaSizes s = drawSofaSizes(random);
  const i32 seats = s.wide < .8f ? 2 : 2 + random.below(3);
  const i32 armForm = random.below(3);
  const i32 backForm = random.below(4);
  const i32 color = random.below(5);
  const bool leather = random.chance(.3f);
  const bool striped = random.chance(.25f);
  const f32 reach = random.between(.35f, .8f);
  const f32 angle = random.between(.3f, .7f);
  const bool left = random.chance(.5f);
  const bool skirt = random.chance(.25f);
  const bool footstool = random.chance(.25f);
  const i32 cloth = paintCover(maker, color, leather, striped);
  const i32 wood = maker.paintNatural(Material::wood);
  const f32 step = 2.f * s.wide / (f32)seats;
  const bool chaise = kind == 3;
  addSofaSeat(maker, s, cloth, wood, skirt, seats);
  maker.begin("arm", cloth);
  if (!chaise) {
    addSofaArms(maker, s, armForm, kind != 4);
  }
  maker.begin("back", cloth);
  if (chaise) {
    addChaiseBack(maker, s, left, angle);
  } else {
    addSofaBack(maker, s, backForm, seats);
    maker.phrases.add(backForm == 0   ? "back cushions"
                      : backForm == 1 ? "a round-topped back"
                      : backForm == 2 ? "a buttoned back"
                                      : "a smooth back");
  }
  if (kind == 4) {
    addCornerSeat(maker, s, cloth, wood, step, reach);
  } else if (!chaise) {
    maker.phrases.add(armForm == 0 ? "rolled arms" : armForm == 1 ? "round arms" : "square arms");
  }
  addSofaPillows(maker, s, color + 2);
  if (footstool && kind != 4) {
    addFootstool(maker, s, cloth, left, reach);
    maker.phrases.add("a footstool in front");
  }
  if (!chaise) {
    startCaption(maker.caption, maker.colorOf(cloth));
    maker.caption.write(leather ? " leather " : " fabric ");
    maker.caption.write(numberWord(seats));
    maker.caption.write(kind == 4 ? "-seat corner sofa" : "-seat sofa");
  } else {
    describe(maker, cloth, "chaise longue");
    maker.tag("chaise_longue.n.01");
  }
  maker.phrases.write(maker.caption, " with ");
  maker.tag("sofa.n.01");
  maker.tag("seat.n.03");
  maker.tag("furniture.n.01");
}

}  // namespace piwa

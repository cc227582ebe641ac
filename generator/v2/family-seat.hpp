// Seats with a back: chairs, armchairs, rocking chairs, thrones.
#pragma once
#include "household-kit.hpp"

namespace piwa {

struct SeatPaints {
  i32 frame;
  i32 seat;
};

PIWA_NOINLINE SeatPaints drawSeatPaints(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 roll = random.below(5);
  const i32 color = random.below(5);
  const i32 cover = random.below(4);
  const bool striped = random.chance(.3f);
  const f32 frequency = random.between(2.f, 4.f);
  const i32 frame = roll < 3    ? maker.paintNatural(Material::wood)
                    : roll == 3 ? maker.paintNatural(Material::metal)
                                : maker.paintScheme(Material::wood, color + 2);
  if (cover == 0) {
    return {frame, frame};
  }
  const i32 seat = cover == 1 ? maker.paintNatural(Material::leather)
                              : maker.paintScheme(Material::fabric, color);
  if (striped && cover > 1) {
    maker.pattern(seat, Pattern::stripes, color + 1, frequency);
  }
  return {frame, seat};
}

struct SeatSizes {
  f32 wide;
  f32 deep;
  f32 high;
  f32 back;
  f32 thick;
};

PIWA_NOINLINE SeatSizes drawSeatSizes(RandomStream& random) {
  SeatSizes s;
  s.wide = random.between(.38f, .62f);
  s.deep = random.between(.36f, .58f);
  s.high = random.between(.5f, .95f);
  s.back = random.between(.5f, 1.25f);
  s.thick = random.between(.05f, .1f);
  return s;
}

/// The posts and the filling of a back, in a frame that stands on the rear edge of the seat.
PIWA_NOINLINE void addBack(Maker& maker, const SeatPaints& paints, const SeatSizes& s) {
  RandomStream& random = maker.random;
  const i32 form = random.below(7);
  const i32 bars = 2 + random.below(3);
  const f32 lean = random.between(-.22f, 0.f);
  const f32 bar = random.between(.05f, .08f);
  const f32 rail = random.between(.08f, .16f);
  const i32 outer = maker.openFrame(0, s.high, -s.deep + .06f, 0, 1.f);
  maker.tiltFrame(1, 0, 0, lean);
  const f32 inner = s.wide - .07f;
  if (form < 5) {
    maker.begin("post", paints.frame);
    maker.box(inner, s.back * .5f - .06f, 0, .065f, s.back * .5f + .06f, .065f, .02f).mirrorX = 1;
  }
  maker.begin("back", form == 4 || form == 5 ? paints.seat : paints.frame);
  const f32 stepX = 2.f * inner / (f32)(bars + 1);
  if (form == 0) {
    maker.box(0, s.back - rail, 0, s.wide, rail, .06f, .03f);
    Primitive& slats = maker.box(0, s.back * .5f, 0, bar, s.back * .5f, .05f);
    slats.repeatCount[0] = bars;
    slats.repeatStep[0] = stepX;
    maker.phrases.addCounted(bars, "upright slat", "upright slats in its back");
  } else if (form == 1) {
    Primitive& slats = maker.box(0, s.back * .58f, 0, s.wide, bar * 1.2f, .05f, .02f);
    slats.repeatCount[1] = bars;
    slats.repeatStep[1] = larger(s.back * .75f / (f32)bars, bar * 2.4f + .12f);
    maker.phrases.addCounted(bars, "cross slat", "cross slats in its back");
  } else if (form == 2) {
    maker.arc(0, s.back - .02f, 0, inner, .07f, halfPi);
    maker.cylinder(0, s.back * .5f + inner * .4f, 0, bar, s.back * .5f + inner * .5f);
    maker.phrases.add("a round arch as its back");
  } else if (form == 3) {
    maker.box(0, s.back - rail, 0, s.wide, rail, .06f, .03f);
    rotateAround(maker.box(0, s.back * .48f, 0, bar, length2(inner, s.back * .45f), .05f), 0, 0, 1,
                 arcTangent2(inner, s.back * .45f));
    rotateAround(maker.box(0, s.back * .48f, 0, bar, length2(inner, s.back * .45f), .05f), 0, 0, 1,
                 -arcTangent2(inner, s.back * .45f));
    maker.phrases.add("a crossed back");
  } else if (form == 4) {
    maker.box(0, s.back * .58f, .02f, s.wide - .05f, s.back * .42f, .08f, .06f);
    maker.phrases.add("a padded back");
  } else if (form == 5) {
    maker.limb({0, -.05f, 0}, {0, s.back * .5f, 0}, .08f, .08f);
    Primitive& oval = maker.ball(0, s.back * .7f, .02f, s.wide * .85f, s.back * .38f, .09f);
    oval.blend = .04f;
    maker.phrases.add("an oval back");
  } else {
    maker.box(0, s.back * .5f - .05f, 0, s.wide, s.back * .5f + .05f, .06f, .04f);
    maker.phrases.add("a solid back");
  }
  maker.closeFrame(outer);
}

PIWA_NOINLINE void addArms(Maker& maker, i32 paint, const SeatSizes& s, f32 lift) {
  maker.begin("arm", paint);
  maker.box(s.wide + .03f, s.high + lift, -.05f, .07f, .055f, s.deep, .03f).mirrorX = 1;
  maker.box(s.wide + .03f, s.high + lift * .5f, s.deep * .6f, .055f, lift * .5f + .08f, .055f)
      .mirrorX = 1;
  maker.phrases.add("two arms");
}

PIWA_NOINLINE void addSeatPlate(Maker& maker, const SeatPaints& paints, const SeatSizes& s) {
  const bool cushion = paints.seat != paints.frame;
  maker.begin("seat", paints.frame);
  maker.box(0, s.high, 0, s.wide, s.thick, s.deep, .02f);
  if (cushion) {
    maker.begin("cushion", paints.seat);
    maker.box(0, s.high + s.thick + .05f, .03f, s.wide - .04f, .09f, s.deep - .05f, .07f);
    maker.phrases.add("a cushion");
  }
}

PIWA_NOINLINE void makeChair(Maker& maker, bool rocking) {
  RandomStream& random = maker.random;
  const SeatPaints paints = drawSeatPaints(maker);
  SeatSizes s = drawSeatSizes(random);
  const i32 legs = random.below(legStyles);
  const f32 radius = random.between(.05f, .085f);
  const f32 splay = random.between(0.f, .16f);
  const f32 lift = random.between(.28f, .42f);
  const f32 runner = random.between(1.1f, 1.7f);
  const bool armed = random.chance(rocking ? .7f : .3f);
  const bool stretchers = random.chance(.45f);
  if (rocking) {
    s.high *= .75f;
  }
  const LegStyle style = rocking ? LegStyle::square : (LegStyle)legs;
  addSeatPlate(maker, paints, s);
  maker.begin("leg", paints.frame);
  fourLegs(maker, style, s.wide - .08f, s.deep - .08f, s.high, radius, rocking ? 0.f : splay);
  if (stretchers && !rocking && splay < .06f) {
    maker.begin("stretcher", paints.frame);
    maker.box(s.wide - .08f, s.high * .35f, 0, .05f, .05f, s.deep - .05f).mirrorX = 1;
    maker.box(0, s.high * .35f, 0, s.wide - .05f, .05f, .05f);
    maker.phrases.add("stretchers");
  }
  if (rocking) {
    maker.begin("rocker", paints.frame);
    Primitive& rocker = maker.arc(s.wide - .08f, runner - .02f, 0, runner, .06f, .62f);
    rotateAround(rocker, 0, 0, 1, pi);
    rotateAround(rocker, 0, 1, 0, halfPi);
    rocker.mirrorX = 1;
    maker.phrases.add("two curved rockers");
  } else {
    maker.phrases.add(legWords(style));
  }
  if (armed) {
    addArms(maker, paints.frame, s, lift);
  }
  addBack(maker, paints, s);
  describe(maker, paints.frame,
           rocking ? "rocking chair" : s.back > 1.f ? "high-backed chair" : "chair");
  maker.tag(rocking ? "rocking_chair.n.01" : "chair.n.01");
}

PIWA_NOINLINE void makeArmchair(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 color = random.below(5);
  const bool leather = random.chance(.3f);
  const f32 wide = random.between(.4f, .6f);
  const f32 deep = random.between(.4f, .6f);
  const f32 seat = random.between(.22f, .34f);
  const f32 back = random.between(.5f, 1.2f);
  const f32 arm = random.between(.1f, .2f);
  const f32 lift = random.between(.18f, .45f);
  const i32 form = random.below(3);
  const bool wings = random.chance(.35f);
  const f32 legs = random.between(.1f, .28f);
  const bool pillow = random.chance(.5f);
  const i32 cloth =
      leather ? maker.paintNatural(Material::leather) : maker.paintScheme(Material::fabric, color);
  const i32 wood = maker.paintNatural(Material::wood);
  const f32 top = legs + 2.f * seat;
  maker.begin("leg", wood);
  fourLegs(maker, LegStyle::tapered, wide - .02f, deep - .1f, legs + .05f, .075f, .03f);
  maker.begin("seat", cloth);
  maker.box(0, legs + seat, 0, wide, seat, deep, .06f);
  maker.begin("cushion", cloth);
  maker.box(0, top + .05f, .06f, wide - .02f, .1f, deep, .08f);
  maker.begin("arm", cloth);
  const f32 side = .5f * (top - legs + lift);
  if (form == 0) {
    disc(maker, wide + arm * .5f, top + lift, 0, arm + .03f, deep).mirrorX = 1;
    maker.box(wide + arm * .5f, legs + side, 0, arm * .8f, side, deep - .03f, .04f).mirrorX = 1;
  } else {
    const f32 rounding = form == 1 ? arm * .8f : .04f;
    maker.box(wide + arm, legs + side, 0, arm, side, deep, rounding).mirrorX = 1;
  }
  maker.begin("back", cloth);
  const f32 reach = form == 2 ? wide + arm : wide + arm * .6f;
  const f32 rear = .5f * (back + top - legs);
  maker.box(0, legs + rear, -deep, reach, rear, .14f, .1f);
  if (wings) {
    maker.begin("wing", cloth);
    maker.box(reach - .06f, top + back * .6f, -deep + .2f, .08f, back * .4f, .22f, .07f)
        .mirrorX = 1;
    maker.phrases.add("wings");
  }
  if (pillow) {
    maker.begin("pillow", maker.paintScheme(Material::fabric, color + 2));
    Primitive& soft = maker.box(0, top + .32f, -deep + .26f, .24f, .22f, .09f, .08f);
    rotateAround(soft, 1, 0, 0, -.3f);
    maker.phrases.add("a pillow");
  }
  maker.phrases.add(form == 0 ? "rolled arms" : form == 1 ? "round arms" : "square arms");
  describe(maker, cloth, "armchair");
  maker.tag("armchair.n.01");
}

}  // namespace piwa

// Fences and bridges.
#pragma once
#include "family-street-sign.hpp"

namespace piwa {

PIWA_NOINLINE const char* makeFence(Maker& maker, const StreetPaints& paints) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(4);
  const i32 pickets = 5 + random.below(5);
  const f32 high = random.between(.3f, .7f);
  const f32 post = high * random.between(1.05f, 1.5f);
  const f32 thick = random.between(.05f, .07f);
  const bool caps = random.chance(.5f);
  const i32 main = kind == 1 ? paints.metal : kind == 3 ? paints.stone : paints.wood;
  const f32 half = .95f;
  const f32 step = 2.f * half / (f32)(pickets + 1);
  maker.begin("post", kind == 1 ? paints.stone : main);
  maker.box(half, 0, 0, .1f, post, .1f, .02f).mirrorX = 1;
  if (caps) {
    maker.ball(half, post + .08f, 0, .13f, .13f, .13f).mirrorX = 1;
  } else {
    maker.cone(half, post + .08f, 0, .15f, .1f, .03f).mirrorX = 1;
  }
  maker.begin("rail", main);
  maker.box(0, -high * .55f, 0, half, .06f, .05f);
  if (kind == 2) {
    Primitive& rail = maker.box(0, high * .1f, 0, half, .07f, thick);
    rail.repeatCount[1] = 2;
    rail.repeatStep[1] = high * .7f;
    rotateAround(maker.box(0, 0, .02f, half, .06f, thick), 0, 0, 1,
                 arcTangent2(high * .9f, 2.f * half));
    maker.phrases.add("a diagonal brace");
  } else if (kind == 3) {
    maker.box(0, high * .5f, 0, half, .09f, .12f, .02f);
    Primitive& b = maker.ball(0, -.03f, 0, step * .32f, high * .5f, step * .32f);
    b.repeatCount[0] = pickets;
    b.repeatStep[0] = step;
    maker.phrases.addCounted(pickets, "baluster", "balusters");
  } else {
    maker.box(0, high * .35f, 0, half, .06f, .05f);
    maker.begin("picket", main);
    Primitive& p = kind == 0 ? maker.box(0, 0, .03f, larger(step * .32f, .05f), high, thick)
                             : maker.cylinder(0, 0, 0, .05f, high);
    p.repeatCount[0] = pickets;
    p.repeatStep[0] = step;
    const f32 points[6] = {
        -larger(step * .32f, .05f), 0.f, larger(step * .32f, .05f), 0.f, 0.f, .18f};
    Primitive& tip = kind == 0 ? maker.prism(0, high - .01f, .03f, points, 3, thick)
                               : maker.cone(0, high + .08f, 0, .09f, .12f, .02f);
    tip.repeatCount[0] = pickets;
    tip.repeatStep[0] = step;
    maker.phrases.addCounted(pickets, "picket", "pickets");
  }
  maker.tag("fence.n.01");
  return kind == 0   ? "picket fence"
         : kind == 1 ? "railing"
         : kind == 2 ? "ranch fence"
                     : "balustrade";
}

struct BridgeSize {
  f32 wide;
  f32 high;
  f32 rise;
  i32 spans;
  i32 cables;
};

PIWA_NOINLINE void addArches(Maker& maker, const StreetPaints& paints, const BridgeSize& size) {
  maker.begin("arch", paints.stone);
  maker.box(0, size.high * .5f, 0, 1.f, size.high * .5f, size.wide);
  const f32 pitch = 2.f / (f32)size.spans;
  const f32 radius = smaller(pitch * .5f - .1f, size.high - .1f);
  Primitive& p = disc(maker, 0, 0, 0, radius, size.wide + .2f);
  p.operation = Operation::subtract;
  p.part = noPart;
  p.repeatCount[0] = size.spans;
  p.repeatStep[0] = pitch;
  maker.begin("parapet", paints.stone);
  maker.box(0, size.high + .08f, size.wide - .06f, 1.02f, .1f, .06f).mirrorZ = 1;
  maker.phrases.addCounted(size.spans, "arch", "arches");
}

PIWA_NOINLINE void addCurvedDeck(Maker& maker, const StreetPaints& paints, const BridgeSize& size) {
  maker.begin("deck", paints.wood);
  const f32 radius = (1.f + size.rise * size.rise) / (2.f * size.rise);
  const f32 angle = arcTangent2(1.f, radius - size.rise);
  Primitive& deck = maker.arc(0, -radius, 0, radius, .07f, angle);
  deck.repeatCount[2] = 3;
  deck.repeatStep[2] = size.wide * .55f;
  maker.begin("rail", paints.color);
  maker.arc(0, -radius + .28f, size.wide * .75f, radius, .05f, angle).mirrorZ = 1;
  for (i32 i = 0; i < 3; i++) {
    const SineCosine<f32> at = sineCosine(angle * .92f * .5f * (f32)i);
    Primitive& post = maker.cylinder(radius * at.sine, radius * at.cosine - radius + .12f,
                                     size.wide * .75f, .055f, .22f);
    post.mirrorX = 1;
    post.mirrorZ = 1;
  }
  maker.phrases.add("curved railings");
}

PIWA_NOINLINE void addSuspension(Maker& maker, const StreetPaints& paints, const BridgeSize& size) {
  maker.begin("deck", paints.metal);
  maker.box(0, 0, 0, 1.1f, .06f, size.wide);
  maker.begin("tower", paints.color);
  maker.box(.55f, size.high * .4f, size.wide, .08f, size.high * 1.4f, .07f).mirrorX = 1;
  maker.recipe.primitive[maker.recipe.count - 1].mirrorZ = 1;
  maker.box(.55f, size.high * 1.5f, 0, .07f, .07f, size.wide).mirrorX = 1;
  maker.begin("cable", paints.metal);
  const f32 top = size.high * 1.7f;
  Primitive& back = maker.limb({.55f, top, size.wide}, {1.08f, 0, size.wide}, .05f, .05f);
  back.mirrorX = 1;
  back.mirrorZ = 1;
  f32 lastX = .55f;
  f32 lastY = top;
  for (i32 i = 1; i <= size.cables; i++) {
    const f32 x = .55f * (1.f - (f32)i / (f32)size.cables);
    const f32 t = x / .55f;
    const f32 y = .12f + (top - .12f) * t * t;
    Primitive& c = maker.limb({lastX, lastY, size.wide}, {x, y, size.wide}, .05f, .05f);
    c.mirrorX = 1;
    c.mirrorZ = 1;
    if (i < size.cables) {
      Primitive& hanger = maker.limb({x, y, size.wide}, {x, 0, size.wide}, .045f, .045f);
      hanger.mirrorX = 1;
      hanger.mirrorZ = 1;
    }
    lastX = x;
    lastY = y;
  }
  maker.phrases.add("two towers");
  maker.tag("suspension_bridge.n.01");
}

PIWA_NOINLINE void addTrusses(Maker& maker, const StreetPaints& paints, const BridgeSize& size) {
  maker.begin("deck", paints.wood);
  maker.box(0, 0, 0, 1.1f, .06f, size.wide);
  maker.begin("truss", paints.color);
  const i32 bays = size.spans + 2;
  const f32 bay = 2.f / (f32)bays;
  const f32 angle = arcTangent2(size.high, bay * .5f);
  for (i32 b = 0; b < bays; b++) {
    for (i32 i = 0; i < 2; i++) {
      const f32 x = ((f32)b - .5f * (f32)(bays - 1)) * bay + (i == 0 ? -.25f : .25f) * bay;
      Primitive& d =
          maker.box(x, size.high * .5f, size.wide, .5f * length2(bay * .5f, size.high), .05f, .05f);
      rotateAround(d, 0, 0, 1, i == 0 ? angle : -angle);
      d.mirrorZ = 1;
    }
  }
  maker.box(0, size.high, size.wide, 1.f - bay * .5f, .06f, .055f).mirrorZ = 1;
  maker.begin("pier", paints.stone);
  maker.box(.9f, -size.high * .5f, 0, .13f, size.high * .5f, size.wide).mirrorX = 1;
  maker.phrases.addCounted(bays, "truss bay", "truss bays");
}

PIWA_NOINLINE const char* makeBridge(Maker& maker, const StreetPaints& paints) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(4);
  const f32 wide = random.between(.18f, .4f);
  const f32 high = random.between(.3f, .6f);
  const i32 spans = 1 + random.below(3);
  const f32 rise = random.between(.15f, .45f);
  const bool lamps = random.chance(.4f);
  const i32 cables = 3 + random.below(3);
  setPattern(maker, paints.stone, Pattern::bricks, 6.f);
  const BridgeSize size{wide, high, rise, spans, cables};
  if (kind == 0) {
    addArches(maker, paints, size);
  } else if (kind == 1) {
    addCurvedDeck(maker, paints, size);
  } else if (kind == 2) {
    addSuspension(maker, paints, size);
  } else {
    addTrusses(maker, paints, size);
  }
  if (lamps && kind != 1) {
    maker.begin("lamp", paints.light);
    const f32 y = kind == 0 ? high + .25f : kind == 2 ? high * 1.85f : high + .14f;
    Primitive& p =
        maker.ball(kind == 0 ? .8f : .55f, y, kind == 0 ? wide - .06f : wide, .1f, .13f, .1f);
    p.mirrorX = 1;
    p.mirrorZ = 1;
    maker.phrases.add("lamps");
  }
  maker.tag("bridge.n.01");
  return kind == 0   ? "arched bridge"
         : kind == 1 ? "garden bridge"
         : kind == 2 ? "suspension bridge"
                     : "truss bridge";
}

}  // namespace piwa

// More of the street: signs, traffic lights, wells, booths, fences and bridges.
#pragma once
#include "built-kit.hpp"

namespace piwa {

struct StreetPaints {
  i32 color;
  i32 metal;
  i32 wood;
  i32 light;
  i32 stone;
};

PIWA_NOINLINE StreetPaints drawStreetPaints(Maker& maker) {
  const i32 color = maker.random.below(5);
  const i32 main = maker.paintScheme(Material::metal, color);
  maker.recipe.paint[main].metallicPercent = 20;
  setPattern(maker, main, Pattern::plain, 3.f);
  const i32 metal = paintSteel(maker);
  const i32 wood = maker.paintNatural(Material::wood);
  const i32 light = maker.paint(Material::glass, {.13f, .4f, .97f});
  const i32 stone = maker.paintNatural(Material::stone);
  return {main, metal, wood, light, stone};
}

PIWA_NOINLINE const char* makeSign(Maker& maker, const StreetPaints& paints) {
  RandomStream& random = maker.random;
  const i32 count = 1 + random.below(3);
  const f32 high = random.between(.7f, 1.2f);
  const i32 post = random.below(2);
  const f32 base = random.between(.15f, .35f);
  maker.begin("post", post == 0 ? paints.metal : paints.wood);
  maker.limb({0, -high, 0}, {0, high, 0}, .07f, .065f);
  maker.begin("base", paints.stone);
  maker.cone(0, -high, 0, base, .1f, base * .7f);
  f32 y = high * .95f;
  for (i32 i = 0; i < count; i++) {
    const i32 kind = random.below(5);
    const f32 size = random.between(.22f, .42f);
    const f32 side = drawSide(random);
    const f32 turn = random.between(-.5f, .5f);
    const i32 outer = maker.openFrame(0, y - size, 0, turn, 1.f);
    maker.begin("board", i % 2 == 0 ? paints.color : paints.light);
    if (kind == 0) {
      disc(maker, 0, 0, .06f, size, .05f);
      maker.begin("bar", i % 2 == 0 ? paints.light : paints.color);
      maker.box(0, 0, .11f, size * .65f, size * .18f, .05f);
    } else if (kind == 1) {
      const f32 p[6] = {-size, -size * .7f, size, -size * .7f, 0.f, size};
      maker.prism(0, 0, .06f, p, 3, .05f);
      maker.begin("bar", i % 2 == 0 ? paints.light : paints.color);
      maker.box(0, -.02f, .11f, .06f, size * .35f, .05f);
    } else if (kind == 2) {
      const f32 reach = size * 1.9f;
      const f32 p[10] = {-side * .15f, -size * .4f, side * reach, -size * .4f, side * (reach + size * .5f), 0.f, side * reach, size * .4f, -side * .15f, size * .4f};
      maker.prism(0, 0, .06f, p, 5, .05f);
    } else if (kind == 3) {
      const f32 p[8] = {0.f, -size, size, 0.f, 0.f, size, -size, 0.f};
      maker.prism(0, 0, .06f, p, 4, .05f);
      maker.begin("dot", i % 2 == 0 ? paints.light : paints.color);
      disc(maker, 0, 0, .1f, size * .35f, .05f);
    } else {
      f32 p[16];
      starPoints(p, 8, size, size, pi / 8.f);
      maker.prism(0, 0, .06f, p, 8, .05f);
      maker.begin("bar", i % 2 == 0 ? paints.light : paints.color);
      maker.box(0, 0, .11f, size * .6f, size * .15f, .05f);
    }
    maker.closeFrame(outer);
    y -= 2.f * size * (kind == 2 ? .55f : 1.f) + .05f;
  }
  maker.phrases.addCounted(count, "board", "boards");
  maker.tag(count > 1 ? "signpost.n.01" : "street_sign.n.01");
  return count > 1 ? "signpost" : "street sign";
}

PIWA_NOINLINE const char* makeTrafficLight(Maker& maker, const StreetPaints& paints) {
  RandomStream& random = maker.random;
  const i32 lamps = 2 + random.below(2);
  const f32 high = random.between(.5f, 1.f);
  const f32 reach = random.between(.4f, .9f);
  const bool arm = random.chance(.5f);
  const bool second = random.chance(.5f);
  const f32 size = random.between(.11f, .17f);
  constexpr Color colors[3] = {{.0f, .85f, .9f}, {.13f, .85f, .95f}, {.38f, .8f, .75f}};
  const f32 half = size * 1.25f * (f32)lamps;
  maker.begin("post", paints.metal);
  maker.limb({0, -high, 0}, {0, high, 0}, .08f, .065f);
  maker.begin("base", paints.stone);
  maker.box(0, -high, 0, .24f, .12f, .24f, .03f);
  const f32 x = arm ? reach : 0.f;
  const f32 y = arm ? high - half : high + half * .4f;
  if (arm) {
    maker.begin("arm", paints.metal);
    maker.limb({0, high - .02f, 0}, {reach + .1f, high + .08f, 0}, .065f, .055f);
  }
  maker.begin("housing", paints.color);
  maker.box(x, y, .04f, size * 1.3f, half, .13f, .04f);
  if (second) {
    maker.box(0, -high * .1f, .1f, size * 1.2f, size * 1.9f, .12f, .03f);
  }
  for (i32 i = 0; i < lamps; i++) {
    const f32 at = y + size * 2.4f * (.5f * (f32)(lamps - 1) - (f32)i);
    maker.begin("lamp", maker.paint(Material::glass, colors[i]));
    disc(maker, x, at, .18f, size * .85f, .07f, .02f);
    maker.begin("visor", paints.color);
    maker.arc(x, at, .26f, size * .9f, .05f, 1.3f);
  }
  maker.phrases.addCounted(lamps, "lamp", "lamps");
  if (second) {
    maker.phrases.add("a signal for walkers");
  }
  maker.tag("traffic_light.n.01");
  return arm ? "traffic light on an arm" : "traffic light";
}

PIWA_NOINLINE const char* makeWell(Maker& maker, const StreetPaints& paints) {
  RandomStream& random = maker.random;
  const f32 radius = random.between(.4f, .7f);
  const f32 high = random.between(.2f, .4f);
  const f32 post = random.between(.6f, 1.1f);
  const i32 roof = random.below(3);
  const f32 rise = random.between(.2f, .5f);
  const f32 drop = random.between(.1f, .4f);
  const bool square = random.chance(.3f);
  const i32 tiles = paintTiles(maker);
  setPattern(maker, paints.stone, Pattern::bricks, 6.f);
  maker.begin("wall", paints.stone);
  if (square) {
    maker.box(0, high, 0, radius, high, radius).hollow = .12f;
  } else {
    maker.cylinder(0, high, 0, radius, high).hollow = .12f;
  }
  maker.begin("post", paints.wood);
  const f32 x = radius - .06f;
  maker.box(x, high + post * .5f, 0, .075f, high * .9f + post * .5f, .075f).mirrorX = 1;
  const f32 top = 2.f * high + post;
  barrel(maker, 0, top - .3f, 0, .08f, radius + .2f);
  maker.limb({radius + .2f, top - .3f, 0}, {radius + .2f, top - .5f, .12f}, .055f, .055f);
  maker.begin("rope", maker.paint(Material::fabric, {.1f, .4f, .7f}));
  barrel(maker, 0, top - .3f, 0, .12f, .16f);
  maker.limb({0, top - .3f, .08f}, {0, 2.f * high + drop, .08f}, .05f, .05f);
  maker.begin("bucket", paints.color);
  maker.cone(0, 2.f * high + drop - .05f, .08f, .11f, .13f, .16f);
  if (roof == 0) {
    gableRoof(maker, paints.wood, tiles, top - .04f, radius, rise, radius * .7f, .1f);
    maker.phrases.add("a gable roof");
  } else if (roof == 1) {
    maker.begin("roof", tiles);
    maker.cone(0, top + rise * .5f - .04f, 0, radius * 1.2f, rise * .5f, .05f);
    maker.phrases.add("a pointed roof");
  } else {
    maker.begin("beam", paints.wood);
    maker.box(0, top, 0, radius + .1f, .08f, .09f);
  }
  maker.phrases.add("a bucket on a rope");
  maker.tag("well.n.01");
  return square ? "square draw well" : "round draw well";
}

PIWA_NOINLINE const char* makeBooth(Maker& maker, const StreetPaints& paints) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(3);
  const f32 wide = random.between(.3f, .5f);
  const f32 high = random.between(.6f, 1.f);
  const f32 deep = random.between(.3f, .5f);
  const i32 rows = 3 + random.below(3);
  const f32 over = random.between(.05f, .25f);
  const i32 color = random.below(5);
  const i32 pane = paintPane(maker);
  const i32 cloth = maker.paintScheme(Material::fabric, color);
  maker.pattern(cloth, Pattern::stripes, color + 2, 4.f);
  maker.begin("body", paints.color);
  maker.box(0, 0, 0, wide, high, deep, .02f);
  maker.begin("window", pane);
  if (kind == 0) {
    windowRows(maker, .06f, wide * .85f, high * .8f, deep, {2, rows, .36f, .34f});
    sideWindows(maker, .06f, wide, high * .8f, deep * .85f, {2, rows, .36f, .34f});
    maker.begin("roof", paints.color);
    maker.box(0, high + .07f, 0, wide + .05f, .1f, deep + .05f, .02f);
    maker.ball(0, high + .15f, 0, wide * .9f, .14f, deep * .9f);
    maker.begin("sign", paints.light);
    maker.box(0, high + .07f, deep + .05f, wide * .7f, .06f, .05f);
    maker.phrases.addCounted(rows, "row of panes", "rows of panes");
    maker.tag("telephone_booth.n.01");
    return "telephone booth";
  }
  recess(maker, 0, .15f, deep, wide * .75f, high * .35f, deep * .8f);
  maker.begin("counter", paints.wood);
  maker.box(0, .1f - high * .3f, deep + .08f, wide * 1.05f, .05f, .14f);
  maker.begin("roof", kind == 1 ? cloth : paints.metal);
  if (kind == 1) {
    const f32 points[6] = {-wide - over, 0.f, wide + over, 0.f, 0.f, .4f};
    maker.prism(0, high - .02f, 0, points, 3, deep + over + .1f);
    maker.phrases.add("a striped roof");
  } else {
    rotateAround(maker.box(0, high + .06f, .06f, wide + over, .06f, deep + over + .12f, .02f), 1, 0, 0, .12f);
    maker.phrases.add("a sloping roof");
  }
  const char* thing = placeSmallThing(maker, random.below(smallThings), wide * .5f, .14f - high * .3f, deep + .08f, .13f);
  if (thing) {
    maker.phrases.add(thing);
  }
  maker.tag("stall.n.03");
  return "market stall";
}

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
    rotateAround(maker.box(0, 0, .02f, half, .06f, thick), 0, 0, 1, arcTangent2(high * .9f, 2.f * half));
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
    const f32 points[6] = {-larger(step * .32f, .05f), 0.f, larger(step * .32f, .05f), 0.f, 0.f, .18f};
    Primitive& tip = kind == 0 ? maker.prism(0, high - .01f, .03f, points, 3, thick)
                               : maker.cone(0, high + .08f, 0, .09f, .12f, .02f);
    tip.repeatCount[0] = pickets;
    tip.repeatStep[0] = step;
    maker.phrases.addCounted(pickets, "picket", "pickets");
  }
  maker.tag("fence.n.01");
  return kind == 0 ? "picket fence" : kind == 1 ? "railing" : kind == 2 ? "ranch fence" : "balustrade";
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
  if (kind == 0) {
    maker.begin("arch", paints.stone);
    maker.box(0, high * .5f, 0, 1.f, high * .5f, wide);
    const f32 pitch = 2.f / (f32)spans;
    const f32 radius = smaller(pitch * .5f - .1f, high - .1f);
    Primitive& p = disc(maker, 0, 0, 0, radius, wide + .2f);
    p.operation = Operation::subtract;
    p.part = noPart;
    p.repeatCount[0] = spans;
    p.repeatStep[0] = pitch;
    maker.begin("parapet", paints.stone);
    maker.box(0, high + .08f, wide - .06f, 1.02f, .1f, .06f).mirrorZ = 1;
    maker.phrases.addCounted(spans, "arch", "arches");
  } else if (kind == 1) {
    maker.begin("deck", paints.wood);
    const f32 radius = (1.f + rise * rise) / (2.f * rise);
    const f32 angle = arcTangent2(1.f, radius - rise);
    Primitive& deck = maker.arc(0, -radius, 0, radius, .07f, angle);
    deck.repeatCount[2] = 3;
    deck.repeatStep[2] = wide * .55f;
    maker.begin("rail", paints.color);
    maker.arc(0, -radius + .28f, wide * .75f, radius, .05f, angle).mirrorZ = 1;
    for (i32 i = 0; i < 3; i++) {
      const SineCosine<f32> at = sineCosine(angle * .92f * .5f * (f32)i);
      Primitive& post = maker.cylinder(radius * at.sine, radius * at.cosine - radius + .12f, wide * .75f, .055f, .22f);
      post.mirrorX = 1;
      post.mirrorZ = 1;
    }
    maker.phrases.add("curved railings");
  } else if (kind == 2) {
    maker.begin("deck", paints.metal);
    maker.box(0, 0, 0, 1.1f, .06f, wide);
    maker.begin("tower", paints.color);
    maker.box(.55f, high * .4f, wide, .08f, high * 1.4f, .07f).mirrorX = 1;
    maker.recipe.primitive[maker.recipe.count - 1].mirrorZ = 1;
    maker.box(.55f, high * 1.5f, 0, .07f, .07f, wide).mirrorX = 1;
    maker.begin("cable", paints.metal);
    const f32 top = high * 1.7f;
    Primitive& back = maker.limb({.55f, top, wide}, {1.08f, 0, wide}, .05f, .05f);
    back.mirrorX = 1;
    back.mirrorZ = 1;
    f32 lastX = .55f;
    f32 lastY = top;
    for (i32 i = 1; i <= cables; i++) {
      const f32 x = .55f * (1.f - (f32)i / (f32)cables);
      const f32 t = x / .55f;
      const f32 y = .12f + (top - .12f) * t * t;
      Primitive& c = maker.limb({lastX, lastY, wide}, {x, y, wide}, .05f, .05f);
      c.mirrorX = 1;
      c.mirrorZ = 1;
      if (i < cables) {
        Primitive& hanger = maker.limb({x, y, wide}, {x, 0, wide}, .045f, .045f);
        hanger.mirrorX = 1;
        hanger.mirrorZ = 1;
      }
      lastX = x;
      lastY = y;
    }
    maker.phrases.add("two towers");
    maker.tag("suspension_bridge.n.01");
  } else {
    maker.begin("deck", paints.wood);
    maker.box(0, 0, 0, 1.1f, .06f, wide);
    maker.begin("truss", paints.color);
    const i32 bays = spans + 2;
    const f32 bay = 2.f / (f32)bays;
    const f32 angle = arcTangent2(high, bay * .5f);
    for (i32 b = 0; b < bays; b++) {
      for (i32 i = 0; i < 2; i++) {
        const f32 x = ((f32)b - .5f * (f32)(bays - 1)) * bay + (i == 0 ? -.25f : .25f) * bay;
        Primitive& d = maker.box(x, high * .5f, wide, .5f * length2(bay * .5f, high), .05f, .05f);
        rotateAround(d, 0, 0, 1, i == 0 ? angle : -angle);
        d.mirrorZ = 1;
      }
    }
    maker.box(0, high, wide, 1.f - bay * .5f, .06f, .055f).mirrorZ = 1;
    maker.begin("pier", paints.stone);
    maker.box(.9f, -high * .5f, 0, .13f, high * .5f, wide).mirrorX = 1;
    maker.phrases.addCounted(bays, "truss bay", "truss bays");
  }
  if (lamps && kind != 1) {
    maker.begin("lamp", paints.light);
    const f32 y = kind == 0 ? high + .25f : kind == 2 ? high * 1.85f : high + .14f;
    Primitive& p = maker.ball(kind == 0 ? .8f : .55f, y, kind == 0 ? wide - .06f : wide, .1f, .13f, .1f);
    p.mirrorX = 1;
    p.mirrorZ = 1;
    maker.phrases.add("lamps");
  }
  maker.tag("bridge.n.01");
  return kind == 0 ? "stone bridge" : kind == 1 ? "garden bridge" : kind == 2 ? "suspension bridge" : "truss bridge";
}

}  // namespace piwa

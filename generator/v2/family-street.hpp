// Things of the street and the park: lamps, benches, hydrants, mailboxes, signs, wells, booths.
#pragma once
#include "family-street-more.hpp"

namespace piwa {

PIWA_NOINLINE const char* makeLampPost(Maker& maker, const StreetPaints& paints) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(4);
  const f32 high = random.between(.6f, 1.f);
  const f32 reach = random.between(.25f, .7f);
  const i32 arms = 1 + random.below(4);
  const f32 size = random.between(.15f, .26f);
  const f32 base = random.between(.14f, .3f);
  const bool basket = random.chance(.35f);
  maker.begin("base", paints.metal);
  maker.cone(0, -high, 0, base, .12f, base * .6f);
  maker.begin("post", paints.metal);
  maker.limb({0, -high, 0}, {0, high, 0}, .075f, .06f);
  maker.torus(0, -high * .3f, 0, .08f, .06f);
  if (kind == 0) {
    maker.begin("lantern", paints.light);
    maker.cone(0, high + size, 0, size * .6f, size, size);
    maker.begin("cap", paints.metal);
    maker.cone(0, high + 2.f * size + .1f, 0, size * 1.2f, .12f, .05f);
    maker.phrases.add("a lantern");
  } else {
    const f32 angle = fullTurn / (f32)arms;
    maker.begin("arm", paints.metal);
    if (kind == 1) {
      Primitive& p = maker.arc(reach * .5f, high - .03f, 0, reach * .5f, .055f, halfPi);
      p.foldAngle = arms > 1 ? angle : 0.f;
    } else {
      Primitive& p = maker.limb({0, high * .9f, 0}, {reach, high + .15f, 0}, .06f, .05f);
      p.foldAngle = arms > 1 ? angle : 0.f;
    }
    maker.begin("lamp", paints.light);
    const f32 y = kind == 1 ? high - .1f : high + .15f;
    Primitive& lamp = kind == 3 ? maker.box(reach, y, 0, .22f, .06f, .1f, .03f)
                                : maker.ball(reach, y, 0, size, size, size);
    lamp.foldAngle = arms > 1 ? angle : 0.f;
    if (kind != 3) {
      maker.begin("shade", paints.metal);
      Primitive& shade = maker.cone(reach, y + size * .8f, 0, size * 1.15f, .08f, .07f);
      shade.foldAngle = arms > 1 ? angle : 0.f;
    }
    maker.phrases.addCounted(arms, "arm", "arms");
  }
  if (basket) {
    maker.begin("flowers", maker.paintNatural(Material::leaf));
    maker.ball(.2f, high * .25f, 0, .17f, .14f, .17f).mirrorX = 1;
    maker.phrases.add("hanging flower baskets");
  }
  maker.tag("lamppost.n.01");
  return "street lamp";
}

PIWA_NOINLINE const char* makeParkBench(Maker& maker, const StreetPaints& paints) {
  RandomStream& random = maker.random;
  const f32 wide = random.between(.5f, 1.f);
  const f32 deep = random.between(.2f, .34f);
  const f32 high = random.between(.2f, .4f);
  const f32 back = random.between(.25f, .5f);
  const i32 slats = 2 + random.below(2);
  const bool arms = random.chance(.6f);
  const bool backed = random.chance(.75f);
  const i32 thing = random.below(smallThings);
  const bool laden = random.chance(.4f);
  const f32 lean = random.between(.1f, .3f);
  maker.begin("slat", paints.wood);
  Primitive& seat = maker.box(0, high, 0, wide, .05f, deep / (f32)slats - .05f);
  seat.repeatCount[2] = slats;
  seat.repeatStep[2] = 2.f * deep / (f32)slats;
  if (backed) {
    const f32 z = -deep - .05f - lean * .5f;
    Primitive& rest = maker.box(0, high + .15f + back * .5f, z, wide, .08f, .05f);
    rotateAround(rest, 1, 0, 0, -lean);
    rest.repeatCount[1] = 2;
    rest.repeatStep[1] = back * .6f + .1f;
  }
  maker.begin("frame", paints.metal);
  const f32 x = wide * .8f;
  maker.limb({x, 0, deep * .9f}, {x, high, deep * .8f}, .065f, .06f).mirrorX = 1;
  maker.limb({x, 0, -deep * .9f}, {x, high, -deep * .8f}, .065f, .06f).mirrorX = 1;
  maker.limb({x, high - .06f, deep}, {x, high - .06f, -deep}, .055f, .055f).mirrorX = 1;
  if (backed) {
    maker.limb({x, high - .06f, -deep}, {x, high + back + .12f, -deep - .1f - lean}, .06f, .055f)
        .mirrorX = 1;
  }
  if (arms) {
    maker.limb({x, high + .22f, deep * .8f}, {x, high + .25f, -deep}, .055f, .055f).mirrorX = 1;
    maker.limb({x, high, deep * .8f}, {x, high + .22f, deep * .8f}, .055f, .055f).mirrorX = 1;
    maker.phrases.add("arm rests");
  }
  if (laden) {
    const char* phrase = placeSmallThing(maker, thing, wide * .35f, high + .04f, 0, .14f);
    if (phrase) {
      maker.phrases.add(phrase);
    }
  }
  maker.phrases.add(backed ? "a slatted back" : "no back");
  maker.tag("bench.n.01");
  maker.tag("park_bench.n.01");
  return wide > .8f ? "long park bench" : "park bench";
}

PIWA_NOINLINE const char* makeHydrant(Maker& maker, const StreetPaints& paints) {
  RandomStream& random = maker.random;
  const f32 radius = random.between(.22f, .36f);
  const f32 high = random.between(.35f, .65f);
  const i32 outlets = 1 + random.below(3);
  const f32 reach = random.between(.1f, .25f);
  const bool hose = random.chance(.4f);
  const bool chain = random.chance(.5f);
  maker.begin("barrel", paints.color);
  maker.cylinder(0, 0, 0, radius, high);
  maker.begin("flange", paints.color);
  maker.cylinder(0, -high, 0, radius * 1.45f, .08f, .02f);
  maker.cylinder(0, high * .85f, 0, radius * 1.2f, .08f, .02f);
  maker.begin("bonnet", paints.color);
  maker.ball(0, high * .9f, 0, radius, radius * .9f, radius);
  maker.begin("cap", paints.metal);
  maker.cylinder(0, high * .9f + radius, 0, .1f, .1f);
  barrel(maker, radius + reach * .5f, high * .3f, 0, .13f, reach * .5f + .08f).mirrorX =
      outlets > 1 ? 1 : 0;
  barrel(maker, radius + reach, high * .3f, 0, .17f, .06f).mirrorX = outlets > 1 ? 1 : 0;
  if (outlets != 2) {
    disc(maker, 0, high * .15f, radius + .08f, .2f, .12f);
    disc(maker, 0, high * .15f, radius + .2f, .09f, .09f);
  }
  if (hose) {
    maker.begin("hose", paints.light);
    maker.limb({radius + reach, high * .3f, 0}, {radius + reach + .3f, -high * .3f, .1f}, .09f,
               .09f);
    maker.limb({radius + reach + .3f, -high * .3f, .1f}, {radius + reach + .35f, -high, .3f}, .09f,
               .09f);
    maker.limb({radius + reach + .35f, -high, .3f}, {.2f, -high, radius + .6f}, .09f, .09f);
    maker.phrases.add("a hose");
  } else if (chain) {
    maker.begin("chain", paints.metal);
    Primitive& p = maker.arc(radius * .8f, high * .1f, radius * .75f, .2f, .05f, 1.2f);
    rotateAround(p, 0, 0, 1, pi);
    maker.phrases.add("a chain");
  }
  maker.phrases.addCounted(outlets, "outlet", "outlets");
  maker.tag("fireplug.n.01");
  return high > .5f ? "tall fire hydrant" : "fire hydrant";
}

PIWA_NOINLINE const char* makeMailbox(Maker& maker, const StreetPaints& paints) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(3);
  const f32 wide = random.between(.2f, .36f);
  const f32 deep = random.between(.24f, .5f);
  const f32 high = random.between(.16f, .36f);
  const f32 post = random.between(.3f, .9f);
  const bool bird = random.chance(.35f);
  if (kind == 0) {
    maker.begin("post", paints.wood);
    maker.box(0, -post * .5f, 0, .08f, post * .5f + .04f, .08f);
    rotateAround(maker.box(0, -.16f, .16f, .055f, .2f, .055f), 1, 0, 0, .8f);
    maker.begin("box", paints.color);
    maker.box(0, high * .5f, 0, wide, high * .5f, deep);
    disc(maker, 0, high, 0, wide, deep);
    maker.begin("flag", paints.light);
    maker.box(wide + .04f, high + .16f, deep * .4f, .05f, .2f, .06f);
    maker.box(wide + .04f, high + .3f, deep * .4f - .1f, .05f, .08f, .14f);
    maker.phrases.add("a flag");
    maker.tag("mailbox.n.01");
  } else {
    maker.begin("box", paints.color);
    maker.box(0, 0, 0, wide, post * .6f, kind == 1 ? wide : deep, .04f);
    if (kind == 1) {
      maker.cylinder(0, post * .6f, 0, wide * 1.1f, .07f, .03f);
      maker.ball(0, post * .65f, 0, wide, wide * .5f, wide);
    } else {
      barrel(maker, 0, post * .6f, 0, deep, wide);
    }
    maker.begin("slot", paints.wood);
    recess(maker, 0, post * .4f, kind == 1 ? wide : deep, wide * .65f, .055f, .08f);
    maker.begin("plate", paints.light);
    maker.box(0, post * .1f, kind == 1 ? wide : deep, wide * .6f, post * .18f, .055f);
    maker.begin("foot", paints.metal);
    maker.box(wide * .75f, -post * .6f - .1f, wide * .7f, .06f, .12f, .06f).mirrorX = 1;
    maker.recipe.primitive[maker.recipe.count - 1].mirrorZ = 1;
    maker.phrases.add("a slot");
    maker.tag("postbox.n.01");
  }
  if (bird) {
    maker.begin("bird", paints.light);
    const f32 y =
        kind == 0 ? high + wide + .06f : post * .6f + (kind == 1 ? wide * .5f + .02f : deep) + .06f;
    maker.ball(0, y, 0, .1f, .11f, .17f);
    maker.ball(0, y + .12f, .12f, .09f, .09f, .09f);
    maker.limb({0, y, -.1f}, {0, y + .06f, -.3f}, .06f, .05f);
    maker.phrases.add("a bird on top");
  }
  return kind == 0 ? "mailbox on a post" : kind == 1 ? "pillar box" : "street mailbox";
}

PIWA_NOINLINE void makeStreet(Maker& maker) {
  const i32 kind = maker.random.below(12);
  const StreetPaints paints = drawStreetPaints(maker);
  const char* noun = "";
  switch (kind) {
    case 0:
    case 1:
      noun = makeLampPost(maker, paints);
      break;
    case 2:
      noun = makeParkBench(maker, paints);
      break;
    case 3:
      noun = makeHydrant(maker, paints);
      break;
    case 4:
      noun = makeMailbox(maker, paints);
      break;
    case 5:
      noun = makeSign(maker, paints);
      break;
    case 6:
      noun = makeTrafficLight(maker, paints);
      break;
    case 7:
      noun = makeWell(maker, paints);
      break;
    case 8:
      noun = makeBooth(maker, paints);
      break;
    case 9:
      noun = makeFence(maker, paints);
      break;
    default:
      noun = makeBridge(maker, paints);
      break;
  }
  const bool wooden = kind == 2 || kind == 7 || kind == 9;
  const bool stone = kind > 9 && sameText(noun, "arched bridge");
  const i32 main = stone   ? paints.stone
                   : wooden   ? paints.wood
                   : kind < 2 ? paints.metal
                              : paints.color;
  describeAs(maker, "", main, noun);
  listParts(maker);
  maker.tag("structure.n.01");
}

}  // namespace piwa

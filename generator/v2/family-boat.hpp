// Boats: sailing boats, rowing boats, tugs, cargo ships, steamers, submarines. The bow is at +z.
#pragma once
#include "built-kit.hpp"

namespace piwa {

struct BoatPaints {
  i32 hull;
  i32 deck;
  i32 house;
  i32 trim;
  i32 glass;
};

PIWA_NOINLINE BoatPaints drawBoatPaints(Maker& maker) {
  const i32 color = maker.random.below(5);
  const bool wooden = maker.random.chance(.4f);
  const i32 hull =
      wooden ? maker.paintNatural(Material::wood) : maker.paintScheme(Material::metal, color);
  const i32 deck = maker.paint(Material::wood, {.085f, .45f, .66f});
  const i32 house = paintPale(maker, Material::plastic);
  const i32 trim = maker.paintScheme(Material::metal, color + 2);
  maker.recipe.paint[hull].metallicPercent = 0;
  maker.recipe.paint[trim].metallicPercent = 0;
  const i32 glass = paintPane(maker);
  return {hull, deck, house, trim, glass};
}

/// A ship's hull: seen from above pointed in front, blunt behind, narrower below the water.
PIWA_NOINLINE void addHull(Maker& maker, const BoatPaints& paints, f32 wide, f32 deep, f32 length,
                           f32 bow) {
  const f32 points[14] = {0.f,          length,       wide * .62f,  length - bow * .45f, wide,
                          length - bow, wide * .92f,  -length,      -wide * .92f,        -length,
                          -wide,        length - bow, -wide * .62f, length - bow * .45f};
  maker.begin("hull", paints.hull);
  Primitive& p = maker.prism(0, -deep * .5f, 0, points, 7, deep * .5f);
  rotateAround(p, 1, 0, 0, halfPi);
  maker.ball(0, -deep, -.08f * length, wide * .86f, deep * .55f, length * .86f);
  const f32 prow[6] = {length - bow * .7f, -deep,     length + bow * .25f, deep * .35f,
                       length - bow * .8f, deep * .1f};
  rotateAround(maker.prism(0, 0, 0, prow, 3, .07f), 0, 1, 0, -halfPi);
  maker.begin("deck", paints.deck);
  Primitive& d = maker.prism(0, 0, 0, points, 7, .045f);
  rotateAround(d, 1, 0, 0, halfPi);
}

PIWA_NOINLINE void addSail(Maker& maker, i32 cloth, f32 foot, f32 mast, f32 from, f32 reach,
                           f32 high, bool square) {
  maker.begin("sail", cloth);
  if (square) {
    maker.add(
        {Shape::superquadric, 0, foot + high * .5f, mast + .08f, reach, high * .48f, .12f, 5.f});
    maker.begin("yard", cloth);
    barrel(maker, 0, foot + high, mast, .05f, reach);
    return;
  }
  const f32 points[6] = {from, foot, from + reach, foot, from, foot + high};
  Primitive& p = maker.prism(0, 0, mast, points, 3, .045f);
  rotateAround(p, 0, 1, 0, -halfPi);
}

PIWA_NOINLINE void makeSailBoat(Maker& maker, const BoatPaints& paints) {
  RandomStream& random = maker.random;
  const f32 length = random.between(.55f, 1.f);
  const f32 wide = random.between(.2f, .36f);
  const f32 deep = random.between(.16f, .3f);
  const f32 mast = random.between(.8f, 1.7f);
  const i32 masts = 1 + random.below(3);
  const bool square = random.chance(.45f);
  const bool jib = random.chance(.6f);
  const bool cabin = random.chance(.5f);
  const i32 color = random.below(5);
  const bool dyed = random.chance(.5f);
  const i32 cloth =
      dyed ? maker.paintScheme(Material::fabric, color) : paintPale(maker, Material::fabric);
  const f32 bow = length * random.between(.5f, .9f);
  addHull(maker, paints, wide, deep, length, bow);
  const f32 pitch = masts > 1 ? 1.1f * length / (f32)(masts - 1) : 0.f;
  for (i32 i = 0; i < masts; i++) {
    const f32 z = masts == 1 ? length * .15f : length * .45f - pitch * (f32)i;
    const f32 tall = mast * (i == 1 || masts == 1 ? 1.f : .8f);
    maker.begin("mast", paints.deck);
    maker.cylinder(0, tall * .5f, z, .05f, tall * .5f);
    if (square) {
      addSail(maker, cloth, tall * .2f, z, 0, wide * 1.7f, tall * .42f, true);
      addSail(maker, cloth, tall * .62f, z, 0, wide * 1.3f, tall * .3f, true);
    } else {
      addSail(maker, cloth, tall * .2f, z, -.04f, masts > 1 ? -pitch * .8f : -length * .85f,
              tall * .75f, false);
      maker.begin("boom", paints.deck);
      const f32 reach = masts > 1 ? pitch * .8f : length * .85f;
      maker.limb({0, tall * .18f, z}, {0, tall * .18f, z - reach}, .05f, .05f);
    }
  }
  if (jib) {
    addSail(maker, cloth, mast * .14f, masts == 1 ? length * .15f : length * .45f, .02f,
            length * .75f, mast * .6f, false);
    maker.begin("bowsprit", paints.deck);
    maker.limb({0, .03f, length * .6f}, {0, mast * .14f, length * 1.25f}, .05f, .05f);
    maker.phrases.add("a jib");
  }
  if (cabin) {
    maker.begin("cabin", paints.house);
    maker.box(0, .1f, -length * .55f, wide * .6f, .12f, length * .25f, .03f);
    maker.phrases.add("a cabin");
  }
  maker.phrases.add(square ? "square sails" : "a triangular mainsail");
  startCaption(maker.caption, numberWord(masts));
  maker.caption.write("-masted ");
  maker.caption.write(paintWord(maker, paints.hull));
  writeWord(maker.caption, masts > 1 ? "sailing ship" : "sailboat");
  maker.tag(masts > 1 ? "sailing_vessel.n.01" : "sailboat.n.01");
}

PIWA_NOINLINE void makeRowBoat(Maker& maker, const BoatPaints& paints) {
  RandomStream& random = maker.random;
  const f32 length = random.between(.7f, 1.f);
  const f32 wide = random.between(.18f, .48f);
  const f32 deep = random.between(.22f, .4f);
  const i32 benches = 1 + random.below(4);
  const i32 oars = random.below(3);
  const f32 reach = random.between(.4f, .8f);
  const bool canoe = random.chance(.4f);
  const bool lamp = random.chance(.4f);
  const f32 lift = random.between(.1f, .35f);
  maker.begin("hull", paints.hull);
  maker.ball(0, 0, 0, wide, deep, length);
  Primitive& top = maker.cut({Shape::box, 0, deep, 0, 2.f, deep, 2.f});
  top.part = maker.part;
  maker.begin("inside", paints.deck);
  Primitive& inside =
      maker.cut({Shape::ellipsoid, 0, .02f, 0, wide - .09f, deep - .09f, length - .12f});
  inside.part = maker.part;
  maker.begin("keel", paints.trim);
  maker.box(0, -deep, 0, .05f, .06f, length * .6f);
  if (canoe) {
    maker.begin("prow", paints.hull);
    maker.limb({0, -.06f, length * .9f}, {0, lift, length * 1.1f}, .07f, .06f).mirrorZ = 1;
  } else {
    maker.begin("transom", paints.trim);
    maker.box(0, -deep * .4f, -length * .86f, wide * .5f, deep * .45f, .05f);
  }
  maker.begin("bench", paints.deck);
  Primitive& bench = maker.box(0, -.07f, 0, wide * .9f, .045f, .09f);
  bench.repeatCount[2] = benches;
  bench.repeatStep[2] = length * 1.2f / (f32)(benches + 1);
  maker.phrases.addCounted(benches, "bench", "benches");
  if (oars > 0) {
    maker.begin("oar", paints.trim);
    for (i32 i = 0; i < oars; i++) {
      const f32 z = .1f - .4f * (f32)i;
      maker.limb({wide * .3f, .1f, z}, {wide + reach, -deep * .6f, z - .12f}, .05f, .05f).mirrorX =
          1;
      maker.ball(wide + reach, -deep * .6f, z - .12f, .17f, .055f, .1f).mirrorX = 1;
    }
    maker.phrases.addCounted(oars * 2, "oar", "oars");
  }
  if (lamp) {
    maker.begin("post", paints.trim);
    maker.cylinder(0, .15f, -length * .7f, .05f, .35f);
    const char* thing = placeSmallThing(maker, 4, 0, -deep * .5f, length * .35f, .16f);
    maker.phrases.add("a post");
    if (thing) {
      maker.phrases.add(thing);
    }
  }
  describeAs(maker, wide < .28f ? "slender" : "", paints.hull, canoe ? "canoe" : "rowing boat");
  maker.tag(canoe ? "canoe.n.01" : "rowing_boat.n.01");
}

PIWA_NOINLINE void makeTug(Maker& maker, const BoatPaints& paints) {
  RandomStream& random = maker.random;
  const f32 length = random.between(.6f, .95f);
  const f32 wide = random.between(.26f, .45f);
  const f32 deep = random.between(.2f, .4f);
  const f32 house = random.between(.14f, .3f);
  const f32 place = random.between(-.25f, .2f);
  const f32 stack = random.between(.12f, .32f);
  const bool crane = random.chance(.45f);
  const bool tires = random.chance(.6f);
  addHull(maker, paints, wide, deep, length, length * .6f);
  maker.begin("bulwark", paints.trim);
  maker.box(wide * .94f, .07f, -length * .3f, .05f, .1f, length * .65f).mirrorX = 1;
  maker.begin("wheelhouse", paints.house);
  const f32 z = place * length;
  maker.box(0, house, z, wide * .6f, house + .03f, length * .3f);
  maker.begin("window", paints.glass);
  recess(maker, 0, house * 1.35f, z + length * .3f, wide * .5f, house * .3f, .05f);
  recess(maker, wide * .6f, house * 1.35f, z, .05f, house * .3f, length * .24f).mirrorX = 1;
  maker.begin("roof", paints.trim);
  maker.box(0, house * 2.f + .05f, z, wide * .7f, .05f, length * .36f);
  maker.begin("funnel", paints.trim);
  maker.cylinder(0, house * 1.f + stack, z - length * .3f - .1f, .11f, house + stack);
  maker.begin("mast", paints.deck);
  maker.cylinder(0, house * 2.f + .3f, z, .05f, .28f);
  barrel(maker, 0, house * 2.f + .42f, z, .05f, .18f);
  if (crane) {
    maker.begin("derrick", paints.deck);
    maker.limb({0, 0, length * .55f}, {0, .6f, length * .95f}, .06f, .05f);
    maker.limb({0, .6f, length * .95f}, {0, house * 2.f + .4f, z}, .05f, .05f);
    maker.phrases.add("a derrick");
  }
  if (tires) {
    maker.begin("tire", paintRubber(maker));
    Primitive& p = maker.torus(wide + .02f, -.12f, -length * .3f, .1f, .055f);
    rotateAround(p, 0, 0, 1, halfPi);
    p.mirrorX = 1;
    p.repeatCount[2] = 3;
    p.repeatStep[2] = length * .4f;
    maker.phrases.add("tires along its sides");
  }
  maker.phrases.add("a wheelhouse");
  maker.phrases.add("a funnel");
  describeAs(maker, "", paints.hull, crane ? "fishing boat" : "tugboat");
  maker.tag(crane ? "fishing_boat.n.01" : "tugboat.n.01");
}

PIWA_NOINLINE void makeShip(Maker& maker, const BoatPaints& paints) {
  RandomStream& random = maker.random;
  const f32 length = random.between(.9f, 1.1f);
  const f32 wide = random.between(.18f, .32f);
  const f32 deep = random.between(.16f, .3f);
  const bool cargo = random.chance(.5f);
  const i32 stacks = 1 + random.below(4);
  const i32 decks = 1 + random.below(3);
  const i32 piles = 2 + random.below(4);
  const i32 color = random.below(5);
  const f32 rake = random.between(0.f, .25f);
  const i32 second = maker.paintScheme(Material::metal, color);
  addHull(maker, paints, wide, deep, length, length * .4f);
  if (cargo) {
    for (i32 i = 0; i < piles; i++) {
      const f32 high = random.between(.07f, .26f);
      const f32 z = length * .55f - 1.15f * length * (f32)i / (f32)piles;
      maker.begin("container", i % 2 == 0 ? paints.trim : second);
      maker.box(0, high + .02f, z, wide * .85f, high, length * .42f / (f32)piles);
    }
    maker.begin("bridge", paints.house);
    maker.box(0, .27f, -length * .8f, wide * .8f, .27f, .11f);
    maker.begin("window", paints.glass);
    recess(maker, 0, .42f, -length * .8f + .11f, wide * .65f, .055f, .05f);
    maker.begin("funnel", second);
    maker.cylinder(0, .55f, -length * .84f, .09f, .15f);
    maker.phrases.addCounted(piles, "stack of containers", "stacks of containers");
  } else {
    f32 half = length * .7f;
    for (i32 i = 0; i < decks; i++) {
      maker.begin("upper deck", paints.house);
      const f32 y = .1f + .18f * (f32)i;
      maker.box(0, y, -.08f * length, wide * (.88f - .1f * (f32)i), .1f, half);
      maker.begin("window", paints.glass);
      Primitive& p =
          recess(maker, wide * (.88f - .1f * (f32)i), y + .01f, -.08f * length, .05f, .045f, .06f);
      p.mirrorX = 1;
      p.repeatCount[2] = fitting(half - .1f, .24f, 7);
      p.repeatStep[2] = .24f;
      half = half * .8f;
    }
    maker.begin("funnel", second);
    const f32 y = .1f + .18f * (f32)decks;
    Primitive& f = maker.cylinder(0, y + .1f, -.08f * length, .1f, .24f);
    rotateAround(f, 1, 0, 0, -rake);
    f.repeatCount[2] = stacks;
    f.repeatStep[2] = smaller(.34f, 2.2f * half / (f32)stacks);
    maker.phrases.addCounted(decks, "upper deck", "upper decks");
    maker.phrases.addCounted(stacks, "funnel", "funnels");
  }
  maker.begin("mast", paints.deck);
  maker.cylinder(0, .25f, length * .6f, .05f, .27f);
  describeAs(maker, "", paints.hull, cargo ? "cargo ship" : "passenger ship");
  maker.tag(cargo ? "cargo_ship.n.01" : "passenger_ship.n.01");
}

}  // namespace piwa

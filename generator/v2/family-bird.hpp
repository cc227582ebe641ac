// Birds: body, neck curve, beak, wings folded or spread, tails, long and short legs.
#pragma once
#include "living-fowl.hpp"

namespace piwa {

/// Straight legs that end on the floor, with three toes or webs.
PIWA_NOINLINE void birdLegs(Maker& maker, const Fowl& f, const FowlPaints& paints, const Spot& hips,
                            f32 floor, bool raised) {
  const bool webbed = f.beakKind == Beak::bill;
  maker.begin("leg", paints.beak);
  for (i32 i = 0; i < 2; i++) {
    const f32 side = i == 0 ? 1.f : -1.f;
    const Spot top{side * f.radius * .45f, hips.y, hips.z};
    const bool up = raised && i == 1;
    const Spot knee{top.x, .5f * (top.y + floor) + (up ? .05f : 0.f), hips.z + (up ? .24f : -.04f)};
    const Spot foot{top.x, up ? knee.y - .1f : floor + .03f, hips.z + (up ? -.12f : .03f)};
    jointed(maker, top, knee, foot, {.06f, .048f, .048f}, .01f);
    if (webbed) {
      maker.ball(foot.x, foot.y, foot.z + .1f, .1f, .055f, .15f);
    } else {
      for (i32 toe = -1; toe <= 1; toe++) {
        maker.limb(foot, along(foot, aim((f32)toe * .6f, 0.f), .15f), .048f, .045f);
      }
    }
  }
}

/// What it stands on: 1 branch, 2 rock, 3 nest, 4 water, 5 post.
PIWA_NOINLINE void addPerch(Maker& maker, i32 kind, f32 y, f32 wide) {
  RandomStream& random = maker.random;
  const f32 off = random.between(-.2f, .2f);
  const f32 size = random.between(.8f, 1.3f);
  if (kind == 1) {
    maker.begin("branch", paintAs(maker, Material::wood, barkColor(random), Pattern::grain, 4.f));
    maker.limb({-.7f * size, y - .04f + off, -.05f}, {.7f * size, y - .04f - off, .05f}, .085f,
               .07f);
    maker.limb({.3f, y - .05f - off * .4f, 0}, {.55f * size, y + .22f, .1f}, .05f, .045f);
    maker.begin("leaf", maker.paint(Material::leaf, greenColor(random)));
    blade(maker, {.52f * size, y + .2f, .1f}, .8f, .6f, {.09f, .17f, .055f});
    blade(maker, {-.6f * size, y - .02f + off * .85f, -.05f}, -.6f, .7f, {.09f, .17f, .055f});
    maker.phrases.add("a branch to perch on");
  } else if (kind == 2) {
    maker.begin("rock", maker.paintNatural(Material::stone));
    maker.roughen(maker.box(0, y - .15f, 0, wide * 1.3f * size, .17f, wide * 1.2f, .06f), .07f,
                  3.5f);
    maker.phrases.add("a rock under its feet");
  } else if (kind == 3) {
    maker.begin("nest", paintAs(maker, Material::wood, {.09f, .5f, .45f}, Pattern::grain, 9.f));
    maker.cone(0, y - .06f, 0, wide * 1.1f, .13f, wide * 1.7f * size);
    maker.torus(0, y + .06f, 0, wide * 1.55f * size, .085f);
    maker.phrases.add("a nest");
  } else if (kind == 4) {
    maker.begin("water", paintAs(maker, Material::glass, {.54f, .5f, .85f}, Pattern::mottled, 4.f));
    maker.cylinder(0, y + .04f, 0, wide * 2.1f * size, .06f, .02f);
    maker.phrases.add("a round of water");
  } else if (kind == 5) {
    maker.begin("post", paintAs(maker, Material::wood, barkColor(random), Pattern::grain, 4.f));
    maker.cylinder(off * .2f, y - .32f * size, 0, .14f, .32f * size, .02f);
    maker.phrases.add("a wooden post");
  }
}

PIWA_NOINLINE i32 drawPerch(RandomStream& random, i32 kind) {
  const i32 roll = random.below(4);
  const bool swims = kind == 2 || kind == 6;
  const bool walks = kind == 3 || kind == 7 || kind == 9 || kind == 10 || kind == 12;
  return swims       ? (roll < 2 ? 4 : 0)
         : kind == 4 ? (roll < 2 ? 2 : 0)
         : walks     ? (roll == 0 ? 2 : 0)
         : kind == 0 ? (roll == 0   ? 0
                        : roll == 1 ? 3
                        : roll == 2 ? 1
                                    : 5)
                     : (roll < 2    ? 1
                        : roll == 2 ? 5
                                    : 2);
}

/// Body and belly along one axis.
PIWA_NOINLINE void birdBody(Maker& maker, const Fowl& f, const FowlPaints& paints,
                            const Spot& front, const Spot& rear) {
  const Spot ahead = aim(0.f, f.pitch);
  maker.begin("body", paints.body);
  oval(maker, along(rear, ahead, -f.length * .45f), along(front, ahead, f.length * .35f), f.radius,
       f.radius * 1.05f);
  maker.begin("belly", paints.belly);
  const Spot low = along({0, 0, 0}, aim(0.f, f.pitch - halfPi), f.radius * .28f);
  const Spot breast = along(front, ahead, f.length * .18f);
  oval(maker, along(rear, ahead, -f.length * .1f), shifted(breast, low.x, low.y, low.z),
       f.radius * .8f, f.radius * .95f)
      .blend = .02f;
}

PIWA_NOINLINE void birdWings(Maker& maker, const Fowl& f, const FowlPaints& paints,
                             const Spot& front, const Spot& rear, bool open) {
  RandomStream& random = maker.random;
  if (open) {
    const f32 span = random.between(.65f, 1.15f);
    const f32 chord = random.between(.32f, .55f);
    const f32 lift = random.between(-.4f, .75f);
    const f32 sweep = random.between(-.1f, .45f);
    const Spot root{f.radius * .5f, f.radius * .35f, front.z * .4f};
    spreadWings(maker, paints, root, span, chord, lift, sweep);
    maker.phrases.add("spread wings");
    return;
  }
  const Spot ahead = aim(0.f, f.pitch);
  maker.begin("wing", paints.wing);
  const f32 spread = random.between(.0f, .25f);
  Primitive& wing = oval(maker, along(rear, ahead, -f.length * .45f),
                         along(front, ahead, f.length * .1f), .075f, f.radius * .72f);
  wing.center[0] = f.radius * (.88f + spread);
  rotateAround(wing, 0, 0, 1, spread * 1.4f);
  wing.mirrorX = 1;
  wing.blend = .02f;
}

PIWA_NOINLINE void describeBird(Maker& maker, const Fowl& f, const FowlPaints& paints,
                                const char* name, const char* action, f32 look) {
  Text& caption = maker.caption;
  const f32 slim = f.length / f.radius;
  startCaption(caption, slim > 1.9f     ? "slender"
                        : slim < 1.35f  ? "plump"
                        : f.head > .21f ? "big-headed"
                                        : "small");
  caption.put(' ');
  caption.write(maker.colorOf(paints.body));
  caption.put(' ');
  caption.write(name);
  caption.write(look > .35f ? " looking left" : look < -.35f ? " looking right" : "");
  caption.write(action);
  maker.phrases.write(caption, " with ");
  caption.write(", its wings ");
  caption.write(maker.colorOf(paints.wing));
}

PIWA_NOINLINE void makeBird(Maker& maker) {
  RandomStream& random = maker.random;
  constexpr const char* names[fowlKinds] = {
      "songbird", "owl",    "duck",    "flamingo", "penguin", "eagle", "swan",
      "ostrich",  "parrot", "peacock", "rooster",  "toucan",  "heron", "hummingbird"};
  constexpr const char* tags[fowlKinds] = {
      "bird.n.01",  "owl.n.01",    "duck.n.01",    "flamingo.n.01",   "penguin.n.01",
      "eagle.n.01", "swan.n.01",   "ostrich.n.02", "parrot.n.01",     "peacock.n.02",
      "cock.n.04",  "toucan.n.01", "heron.n.02",   "hummingbird.n.01"};
  const i32 kind = random.below(fowlKinds);
  Fowl f = fowlShape(kind);
  f32* sizes[8] = {&f.length, &f.radius, &f.neck, &f.head, &f.beak, &f.leg, &f.tail, &f.pitch};
  for (i32 i = 0; i < 7; i++) {
    *sizes[i] = *sizes[i] * random.between(.8f, 1.25f);
  }
  f.pitch = f.pitch + random.between(-.2f, .2f);
  const bool flies = random.chance(kind == 13                            ? .8f
                                   : kind == 5                           ? .65f
                                   : kind == 4 || kind == 7 || kind == 9 ? 0.f
                                                                         : .3f);
  const bool flaps = random.chance(kind == 6 ? .35f : kind == 4 ? 0.f : .12f);
  const bool raised = random.chance(kind == 3 || kind == 12 ? .5f : 0.f);
  const i32 perch = flies ? 0 : drawPerch(random, kind);
  const FowlPaints paints = paintFowl(maker, f);
  f.pitch = flies ? random.between(-.15f, .45f) : f.pitch;
  const Spot front = along({0, 0, 0}, aim(0.f, f.pitch), f.length * .6f);
  const Spot rear = along({0, 0, 0}, aim(0.f, f.pitch), -f.length * .6f);
  birdBody(maker, f, paints, front, rear);
  maker.begin("neck", paints.body);
  const f32 bend = flies ? .3f : random.between(.9f, 1.5f);
  const Spot throat = along(front, aim(0.f, f.pitch), f.length * .05f);
  const Spot head = f.neck > .1f
                        ? curl(maker, throat, 0.f, flies ? .3f : .35f, flies ? .2f : bend + .4f,
                               f.neck + .1f, 3, f.radius * .42f, f.head * .62f, .06f)
                        : along(throat, aim(0.f, flies ? .3f : .6f + f.pitch * .5f),
                                f.length * .3f + f.head * .4f);
  const f32 look = random.between(-.6f, .6f);
  const i32 outer = maker.openFrame(head.x, head.y, head.z, look, 1.f);
  birdHead(maker, f, paints, kind);
  maker.closeFrame(outer);
  birdTail(maker, f, paints, along(rear, aim(0.f, f.pitch), -f.length * .25f));
  birdWings(maker, f, paints, front, rear, flies || flaps);
  const f32 floor = -f.radius * .9f - f.leg - (f.pitch > .9f ? f.length * .3f : 0.f);
  if (!flies && perch != 4) {
    birdLegs(maker, f, paints, {0, -f.radius * .3f, rear.z * .1f}, floor, raised);
  }
  addPerch(maker, perch, perch == 4 ? -f.radius * .75f : floor, larger(f.radius, .2f));
  describeBird(maker, f, paints, names[kind],
               flies        ? " in flight"
               : perch == 4 ? " swimming"
               : raised     ? " standing on one leg"
                            : "",
               look);
  maker.tag(tags[kind]);
  maker.tag("bird.n.01");
}

}  // namespace piwa

// Living families: trees and creatures.
#pragma once
#include "maker.hpp"

namespace piwa {

struct Branch {
  f32 x, y, z;
  f32 directionX, directionY, directionZ;
  f32 length;
  f32 radius;
  i32 level;
};

constexpr i32 branchesPendingMax = 24;

struct TreeStyle {
  Color bark;
  Color leaf;
  f32 leafSize;
  bool leafy;
};

PIWA_NOINLINE void addBranch(Maker& maker, const TreeStyle& style, const Branch& branch) {
  const f32 half = branch.length * .5f;
  const f32 x = branch.x + branch.directionX * half;
  const f32 y = branch.y + branch.directionY * half;
  const f32 z = branch.z + branch.directionZ * half;
  const f32 thick = larger(branch.radius, .03f);
  const Part part{Shape::capsule, x, y, z, half, thick, larger(thick * .65f, .025f)};
  Primitive& p = maker.add(part, mainColor);
  pointAlong(p, branch.directionX, branch.directionY, branch.directionZ);
  p.blend = .05f;
  maker.paintFixed(p, Pattern::mottled, style.bark, .5f);
}

PIWA_NOINLINE void addLeaves(Maker& maker, const TreeStyle& style, f32 x, f32 y, f32 z) {
  RandomStream& random = maker.random;
  const f32 a = style.leafSize * random.between(.7f, 1.3f);
  const f32 b = style.leafSize * random.between(.5f, 1.f);
  const f32 c = style.leafSize * random.between(.7f, 1.3f);
  Primitive& p = maker.add({Shape::ellipsoid, x, y, z, a, b, c}, mainColor);
  displace(p, .04f, 9.f);
  maker.paintFixed(p, Pattern::mottled, style.leaf, .5f);
}

/// Pushes two or three children of a branch. Returns the new height of the stack.
PIWA_NOINLINE i32 pushChildren(RandomStream& random, const Branch& from, Branch* stack,
                               i32 height) {
  const f32 endX = from.x + from.directionX * from.length;
  const f32 endY = from.y + from.directionY * from.length;
  const f32 endZ = from.z + from.directionZ * from.length;
  const i32 children = 2 + random.below(2);
  i32 top = height;
  for (i32 i = 0; i < children && top < branchesPendingMax; i++) {
    const f32 x = from.directionX + random.between(-.9f, .9f);
    const f32 y = from.directionY * .8f + random.between(0.f, .4f);
    const f32 z = from.directionZ + random.between(-.9f, .9f);
    const f32 shrink = random.between(.6f, .85f);
    const f32 scale = 1.f / larger(length3(x, y, z), .01f);
    stack[top++] = {endX,      endY,      endZ,
                    x * scale, y * scale, z * scale,
                    from.length * shrink, from.radius * .62f, from.level + 1};
  }
  return top;
}

/// Returns the number of branches.
PIWA_NOINLINE i32 growTree(Maker& maker, const TreeStyle& style, const Branch& trunk) {
  RandomStream& random = maker.random;
  Branch stack[branchesPendingMax];
  i32 height = 0;
  i32 branches = 0;
  stack[height++] = trunk;
  while (height > 0 && maker.recipe.count < primitivesMax - 2) {
    const Branch branch = stack[--height];
    addBranch(maker, style, branch);
    branches++;
    const bool stops = random.chance(.3f);
    if (branch.level == 2 || (branch.level == 1 && stops)) {
      const f32 x = branch.x + branch.directionX * branch.length;
      const f32 y = branch.y + branch.directionY * branch.length;
      const f32 z = branch.z + branch.directionZ * branch.length;
      if (style.leafy) {
        addLeaves(maker, style, x, y, z);
      }
    } else {
      height = pushChildren(random, branch, stack, height);
    }
  }
  return branches;
}

PIWA_NOINLINE void makeTree(Maker& maker) {
  RandomStream& random = maker.random;
  const f32 leafHue = random.between(.18f, .42f);
  const bool autumn = random.chance(.2f);
  const f32 barkValue = random.between(.25f, .5f);
  const f32 leafSize = random.between(.11f, .23f);
  const bool leafy = random.chance(.8f);
  const f32 leanX = random.between(-.1f, .1f);
  const f32 leanZ = random.between(-.1f, .1f);
  const f32 length = random.between(.45f, .65f);
  const f32 radius = random.between(.06f, .12f);
  const bool potted = random.chance(.5f);
  const Color leaf{autumn ? leafHue * .25f : leafHue, .7f, .6f};
  const TreeStyle style{{.08f, .5f, barkValue}, leaf, leafSize, leafy};
  const Branch trunk{0, -.85f, 0, leanX, 1.f, leanZ, length, radius, 0};
  const i32 branches = growTree(maker, style, trunk);
  if (potted) {
    maker.add({Shape::cone, 0, -.85f, 0, .3f, .12f, .22f}, accentColor);
  }
  Text& caption = maker.caption;
  caption.write(!leafy ? "a bare tree" : autumn ? "an autumn tree" : "a leafy tree");
  caption.write(" with ");
  writeNumber(caption, branches);
  caption.write(branches == 1 ? " limb" : " limbs");
  caption.write(potted ? " on a round base" : "");
}

struct CreatureBody {
  f32 length;
  f32 radius;
  f32 headY;
};

PIWA_NOINLINE void addCreatureLegs(Maker& maker, const CreatureBody& body, i32 pairs) {
  RandomStream& random = maker.random;
  const f32 half = random.between(.2f, .33f);
  const f32 upper = random.between(.045f, .07f);
  const f32 lower = random.between(.04f, .08f);
  const f32 splay = random.between(0.f, .35f);
  const f32 step = pairs == 1 ? 0.f : 1.4f * body.length / (f32)(pairs - 1);
  const f32 start = pairs == 1 ? 0.f : -.7f * body.length;
  const SineCosine<f32> turn = sineCosine(splay);
  const f32 x = body.radius * .75f + half * turn.sine;
  for (i32 i = 0; i < pairs; i++) {
    const f32 z = start + step * (f32)i;
    const f32 y = -half * turn.cosine;
    Primitive& leg = maker.add({Shape::capsule, x, y, z, half, lower, upper}, mainColor);
    rotateAround(leg, 0.f, 0.f, 1.f, splay);
    leg.mirrorX = 1;
    leg.blend = .07f;
    const f32 footX = x + half * turn.sine;
    const f32 footY = y - half * turn.cosine - .02f;
    const Part part{Shape::ellipsoid, footX, footY, z + .04f, .08f, .045f, .12f};
    Primitive& foot = maker.add(part, secondColor);
    foot.mirrorX = 1;
    foot.blend = .04f;
  }
}

PIWA_NOINLINE void addCreatureHead(Maker& maker, const CreatureBody& body, Phrases& phrases) {
  RandomStream& random = maker.random;
  const bool round = random.chance(.7f);
  const f32 a = random.between(.12f, .22f);
  const f32 b = random.between(.12f, .22f);
  const f32 c = random.between(.14f, .25f);
  const bool horned = random.chance(.7f);
  const f32 hornLean = random.between(-.6f, 0.f);
  const f32 z = body.length + .08f;
  const Shape shape = round ? Shape::ellipsoid : Shape::superquadric;
  maker.add({shape, 0, body.headY, z, a, b, c, 3.f}, mainColor).blend = .12f;
  const Part eyePart{Shape::ellipsoid, a * .6f, body.headY + b * .4f, z + c * .75f,
                     .045f, .045f, .045f};
  Primitive& eye = maker.add(eyePart, accentColor);
  eye.mirrorX = 1;
  maker.paintFixed(eye, Pattern::plain, {0.f, 0.f, .04f}, 1.f);
  phrases.add(round ? "a round head" : "a square head");
  if (horned) {
    const f32 y = body.headY + b + .07f;
    const Part part{Shape::cone, a * .6f, y, z - .04f, .06f, .13f, .015f};
    Primitive& horn = maker.add(part, secondColor);
    rotateAround(horn, 0.f, 0.f, 1.f, hornLean);
    horn.mirrorX = 1;
    horn.blend = .03f;
    phrases.add("pointed ears");
  }
}

PIWA_NOINLINE void addCreatureExtras(Maker& maker, const CreatureBody& body, Phrases& phrases) {
  RandomStream& random = maker.random;
  const bool tailed = random.chance(.7f);
  const f32 tailHalf = random.between(.15f, .25f);
  const f32 tailLean = random.between(-1.4f, -.5f);
  const bool winged = random.chance(.3f);
  const f32 wingLean = random.between(0.f, .5f);
  if (tailed) {
    const SineCosine<f32> turn = sineCosine(tailLean);
    const f32 y = body.radius * .3f + tailHalf * turn.cosine;
    const f32 z = -body.length * .85f + tailHalf * turn.sine;
    Primitive& tail = maker.add({Shape::capsule, 0, y, z, tailHalf, .06f, .03f}, mainColor);
    rotateAround(tail, 1.f, 0.f, 0.f, tailLean);
    tail.blend = .08f;
    phrases.add("a tail");
  }
  if (winged) {
    const Part part{Shape::ellipsoid, body.radius + .22f, .15f, 0, .34f, .035f, .2f};
    Primitive& wing = maker.add(part, secondColor);
    rotateAround(wing, 0.f, 0.f, 1.f, wingLean);
    wing.mirrorX = 1;
    wing.blend = .04f;
    phrases.add("two wings");
  }
}

PIWA_NOINLINE void makeCreature(Maker& maker) {
  RandomStream& random = maker.random;
  const f32 length = random.between(.3f, .5f);
  const f32 radius = random.between(.15f, .28f);
  const f32 squash = random.between(.8f, 1.2f);
  const f32 headY = random.between(.1f, .38f);
  const bool shaggy = random.chance(.35f);
  const i32 pairs = 1 + random.below(3);
  const CreatureBody body{length, radius, headY};
  const Part part{Shape::ellipsoid, 0, 0, 0, radius, radius * squash, length};
  Primitive& trunk = maker.add(part, mainColor);
  trunk.blend = .1f;
  if (shaggy) {
    displace(trunk, .03f, 9.f);
  }
  Phrases phrases{};
  addCreatureHead(maker, body, phrases);
  addCreatureLegs(maker, body, pairs);
  addCreatureExtras(maker, body, phrases);
  Text& caption = maker.caption;
  startCaption(caption, maker.mainColorWord());
  caption.write(shaggy ? " shaggy " : " ");
  writeNumber(caption, pairs * 2);
  caption.write("-legged creature");
  phrases.write(caption, " with ");
}

}  // namespace piwa

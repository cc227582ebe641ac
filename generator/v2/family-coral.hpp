// Corals: branching ones by L-systems, fans, tubes, anemones, brains, plates, and mixed reefs.
#pragma once
#include "living-turtle.hpp"

namespace piwa {

struct Reef {
  i32 first;
  i32 second;
  i32 third;
  i32 rock;
};

PIWA_NOINLINE void reefBase(Maker& maker, const Reef& reef, f32 wide, f32 deep) {
  RandomStream& random = maker.random;
  const f32 high = random.between(.14f, .3f);
  maker.begin("rock", reef.rock);
  maker.ball(0, -1.f, 0, wide, high, deep);
  const i32 stones = 3 + random.below(3);
  for (i32 i = 0; i < stones; i++) {
    const Spot out = aim(random.between(0.f, fullTurn), 0.f);
    const f32 size = random.between(.12f, .26f);
    maker.ball(out.x * wide * .75f, -1.f, out.z * deep * .75f, size * 1.3f, size, size).blend =
        .07f;
  }
}

/// Staghorn or fan: the same sentences, in space or in a plane.
PIWA_NOINLINE void branchCoral(Maker& maker, i32 paint, i32 tipPaint, const Spot& root, f32 size,
                               bool flat, i32 reserve) {
  RandomStream& random = maker.random;
  constexpr Rule bushy[1] = {{'A', "F[&A]/[&A]/[&A]"}};
  constexpr Rule forked[1] = {{'A', "F[&A][^A]"}};
  constexpr Rule comb[2] = {{'A', "F[&B][^B]A"}, {'B', "FL"}};
  const bool combed = flat && random.chance(.4f);
  Sentence sentence;
  sentence.length = 0;
  appendText(sentence, flat ? "[A][&A][^A]" : "[&A]/[&A]/[&A]");
  rewrite(sentence,
          combed ? comb
          : flat ? forked
                 : bushy,
          combed ? 2 : 1,
          combed ? 3
          : flat ? 2
                 : 2);
  for (i32 i = 0; i < sentence.length; i++) {
    sentence.text[i] = sentence.text[i] == 'A' || sentence.text[i] == 'B' ? 'L' : sentence.text[i];
  }
  const f32 angle = random.between(.35f, .7f);
  const f32 spread = random.between(.1f, .3f);
  const f32 lift = random.between(0.f, .35f);
  const f32 thick = random.between(.06f, .1f);
  const Growth growth{
      angle, flat ? spread * .5f : spread, 2.09f, random.between(.78f, .98f), .88f, lift, reserve};
  Tips tips;
  tips.count = 0;
  maker.begin("branch", paint);
  TurtleState state = plantTurtle(root, size, thick);
  turnTurtle(state, 0.f, 1.f, 0.f, flat ? halfPi : random.between(0.f, fullTurn));
  walkSentence(maker, sentence, state, growth, tips);
  maker.begin("tip", tipPaint);
  for (i32 i = 0; i < tips.count && maker.room() > reserve / 3; i++) {
    const f32 r = thick * random.between(.75f, 1.1f);
    maker.ball(tips.at[i].x, tips.at[i].y, tips.at[i].z, r, r, r).blend = .02f;
  }
}

PIWA_NOINLINE i32 tubeSponge(Maker& maker, i32 paint, const Spot& root, f32 size, i32 most) {
  RandomStream& random = maker.random;
  const i32 tubes = 2 + random.below((u32)most);
  const f32 flare = random.between(.8f, 1.7f);
  maker.begin("tube", paint);
  for (i32 i = 0; i < tubes; i++) {
    const f32 yaw = 2.4f * (f32)i + random.between(-.4f, .4f);
    const f32 lean = i == 0 ? random.between(-.1f, .1f) : random.between(.1f, .5f);
    const f32 half = size * random.between(.3f, .75f);
    const f32 fat = size * random.between(.16f, .26f);
    const Spot up = aim(yaw, halfPi - lean);
    const Spot foot = along(root, aim(yaw, 0.f), i == 0 ? 0.f : size * .22f);
    const Spot middle = along(foot, up, half * .95f);
    Primitive& tube = maker.cone(middle.x, middle.y, middle.z, fat * .8f, half, fat * flare);
    pointAlong(tube, up.x, up.y, up.z);
    tube.hollow = .085f;
    tube.blend = .03f;
  }
  return tubes;
}

PIWA_NOINLINE void anemone(Maker& maker, i32 body, i32 arms, const Spot& root, f32 size) {
  RandomStream& random = maker.random;
  const f32 tall = size * random.between(.3f, .9f);
  const f32 reach = size * random.between(.4f, .85f);
  const f32 droop = random.between(-.6f, .8f);
  const i32 rings = 2 + random.below(2);
  maker.begin("column", body);
  maker.cone(root.x, root.y + tall * .5f, root.z, size * .5f, tall * .55f, size * .42f).blend =
      .04f;
  maker.ball(root.x, root.y + tall, root.z, size * .45f, size * .2f, size * .45f).blend = .05f;
  const i32 outer = maker.openFrame(root.x, root.y + tall, root.z, 0.f, 1.f);
  maker.begin("tentacle", arms);
  for (i32 i = 0; i < rings; i++) {
    const f32 t = (f32)i / (f32)rings;
    const f32 pitch = .35f + 1.f * t;
    const i32 count = 9 - i * 3;
    const f32 yaw = i % 2 ? halfPi - .5f * fullTurn / (f32)count : halfPi;
    const Spot from = along({0, .02f, 0}, aim(yaw, 0.f), size * (.36f - .2f * t));
    const Spot bend = along(from, aim(yaw, pitch), reach * .55f);
    const Spot tip = along(bend, aim(yaw, pitch - droop * (1.f - t)), reach * .5f);
    Primitive& a = maker.limb(from, bend, .075f, .065f);
    a.foldAngle = fullTurn / (f32)count;
    a.blend = .02f;
    Primitive& b = maker.limb(bend, tip, .065f, .075f);
    b.foldAngle = fullTurn / (f32)count;
    b.blend = .02f;
  }
  maker.closeFrame(outer);
}

PIWA_NOINLINE i32 plateCoral(Maker& maker, i32 paint, i32 edge, const Spot& root, f32 size,
                             i32 most) {
  RandomStream& random = maker.random;
  const i32 plates = 2 + random.below((u32)most);
  f32 y = root.y;
  f32 x = root.x;
  f32 z = root.z;
  for (i32 i = 0; i < plates; i++) {
    const f32 step = size * random.between(.25f, .5f);
    const f32 wide = size * random.between(.4f, .95f);
    const f32 deep = wide * random.between(.6f, 1.f);
    const f32 tilt = random.between(-.25f, .25f);
    const f32 nextX = x + random.between(-.3f, .3f) * size;
    const f32 nextZ = z + random.between(-.25f, .25f) * size;
    maker.begin("stem", paint);
    maker.limb({x, y, z}, {nextX, y + step, nextZ}, .12f, .14f).blend = .05f;
    x = nextX;
    z = nextZ;
    y = y + step;
    maker.begin("edge", edge);
    Primitive& rim = maker.ball(x, y + .01f, z, wide, .06f, deep);
    rotateAround(rim, 0, 0, 1, tilt);
    maker.begin("plate", paint);
    Primitive& plate = maker.ball(x, y + .04f, z, wide * .86f, .065f, deep * .86f);
    rotateAround(plate, 0, 0, 1, tilt);
  }
  return plates;
}

PIWA_NOINLINE void brainCoral(Maker& maker, i32 paint, i32 groove, const Spot& root, f32 size) {
  RandomStream& random = maker.random;
  const f32 high = size * random.between(.65f, 1.2f);
  const f32 deep = size * random.between(.7f, 1.f);
  const f32 bend = random.between(.1f, .5f);
  maker.begin("brain", paint);
  maker.roughen(maker.ball(root.x, root.y + high * .5f, root.z, size, high, deep), .06f, 3.f);
  maker.begin("ridge", groove);
  for (i32 i = 0; i < 4; i++) {
    Primitive& ridge =
        maker.torus(root.x, root.y + high * .5f, root.z + deep * (-.6f + .4f * (f32)i),
                    size * (i == 0 || i == 3 ? .75f : .95f), .06f);
    rotateAround(ridge, 1, 0, 0, halfPi);
    rotateAround(ridge, 0, 1, 0, bend);
    ridge.blend = .02f;
  }
}

PIWA_NOINLINE void reefFishes(Maker& maker, i32 body, const Spot& at) {
  RandomStream& random = maker.random;
  const f32 yaw = random.between(0.f, fullTurn);
  const i32 outer = maker.openFrame(at.x, at.y, at.z, yaw, .9f);
  maker.begin("fish", body);
  maker.ball(0, 0, 0, .09f, .13f, .2f);
  blade(maker, {0, .02f, -.15f}, pi, .5f, {.05f, .13f, .055f});
  blade(maker, {0, -.02f, -.15f}, pi, -.5f, {.05f, .13f, .055f});
  maker.closeFrame(outer);
}

PIWA_NOINLINE const char* mixedReef(Maker& maker, const Reef& reef) {
  RandomStream& random = maker.random;
  const i32 start = random.below(5);
  const i32 pieces = 3;
  const f32 turn = random.between(0.f, fullTurn);
  for (i32 i = 0; i < pieces; i++) {
    const i32 kind = (start + i + random.below(2)) % 5;
    const Spot root =
        along({0, -.92f, 0}, aim(turn + 2.1f * (f32)i, 0.f), random.between(.3f, .48f));
    const f32 size = random.between(.4f, .75f);
    const i32 paint = i == 0 ? reef.first : i == 1 ? reef.second : reef.third;
    const i32 trim = i == 0 ? reef.second : i == 1 ? reef.third : reef.first;
    switch (kind) {
      case 0:
        branchCoral(maker, paint, trim, root, size * .65f, true, 34 - 14 * i);
        break;
      case 1:
        tubeSponge(maker, paint, root, size, 3);
        break;
      case 2:
        anemone(maker, paint, trim, root, size * .8f);
        break;
      case 3:
        plateCoral(maker, paint, trim, root, size * .8f, 2);
        break;
      default:
        brainCoral(maker, paint, trim, root, size * .4f);
        break;
    }
  }
  return "reef of three corals";
}

PIWA_NOINLINE void makeCoral(Maker& maker) {
  RandomStream& random = maker.random;
  constexpr Color corals[8] = {{.01f, .6f, .92f},  {.96f, .55f, .9f}, {.08f, .7f, .95f},
                               {.14f, .6f, .92f},  {.8f, .45f, .75f}, {.5f, .5f, .75f},
                               {.35f, .45f, .65f}, {.6f, .5f, .85f}};
  Reef reef;
  const Color first = drawFrom(random, corals, 8);
  const Color second = drawFrom(random, corals, 8);
  const Color third = drawFrom(random, corals, 8);
  reef.first = paintAs(maker, Material::skin, first, Pattern::speckled, 9.f);
  reef.second = paintAs(maker, Material::skin, second, Pattern::plain, 5.f);
  reef.third = paintAs(maker, Material::skin, third, Pattern::speckled, 7.f);
  reef.rock = paintAs(maker, Material::stone, {.1f, .2f, random.between(.35f, .65f)},
                      Pattern::mottled, 5.f);
  const i32 kind = random.below(7);
  const f32 wide = random.between(.36f, .62f);
  const f32 deep = wide * random.between(.6f, 1.1f);
  const f32 size = random.between(.7f, 1.1f);
  reefBase(maker, reef, wide, deep);
  const Spot root{0, -.95f, 0};
  const char* name = "branching coral";
  if (kind <= 1) {
    branchCoral(maker, reef.first, reef.second, root, size * .7f, kind == 1, 16);
    name = kind == 0 ? "branching coral" : "sea fan coral";
  } else if (kind == 2) {
    maker.phrases.addCounted(tubeSponge(maker, reef.first, root, size * 1.1f, 6), "open tube",
                             "open tubes");
    name = "tube sponge";
  } else if (kind == 3) {
    anemone(maker, reef.first, reef.second, root, size);
    name = "sea anemone";
  } else if (kind == 4) {
    maker.phrases.addCounted(plateCoral(maker, reef.first, reef.second, root, size, 4), "plate",
                             "plates");
    name = "table coral";
  } else if (kind == 5) {
    brainCoral(maker, reef.first, reef.second, root, size * .55f);
    tubeSponge(maker, reef.third, {wide * .6f, -.95f, .1f}, .5f, 2);
    name = "brain coral";
    maker.phrases.add("small tubes beside it");
  } else {
    name = mixedReef(maker, reef);
  }
  Text& caption = maker.caption;
  startCaption(caption, maker.colorOf(reef.first));
  caption.put(' ');
  caption.write(name);
  maker.phrases.write(caption, " with ");
  caption.write(kind == 2 ? " on a rock" : " trimmed in ");
  if (kind != 2) {
    caption.write(maker.colorOf(reef.second));
    caption.write(size > .9f ? ", large on a small rock" : ", on a rock");
  }
  maker.tag(kind == 2 ? "sponge.n.04" : kind == 3 ? "sea_anemone.n.01" : "coral.n.04");
  maker.tag("anthozoan.n.01");
}

}  // namespace piwa

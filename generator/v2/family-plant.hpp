// Potted plants: succulents, ferns, cacti, large leaves, bamboo, blades and bushes.
#pragma once
#include "living-pot.hpp"

namespace piwa {

/// Stems that end in one large leaf each: hearts, splits, or paddles.
PIWA_NOINLINE const char* growLargeLeaves(Maker& maker, const Pot& pot, i32 leaf) {
  RandomStream& random = maker.random;
  const i32 stem = maker.paint(Material::leaf, {.27f, .5f, .45f});
  const i32 count = 4 + random.below(5);
  const i32 kind = random.below(3);
  const f32 size = random.between(.28f, .46f);
  const f32 start = random.between(0.f, fullTurn);
  for (i32 i = 0; i < count; i++) {
    const f32 lift = random.between(.75f, 1.5f);
    const f32 length = random.between(.45f, 1.2f);
    const f32 hang = random.between(-.7f, .35f);
    const f32 yaw = start + 2.4f * (f32)i;
    maker.begin("stem", stem);
    const Spot root{0, pot.top - .02f, 0};
    const Spot tip = along(root, aim(yaw, lift), length);
    maker.limb(root, tip, .055f, .05f);
    maker.begin("leaf", leaf);
    if (kind == 0) {
      const f32 side = size * .45f;
      for (i32 k = 0; k < 2; k++) {
        const Spot beside = along(tip, aim(yaw + halfPi, 0.f), k == 0 ? side : -side);
        const Spot back = along(beside, aim(yaw, hang), -size * .22f);
        blade(maker, back, yaw + (k == 0 ? -.5f : .5f), hang, {size * .5f, size * .72f, .055f})
            .blend = .06f;
      }
    } else if (kind == 1) {
      blade(maker, along(tip, aim(yaw, hang), -.1f), yaw, hang, {size * .42f, size, .055f}).blend =
          .03f;
    } else {
      for (i32 k = 0; k < 5; k++) {
        const f32 fan = ((f32)k - 2.f) * .62f;
        blade(maker, tip, yaw + fan, hang, {.085f, size * .62f, .055f}).blend = .04f;
      }
    }
  }
  maker.phrases.addCounted(count, "large leaf", "large leaves");
  return kind == 0 ? "heart-leaved plant" : kind == 1 ? "paddle-leaved plant" : "umbrella plant";
}

PIWA_NOINLINE const char* growBamboo(Maker& maker, const Pot& pot, i32 leaf) {
  RandomStream& random = maker.random;
  const i32 cane = paintAs(maker, Material::leaf, {.2f, .55f, .68f}, Pattern::mottled, 5.f);
  const i32 canes = 2 + random.below(4);
  const f32 spread = pot.rim * .6f;
  for (i32 i = 0; i < canes; i++) {
    const f32 tall = random.between(.7f, 1.6f);
    const f32 lean = random.between(0.f, .16f);
    const f32 yaw = 2.4f * (f32)i + random.between(0.f, 1.f);
    const i32 joints = 3 + random.below(2);
    Spot at = along({0, pot.top, 0}, aim(yaw, 0.f), spread);
    maker.begin("cane", cane);
    for (i32 k = 0; k < joints && maker.room() > 6; k++) {
      const Spot next = along(at, aim(yaw, halfPi - lean), tall / (f32)joints);
      maker.limb(at, next, .065f, .055f);
      maker.ball(next.x, next.y, next.z, .085f, .05f, .085f);
      at = next;
    }
    maker.begin("leaf", leaf);
    for (i32 k = 0; k < 3 && maker.room() > 3; k++) {
      const f32 off = random.between(-.4f, .4f);
      const Spot from{at.x, at.y - .22f * (f32)k, at.z};
      blade(maker, from, yaw + 2.1f * (f32)k + off, .35f, {.085f, .24f, .05f});
    }
  }
  maker.phrases.addCounted(canes, "cane", "canes");
  return "bamboo";
}

PIWA_NOINLINE const char* growBlades(Maker& maker, const Pot& pot, i32 leaf) {
  RandomStream& random = maker.random;
  const i32 count = 5 + random.below(7);
  const f32 tall = random.between(.4f, .85f);
  const f32 wide = random.between(.08f, .16f);
  const f32 lean = random.between(.05f, .45f);
  maker.begin("leaf", leaf);
  for (i32 i = 0; i < count; i++) {
    const f32 height = tall * random.between(.55f, 1.1f);
    const f32 tilt = lean * random.between(.3f, 1.2f);
    const f32 yaw = 2.4f * (f32)i;
    const Spot root = along({0, pot.top - .05f, 0}, aim(yaw, 0.f), pot.rim * .35f);
    blade(maker, root, yaw, halfPi - tilt, {wide, height, .055f}).blend = .02f;
  }
  maker.phrases.addCounted(count, "upright leaf", "upright leaves");
  return "snake plant";
}

/// A bush by an L-system, with leaves or berries at every tip.
PIWA_NOINLINE const char* growBush(Maker& maker, const Pot& pot, i32 leaf) {
  RandomStream& random = maker.random;
  constexpr Rule rules[1] = {{'A', "F[&A]/[&A]/[&A]"}};
  Sentence sentence;
  sentence.length = 0;
  appendText(sentence, "A");
  rewrite(sentence, rules, 1, 2);
  for (i32 i = 0; i < sentence.length; i++) {
    sentence.text[i] = sentence.text[i] == 'A' ? 'L' : sentence.text[i];
  }
  const f32 angle = random.between(.4f, .8f);
  const f32 length = random.between(.3f, .6f);
  const Growth growth{angle, .25f, 2.09f, .8f, .8f, .1f, 40};
  Tips tips;
  tips.count = 0;
  const bool berries = random.chance(.4f);
  maker.begin("stem", paintAs(maker, Material::wood, barkColor(random), Pattern::grain, 4.f));
  walkSentence(maker, sentence, plantTurtle({0, pot.top, 0}, length, .075f), growth, tips);
  maker.begin("leaf", leaf);
  const i32 each = berries ? 2 : 3;
  for (i32 i = 0; i < tips.count; i++) {
    const f32 turn = random.between(0.f, fullTurn);
    for (i32 k = 0; k < each; k++) {
      const f32 pitch = random.between(-.2f, .7f);
      blade(maker, tips.at[i], turn + fullTurn * (f32)k / (f32)each, pitch, {.12f, .19f, .055f})
          .blend = .02f;
    }
  }
  if (berries) {
    const Color color = petalColor(random);
    maker.begin("berry", paintAs(maker, Material::food, color, Pattern::plain, 4.f));
    for (i32 i = 0; i < tips.count && maker.room() > 1; i++) {
      maker.ball(tips.at[i].x, tips.at[i].y + .03f, tips.at[i].z, .09f, .09f, .09f);
    }
    maker.phrases.add("berries");
  }
  return "bush";
}

PIWA_NOINLINE void makePlant(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(8);
  const Color green = greenColor(random);
  Pot pot;
  addPot(maker, pot);
  const i32 leaf = maker.paint(Material::leaf, green);
  const char* name = kind == 0   ? growSucculent(maker, pot, leaf)
                     : kind == 1 ? growFern(maker, pot, leaf)
                     : kind == 2 ? growCactus(maker, pot, leaf)
                     : kind <= 4 ? growLargeLeaves(maker, pot, leaf)
                     : kind == 5 ? growBamboo(maker, pot, leaf)
                     : kind == 6 ? growBlades(maker, pot, leaf)
                                 : growBush(maker, pot, leaf);
  Text& caption = maker.caption;
  caption.write("a potted ");
  caption.write(name);
  maker.phrases.write(caption, " with ");
  constexpr const char* pots[5] = {"rimmed", "straight", "square", "round-bellied", "soft-edged"};
  caption.write(" in a ");
  caption.write(pots[pot.kind]);
  caption.put(' ');
  caption.write(maker.colorOf(0));
  caption.write(" pot");
  maker.tag(kind == 2   ? "cactus.n.01"
            : kind == 1 ? "fern.n.01"
            : kind == 5 ? "bamboo.n.02"
            : kind == 0 ? "succulent.n.01"
                        : "houseplant.n.01");
  maker.tag("houseplant.n.01");
  maker.tag("flowerpot.n.01");
}

}  // namespace piwa

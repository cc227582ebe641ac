// Stacking rings, ducks, building blocks, robots, wagons; and the choice between all toys.
#pragma once
#include "family-toy-horse.hpp"

namespace piwa {

PIWA_NOINLINE void makeStackingRings(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 rings = 3 + random.below(4);
  const f32 base = random.between(.5f, .8f);
  const f32 shrink = random.between(.04f, .1f);
  const f32 thick = random.between(.12f, .18f);
  const bool loose = random.chance(.6f);
  const f32 angle = random.between(-1.f, 1.f);
  const i32 top = random.below(3);
  const i32 color = random.below(5);
  i32 paints[5];
  for (i32 i = 0; i < 5; i++) {
    paints[i] = maker.paintScheme(Material::plastic, color + i);
  }
  maker.begin("base", maker.paintNatural(Material::wood));
  maker.cylinder(0, .07f, 0, base + .02f, .08f, .03f);
  f32 y = .14f;
  for (i32 i = 0; i < rings; i++) {
    const f32 major = base - thick - shrink * (f32)i;
    maker.begin("ring", paints[i % 5]);
    maker.torus(0, y + thick, 0, larger(major, .16f), thick);
    y += thick * 1.85f;
  }
  maker.begin("rod", paints[4]);
  maker.cylinder(0, y * .5f, 0, .09f, y * .5f + .1f);
  if (top == 0) {
    maker.ball(0, y + .16f, 0, .18f, .18f, .18f);
  } else if (top == 1) {
    maker.cone(0, y + .2f, 0, .2f, .18f, .05f);
  }
  if (loose) {
    const f32 out = base + .3f;
    const SineCosine<f32> turn = sineCosine(angle);
    maker.begin("ring", paints[2]);
    Primitive& ring = maker.torus(out * turn.cosine, thick * 2.2f, out * turn.sine, .3f, thick);
    rotateAround(ring, turn.sine, 0, -turn.cosine, .75f);
    maker.phrases.add("one ring leaning on it");
  }
  startCaption(maker.caption, "tower of ");
  maker.caption.write(numberWord(rings));
  maker.caption.write(" stacking rings");
  maker.tag("plaything.n.01");
}

PIWA_NOINLINE void makeToyDuck(Maker& maker) {
  RandomStream& random = maker.random;
  const f32 body = random.between(.4f, .6f);
  const f32 high = body * random.between(.6f, .85f);
  const f32 head = random.between(.22f, .34f);
  const f32 neck = random.between(.05f, .35f);
  const f32 tail = random.between(.2f, .4f);
  const f32 wing = random.between(.22f, .38f);
  const bool wheeled = random.chance(.6f);
  const bool cap = random.chance(.35f);
  const i32 color = random.below(5);
  const bool yellow = random.chance(.5f);
  const i32 feathers = yellow ? maker.paint(Material::plastic, {.14f, .8f, .96f})
                              : maker.paintScheme(Material::wood, color);
  const i32 beak = maker.paint(Material::plastic, {.06f, .9f, .95f});
  const i32 trim = maker.paintScheme(Material::wood, color + 1);
  const f32 y = wheeled ? .36f + high : high * .95f;
  maker.begin("body", feathers);
  maker.ball(0, y, 0, body, high, body * .72f);
  maker.begin("tail", feathers);
  maker.limb({-body * .7f, y + high * .3f, 0}, {-body - tail * .6f, y + high * .5f + tail, 0}, .17f,
             .06f).blend = .1f;
  maker.begin("neck", feathers);
  const f32 x = body * .62f;
  const f32 headY = y + high * .7f + neck + head * .6f;
  maker.limb({x, y + high * .3f, 0}, {x + .04f, headY, 0}, head * .75f, head * .6f).blend = .1f;
  maker.begin("head", feathers);
  maker.ball(x + .06f, headY, 0, head, head, head * .9f);
  maker.begin("beak", beak);
  maker.ball(x + head + .12f, headY - .05f, 0, .2f, .07f, .14f);
  maker.begin("eye", maker.paint(Material::plastic, {.6f, .1f, .08f}));
  maker.ball(x + .06f + head * .6f, headY + head * .25f, head * .66f, .06f, .06f, .06f).mirrorZ = 1;
  maker.begin("wing", wheeled ? trim : feathers);
  Primitive& flap =
      maker.ball(-body * .1f, y + high * .15f, body * .68f, wing * 1.3f, wing * .7f, .1f);
  rotateAround(flap, 0, 0, 1, -.3f);
  flap.mirrorZ = 1;
  if (cap) {
    maker.begin("cap", trim);
    maker.ball(x + .04f, headY + head * .75f, 0, head * .75f, head * .4f, head * .72f);
    maker.phrases.add("a cap");
  }
  if (wheeled) {
    maker.begin("board", trim);
    maker.box(0, .3f, 0, body * .9f, .07f, body * .5f, .03f);
    maker.box(0, .38f, 0, body * .4f, .1f, body * .3f);
    addWheels(maker, maker.paintScheme(Material::wood, color + 2), trim, body * .6f,
              body * .5f + .05f, .2f, 2);
    maker.begin("cord", beak);
    maker.limb({body * .85f, .3f, 0}, {body + .35f, .42f, .1f}, .04f, .04f);
    maker.ball(body + .4f, .44f, .1f, .09f, .09f, .09f);
    maker.phrases.add("four wheels");
    maker.phrases.add("a cord to pull");
  }
  startCaption(maker.caption, maker.colorOf(feathers));
  maker.caption.write(" toy duck");
  maker.tag("duck.n.01");
}

PIWA_NOINLINE void makeBlocks(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 rows = 2 + random.below(3);
  const i32 color = random.below(5);
  const f32 size = random.between(.2f, .28f);
  i32 paints[4];
  for (i32 i = 0; i < 4; i++) {
    paints[i] = maker.paintScheme(Material::wood, color + i);
  }
  i32 count = 0;
  for (i32 row = 0; row < rows; row++) {
    const i32 across = row + 1 < rows ? 1 + random.below((u32)(rows - row + 1)) : 1;
    const f32 shift = random.between(-.35f, .35f) * size;
    for (i32 i = 0; i < across; i++) {
      const f32 x = shift + 2.05f * size * ((f32)i - .5f * (f32)(across - 1));
      const f32 y = size + 2.f * size * (f32)row;
      const i32 form = random.below(row + 1 == rows ? 5 : 3);
      const f32 turn = random.between(-.5f, .5f);
      const i32 outer = maker.openFrame(x, y - size - .01f, 0, turn * .5f, 1.f);
      maker.begin("block", paints[(count + row) % 4]);
      if (form == 1) {
        maker.cylinder(0, size, 0, size * .95f, size + .02f);
      } else if (form == 3) {
        const f32 points[6] = {-size * 1.1f, 0, size * 1.1f, 0, 0, size * 1.7f};
        maker.prism(0, 0, 0, points, 3, size);
      } else if (form == 4) {
        maker.ball(0, size * .95f, 0, size, size, size);
      } else {
        maker.box(0, size, 0, size, size + .02f, size, .02f);
      }
      if (form == 2) {
        maker.cut({Shape::cylinder, 0, 0, 0, size * .6f, 1.f, 0});
        rotateAround(maker.recipe.primitive[maker.recipe.count - 1], 1, 0, 0, halfPi);
      }
      maker.closeFrame(outer);
      count++;
    }
  }
  const bool ball = random.chance(.5f);
  const f32 radius = random.between(.2f, .35f);
  const f32 away = random.between(.5f, .9f);
  if (ball) {
    maker.begin("ball", paints[1]);
    maker.ball(-.2f, radius, size + away * radius, radius, radius, radius);
    maker.phrases.add("a ball");
  }
  startCaption(maker.caption, "pile of ");
  maker.caption.write(numberWord(count));
  maker.caption.write(" wooden toy blocks");
  maker.tag("plaything.n.01");
}

struct RobotPaints {
  i32 body;
  i32 joint;
  i32 light;
};

/// A square, round or domed head with eyes, mouth and aerials.
PIWA_NOINLINE void addRobotHead(Maker& maker, const RobotPaints& paints, i32 form, i32 aerials,
                                f32 top, f32 head) {
  maker.begin("head", paints.body);
  if (form == 0) {
    maker.box(0, top, 0, head * 1.2f, head, head, .04f);
  } else if (form == 1) {
    maker.cylinder(0, top, 0, head, head, .05f);
  } else {
    maker.ball(0, top, 0, head * 1.1f, head * 1.05f, head);
  }
  maker.begin("eye", paints.light);
  disc(maker, head * .5f, top + head * .15f, head * .95f, .085f, .07f).mirrorX = 1;
  maker.box(0, top - head * .45f, head * .9f, head * .5f, .045f, .07f);
  maker.begin("aerial", paints.joint);
  if (aerials > 0) {
    const f32 x = aerials == 1 ? 0.f : head * .6f;
    const f32 tip = top + head + .24f;
    maker.limb({x, top + head - .05f, 0}, {x * 1.3f, tip, 0}, .045f, .045f).mirrorX = 1;
    maker.ball(x * 1.3f, tip + .04f, 0, .085f, .085f, .085f).mirrorX = 1;
    maker.phrases.addCounted(aerials, "aerial", "aerials");
  }
}

PIWA_NOINLINE void makeToyRobot(Maker& maker) {
  RandomStream& random = maker.random;
  const f32 wide = random.between(.28f, .45f);
  const f32 half = random.between(.28f, .45f);
  const f32 head = random.between(.2f, .34f);
  const f32 leg = random.between(.2f, .5f);
  const f32 arm = random.between(.4f, .7f);
  const f32 raise = random.between(-1.4f, 1.2f);
  const f32 other = random.between(-1.4f, 1.2f);
  const i32 form = random.below(3);
  const i32 base = random.below(3);
  const i32 aerials = random.below(3);
  const i32 color = random.below(5);
  const i32 body = maker.paintScheme(Material::metal, color);
  const i32 joint = maker.paintScheme(Material::metal, color + 1);
  const i32 light = maker.paintScheme(Material::plastic, color + 2);
  const f32 y = 2.f * leg + half;
  maker.begin("body", body);
  maker.box(0, y, 0, wide, half, wide * .7f, .05f);
  maker.begin("panel", light);
  maker.box(0, y + half * .1f, wide * .7f, wide * .6f, half * .45f, .05f, .02f);
  maker.begin("button", joint);
  Primitive& button = maker.ball(0, y + half * .1f, wide * .7f + .06f, .055f, .055f, .05f);
  button.repeatCount[0] = 2;
  button.repeatStep[0] = wide * .6f;
  button.repeatCount[1] = 2;
  button.repeatStep[1] = half * .42f;
  maker.begin("neck", joint);
  maker.cylinder(0, y + half + .06f, 0, .12f, .1f);
  const f32 top = y + half + .1f + head;
  addRobotHead(maker, {body, joint, light}, form, aerials, top, head);
  for (i32 i = 0; i < 2; i++) {
    const f32 side = i == 0 ? 1.f : -1.f;
    const SineCosine<f32> turn = sineCosine(i == 0 ? raise : other);
    const f32 handX = side * (wide + .1f + arm * turn.cosine);
    const f32 handY = y + half * .6f + arm * turn.sine;
    maker.begin("arm", joint);
    maker.limb({side * wide, y + half * .6f, 0}, {handX, handY, .1f}, .08f, .07f);
    maker.begin("hand", body);
    maker.ball(handX, handY, .1f, .13f, .13f, .13f);
  }
  maker.begin(base == 0 ? "leg" : "base", joint);
  if (base == 0) {
    maker.cylinder(wide * .55f, leg, 0, .1f, leg + .05f).mirrorX = 1;
    maker.begin("foot", body);
    maker.box(wide * .6f, .08f, .07f, .16f, .09f, .24f, .04f).mirrorX = 1;
    maker.phrases.add("two legs");
  } else if (base == 1) {
    maker.cone(0, leg, 0, wide * 1.15f, leg + .03f, wide * .5f);
    maker.phrases.add("a skirt to roll on");
  } else {
    maker.cylinder(0, leg * 1.2f, 0, .11f, leg * .9f);
    maker.begin("track", light);
    maker.box(wide * .75f, leg * .5f, 0, .13f, leg * .5f, wide + .12f, leg * .4f).mirrorX = 1;
    maker.box(0, leg * .5f, 0, wide * .7f, .08f, .12f);
    maker.phrases.add("two tracks");
  }
  describe(maker, body, "toy robot");
  maker.tag("automaton.n.02");
}

PIWA_NOINLINE void makeToy(Maker& maker) {
  const i32 kind = maker.random.below(9);
  switch (kind) {
    case 0:
    case 1:
      makeTeddy(maker);
      break;
    case 2:
      makeToyTrain(maker);
      break;
    case 3:
      makeSpinningTop(maker);
      break;
    case 4:
      makeRockingHorse(maker);
      break;
    case 5:
      makeStackingRings(maker);
      break;
    case 6:
      makeToyDuck(maker);
      break;
    case 7:
      makeBlocks(maker);
      break;
    default:
      makeToyRobot(maker);
      break;
  }
  maker.phrases.write(maker.caption, " with ");
  maker.tag("plaything.n.01");
}

}  // namespace piwa

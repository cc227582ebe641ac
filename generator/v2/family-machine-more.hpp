// More machines: springs, bearings, boilers, winches, presses; and the choice of one.
#pragma once
#include "family-machine.hpp"

namespace piwa {

PIWA_NOINLINE void makeSpring(Maker& maker, const MachinePaints& paints) {
  RandomStream& random = maker.random;
  const i32 coils = 4 + random.below(6);
  const f32 radius = random.between(.22f, .5f);
  const f32 taper = random.between(.55f, 1.f);
  const f32 wire = random.between(.055f, .09f);
  const f32 pitch = wire * 2.f + random.between(.1f, .18f);
  const bool plates = random.chance(.7f);
  const bool eyes = random.chance(.5f);
  const f32 tilt = random.between(-1.f, 1.f);
  const f32 slant = pitch * .5f / radius;
  const f32 half = .5f * pitch * (f32)(coils - 1);
  const i32 outer = maker.openFrame(0, 0, 0, 0, 1.f);
  maker.tiltFrame(0, 0, 1, plates ? 0.f : tilt);
  maker.begin("coil", paints.accent);
  for (i32 i = 0; i < coils; i++) {
    const f32 t = (f32)i / (f32)coils;
    const f32 size = radius * (1.f + (taper - 1.f) * t);
    const f32 y = -half + pitch * (f32)i;
    rotateAround(maker.torus(0, y, 0, size, wire), 1, 0, 0, slant * .5f);
    if (i > 0) {
      maker.limb({0, y - pitch * 1.25f, size}, {0, y - pitch * .25f, size}, wire, wire);
    }
  }
  maker.begin("rod", paints.steel);
  maker.cylinder(0, 0, 0, radius * .3f, half + .2f);
  maker.begin("cap", paints.body);
  maker.cylinder(0, -half - .1f, 0, radius * 1.25f, .09f, .02f);
  maker.cylinder(0, half + .1f, 0, radius * (taper + .25f), .09f, .02f);
  if (eyes) {
    maker.begin("eye", paints.steel);
    ring(maker, 0, half + .34f, 0, .15f, .07f);
    ring(maker, 0, -half - .34f, 0, .15f, .07f);
    maker.phrases.add("an eye at each end");
  } else if (plates) {
    maker.begin("base", paints.dark);
    maker.box(0, -half - .24f, 0, radius * 1.5f, .08f, radius * 1.2f);
  }
  maker.closeFrame(outer);
  maker.phrases.addCounted(coils, "coil", "coils");
  describeAs(maker, taper < .75f ? "tapered" : "", paints.accent,
             eyes ? "shock absorber" : "spring");
  maker.tag(eyes ? "shock_absorber.n.01" : "spring.n.02");
}

PIWA_NOINLINE void makeBearing(Maker& maker, const MachinePaints& paints) {
  RandomStream& random = maker.random;
  const i32 balls = 6 + random.below(8);
  const f32 half = random.between(.12f, .4f);
  const f32 wall = random.between(.1f, .16f);
  const f32 ball = random.between(.13f, .2f);
  const f32 orbit = ball * 1.15f * (f32)balls / pi;
  const bool block = random.chance(.6f);
  const bool shaft = random.chance(.5f);
  const f32 reach = random.between(.4f, 1.f);
  const bool rollers = random.chance(.4f);
  const i32 outer = maker.openFrame(0, 0, 0, 0, 1.f);
  maker.tiltFrame(1, 0, 0, block ? halfPi : 0.f);
  const f32 rim = orbit + ball * .7f;
  if (block) {
    maker.begin("pillow block", paints.body);
    maker.cylinder(0, 0, 0, rim + wall + .1f, half * .9f);
    maker.box(0, 0, rim * .6f, rim * .95f, half * .9f, rim * .6f + wall);
    maker.box(0, 0, rim * 1.2f + wall, rim * 1.7f, half * .9f, .11f);
  }
  maker.begin("outer ring", paints.steel);
  maker.cylinder(0, 0, 0, rim + wall, half);
  maker.cut({Shape::cylinder, 0, 0, 0, rim, half * 3.f, 0.f});
  maker.begin("inner ring", paints.steel);
  maker.cylinder(0, 0, 0, orbit - ball * .6f, half);
  if (!shaft) {
    maker.cut({Shape::cylinder, 0, 0, 0, larger(orbit - ball * .6f - wall, .07f), half * 3.f, 0.f});
  }
  maker.begin(rollers ? "roller" : "ball", paints.accent);
  Primitive& p = rollers ? maker.cylinder(orbit, 0, 0, ball * .85f, half * .9f)
                         : maker.ball(orbit, 0, 0, ball, ball, ball);
  p.foldAngle = fullTurn / (f32)balls;
  if (shaft) {
    maker.begin("shaft", paints.body);
    maker.cylinder(0, 0, 0, orbit * .5f, half + reach);
    maker.phrases.add("a shaft");
  }
  maker.closeFrame(outer);
  maker.phrases.addCounted(balls, rollers ? "roller" : "ball", rollers ? "rollers" : "balls");
  describeAs(maker, "", paints.steel, block ? "bearing in a block" : "bearing");
  maker.tag("bearing.n.06");
}

PIWA_NOINLINE void makeBoiler(Maker& maker, const MachinePaints& paints) {
  RandomStream& random = maker.random;
  const f32 radius = random.between(.32f, .55f);
  const f32 half = random.between(.35f, .75f);
  const bool lying = random.chance(.45f);
  const i32 bands = 2 + random.below(3);
  const f32 stack = random.between(.3f, .7f);
  const bool twin = random.chance(.35f);
  const f32 side = drawSide(random);
  const i32 outer = maker.openFrame(twin ? radius + .12f : 0.f, 0, 0, 0, 1.f);
  maker.tiltFrame(0, 0, 1, lying && !twin ? halfPi : 0.f);
  maker.begin("tank", paints.body);
  Primitive& tank = maker.limb({0, -half, 0}, {0, half, 0}, radius, radius);
  maker.begin("band", paints.steel);
  Primitive& band = maker.torus(0, 0, 0, radius - .01f, .055f);
  band.repeatCount[1] = bands;
  band.repeatStep[1] = 2.f * half / (f32)(bands - 1);
  maker.closeFrame(outer);
  if (twin) {
    tank.center[0] = 0.f;
    Primitive& other =
        maker.limb({-radius - .12f, -half, 0}, {-radius - .12f, half, 0}, radius, radius);
    other.part = tank.part;
    maker.begin("pipe", paints.accent);
    maker.limb({radius + .12f, half * .5f, radius}, {-radius - .12f, half * .5f, radius}, .09f,
               .09f);
    maker.phrases.add("a second tank");
  }
  const bool flat = lying && !twin;
  const f32 x = twin ? radius + .12f : 0.f;
  const f32 low = flat ? -radius : -half - radius * .5f;
  maker.begin("foot", paints.dark);
  if (flat) {
    maker.box(half * .7f, low, 0, .12f, .24f, radius * .8f).mirrorX = 1;
  } else {
    maker
        .limb({x + radius * .6f, low, radius * .6f}, {x + radius * .8f, low - .4f, radius * .7f},
              .075f, .075f)
        .mirrorZ = 1;
    maker
        .limb({x - radius * .6f - (twin ? 2.f * x - 1.2f * radius + .24f : 0.f), low, radius * .6f},
              {x - radius * .8f - (twin ? 2.f * x - 1.6f * radius : 0.f), low - .4f, radius * .7f},
              .075f, .075f)
        .mirrorZ = 1;
  }
  const f32 top = flat ? radius : half + radius;
  maker.begin("pipe", paints.accent);
  maker.limb({x, top - .1f, 0}, {x, top + stack, 0}, .1f, .1f);
  maker.limb({x, top + stack, 0}, {x + side * .5f, top + stack, 0}, .1f, .1f);
  barrel(maker, x + side * .5f, top + stack, 0, .18f, .06f);
  maker.begin("hatch", paints.steel);
  disc(maker, x, 0, radius, .2f, .08f, .02f);
  addGauge(maker, paints, x + (flat ? -side * half * .5f : radius * .4f), top + (flat ? .22f : .0f),
           flat ? 0.f : radius * .2f, .15f);
  addHandWheel(maker, paints.accent, x, top + stack + .22f, 0, .18f, 4);
  maker.cylinder(x, top + stack + .1f, 0, .06f, .14f);
  maker.phrases.add("a valve");
  describeAs(maker, flat ? "horizontal" : "upright", paints.body, "boiler");
  maker.tag("boiler.n.01");
}

PIWA_NOINLINE void makeWinch(Maker& maker, const MachinePaints& paints) {
  RandomStream& random = maker.random;
  const f32 drum = random.between(.18f, .38f);
  const f32 wide = random.between(.3f, .7f);
  const f32 crank = random.between(.25f, .5f);
  const i32 turns = 3 + random.below(5);
  const bool hook = random.chance(.6f);
  const f32 drop = random.between(.2f, .6f);
  const bool frame = random.chance(.5f);
  const f32 angle = random.between(0.f, 6.f);
  maker.begin("drum", paints.steel);
  barrel(maker, 0, 0, 0, drum, wide);
  maker.begin("flange", paints.body);
  barrel(maker, wide, 0, 0, drum * 1.6f, .06f).mirrorX = 1;
  maker.begin("rope", maker.paint(Material::fabric, {.1f, .4f, .7f}));
  Primitive& rope = barrel(maker, 0, 0, 0, drum + .09f, .07f, .05f);
  rope.repeatCount[1] = turns;
  rope.repeatStep[1] = 1.7f * wide / (f32)turns;
  maker.begin("stand", paints.body);
  const f32 low = -drum * 1.6f - (hook ? drop + .5f : .15f);
  if (frame) {
    maker.limb({wide + .14f, 0, 0}, {wide + .14f, low, .45f}, .075f, .075f).mirrorX = 1;
    maker.limb({wide + .14f, 0, 0}, {wide + .14f, low, -.45f}, .075f, .075f).mirrorX = 1;
  } else {
    maker.box(wide + .14f, low * .5f, 0, .08f, -low * .5f + .12f, .16f, .04f).mirrorX = 1;
  }
  maker.box(0, low, 0, wide + .25f, .07f, .5f);
  maker.begin("axle", paints.accent);
  barrel(maker, 0, 0, 0, .09f, wide + .34f);
  const SineCosine<f32> at = sineCosine(angle);
  const f32 x = wide + .32f;
  maker.limb({x, 0, 0}, {x, crank * at.sine, crank * at.cosine}, .06f, .06f);
  maker.limb({x, crank * at.sine, crank * at.cosine},
             {x + .28f, crank * at.sine, crank * at.cosine}, .08f, .08f);
  if (hook) {
    maker.begin("hook", paints.accent);
    maker.limb({0, 0, drum}, {0, -drop, drum}, .05f, .05f);
    Primitive& p = maker.arc(0, -drop - .12f, drum, .12f, .055f, 2.2f);
    rotateAround(p, 0, 0, 1, pi - .6f);
    maker.phrases.add("a hook");
  }
  maker.phrases.add("a crank");
  maker.phrases.add("a wound rope");
  describeAs(maker, "", paints.body, "winch");
  maker.tag("winch.n.01");
}

PIWA_NOINLINE void makeMachine(Maker& maker) {
  const i32 kind = maker.random.below(11);
  const MachinePaints paints = drawMachinePaints(maker);
  switch (kind) {
    case 0:
    case 1:
    case 2:
      makePipeRun(maker, paints);
      break;
    case 3:
    case 4:
      makeEngine(maker, paints);
      maker.tag("engine.n.01");
      break;
    case 5:
      makeMotor(maker, paints);
      break;
    case 6:
      makeBolt(maker, paints);
      break;
    case 7:
      makeSpring(maker, paints);
      break;
    case 8:
      makeBearing(maker, paints);
      break;
    case 9:
      makeBoiler(maker, paints);
      break;
    default:
      makeWinch(maker, paints);
      break;
  }
  listParts(maker);
  maker.tag("device.n.01");
}

}  // namespace piwa

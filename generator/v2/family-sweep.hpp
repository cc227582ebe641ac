// Sweeps: tubes along curves - knots, spirals, coils, waves, arches, chains, bent wires.
#pragma once
#include "abstract-kit.hpp"

namespace piwa {

constexpr i32 curvePointsMax = 49;

struct Curve {
  i32 count;
  f32 x[curvePointsMax];
  f32 y[curvePointsMax];
  f32 z[curvePointsMax];
};

/// Limbs between the points; two paints take turns in runs, and the radius goes from ra to rb.
PIWA_NOINLINE void sweepTube(Maker& maker, const Curve& curve, i32 paint, i32 other, i32 run,
                             f32 ra, f32 rb) {
  for (i32 i = 0; i + 1 < curve.count; i++) {
    const f32 s = (f32)i / (f32)(curve.count - 1);
    const f32 t = (f32)(i + 1) / (f32)(curve.count - 1);
    const bool second = run > 0 && i / run % 2 == 1;
    maker.begin(second ? "stripe" : "tube", second ? other : paint);
    maker.limb({curve.x[i], curve.y[i], curve.z[i]},
               {curve.x[i + 1], curve.y[i + 1], curve.z[i + 1]}, ra + (rb - ra) * s,
               ra + (rb - ra) * t);
  }
}

PIWA_NOINLINE void put(Curve& curve, f32 x, f32 y, f32 z) {
  if (curve.count < curvePointsMax) {
    curve.x[curve.count] = x;
    curve.y[curve.count] = y;
    curve.z[curve.count] = z;
    curve.count++;
  }
}

PIWA_NOINLINE const char* drawKnot(Maker& maker, Curve& curve) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(4);
  const f32 major = random.between(.5f, .7f);
  const f32 minor = random.between(.24f, .36f);
  const f32 flat = random.between(.6f, 1.3f);
  const f32 p = kind == 1 ? 3.f : 2.f;
  const f32 q = kind == 0 ? 3.f : kind == 1 ? 2.f : kind == 2 ? 5.f : 3.f;
  for (i32 i = 0; i <= 44; i++) {
    const f32 t = fullTurn * (f32)i / 44.f;
    const SineCosine<f32> a = sineCosine(p * t);
    const SineCosine<f32> b = sineCosine(q * t);
    if (kind == 3) {
      const SineCosine<f32> c = sineCosine(2.f * t);
      const SineCosine<f32> d = sineCosine(t);
      put(curve, .4f * (d.sine + 2.f * c.sine), .4f * (d.cosine - 2.f * c.cosine),
          -minor * 1.2f * b.sine * flat);
    } else {
      const f32 r = major + minor * b.cosine;
      put(curve, r * a.cosine, minor * flat * b.sine, r * a.sine);
    }
  }
  return kind == 0 || kind == 3 ? "trefoil knot" : kind == 1 ? "three-turn knot" : "five-fold knot";
}

PIWA_NOINLINE const char* drawSpiral(Maker& maker, Curve& curve) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(4);
  const f32 turns = random.between(1.6f, 3.2f);
  const f32 first = random.between(.5f, .9f);
  const f32 last = kind == 0 ? random.between(.08f, .2f) : random.between(.4f, 1.f);
  const f32 high = kind == 0 ? random.between(0.f, .5f) : random.between(.7f, 1.6f);
  const f32 lift = random.between(.3f, .6f);
  for (i32 i = 0; i <= 40; i++) {
    const f32 t = (f32)i / 40.f;
    const SineCosine<f32> a = sineCosine(fullTurn * turns * t);
    const f32 bulge = kind == 2 ? 1.f - 2.8f * (t - .5f) * (t - .5f) : 1.f;
    const f32 r = (first + (last - first) * t) * bulge;
    put(curve, r * a.cosine, high * (t - .5f) * 1.5f + (kind == 3 ? lift * t * t : 0.f),
        r * a.sine);
  }
  return kind == 0 ? "flat spiral" : kind == 2 ? "barrel-shaped coil" : "coil";
}

PIWA_NOINLINE const char* drawWave(Maker& maker, Curve& curve) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(3);
  const f32 waves = random.between(1.f, 3.2f);
  const f32 high = random.between(.25f, .7f);
  const f32 deep = random.between(0.f, .6f);
  const f32 grow = random.between(.3f, 1.6f);
  const f32 phase = random.between(0.f, 6.f);
  for (i32 i = 0; i <= 36; i++) {
    const f32 t = (f32)i / 36.f;
    const SineCosine<f32> a = sineCosine(fullTurn * waves * t + phase);
    const SineCosine<f32> b = sineCosine(fullTurn * waves * .5f * t);
    const f32 size = high * (1.f + (grow - 1.f) * t);
    if (kind == 0) {
      put(curve, 2.2f * (t - .5f), size * a.sine, deep * b.sine);
    } else if (kind == 1) {
      const SineCosine<f32> c = sineCosine(fullTurn * t);
      const f32 r = .8f + .25f * high * a.sine;
      put(curve, r * c.cosine, size * a.cosine * .8f, r * c.sine);
    } else {
      const SineCosine<f32> c = sineCosine(pi * t);
      put(curve, (.9f + .2f * size * a.sine) * c.cosine, (1.1f + .2f * a.cosine) * c.sine,
          deep * (t - .5f) + .3f * size * a.sine);
    }
  }
  return kind == 0 ? "wave" : kind == 1 ? "wavy crown" : "wavy arch";
}

/// A wire bent by right or free angles.
PIWA_NOINLINE const char* drawBends(Maker& maker, Curve& curve) {
  RandomStream& random = maker.random;
  const bool square = random.chance(.5f);
  const i32 bends = 8 + random.below(12);
  f32 x = 0.f;
  f32 y = 0.f;
  f32 z = 0.f;
  f32 dx = 1.f;
  f32 dy = 0.f;
  f32 dz = 0.f;
  put(curve, x, y, z);
  for (i32 i = 0; i < bends; i++) {
    const f32 reach = square ? random.between(.35f, .8f) : random.between(.25f, .45f);
    const i32 turn = random.below(4);
    const f32 ax = random.between(-1.f, 1.f);
    const f32 ay = random.between(-.7f, 1.f);
    const f32 az = random.between(-1.f, 1.f);
    if (square) {
      const f32 s = turn % 2 == 0 ? 1.f : -1.f;
      const f32 homeX = x > .7f ? -1.f : x < -.7f ? 1.f : s;
      const f32 homeY = y > .8f ? -1.f : y < -.6f ? 1.f : s;
      const f32 homeZ = z > .7f ? -1.f : z < -.7f ? 1.f : s;
      const bool alongX = dx * dx > .5f;
      const bool alongY = dy * dy > .5f;
      const bool first = turn < 2;
      dx = alongX ? 0.f : alongY == first ? homeX : 0.f;
      dy = alongX ? (first ? homeY : 0.f) : alongY ? 0.f : (first ? homeY : 0.f);
      dz = dx * dx + dy * dy > .5f ? 0.f : homeZ;
    } else {
      const f32 nx = dx + .9f * ax - .35f * x;
      const f32 ny = dy + .9f * ay - .35f * y;
      const f32 nz = dz + .9f * az - .35f * z;
      const f32 scale = 1.f / larger(length3(nx, ny, nz), .2f);
      dx = nx * scale;
      dy = ny * scale;
      dz = nz * scale;
    }
    x += reach * dx;
    y += reach * dy;
    z += reach * dz;
    put(curve, x, y, z);
  }
  return square ? "right-angled pipe sculpture" : "free-form tube";
}

/// Links that hold each other, along an arc, a line or a ring.
PIWA_NOINLINE const char* makeChain(Maker& maker, const AbstractPaints& paints) {
  RandomStream& random = maker.random;
  const i32 links = 3 + random.below(8);
  const i32 kind = random.below(3);
  const f32 length = random.between(.24f, .36f);
  const f32 thick = random.between(.065f, .085f);
  const f32 bend = random.between(.15f, .42f);
  const bool hook = random.chance(.6f);
  const f32 turn = random.between(0.f, 1.5f);
  f32 x = 0.f;
  f32 y = 0.f;
  f32 way = kind == 0 ? -halfPi : kind == 1 ? turn : 0.f;
  for (i32 i = 0; i < links; i++) {
    const SineCosine<f32> at = sineCosine(way);
    maker.begin("link", i % 2 == 0 ? paints.first : paints.second);
    const f32 step = length * 1.25f;
    const i32 outer = maker.openFrame(x, y, 0, 0, 1.f);
    maker.tiltFrame(0, 0, 1, way);
    maker.tiltFrame(1, 0, 0, i % 2 == 0 ? 0.f : halfPi);
    maker.limb({-length * .35f, length * .5f, 0}, {length * .35f, length * .5f, 0}, thick, thick);
    maker.limb({-length * .35f, -length * .5f, 0}, {length * .35f, -length * .5f, 0}, thick, thick);
    Primitive& end = maker.arc(length * .35f, 0, 0, length * .5f, thick, halfPi);
    rotateAround(end, 0, 0, 1, -halfPi);
    end.mirrorX = 1;
    maker.closeFrame(outer);
    x += step * at.cosine;
    y += step * at.sine;
    way += kind == 2 ? fullTurn / (f32)links : kind == 1 ? -bend : 0.f;
  }
  const SineCosine<f32> at = sineCosine(way);
  const f32 endX = x - length * .25f * at.cosine;
  const f32 endY = y - length * .25f * at.sine;
  if (kind != 2) {
    maker.begin(hook ? "hook" : "weight", paints.third);
    if (hook) {
      maker.limb({endX, endY, 0}, {endX, endY - .3f, 0}, .08f, .08f);
      Primitive& p = maker.arc(endX + .2f, endY - .32f, 0, .2f, .08f, 1.9f);
      rotateAround(p, 0, 0, 1, pi - .3f);
    } else {
      maker.ball(endX, endY - .15f, 0, .3f, .3f, .3f);
    }
    maker.phrases.add(hook ? "a hook" : "a weight");
  }
  maker.phrases.addCounted(links, "link", "links");
  maker.tag("chain.n.03");
  return kind == 2 ? "closed chain" : kind == 1 ? "curved chain" : "hanging chain";
}

PIWA_NOINLINE const char* makeTube(Maker& maker, const AbstractPaints& paints, i32 kind) {
  RandomStream& random = maker.random;
  const f32 radius = random.between(.07f, .16f);
  const f32 taper = random.between(.5f, 1.f);
  const i32 run = random.below(4);
  const i32 ends = random.below(3);
  const f32 ball = random.between(.14f, .26f);
  const bool base = random.chance(.5f);
  const i32 pose = random.below(3);
  const f32 tilt = random.between(-.6f, .6f);
  Curve curve;
  curve.count = 0;
  const i32 outer = maker.openFrame(0, 0, 0, 0, 1.f);
  maker.tiltFrame(1, 0, 0, pose == 0 ? 0.f : pose == 1 ? halfPi : tilt);
  const char* noun = "";
  switch (kind) {
    case 0:
      noun = drawKnot(maker, curve);
      break;
    case 1:
      noun = drawSpiral(maker, curve);
      break;
    case 2:
      noun = drawWave(maker, curve);
      break;
    default:
      noun = drawBends(maker, curve);
      break;
  }
  const f32 end = kind == 0 ? radius : radius * taper;
  sweepTube(maker, curve, paints.first, paints.second, run, radius, end);
  const i32 last = curve.count - 1;
  if (kind != 0 && ends > 0) {
    maker.begin("knob", paints.third);
    maker.ball(curve.x[0], curve.y[0], curve.z[0], ball, ball, ball);
    maker.ball(curve.x[last], curve.y[last], curve.z[last], ball * .8f, ball * .8f, ball * .8f);
    maker.phrases.add("a ball at each end");
  }
  if (run > 0) {
    maker.phrases.add("stripes");
  }
  f32 low = 9.f;
  i32 lowest = 0;
  for (i32 i = 0; i < curve.count; i++) {
    const f32 y = pose == 1 ? -curve.z[i] : curve.y[i];
    if (y < low) {
      low = y;
      lowest = i;
    }
  }
  maker.closeFrame(outer);
  if (base && pose < 2) {
    maker.begin("base", paints.third);
    const f32 bx = curve.x[lowest];
    const f32 bz = pose == 1 ? curve.y[lowest] : curve.z[lowest];
    maker.cylinder(bx, low - radius * .5f - .1f, bz, radius * 1.4f, .14f);
    maker.box(bx, low - radius * .5f - .28f, bz, .45f, .09f, .45f, .02f);
    maker.phrases.add("a square base");
  }
  maker.tag("sculpture.n.01");
  return noun;
}

PIWA_NOINLINE void makeSweep(Maker& maker) {
  const i32 kind = maker.random.below(6);
  const AbstractPaints paints = drawAbstractPaints(maker);
  const char* noun =
      kind == 5 ? makeChain(maker, paints) : makeTube(maker, paints, kind == 4 ? 3 : kind);
  describeAs(maker, "", paints.first, noun);
  listParts(maker);
  maker.tag("artifact.n.01");
}

}  // namespace piwa

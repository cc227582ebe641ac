// Shells that wind, and shells that fan out.
#pragma once
#include "living-kit.hpp"

namespace piwa {

struct Spiral {
  f32 growth;
  f32 radius;
  f32 tube;
  f32 rise;
  f32 step;
  i32 balls;
};

/// A spiral that winds around y and shrinks upwards: every ball is the last one turned, scaled and
/// lifted. Returns the spot of its mouth's center.
PIWA_NOINLINE Spot windSpiral(Maker& maker, const Spiral& s, i32 body, i32 band, i32 spikesEvery,
                              i32 spike_) {
  f32 radius = s.radius;
  f32 tube = s.tube;
  f32 y = 0.f;
  const Spot mouth = along({0, 0, 0}, aim(0.f, 0.f), radius);
  for (i32 i = 0; i < s.balls; i++) {
    const f32 yaw = s.step * (f32)i;
    const Spot at = along({0, y, 0}, aim(yaw, 0.f), radius);
    maker.begin(i % 6 >= 3 ? "band" : "shell", i % 6 >= 3 ? band : body);
    Primitive& p = maker.ball(at.x, at.y, at.z, tube, tube * 1.05f, tube);
    p.blend = tube * .35f;
    if (spikesEvery > 0 && i % spikesEvery == 0 && i < s.balls - 5) {
      maker.begin("spike", spike_);
      const Spot out = aim(yaw, .45f);
      spike(maker, along(at, out, tube * .6f), along(at, out, tube * 1.65f), tube * .38f, .02f);
    }
    radius = radius * s.growth;
    tube = tube * s.growth;
    y = y + s.rise * tube;
  }
  return mouth;
}

/// Tower, whelk or moon snail: the same spiral with other numbers.
PIWA_NOINLINE const char* spiralShell(Maker& maker, i32 body, i32 band, i32 inside) {
  RandomStream& random = maker.random;
  const f32 slim = random.between(0.f, 1.f);
  Spiral s;
  s.balls = 20 + random.below(8);
  s.growth = .905f + .04f * slim + random.between(-.01f, .01f);
  s.radius = .36f - .16f * slim;
  s.tube = random.between(.3f, .4f) - .1f * slim;
  s.rise = .1f + .15f * slim + random.between(0.f, .07f);
  s.step = random.between(.62f, .8f);
  const i32 spikes = random.below(3) == 0 ? 2 + random.below(2) : 0;
  const f32 flare = random.between(.0f, .6f);
  const Spot mouth = windSpiral(maker, s, body, band, spikes, inside);
  maker.begin("lip", inside);
  const f32 r = s.tube;
  Primitive& lip = maker.ball(mouth.x + r * .5f, -r * .35f, mouth.z + r * .4f, r * .8f,
                              r * (1.05f + flare), r * (.5f + flare * .6f));
  rotateAround(lip, 0, 0, 1, -.35f);
  lip.blend = .05f;
  const f32 tail = random.between(.2f, .7f);
  maker.begin("shell", body);
  maker
      .limb({mouth.x * .5f, -r * .2f, mouth.z * .5f}, {-.05f, -r - tail * .6f, .0f}, r * .75f, .07f)
      .blend = .1f;
  if (spikes > 0) {
    maker.phrases.add("spikes");
  }
  if (flare > .3f) {
    maker.phrases.add("a flared lip");
  }
  return slim > .6f    ? "tower shell"
         : spikes > 0  ? "spiked whelk shell"
         : slim < .25f ? "moon snail shell"
                       : "whelk shell";
}

PIWA_NOINLINE const char* nautilusShell(Maker& maker, i32 body, i32 band, i32 inside) {
  RandomStream& random = maker.random;
  const f32 growth = random.between(.875f, .925f);
  const f32 flat = random.between(.75f, 1.25f);
  const bool animal = random.chance(.5f);
  f32 radius = .55f;
  f32 tube = random.between(.3f, .42f);
  const Spot mouth{0, -.1f, radius};
  for (i32 i = 0; i < 22; i++) {
    const f32 angle = -.1f + .42f * (f32)i;
    const Spot at = aim(0.f, angle);
    maker.begin(i % 4 == 3 && i > 2 ? "band" : "shell", i % 4 == 3 && i > 2 ? band : body);
    Primitive& p = maker.ball(0, at.y * radius, at.z * radius, tube * flat, tube, tube);
    p.blend = tube * .3f;
    radius = radius * growth;
    tube = tube * (growth + .005f);
  }
  maker.begin("mouth", inside);
  const f32 lip = .36f;
  maker.ball(0, mouth.y - .1f, mouth.z + .02f, lip * flat, lip * .6f, lip * .95f).blend = .04f;
  if (animal) {
    maker.begin("tentacle", inside);
    for (i32 i = 0; i < 4; i++) {
      const f32 x = .06f + .1f * (f32)(i / 2);
      maker
          .limb({x, mouth.y - .25f, mouth.z + .1f},
                {x * 1.6f, mouth.y - .7f - .1f * (f32)(i % 2), mouth.z + .2f + .22f * (f32)(i % 2)},
                .065f, .05f)
          .mirrorX = 1;
    }
    eyePair(maker, paintDark(maker), {lip * flat * .9f, mouth.y - .2f, mouth.z + .1f}, .075f);
    maker.phrases.add("tentacles");
    return "nautilus";
  }
  return "nautilus shell";
}

/// Half of a fan: ribs that spread from the hinge at the frame's origin, curved over the frame's z.
PIWA_NOINLINE void fanHalf(Maker& maker, i32 ribs, f32 size, f32 spread, f32 dome, i32 body,
                           i32 band) {
  for (i32 i = 0; i < ribs; i++) {
    const f32 t = ribs > 1 ? 2.f * (f32)i / (f32)(ribs - 1) - 1.f : 0.f;
    const SineCosine<f32> turn = sineCosine(t * spread);
    const f32 length = size * (1.f - .22f * t * t);
    const Spot middle{turn.sine * length * .55f, turn.cosine * length * .55f,
                      dome * (1.f - .55f * t * t)};
    const Spot tip{turn.sine * length, turn.cosine * length, dome * .25f};
    const f32 fat = size * spread * 1.15f / (f32)ribs;
    maker.begin(i % 2 ? "band" : "shell", i % 2 ? band : body);
    maker.limb({0, .02f, .02f}, middle, .07f, fat * .8f).blend = .03f;
    maker.limb(middle, tip, fat * .85f, fat * .7f).blend = .03f;
  }
  maker.begin("hinge", body);
  maker.ball(0, 0, .0f, size * .34f, .09f, .09f).blend = .04f;
}

PIWA_NOINLINE const char* fanShell(Maker& maker, i32 body, i32 band, i32 inside) {
  RandomStream& random = maker.random;
  const i32 ribs = 7 + random.below(3);
  const f32 size = random.between(.8f, 1.1f);
  const f32 spread = random.between(.7f, 1.25f);
  const f32 dome = random.between(.12f, .34f);
  const bool open = random.chance(.65f);
  const f32 gape = random.between(.25f, .75f);
  const bool pearl = open && random.chance(.7f);
  if (!open) {
    const i32 outer = maker.openFrame(0, -.4f, 0, random.between(-.5f, .5f), 1.f);
    maker.tiltFrame(1.f, 0.f, 0.f, random.between(-1.2f, .2f));
    fanHalf(maker, ribs, size, spread, dome, body, band);
    maker.ball(0, size * .5f, -.03f, size * .5f * spread, size * .5f, .09f).blend = .04f;
    maker.closeFrame(outer);
    return "scallop shell";
  }
  for (i32 half = 0; half < 2; half++) {
    const i32 outer = maker.openFrame(0, 0, -.5f, 0.f, 1.f);
    maker.tiltFrame(1.f, 0.f, 0.f, half == 0 ? halfPi - gape * 1.5f : halfPi + .12f);
    if (half == 1) {
      maker.tiltFrame(0.f, 1.f, 0.f, pi);
    }
    fanHalf(maker, ribs, size, spread, -dome, body, band);
    maker.begin("inside", inside);
    maker.ball(0, size * .5f, -dome * .35f, size * .42f * spread, size * .44f, .08f).blend = .03f;
    maker.closeFrame(outer);
  }
  if (pearl) {
    maker.begin("pearl", paintAs(maker, Material::ceramic, {.1f, .05f, .97f}, Pattern::plain, 3.f));
    const f32 r = random.between(.15f, .23f);
    maker.ball(0, r * .6f, size * .1f, r, r, r);
    maker.begin("inside", inside);
    maker.ball(0, -.06f, size * .05f, .3f, .16f, .34f).blend = .04f;
    maker.phrases.add("a pearl inside");
  }
  return "open clam";
}

}  // namespace piwa

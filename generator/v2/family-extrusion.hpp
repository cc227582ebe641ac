// Extrusions: stars, arrows, crosses, letters, houses, hearts and chips, with holes, stacked,
// beveled.
#pragma once
#include "abstract-kit.hpp"

namespace piwa {

constexpr i32 outlineKinds = 12;

struct Outline {
  i32 count;
  f32 points[28];
  const char* word;
};

PIWA_NOINLINE void setOutline(Outline& outline, const f32* points, i32 count, const char* word) {
  outline.count = count;
  outline.word = word;
  for (i32 i = 0; i < 2 * count; i++) {
    outline.points[i] = points[i];
  }
}

PIWA_NOINLINE void drawLetter(RandomStream& random, Outline& o, f32 bar) {
  const i32 kind = random.below(6);
  const f32 w = random.between(.55f, .95f);
  const f32 b = bar;
  if (kind == 0) {
    const f32 l[12] = {-w, -1.f, w, -1.f, w, -1.f + b, -w + b, -1.f + b, -w + b, 1.f, -w, 1.f};
    setOutline(o, l, 6, "letter L");
  } else if (kind == 1) {
    const f32 t[16] = {-b * .5f, -1.f, b * .5f, -1.f, b * .5f, 1.f - b, w,        1.f - b,
                       w,        1.f,  -w,      1.f,  -w,      1.f - b, -b * .5f, 1.f - b};
    setOutline(o, t, 8, "letter T");
  } else if (kind == 2) {
    const f32 u[16] = {-w,    -1.f,     w,      -1.f,     w,      1.f, w - b, 1.f,
                       w - b, -1.f + b, -w + b, -1.f + b, -w + b, 1.f, -w,    1.f};
    setOutline(o, u, 8, "letter U");
  } else if (kind == 3) {
    const f32 e[24] = {-w,      -1.f,           w,      -1.f,      w,       -1.f + b * .7f,
                       -w + b,  -1.f + b * .7f, -w + b, -b * .35f, w * .7f, -b * .35f,
                       w * .7f, b * .35f,       -w + b, b * .35f,  -w + b,  1.f - b * .7f,
                       w,       1.f - b * .7f,  w,      1.f,       -w,      1.f};
    setOutline(o, e, 12, "letter E");
  } else if (kind == 4) {
    const f32 z[20] = {
        -w, -1.f, w,  -1.f, w,  -1.f + b * .8f, -w * .2f,      -1.f + b * .8f, w,  1.f - b * .8f,
        w,  1.f,  -w, 1.f,  -w, 1.f - b * .8f,  w * .2f - .1f, 1.f - b * .8f,  -w, -1.f + b * .8f};
    setOutline(o, z, 10, "letter Z");
  } else {
    const f32 h[24] = {-w,    -1.f,    -w + b, -1.f,    -w + b, -b * .5f, w - b, -b * .5f,
                       w - b, -1.f,    w,      -1.f,    w,      1.f,      w - b, 1.f,
                       w - b, b * .5f, -w + b, b * .5f, -w + b, 1.f,      -w,    1.f};
    setOutline(o, h, 12, "letter H");
  }
}

PIWA_NOINLINE void drawOutlineOf(RandomStream& random, Outline& o, i32 kind) {
  const f32 a = random.between(.3f, .7f);
  const f32 b = random.between(.25f, .5f);
  const f32 w = random.between(.55f, 1.f);
  const i32 corners = 3 + random.below(5);
  const f32 turn = random.between(0.f, 1.f);
  switch (kind) {
    case 0:
    case 1: {
      f32 star[28];
      const i32 tips = corners < 4 ? 4 : corners;
      starPoints(star, 2 * tips, 1.f, a, 0.f);
      setOutline(o, star, 2 * tips,
                 tips == 4   ? "four-pointed star"
                 : tips == 5 ? "five-pointed star"
                 : tips == 6 ? "six-pointed star"
                             : "seven-pointed star");
      break;
    }
    case 2: {
      const f32 p[14] = {-1.f, -b * .5f, a - .3f, -b * .5f, a - .3f, -w,   1.f,
                         0.f,  a - .3f,  w,       a - .3f,  b * .5f, -1.f, b * .5f};
      setOutline(o, p, 7, "arrow");
      break;
    }
    case 3: {
      const f32 h = random.between(-.1f, .4f);
      const f32 p[24] = {-b * .5f, -1.f,        b * .5f,  -1.f,        b * .5f,  h - b * .5f,
                         w,        h - b * .5f, w,        h + b * .5f, b * .5f,  h + b * .5f,
                         b * .5f,  1.f,         -b * .5f, 1.f,         -b * .5f, h + b * .5f,
                         -w,       h + b * .5f, -w,       h - b * .5f, -b * .5f, h - b * .5f};
      setOutline(o, p, 12, "cross");
      break;
    }
    case 4:
    case 5:
      drawLetter(random, o, b);
      break;
    case 6: {
      const f32 p[24] = {0.f,       -1.f, .55f * w,  -.4f, w,   .2f, w * .95f,  .6f,
                         w * .65f,  .85f, w * .3f,   .8f,  0.f, .5f, -w * .3f,  .8f,
                         -w * .65f, .85f, -w * .95f, .6f,  -w,  .2f, -.55f * w, -.4f};
      setOutline(o, p, 12, "heart");
      break;
    }
    case 7: {
      const f32 p[20] = {0.1f, -1.f,  w * .85f, .15f, .2f,   .15f, w * .55f, 1.f,  -w * .7f, -.05f,
                         -.1f, -.05f, -w * .3f, -.6f, -.05f, -.5f, 0.f,      -.9f, .05f,     -.98f};
      setOutline(o, p, 6, "lightning bolt");
      break;
    }
    case 8: {
      const f32 p[14] = {-w,   -1.f, w,   -1.f,     w,    .1f, w * .6f,
                         .45f, 0.f,  1.f, -w * .6f, .45f, -w,  .1f};
      setOutline(o, p, 7, "house");
      break;
    }
    case 9: {
      const f32 p[28] = {-1.f,     -w,      -a * .3f, -w,       -a * .3f, -w * .5f, a * .3f,
                         -w * .5f, a * .3f, -w,       1.f,      -w,       1.f,      w,
                         a * .3f,  w,       a * .3f,  w * 1.4f, -a * .3f, w * 1.4f, -a * .3f,
                         w,        -1.f,    w,        -1.f,     b * .5f,  -.75f,    0.f};
      setOutline(o, p, 14, "puzzle piece");
      break;
    }
    case 10: {
      f32 polygon[28];
      starPoints(polygon, corners, 1.f, 1.f, turn);
      setOutline(o, polygon, corners,
                 corners == 3   ? "triangle"
                 : corners == 4 ? "square"
                 : corners == 5 ? "pentagon"
                 : corners == 6 ? "hexagon"
                                : "heptagon");
      break;
    }
    default: {
      f32 free[28];
      for (i32 i = 0; i < 9; i++) {
        const f32 radius = random.between(.4f, 1.f);
        const SineCosine<f32> at = sineCosine(fullTurn * (f32)i / 9.f);
        free[i * 2] = radius * at.cosine;
        free[i * 2 + 1] = radius * at.sine;
      }
      setOutline(o, free, 9, "jagged shape");
      break;
    }
  }
}

PIWA_NOINLINE void layer(Maker& maker, const Outline& o, const char* part, i32 paint, f32 scale,
                         f32 z, f32 half, f32 turn) {
  f32 points[28];
  for (i32 i = 0; i < 2 * o.count; i++) {
    points[i] = o.points[i] * scale;
  }
  maker.begin(part, paint);
  Primitive& p = maker.prism(0, 0, z, points, o.count, half);
  if (turn > 0.f) {
    rotateAround(p, 0, 0, 1, turn);
  }
}

PIWA_NOINLINE const char* addHoles(Maker& maker, const AbstractPaints& paints, i32 kind,
                                   f32 depth) {
  RandomStream& random = maker.random;
  const f32 size = random.between(.1f, .17f);
  const f32 apart = random.between(.3f, .45f);
  const i32 count = 3 + random.below(4);
  maker.begin("hole", paints.third);
  const i32 outer = maker.openFrame(0, 0, 0, 0, 1.f);
  maker.tiltFrame(1, 0, 0, halfPi);
  Primitive& p =
      maker.cut({Shape::cylinder, kind == 0 ? 0.f : apart, 0, 0, size, depth * 2.f + .3f, 0.f});
  p.part = maker.part;
  if (kind == 1) {
    p.foldAngle = fullTurn / (f32)count;
  } else if (kind == 2) {
    p.mirrorX = 1;
  }
  maker.closeFrame(outer);
  return kind == 0 ? "a hole" : kind == 1 ? "a ring of holes" : "two holes";
}

PIWA_NOINLINE void makeExtrusion(Maker& maker) {
  RandomStream& random = maker.random;
  const AbstractPaints paints = drawAbstractPaints(maker);
  const i32 kind = random.below(outlineKinds);
  const i32 build = random.below(7);
  const f32 half = random.between(.1f, .5f);
  const f32 shrink = random.between(.6f, .85f);
  const i32 layers = 2 + random.below(4);
  const f32 turn = random.between(.1f, .5f);
  const f32 twist = random.between(.4f, 1.4f);
  const i32 holes = random.below(5);
  const i32 pose = random.below(3);
  const bool stand = random.chance(.4f);
  Outline o;
  drawOutlineOf(random, o, kind);
  const i32 outer = maker.openFrame(0, 0, 0, pose == 1 ? .5f : 0.f, 1.f);
  maker.tiltFrame(1, 0, 0, pose == 2 || build == 2 ? -halfPi : 0.f);
  const char* form = "";
  f32 depth = half;
  if (build == 0) {
    layer(maker, o, "body", paints.first, 1.f, 0, half, 0);
    maker.recipe.primitive[maker.recipe.count - 1].rounding = smaller(.05f, half * .4f);
    form = half > .35f ? "thick rounded " : "rounded ";
  } else if (build == 1) {
    for (i32 i = 0; i < layers; i++) {
      const f32 scale = 1.f + (shrink - 1.f) * (f32)i;
      layer(maker, o, i % 2 == 0 ? "layer" : "second layer",
            i % 2 == 0 ? paints.first : paints.second, larger(scale, .25f), half * (f32)i * .9f,
            half * .5f, 0);
    }
    depth = half * (f32)layers;
    form = "stepped ";
  } else if (build == 2) {
    layer(maker, o, "column", paints.first, .5f, 0, 1.f, 0);
    layer(maker, o, "foot", paints.second, .65f, -1.f, .1f, 0);
    layer(maker, o, "head", paints.second, .62f, 1.f, .1f, 0);
    maker.recipe.twist = twist;
    depth = 1.1f;
    form = "twisted column shaped as a ";
  } else if (build == 3) {
    for (i32 i = 0; i < layers; i++) {
      layer(maker, o, i % 2 == 0 ? "layer" : "second layer",
            i % 2 == 0 ? paints.first : paints.second, 1.f - .06f * (f32)i, .2f * (f32)i, .11f,
            turn * (f32)i + .001f);
    }
    depth = .2f * (f32)layers;
    form = "fanned stack of a ";
  } else if (build == 4) {
    layer(maker, o, "rim", paints.first, 1.f, 0, half, 0);
    layer(maker, o, "panel", paints.second, .72f, 0, half + .07f, 0);
    form = "paneled ";
  } else if (build == 5) {
    layer(maker, o, "front", paints.first, 1.f, half + .1f, .1f, 0);
    layer(maker, o, "back", paints.second, 1.f, -half - .1f, .1f, 0);
    layer(maker, o, "core", paints.third, .55f, 0, half + .12f, 0);
    depth = half + .25f;
    form = "double ";
  } else {
    Outline other;
    const i32 next = random.below(outlineKinds);
    drawOutlineOf(random, other, next);
    layer(maker, o, "body", paints.first, 1.f, 0, half, 0);
    layer(maker, other, "relief", paints.second, .5f, half, .12f, 0);
    maker.phrases.add("a relief on its face");
  }
  const bool broad = kind < 2 || kind == 6 || kind > 7;
  if (holes < 3 && build != 2 && broad) {
    maker.phrases.add(addHoles(maker, paints, holes, depth));
  }
  maker.closeFrame(outer);
  if (stand && build != 2 && pose != 2) {
    maker.begin("stand", paints.third);
    maker.box(0, -1.05f, 0, .6f, .14f, larger(depth, .3f) + .1f, .02f);
    maker.box(0, -.55f, 0, .16f, .6f, smaller(depth, .1f));
    maker.phrases.add("a stand");
  }
  startCaption(maker.caption, paintWord(maker, paints.first));
  nameMaterial(maker, paints.first);
  maker.caption.put(' ');
  maker.caption.write(form);
  maker.caption.write(o.word);
  listParts(maker);
  maker.tag("sculpture.n.01");
  maker.tag("artifact.n.01");
}

}  // namespace piwa

// What the abstract families share: paints of any material, free shapes, words for them.
#pragma once
#include "built-kit.hpp"

namespace piwa {

struct AbstractPaints {
  i32 first;
  i32 second;
  i32 third;
};

PIWA_NOINLINE Material drawMaterial(RandomStream& random) {
  constexpr Material kinds[8] = {Material::plastic, Material::ceramic, Material::metal,
                                 Material::wood,    Material::stone,   Material::glass,
                                 Material::fabric,  Material::ceramic};
  return kinds[random.below(8)];
}

/// Three paints of one or two materials in the colors of the scheme, some in a pattern.
PIWA_NOINLINE AbstractPaints drawAbstractPaints(Maker& maker) {
  RandomStream& random = maker.random;
  const Material a = drawMaterial(random);
  const Material b = drawMaterial(random);
  const i32 color = random.below(5);
  const i32 pattern = random.below(9);
  const f32 frequency = random.between(2.f, 5.f);
  const bool natural = random.chance(.4f);
  const bool own = natural && (a == Material::wood || a == Material::stone || a == Material::metal);
  const i32 first = own ? maker.paintNatural(a) : maker.paintScheme(a, color);
  const i32 second = maker.paintScheme(b, color + 1);
  const i32 third = maker.paintScheme(a, color + 3);
  if (pattern == 0) {
    maker.pattern(first, Pattern::stripes, color + 2, frequency);
  } else if (pattern == 1) {
    maker.pattern(first, Pattern::checker, color + 2, frequency);
  } else if (pattern == 2) {
    maker.pattern(second, Pattern::patches, color + 2, frequency);
  }
  return {first, second, third};
}

constexpr i32 freeShapes = 11;

PIWA_INLINE const char* shapeWord(i32 kind) {
  constexpr const char* words[freeShapes] = {"block", "ball", "cylinder", "cone", "ring", "star",
                                             "rod",   "arch", "cage",     "egg",  "wedge"};
  return words[kind];
}

/// A shape of about the given size at a place, its proportions drawn.
PIWA_NOINLINE Primitive& addFree(Maker& maker, i32 kind, f32 x, f32 y, f32 z, f32 size) {
  RandomStream& random = maker.random;
  const f32 a = size * random.between(.45f, 1.f);
  const f32 b = size * random.between(.35f, 1.f);
  const f32 c = size * random.between(.45f, 1.f);
  const i32 corners = 4 + random.below(3);
  switch (kind) {
    case 0:
      return maker.box(x, y, z, a, b, c, .02f);
    case 1:
      return maker.ball(x, y, z, a, a, a);
    case 2:
      return maker.cylinder(x, y, z, a * .7f, b);
    case 3:
      return maker.cone(x, y, z, a, b, a * .15f);
    case 4:
      return maker.torus(x, y, z, a, larger(.2f * b, .06f));
    case 5: {
      f32 points[24];
      starPoints(points, 2 * corners, size, size * .5f, 0.f);
      return maker.prism(x, y, z, points, 2 * corners, larger(.25f * b, .07f));
    }
    case 6:
      return maker.add(
          {Shape::capsule, x, y, z, size, larger(.16f * b, .07f), larger(.16f * c, .07f)});
    case 7:
      return maker.arc(x, y, z, a, larger(.2f * b, .07f), 1.6f);
    case 8: {
      Primitive& p = maker.add({Shape::frame, x, y, z, a, b, c, .07f});
      return p;
    }
    case 9:
      return maker.ball(x, y, z, a, b, c);
    default: {
      const f32 points[6] = {-a, -b, a, -b, -a, b};
      return maker.prism(x, y, z, points, 3, c * .6f);
    }
  }
}

/// Turns by an arbitrary or, half of the time, a right or half-right angle around a drawn axis.
PIWA_NOINLINE void turnFreely(Maker& maker, Primitive& p) {
  RandomStream& random = maker.random;
  const i32 axis = random.below(3);
  const bool square = random.chance(.5f);
  const i32 eighths = random.below(8);
  const f32 angle = random.between(-pi, pi);
  rotateAround(p, axis == 0 ? 1.f : 0.f, axis == 1 ? 1.f : 0.f, axis == 2 ? 1.f : 0.f,
               square ? .25f * pi * (f32)eighths : angle);
}

}  // namespace piwa

// Fits a recipe to the domain and keeps every wall thick enough for the grid of 64.
#pragma once
#include "program.hpp"

namespace piwa {

/// Half of the domain that a recipe may fill: beyond it lie blends and the closing border.
constexpr f32 fitHalf = .93f;

/// Least half thickness in the domain: walls are 2.69 cells at grid 64.
constexpr f32 thinnestHalf = .042f;

struct Box {
  f32 least[3];
  f32 most[3];
};

PIWA_INLINE void includePoint(Box& box, f32 x, f32 y, f32 z) {
  const f32 at[3] = {x, y, z};
  for (i32 i = 0; i < 3; i++) {
    box.least[i] = smaller(box.least[i], at[i]);
    box.most[i] = larger(box.most[i], at[i]);
  }
}

PIWA_INLINE Box emptyBox() { return {{1e9f, 1e9f, 1e9f}, {-1e9f, -1e9f, -1e9f}}; }

PIWA_NOINLINE Extent profileExtent(const Recipe& recipe, const Primitive& p) {
  const Profile& profile = recipe.profile[p.profile];
  f32 x = 0.f;
  f32 y = 0.f;
  for (i32 i = 0; i < profile.count; i++) {
    x = larger(x, absolute(profile.x[i]));
    y = larger(y, absolute(profile.y[i]));
  }
  if (p.shape == Shape::lathe) {
    return {x * p.size[0], p.size[1], x * p.size[0]};
  }
  return {x + p.rounding, y + p.rounding, p.shape == Shape::prism ? p.size[2] : x + p.rounding};
}

/// Half sides of a box around the shape in its own axes, without repeats.
PIWA_NOINLINE Extent shapeExtent(const Recipe& recipe, const Primitive& p) {
  const f32* size = p.size;
  switch (p.shape) {
    case Shape::cylinder:
      return {size[0], size[1], size[0]};
    case Shape::cone: {
      const f32 radius = larger(size[0], size[2]);
      return {radius, size[1], radius};
    }
    case Shape::torus:
      return {size[0] + size[1], size[1], size[0] + size[1]};
    case Shape::capsule: {
      const f32 radius = larger(size[1], size[2]);
      return {radius, size[0] + radius, radius};
    }
    case Shape::lathe:
    case Shape::turned:
    case Shape::prism:
      return profileExtent(recipe, p);
    case Shape::arc:
      return {size[0] + size[1], size[0] + size[1], size[1]};
    case Shape::volume:
      return {size[0] + p.rounding, size[1] + p.rounding, size[2] + p.rounding};
    default:
      return {size[0], size[1], size[2]};
  }
}

/// The corners of a primitive's box, through its turn, mirrors, fold and frame, into `box`.
PIWA_NOINLINE void includePrimitive(const Recipe& recipe, const Primitive& p, Box& box) {
  const Extent shape = shapeExtent(recipe, p);
  const f32 bump = p.displacement * .7f;
  const f32 half[3] = {
      shape.x + bump + .5f * (f32)(p.repeatCount[0] - 1) * p.repeatStep[0],
      shape.y + bump + .5f * (f32)(p.repeatCount[1] - 1) * p.repeatStep[1],
      shape.z + bump + .5f * (f32)(p.repeatCount[2] - 1) * p.repeatStep[2]};
  for (i32 corner = 0; corner < 8; corner++) {
    const f32 a = corner & 1 ? half[0] : -half[0];
    const f32 b = corner & 2 ? half[1] : -half[1];
    const f32 c = corner & 4 ? half[2] : -half[2];
    const f32* m = p.rotation;
    const f32 x = m[0] * a + m[1] * b + m[2] * c + p.center[0];
    const f32 y = m[3] * a + m[4] * b + m[5] * c + p.center[1];
    const f32 z = m[6] * a + m[7] * b + m[8] * c + p.center[2];
    const f32 across = length2(x, z);
    const i32 images = p.foldAngle > 0.f ? 4 : 1 << (p.mirrorX + p.mirrorZ);
    for (i32 image = 0; image < images; image++) {
      const bool first = (image & 1) != 0;
      const bool second = (image & 2) != 0;
      const bool flipX = p.mirrorX ? first : false;
      const bool flipZ = p.mirrorZ ? (p.mirrorX ? second : first) : false;
      const f32 foldX = first ? across : -across;
      const f32 foldZ = second ? across : -across;
      const f32 atX = p.foldAngle > 0.f ? foldX : flipX ? -x : x;
      const f32 atZ = p.foldAngle > 0.f ? foldZ : flipZ ? -z : z;
      if (p.frame == noFrame) {
        includePoint(box, atX, y, atZ);
      } else {
        const Frame& f = recipe.frame[p.frame];
        const f32* r = f.rotation;
        includePoint(box, f.origin[0] + f.scale * (r[0] * atX + r[1] * y + r[2] * atZ),
                     f.origin[1] + f.scale * (r[3] * atX + r[4] * y + r[5] * atZ),
                     f.origin[2] + f.scale * (r[6] * atX + r[7] * y + r[8] * atZ));
      }
    }
  }
}

/// Twisting turns the box around y. The largest stretch of the map is (s + sqrt(s^2 + 4)) / 2 for
/// s = turn a unit times radius.
PIWA_NOINLINE void sweepTwist(Recipe& recipe, Box& box) {
  if (recipe.twist == 0.f) {
    return;
  }
  const f32 x = larger(absolute(box.least[0]), absolute(box.most[0]));
  const f32 z = larger(absolute(box.least[2]), absolute(box.most[2]));
  const f32 across = length2(x, z);
  includePoint(box, across, box.least[1], across);
  includePoint(box, -across, box.least[1], -across);
  const f32 s = absolute(recipe.twist) * across;
  recipe.slope = 2.f / (s + squareRoot(s * s + 4.f));
}

/// Scales the recipe as a whole into the domain.
PIWA_NOINLINE void fitRecipe(Recipe& recipe) {
  Box box = emptyBox();
  for (i32 i = 0; i < recipe.count; i++) {
    if (recipe.primitive[i].operation == Operation::unite) {
      includePrimitive(recipe, recipe.primitive[i], box);
    }
  }
  sweepTwist(recipe, box);
  f32 extent = .1f;
  for (i32 i = 0; i < 3; i++) {
    extent = larger(extent, box.most[i] - box.least[i]);
    recipe.fitOffset[i] = .5f * (box.least[i] + box.most[i]);
  }
  recipe.fitScale = 2.f * fitHalf / extent;
  recipe.fitInverse = 1.f / recipe.fitScale;
}

PIWA_INLINE void atLeast(f32& size, f32 least) { size = larger(size, least); }

/// Thickens what would be too thin after the fit. Cuts stay as they are.
PIWA_NOINLINE void thicken(const Recipe& recipe, Primitive& p) {
  const f32 least = thinnestHalf * recipe.fitInverse / scaleOf(recipe, p);
  f32* size = p.size;
  switch (p.shape) {
    case Shape::ellipsoid:
    case Shape::superquadric:
      for (i32 i = 0; i < 3; i++) {
        atLeast(size[i], least * 1.2f);
      }
      break;
    case Shape::box:
      for (i32 i = 0; i < 3; i++) {
        atLeast(size[i], least);
      }
      break;
    case Shape::cylinder:
      atLeast(size[0], least);
      atLeast(size[1], least);
      break;
    case Shape::cone:
      atLeast(size[1], least);
      atLeast(size[size[0] > size[2] ? 0 : 2], least * 1.4f);
      break;
    case Shape::capsule:
      atLeast(size[1], least);
      atLeast(size[2], least);
      break;
    case Shape::frame:
      atLeast(size[3], least);
      break;
    case Shape::prism:
      atLeast(size[2], least);
      break;
    case Shape::torus:
    case Shape::arc:
      atLeast(size[1], least);
      break;
    default:
      break;
  }
  if (p.hollow > 0.f) {
    atLeast(p.hollow, least * 2.f);
  }
}

/// Fit, thickness, constants: the last step of every recipe.
PIWA_NOINLINE void finishRecipe(Recipe& recipe) {
  fitRecipe(recipe);
  for (i32 i = 0; i < recipe.profileCount; i++) {
    deriveEdges(recipe.profile[i]);
  }
  for (i32 i = 0; i < recipe.count; i++) {
    Primitive& p = recipe.primitive[i];
    if (p.operation == Operation::unite) {
      thicken(recipe, p);
    }
    deriveConstants(recipe, p);
  }
}

}  // namespace piwa

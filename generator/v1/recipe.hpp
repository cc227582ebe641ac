// The recipe: a list of primitives which the signed-distance program combines in order.
#pragma once
#include "../exact/noise.hpp"
#include "../exact/random.hpp"

namespace piwa {

/// Part of every random counter: a new version never repeats the draws of an old one.
constexpr u32 generatorVersion = 1;

/// Meaning of size[0..3]:
/// ellipsoid: half axes; box: half sides; cylinder: radius, half height;
/// cone: lower radius, half height, upper radius; torus: major and minor radius;
/// superquadric: half axes, exponent; capsule: half length, lower radius, upper radius;
/// frame: half sides, half thickness; lathe: mean radius, half height, ripple, phase.
enum class Shape : i32 {
  ellipsoid,
  box,
  cylinder,
  cone,
  torus,
  superquadric,
  capsule,
  frame,
  lathe
};

constexpr i32 shapeCount = 9;

enum class Operation : i32 { unite, subtract };

enum class Pattern : i32 { plain, checker, mottled, stripes, rings, patches };

enum class Family : i32 { csg, mirrored, radial, vessel, furniture, tree, gear, tower, creature };

struct Primitive {
  Shape shape;
  Operation operation;
  f32 blend;
  i32 turned;
  f32 rotation[9];
  f32 center[3];
  f32 size[4];
  f32 rounding;
  i32 mirrorX;
  i32 mirrorZ;
  f32 foldAngle;
  f32 displacement;
  f32 displacementFrequency;
  u32 seed;
  Pattern pattern;
  f32 patternFrequency;
  f32 colorA[3];
  f32 colorB[3];
  f32 derived[4];
  f32 slope;
};

constexpr i32 primitivesMax = 32;
constexpr u32 captionBytesMax = 320;

struct Recipe {
  AssetSeed seed;
  Family family;
  i32 count;
  Primitive primitive[primitivesMax];
  f32 twist;
  f32 slope;
  u32 noiseSeed;
  i32 roughnessPercent;
  i32 metallic;
  u8 caption[captionBytesMax];
  u32 captionLength;
};

PIWA_INLINE const char* familyName(Family family) {
  switch (family) {
    case Family::csg:
      return "csg";
    case Family::mirrored:
      return "mirrored";
    case Family::radial:
      return "radial";
    case Family::vessel:
      return "vessel";
    case Family::furniture:
      return "furniture";
    case Family::tree:
      return "tree";
    case Family::gear:
      return "gear";
    case Family::tower:
      return "tower";
    default:
      return "creature";
  }
}

PIWA_INLINE void clearRotation(Primitive& primitive) {
  primitive.turned = 0;
  for (i32 i = 0; i < 9; i++) {
    primitive.rotation[i] = i % 4 == 0 ? 1.f : 0.f;
  }
}

/// The axis must not be zero.
PIWA_NOINLINE void rotateAround(Primitive& primitive, f32 ax, f32 ay, f32 az, f32 angle) {
  const f32 scale = 1.f / length3(ax, ay, az);
  const f32 x = ax * scale;
  const f32 y = ay * scale;
  const f32 z = az * scale;
  const SineCosine<f32> turn = sineCosine(angle);
  const f32 s = turn.sine;
  const f32 c = turn.cosine;
  const f32 rest = 1.f - c;
  primitive.turned = 1;
  f32* m = primitive.rotation;
  m[0] = c + x * x * rest;
  m[1] = x * y * rest - z * s;
  m[2] = x * z * rest + y * s;
  m[3] = y * x * rest + z * s;
  m[4] = c + y * y * rest;
  m[5] = y * z * rest - x * s;
  m[6] = z * x * rest - y * s;
  m[7] = z * y * rest + x * s;
  m[8] = c + z * z * rest;
}

/// Turns the primitive's own y axis towards (x, y, z), which must not be zero.
PIWA_NOINLINE void pointAlong(Primitive& primitive, f32 x, f32 y, f32 z) {
  const f32 up = y / length3(x, y, z);
  if (up > 0.9999f) {
    clearRotation(primitive);
    return;
  }
  if (up < -0.9999f) {
    rotateAround(primitive, 1.f, 0.f, 0.f, pi);
    return;
  }
  const f32 aside = length2(x, z) / length3(x, y, z);
  rotateAround(primitive, z, 0.f, -x, arcTangent2(aside, up));
}

PIWA_INLINE void foldAround(Primitive& primitive, i32 copies) {
  primitive.foldAngle = fullTurn / (f32)copies;
}

/// Rough surface. The slope bound grows with it, so that culling stays safe.
PIWA_INLINE void displace(Primitive& primitive, f32 amplitude, f32 frequency) {
  primitive.displacement = amplitude;
  primitive.displacementFrequency = frequency;
  primitive.slope = 1.f / (1.f + amplitude * frequency * noiseSlope);
}

/// Twists the whole asset around y. The largest stretch of the map is (s + sqrt(s^2 + 4)) / 2.
PIWA_INLINE void twistRecipe(Recipe& recipe, f32 turnPerUnit) {
  const f32 s = absolute(turnPerUnit) * 1.3f;
  recipe.twist = turnPerUnit;
  recipe.slope = 2.f / (s + squareRoot(s * s + 4.f));
}

/// Divisions that do not depend on the sample point, done once.
PIWA_NOINLINE void deriveConstants(Primitive& p) {
  const f32* size = p.size;
  const f32 least = smaller(size[0], smaller(size[1], size[2]));
  f32* out = p.derived;
  switch (p.shape) {
    case Shape::ellipsoid:
    case Shape::superquadric:
      for (i32 i = 0; i < 3; i++) {
        out[i] = 1.f / size[i];
      }
      out[3] = p.shape == Shape::superquadric && size[3] < 2.f ? least * .58f : least;
      break;
    case Shape::cone: {
      const f32 taper = size[2] - size[0];
      const f32 height = 2.f * size[1];
      out[0] = 1.f / (taper * taper + height * height);
      break;
    }
    case Shape::capsule: {
      const f32 taper = (size[2] - size[1]) * (.5f / size[0]);
      out[0] = .5f / size[0];
      out[1] = 1.f / (1.f + absolute(taper));
      break;
    }
    case Shape::lathe:
      out[0] = 1.f / (1.f + size[2] * 7.75f);
      break;
    default:
      break;
  }
}

}  // namespace piwa
